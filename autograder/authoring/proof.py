"""Proves an assignment by running it: the reference earns all, the untouched release nothing, each answer what it says."""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.authoring.answers import Answer, excerpt, read_answers
from autograder.authoring.grouping import grouped
from autograder.cells import (
    Role,
    Verdict,
    answered,
    exercise,
    grade_id,
    hidden_lines,
    imported,
    read_release,
    read_source,
    role,
    shared,
    unusual,
    without_hidden,
)
from autograder.course import Course
from autograder.datasets import Prepared
from autograder.kernels.job import Job, Result
from autograder.kernels.material import read_material

Run = Callable[[Iterable[Job]], Iterator[tuple[Job, Result | Exception]]]
VISIBLE = "--visible"  # ending of the grade_id of a test's copy without its hidden regions
TOGETHER = "+"  # between the numbers of answers that run in one notebook
REFERENCE, UNTOUCHED = "reference", "untouched"


@dataclass
class Proof:
    """What running an assignment showed.

    Args:
        faults: sentences about what is not as it should be; empty when all is proved.
        notebooks: how many notebooks were run.
        answers: how many answers were judged.
        trainings: how many trainings were asked for, by how they were met.
        seconds: running time of each reference notebook.
    """

    faults: list[str] = field(default_factory=list)
    notebooks: int = 0
    answers: int = 0
    trainings: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def faulty(self) -> set[str]:
        """Names of the notebooks that have faults; every fault begins with one."""
        return {fault.split(",", 1)[0] for fault in self.faults}


@dataclass(frozen=True)
class _Notebook:
    """One notebook of the assignment, with its answers."""

    name: str
    source: NotebookNode
    release: NotebookNode
    answers: tuple[Answer, ...]


def prove(
    course: Course,
    assignment: str,
    run: Run,
    *,
    prepared: Prepared,
    only: Iterable[str] = (),
    tell: Callable[[str], None] = lambda line: None,
) -> Proof:
    """Run an assignment's references, untouched releases and answers, and judge whether each earns what it should.

    Args:
        course: the course; source/ and release/ are built already.
        assignment: its name.
        run: runs jobs and yields what came of each, in any order.
        prepared: data sets for the kernels. Thresholds of bands come from official data: on other data, how far a typical
            answer comes (see `Answer`) says nothing.
        only: names of the notebooks to prove; all by default.
        tell: told a line about each reference, untouched release and answer.
    """
    notebooks = [
        _read(course, assignment, name) for name in course.source_notebooks(assignment) if not only or name in only
    ]
    by_name = {notebook.name: notebook for notebook in notebooks}
    proof = Proof()
    judged: dict[str, dict[int, list[Verdict]]] = {name: {} for name in by_name}

    def job(key: str, notebook: NotebookNode) -> Job:
        return trusted_job(course, assignment, key, by_name[key.split("/", 1)[0]].source, notebook, prepared.folder)

    def settle(jobs: Iterable[Job]) -> list[tuple[str, NotebookNode]]:
        """Take in what came of jobs; answers that did not do as they say in company, each alone now."""
        again = []
        for done, result in run(jobs):
            name, what = done.key.split("/", 1)
            notebook = by_name[name]
            _count(proof, result, name, what)
            for one in what.split(TOGETHER):
                faults = _faults(notebook, one, result, official=prepared.kind == "official")
                if faults and one != what:
                    again.append((f"{name}/{one}", _with_answers(notebook, [int(one)])))
                    continue
                proof.faults += [f"{name}, {_title(notebook, one)}: {fault}" for fault in faults]
                tell(f"{'✗' if faults else '✓'} {name}: {_title(notebook, one)}")
                if one not in (REFERENCE, UNTOUCHED) and isinstance(result, Result):
                    proof.answers += 1
                    judged[name][int(one)] = _own(notebook, one, result)
        return again

    # References first: their trainings are what the answers reuse. Answers are made while others run.
    references = ((f"{name}/{REFERENCE}", notebook.source) for name, notebook in by_name.items())
    variants = chain.from_iterable(map(_variants, notebooks))
    again = settle(job(*each) for each in chain(references, variants))
    settle(job(*each) for each in again)
    for name, notebook in by_name.items():
        proof.faults += _idle_hidden_regions(notebook, judged[name])
    return proof


def trusted_job(
    course: Course, assignment: str, key: str, source: NotebookNode, notebook: NotebookNode, prepared: Path
) -> Job:
    """The job of running what is the course's own, without walls.

    Args:
        course: the course.
        assignment: whose files the notebook finds.
        key: the caller's name for the job.
        source: the instructor's notebook.
        notebook: a variant of it.
        prepared: folder of data sets.
    """
    names, imports = answered(source.cells), imported(source.cells)
    material = read_material(course, assignment)
    options: dict[str, Any] = {"material": material, "walls": False, "prepared": str(prepared)}
    options["unusual"] = {grade_id(cell): unusual(cell) for cell in source.cells}
    return Job(key, notebook, course.limits(assignment), names, imports, shared=shared(source.cells), **options)


def _read(course: Course, assignment: str, name: str) -> _Notebook:
    source = read_source(course, course.folder("source") / assignment / f"{name}.ipynb")
    release = read_release(course, course.folder("release") / assignment / f"{name}.ipynb")
    answers = read_answers(course.answers / assignment / f"{name}.py")
    return _Notebook(name, source, release, tuple(answers))


def _variants(notebook: _Notebook) -> Iterator[tuple[str, NotebookNode]]:
    """The untouched release with the hidden tests put back, and the reference with each answer in its place."""
    untouched = copy.deepcopy(notebook.release)
    tests = {grade_id(cell): cell.source for cell in notebook.source.cells if role(cell) == Role.TEST}
    for cell in untouched.cells:
        cell.source = tests.get(grade_id(cell), cell.source)
    yield f"{notebook.name}/{UNTOUCHED}", untouched
    for numbers in grouped(notebook.source, notebook.answers):
        yield f"{notebook.name}/{TOGETHER.join(map(str, numbers))}", _with_answers(notebook, numbers)


def _with_answers(notebook: _Notebook, numbers: Sequence[int]) -> NotebookNode:
    """What some exercises and their tests stand on, with an answer in the place of each.

    For a wrong answer, each of the tests with a hidden region comes twice, first without it, so that one run shows what
    the region adds.
    """
    answers = {notebook.answers[number].exercise: notebook.answers[number] for number in numbers}
    found = excerpt(notebook.source, answers.keys(), answers.values())
    cells: list[NotebookNode] = []
    for cell in found.cells:
        if role(cell) == Role.TEST and hidden_lines(cell.source) and not answers[exercise(cell)].right:
            cells.append(_visible_copy(cell))
        cells.append(cell)
    found.cells = cells
    return found


def _visible_copy(test: NotebookNode) -> NotebookNode:
    visible = copy.deepcopy(test)
    visible.source = without_hidden(test.source)
    visible.metadata.nbgrader.grade_id += VISIBLE
    visible["id"] = f"{test['id'][:50]}{VISIBLE}"
    return visible


def _title(notebook: _Notebook, what: str) -> str:
    if what in (REFERENCE, UNTOUCHED):
        return what
    answer = notebook.answers[int(what)]
    return f"{answer.exercise}, {'right' if answer.right else 'wrong'}: {answer.name}"


def _count(proof: Proof, result: Result | Exception, name: str, what: str) -> None:
    if isinstance(result, Exception):
        return
    proof.notebooks += 1
    for kind, count in result.trainings.items():
        proof.trainings[kind] = proof.trainings.get(kind, 0) + count
    if what == REFERENCE:
        proof.seconds[name] = result.seconds


def _faults(notebook: _Notebook, what: str, result: Result | Exception, *, official: bool) -> list[str]:
    if isinstance(result, Exception):
        return [f"could not be run: {result}"]
    if what == REFERENCE:
        faults = [f"cell {number} raises {text}" for number, text in result.errors.items()]
        return faults + [
            f"{v.id} earns {v.score} of {v.points}: {v.message}" for v in result.verdicts if v.score != v.points
        ]
    if what == UNTOUCHED:
        faults = [f"{verdict.id} earns {verdict.score} untouched" for verdict in result.verdicts if verdict.score]
        return faults + [
            f"{verdict.id}: {verdict.message}" for verdict in result.verdicts if "could not work" in verdict.message
        ]
    answer = notebook.answers[int(what)]
    verdicts = [verdict for verdict in _own(notebook, what, result) if not verdict.id.endswith(VISIBLE)]
    return _answer_faults(answer, verdicts) if official or not answer.typical else []


def _own(notebook: _Notebook, what: str, result: Result) -> list[Verdict]:
    """The verdicts of the tests of an answer's exercise, and of their visible copies."""
    tests = {
        grade_id(cell)
        for cell in notebook.source.cells
        if role(cell) == Role.TEST and exercise(cell) == notebook.answers[int(what)].exercise
    }
    return [verdict for verdict in result.verdicts if verdict.id.removesuffix(VISIBLE) in tests]


def _answer_faults(answer: Answer, verdicts: list[Verdict]) -> list[str]:
    if not verdicts:
        return [f"no test is named after the exercise {answer.exercise!r}"]
    earned = sum(verdict.score or 0 for verdict in verdicts)
    full = sum(verdict.points for verdict in verdicts)
    said = " ".join(f"{verdict.message} {verdict.hint}" for verdict in verdicts)
    if any(verdict.verdict == "not-judged" for verdict in verdicts):
        return [f"could not be judged: {said}"]
    if answer.earns is not None and earned != answer.earns:
        return [f"earns {earned:g}, expected {answer.earns:g}: {said}"]
    if answer.earns is None and answer.right and earned != full:
        return [f"earns {earned:g} of {full:g}: {said}"]
    if answer.earns is None and not answer.right and earned == full:
        return [f"earns full marks, {full:g}"]
    return [f"is told {said!r}, expected {answer.says!r} in it"] if answer.says not in said else []


def _idle_hidden_regions(notebook: _Notebook, judged: Mapping[int, Sequence[Verdict]]) -> list[str]:
    """Hidden regions that no wrong answer needs: without them, every answer would be judged the same."""
    hidden = {grade_id(cell) for cell in notebook.source.cells if hidden_lines(cell.source) and role(cell) == Role.TEST}
    if not notebook.answers:
        return []
    needed = set()
    for verdicts in judged.values():
        scores = {verdict.id: verdict.score for verdict in verdicts}
        needed |= {name for name in hidden if name + VISIBLE in scores and scores[name] != scores[name + VISIBLE]}
    return [
        f"{notebook.name}, {name}: no wrong answer is caught by its hidden tests alone. Add one under tests/answers/."
        for name in sorted(hidden - needed)
    ]
