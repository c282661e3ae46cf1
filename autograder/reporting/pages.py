"""Feedback pages of a class, each student's in the process apart: one that cannot be made keeps nobody else from theirs."""

import re
import shutil
from pathlib import Path

from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log

from autograder.aside import Lost, shared
from autograder.course import Course, nbgrader_settings
from autograder.errors import AutograderError
from autograder.naming import printable, refusal
from autograder.problems import write_problem

PAGES = "autograder.reporting.pages:make_pages"


class Pages(GenerateFeedback):  # type: ignore[misc]
    """nbgrader's converter for one submission. nbgrader takes a student's name for a pattern that may stand for others."""

    def init_notebooks(self) -> None:
        """Take the graded notebooks of this student."""
        folder = Path(self._format_source(self.coursedir.assignment_id, self.coursedir.student_id))
        self.assignments = {str(folder): [str(path) for path in sorted(folder.glob("*.ipynb"))]}


def make_feedback(course: Course, assignment: str) -> list[str]:
    """A page for each graded notebook of an assignment, under feedback/.

    Args:
        course: the course.
        assignment: name of the assignment; its submissions are graded.

    Returns:
        Names of the students who have feedback now.

    Raises:
        AutograderError: nothing is graded yet, or some students' pages could not be made; all others' are there then.
    """
    graded = course.folder("autograded")
    students = (
        sorted(folder.name for folder in graded.iterdir() if (folder / assignment).is_dir()) if graded.is_dir() else []
    )
    if not students:
        raise AutograderError(f"No submission of {assignment} is graded yet. First: autograder grade {assignment}")
    problems = {student: _try(course, assignment, student) for student in students}
    lost = [f"{printable(student)}: {problem}" for student, problem in problems.items() if problem]
    if lost:
        raise AutograderError(
            f"{len(students) - len(lost)} of {len(students)} students have feedback pages now. None for:\n  "
            + "\n  ".join(lost)
        )
    return students


def _try(course: Course, assignment: str, student: str) -> str:
    """Make one student's pages; why that failed, "" where it did not."""
    if reason := refusal(student):
        return f"{reason}. Rename the folder, and grade again."
    try:
        problem: str = shared()(PAGES, course, assignment, student, seconds=course.limits(assignment).reading_seconds)
    except Lost as lost:
        problem = f"{lost}; {write_problem(course, assignment, student, lost.trace)}"
        _remove(course.folder("feedback", student, assignment))
    return problem


def _remove(folder: Path) -> None:
    """Take away pages that may be halves."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)


def make_pages(course: Course, assignment: str, student: str) -> str:
    """Make one student's pages here and now; why nbgrader refused, "" where it did not."""
    nbgrader_settings()  # for what it tells nbgrader in this process
    folder = CourseDirectory(config=course.settings, assignment_id=assignment, student_id=student)
    folder.root = str(course.root)
    outcome = capture_log(Pages(coursedir=folder, config=course.settings, force=True))
    if outcome["success"]:
        return ""
    text = f"{outcome.get('log') or ''}\n{outcome.get('error') or ''}"
    raised = re.findall(r"^[ \t]*[\w.]*(?:Error|Exception|Failed|Missing\w*): .*$", text, re.MULTILINE)
    lines = raised or [line for line in text.splitlines() if line.strip()] or ["nbgrader gave no reason"]
    raise RuntimeError(f"{printable(lines[0].strip(), 300)}\n{text}")
