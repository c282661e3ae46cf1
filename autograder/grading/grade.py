"""Grades a class: jobs out to an executor, results in to one writer, one report for each submission."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from nbformat import NotebookNode

from autograder.cells import Verdict
from autograder.cells.verdict import NOT_JUDGED
from autograder.course import Course
from autograder.grading.executors import EXECUTORS, Outcome
from autograder.grading.preprocessors import make_job, refused_because
from autograder.grading.record import Marks, forget, graded, marks, record, stale, verdicts
from autograder.grading.reference import for_a_person
from autograder.kernels.job import Job, Result


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
        """Further files for the kernel's working folder, by relative path."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the submission as a whole, for staff."""


@dataclass
class Report:
    """What came of one submission.

    Args:
        student: whose it is.
        status: "graded", "repaired", "refused" (nothing in it could be read) or "not-judged" (the grader's own fault).
        skipped: whether it was graded before and has not changed.
        notes: plain sentences for staff.
        marks: the gradebook's marks by notebook, "" for the whole.
        verdicts: what was said of each test, by notebook.
        results: what came of each notebook that ran now.
    """

    student: str
    status: str
    skipped: bool = False
    notes: list[str] = field(default_factory=list)
    marks: dict[str, Marks] = field(default_factory=dict)
    verdicts: dict[str, list[Verdict]] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Running time of all its notebooks."""
        return round(sum(result.seconds for result in self.results.values()), 1)


def grade(
    course: Course,
    assignment: str,
    submissions: Sequence[Handed],
    *,
    prepared: Path,
    executor: str,
    workers: int | None,
    force: bool,
    tell: Callable[[str], None],
) -> Iterator[Report]:
    """Grade submissions; a report of each, as it is recorded.

    Args:
        course: the course; its gradebook knows the assignment already.
        assignment: name of the assignment.
        submissions: repaired submissions.
        prepared: folder of data sets for the kernels.
        executor: "serial" or "processes".
        workers: notebooks at a time for "processes", one a core by default.
        force: grade again what is graded already.
        tell: told a sentence about each notebook as it comes back.
    """
    todo = {s.student: s for s in submissions if force or not graded(course, assignment, s.student, s.digest)}
    for submission in submissions:
        if submission.student not in todo:
            yield _unchanged(course, assignment, submission)
        else:
            forget(course, assignment, submission.student)
    waiting = {student: _Waiting(submission) for student, submission in todo.items()}
    for student in [student for student, wait in waiting.items() if not wait.missing]:
        yield _record(course, assignment, waiting.pop(student))
    for job, result in _run(course, assignment, todo, prepared, executor, workers):
        student, name = job.key.split("/")
        wait = waiting[student]
        wait.take(name, result)
        tell(f"{student}, {name}: {'could not be run' if isinstance(result, Exception) else f'{result.seconds:.0f} s'}")
        if not wait.missing:
            yield _record(course, assignment, waiting.pop(student))


class _Waiting:
    """A submission some of whose notebooks have not come back yet."""

    def __init__(self, submission: Handed) -> None:
        self.submission = submission
        self.missing = {name for name, notebook in submission.notebooks.items() if not refused_because(notebook)}
        self.results: dict[str, Result] = {}
        self.failed: list[str] = []

    def take(self, name: str, result: Result | Exception) -> None:
        self.missing.discard(name)
        if isinstance(result, Exception):
            self.failed.append(f"{name}: {str(result).splitlines()[0]}")
        else:
            self.results[name] = result


def _run(
    course: Course, assignment: str, todo: dict[str, Handed], prepared: Path, executor: str, workers: int | None
) -> Iterator[Outcome]:
    with EXECUTORS[executor](prepared, workers) as run:
        manual = for_a_person(course, assignment, prepared, run)
        yield from run(_jobs(course, assignment, todo, prepared, manual))


def _jobs(
    course: Course, assignment: str, todo: dict[str, Handed], prepared: Path, manual: Mapping[str, tuple[str, ...]]
) -> list[Job]:
    return [
        make_job(
            course,
            assignment,
            name,
            notebook,
            prepared,
            files=submission.files,
            manual=manual[name],
            key=f"{student}/{name}",
        )
        for student, submission in todo.items()
        for name, notebook in submission.notebooks.items()
        if not refused_because(notebook)
    ]


def _unchanged(course: Course, assignment: str, submission: Handed) -> Report:
    report = Report(submission.student, _status(submission), skipped=True, notes=_notes(submission))
    return _with_marks(course, assignment, report)


def _with_marks(course: Course, assignment: str, report: Report) -> Report:
    """What the gradebook and the graded notebooks say now."""
    report.marks = marks(course, assignment, report.student)
    report.verdicts = verdicts(course, assignment, report.student)
    return report


def _record(course: Course, assignment: str, wait: _Waiting) -> Report:
    """Write one submission into the gradebook, unless the grader itself failed: then the old grade stays."""
    submission = wait.submission
    report = Report(submission.student, _status(submission), notes=_notes(submission), results=wait.results)
    for name, result in wait.results.items():
        report.notes += [f"{name}: {note}" for note in result.notes]
    problem = "; ".join(wait.failed)
    if not problem and submission.notebooks:
        write = partial(record, course, assignment, submission.student, submission.notebooks, wait.results)
        problem = write(submission.digest) and write(submission.digest)  # a first failure may pass, like a full disk
    if problem or any(v.verdict == NOT_JUDGED for result in wait.results.values() for v in result.verdicts):
        report.status = "not-judged"
        report.notes.append(problem or "A test could not be judged; it waits for a person in Formgrader.")
        if stale(course, assignment, report.student):
            report.notes.append("The grade is that of an earlier state of this submission. Grade it again.")
    return _with_marks(course, assignment, report)


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
        "submissions": [_submission(report) for report in reports],
    }


def _submission(report: Report) -> dict[str, Any]:
    whole = report.marks.get("")
    return {
        "student": report.student,
        "status": report.status,
        **_points(whole),
        "seconds": report.seconds,
        "notes": report.notes,
        "notebooks": [_notebook(report, name) for name in report.verdicts],
    }


def _points(entry: Marks | None) -> dict[str, float | None]:
    if entry is None:
        return {"score": None, "max_score": None, "bonus": None}
    return {"score": entry.score, "max_score": entry.max_score, "bonus": entry.bonus}


def _notebook(report: Report, name: str) -> dict[str, Any]:
    result = report.results.get(name)
    keys = ("id", "points", "score", "verdict", "message", "hint")
    return {
        "name": name,
        **_points(report.marks.get(name)),
        "seconds": result.seconds if result else 0.0,
        "training": {"reused": 0, "computed": 0, "local": 0} | (result.trainings if result else {}),
        "tests": [{key: getattr(verdict, key) for key in keys} for verdict in report.verdicts[name]],
    }
