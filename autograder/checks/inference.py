"""Checks of what a Keras model says about samples."""

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.checks.arrays import array
from autograder.checks.failure import CheckFailed, check
from autograder.checks.graph import flat_layers
from autograder.checks.models import input_shape, model

if TYPE_CHECKING:
    import keras

BATCH = 1000  # rows at a time: fast, and a convolution's results still fit into memory
SUM_ROOM = 1e-3  # how far a row of float32 probabilities may be from adding to 1
SCALING = {"Rescaling", "TrueDivide", "Divide", "Multiply"}  # a layer, or x / 255 written between the layers

Prepare = Callable[[np.ndarray], Any]


@check
def scores(
    value: Any,
    rows: Any,
    *,
    classes: int | None = None,
    name: str = "model",
    message: str | None = None,
    hint: str = "",
) -> np.ndarray:
    """Run a model on samples as in `predict`, without changing it.

    Args:
        value: a built model, compiled or not.
        rows: samples in the shape that the model takes, (n, …).
        classes: the expected number of scores for each sample; None allows any.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The raw outputs, float array (n, classes): probabilities or logits, whatever the model gives.

    Raises:
        CheckFailed: the rows do not fit the model, or it does not give one row of scores for each sample.
    """
    network, samples = model(value, name=name), np.asarray(rows)
    batches = [_run(network, samples[start : start + BATCH], name) for start in range(0, len(samples), BATCH)]
    given = np.concatenate(batches)
    if given.ndim != 2 or len(given) != len(samples):
        raise CheckFailed(_not_a_row(given, len(samples), name))
    if classes is not None and given.shape[1] != classes:
        raise CheckFailed(f"{name} gives {given.shape[1]} numbers for each sample; it should give one for each class.")
    if np.isnan(given).any():
        raise CheckFailed(
            f"{name} answers with NaN. Did the loss become nan in training? Scale the inputs, train anew."
        )
    return given


@check
def probabilities(
    value: Any, rows: Any, *, classes: int = 10, name: str = "model", message: str | None = None, hint: str = ""
) -> np.ndarray:
    """Check that a model answers with probabilities.

    Args:
        value: a built model, compiled or not.
        rows: samples in the shape that the model takes, (n, …).
        classes: the number of classes.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The probabilities, float array (n, classes).

    Raises:
        CheckFailed: the rows do not fit the model, another number of classes, a negative number, or rows that do not
            add to 1.
    """
    given = scores(value, rows, classes=classes, name=name)
    if given.min() < 0:
        raise CheckFailed(f"{name} gives negative numbers, so they are no probabilities. Which activation is last?")
    sums = given.sum(axis=1)
    furthest = float(sums[np.argmax(np.abs(sums - 1))])
    if abs(furthest - 1) > SUM_ROOM:
        raise CheckFailed(
            f"The numbers for one sample add to {furthest:.3f}; the probabilities of all classes add to 1. "
            "Which activation makes them do so?"
        )
    return given


@check
def fit_input(
    value: Any, images: Any, *, name: str = "model", message: str | None = None, hint: str = ""
) -> np.ndarray:
    """Prepare raw images as the course does, in the shape that a model takes.

    Args:
        value: a built model that takes (height * width,), (height, width) or (height, width, 1).
        images: uint8 array (n, height, width) with values from 0 to 255.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        A float32 array (n, …), divided by 255 unless the model begins by scaling its input itself.

    Raises:
        CheckFailed: the model takes another shape; the message asks for a function `prepare(images)`.
    """
    network, pixels = model(value, name=name), np.asarray(images)
    wanted = input_shape(network, name=name)
    count, height, width = pixels.shape
    for shape in ((height * width,), (height, width), (height, width, 1)):
        if len(shape) == len(wanted) and all(want in (None, have) for want, have in zip(wanted, shape, strict=True)):
            return pixels.reshape(count, *shape).astype("float32") / np.float32(1 if _scales(network) else 255)
    raise CheckFailed(
        f"{name} takes samples of shape {wanted}. Write a function prepare(images) that makes them from raw images "
        f"of shape (n, {height}, {width})."
    )


@check
def predictions(
    value: Any,
    images: Any,
    *,
    prepare: Prepare | None = None,
    name: str = "model",
    message: str | None = None,
    hint: str = "",
) -> np.ndarray:
    """Let a model read raw images.

    Args:
        value: a built model, compiled or not.
        images: uint8 array (n, height, width) with values from 0 to 255.
        prepare: the student's function from raw images to samples of the model; None prepares as `fit_input` does.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The class with the highest score for each image, int array (n,).

    Raises:
        CheckFailed: `prepare` fails or gives another number of samples, or they do not fit the model.
    """
    network = model(value, name=name)
    samples = fit_input(network, images, name=name) if prepare is None else _prepared(prepare, np.asarray(images))
    return scores(network, samples, name=name).argmax(axis=1)


@check
def accuracy(
    value: Any,
    images: Any,
    labels: Any,
    *,
    prepare: Prepare | None = None,
    name: str = "model",
    message: str | None = None,
    hint: str = "",
) -> float:
    """Measure the share of raw images that a model reads correctly.

    Args:
        value: a built model, compiled or not.
        images: uint8 array (n, height, width) with values from 0 to 255.
        labels: int array (n,), the right classes.
        prepare: the student's function from raw images to samples of the model; None prepares as `fit_input` does.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The share, from 0 to 1.

    Raises:
        CheckFailed: `prepare` fails or gives another number of samples, or they do not fit the model.
    """
    right = np.asarray(labels)
    if right.shape != (len(images),):
        raise ValueError(
            f"labels have shape {right.shape}; one whole number for each of {len(images)} images is needed"
        )
    return float(np.mean(predictions(value, images, prepare=prepare, name=name) == right))


def _run(network: "keras.Model", samples: np.ndarray, name: str) -> np.ndarray:
    """Return what a model gives for one batch."""
    import keras

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Keras warns when a model with [inputs] is given an array alone
            given = network(samples, training=False)
        if isinstance(given, list | tuple) and len(given) == 1:
            given = given[0]
        return np.asarray(keras.ops.convert_to_numpy(given))
    except Exception as error:  # Keras and TensorFlow raise many kinds when shapes do not fit
        raise CheckFailed(_not_taken(network, samples, name)) from error


def _not_taken(network: "keras.Model", samples: np.ndarray, name: str) -> str:
    """Say which samples a model was given and which it takes."""
    if samples.ndim == 1:
        return f"{name} was given one sample alone. Keras expects a batch: shape (1, {len(samples)})."
    found = f"{name} cannot take samples of shape {samples.shape[1:]}."
    try:
        return f"{found} It was built for samples of shape {input_shape(network)}."
    except CheckFailed:
        return f"{found} Does it take what your own preparation makes?"


def _not_a_row(given: np.ndarray, count: int, name: str) -> str:
    """Say why an output is no row of scores for each sample."""
    if given.ndim > 2:
        return f"{name} gives an output of shape {given.shape[1:]} for each sample, not one row. Is a Flatten missing?"
    return f"{name} gives an output of shape {given.shape} for {count} samples; one row for each is expected."


def _scales(network: "keras.Model") -> bool:
    """Say whether a model divides its input before the first weights."""
    for layer in flat_layers(network):
        if type(layer).__name__ in SCALING:
            return True
        if getattr(layer, "weights", None):
            return False
    return False


def _prepared(prepare: Any, images: np.ndarray) -> np.ndarray:
    """Run a student's `prepare` on a copy of the images."""
    if not callable(prepare):
        raise CheckFailed(
            "prepare is not a function yet. Write def prepare(images): … and return what the model takes."
        )
    try:
        given = prepare(images.copy())
    except Exception as error:  # whatever a student's function raises
        reason = str(error).partition("\n")[0][:200]
        raise CheckFailed(f"prepare(images) stopped with {type(error).__name__}: {reason}") from error
    if given is None:
        raise CheckFailed("prepare(images) returns nothing yet. End it with return and the prepared images.")
    samples = array(given, name="prepare(images)")
    if samples.ndim == 0 or len(samples) != len(images):
        raise CheckFailed(
            f"prepare(images) gives shape {samples.shape} for {len(images)} images. The first number should be theirs."
        )
    return samples
