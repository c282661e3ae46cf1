"""One call of `Model.fit` as plain data, and what it leaves behind."""

import contextlib
import importlib.util
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from autograder.kernels import callbacks
from autograder.kernels.pristine import Pristine
from autograder.kernels.state import state_of
from autograder.kernels.steps import BATCH_SIZE, expect_alike, numbers
from autograder.kernels.training import Trained, Training, first_batch, values_of
from autograder.values import Plan, Unencodable, model_types, private

NUMBERS = (
    *("batch_size", "epochs", "initial_epoch", "steps_per_epoch", "shuffle", "validation_split"),
    *("validation_steps", "validation_batch_size", "validation_freq"),
)
COMPILED = ("train_function", "test_function")  # of a model, for `fit`
KERAS = str(Path(importlib.util.find_spec("keras").origin).parent)  # type: ignore[union-attr, arg-type]
EPSILON = 1e-7  # Keras's own


class Call:
    """One call of `fit` that can be said as data.

    Args:
        model: whose it is; all its variables exist.
        training: what was asked for.
        used: the callbacks.
        verbose: how much the call prints.
    """

    def __init__(self, model: Any, training: Training, used: list[Any], verbose: Any) -> None:
        self.model, self.training, self.used, self.verbose = model, training, used, verbose
        self.message = training.to_message()

    pristine: Pristine | None = None  # what Keras was when this process began to ask

    @classmethod
    def of(cls, model: Any, signature: inspect.Signature, args: Any, kwargs: Any) -> "Call | None":
        """Read a call; None where it cannot be said as data. Nothing has changed then but that variables exist."""
        try:
            bound = signature.bind(model, *args, **kwargs)
            bound.apply_defaults()
            return cls._read(model, dict(bound.arguments))
        except Exception:  # noqa: BLE001 - of whatever kind, a name of Keras's that is gone among them: it trains where it is
            return None

    @classmethod
    def _read(cls, model: Any, asked: dict[str, Any]) -> "Call":
        _refuse_unusual_settings(model)
        _refuse_replaced_parts(model, cls.pristine)
        given = asked["callbacks"]
        used = list(given) if isinstance(given, list | tuple) else [] if given is None else [given]
        described = [callbacks.describe(callback) for callback in used]
        arrays = _arrays(asked)
        settings = {name: asked[name] for name in NUMBERS} | {"class_weight": _class_weight(asked["class_weight"])}
        if not all(type(settings[name]) in (int, float, bool, type(None)) for name in NUMBERS):
            raise Unencodable("Settings that are no plain numbers stay where they are.")
        if settings["batch_size"] is None and not (settings["steps_per_epoch"] or settings["validation_steps"]):
            settings["batch_size"] = BATCH_SIZE
        if arrays[3] is not None or not settings["validation_split"]:
            settings["validation_split"] = 0.0
        private.build_by_samples(model, first_batch(arrays[:3], settings["batch_size"]))
        with _as_traced(model):
            plan = Plan.of(model)
            expect_alike(plan.recipe, plan.compilation)
            training = Training(plan, arrays, settings, described, _seed(), state_of(model, *used))
        return cls(model, training, used, asked["verbose"])

    def restore(self, trained: Trained) -> Any:
        """Make the model, its optimizer, metrics and callbacks what the training made them; the training record."""
        import keras

        model = self.model
        history = keras.callbacks.History()
        history.history, history.epoch, params = trained.history
        for callback in [history, *self.used]:
            callback.set_model(model)
            callback.set_params(params | {"verbose": self.verbose})
        for callback, (fields, kept) in zip(self.used, trained.callbacks, strict=True):
            callbacks.apply(callback, fields, kept)
        for variables, values in (
            (model.variables, trained.variables),
            (model.optimizer.variables, trained.slots),
            (model.metrics_variables, trained.metrics),
        ):
            for variable, value in zip(variables, values, strict=True):
                variable.assign(value)
        model.stop_training, model.history = trained.stopped, history
        _TRACED.setdefault(model, (model.optimizer, _trainable(model)))
        return history

    def rewind(self) -> None:
        """Make everything what it was before the training."""
        for variables, values in (
            (self.model.variables, self.training.plan.variables),
            (self.model.optimizer.variables, self.training.plan.slots),
        ):
            for variable, value in zip(variables, values, strict=True):
                variable.assign(value)
        for callback, (_, fields, kept) in zip(self.used, self.training.callbacks, strict=True):
            callbacks.apply(callback, fields, kept)

    def state(self) -> list[Any]:
        """All that a training leaves behind, but the time that it took."""
        model, history = self.model, self.model.history
        variables = [*model.variables, *model.optimizer.variables, *model.metrics_variables]
        seen = [callbacks.describe(callback) for callback in self.used]
        params = {name: value for name, value in history.params.items() if name != "verbose"}
        return [
            [value.tobytes() for value in values_of(variables)],
            repr([history.history, history.epoch, params, model.stop_training, [part[:2] for part in seen]]),
            [np.asarray(kept).tobytes() for part in seen for kept in part[2]],
        ]


_TRACED: "WeakKeyDictionary[Any, tuple[Any, list[bool]]]" = WeakKeyDictionary()


def _trainable(model: Any) -> list[bool]:
    return [layer.trainable for layer in private.layers_of(model)]


@contextlib.contextmanager
def _as_traced(model: Any) -> Iterator[None]:
    """Keras trains what was trainable when it first trained since `compile`, whatever was frozen since."""
    optimizer, traced = _TRACED.get(model, (None, []))
    now = _trainable(model)
    if optimizer is not model.optimizer:
        _TRACED.pop(model, None)
        traced = now
    for layer, trainable in zip(private.layers_of(model), traced, strict=True):
        layer.trainable = trainable
    try:
        yield
    finally:
        for layer, trainable in zip(private.layers_of(model), now, strict=True):
            layer.trainable = trainable


def _refuse_unusual_settings(model: Any) -> None:
    """What changes how everything is computed and is not among the things that are sent."""
    import keras
    import tensorflow as tf

    unusual = (
        keras.config.floatx() != "float32"
        or keras.config.epsilon() != EPSILON
        or keras.config.max_epochs() is not None
        or keras.config.dtype_policy().name != "float32"
        or keras.distribution.distribution() is not None
        or private.jit()
        or any(tf.config.optimizer.get_experimental_options().values())
        or tf.config.functions_run_eagerly()
        or private.is_deterministic()
        or type(model) not in model_types()
        or not model.optimizer
        or private.has_strategy(model)
    )
    if unusual:
        raise Unencodable("Settings of this kernel stay where they are.")


def _refuse_replaced_parts(model: Any, pristine: Pristine | None) -> None:
    """A class, a function or a compiled step that is not Keras's own any more."""
    if pristine and (changed := pristine.changed()):
        raise Unencodable(f"{changed} is not Keras's own any more.")
    for name in COMPILED:
        code = getattr(getattr(vars(model).get(name), "python_function", vars(model).get(name)), "__code__", None)
        if vars(model).get(name) is not None and not str(getattr(code, "co_filename", "")).startswith(KERAS):
            raise Unencodable("A compiled step of somebody's own stays where it is.")


def _seed() -> int:
    seed = private.seed()
    if type(seed) is not int:
        raise Unencodable("Without a seed, no two trainings are the same.")
    return seed


def _arrays(asked: dict[str, Any]) -> list[np.ndarray | None]:
    """x, y, weights, and the same for validation."""
    held = asked["validation_data"]
    if held is None:
        held = ()
    elif type(held) not in (tuple, list) or len(held) not in (2, 3):
        raise Unencodable("Validation data of this kind stays where it is.")
    found = [asked["x"], asked["y"], asked["sample_weight"], *held]
    arrays = [None if one is None else numbers(one) for one in found + [None] * (6 - len(found))]
    if arrays[0] is None or arrays[1] is None or (held and (arrays[3] is None or arrays[4] is None)):
        raise Unencodable("Only a training on two arrays can be sent.")
    return arrays


def _class_weight(given: Any) -> dict[int, float] | None:
    if given is None:
        return None
    if type(given) is not dict or not all(type(k) is int and type(v) in (int, float) for k, v in given.items()):
        raise Unencodable("Only plain class weights can be sent.")
    return dict(sorted(given.items()))
