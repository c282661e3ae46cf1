"""Writes what was judged into nbgrader's gradebook, through nbgrader's own converter, and reads it back."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import api
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import OverwriteCells
from nbgrader.utils import capture_log
from traitlets import Dict, Tuple

from autograder.cells import Role, Verdict, read_source, role
from autograder.cells.verdict import MANUAL
from autograder.course import Course
from autograder.grading.marked import Given, Memory, bonus_tests, entries, what_was_given, withdraw
from autograder.grading.preprocessors import came_of
from autograder.kernels.job import Result

STALE = "stale"
SOME = "some"  # as the id of a notebook: nbgrader leaves those that it is not given in their places

# nbgrader opens the gradebook ten times for a submission. With one engine for all of them, a query is compiled once.
api.create_engine = cache(api.create_engine)


class Recorder(Autograde):  # type: ignore[misc]
    """nbgrader's converter, given repaired notebooks and what came of each (see `JudgeNotebook`)."""

    repaired = Dict()
    results = Dict()
    handed = Tuple()  # names of all notebooks that were handed in, those that have not changed included
    interrupted = False

    def start(self) -> None:
        """Record. Who asks for the log of it would not hear of Ctrl-C: nbgrader takes it for a failure like others."""
        try:
            super().start()
        except KeyboardInterrupt:
            self.interrupted = True
            raise

    def init_notebooks(self) -> None:
        """Ask for the notebooks that were found, under whatever names they were handed in."""
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        self.assignments = {folder: [str(Path(folder) / f"{name}.ipynb") for name in self.repaired]}

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Nbgrader resets the grades of every notebook without a file by its name: of those that were found by content, too."""
        course, where = Course(Path(self.coursedir.root), self.config), (assignment_id, student_id)
        folder = course.folder("submitted", student_id, assignment_id)
        if all((folder / f"{name}.ipynb").exists() for name in course.source_notebooks(assignment_id)):
            super().init_assignment(assignment_id, student_id)
            return
        before = what_was_given(course, *where)
        super().init_assignment(assignment_id, student_id)
        memory, bonuses = Memory(course, *where), bonus_tests(course, assignment_id)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            for notebook in [notebook.name for notebook in gradebook.find_submission(*where).notebooks]:
                given = before.get(notebook, {})
                if notebook not in self.handed:
                    withdraw(gradebook, memory, (notebook, *where), given, bonuses.get(notebook, set()))
                    continue
                for cell, grade in entries(gradebook, notebook, *where).items():
                    old = given.get(cell, Given.of(grade))
                    grade.auto_score, grade.needs_manual_grade = old.auto, old.waits
            gradebook.db.commit()

    def run_pre_convert_hook(self) -> None:
        """Our hook finds notebooks for nbgrader's own way in; these are found."""

    def _init_preprocessors(self) -> None:
        """Of nbgrader's first pass only what notes how answers looked before anybody answered."""
        self.exporter._preprocessors = []
        for preprocessor in (OverwriteCells, *self.autograde_preprocessors):
            self.exporter.register_preprocessor(preprocessor)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Record one notebook. nbgrader's first pass brings a submission into order; these have come through our repair."""
        folder = self._format_dest(self.coursedir.assignment_id, self.coursedir.student_id)
        self._sanitizing = False  # which also says where the way of a notebook begins
        self._init_preprocessors()
        try:
            BaseConverter.convert_single_notebook(self, str(Path(folder, Path(notebook_filename).name)))
        finally:
            self._sanitizing = True


@dataclass(frozen=True)
class CellMarks:
    """What the gradebook says of one graded cell.

    Args:
        score: points with extra credit, None where there are none yet.
        waits: whether a person has to look at it.
        by_person: whether a person gave points for it.
    """

    score: float | None
    waits: bool
    by_person: bool


@dataclass(frozen=True)
class Marks:
    """What the gradebook says of one notebook or one submission.

    Args:
        score: points without bonus.
        max_score: points that can be had without bonus.
        bonus: extra credit.
        needs_person: whether something waits for a person.
        penalty: points taken off because it was handed in late.
        cells: the same for each graded cell of a notebook, by grade_id.
    """

    score: float
    max_score: float
    bonus: float
    needs_person: bool
    penalty: float = 0.0
    cells: Mapping[str, CellMarks] = field(default_factory=dict, repr=False)


def record(
    course: Course,
    assignment: str,
    student: str,
    repaired: Mapping[str, NotebookNode],
    results: Mapping[str, Result],
    digest: str,
) -> str:
    """Record one submission; a regrade replaces the old grade. Notebooks of which nothing has changed are left as they are.

    Args:
        course: the course.
        assignment: name of the assignment.
        student: whose submission it is.
        repaired: its notebooks, by name.
        results: what came of each notebook that could be read, by name.
        digest: what `graded` compares, to know an unchanged submission.

    Returns:
        Why nothing was recorded, "" where all went well.
    """
    folder = CourseDirectory(config=course.settings, assignment_id=assignment, student_id=student)
    folder.root = str(course.root)
    known, found = _stamped(course, assignment, student)[1], _found(repaired, results)
    changed = {name: notebook for name, notebook in repaired.items() if known.get(name) != found[name]}
    if known.keys() == found.keys():
        folder.notebook_id = SOME
    else:
        changed = dict(repaired)
    if changed:
        given = {"repaired": changed, "results": dict(results), "handed": tuple(repaired)}
        recorder = Recorder(coursedir=folder, config=course.settings, force=True, **given)
        outcome = capture_log(recorder)
        if recorder.interrupted:
            raise KeyboardInterrupt
        if not outcome["success"]:
            return _reason(outcome)
    _stamp(course, assignment, student).write_text(json.dumps([digest, found]))
    return ""


def _found(repaired: Mapping[str, NotebookNode], results: Mapping[str, Result]) -> dict[str, str]:
    """A hash of each notebook and of what came of its cells."""
    told = {
        name: [notebook, [came_of(cell) for cell in results[name].notebook["cells"]] if name in results else []]
        for name, notebook in repaired.items()
    }
    return {name: hashlib.sha256(json.dumps(one, sort_keys=True).encode()).hexdigest() for name, one in told.items()}


def _reason(outcome: dict[str, str]) -> str:
    """The exception that nbgrader's log tells of, else the last line of its own."""
    text = f"{outcome.get('error') or ''}\n{outcome.get('log') or ''}"
    raised = re.findall(r"^[ \t]*[\w.]*(?:Error|Exception): .*$", text, re.MULTILINE)
    lines = raised or [line for line in text.splitlines() if line.strip()] or ["nbgrader gave no reason"]
    return str(lines[-1]).strip()


def graded(course: Course, assignment: str, student: str, digest: str) -> bool:
    """Whether this very submission was graded to the end before."""
    return _stamped(course, assignment, student)[0] == digest


def _stamped(course: Course, assignment: str, student: str) -> tuple[str, dict[str, str]]:
    """What was recorded last: its digest, and a hash for each notebook; nothing where that is not known for sure."""
    stamp = _stamp(course, assignment, student)
    if not stamp.is_file() or stamp.read_text() == STALE:
        return "", {}
    digest, notebooks = json.loads(stamp.read_text())
    return digest, notebooks if all((stamp.parent / f"{name}.ipynb").is_file() for name in notebooks) else {}


def forget(course: Course, assignment: str, student: str) -> None:
    """Note that a submission is to be graded again; what is known of it stays until then, marked stale."""
    stamp = _stamp(course, assignment, student)
    if stamp.exists():
        stamp.write_text(STALE)


def stale(course: Course, assignment: str, student: str) -> bool:
    """Whether the grade of a submission is that of an earlier state, because grading it again did not succeed."""
    stamp = _stamp(course, assignment, student)
    return stamp.is_file() and stamp.read_text() == STALE


def _stamp(course: Course, assignment: str, student: str) -> Path:
    return course.folder("autograded", student, assignment) / ".graded"


def verdicts(course: Course, assignment: str, student: str) -> dict[str, list[Verdict]]:
    """What was said of each test of a graded submission, by notebook; written answers and tasks wait for a person."""
    found = {}
    for path in sorted(course.folder("autograded", student, assignment).glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]  # written by nbgrader itself: nothing to validate
        found[path.stem] = [_verdict(cell) for cell in cells if role(cell) in (Role.TEST, Role.WRITTEN, Role.TASK)]
    return found


def _verdict(cell: nbformat.NotebookNode) -> Verdict:
    return Verdict.read(cell) or Verdict.of(cell, MANUAL, None, "A person marks this answer.")


def marks(course: Course, assignment: str, student: str) -> dict[str, Marks]:
    """The gradebook's marks of a submission: one entry for each notebook, and "" for the whole.

    Returns:
        Nothing where the gradebook has no such submission.
    """
    with Gradebook(course.gradebook, course.course_id) as gradebook:
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return {}
        where = (assignment, student)
        found = {n.name: _marks(n, entries(gradebook, n.name, *where)) for n in submission.notebooks}
        return found | {"": _marks(submission, {})}


def _marks(entry: Any, graded: Mapping[str, Any]) -> Marks:
    notebooks = getattr(entry, "notebooks", [entry])
    bonus = sum(grade.extra_credit or 0.0 for notebook in notebooks for grade in notebook.grades)
    cells = {cell: _cell_marks(grade) for cell, grade in graded.items()}
    penalty = entry.late_submission_penalty or 0.0
    return Marks(entry.score - bonus, entry.max_score, bonus, bool(entry.needs_manual_grade), penalty, cells)


def _cell_marks(grade: Any) -> CellMarks:
    counts = grade.manual_score is not None or grade.auto_score is not None
    score = float(grade.score) if counts or not grade.needs_manual_grade else None
    return CellMarks(score, bool(grade.needs_manual_grade), grade.manual_score is not None)


def known(course: Course, assignment: str) -> bool:
    """Whether the gradebook holds this assignment with the cells, and their points, of its present source notebooks."""
    with Gradebook(course.gradebook, course.course_id) as gradebook:
        try:
            stored = {
                (notebook.name, cell.name): getattr(cell, "max_score", None)
                for notebook in gradebook.find_assignment(assignment).notebooks
                for cell in [*notebook.source_cells, *notebook.grade_cells, *notebook.task_cells]
            }
        except MissingEntry:
            return False
    return stored == _cells(course, assignment)


def _cells(course: Course, assignment: str) -> dict[tuple[str, str], float | None]:
    """Points of each cell that nbgrader knows, None where there are none to be had."""
    cells = dict[tuple[str, str], float | None]()
    for name, path in course.source_notebooks(assignment).items():
        for cell in read_source(course, path).cells:
            meta = cell.metadata.get("nbgrader", {})
            if meta.get("grade") or meta.get("task"):
                cells[name, meta["grade_id"]] = float(meta["points"])
            elif meta.get("solution") or meta.get("locked"):
                cells[name, meta["grade_id"]] = None
    return cells
