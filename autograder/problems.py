"""What went wrong with one submission where nothing should: a sentence for the table, and all of it in a file."""

import traceback
from pathlib import Path

from autograder.course import Course
from autograder.naming import file_stem, printable

LONGEST = 1_000_000  # characters of a traceback in a file, as a RecursionError has thousands of lines
SENTENCE = 200


def write_problem(course: Course, assignment: str, student: str, trace: str) -> str:
    """Write down what went wrong.

    Args:
        course: the course.
        assignment: name of the assignment.
        student: whose submission it was.
        trace: the traceback, or what else is known.

    Returns:
        The end of a sentence: where it stands, seen from the course's folder.
    """
    try:
        path = course.own_folder("problems", file_stem(assignment)) / f"{file_stem(student)}.txt"
        path.write_text(f"{printable(student)}\n\n{trace[-LONGEST:]}\n", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        return f"its traceback could not be written: {error.strerror}"
    return f"traceback: {_short(path, course.root)}"


def summary(error: BaseException) -> str:
    """An exception as one short line."""
    said = printable(" ".join(str(error).split()), SENTENCE)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def traced(error: BaseException) -> str:
    """An exception's traceback."""
    return "".join(traceback.format_exception(error))


def _short(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
