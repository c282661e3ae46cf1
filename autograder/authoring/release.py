"""The student's notebooks, made from the instructor's by nbgrader's own GenerateAssignment."""

import copy
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.errors import AuthoringError


def generate(course: Course, assignment: str, *, source: Path, release: Path, gradebook: str) -> None:
    """Run nbgrader's GenerateAssignment in this process.

    Args:
        course: whose configuration is used.
        assignment: name of the folder under `source` and `release`.
        source: folder that holds the assignment's folder of instructor notebooks.
        release: folder that gets the assignment's folder of student notebooks, replaced where it is there.
        gradebook: SQLAlchemy URL of the database that learns the cells and their points.

    Raises:
        AuthoringError: nbgrader refused, in its own words.
    """
    from nbgrader.apps import NbGraderAPI

    settings = copy.deepcopy(course.settings)
    settings.CourseDirectory.merge(
        {"root": str(course.root), "db_url": gradebook, "course_id": course.course_id}
        | {"source_directory": str(source), "release_directory": str(release)}
    )
    for name in ("header", "footer"):  # nbgrader looks for them from where the command was typed
        if path := settings.IncludeHeaderFooter.get(name):
            settings.IncludeHeaderFooter[name] = str(course.root / path)
    result = NbGraderAPI(config=settings).generate_assignment(assignment, force=True)
    if not result["success"]:
        raise AuthoringError(f"nbgrader could not make the release of {assignment}: {_reason(result)}")


def _reason(result: dict[str, Any]) -> str:
    """The line of nbgrader's log or traceback that says most."""
    lines = [line.strip() for line in (result.get("error") or result.get("log") or "").splitlines() if line.strip()]
    return lines[-1] if lines else "it gave no reason"
