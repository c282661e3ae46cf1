"""What is alike is judged once."""

from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.cells import Verdict
from autograder.course import Limits
from autograder.grading.alike import MOST, Alike
from autograder.grading.executors import GraderFailed
from autograder.kernels.job import Job, Result
from autograder.kernels.material import Material


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


@pytest.mark.parametrize(
    "other",
    [
        *({name: ("t",)} for name in ("person", "answers")),
        {"imports": {"np": "import numpy as np"}},
        {"manual": {"t": "because"}},
        {"undecided": "kernel"},
        {"unusual": {"t": ["x: empty"]}},
        {"walls": False},
        {"prepared": "elsewhere"},
        {"limits": Limits(cell_seconds=1)},
        {"material": Material(script="x")},
    ],
    ids=str,
)
def test_all_that_a_judge_is_told_beside_the_notebook_counts(other):
    """Limits, what is not judged apart, what is usual, walls and data."""
    assert judged([job("ann"), job("ben", **other)], Ahead()) == {"ann": "ann", "ben": "ben"}


def test_metadata_of_given_cells_counts():
    """It holds bands and points."""
    other = job("ben")
    other.notebook["cells"][2]["metadata"]["nbgrader"]["points"] = 2
    assert judged([job("ann"), other], Ahead()) == {"ann": "ann", "ben": "ben"}


def test_it_is_entered_and_left_as_what_does_it():
    """With what was raised inside; it has as many workers, and the same ones are running."""
    told = []

    class Told(Ahead):
        def __enter__(self):
            told.append("in")

        def __exit__(self, *error):
            told.append(error)

    executor = Told()
    executor.workers, executor.running = 3, {"a": 1}
    alike = Alike(executor)
    error = KeyError("x")

    def work():
        with alike as entered:
            assert entered is alike and told == ["in"]
            raise error

    with pytest.raises(KeyError):
        work()
    assert told[1][:2] == (KeyError, error) and told[1][2] is not None
    assert alike.workers == 3 and alike.running is executor.running


def test_what_took_no_time_took_none():
    """Who is told what was said before is told it under its own key, with no notebook."""
    alike = Alike(Ahead())
    found = {done.key: result for done, result in alike([job("ann"), job("ben")])}
    assert (found["ann/1-sums"].seconds, found["ben/1-sums"].seconds) == (1.0, 0.0)
    assert found["ben/1-sums"].verdicts == found["ann/1-sums"].verdicts
    assert alike.known(job("cem")).notebook == {}
