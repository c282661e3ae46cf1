"""Partial credit."""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from numbers import Real
from typing import Any, cast

from autograder.cells.bands import Thresholds
from autograder.checks.failure import CheckFailed, check, described

ROUNDING = 1e-7  # a float32 of 0.976 may lie this far below 0.976

_measured: ContextVar[dict[str, float] | None] = ContextVar("measured", default=None)


@check
def band(
    value: Any,
    points: str | Thresholds | Mapping[str, Thresholds],
    *,
    name: str = "the value",
    message: str | None = None,
    hint: str = "",
) -> float:
    """Give the points of the highest threshold that a value reaches.

    Args:
        value: a real number, Python's or NumPy's, such as a measured accuracy.
        points: the name of a band of the assignment's `calibration.json`, such as `"best"`; `autograder build` writes the
            thresholds of that time beside it, `{"best": {0.976: 5, 0.978: 8}}`. For counts, which need no calibration:
            what each threshold earns, such as `{2: 2, 3: 4}`.
        name: what the value is called.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The points, as a plain float: the value of a test cell's last line.

    Raises:
        CheckFailed: the value reaches no threshold, or it is no real number (True, text, NaN).
        ValueError: the band has a name and no thresholds: this is no notebook that `autograder build` made.
    """
    if isinstance(points, str):
        raise ValueError(
            f"The band {points!r} has no thresholds. `autograder build` writes them into the source notebook."
        )
    if isinstance(value, bool) or not isinstance(value, Real):
        raise CheckFailed(f"{name} is {described(value)}; a single number is asked for.")
    thresholds = _thresholds(points, float(value))
    reached = [threshold for threshold in thresholds if float(value) >= threshold - ROUNDING]
    if not reached:
        raise CheckFailed(f"{name} is {float(value):.4f}; the points begin at {min(thresholds):g}.")
    return float(thresholds[max(reached)])


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    """Collect the values that reach bands with a name in this block, by those names."""
    values: dict[str, float] = {}
    token = _measured.set(values)
    try:
        yield values
    finally:
        _measured.reset(token)


def _thresholds(points: Thresholds | Mapping[str, Thresholds], value: float) -> Thresholds:
    """What each threshold earns; the value of a band with a name is noted."""
    label, named = next(iter(points.items()))
    if not isinstance(label, str):
        return cast(Thresholds, points)
    values = _measured.get()
    if values is not None and math.isfinite(value):
        values[label] = value
    return cast(Thresholds, named)
