"""Sentences about what was mended, for staff and, where it helps, for the student."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.naming import printable


@dataclass(frozen=True)
class Note:
    """One plain sentence about one repair.

    Args:
        text: the sentence.
        to_student: whether it helps the student, too. Staff read every note.
    """

    text: str
    to_student: bool = False


def quoted(name: str) -> str:
    """A name in quotes that is safe to show: one line, shortened, nothing unprintable in it."""
    return f"'{printable(name)}'"


def listed(names: Iterable[str], most: int = 5) -> str:
    """Names in quotes, at most `most` of them: "'a', 'b' and 3 more"."""
    distinct = list(dict.fromkeys(names))
    shown = [quoted(name) for name in distinct[:most]]
    if len(distinct) > most:
        return f"{', '.join(shown)} and {len(distinct) - most} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def cells(names: Sequence[str]) -> str:
    """Say "cell 'a'" or "cells 'a' and 'b'"."""
    return f"cell{'s' if len(set(names)) > 1 else ''} {listed(names)}"


def texts(notes: Iterable[Note]) -> tuple[str, ...]:
    """The sentences for staff, each once."""
    return tuple(dict.fromkeys(note.text for note in notes))
