"""Grades a class: jobs out to an executor, results in to one writer, one report for each submission."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from autograder.cells.verdict import NOT_JUDGED
from autograder.course import Course
from autograder.grading.executors import Executor
from autograder.grading.kept import Kept, versions
from autograder.grading.preprocessors import make_job, refused_because
from autograder.grading.progress import Progress
from autograder.grading.record import forget, graded, record, stale
from autograder.grading.reference import for_a_person
from autograder.grading.reports import Handed, Report
from autograder.kernels.job import Job, Result
from autograder.kernels.material import read_material

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Run:
    """One run over a class.

    Args:
        course: the course; its gradebook knows the assignment already.
        assignment: name of the assignment.
        prepared: folder of data sets for the kernels.
        executor: runs the notebooks.
        kept: results of earlier runs.
        progress: is told how far the run is.
        tell: told a sentence about each notebook as it comes back.
        force: run again what was run before.
        reuse: whether a training that was done before is not done again.
        audit: share of the reused trainings, from 0 to 1, that are compared with one in the student's kernel.
    """

    course: Course
    assignment: str
    prepared: Path
    executor: Executor
    kept: Kept
    progress: Progress
    tell: Tell
    force: bool = False
    reuse: bool = True
    audit: float = 0.0

    def state(self, submission: Handed) -> str:
        """A hash of all that a grade depends on."""
        parts = [submission.digest, repr(self.course.limits), str(self.course.walls), self.prepared.name, versions()]
        parts.append(read_material(self.course, self.assignment).digest)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def is_graded(self, submission: Handed) -> bool:
        """Whether this very submission was graded in the same surroundings."""
        return graded(self.course, self.assignment, submission.student, self.state(submission))

    def jobs(self, submission: Handed, manual: Mapping[str, tuple[str, ...]]) -> list[Job]:
        """The notebooks of a submission that can be read, as jobs."""
        jobs = [
            make_job(
                self.course,
                self.assignment,
                name,
                notebook,
                self.prepared,
                files=submission.files,
                manual=manual[name],
                key=f"{submission.student}/{name}",
            )
            for name, notebook in submission.notebooks.items()
            if not refused_because(notebook)
        ]
        return [replace(job, reuse=self.reuse, audit=self.audit, keep=True) for job in jobs]


def grade(run: Run, submissions: Sequence[Handed]) -> Iterator[Report]:
    """Grade submissions; a report of each, as it is recorded.

    Args:
        run: how.
        submissions: repaired submissions.
    """
    course, assignment, progress = run.course, run.assignment, run.progress
    todo = {one.student: one for one in submissions if run.force or not run.is_graded(one)}
    progress.students = len(submissions)
    for submission in submissions:
        if submission.student not in todo:
            progress.done += 1
            yield Report.of(submission, skipped=True).with_marks(course, assignment)
        else:
            forget(course, assignment, submission.student)
    waiting = {student: Waiting(submission) for student, submission in todo.items()}
    for student in [student for student, wait in waiting.items() if not wait.missing]:
        yield finish(run, waiting.pop(student))
    if not waiting:
        return
    with run.executor as execute:
        progress.running, progress.workers = execute.running, execute.workers
        manual = for_a_person(course, assignment, run.prepared, execute)
        jobs = [job for wait in waiting.values() for job in run.jobs(wait.submission, manual)]
        progress.waiting = {job.key for job in jobs}
        for job, result, kept in _results(run, jobs, execute):
            progress.take(job, result, kept=kept)
            run.tell(_sentence(job, result, kept))
            student = job.key.split("/")[0]
            waiting[student].take(job, result)
            if not waiting[student].missing:
                yield finish(run, waiting.pop(student))


def _results(run: Run, jobs: Iterable[Job], execute: Executor) -> Iterator[tuple[Job, Result | Exception, bool]]:
    """What came of each job, and whether that was known before."""
    known: list[tuple[Job, Result]] = []
    fresh: list[Job] = []
    for job in jobs:
        found = None if run.force else run.kept.find(job)
        if found and found.same:
            known.append((job, replace(found.result, key=job.key)))
        else:
            fresh.append(job)
    ran = ((job, result, False) for job, result in execute(fresh))
    for job, result, kept in chain(((job, result, True) for job, result in known), ran):
        if isinstance(result, Result) and not kept:
            run.kept.keep(job, result)
        yield job, result, kept


def _sentence(job: Job, result: Result | Exception, kept: bool) -> str:
    student, name = job.key.split("/")
    if isinstance(result, Exception):
        return f"{student}, {name}: could not be run"
    trainings = [f"{count} {kind}" for kind, count in sorted(result.trainings.items()) if count]
    about = f", trainings: {', '.join(trainings)}" if trainings and not kept else ""
    return f"{student}, {name}: {'unchanged' if kept else f'{result.seconds:.1f} s'}{about}"


class Waiting:
    """A submission some of whose notebooks have not come back yet.

    Args:
        submission: what was handed in.
    """

    def __init__(self, submission: Handed) -> None:
        self.submission = submission
        self.missing = {name for name, notebook in submission.notebooks.items() if not refused_because(notebook)}
        self.results: dict[str, Result] = {}
        self.failed: list[str] = []

    def take(self, job: Job, result: Result | Exception | None) -> None:
        """Note what came of a job; None where nothing did."""
        name = job.key.split("/")[1]
        self.missing.discard(name)
        if isinstance(result, Exception):
            self.failed.append(f"{name}: {str(result).splitlines()[0]}")
        elif result is not None:
            self.results[name] = result


def finish(run: Run, wait: Waiting) -> Report:
    """Write one submission into the gradebook, unless the grader itself failed: then the old grade stays."""
    submission, course, assignment = wait.submission, run.course, run.assignment
    report = Report.of(submission, results=wait.results)
    for name, result in wait.results.items():
        report.notes += [f"{name}: {note}" for note in result.notes]
    problem = "; ".join(wait.failed)
    if not problem and submission.notebooks:
        write = partial(record, course, assignment, submission.student, submission.notebooks, wait.results)
        state = run.state(submission)
        problem = write(state) and write(state)  # a first failure may pass, like a full disk
    if problem or any(v.verdict == NOT_JUDGED for result in wait.results.values() for v in result.verdicts):
        report.status = "not-judged"
        report.notes.append(problem or "A test could not be judged; it waits for a person in Formgrader.")
        if stale(course, assignment, report.student):
            report.notes.append("The grade is that of an earlier state of this submission. Grade it again.")
    run.progress.done += 1
    return report.with_marks(course, assignment)
