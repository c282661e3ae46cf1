"""Keras: variables, training records, and losses, optimizers, metrics, layers … outside a model."""

import json
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.values import private
from autograder.values.arrays import describe_array, read_array
from autograder.values.expecting import expect, flag, items, text
from autograder.values.kinds import Kind, Table
from autograder.values.limits import Excessive, Malformed, Unencodable
from autograder.values.recipes import CLASSES, FUNCTIONS, SPELLINGS, checked

if TYPE_CHECKING:
    from autograder.values.decoding import Reader
    from autograder.values.encoding import Writer

LONE = frozenset(CLASSES) - {
    "keras.src.models.functional",
    "keras.src.ops.numpy",
    "keras.src.ops.nn",
    "keras.src.ops.core",
}
STATEFUL = ("keras.layers", "keras.metrics")
LARGEST_TENSOR = 1 << 28  # numbers that one sample may become inside a model


def serialized(found: Any) -> dict[str, Any]:
    """Describe a Keras object as Keras does; what it was compiled with apart.

    Raises:
        Unencodable: it consists of more than the closed list: own functions, subclasses, lambdas …
    """
    import keras

    with quiet():
        raw = json.loads(json.dumps(keras.saving.serialize_keras_object(found), default=_plain_number))
    drop_compilation(raw)
    try:
        recipe = checked(raw, unbuilt=isinstance(found, keras.layers.Layer) and not found.variables)
    except Malformed as error:
        raise Unencodable("Keras cannot bring this back.") from error
    if not all(is_library_function(function) for function in _functions(found)):
        raise Unencodable("A function of the student's own stays where it is.")
    return recipe


def drop_compilation(raw: Any) -> None:
    """Take what models were compiled with out of a description, at all depths."""
    if isinstance(raw, dict):
        raw.pop("compile_config", None)
    for part in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ():
        drop_compilation(part)


def is_library_function(function: Any) -> bool:
    """Say whether a function is the one that Keras will find under its name."""
    import keras

    name = str(getattr(function, "__name__", ""))
    name = SPELLINGS.get(name, name)
    if name not in FUNCTIONS:  # a wrapper that Keras puts around a layer's methods
        return str(getattr(function, "__module__", "")).startswith("keras.src.")
    spaces = [keras.activations, keras.losses, keras.metrics]
    same = {"relu", "relu6", "softmax", "sigmoid", "tanh", "silu", "elu", "selu", "log_softmax", "softplus", "softsign"}
    if name in same | {"leaky_relu"}:
        spaces.append(keras.ops)
        if "tensorflow" in sys.modules:
            tensorflow = sys.modules["tensorflow"]
            spaces += [tensorflow.nn, tensorflow.math, tensorflow]
    return any(getattr(space, name, None) is function for space in spaces)


def _functions(found: Any) -> Iterator[Any]:
    """Yield the functions in an object and in its layers."""
    import keras

    for part in private.layers_of(found) if isinstance(found, keras.layers.Layer) else [found]:
        yield from (entry for entry in vars(part).values() if isinstance(entry, FunctionType))


def _plain_number(found: Any) -> Any:
    """Bring NumPy's numbers into JSON."""
    if isinstance(found, np.generic):
        return found.item()
    raise TypeError(f"{type(found).__name__} is not plain")


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Keras's warnings about what it reads and writes to itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def describe_variables(writer: "Writer", variables: Iterable[Any]) -> list[Any]:
    """Describe the values of Keras variables."""
    values = [part if isinstance(part, np.ndarray) else np.asarray(part.numpy()) for part in variables]
    if any(value.dtype.kind not in "biuf" for value in values):
        raise Unencodable("Variables of this type stay where they are.")
    return [describe_array(writer, value) for value in values]


def read_variables(reader: "Reader", raw: Any) -> list[np.ndarray]:
    """Read values for Keras variables."""
    return [read_array(reader, part) for part in items(raw, most=20_000)]


@contextmanager
def without_memory() -> Iterator[None]:
    """Variables that are made inside have a shape and no memory, until `assign` or `give_memory` is called."""
    import keras

    try:
        with keras.StatelessScope(initialize_variables=False):
            yield
    except BaseException:
        private.forget_variables()
        raise


def give_memory() -> None:
    """Let variables that have no memory begin as Keras would, or with what they were assigned."""
    import keras

    with keras.StatelessScope():
        pass  # its end does it


def assign(variables: list[Any], values: list[np.ndarray]) -> None:
    """Give variables their values; those that have no memory begin with them.

    Raises:
        Malformed: there are more or fewer, or one has another shape or type.
    """
    if not fits(variables, values):
        private.forget_variables()
        expect(False, "values that fit the variables")
    for variable, value in zip(variables, values, strict=True):
        if not private.has_memory(variable):
            private.begin_with(variable, value)
        else:
            variable.assign(value)
    give_memory()


def fits(variables: list[Any], values: list[np.ndarray]) -> bool:
    """Say whether values have the number, shapes and types of variables."""
    pairs = zip(variables, values)
    return len(variables) == len(values) and all(
        tuple(variable.shape) == value.shape and str(variable.dtype) == value.dtype.name for variable, value in pairs
    )


def build(recipe: dict[str, Any], values: list[np.ndarray]) -> Any:
    """Build a layer or a model and give it its values; nothing large is made before the sizes have been compared.

    Args:
        recipe: a description that `checked` returned.
        values: of all its variables.

    Raises:
        Malformed: the variables are not those that came.
        Excessive: a sample would grow beyond reason inside.
    """
    import keras

    with quiet():
        with without_memory():
            made = keras.saving.deserialize_keras_object(recipe, safe_mode=True)
            _check_tensors(made)
        assign(made.variables, values)
    for layer in private.layers_of(made):
        if isinstance(layer, keras.layers.Normalization) and layer.built and layer.input_mean is None:
            layer.finalize_state()
    return made


def _check_tensors(made: Any) -> None:
    """Refuse a model that makes gigantic tensors of one sample."""
    for layer in private.layers_of(made):
        for operation in getattr(layer, "operations", None) or [layer]:
            for node in private.nodes_of(operation):
                for tensor in node.output_tensors:
                    numbers = np.prod([length for length in tensor.shape if length is not None], dtype=float)
                    if numbers > LARGEST_TENSOR:
                        raise Excessive(
                            f"The model makes {numbers:,.0f} numbers of a single sample, too many to be tried. Is the number "
                            "of samples part of its input shape? Leave it out: that shape is the one of a single sample."
                        )


def _encode_object(writer: "Writer", found: Any) -> list[Any]:
    recipe = serialized(found)
    stateful = recipe["module"] in STATEFUL
    return [recipe, describe_variables(writer, found.variables) if stateful else []]


def _build_object(reader: "Reader", raw: list[Any]) -> Any:
    import keras

    values = read_variables(reader, items(raw, 2)[1])
    unbuilt = not values and raw[0].get("module") == "keras.layers"
    recipe = checked(raw[0], LONE, unbuilt=unbuilt, spend=reader.spend)
    if recipe["module"] == "keras.layers":
        return build(recipe, values)
    with quiet():
        made = keras.saving.deserialize_keras_object(recipe, safe_mode=True)
    if values and fits(made.variables, values):
        assign(made.variables, values)
    return made


def _encode_variable(writer: "Writer", found: Any) -> list[Any]:
    return [*describe_variables(writer, [found]), found.name, bool(found.trainable)]


def _build_variable(reader: "Reader", raw: list[Any]) -> Any:
    import keras

    reader.spend(1)
    values = read_array(reader, items(raw, 3)[0])
    expect(values.dtype.kind in "biuf", "numbers")
    return keras.Variable(values, dtype=values.dtype.name, trainable=flag(raw[2]), name=text(raw[1], 1000))


def _encode_history(writer: "Writer", found: Any) -> list[Any]:
    record = vars(found)
    return [writer.value(record.get(name)) for name in ("history", "epoch", "params", "_model")]


def _fill_history(reader: "Reader", made: Any, raw: list[Any]) -> None:
    record, epoch, params, model = (reader.value(part) for part in items(raw, 4))
    expect(type(record) is dict and type(epoch) in (list, type(None)), "a training record")
    made.history = record
    if epoch is not None:
        made.epoch = epoch
    made.set_params(params)
    made.set_model(model)


def _build_history(reader: "Reader", raw: list[Any]) -> Any:
    import keras

    return keras.callbacks.History()


def types() -> Table:
    """Return Keras's types but models; call it only where Keras is imported."""
    import keras

    lone = Kind("kerasobject", _encode_object, _build_object)
    found: Table = {}
    for module in LONE - {"keras"}:
        space: Any = keras
        for name in module.split(".")[1:]:
            space = getattr(space, name)
        found |= {getattr(space, name): lone for name in CLASSES[module] if hasattr(space, name)}
    return {
        **found,
        keras.DTypePolicy: lone,
        keras.callbacks.History: Kind("history", _encode_history, _build_history, _fill_history),
        keras.Variable: Kind("kerasvariable", _encode_variable, _build_variable, lambda reader, made, raw: None),
    }
