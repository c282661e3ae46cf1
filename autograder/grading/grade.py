"""Grades a class: jobs out to an executor, results in to one writer, one report for each submission."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import ParamSpec, TypeVar

from autograder.cells.verdict import NOT_JUDGED
from autograder.course import Course
from autograder.errors import AutograderError
from autograder.grading.executors import Executor
from autograder.grading.kept import Kept, versions
from autograder.grading.preprocessors import make_job, refused_because
from autograder.grading.progress import Progress
from autograder.grading.record import forget, graded, record, stale
from autograder.grading.reference import Tried, beyond_judges, for_a_person
from autograder.grading.reports import Handed, Report, lost
from autograder.kernels.job import Job, Result
from autograder.kernels.material import read_material
from autograder.naming import printable
from autograder.problems import summary, traced, write_problem

Tell = Callable[[str], None]
Found = TypeVar("Found")
Given = ParamSpec("Given")
LONGEST_REASON = 300  # characters of why a notebook could not be run


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
        parts = [
            submission.digest,
            repr(self.course.limits(self.assignment)),
            str(self.course.walls),
            self.prepared.name,
            versions(),
        ]
        parts.append(read_material(self.course, self.assignment).digest)
        parts += [self.course.undecided(self.assignment), beyond_judges(self.course, self.assignment, self.prepared)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def is_done(self, submission: Handed) -> bool:
        """Whether this very submission was graded in the same surroundings, and nobody wants that again."""
        return not self.force and graded(self.course, self.assignment, submission.student, self.state(submission))

    def early(self, submission: Handed) -> Report | None:
        """What is said of a submission that needs nothing more: it has not changed, or could not be read; None of others."""
        if submission.problem:
            return self.lose(submission, submission.problem)
        return guarded(self, submission, self._skipped, submission)

    def _skipped(self, submission: Handed) -> Report | None:
        return self.skip(submission) if self.is_done(submission) else None

    def lose(self, submission: Handed, problem: str) -> Report:
        """What is said of a submission that the grader itself could not cope with: its old grade stays."""
        self.progress.done += 1
        self.progress.begun += bool(submission.problem)
        return lost(self.course, self.assignment, submission, problem)

    def skip(self, submission: Handed) -> Report:
        """What is said of a submission that has not changed."""
        self.progress.done += 1
        self.progress.begun += 1
        return Report.of(submission, skipped=True).with_marks(self.course, self.assignment)

    def jobs(self, submission: Handed, tried: Mapping[str, Tried]) -> list[Job]:
        """The notebooks of a submission that can be read, as jobs."""
        jobs = [
            make_job(
                self.course,
                self.assignment,
                name,
                notebook,
                self.prepared,
                files=submission.files,
                tried=tried[name],
                key=f"{submission.student}/{name}",
            )
            for name, notebook in submission.notebooks.items()
            if not refused_because(notebook)
        ]
        return [replace(job, reuse=self.reuse, audit=self.audit, keep=True) for job in jobs]


def grade(run: Run, submissions: Iterable[Handed]) -> Iterator[Report]:
    """Grade submissions; a report of each, as it is recorded.

    Args:
        run: how.
        submissions: repaired submissions. Each is asked for shortly before it is its turn, and not held once it is recorded.
    """
    return take_through(run, submissions, Waiting)


def take_through(run: Run, submissions: Iterable[Handed], wait_for: Callable[[Handed], "Waiting"]) -> Iterator[Report]:
    """Take submissions from being handed in to a report, those that have not changed at once.

    Args:
        run: how.
        submissions: repaired submissions.
        wait_for: makes what each needs.
    """
    rest = iter(submissions)
    first = None
    for submission in rest:
        report = run.early(submission)
        if not report:
            first = submission
            break
        yield report
    if not first:
        return
    waiting: dict[str, Waiting] = {}
    ready: deque[Report] = deque()
    with run.executor as execute:
        run.progress.running, run.progress.workers = execute.running, execute.workers
        tried = for_a_person(run.course, run.assignment, run.prepared, execute, tell=run.tell)

        def jobs() -> Iterator[Job]:
            for submission in chain([first], rest):
                if report := run.early(submission):
                    ready.append(report)
                    continue
                run.progress.begun += 1
                wait = waiting[submission.student] = wait_for(submission)
                begun = guarded(run, submission, wait.jobs, run, tried)
                if isinstance(begun, Report):
                    ready.append(begun)
                    del waiting[submission.student]
                    continue
                run.progress.waiting |= {job.key for job in begun}
                yield from begun
                if not wait.missing and submission.student in waiting:
                    del waiting[submission.student]
                    ready.append(guarded(run, submission, wait.finish, run))

        for job, result in execute(jobs()):
            run.progress.take(job, result, kept=False)
            student = job.key.split("/")[0]
            if came := waiting.get(student):  # not where another of its notebooks was too much for the grader
                report = guarded(run, came.submission, came.after, run, job, result)
                if report:
                    ready.append(report)
                    del waiting[student]
            while ready:
                yield ready.popleft()
    yield from ready


def guarded(
    run: Run, submission: Handed, step: Callable[Given, Found], *given: Given.args, **named: Given.kwargs
) -> Found | Report:
    """What a step of one submission comes to; whatever it raises concerns that submission alone.

    Raises:
        AutograderError: it was raised on purpose, about the course.
    """
    try:
        return step(*given, **named)
    except AutograderError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
        where = write_problem(run.course, run.assignment, submission.student, traced(error))
        return run.lose(submission, f"The grader could not cope with it: {summary(error)}; {where}.")


class Waiting:
    """A submission some of whose notebooks have not come back yet.

    Args:
        submission: what was handed in.
    """

    def __init__(self, submission: Handed) -> None:
        self.submission = submission
        self.missing = {name for name, notebook in submission.notebooks.items() if not refused_because(notebook)}
        self.results: dict[str, Result] = {}
        self._failed: list[str] = []

    def jobs(self, run: Run, tried: Mapping[str, Tried]) -> list[Job]:
        """All that has to be run of it."""
        return list(self.begin(run, tried))

    def after(self, run: Run, job: Job, result: Result | Exception) -> Report | None:
        """Take a result; the report where nothing is missing any more."""
        self.come(run, job, result)
        return None if self.missing else self.finish(run)

    def begin(self, run: Run, tried: Mapping[str, Tried]) -> Iterator[Job]:
        """Its jobs; what came of one before is taken at once."""
        forget(run.course, run.assignment, self.submission.student)
        for job in run.jobs(self.submission, tried):
            found = None if run.force else run.kept.find(job)
            if found and found.same:
                run.progress.take(job, found.result, kept=True)
                run.tell(_sentence(job, found.result, kept=True))
                self.take(job, replace(found.result, key=job.key))
            else:
                yield job

    def come(self, run: Run, job: Job, result: Result | Exception) -> None:
        """A job has come back."""
        run.tell(_sentence(job, result, kept=False))
        if isinstance(result, Result):
            run.kept.keep(job, result)
        self.take(job, result)

    def take(self, job: Job, result: Result | Exception | None) -> None:
        """Note what came of a job; None where nothing did."""
        name = job.key.split("/")[1]
        self.missing.discard(name)
        if isinstance(result, Exception):
            self._failed.append(
                f"{name}: {printable(next(iter(str(result).splitlines()), repr(result)), LONGEST_REASON)}"
            )
        elif result is not None:
            self.results[name] = result

    def finish(self, run: Run) -> Report:
        """Write it into the gradebook, unless the grader itself failed: then the old grade stays."""
        submission, course, assignment = self.submission, run.course, run.assignment
        report = Report.of(submission, results={name: result.small() for name, result in self.results.items()})
        for name, result in self.results.items():
            report.notes += [f"{name}: {note}" for note in result.notes]
        problem = "; ".join(self._failed)
        if not problem and submission.notebooks:
            write = partial(record, course, assignment, submission.student, submission.notebooks, self.results)
            state = run.state(submission)
            problem = write(state) and write(state)  # a first failure may pass, like a full disk
        if problem or any(v.verdict == NOT_JUDGED for result in self.results.values() for v in result.verdicts):
            report.status = "not-judged"
            report.notes.append(problem or "A test could not be judged; it waits for a person in Formgrader.")
            if stale(course, assignment, report.student):
                report.notes.append("The grade is that of an earlier state of this submission. Grade it again.")
        run.progress.done += 1
        return report.with_marks(course, assignment)


def _sentence(job: Job, result: Result | Exception, *, kept: bool) -> str:
    student, name = map(printable, job.key.split("/"))
    if isinstance(result, Exception):
        return f"{student}, {name}: could not be run"
    trainings = [f"{count} {kind}" for kind, count in sorted(result.trainings.items()) if count]
    about = f", trainings: {', '.join(trainings)}" if trainings and not kept else ""
    return f"{student}, {name}: {'unchanged' if kept else f'{result.seconds:.1f} s'}{about}"
