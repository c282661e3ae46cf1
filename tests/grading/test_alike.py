"""What is alike is judged once."""

from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.cells import Verdict
from autograder.grading.alike import MOST, Alike
from autograder.grading.executors import GraderFailed
from autograder.kernels.job import Job, Result


class Ahead:
    """An executor that asks for all jobs before it does the first; a verdict tells who was judged.

    Args:
        failing: keys of jobs that it cannot do.
    """

    def __init__(self, failing=()):
        self.running, self.workers, self.ran, self._failing = {}, 1, [], failing

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def __call__(self, jobs):
        for job in list(jobs):
            self.ran.append(job.key)
            verdict = Verdict(id="t", points=1, name="t", score=1.0, verdict="passed", message=job.key)
            failed = job.key in self._failing
            yield job, GraderFailed("lost") if failed else Result(job.key, job.notebook, (verdict,), seconds=1.0)


def job(student, answer="5", given="import numpy", test="assert x", own="x = 5", **others):
    locked = {"grade_id": "g", "grade": False, "locked": True, "solution": False}
    cells = [
        new_code_cell(given, metadata={"nbgrader": locked}),
        new_code_cell(own),
        new_code_cell(test, metadata={"nbgrader": locked | {"grade_id": "t", "grade": True, "points": 1}}),
    ]
    known = {"rejudge": ("t",), "snapshot": {"t": {"pull x": answer}, "other": {"pull y": student}}}
    return Job(f"{student}/1-sums", new_notebook(cells=cells), **known | others)


def judged(jobs, executor):
    """For each job, whose judgement it got."""
    found = {}
    for done, outcome in Alike(executor)(jobs):
        assert done.key not in found
        found[done.key] = outcome if isinstance(outcome, GraderFailed) else outcome.verdicts[0].message
        assert isinstance(outcome, GraderFailed) or outcome.key == done.key
    return {
        key.split("/")[0]: one if isinstance(one, GraderFailed) else one.split("/")[0] for key, one in found.items()
    }


def test_who_said_the_same_gets_the_same():
    """What else stands in a notebook, or came with it, makes no difference."""
    executor = Ahead()
    jobs = [job("ann"), job("ben", "6"), job("cem", own="x = 3 + 2", files={"a.txt": ""}), job("dan", "6")]
    assert judged(jobs, executor) == {"ann": "ann", "ben": "ben", "cem": "ann", "dan": "ben"}
    assert executor.ran == ["ann/1-sums", "ben/1-sums"]


@pytest.mark.parametrize(
    "other",
    [{"answer": "6"}, {"given": "import math"}, {"test": "assert x > 0"}, {"answers": ("x",)}, {"rejudge": ()}],
    ids=str,
)
def test_whatever_a_judge_is_told_counts(other):
    """The answers, given cells, tests, and names that are the student's; a notebook that has to run is like no other."""
    assert judged([job("ann"), job("ben", **other)], Ahead()) == {"ann": "ann", "ben": "ben"}


def test_what_is_known_already_can_be_asked_for():
    """Under the key of who asks."""
    alike = Alike(Ahead())
    assert alike.known(job("ben")) is None
    ((_, result),) = alike([job("ann")])
    assert alike.known(job("ben")) == replace(result, key="ben/1-sums", notebook={}, seconds=0.0)


def test_what_fails_fails_for_all_who_waited():
    """And is tried again for the next one."""
    alike = Alike(Ahead(failing=["ann/1-sums"]))
    outcomes = {done.key: outcome for done, outcome in alike([job("ann"), job("ben")])}
    assert all(isinstance(outcome, GraderFailed) for outcome in outcomes.values()) and len(outcomes) == 2
    assert alike.known(job("cem")) is None


def test_no_class_waits_for_one():
    """Who comes when too many wait is judged by himself."""
    executor = Ahead()
    found = judged([job(f"s{number}") for number in range(MOST + 5)], executor)
    assert len(found) == MOST + 5
    assert len(executor.ran) == 6
