"""Checks of numbers, in whatever form a student gives them."""

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np

from autograder.checks.failure import CheckFailed, check, described


@check
def values(value: Any, *, name: str = "the answer", message: str | None = None, hint: str = "") -> np.ndarray:
    """Read several numbers from any form that is fair to give.

    Args:
        value: list, tuple, range, array, tensor, Series, a DataFrame with one column, or a dict whose keys are
            0, 1, 2 … in any order. A Series whose index holds these keys is read by its index, as `counts[3]` does.
        name: what the student calls the value.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The numbers as an array; those of a dict in the order of its keys. Nested lists keep their shape.

    Raises:
        CheckFailed: the value is something else, such as a set (it has no order), text, None or one lone number.
    """
    array = _numbers(value, name)
    if array.ndim == 0:
        raise CheckFailed(f"{name} is one number, {array}. Several numbers are asked for, for example as a list.")
    return array


@check
def same_values(
    value: Any,
    expected: Any,
    *,
    tolerance: float = 1e-6,
    name: str = "the answer",
    message: str | None = None,
    hint: str = "",
) -> np.ndarray:
    """Check that numbers are the expected ones.

    Args:
        value: the student's numbers, in any form that `values` reads, or one number.
        expected: the right numbers, in any such form. Where a right number is NaN, NaN is right.
        tolerance: how far a number may be away; relative to it where it is larger than 1 and no whole number.
        name: what the student calls the value.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The student's numbers as an array.

    Raises:
        CheckFailed: another shape, or another number in some place. The made message shows the student's number
            and its place, never the expected one.
    """
    found, right = _numbers(value, name), _numbers(expected, "the expected value")
    if found.shape != right.shape:
        raise CheckFailed(f"{name} has shape {found.shape}; {right.shape} is asked for.")
    relative = 0.0 if right.dtype.kind in "biu" else tolerance
    same = np.isclose(found, right, rtol=relative, atol=tolerance, equal_nan=True)
    if not same.all():
        raise CheckFailed(_difference(found, same, name))
    return found


@check
def array(
    value: Any,
    *,
    name: str = "the array",
    shape: Sequence[int | None] | None = None,
    low: float | None = None,
    high: float | None = None,
    message: str | None = None,
    hint: str = "",
) -> np.ndarray:
    """Check the shape and the range of an array.

    Args:
        value: the student's numbers, in any form that `values` reads, or one number.
        name: what the student calls the array.
        shape: the expected length of each axis; None allows any length.
        low: the smallest number allowed.
        high: the largest number allowed.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The numbers as an array.

    Raises:
        CheckFailed: no numbers, another shape, NaN among them, or a number below `low` or above `high`.
    """
    found = _numbers(value, name)
    if shape is not None and not _fits(found.shape, shape):
        raise CheckFailed(f"{name} has shape {found.shape}; {_spoken(shape)} is asked for.")
    if found.size:
        _check_range(found, name, low, high)
    return found


def _numbers(value: Any, name: str) -> np.ndarray:
    """Return the numbers in `value` with their shape, or say why there are none."""
    if value is ...:
        raise CheckFailed(f"{name} is still the placeholder. Replace the three dots by your answer.")
    if isinstance(value, set | frozenset):
        raise CheckFailed(f"{name} is a set, and a set has no order. Use a list, a tuple or an array.")
    if value is None or isinstance(value, str | bytes):
        raise CheckFailed(f"{name} is {described(value)}. Numbers are asked for, for example as a list or an array.")
    found = _as_array(_in_key_order(value, name), name)
    if found.dtype.kind not in "biuf":
        raise CheckFailed(f"{name} is {described(value)} that does not hold real numbers. Numbers are asked for.")
    return found


def _in_key_order(value: Any, name: str) -> Any:
    """Turn dicts and pandas objects into something that NumPy reads in the right order."""
    if isinstance(value, Mapping):
        order = _key_order(list(value))
        if order is None:
            raise CheckFailed(f"{name} is a dict with the keys {_some(value)}. The keys should be 0, 1, 2 and so on.")
        held = list(value.values())
        return [held[place] for place in order]
    if hasattr(value, "iloc") and hasattr(value, "index"):
        return _from_pandas(value, name)
    return value


def _from_pandas(value: Any, name: str) -> np.ndarray:
    """Return a Series' numbers in the order of the labels 0, 1, 2 … if it has these, else as they stand."""
    if hasattr(value, "columns"):
        if len(value.columns) != 1:
            raise CheckFailed(f"{name} is a table with {len(value.columns)} columns. Choose the one that is asked for.")
        value = value.iloc[:, 0]
    order = _key_order(list(value.index))
    held = value.to_numpy()
    return held if order is None else held[order]


def _key_order(keys: list[Any]) -> list[int] | None:
    """Return where the keys 0, 1, 2 … stand, or None when the keys are any others."""
    if any(isinstance(key, bool) or not isinstance(key, int | np.integer) for key in keys):
        return None
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return order if [keys[place] for place in order] == list(range(len(keys))) else None


def _as_array(value: Any, name: str) -> np.ndarray:
    """Let NumPy read the value; whole numbers and fractions of Python's own kinds become floats."""
    if not isinstance(value, np.ndarray | np.generic | Sequence | int | float) and not hasattr(value, "__array__"):
        raise CheckFailed(f"{name} is {described(value)}. Numbers are asked for, for example as a list or an array.")
    try:
        found = np.asarray(value)
        plain = found.dtype == object and all(isinstance(number, Real) for number in found.flat)
        return found.astype(float) if plain else found
    except Exception as error:  # whatever a student's object raises while NumPy reads it
        raise CheckFailed(
            f"{name} is {described(value)} that cannot be read as an array of numbers. Do all its rows have one length?"
        ) from error


def _difference(found: np.ndarray, same: np.ndarray, name: str) -> str:
    """Name the first number that is not the expected one."""
    place = tuple(int(index) for index in np.argwhere(~same)[0])
    if not place:
        return f"{name} is {found}. That is not the number that is asked for."
    index = str(place[0]) if len(place) == 1 else str(place)
    several = f" {np.count_nonzero(~same)} of {found.size} values differ." if found.size > 1 else ""
    return f"{name} holds {found[place]} at index {index}. That is not the number expected there.{several}"


def _fits(found: tuple[int, ...], shape: Sequence[int | None]) -> bool:
    """Say whether a shape is the expected one, where None stands for any length."""
    return len(found) == len(shape) and all(want in (None, have) for have, want in zip(found, shape, strict=True))


def _spoken(shape: Sequence[int | None]) -> str:
    """Write a shape as Keras does, with "any" for a free axis."""
    inside = ", ".join("any" if length is None else str(length) for length in shape)
    return f"({inside},)" if len(shape) == 1 else f"({inside})"


def _check_range(found: np.ndarray, name: str, low: float | None, high: float | None) -> None:
    """Fail on NaN and on numbers outside the range; `min` and `max` of NaN are NaN."""
    smallest, largest = found.min(), found.max()
    if np.isnan(smallest):
        raise CheckFailed(f"{name} holds NaN, which is no number. Look for a division by zero or a missing value.")
    if low is not None and smallest < low:
        raise CheckFailed(f"The smallest value of {name} is {smallest:.6g}; it should be {low:g} or more.")
    if high is not None and largest > high:
        raise CheckFailed(f"The largest value of {name} is {largest:.6g}; it should be {high:g} or less.")


def _some(value: Mapping[Any, Any]) -> str:
    """Write the first keys of a dict."""
    keys = [repr(key) for key in value]
    return ", ".join(keys[:5]) + (" …" if len(keys) > 5 else "")
