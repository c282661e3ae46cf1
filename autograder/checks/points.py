"""Partial credit."""

from collections.abc import Mapping
from numbers import Real
from typing import Any

from autograder.checks.failure import CheckFailed, check, described

ROUNDING = 1e-7  # a float32 of 0.976 may lie this far below 0.976


@check
def band(
    value: Any, points: Mapping[float, float], *, name: str = "the value", message: str | None = None, hint: str = ""
) -> float:
    """Give the points of the highest threshold that a value reaches.

    Args:
        value: a real number, Python's or NumPy's, such as a measured accuracy.
        points: what each threshold earns, for example `{0.976: 5, 0.978: 8}`.
        name: what the value is called.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The points, as a plain float: the value of a test cell's last line.

    Raises:
        CheckFailed: the value reaches no threshold, or it is no real number (True, text, NaN).
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise CheckFailed(f"{name} is {described(value)}; a single number is asked for.")
    reached = [threshold for threshold in points if float(value) >= threshold - ROUNDING]
    if not reached:
        raise CheckFailed(f"{name} is {float(value):.4f}; the points begin at {min(points):g}.")
    return float(points[max(reached)])
