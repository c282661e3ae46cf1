"""Judges a class again after tests have changed, by what the judges were told when the notebooks ran: no student code runs."""

import ast
import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import nbformat

from autograder.cells import Role, binds, grade_id, role
from autograder.grading.grade import Run, Waiting, take_through
from autograder.grading.kept import Known, tests_of
from autograder.grading.reports import Handed, Report
from autograder.kernels.job import Job, Result


@dataclass(frozen=True)
class _Plan:
    """What has to be done for one notebook.

    Args:
        job: the notebook with its tests of today.
        known: what came of it with the tests of that time.
        changed: grade_ids of tests whose verdict may be another now.
        judged: grade_ids of tests to judge: those, and the ones that bind names for them.
    """

    job: Job
    known: Known
    changed: frozenset[str]
    judged: tuple[str, ...]

    @classmethod
    def of(cls, job: Job, known: Known) -> "_Plan":
        """Compare the tests of today with those of that time."""
        tests = {grade_id(cell): cell["source"] for cell in job.notebook["cells"] if role(cell) == Role.TEST}
        now, then = tests_of(job), known.tests
        changed = {name for name in tests if now[name] != then.get(name)}
        rebound = {name for test in then.keys() - tests.keys() | changed for name in _bound(test, tests)}
        order = list(tests)
        for test in order:  # what a changed test binds changes those after it
            if test not in changed and rebound & _uses(tests[test]):
                changed.add(test)
                rebound |= binds(tests[test])
        judged = set(changed)
        for number in range(len(order) - 1, -1, -1):
            wanted = frozenset().union(*(_uses(tests[test]) for test in order[number + 1 :] if test in judged))
            if binds(tests[order[number]]) & wanted:
                judged.add(order[number])
        return cls(job, known, frozenset(changed), tuple(test for test in order if test in judged))

    def rejudging(self) -> Job:
        """The job that judges."""
        return replace(self.job, rejudge=self.judged, snapshot=self.known.result.snapshot)

    def result(self, judged: Result | None) -> Result:
        """What came of the notebook then, with what is said of its changed tests now."""
        old = self.known.result
        verdicts = {verdict.id: verdict for verdict in old.verdicts}
        verdicts |= {v.id: v for v in (judged.verdicts if judged else ()) if v.id in self.changed}
        cells = copy.deepcopy(self.job.notebook["cells"])
        ran = iter([cell for cell in old.notebook["cells"] if _runs(cell)])
        for cell in cells:
            if role(cell) == Role.TEST:
                verdicts[grade_id(cell)].write(cell)
            elif _runs(cell):
                before = next(ran)
                cell["outputs"], cell["execution_count"] = before["outputs"], before["execution_count"]
        return replace(
            old,
            key=self.job.key,
            notebook=self.job.notebook | {"cells": cells},
            verdicts=tuple(verdicts[grade_id(cell)] for cell in cells if role(cell) == Role.TEST),
            trainings={},
            seconds=judged.seconds if judged else 0.0,
            notes=(*old.notes, *(judged.notes if judged else ())),
        )


def _runs(cell: nbformat.NotebookNode) -> bool:
    return bool(cell["cell_type"] == "code" and role(cell) != Role.TEST)


def _bound(test: str, tests: Mapping[str, str]) -> frozenset[str]:
    return binds(tests[test]) if test in tests else frozenset()


@cache
def _uses(source: str) -> frozenset[str]:
    """Names that a test looks up."""
    return frozenset(node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name))


def rejudge(run: Run, submissions: Iterable[Handed]) -> Iterator[Report]:
    """Judge changed tests by what was kept; a report of each submission. Where that is not enough, the old grade stays.

    Args:
        run: how.
        submissions: repaired submissions, with the tests of today; each is asked for shortly before it is its turn.
    """
    return take_through(run, submissions, _Rejudged)


class _Rejudged(Waiting):
    """A submission that is judged by what was kept."""

    def __init__(self, submission: Handed) -> None:
        super().__init__(submission)
        self._plans: dict[str, _Plan] = {}
        self._needs_run: list[str] = []

    def begin(self, run: Run, manual: Mapping[str, tuple[str, ...]]) -> Iterator[Job]:
        """What has to be judged; a notebook that needs no judging is taken at once."""
        for job in run.jobs(self.submission, manual):
            known = run.kept.find(job)
            if known is None:
                self._needs_run.append(f"{job.key.split('/')[1]}: nothing was kept of how it ran")
                self.take(job, None)
                continue
            plan = _Plan.of(job, known)
            if plan.judged:
                self._plans[job.key] = plan
                yield plan.rejudging()
            else:
                self.take(job, plan.result(None))

    def come(self, run: Run, job: Job, result: Result | Exception) -> None:
        """Note what was judged of a notebook."""
        plan = self._plans.pop(job.key)
        if isinstance(result, Exception):
            self.take(plan.job, result)
            return
        if result.missed:
            what = f"{job.key.split('/')[1]}: what its changed tests ask for was not kept ({', '.join(result.missed)})"
            self._needs_run.append(what)
            self.take(plan.job, None)
            return
        judged = plan.result(result)
        run.kept.keep(plan.job, judged)
        self.take(plan.job, judged)

    def finish(self, run: Run) -> Report:
        """Record it, or say why that takes a real run."""
        if not self._needs_run:
            return super().finish(run)
        run.progress.done += 1
        report = Report.of(self.submission, needs_run=self._needs_run)
        return report.with_marks(run.course, run.assignment)
