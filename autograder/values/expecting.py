"""What a decoder expects of the JSON that it reads: small checks, each of which ends in `Malformed`."""

from typing import Any

from autograder.values.limits import Limits, Malformed


def expect(condition: bool, what: str) -> None:
    """Refuse a message in which something else stands where `what` belongs.

    Raises:
        Malformed: the condition does not hold.
    """
    if not condition:
        raise Malformed(f"The message should hold {what} here.")


def whole(raw: Any, low: int, high: int) -> int:
    """Return a whole number within bounds, both included."""
    expect(type(raw) is int and low <= raw <= high, f"a whole number from {low} to {high}")
    return raw


def text(raw: Any, longest: int = 1 << 16) -> str:
    """Return a text of bounded length."""
    expect(type(raw) is str and len(raw) <= longest, "a text")
    return raw


def real(raw: Any) -> float:
    """Return a float."""
    expect(type(raw) is float or (type(raw) is int and abs(raw) < 1 << 53), "a number")
    return float(raw)


def flag(raw: Any) -> bool:
    """Return a truth value."""
    expect(type(raw) is bool, "true or false")
    return raw


def items(raw: Any, count: int | None = None, most: int | None = None) -> list[Any]:
    """Return a list, of this length or not longer."""
    expect(type(raw) is list, "a list")
    expect((count is None or len(raw) == count) and (most is None or len(raw) <= most), "a list of another length")
    return raw


def description(given: Any, limits: Limits) -> dict[str, Any]:
    """Return a handle's description when it is a flat dict of texts, whole numbers and None.

    Raises:
        ValueError: it is something else, or too long.
    """
    if type(given) is not dict or len(given) > 32:
        raise ValueError("A handle is described by a dict of at most 32 entries.")
    for key, entry in given.items():
        short = type(key) is str and len(key) <= 64
        fits = (type(entry) is str and len(entry) <= limits.description) or entry is None or type(entry) is bool
        if not short or not (fits or (type(entry) is int and abs(entry) < 1 << 63)):
            raise ValueError("A handle's description holds short texts, whole numbers and None.")
    return given
