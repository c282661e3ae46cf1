"""Tries the tests of an assignment on what its own notebooks hold: their answers, no answers, and mutants of their answers."""

import copy
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode

from autograder.cells import Role, Verdict, grade_id, imported, read_source, role, shared
from autograder.cells.verdict import PASSED
from autograder.course import KERNEL, Course
from autograder.grading.bounds import Bounds
from autograder.grading.differential import Compared, Run, compare, plan, sentence, unlike
from autograder.grading.notebook_file import notebook_file
from autograder.grading.reference import Tried, built_here
from autograder.grading.stubs import declared, open_tests, regions_of, students_names
from autograder.kernels.job import Job, Result
from autograder.kernels.material import read_material
from autograder.kernels.sandbox import available

MANY, FEW = 12, 4  # mutants for each test
MORE = 3  # times as many for one that no mutant fails
SHORT_SECONDS = 60  # that mutants take in a first `grade`
LEAST_SECONDS = 20  # of a mutant's notebook; else three times what its reference took
OWN, UNTOUCHED, PLAIN = "reference", "no answers", " in a kernel"
LONGEST = 400  # characters of a message in a reason
PERSON_LOOKS = " A person will look at it."


@dataclass
class _Notebook:
    """One notebook under trial.

    Args:
        source: the instructor's.
        job: of running it.
        open: tests whose answers it leaves open.
        built: whether `autograder build` made it.
        came: what came of it, of the untouched release, and of both in a kernel.
    """

    source: NotebookNode
    job: Job
    open: set[str]
    built: bool
    came: dict[str, Result] = field(default_factory=dict)
    manual: dict[str, str] = field(default_factory=dict)
    person: tuple[str, ...] = ()

    @property
    def unusual(self) -> dict[str, list[str]]:
        """What its tests meet in the course's own answers, by test."""
        return declared(self.source.cells) | (self.came[OWN].unusual if OWN in self.came else {})

    def said(self, what: str) -> Mapping[str, Verdict]:
        """Verdicts by test."""
        return {verdict.id: verdict for verdict in self.came[what].verdicts} if what in self.came else {}


class Trial:
    """A trial of an assignment.

    Args:
        course: the course.
        assignment: its name.
        prepared: folder of data sets.
        run: runs jobs and yields what came of each.
        full: whether there are about a dozen mutants for each test, else a few; only then notebooks that were built here are tried.
        seconds: what mutants may take, the limits' own by default; what they may take at most.
    """

    def __init__(
        self, course: Course, assignment: str, prepared: Path, run: Run, *, full: bool, seconds: float | None
    ) -> None:
        self._course, self._assignment, self._prepared = course, assignment, prepared
        self._run, self._full = run, full
        self._limits = course.limits(assignment)
        most = self._limits.mutant_seconds if full else min(SHORT_SECONDS, self._limits.mutant_seconds)
        self.seconds = min(most, most if seconds is None else seconds)
        self._regions = regions_of(course.settings)
        self._walls = course.walls and not available()

    def notable(self, names: Sequence[str]) -> bool:
        """Whether any of some notebooks has to be tried."""
        return any(self._full or not self._read(name).built for name in names)

    def of(self, names: Sequence[str]) -> dict[str, Tried]:
        """What came of some notebooks, by name."""
        found = {name: self._read(name) for name in names}
        tried = {name: one for name, one in found.items() if self._full or not one.built}
        self._run_references(tried)
        for one in tried.values():
            one.manual = self._look(one)
        self._run_late({name: one for name, one in tried.items() if one.manual})
        compared, left, runs = {}, self.seconds, self._limits.mutant_runs
        cheap = sorted(tried, key=lambda name: tried[name].came[OWN + PLAIN].seconds)
        for number, name in enumerate(cheap):  # what these leave of their share, the others have
            begun, rest = time.monotonic(), len(tried) - number
            compared[name] = self._mutate(tried[name], left / rest, runs // rest)
            took = time.monotonic() - begun
            left, runs = max(left - took, 0), max(runs - compared[name].runs, 0)
            compared[name].seconds = took
        return {name: self._tried(one, compared.get(name)) for name, one in found.items()}

    def _read(self, name: str) -> _Notebook:
        source = read_source(self._course, self._course.source_notebooks(self._assignment)[name])
        names = students_names(source.cells, self._regions)
        job = Job(name, source, self._limits, names, imported(source.cells), walls=self._walls)
        open_ones = open_tests(source.cells, self._regions)
        job = replace(job, prepared=str(self._prepared), material=read_material(self._course, self._assignment))
        job = replace(
            job, files=notebook_file(name, source), shared=shared(source.cells), open=tuple(sorted(open_ones))
        )
        return _Notebook(source, job, open_ones, built_here(source))

    def _run_references(self, tried: Mapping[str, _Notebook]) -> None:
        """Run the course's own answers and no answers, apart and in a kernel; what a build proves needs no run apart."""
        foreign = {name: one for name, one in tried.items() if not one.built}
        jobs = [replace(one.job, key=f"{name}/{OWN}", reference=True) for name, one in foreign.items()]
        jobs += [replace(one.job, key=f"{name}/{OWN}{PLAIN}", plain=True) for name, one in tried.items()]
        self._take(tried, jobs)
        jobs = []
        for name, one in foreign.items():  # what is unusual in a wrong answer is known now
            job = replace(one.job, notebook=self._untouched(one.source), unusual=one.unusual)
            jobs += [
                replace(job, key=f"{name}/{UNTOUCHED}"),
                replace(job, key=f"{name}/{UNTOUCHED}{PLAIN}", plain=True),
            ]
        self._take(tried, jobs)

    def _take(self, tried: Mapping[str, _Notebook], jobs: Sequence[Job]) -> None:
        for job, result in self._run(jobs) if jobs else ():
            if isinstance(result, Exception):
                raise result
            name, _, what = job.key.rpartition("/")
            tried[name].came[what] = result

    def _untouched(self, source: NotebookNode) -> NotebookNode:
        """The release with its hidden tests: nbgrader's own preprocessor takes the solutions out."""
        untouched = copy.deepcopy(source)
        for number, cell in enumerate(untouched.cells):
            if role(cell) == Role.ANSWER:
                language = ResourcesDict(str, language="python")
                untouched.cells[number], _ = self._regions.preprocess_cell(cell, language, number)
        return untouched

    def _look(self, one: _Notebook) -> dict[str, str]:
        """Why tests cannot be judged apart, as far as the course's own answers and no answers show."""
        found = {}
        apart, beside = one.said(OWN), one.said(OWN + PLAIN)
        for cell in one.source.cells:
            test = grade_id(cell)
            if role(cell) != Role.TEST or test in one.open:
                continue
            own, plain = apart.get(test), beside.get(test)
            if own and own.verdict != PASSED:
                what = " ".join(own.message.removesuffix(PERSON_LOOKS).split())[:LONGEST]
                found[test] = f"Its own answer does not pass when judged apart: {what}"
            elif own and plain and unlike(own, plain):
                found[test] = sentence(own, plain, "with its own answer")
        for test, untouched in one.said(UNTOUCHED).items():
            plain = one.said(UNTOUCHED + PLAIN).get(test)
            if plain and unlike(untouched, plain):
                found.setdefault(test, sentence(untouched, plain, "without any answer"))
        return found

    def _run_late(self, tried: Mapping[str, _Notebook]) -> None:
        """Find which of these tests do not pass with the course's own answers in a kernel after all else, either."""
        jobs = [replace(one.job, key=name, manual=one.manual, undecided=KERNEL) for name, one in tried.items()]
        for job, result in self._run(jobs) if jobs else ():
            if isinstance(result, Exception):
                raise result
            one = tried[job.key]
            late = {verdict.id for verdict in result.verdicts if verdict.beside and verdict.verdict == PASSED}
            one.person = tuple(test for test in one.manual if test not in late and test not in one.open)

    def _mutate(self, one: _Notebook, seconds: float, runs: int) -> Compared:
        """Compare apart and beside on mutants, for tests that pass both ways with the course's own answers."""
        plain = one.said(OWN + PLAIN)
        apart = one.said(OWN) if not one.built else plain
        passing = [
            test
            for test, verdict in plain.items()
            if verdict.verdict == PASSED and test in apart and apart[test].verdict == PASSED and test not in one.manual
        ]
        if not self._walls or not runs:
            return Compared()
        count = MANY if self._full else FEW
        variants = plan(one.source.cells, passing, self._regions, count)
        took = max(LEAST_SECONDS, round(3 * one.came[OWN + PLAIN].seconds))
        limits = replace(
            self._limits,
            cell_seconds=min(self._limits.cell_seconds, took),
            notebook_seconds=min(self._limits.notebook_seconds, took),
        )
        job = replace(one.job, limits=limits, unusual=one.unusual)
        until, each = time.monotonic() + seconds, one.came[OWN + PLAIN].seconds
        first = compare(one.source, job, variants, self._run, Bounds(runs, until, each))
        rest = plan(one.source.cells, first.weak, self._regions, MORE * count)
        rest = [
            variant
            for variant in rest
            if (variant.answer, variant.mutant) not in {(v.answer, v.mutant) for v in variants}
        ]
        return first.and_more(compare(one.source, job, rest, self._run, Bounds(runs - first.runs, until, each)))

    def _tried(self, one: _Notebook, compared: Compared | None) -> Tried:
        if compared is None:
            return Tried()
        own = one.said(OWN)
        without = tuple(test for test in one.open if test in own and own[test].verdict != PASSED)
        more = {test: reason for test, reason in compared.unlike.items() if test not in one.manual}
        return Tried(
            one.manual | more,
            one.person,
            one.unusual,
            not without,
            tuple(sorted(without)),
            compared.weak,
            self._cost(compared),
        )

    def _cost(self, compared: Compared) -> str:
        if not self._walls:
            return "tried on its own answers; mutants of them are tried behind walls only."
        few = f" of {compared.planned}" if compared.tried < compared.planned else ""
        bounded = ", which is where c.Autograder.mutant_seconds or mutant_runs ends it" if few else ""
        return (
            f"tried on its own answers, and {compared.tried}{few} mutants of them were judged apart and in a kernel "
            f"in {compared.seconds:.0f} s{bounded}."
        )
