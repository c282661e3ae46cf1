"""Checks of a training record."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks.failure import CheckFailed, check, described

ACCURACY_NAMES = ("accuracy", "acc", "sparse_categorical_accuracy", "categorical_accuracy")


@check
def epochs(history: Any, *, name: str = "history", message: str | None = None, hint: str = "") -> int:
    """Count the epochs of a training record.

    Args:
        history: what `fit` returned, its dict, or a table with one row for each epoch.
        name: what the student calls the record.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The number of epochs.

    Raises:
        CheckFailed: this is no training record, or nothing was trained.
    """
    return max(len(column) for column in _columns(history, name).values())


@check
def metric(
    history: Any, role: str, *, name: str = "history", message: str | None = None, hint: str = ""
) -> list[float]:
    """Read one curve of a training record by its role.

    Args:
        history: what `fit` returned, its dict, or a table with one row for each epoch.
        role: "loss", "accuracy", "val_loss" or "val_accuracy", or the name of any other metric. Accuracy is found
            under each name that Keras gives it: "acc", "sparse_categorical_accuracy" and so on.
        name: what the student calls the record.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        One number for each epoch.

    Raises:
        CheckFailed: this is no training record, or it has no such curve; the message names those it has.
    """
    columns = _columns(history, name)
    key = _key(list(columns), role)
    if key is None:
        raise CheckFailed(f"{name} has no {role}. It holds: {', '.join(columns)}.", _missing(role))
    return _floats(columns[key], f"{name}[{key!r}]")


def _columns(history: Any, name: str) -> dict[str, Sequence[Any]]:
    """Return the record's columns by name, whatever form it has."""
    if history is ...:
        raise CheckFailed(f"{name} is still the placeholder. Replace the three dots by the training itself.")
    record = getattr(history, "history", history)
    columns = _from_rows(record) if isinstance(record, list | tuple) else _from_table(record)
    if columns is None:
        raise CheckFailed(f"{name} is {described(history)}. It should be what fit returns: {name} = model.fit(…)")
    if not any(len(column) for column in columns.values()):
        raise CheckFailed(f"{name} is empty: nothing has been trained yet. Call model.fit and keep what it returns.")
    return columns


def _from_table(record: Any) -> dict[str, Sequence[Any]] | None:
    """Read a dict of lists, a DataFrame, or an array with named columns."""
    names = getattr(getattr(record, "dtype", None), "names", None)
    if names or hasattr(record, "columns"):
        return {str(column): list(record[column]) for column in (names or record.columns)}
    if isinstance(record, Mapping) and all(np.ndim(column) == 1 for column in record.values()):
        return {str(key): list(column) for key, column in record.items()}
    return None


def _from_rows(rows: Sequence[Any]) -> dict[str, Sequence[Any]] | None:
    """Read a list of dicts, one for each epoch, or a list of rows below a row of names."""
    if rows and all(isinstance(row, Mapping) for row in rows):
        return {str(key): [row[key] for row in rows if key in row] for key in rows[0]}
    if rows and all(isinstance(row, list | tuple) for row in rows) and all(isinstance(key, str) for key in rows[0]):
        return {key: [row[place] for row in rows[1:]] for place, key in enumerate(rows[0])}
    return None


def _key(keys: list[str], role: str) -> str | None:
    """Find the name under which a role stands: itself, a name of Keras's, or a name that a student gave."""
    prefix = "val_" if role.startswith("val_") else ""
    if role in keys or role.removeprefix("val_") != "accuracy":
        return role if role in keys else None
    for known in ACCURACY_NAMES:
        if prefix + known in keys:
            return prefix + known
    own = [key for key in keys if key.startswith("val_") == bool(prefix) and "acc" in key and "top" not in key]
    return own[0] if own else None


def _missing(role: str) -> str:
    """Say how a missing curve comes into the record."""
    if role.startswith("val_"):
        return "Keras measures it when fit is given validation_split or validation_data."
    if role == "accuracy":
        return 'Keras measures it when compile is given metrics=["accuracy"].'
    return ""


def _floats(column: Sequence[Any], name: str) -> list[float]:
    """Return plain floats."""
    try:
        return [float(number) for number in column]
    except (TypeError, ValueError) as error:
        raise CheckFailed(f"{name} should hold one number for each epoch.") from error
