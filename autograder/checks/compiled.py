"""Checks of how a Keras model is compiled."""

import re
import warnings
from collections.abc import Iterator
from typing import Any

from autograder.checks.failure import CheckFailed, check
from autograder.checks.models import model
from autograder.checks.training import ACCURACY_NAMES

SHORT_LOSSES = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "bce": "binary_crossentropy",
    "kld": "kl_divergence",
}


@check
def loss(value: Any, *, name: str = "model", message: str | None = None, hint: str = "") -> str:
    """Name the loss that a model is compiled with.

    Args:
        value: a built model.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        Keras's name in small letters, such as "sparse_categorical_crossentropy", for a text, a function or an object.

    Raises:
        CheckFailed: no built model, not compiled, compiled without a loss, or with several.
    """
    found = _snake(_entry_name(_loss_entry(value, name)))
    return SHORT_LOSSES.get(found, found)


@check
def from_logits(value: Any, *, name: str = "model", message: str | None = None, hint: str = "") -> bool:
    """Say whether a model's loss expects raw scores (logits) instead of probabilities.

    Args:
        value: a built model.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        True for a loss made with `from_logits=True`.

    Raises:
        CheckFailed: no built model, not compiled, compiled without a loss, or with several.
    """
    entry = _loss_entry(value, name)
    return isinstance(entry, dict) and isinstance(entry["config"], dict) and bool(entry["config"].get("from_logits"))


@check
def optimizer(value: Any, *, name: str = "model", message: str | None = None, hint: str = "") -> str:
    """Name the optimizer that a model is compiled with.

    Args:
        value: a built model.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        Keras's name in small letters: "adam", "sgd", "rmsprop" …

    Raises:
        CheckFailed: no built model, or not compiled.
    """
    return type(_compiled(value, name).optimizer).__name__.lower()


@check
def learning_rate(value: Any, *, name: str = "model", message: str | None = None, hint: str = "") -> float:
    """Tell the learning rate of a model's optimizer as it is now.

    Args:
        value: a built model.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The rate; of a schedule, the rate of the coming step. Keras keeps it as float32: compare with some room.

    Raises:
        CheckFailed: no built model, or not compiled.
    """
    return float(_compiled(value, name).optimizer.learning_rate)


@check
def metrics(value: Any, *, name: str = "model", message: str | None = None, hint: str = "") -> list[str]:
    """Name the metrics that a model is compiled with, before training as well as after.

    Args:
        value: a built model.
        name: what the student calls the model.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        Keras's names in small letters. "accuracy" stands for 'acc', 'accuracy' and the (sparse) categorical accuracy
        as text, function or object. The class `keras.metrics.Accuracy`, which compares whole outputs with labels and
        fits no classifier, is "exact_accuracy".

    Raises:
        CheckFailed: no built model, or not compiled.
    """
    config = _compile_config(value, name)
    entries = [entry for key in ("metrics", "weighted_metrics") for entry in _entries(config.get(key))]
    return [_metric_name(_entry_name(entry)) for entry in entries]


def _compiled(value: Any, name: str) -> Any:
    """Return the model when it is compiled."""
    network = model(value, name=name)
    if not network.compiled:
        raise CheckFailed(f"{name} is not compiled yet. Call {name}.compile(…) with an optimizer, a loss and metrics.")
    return network


def _compile_config(value: Any, name: str) -> dict[str, Any]:
    """Return what `compile` was given, as plain data."""
    network = _compiled(value, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras warns when it writes down a lambda
        return network.get_compile_config() or {}


def _loss_entry(value: Any, name: str) -> Any:
    """Return the one loss, a text or Keras's description of an object."""
    entries = [entry for entry in _entries(_compile_config(value, name).get("loss")) if entry is not None]
    if not entries:
        raise CheckFailed(f"{name} is compiled without a loss. Give compile the loss=… that fits your labels.")
    if len(entries) > 1:
        raise CheckFailed(f"{name} is compiled with {len(entries)} losses; one is asked for.")
    return entries[0]


def _entries(given: Any) -> Iterator[Any]:
    """Yield the texts and descriptions in what `compile` was given: one, a list, or a dict by output."""
    if isinstance(given, dict) and "class_name" not in given:
        given = list(given.values())
    if isinstance(given, list | tuple):
        for part in given:
            yield from _entries(part)
    elif given is not None:
        yield given


def _entry_name(entry: Any) -> str:
    """Return the name of a loss or metric as it was given: a text's own, a function's, or an object's class."""
    if isinstance(entry, str):
        return entry
    kind, config = entry["class_name"], entry["config"]
    if kind == "function":
        return str(config)
    if kind == "MeanMetricWrapper":
        return str(config.get("name"))
    return "lambda" if kind == "__lambda__" else str(kind)


def _metric_name(given: str) -> str:
    """Bring the spellings of a metric together."""
    name = _snake(given)
    if given == "Accuracy":
        return "exact_accuracy"
    return "accuracy" if name in ACCURACY_NAMES else name


def _snake(name: str) -> str:
    """Write a class name as Keras writes function names: SparseCategoricalCrossentropy with underscores."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
