"""The marks of a class as a CSV file that any spreadsheet reads."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.course import Course
from autograder.errors import AutograderError
from autograder.naming import printable

FORMULA = ("=", "+", "-", "@")  # what a spreadsheet takes for the beginning of a formula
COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score", "bonus", "needs_manual_grade"),
)


class GradesPlugin(ExportPlugin):  # type: ignore[misc]
    """`ExportApp.plugin_class`: nbgrader's columns and two more, with names and addresses quoted as CSV wants it."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the file that `--to` names, grades.csv by default."""
        write(gradebook, Path(self.to or "grades.csv"), set(map(str, self.assignment)), set(map(str, self.student)))


def export_marks(course: Course, assignment: str, to: Path) -> int:
    """Write the marks of one assignment.

    Args:
        course: the course.
        assignment: name of the assignment.
        to: the file to write.

    Returns:
        How many students are in it.

    Raises:
        AutograderError: the gradebook does not know the assignment.
    """
    with Gradebook(course.gradebook, course.course_id) as gradebook:
        if assignment not in [known.name for known in gradebook.assignments]:
            raise AutograderError(
                f"The gradebook knows no assignment {assignment!r}. First: autograder grade {assignment}"
            )
        return write(gradebook, to, {assignment}, set())


def write(gradebook: Gradebook, to: Path, assignments: set[str], students: set[str]) -> int:
    """Write the marks of assignments and students, all where a set is empty; how many rows there are.

    `raw_score` and `score` contain bonus points, as nbgrader's own export has it; `max_score` does not.
    """
    rows = [{name: _safe(value) for name, value in row.items()} for row in _rows(gradebook, assignments, students)]
    with to.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    return len(rows)


def _safe(value: Any) -> Any:
    """A text that no spreadsheet runs and no terminal obeys: a quotation mark in front of a formula, one line, nothing unprintable."""
    if not isinstance(value, str):
        return value
    text = printable(value, max(len(value), 1))
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text


def _rows(gradebook: Gradebook, assignments: set[str], students: set[str]) -> Iterator[dict[str, Any]]:
    for assignment in gradebook.assignments:
        for student in gradebook.students:
            if assignment.name in (assignments or {assignment.name}) and student.id in (students or {student.id}):
                yield _row(gradebook, assignment, student)


def _row(gradebook: Gradebook, assignment: Any, student: Any) -> dict[str, Any]:
    row = {"assignment": assignment.name, "duedate": assignment.duedate, "max_score": assignment.max_score}
    row |= {"student_id": student.id, "last_name": student.last_name, "first_name": student.first_name}
    row |= {"email": student.email, "raw_score": 0.0, "late_submission_penalty": 0.0, "score": 0.0, "bonus": 0.0}
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return row
    penalty = submission.late_submission_penalty or 0.0
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    return row | {
        "timestamp": submission.timestamp,
        "raw_score": submission.score,
        "late_submission_penalty": penalty,
        "score": max(0.0, submission.score - penalty),
        "bonus": sum(grade.extra_credit or 0.0 for grade in grades),
        "needs_manual_grade": submission.needs_manual_grade,
    }
