"""The submissions of an assignment, read and repaired."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from nbformat import NotebookNode

from autograder.aside import Lost, shared
from autograder.course import Course
from autograder.errors import CourseError
from autograder.kernels.material import read_material
from autograder.problems import write_problem
from autograder.submissions.exporter import originals, repaired
from autograder.submissions.files import student_files
from autograder.submissions.finding import find
from autograder.submissions.folder import LINKED, entries, linked
from autograder.submissions.repair import mark, refused
from autograder.submissions.roster import doubt, refused_name, roster

READ = "autograder.submissions.collection:read_one"


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one assignment.

    Args:
        student: name of the folder under submitted/.
        notebooks: the notebooks that belong to the assignment, repaired, by name.
        digest: hash of all that was handed in and is graded: the repaired notebooks with the course's own tests, and the files.
        unknown: names of submitted notebooks that the assignment does not have.
        files: content of further files that were handed in, by relative path; none has the name of one of the course's.
        notes: sentences for staff about the submission as a whole.
        problem: why it could not be read, where that is not the student's fault; "" where it was.
    """

    student: str
    notebooks: dict[str, NotebookNode]
    digest: str
    unknown: tuple[str, ...]
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = ()
    problem: str = ""


def submitters(course: Course, assignment: str, student: str | None = None) -> list[str]:
    """Who of a class handed in; or the one student who is asked for.

    Raises:
        CourseError: there is no such assignment, no submission at all, or none of this student.
    """
    course.source_notebooks(assignment)
    students = [name for name in course.students(assignment) if student in (None, name)]
    if not students:
        where = course.folder("submitted", student or "<student>", assignment)
        raise CourseError(f"Nothing to grade: found no {where}. Put each student's notebooks there.")
    return students


def read_all(course: Course, assignment: str, students: Iterable[str]) -> Iterator[Submission]:
    """The submissions of students, each read when it is asked for, in a process apart: one that cannot be read says why."""
    known, everybody = roster(course), frozenset(course.students(assignment))
    return (_guarded(course, assignment, name, known, everybody) for name in students)


def _guarded(
    course: Course, assignment: str, student: str, known: frozenset[str], everybody: frozenset[str]
) -> Submission:
    reason = refused_name(student, known, everybody)
    if not reason:
        seconds = course.limits(assignment).reading_seconds
        try:
            read: Submission = shared()(READ, course, assignment, student, known, seconds=seconds)
            return read
        except Lost as lost:
            reason = f"It could not be read: {lost}; {write_problem(course, assignment, student, lost.trace)}."
    return Submission(student, {}, "", (), problem=reason)


def read_one(course: Course, assignment: str, student: str, known: frozenset[str]) -> Submission:
    """One submission, read and repaired here and now.

    Args:
        course: the course.
        assignment: name of the assignment.
        student: name of the folder under submitted/.
        known: the class list, empty where there is none.
    """
    folder = course.folder("submitted", student, assignment)
    about = originals(course, assignment)
    doubted = doubt(student, known)
    notes = [doubted] if doubted else []
    if linked(folder.parent, folder):
        notebooks = {name: mark(refused(original), (), LINKED) for name, original in about.items()}
        return Submission(student, notebooks, _digest(notebooks, {}), (), notes=tuple(notes))
    inside = entries(folder)
    chosen, unknown = find(inside, about, course.limits(assignment))
    notebooks = {name: repaired(found, about[name]) for name, found in chosen.items()}
    ours = read_material(course, assignment).public
    files, left = student_files(inside, ours, [found.file.entry.path for found in chosen.values()])
    return Submission(student, notebooks, _digest(notebooks, files), unknown, files, (*notes, *left))


def _digest(notebooks: Mapping[str, NotebookNode], files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(json.dumps(notebooks, sort_keys=True).encode())
    for name in sorted(files):
        digest.update(f"\n{name} {len(files[name])} ".encode("utf-8", "surrogateescape"))
        digest.update(files[name])
    return digest.hexdigest()
