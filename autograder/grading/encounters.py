"""Unusual things that a test meets in an answer, held against what it meets in the course's own.

Comparisons were not made for some values: a masked or missing number is equal to everything, all of no numbers are right,
an object of one's own says itself what it is equal to. Where the course's own answer holds such a thing, the test expects it.
Elsewhere it must not decide.
"""

from collections.abc import Collection, Iterable, Iterator
from types import BuiltinFunctionType, FunctionType
from typing import Any

import numpy as np

from autograder.values.records import parts_of

NOTHING = {  # what compares as nothing at all, with the words for the student
    "masked": "hides some of its numbers (a masked array)",
    "missing": "holds missing values",
    "empty": "holds nothing",
    "structured": "is an array of records",
}
DOUBTFUL = {  # what may compare otherwise than it looks
    "object array": "is an array of objects",
    "single": "is an array without axes",
    "changes": "changes what it is given",
    "changes the course's": "changes what the course's own cells made",
    "rebound": "was bound anew by the answer",
    "changed": "was changed while the answer was tested",
    "differs": "was changed by the answer",
}
CONSTANTS = {"MaskedConstant": "masked", "NAType": "missing", "NaTType": "missing"}  # by the names of their classes


class Encounters:
    """What one test met.

    Args:
        usual: what it meets in the course's own answer, such as "total: missing"; None where nobody knows that, or where this is
            that answer.
        reference: whether this is the course's own answer.
    """

    def __init__(self, usual: Collection[str] | None = None, *, reference: bool = False) -> None:
        self._usual, self.reference = usual, reference
        self.met: dict[str, None] = {}

    @property
    def is_open(self) -> bool:
        """Whether nobody knows what the course's own answer holds."""
        return self._usual is None and not self.reference

    def note(self, origin: str, what: str) -> bool:
        """Something was met; whether it was to be expected.

        Args:
            origin: where it came from, such as "total" or "mean()".
            what: what it is, such as "missing" or "object".
        """
        self.met[f"{origin}: {what}"] = None
        return self.is_usual(origin, what)

    def is_usual(self, origin: str, what: str) -> bool:
        """Whether something is to be expected; where nobody knows, objects are expected of classes alone."""
        if self.reference:
            return True
        if self._usual is None:
            return what == "class" or not origin.endswith("()") or f"{origin[:-2]}: class" in self.met
        return f"{origin}: {what}" in self._usual

    def look_at(self, value: Any, origin: str) -> None:
        """Note what stands in place of data: a function."""
        if isinstance(value, type | FunctionType | BuiltinFunctionType | np.ufunc) and type(value) is not type(
            type(value)
        ):
            self.note(origin, "function")

    def look_into(self, objects: Iterable[Any], origin: str) -> None:
        """Note what is unusual in plain data.

        Args:
            objects: all that crossed at once, each container and what it holds.
            origin: where they came from.
        """
        for what in sorted({what for found in objects for what in _unusual(found)}):
            self.note(origin, what)

    def unexpected(self) -> list[tuple[str, str]]:
        """What was met and is not known of the course's own answer: where it came from, and what it is."""
        usual = self.met if self.reference else self._usual or ()
        return [(origin, what) for origin, _, what in (met.rpartition(": ") for met in self.met if met not in usual)]

    def unexpected_changes(self) -> bool:
        """Whether the answer changed what it was given, and the course's own does not."""
        return any(what == "changes" for _, what in self.unexpected())

    def unexpectedly_different(self) -> set[str]:
        """The course's own names whose values the answer changed before it was tested, and the course's own does not."""
        return {origin for origin, what in self.unexpected() if what == "differs"}

    def settle(self, what: str) -> None:
        """The test says the same without it: it decided nothing.

        Args:
            what: "changes" or "differs".
        """
        self.met = {text: None for text in self.met if not text.endswith(f": {what}")}

    def failure(self) -> str:
        """What a student is told whose answer compares as nothing; "" where it does not, or where nobody knows the usual."""
        found = [(origin, NOTHING[what]) for origin, what in self.unexpected() if what in NOTHING]
        if self._usual is None or not found:
            return ""
        origin, words = found[0]
        return f"{origin} {words}, so that comparing it says nothing. Give plain numbers, one for each place."

    def doubt(self) -> str:
        """Why a person has to look at a test that passed; "" for nothing."""
        words = NOTHING | DOUBTFUL
        found = [f"{origin} {words[what]}" for origin, what in self.unexpected() if what in words]
        return f"{found[0]}, which the course's own answer does not." if found else ""


def _unusual(found: Any) -> Iterator[str]:
    """What is unusual in one object, and in what it holds that is no object of its own."""
    exact = type(found)
    if issubclass(exact, np.ma.MaskedArray):
        yield from ("masked",) if np.ma.is_masked(found) else ()
    elif exact is np.ndarray:
        yield from _unusual_array(found)
    elif exact.__module__.partition(".")[0] == "pandas":
        yield from _unusual_table(found)
    yield from (CONSTANTS[kind.__name__] for kind in set(map(type, parts_of(found))) if kind.__name__ in CONSTANTS)


def _unusual_array(array: np.ndarray) -> Iterator[str]:
    if array.dtype.names:
        yield "structured"
    elif array.dtype == object:
        yield "object array"
    if not array.size:
        yield "empty"
    if array.ndim == 0:
        yield "single"


def _unusual_table(table: Any) -> Iterator[str]:
    import pandas as pd

    if isinstance(table, pd.Series | pd.DataFrame | pd.Index) and not table.size:
        yield "empty"
    elif table is pd.NA or table is pd.NaT or (_is_table(table) and bool(np.any(table.isna().to_numpy()))):
        yield "missing"


def _is_table(table: Any) -> bool:
    import pandas as pd

    return isinstance(table, pd.Series | pd.DataFrame)
