"""Trusted notebooks share trainings: `Model.fit` on arrays is computed once and restored bit for bit.

The result of `fit` depends on the architecture, all variables, the compile settings, the data, the arguments and
TensorFlow's global seed, and on nothing else; it leaves the random states as they were (measured with TensorFlow 2.21 and
Keras 3.15.1). So the proof of an assignment, which runs the same reference for each of a hundred answers, trains each
network once. Students' notebooks never use this: a memory that student code can reach is no basis for a grade.
"""

import hashlib
import inspect
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

COUNTS = {"local": 0, "computed": 0, "reused": 0}  # of this kernel, read by the judge when the notebook has run
SETTINGS = {"batch_size", "epochs", "validation_split", "shuffle"}
ARGUMENTS = SETTINGS | {"self", "x", "y", "verbose", "validation_data", "callbacks"}
CALLBACKS = {"EarlyStopping", "ReduceLROnPlateau"}  # they look at epochs only, and their settings are plain
STEPS_PER_EXECUTION = 25  # twice as fast, same bits; nothing notices that looks at epochs only


def install(folder: Path) -> None:
    """Make `keras.Model.fit` in this process share trainings through a folder."""
    import keras

    original = keras.Model.fit
    signature = inspect.signature(original)

    def fit(self: Any, *args: Any, **kwargs: Any) -> Any:
        asked = dict(signature.bind(self, *args, **kwargs).arguments)
        key = _key(asked)
        if key is None:
            COUNTS["local"] += 1
            return original(self, *args, **kwargs)
        stored = folder / f"{key}.npz"
        if not stored.exists():
            COUNTS["computed"] += 1
            history = _fast(self, lambda: original(self, *args, **kwargs))
            _save(stored, self, history, _callbacks(asked))
            return history
        COUNTS["reused"] += 1
        return _restore(stored, self, _callbacks(asked))

    keras.Model.fit = fit


def _key(asked: dict[str, Any]) -> str | None:
    """A hash of all that the training depends on, None where it cannot be shared; `asked` are `fit`'s arguments by name."""
    from tensorflow.python.eager import context

    model, arrays = asked["self"], [asked.get("x"), asked.get("y"), *(asked.get("validation_data") or ())]
    if not set(asked) <= ARGUMENTS or not model.built or not model.optimizer or not _plain(arrays):
        return None
    if any(type(callback).__name__ not in CALLBACKS for callback in _callbacks(asked)):
        return None
    digest = hashlib.sha256()
    settings: dict[str, Any] = {name: asked[name] for name in SETTINGS & set(asked)}
    settings["callbacks"] = [[type(callback).__name__, _fields(callback)] for callback in _callbacks(asked)]
    try:
        spoken = json.dumps(
            [json.loads(model.to_json()), model.get_compile_config(), settings], default=str, sort_keys=True
        )
    except (TypeError, ValueError, AttributeError, NotImplementedError):
        return None
    if "<lambda>" in spoken or " object at 0x" in spoken:
        return None
    digest.update(spoken.encode())
    digest.update(repr(context.global_seed()).encode())
    for array in [*arrays, *(np.asarray(variable) for variable in [*model.variables, *model.optimizer.variables])]:
        array = np.ascontiguousarray(array)
        digest.update(f"{array.dtype}{array.shape}".encode())
        digest.update(array.data if array.size else b"")
    return digest.hexdigest() if context.global_seed() is not None else None


def _callbacks(asked: dict[str, Any]) -> list[Any]:
    given = asked.get("callbacks") or []
    return list(given) if isinstance(given, list | tuple) else [given]


def _fields(callback: Any) -> dict[str, Any]:
    """The plain settings and counters of a callback."""
    return {name: value for name, value in vars(callback).items() if isinstance(value, int | float | str | None)}


def _plain(arrays: list[Any]) -> bool:
    return all(isinstance(array, np.ndarray) and array.dtype.kind in "fiub" for array in arrays)


def _fast(model: Any, train: Callable[[], Any]) -> Any:
    steps = model.steps_per_execution
    model.steps_per_execution = STEPS_PER_EXECUTION
    try:
        return train()
    finally:
        model.steps_per_execution = steps
        model.train_function = model.test_function = None


def _save(stored: Path, model: Any, history: Any, callbacks: list[Any]) -> None:
    values: dict[str, Any] = {f"model-{i}": np.asarray(variable) for i, variable in enumerate(model.variables)}
    values |= {f"optimizer-{i}": np.asarray(variable) for i, variable in enumerate(model.optimizer.variables)}
    record = [history.history, history.epoch, history.params, [_fields(callback) for callback in callbacks]]
    values["record"] = np.frombuffer(json.dumps(record, default=float).encode(), np.uint8)
    stored.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=stored.parent, suffix=".npz", delete=False) as file:
        np.savez(file, **values)
    os.replace(file.name, stored)


def _restore(stored: Path, model: Any, callbacks: list[Any]) -> Any:
    import keras

    values: Mapping[str, np.ndarray] = np.load(stored)
    model.optimizer.build(model.trainable_variables)
    _assign(values, "model", model.variables)
    _assign(values, "optimizer", model.optimizer.variables)
    history = keras.callbacks.History()
    history.set_model(model)
    history.history, history.epoch, params, states = json.loads(values["record"].tobytes())
    history.set_params(params)
    for callback, state in zip(callbacks, states, strict=True):
        callback.set_model(model)
        vars(callback).update(state)
    model.history = history
    return history


def _assign(values: Mapping[str, np.ndarray], kind: str, variables: list[Any]) -> None:
    for i, variable in enumerate(variables):
        variable.assign(values[f"{kind}-{i}"])
