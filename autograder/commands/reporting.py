"""Gives back what was graded."""

from pathlib import Path
from typing import TYPE_CHECKING

from autograder import console as show
from autograder.course import Course

if TYPE_CHECKING:
    pass


def feedback(assignment: str) -> None:
    """Make the feedback pages of an assignment."""
    from autograder.reporting.pages import make_feedback

    course = Course.find()
    students = make_feedback(course, assignment)
    where = course.folder("feedback", "<student>", assignment).relative_to(course.root)
    show.console().print(f"Feedback for {len(students)} students is in {where}/", markup=False, highlight=False)


def export(assignment: str, *, to: Path) -> None:
    """Write an assignment's marks to a CSV file."""
    from autograder.reporting.export import export_marks

    course = Course.find()
    count = export_marks(course, assignment, to)
    show.console().print(f"The marks of {count} students are in {to}", markup=False, highlight=False)
