"""The submissions of an assignment, read and repaired."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from autograder.course import Course
from autograder.errors import CourseError
from autograder.submissions.exporter import load


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one assignment.

    Args:
        student: name of the folder under submitted/.
        notebooks: the notebooks that belong to the assignment, repaired, by name.
        digest: hash of the files as they were handed in and of the course's own notebooks.
        unknown: names of submitted notebooks that the assignment does not have.
    """

    student: str
    notebooks: dict[str, NotebookNode]
    digest: str
    unknown: tuple[str, ...]


def read_all(course: Course, assignment: str, student: str | None = None) -> list[Submission]:
    """The submissions of a class, or of one student.

    Raises:
        CourseError: there is no such assignment, no submission at all, or none of this student.
    """
    sources = course.source_notebooks(assignment)
    students = [name for name in course.students(assignment) if student in (None, name)]
    if not students:
        where = course.folder("submitted", student or "<student>", assignment)
        raise CourseError(f"Nothing to grade: found no {where}. Put each student's notebooks there.")
    return [_read(course, assignment, name, sources) for name in students]


def _read(course: Course, assignment: str, student: str, sources: dict[str, Path]) -> Submission:
    folder = course.folder("submitted", student, assignment)
    paths = {path.stem: path for path in sorted(folder.glob("*.ipynb"))}
    known = {name: path for name, path in paths.items() if name in sources}
    notebooks = {name: load(course, assignment, name, path) for name, path in known.items()}
    unknown = tuple(path.name for name, path in paths.items() if name not in sources)
    return Submission(student, notebooks, _digest([*known.values(), *sources.values()]), unknown)


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes() if path.is_file() and not path.is_symlink() else b"-")
    return digest.hexdigest()
