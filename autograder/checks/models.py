"""Checks of how a Keras model is built."""

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.checks.failure import CheckFailed, check, described
from autograder.checks.graph import flat_layers, followers_of

if TYPE_CHECKING:
    import keras

Shape = tuple[int | None, ...]


@check
def model(value: Any, *, name: str = "model", message: str | None = None, hint: str = "") -> "keras.Model":
    """Check that a value is a Keras model which knows its input size.

    Args:
        value: Sequential, Functional or subclassed model; compiled or not.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The model itself.

    Raises:
        CheckFailed: it is something else (the placeholder, None, a class, a list of layers …), or it is not built.
    """
    if value is ...:
        raise CheckFailed(f"{name} is still the placeholder. Replace the three dots by your model.")
    if value is None:
        raise CheckFailed(f"{name} is None. add, compile and fit change a model and do not return it: call them alone.")
    if isinstance(value, list | tuple):
        raise CheckFailed(f"{name} is {described(value)}. Put the layers into a model: keras.Sequential([…])")
    if isinstance(value, type):
        raise CheckFailed(f"{name} is {described(value)} itself. Make a model of it with parentheses: {name} = …()")
    _check_kind(value, name)
    _check_built(value, name)
    return value


@check
def input_shape(value: Any, *, name: str = "model", message: str | None = None, hint: str = "") -> Shape:
    """Tell the shape of one sample that a model takes.

    Args:
        value: a built model.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The shape without the batch axis, such as `(784,)`; None stands for any length.

    Raises:
        CheckFailed: no built model, or one with several inputs.
    """
    network = model(value, name=name)
    shape = getattr(network, "input_shape", None) or (network.get_build_config() or {}).get("input_shape")
    return _one_shape(shape, name, "input")


@check
def output_shape(value: Any, *, name: str = "model", message: str | None = None, hint: str = "") -> Shape:
    """Tell the shape that a model makes of one sample.

    Args:
        value: a built model.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The shape without the batch axis, such as `(10,)`; None stands for any length.

    Raises:
        CheckFailed: no built model, or one with several outputs.
    """
    network = model(value, name=name)
    shape = getattr(network, "output_shape", None) or _traced_shape(network, input_shape(network, name=name), name)
    return _one_shape(shape, name, "output")


@check
def parameters(value: Any, *, name: str = "model", message: str | None = None, hint: str = "") -> int:
    """Count the numbers in a model's weights, trainable or not, as `summary` does for the model.

    Args:
        value: a built model.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The count; the states of optimizer, metrics and random generators are no part of it.

    Raises:
        CheckFailed: no built model.
    """
    return sum(int(np.prod(weight.shape)) for weight in model(value, name=name).weights)


@check
def dense_units(value: Any, *, name: str = "model", message: str | None = None, hint: str = "") -> list[int]:
    """List the units of the Dense layers.

    Args:
        value: a built model.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        One number for each Dense layer in order, those of nested models in their place.

    Raises:
        CheckFailed: no built model.
    """
    import keras

    layers = flat_layers(model(value, name=name))
    return [int(layer.units) for layer in layers if isinstance(layer, keras.layers.Dense)]


@check
def dropout_rates(value: Any, *, name: str = "model", message: str | None = None, hint: str = "") -> list[float]:
    """List the rates of the Dropout layers.

    Args:
        value: a built model.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        One number for each Dropout layer in order, those of nested models in their place.

    Raises:
        CheckFailed: no built model.
    """
    import keras

    layers = flat_layers(model(value, name=name))
    return [float(layer.rate) for layer in layers if isinstance(layer, keras.layers.Dropout)]


@check
def activations(value: Any, *, name: str = "model", message: str | None = None, hint: str = "") -> list[str]:
    """Name the function that follows each weighted layer, however it was written.

    Args:
        value: a built model. The function may be the layer's `activation` (a name, a function of keras.activations,
            keras.ops or tf.nn, a layer) or a layer of its own further on; Dropout, BatchNormalization, Flatten,
            pooling and the like may stand between.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        Keras's name for each: "relu", "softmax", "linear" … Two functions in a row are joined: "softmax+softmax".

    Raises:
        CheckFailed: no built model.
    """
    return followers_of(model(value, name=name))


def _check_kind(value: Any, name: str) -> None:
    """Fail on anything that is no model, with a word for the usual mistakes."""
    import keras

    if isinstance(value, keras.Model):
        return
    remedy = "Build one with keras.Sequential([…])."
    if isinstance(value, keras.callbacks.History):
        remedy = f"This is what fit returns; call it history, and keep {name} for the model."
    elif isinstance(value, keras.KerasTensor):
        remedy = "This is the output of a layer; make a model of it with keras.Model(inputs, outputs)."
    elif isinstance(value, keras.layers.Layer):
        remedy = "This is a single layer; put it into keras.Sequential([…])."
    raise CheckFailed(f"{name} is {described(value)}, not a Keras model. {remedy}")


def _check_built(network: "keras.Model", name: str) -> None:
    """Fail on a model without layers and on one that has no weights yet."""
    if not network.layers:
        raise CheckFailed(f"{name} has no layers yet. Add them in the list or with {name}.add(…).")
    if not network.built:
        raise CheckFailed(
            "Your model does not know its input size yet. Add keras.Input(shape=(784,)).",
            "Input comes first and gives the shape of one sample, without the number of samples.",
        )


def _traced_shape(network: "keras.Model", sample: Shape, name: str) -> Any:
    """Ask a subclassed model, which has no `output_shape`, what it makes of a sample."""
    import keras

    try:
        return network.compute_output_spec(keras.KerasTensor((None, *sample))).shape
    except Exception as error:  # a student's own call may do anything
        raise CheckFailed(_unknown(name, "output")) from error


def _one_shape(shape: Any, name: str, side: str) -> Shape:
    """Drop the batch axis of a single shape."""
    if not isinstance(shape, list | tuple) or not all(isinstance(length, int | None) for length in shape):
        raise CheckFailed(_unknown(name, side))
    return tuple(None if length is None else int(length) for length in shape[1:])


def _unknown(name: str, side: str) -> str:
    """Say that a model has no single shape on one side."""
    return f"{name} should have one {side} of a known shape. Build it with keras.Sequential([…])."
