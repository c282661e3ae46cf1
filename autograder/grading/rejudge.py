"""Judges a class again after tests have changed, by what the judges were told when the notebooks ran: no student code runs."""

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import nbformat

from autograder.cells import Role, binds, changes, grade_id, role, uses
from autograder.cells.verdict import MANUAL
from autograder.course import KERNEL
from autograder.grading.alike import OURS, Alike
from autograder.grading.grade import Run, Waiting, take_through
from autograder.grading.kept import Known, source_of, tests_of
from autograder.grading.reference import Tried
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
        now, then = tests_of(job), known.tests
        changed = {test for test in now if now[test] != then.get(test)}
        changed |= _decided_otherwise(job, known) & now.keys()
        told = [text for test in changed | then.keys() - now.keys() for text in (now.get(test), then.get(test)) if text]
        rebound = {name for text in told for name in binds(source_of(text))}
        ours = [cell for cell in job.notebook["cells"] if cell["cell_type"] == "code" and role(cell) in OURS]
        for cell in ours:  # what a changed test binds changes what comes after it
            if rebound & uses(cell["source"]):
                rebound |= binds(cell["source"]) | changes(cell["source"])
                changed |= {grade_id(cell)} & now.keys()
        judged, wanted = [], set[str]()
        for cell in reversed(ours):
            needed = wanted & (binds(cell["source"]) | changes(cell["source"]))
            if grade_id(cell) in changed or (needed and role(cell) == Role.TEST):
                judged.append(grade_id(cell))
            elif not needed:
                continue
            wanted |= uses(cell["source"])
        return cls(job, known, frozenset(changed), tuple(reversed(judged)))

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


def _decided_otherwise(job: Job, known: Known) -> set[str]:
    """Tests on which the last word is another's now: a person's, the kernel's, or no judge's any more."""
    old = known.result.verdicts
    beside, waiting = ({v.id for v in old if v.beside}, {v.id for v in old if v.verdict == MANUAL})
    found = set(job.manual) - beside - waiting
    if not known.same:
        found |= waiting - beside if job.undecided == KERNEL else beside
    return found


def _runs(cell: nbformat.NotebookNode) -> bool:
    return bool(cell["cell_type"] == "code" and role(cell) != Role.TEST)


def rejudge(run: Run, submissions: Iterable[Handed]) -> Iterator[Report]:
    """Judge changed tests by what was kept; a report of each submission. Where that is not enough, the old grade stays.

    Args:
        run: how.
        submissions: repaired submissions, with the tests of today; each is asked for shortly before it is its turn.
    """
    alike = Alike(run.executor)
    return take_through(replace(run, executor=alike), submissions, lambda submission: _Rejudged(submission, alike))


class _Rejudged(Waiting):
    """A submission that is judged by what was kept.

    Args:
        submission: what was handed in.
        alike: knows what came of others.
    """

    def __init__(self, submission: Handed, alike: Alike) -> None:
        super().__init__(submission)
        self._alike = alike
        self._plans: dict[str, _Plan] = {}
        self._needs_run: list[str] = []

    def begin(self, run: Run, tried: Mapping[str, Tried]) -> Iterator[Job]:
        """What has to be judged; a notebook that needs no judging, or is like an earlier one, is taken at once."""
        for job in run.jobs(self.submission, tried):
            known = run.kept.find(job)
            if known is None:
                self._needs_run.append(f"{job.key.split('/')[1]}: nothing was kept of how it ran")
                self.take(job, None)
                continue
            plan = _Plan.of(job, known)
            if not plan.judged:
                self.take(job, plan.result(None))
                continue
            self._plans[job.key], again = plan, plan.rejudging()
            if judged := self._alike.known(again):
                self.come(run, again, judged)
            else:
                yield again

    def come(self, run: Run, job: Job, result: Result | Exception) -> None:
        """Note what was judged of a notebook."""
        plan = self._plans.pop(job.key)
        if isinstance(result, Exception):
            self.take(plan.job, result)
            return
        if result.missed:
            reason = "only the student's kernel can tell, or " if job.undecided == KERNEL else ""
            what = f"{job.key.split('/')[1]}: what its changed tests ask for {reason}was not kept ({', '.join(result.missed)})"
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
