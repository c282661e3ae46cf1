"""A cell's role, read from nbgrader's metadata."""

from enum import StrEnum
from typing import Any

Cell = dict[str, Any]


class Role(StrEnum):
    """What nbgrader does with a cell."""

    ORDINARY = "ordinary"  # the student's to change, no points
    GIVEN = "given"  # locked, no points
    ANSWER = "answer"  # code that the student writes
    TEST = "test"  # locked, judged automatically
    WRITTEN = "written"  # text or code that a person marks
    TASK = "task"  # a description whose fulfilment a person marks


def role(cell: Cell) -> Role:
    """The role of a notebook cell, `Role.ORDINARY` where nbgrader knows nothing of it."""
    meta = cell["metadata"].get("nbgrader", {})
    if meta.get("task"):
        return Role.TASK
    if meta.get("solution"):
        return Role.WRITTEN if meta.get("grade") else Role.ANSWER
    if meta.get("grade"):
        return Role.TEST
    return Role.GIVEN if meta.get("locked") else Role.ORDINARY


def grade_id(cell: Cell) -> str:
    """Nbgrader's name of the cell, "" for an ordinary one."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def bonus(cell: Cell) -> float:
    """Points of a test cell beyond the total (extra credit in the gradebook)."""
    return float(cell["metadata"].get("autograder", {}).get("bonus", 0))


def unusual(cell: Cell) -> list[str]:
    """What its author says that a test cell meets in the course's own answer, such as "experiments: missing"."""
    return list(cell["metadata"].get("autograder", {}).get("unusual", []))


def points(cell: Cell) -> float:
    """What a graded cell is worth: its points, or its bonus points."""
    return float(cell["metadata"].get("nbgrader", {}).get("points", 0)) or bonus(cell)


def exercise(cell: Cell) -> str:
    """The answer that a test cell tests: written down by `autograder build`, else its own grade_id."""
    return cell["metadata"].get("autograder", {}).get("tests", grade_id(cell))
