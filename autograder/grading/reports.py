"""What is said of each submission: its status, notes and marks, for the table and for `--json`."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from nbformat import NotebookNode
from sqlalchemy.exc import SQLAlchemyError

from autograder.cells import Verdict
from autograder.course import Course
from autograder.grading.preprocessors import refused_because
from autograder.grading.record import CellMarks, Marks, forget, marks, stale, verdicts
from autograder.kernels.job import Result
from autograder.naming import LONGEST, printable


class Handed(Protocol):
    """A submission as `autograder.submissions` reads it."""

    @property
    def student(self) -> str:
        """Whose it is."""

    @property
    def notebooks(self) -> dict[str, NotebookNode]:
        """The repaired notebooks, by name."""

    @property
    def digest(self) -> str:
        """Hash of what was handed in and of the course's own notebooks."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names of files that belong to no notebook of the assignment."""

    @property
    def files(self) -> Mapping[str, bytes]:
        """What was handed in besides notebooks, by relative path."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the submission as a whole, for staff."""

    @property
    def problem(self) -> str:
        """Why the grader could not read it, "" where it could."""


@dataclass
class Report:
    """What came of one submission.

    Args:
        student: whose it is.
        status: "graded", "repaired", "refused" (nothing in it could be read) or "not-judged" (the grader's own fault).
        skipped: whether it was graded before and has not changed.
        needs_run: why changed tests could not be judged without running it, a sentence for each notebook.
        notes: plain sentences for staff.
        marks: the gradebook's marks by notebook, "" for the whole.
        verdicts: what was said of each test, by notebook.
        results: what came of each notebook that ran now, or whose result was kept, without large parts.
    """

    student: str
    status: str
    skipped: bool = False
    needs_run: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    marks: dict[str, Marks] = field(default_factory=dict)
    verdicts: dict[str, list[Verdict]] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)

    @classmethod
    def of(cls, submission: Handed, **fields: Any) -> "Report":
        """A report with what is known before anything ran."""
        return cls(submission.student, _status(submission), notes=_notes(submission), **fields)

    @property
    def seconds(self) -> float:
        """Running time of all its notebooks."""
        return round(sum(result.seconds for result in self.results.values()), 1)

    def with_marks(self, course: Course, assignment: str) -> "Report":
        """This report, with what the gradebook and the graded notebooks say now."""
        self.marks = marks(course, assignment, self.student)
        self.verdicts = verdicts(course, assignment, self.student)
        self.notes += [note for name, entry in sorted(self.marks.items()) for note in _again(name, entry)]
        return self


def lost(course: Course, assignment: str, submission: Handed, problem: str) -> Report:
    """The report of a submission that the grader could not cope with: its old grade stays, marked stale.

    Args:
        course: the course.
        assignment: name of the assignment.
        submission: what was handed in.
        problem: why, a sentence.
    """
    report = Report(submission.student, "not-judged", notes=[*submission.notes, problem])
    with suppress(OSError, ValueError, SQLAlchemyError):  # its very name may be what no database takes
        forget(course, assignment, submission.student)
        report.with_marks(course, assignment)
        if stale(course, assignment, submission.student):
            report.notes.append("The grade is that of an earlier state of this submission.")
    return report


def _again(name: str, entry: Marks) -> Iterator[str]:
    """A sentence for each cell whose marker has to look at it again."""
    for cell, mark in entry.cells.items():
        if mark.waits and mark.by_person:
            yield f"{name}: {cell} waits for its marker: it changed after it was marked. Until then its {mark.score:g} points count."


def _status(submission: Handed) -> str:
    readable = [notebook for notebook in submission.notebooks.values() if not refused_because(notebook)]
    if not readable:
        return "refused"
    mended = any(notebook.metadata["autograder"]["notes"] for notebook in readable)
    return "repaired" if mended or len(readable) < len(submission.notebooks) or submission.unknown else "graded"


def _notes(submission: Handed) -> list[str]:
    notes = list(submission.notes)
    for name, notebook in submission.notebooks.items():
        about = notebook.metadata["autograder"]
        notes += [f"{name}: {note}" for note in [about["refused"], *about["notes"]] if note]
    notes += [f"{name} is no notebook of this assignment and was left out." for name in submission.unknown]
    return notes if submission.notebooks else [*notes, "No notebook of this assignment was handed in."]


def summary(
    assignment: str, reports: Sequence[Report], *, started: datetime, executor: str, data: str
) -> dict[str, Any]:
    """What `--json` writes: the whole run as plain data."""
    return {
        "assignment": assignment,
        "started": started.isoformat(timespec="seconds"),
        "seconds": round((datetime.now(UTC) - started).total_seconds(), 1),
        "executor": executor,
        "data": data,
        "training_seconds": round(sum(r.training_seconds for one in reports for r in one.results.values()), 1),
        "submissions": [_submission(report) for report in reports],
    }


def _submission(report: Report) -> dict[str, Any]:
    whole = report.marks.get("")
    return {
        "student": printable(report.student, LONGEST),
        "status": report.status,
        **_points(whole),
        "seconds": report.seconds,
        "notes": report.notes,
        "notebooks": [_notebook(report, name) for name in report.verdicts],
    }


def _points(entry: Marks | None) -> dict[str, float | None]:
    if entry is None:
        return {"score": None, "max_score": None, "bonus": None, "penalty": None}
    return {"score": entry.score, "max_score": entry.max_score, "bonus": entry.bonus, "penalty": entry.penalty}


def _notebook(report: Report, name: str) -> dict[str, Any]:
    result = report.results.get(name)
    marked = report.marks.get(name)
    return {
        "name": name,
        **_points(marked),
        "seconds": result.seconds if result else 0.0,
        "stages": result.stages if result else {},
        "training": {"reused": 0, "computed": 0, "local": 0} | (result.trainings if result else {}),
        "tests": [
            _test(verdict, marked.cells.get(verdict.id) if marked else None) for verdict in report.verdicts[name]
        ],
    }


def _test(verdict: Verdict, mark: CellMarks | None) -> dict[str, Any]:
    """What the judge said, and what counts: the points in the gradebook, whoever gave them."""
    keys = ("id", "points", "score", "verdict", "message", "hint", "beside", "reason")
    told = {key: getattr(verdict, key) for key in keys}
    if mark is None:
        return told
    said = {"message": "A person marked this answer."} if mark.by_person and verdict.score is None else {}
    return told | said | {"score": mark.score, "by_person": mark.by_person}
