"""Keeps what a person marked when work is graded again: an unchanged answer stays marked, a changed one waits for its marker.

nbgrader lets every regrade undo that a person has looked. What a mark was given for is not in its gradebook, so a hash of it is kept
beside: of a written answer its text; of a test that a person decided or corrected what the judge said and the answer that it tests.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import BaseCell, Grade, Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.cells import Role, Verdict, bonus, exercise, grade_id, read_source, role
from autograder.course import Course
from autograder.naming import file_stem

CHANGED = "This answer has changed since it was marked. It will be looked at again."
WITHDRAWN = "withdrawn"  # in place of a hash: the notebook was not handed in any more
GRADED = (Role.TEST, Role.WRITTEN, Role.TASK)
STUDENTS = (Role.ORDINARY, Role.ANSWER, Role.WRITTEN)
BEFORE = "autograder_marks"  # in nbconvert's resources


@dataclass(frozen=True)
class Given:
    """What a graded cell's entry in the gradebook held.

    Args:
        manual: points that a person gave.
        auto: points that the judge gave.
        extra: extra credit, by a person or as bonus points of a test.
        waits: whether a person has to look.
    """

    manual: float | None
    auto: float | None
    extra: float | None
    waits: bool

    @classmethod
    def of(cls, grade: Any) -> "Given":
        """What an entry holds now."""
        return cls(grade.manual_score, grade.auto_score, grade.extra_credit, bool(grade.needs_manual_grade))


@dataclass(frozen=True)
class Seen:
    """What was recorded of a graded cell last.

    Args:
        state: a hash of what a person would mark.
        extra: extra credit that the judge gave.
        waits: whether a person had to look.
        manual: points that a person had given then.
        entry: the gradebook's own name for the entry; a new gradebook has others, and nothing that is remembered holds for it.
    """

    state: str
    extra: float | None
    waits: bool
    manual: float | None
    entry: str = ""


class Memory:
    """What was recorded of one student's cells, by notebook and grade_id; a file of the course's own.

    Args:
        course: the course.
        assignment: name of the assignment.
        student: whose it is.
    """

    def __init__(self, course: Course, assignment: str, student: str) -> None:
        self._path = course.own_folder("marked", file_stem(assignment)) / f"{file_stem(student)}.json"

    def read(self, notebook: str) -> dict[str, Seen]:
        """What is known of a notebook's cells; nothing where that is not known for sure."""
        return {name: Seen(**seen) for name, seen in self._all().get(notebook, {}).items()}

    def write(self, notebook: str, cells: dict[str, Seen]) -> None:
        """Remember a notebook's cells in place of what was known of them."""
        everything = self._all() | {notebook: {name: asdict(seen) for name, seen in cells.items()}}
        scratch = self._path.with_suffix(".new")
        scratch.write_text(json.dumps(everything), encoding="utf-8")
        scratch.replace(self._path)

    def _all(self) -> dict[str, dict[str, Any]]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def settle(
    grade: Any, before: Given, seen: Seen | None, state: str, *, bonus_test: bool = False, wiped: bool = False
) -> Seen:
    """Give back to a grade what a person did, and say whether a person has to look again.

    Args:
        grade: the gradebook's entry, as the regrade left it.
        before: what it held.
        seen: what was recorded last, None where that is not known: then a person has to look.
        state: a hash of what a person would mark now.
        bonus_test: whether the judge gives its points as extra credit; that of any other cell is a person's.
        wiped: whether nbgrader has reset `waits` on the way, because the notebook's own file is not there.
    """
    entry = str(getattr(grade, "id", ""))
    seen = seen if seen and seen.entry == entry else None
    judged = grade.extra_credit if bonus_test else None
    by_hand = before.extra is not None and (not bonus_test or (seen is not None and before.extra != seen.extra))
    if by_hand:
        judged = seen.extra if seen and judged == before.extra else judged  # of a test that nobody judged now
        grade.extra_credit = before.extra
    if before.manual is not None or by_hand:
        pending = wiped and seen is not None and seen.waits and seen.manual == before.manual
        grade.needs_manual_grade = before.waits or pending or seen is None or seen.state != state
    return Seen(state, judged, bool(grade.needs_manual_grade), before.manual, entry)


class NoteMarks(NbGraderPreprocessor):  # type: ignore[misc]
    """Before grades are saved: notes what the gradebook holds."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Leave the notebook as it is."""
        names = resources["nbgrader"]
        where = (names["notebook"], names["assignment"], names["student"])
        with Gradebook(names["db_url"]) as gradebook:
            resources[BEFORE] = {cell: Given.of(grade) for cell, grade in entries(gradebook, *where).items()}
        return nb, resources


class KeepMarks(NbGraderPreprocessor):  # type: ignore[misc]
    """After grades are saved: what a person marked stays marked where it is unchanged, and waits where it is not."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Change the gradebook, and leave the notebook as it is."""
        names = resources["nbgrader"]
        name, assignment, student = names["notebook"], names["assignment"], names["student"]
        course = Course(Path(self.parent.parent.coursedir.root), self.config)
        memory = Memory(course, assignment, student)
        known, before, told = memory.read(name), resources.get(BEFORE, {}), dict[str, Seen]()
        wiped = not (course.folder("submitted", student, assignment) / f"{name}.ipynb").exists()
        with Gradebook(names["db_url"]) as gradebook:
            grades = entries(gradebook, name, assignment, student)
            for cell in _graded(nb.cells):
                where = (grade_id(cell), name, assignment, student)
                grade = grades[where[0]]
                given, seen = before.get(where[0]) or Given.of(grade), known.get(where[0])
                state, own = state_of(cell, nb.cells), role(cell) == Role.TEST and bool(bonus(cell))
                told[where[0]] = settle(grade, given, seen, state, bonus_test=own, wiped=wiped)
                if grade.needs_manual_grade and given.manual is not None and role(cell) != Role.TEST:
                    gradebook.find_comment(*where).auto_comment = CHANGED
            gradebook.db.commit()
        memory.write(name, told)
        return nb, resources


def state_of(cell: NotebookNode, cells: Sequence[NotebookNode]) -> str:
    """A hash of all that a person's mark of a graded cell is about."""
    kind = role(cell)
    if kind == Role.WRITTEN:
        about: list[Any] = [cell.cell_type, cell.source]
    elif kind == Role.TASK:
        about = _written(cells)
    else:
        verdict = Verdict.read(cell)
        tested = [other.source for other in cells if role(other) == Role.ANSWER and grade_id(other) == exercise(cell)]
        about = [verdict and [verdict.verdict, verdict.score], tested or _written(cells)]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()


def _written(cells: Iterable[NotebookNode]) -> list[str]:
    return [cell.source for cell in cells if role(cell) in STUDENTS]


def _graded(cells: Iterable[NotebookNode]) -> list[NotebookNode]:
    return [cell for cell in cells if role(cell) in GRADED]


def withdraw(
    gradebook: Gradebook, memory: Memory, where: tuple[str, str, str], before: dict[str, Given], bonuses: set[str]
) -> None:
    """Settle a notebook that is not handed in any more: nothing that was judged of it counts, and what a person gave waits for them.

    Args:
        gradebook: nbgrader's, open.
        memory: what was recorded of the student's cells.
        where: names of notebook, assignment and student.
        before: what its entries held.
        bonuses: grade_ids of its tests whose points are extra credit.
    """
    known, told = memory.read(where[0]), dict[str, Seen]()
    for cell, grade in entries(gradebook, *where).items():
        if cell in bonuses:
            grade.extra_credit = None
        given = before.get(cell) or Given.of(grade)
        told[cell] = settle(grade, given, known.get(cell), WITHDRAWN, bonus_test=cell in bonuses)
    gradebook.db.commit()
    memory.write(where[0], told)


def what_was_given(course: Course, assignment: str, student: str) -> dict[str, dict[str, Given]]:
    """What the gradebook holds of each graded cell, by notebook; nothing where it has no such submission."""
    with Gradebook(course.gradebook, course.course_id) as gradebook:
        try:
            notebooks = gradebook.find_submission(assignment, student).notebooks
        except MissingEntry:
            return {}
        where = (assignment, student)
        return {
            notebook.name: {cell: Given.of(grade) for cell, grade in entries(gradebook, notebook.name, *where).items()}
            for notebook in notebooks
        }


def entries(gradebook: Gradebook, notebook: str, assignment: str, student: str) -> dict[str, Any]:
    """The gradebook's entries of a submitted notebook by grade_id, asked for at once; nothing where there is none."""
    try:
        found = gradebook.find_submission_notebook(notebook, assignment, student)
    except MissingEntry:
        return {}
    asked = gradebook.db.query(BaseCell.name, Grade).join(Grade.cell).filter(Grade.notebook_id == found.id)
    return dict(asked.all())


def bonus_tests(course: Course, assignment: str) -> dict[str, set[str]]:
    """grade_ids of the tests whose points are extra credit, by notebook."""
    found = {}
    for name, path in course.source_notebooks(assignment).items():
        cells = read_source(course, path).cells
        found[name] = {grade_id(cell) for cell in cells if role(cell) == Role.TEST and bonus(cell)}
    return found
