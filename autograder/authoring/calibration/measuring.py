"""Runs references, and typical unimproved answers, over and over with other random numbers, and collects what reaches each band."""

import copy
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.authoring.answers import Answer, excerpt, read_answers
from autograder.authoring.build import write_source
from autograder.authoring.calibration.record import Measured, code_of
from autograder.authoring.proof import trusted_job
from autograder.cells import Role, Thresholds, band_names, exercise, grade_id, points, read_source, role
from autograder.cells.verdict import FAILED
from autograder.course import Course
from autograder.errors import AuthoringError, CourseError, MarkerError
from autograder.kernels.job import Job, Result

Run = Callable[[Iterable[Job]], Iterator[tuple[Job, Result | Exception]]]


class _Any(dict[str, Thresholds]):
    """Whatever name a test says: a band that every value reaches, so that a test that fails, fails for something else."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Thresholds:
        return {-1e9: 0.001}


@dataclass(frozen=True)
class _Series:
    """A notebook to run over and over.

    Args:
        notebook: its name.
        answer: what stands in its exercise's place, None for the reference.
        source: the instructor's notebook.
        tests: those that name bands, and are to be reached.
        values: what reached each band, by the band's name and the number of the run.
    """

    notebook: str
    answer: Answer | None
    source: NotebookNode
    tests: Sequence[NotebookNode]
    values: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def title(self) -> str:
        """What a person calls it."""
        return f"{self.notebook}, {f'typical answer: {self.answer.name}' if self.answer else 'reference'}"

    def job(self, course: Course, assignment: str, prepared: Path, number: int) -> Job:
        """The run with this number."""
        answers = [self.answer] if self.answer else []
        notebook = excerpt(self.source, {exercise(test) for test in self.tests}, answers, whole=True)
        code = f"__import__('autograder.kernels.kernel', fromlist=['vary']).vary({number})"
        notebook.cells.insert(0, nbformat.v4.new_code_cell(code, id="vary"))
        key = f"{number}/{self.notebook}{f':{self.answer.exercise}' if self.answer else ''}"
        return trusted_job(course, assignment, key, self.source, notebook, prepared)

    def take(self, number: int, result: Result) -> str:
        """Note what a run measured; a sentence about it.

        Raises:
            AuthoringError: nothing reached one of the bands, or the reference failed for something else.
        """
        verdicts = {verdict.id: verdict for verdict in result.verdicts}
        said = []
        for test in self.tests:
            verdict = verdicts[grade_id(test)]
            missing = [name for name in band_names(test.source) if name not in verdict.measured]
            if missing or (verdict.verdict == FAILED and not self.answer):
                fault = (
                    f"no value reached the band {missing[0]!r} of {verdict.id}" if missing else f"fails {verdict.id}"
                )
                why = next(iter([*result.errors.values(), *result.notes]), verdict.message)
                raise AuthoringError(f"{self.title}, run {number}: {fault}: {why}")
            for name, value in verdict.measured.items():
                self.values[name][number] = value
                said.append(f"{name} {value:.4f}")
        return f"{self.title}, run {number}: {', '.join(said)} ({result.seconds:.0f} s)"


def measure(
    course: Course,
    assignment: str,
    run: Run,
    *,
    prepared: Path,
    seeds: int,
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, Measured]:
    """Run what has to do with bands, each time with other random numbers; what reached each band, by its name.

    Run are the notebooks that name a band, each up to the last test that does: once with the course's own answers, and once more
    for each answer that is marked as typical. Every run begins with a seed of its own, and moves those that the notebook sets.

    Args:
        course: the course.
        assignment: name of an assignment that has texts.
        run: runs jobs and yields what came of each, in any order.
        prepared: folder of data sets for the kernels.
        seeds: how many runs of each.
        tell: told a sentence about each run.

    Raises:
        CourseError: no test of the assignment names a band.
        MarkerError: a text, or an answer's marks, are wrong.
        AuthoringError: a run did not come to its bands.
    """
    with tempfile.TemporaryDirectory(prefix="autograder-") as scratch:
        own = _elsewhere(course, Path(scratch))
        write_source(course, assignment, own.folder("source") / assignment, _Any())
        series = _all_series(own, assignment)
        runs = [(one, number) for number in range(1, seeds + 1) for one in series]
        jobs = [one.job(own, assignment, prepared, number) for one, number in runs]
        by_key = {job.key: known for job, known in zip(jobs, runs, strict=True)}
        for done, (job, result) in enumerate(run(jobs), start=1):
            one, number = by_key[job.key]
            if isinstance(result, Exception):
                raise AuthoringError(f"{one.title}, run {number}: could not be run: {result}") from result
            tell(f"[{done}/{len(jobs)}] {one.take(number, result)}")
    return dict(_collected(series))


def _elsewhere(course: Course, folder: Path) -> Course:
    """The same course with nothing built in it yet: a name that is measured for the first time is in no built notebook."""
    settings = copy.deepcopy(course.settings)
    settings.CourseDirectory.merge({f"{step}_directory": str(folder / step) for step in ("source", "release")})
    return Course(course.root, settings)


def _all_series(course: Course, assignment: str) -> list[_Series]:
    """The references that name bands, and their typical answers."""
    found = []
    for name, path in course.source_notebooks(assignment).items():
        source = read_source(course, path)
        tests = [cell for cell in source.cells if role(cell) == Role.TEST and band_names(cell.source)]
        if tests:
            found.append(_Series(name, None, source, tests))
        for answer in read_answers(course.answers / assignment / f"{name}.py"):
            if answer.typical:
                found.append(_Series(name, answer, source, _held_against(answer, name, tests, found)))
    if not found:
        raise CourseError(
            f'Nothing to calibrate: no test of {assignment} names a band, as in checks.band(accuracy, "best").'
        )
    return found


def _held_against(
    answer: Answer, name: str, tests: Sequence[NotebookNode], found: Sequence[_Series]
) -> list[NotebookNode]:
    """The tests with bands of a typical answer's exercise."""
    own = [test for test in tests if exercise(test) == answer.exercise]
    if not own:
        raise MarkerError(f"{name}, {answer.name}: marked as typical, but no test of {answer.exercise!r} names a band.")
    if any(one.answer and (one.notebook, one.answer.exercise) == (name, answer.exercise) for one in found):
        raise MarkerError(f"{name}, {answer.name}: {answer.exercise!r} has a typical answer already. Mark one of them.")
    return own


def _collected(series: Sequence[_Series]) -> Iterator[tuple[str, Measured]]:
    """What reached each band, in the order of the notebooks."""
    for one in series:
        code = code_of(one.source)
        for test in one.tests if one.answer is None else ():
            other = next((s for s in series if s.answer and s.notebook == one.notebook and test in s.tests), None)
            for name in band_names(test.source):
                found = Measured(one.notebook, grade_id(test), points(test), code, _in_order(one.values[name]))
                if other and other.answer:
                    found = replace(found, answer=other.answer.name, typical=_in_order(other.values[name]))
                yield name, found


def _in_order(values: dict[int, float]) -> tuple[float, ...]:
    return tuple(values[number] for number in sorted(values))
