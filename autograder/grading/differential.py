"""The differential proof: mutants of a course's own answers, judged apart and beside; a test on which the two disagree is found.

Beside means: the tests run as cells in a kernel, as plain nbgrader runs them. What the judge says of a wrong answer there and here
should be the same. Where it is not, a test means something else apart than its author thinks.
"""

import copy
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from autograder.cells import Role, Verdict, grade_id, needed, role
from autograder.cells.together import Part, together
from autograder.grading.bounds import Bounds, Pace
from autograder.grading.mutants import Mutant, mutants
from autograder.grading.stubs import answers_of
from autograder.kernels.job import Job, Result

Run = Callable[[Iterable[Job]], Iterator[tuple[Job, Result | Exception]]]
APART, BESIDE = "apart", "beside"
WAYS = (APART, BESIDE, "beside again", "apart again")  # how a mutant on which the two disagree is looked at again
CONFIRMED = 2  # such mutants of a test
CONFIRMING = 60  # seconds that this may take beyond the bounds
FEW = 3  # mutants that have to be tried before a test is called weak


@dataclass(frozen=True)
class Variant:
    """A mutant of one answer, and the tests that are about it.

    Args:
        answer: grade_id of the answer.
        mutant: what is in its place.
        tests: grade_ids.
    """

    answer: str
    mutant: Mutant
    tests: frozenset[str]

    @property
    def what(self) -> str:
        """The slip, in words."""
        return f"{self.mutant.what} (line {self.mutant.line} of {self.answer})"


@dataclass
class Compared:
    """What the comparison of a notebook's tests showed.

    Args:
        unlike: why tests cannot be judged apart, by grade_id.
        counts: how many mutants each test was tried on.
        failed: tests that some mutant failed.
        tried: how many mutants were.
        planned: how many would be without bounds.
        runs: notebooks that were run.
        seconds: that all of it took.
    """

    unlike: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    tried: int = 0
    planned: int = 0
    runs: int = 0
    seconds: float = 0.0

    @property
    def weak(self) -> dict[str, int]:
        """Tests that no mutant failed, with the number of mutants that were tried."""
        return {test: n for test, n in self.counts.items() if n >= FEW and test not in self.failed}

    def and_more(self, other: "Compared") -> "Compared":
        """This, with what further mutants showed."""
        tests = self.counts.keys() | other.counts.keys()
        counts = {test: self.counts.get(test, 0) + other.counts.get(test, 0) for test in sorted(tests)}
        sums = (self.tried + other.tried, self.planned + other.planned, self.runs + other.runs)
        return Compared(self.unlike | other.unlike, counts, self.failed | other.failed, *sums)


def plan(cells: Sequence[NotebookNode], tests: Iterable[str], regions: ClearSolutions, per_test: int) -> list[Variant]:
    """Mutants of the answers that some tests are about: a first one of each answer, then a second one, and so on.

    Args:
        cells: of the instructor's notebook.
        tests: grade_ids.
        regions: nbgrader's own, with the course's options.
        per_test: how many for each test, spread over the answers that it is about.
    """
    wanted: dict[int, int] = {}
    about: dict[int, set[str]] = {}
    for place, cell in enumerate(cells):
        if role(cell) == Role.TEST and grade_id(cell) in set(tests):
            answers = answers_of(cells, place)
            for answer in answers:
                wanted[answer] = max(wanted.get(answer, 0), math.ceil(per_test / len(answers)))
                about.setdefault(answer, set()).add(grade_id(cell))
    texts = {grade_id(cell): cell.source for cell in cells if role(cell) == Role.TEST}
    found = {
        n: mutants(cells[n].source, regions, [texts[test] for test in sorted(about[n])])[:count]
        for n, count in sorted(wanted.items())
    }
    most = max(map(len, found.values()), default=0)
    return [
        Variant(grade_id(cells[n]), several[k], frozenset(about[n]))
        for k in range(most)
        for n, several in found.items()
        if k < len(several)
    ]


def with_variants(notebook: NotebookNode, variants: Sequence[Variant]) -> NotebookNode:
    """The instructor's notebook with mutants in their places, and nothing but what their tests stand on."""
    cells = copy.deepcopy(notebook.cells)
    texts = {variant.answer: variant.mutant.source for variant in variants}
    tests = frozenset[str]().union(*(variant.tests for variant in variants))
    for cell in cells:
        cell.source = texts.get(grade_id(cell), cell.source)
    counting = [n for n, cell in enumerate(cells) if grade_id(cell) in texts.keys() | tests]
    kept = [cells[n] for n in needed(cells, counting) if cells[n].cell_type == "code"]
    return nbformat.v4.new_notebook(cells=kept, metadata=notebook.metadata)


def compare(notebook: NotebookNode, base: Job, variants: Sequence[Variant], run: Run, bounds: Bounds) -> Compared:
    """Judge mutants apart and beside, as far as the bounds allow, and look at each disagreement again.

    Args:
        notebook: the instructor's.
        base: the job of running it.
        variants: what `plan` says; their tests pass with the course's own answers, apart and beside.
        run: runs jobs and yields what came of each.
        bounds: what it may cost.
    """
    found = Compared(planned=len(variants))
    groups = together(
        Part.of(number, with_variants(notebook, [variant]).cells, {variant.answer})
        for number, variant in enumerate(variants)
    )

    pace = Pace(bounds.each)

    def jobs() -> Iterator[Job]:
        for numbers in groups:
            if time.monotonic() + pace.ahead > bounds.until or found.runs + 2 > bounds.runs:
                return
            cells = with_variants(notebook, [variants[n] for n in numbers])
            found.runs += 2
            yield from pace.begun(_pair(base, cells, numbers))

    came = _collect(pace.ended(run(jobs())))
    unlike = _disagreements(variants, came)
    found.tried = sum(len(numbers) for numbers in groups if _whole(came, numbers))
    found.failed = {
        test
        for n, test in _outcomes(variants, came)
        if not all(_full(_verdicts(came, n)[way].get(test)) for way in (APART, BESIDE))
    }
    for _, test in _outcomes(variants, came):
        found.counts[test] = found.counts.get(test, 0) + 1
    found.unlike = _confirmed(notebook, base, variants, unlike, run, bounds.until + CONFIRMING)
    return found


Came = dict[tuple[int, ...], dict[str, dict[str, Verdict]]]  # by the numbers of a group and the way, verdicts by test


def _pair(
    base: Job, notebook: NotebookNode, numbers: Sequence[int], ways: Sequence[str] = (APART, BESIDE)
) -> Iterator[Job]:
    for way in ways:
        key = f"{base.key}/{way} {'+'.join(map(str, numbers))}"
        yield replace(base, key=key, notebook=notebook, plain=way.startswith(BESIDE))


def _collect(outcomes: Iterable[tuple[Job, Result | Exception]]) -> Came:
    came: Came = {}
    for job, result in outcomes:
        way, _, numbers = job.key.rpartition("/")[2].rpartition(" ")
        if isinstance(result, Result):
            group = tuple(map(int, numbers.split("+")))
            came.setdefault(group, {})[way] = {verdict.id: verdict for verdict in result.verdicts}
    return came


def _whole(came: Came, numbers: Sequence[int]) -> bool:
    return {APART, BESIDE} <= came.get(tuple(numbers), {}).keys()


def _verdicts(came: Came, number: int) -> dict[str, dict[str, Verdict]]:
    return next((ways for numbers, ways in came.items() if number in numbers and _whole(came, numbers)), {})


def _outcomes(variants: Sequence[Variant], came: Came) -> list[tuple[int, str]]:
    """Numbers of the mutants that were judged both ways, with each of their tests."""
    return [(n, test) for n, variant in enumerate(variants) if _verdicts(came, n) for test in sorted(variant.tests)]


def _full(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.score == verdict.points


def unlike(one: Verdict | None, other: Verdict | None) -> bool:
    """Whether two verdicts say that different points are earned; what waits for a person says nothing."""
    scores = [verdict.score if verdict else None for verdict in (one, other)]
    return None not in scores and not math.isclose(*scores, abs_tol=1e-6)  # type: ignore[arg-type]


def _disagreements(variants: Sequence[Variant], came: Came) -> dict[str, list[int]]:
    """For each test the mutants on which apart and beside disagree: first those that earn more apart."""
    found: dict[str, list[tuple[bool, int]]] = {}
    for number, test in _outcomes(variants, came):
        ways = _verdicts(came, number)
        apart, beside = ways[APART].get(test), ways[BESIDE].get(test)
        if apart and beside and unlike(apart, beside):
            found.setdefault(test, []).append(((apart.score or 0) < (beside.score or 0), number))
    return {test: [number for _, number in sorted(several)] for test, several in found.items()}


def _confirmed(
    notebook: NotebookNode,
    base: Job,
    variants: Sequence[Variant],
    disagreements: Mapping[str, list[int]],
    run: Run,
    until: float,
) -> dict[str, str]:
    """Why tests cannot be judged apart: of those that disagree again with the mutant alone, twice, and each way the same."""
    found: dict[str, str] = {}
    came: Came = {}

    pace = Pace(0.0)

    def alone(numbers: Iterable[int]) -> Iterator[Job]:
        for number in numbers:
            if time.monotonic() + pace.ahead < until:
                yield from pace.begun(_pair(base, with_variants(notebook, [variants[number]]), [number], WAYS))

    for turn in range(CONFIRMED):
        wanted = {test: several[turn] for test, several in disagreements.items() if turn < len(several)}
        wanted = {test: number for test, number in wanted.items() if test not in found}
        new = sorted({number for number in wanted.values() if (number,) not in came})
        came |= _collect(pace.ended(run(alone(new)))) if new else {}
        for test, number in wanted.items():
            if reason := _reason(came.get((number,), {}), test, variants[number].what):
                found[test] = reason
    return found


def _reason(ways: Mapping[str, Mapping[str, Verdict]], test: str, what: str) -> str:
    """The disagreement in a sentence, "" where there is none; a mutant that could not be run again stays one."""
    if not set(WAYS) <= ways.keys():
        return f"Judged apart it may say something else than in a kernel with {what}."
    apart, beside, again, too = (ways[way].get(test) for way in WAYS)
    if not apart or not beside or not unlike(apart, beside) or unlike(beside, again) or unlike(apart, too):
        return ""
    return sentence(apart, beside, f"with {what}")


def sentence(apart: Verdict, beside: Verdict, what: str) -> str:
    """How a test differs apart and beside, in words."""
    return f"Judged apart it {_says(apart)} {what}; in a kernel it {_says(beside)}."


def _says(verdict: Verdict) -> str:
    if verdict.score in (0, verdict.points):
        return "fails" if verdict.score == 0 else "passes"
    return f"earns {verdict.score:g} of {verdict.points:g}"
