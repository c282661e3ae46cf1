"""Keras models: structure, weights, what they are compiled with, the optimizer's state and the training record."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.values import private
from autograder.values.expecting import expect, flag, items
from autograder.values.kinds import Kind, Table
from autograder.values.limits import Malformed, Unencodable
from autograder.values.parts import (
    assign,
    build,
    describe_variables,
    fits,
    give_memory,
    is_library_function,
    quiet,
    read_variables,
    serialized,
    without_memory,
)
from autograder.values.recipes import checked, checked_compilation

if TYPE_CHECKING:
    from autograder.values.decoding import Reader
    from autograder.values.encoding import Writer

MODELS = frozenset({"keras", "keras.src.models.functional"})


@dataclass(frozen=True)
class ModelState:
    """What training changes in a model.

    Args:
        variables: values of all its variables, those of random generators too.
        compilation: what it is compiled with, or None.
        slots: values of the optimizer's variables, once for each of its own and each weight.
        history: the last training record, or None.
        stopped: the model's `stop_training`, or None.
    """

    variables: list[Any]
    compilation: dict[str, Any] | None
    slots: list[Any]
    history: Any
    stopped: bool | None

    @classmethod
    def of(cls, model: Any) -> "ModelState":
        """Read a model's state.

        Raises:
            Unencodable: it is compiled with something of the student's own.
        """
        compilation = compilation_of(model)
        optimizer = getattr(model, "optimizer", None) if compilation else None
        slots = list(optimizer.variables) if optimizer is not None and optimizer.built else []
        history, stopped = vars(model).get("history"), vars(model).get("stop_training")
        return cls(
            [np.asarray(variable.numpy()) for variable in model.variables],
            compilation,
            [np.asarray(variable.numpy()) for variable in slots],
            history,
            stopped if type(stopped) is bool else None,
        )

    def apply_to(self, model: Any) -> None:
        """Give a model this state.

        Raises:
            Malformed: the model has other variables.
        """
        assign(model.variables, self.variables)
        if self.compilation is not None and self.compilation != (compilation_of(model) if model.compiled else None):
            _compile(model, self.compilation)
        if self.compilation is not None:
            _restore(model, self.slots)
        if self.stopped is not None:
            model.stop_training = self.stopped
        if self.history is not None:
            model.history = self.history


def compilation_of(model: Any) -> dict[str, Any] | None:
    """Describe what a model is compiled with; None when it is not.

    Raises:
        Unencodable: with something of the student's own.
    """
    if not model.compiled:
        return None
    with quiet():
        raw = json.loads(json.dumps(model.get_compile_config() or {}))
    if not all(map(_is_library, _leaves(private.compiled_with(model)))):
        raise Unencodable("A loss or metric of the student's own stays where it is.")
    try:
        return checked_compilation(raw)
    except Malformed as error:
        raise Unencodable("Keras cannot bring this back.") from error


def _leaves(given: Any) -> Any:
    """Yield the single losses, metrics … of what `compile` was given."""
    parts = given.values() if isinstance(given, dict) else given if isinstance(given, list | tuple) else None
    if parts is None:
        yield given
        return
    for part in parts:
        yield from _leaves(part)


def _is_library(given: Any) -> bool:
    """Say whether a loss or metric, and a function in it, is Keras's."""
    inside = [given, *(entry for entry in getattr(given, "__dict__", {}).values())]
    functions = [entry for entry in inside if type(entry).__name__ == "function"]
    return all(map(is_library_function, functions))


def _compile(model: Any, compilation: dict[str, Any]) -> None:
    import keras

    with quiet():
        model.compile(**keras.saving.deserialize_keras_object(compilation, safe_mode=True))


def _restore(model: Any, slots: list[np.ndarray]) -> None:
    """Bring the optimizer to where it was; layers frozen since then change what it keeps, and then it starts anew."""
    optimizer = model.optimizer
    if not slots or optimizer is None:
        return
    if not optimizer.built:
        with without_memory():
            optimizer.build(model.trainable_variables)
    if fits(list(optimizer.variables), slots):
        assign(list(optimizer.variables), slots)
        return
    give_memory()
    if slots[0].shape == () and slots[0].dtype.kind == "i":
        optimizer.iterations.assign(slots[0])


def _encode_state(writer: "Writer", state: ModelState) -> list[Any]:
    return [
        describe_variables(writer, state.variables),
        state.compilation,
        describe_variables(writer, state.slots),
        writer.value(state.history),
        state.stopped,
    ]


def _read_state(reader: "Reader", raw: list[Any], history: Any) -> ModelState:
    variables, compilation, slots, _, stopped = items(raw, 5)
    return ModelState(
        read_variables(reader, variables),
        None if compilation is None else checked_compilation(compilation),
        read_variables(reader, slots),
        history,
        None if stopped is None else flag(stopped),
    )


def _build_state(reader: "Reader", raw: list[Any]) -> ModelState:
    import keras

    history = reader.value(items(raw, 5)[3])
    expect(history is None or type(history) is keras.callbacks.History, "a training record")
    return _read_state(reader, raw, history)


def _encode_model(writer: "Writer", model: Any) -> list[Any]:
    return [serialized(model), bool(model.built), *_encode_state(writer, ModelState.of(model))]


def _build_model(reader: "Reader", raw: list[Any]) -> Any:
    recipe, built, *rest = items(raw, 7)
    state = _read_state(reader, rest, None)
    recipe = checked(recipe, MODELS, unbuilt=not state.variables, spend=reader.spend)
    model = build(recipe, state.variables)
    expect(type(model) in model_types() and model.built == flag(built), "a model as it is described")
    state.apply_to(model)
    return model


def _fill_model(reader: "Reader", model: Any, raw: list[Any]) -> None:
    """The record comes last: it knows its model."""
    import keras

    history = reader.value(raw[5])
    expect(history is None or type(history) is keras.callbacks.History, "a training record")
    if history is not None:
        model.history = history


def model_types() -> tuple[type, ...]:
    """Return the classes whose models can cross."""
    import keras

    try:
        return (keras.Sequential, private.functional())
    except (ImportError, AttributeError):
        return (keras.Sequential,)


def types() -> Table:
    """Return the types of models; call it only where Keras is imported."""
    return {
        **dict.fromkeys(model_types(), Kind("model", _encode_model, _build_model, _fill_model)),
        ModelState: Kind("modelstate", _encode_state, _build_state),
    }
