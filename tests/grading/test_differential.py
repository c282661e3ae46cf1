"""Mutants of a course's own answers, judged apart and beside: on what the two disagree, and what no mutant fails."""

import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import ClearSolutions

from autograder.cells import Verdict, grade_id
from autograder.grading import differential
from autograder.grading.bounds import Bounds
from autograder.grading.differential import Compared, compare, plan, sentence, unlike, with_variants
from autograder.grading.executors import GraderFailed
from autograder.kernels.job import Job, Result

REGIONS = ClearSolutions()
KINDS = {"given": (False, False, True), "answer": (False, True, False), "test": (True, False, True)}
FREE = Bounds(runs=1000, until=time.monotonic() + 3600)


def cell(kind, name, source):
    grade, solution, locked = KINDS[kind]
    meta = {"grade": grade, "solution": solution, "locked": locked, "task": False, "grade_id": name, "points": 2}
    return new_code_cell(source, metadata={"nbgrader": meta | {"schema_version": 3}})


NOTEBOOK = new_notebook(
    cells=[
        cell("given", "g", "k = 1"),
        cell("answer", "f", "def f(x):\n    return x + 1"),
        cell("test", "t", "assert f(1) == 2"),
        cell("answer", "h", "def h(x):\n    return x * 2"),
        cell("test", "u", "assert h(1) == 2"),
        cell("test", "v", "assert callable(h)"),
    ]
)


class Ran:
    """Runs jobs by a rule instead of kernels: whether a test fails, by its name, the way and the notebook's text.

    Args:
        fails: the rule.
    """

    def __init__(self, fails):
        self.jobs, self._fails = [], fails

    def __call__(self, jobs):
        for job in jobs:
            self.jobs.append(job)
            text = "\n".join(one.source for one in job.notebook.cells)
            found = []
            for one in job.notebook.cells:
                if one.metadata.nbgrader.grade:
                    fails = self._fails(grade_id(one), job.plain, text)
                    score = fails if isinstance(fails, float) else 0.0 if fails else 2.0
                    verdict = "manual" if fails is None else "passed" if score == 2 else "failed"
                    found.append(Verdict(grade_id(one), 2.0, None if fails is None else score, verdict))
            yield job, Result(job.key, {}, tuple(found), 0.1)


def compared(fails, *, tests=("t", "u", "v"), per_test=4, bounds=FREE):
    ran = Ran(fails)
    found = compare(NOTEBOOK, Job("k", NOTEBOOK), plan(NOTEBOOK.cells, tests, REGIONS, per_test), ran, bounds)
    return found, ran


def wrong(test, text):
    """Whether an answer that a test is about is not the course's own."""
    return ("return x + 1" not in text and test == "t") or ("return x * 2" not in text and test == "u")


def test_tests_that_say_the_same_both_ways_are_judged_apart():
    """Nothing is found; a test that looks at nothing is weak."""
    found, _ = compared(lambda test, plain, text: wrong(test, text))
    assert (found.unlike, found.weak, found.failed) == ({}, {"v": 4}, {"t", "u"})
    assert found.tried == found.planned == 8


@pytest.mark.parametrize(
    ("fails", "says"),
    [
        (lambda test, plain, text: wrong(test, text) and plain, "Judged apart it passes with"),
        (lambda test, plain, text: wrong(test, text) and not plain, "in a kernel it passes"),
        (lambda test, plain, text: (0.5 if plain else 1.5) if wrong(test, text) else 0, "earns 1.5 of 2"),
        (
            lambda test, plain, text: test == "u" and "print" in text and plain,
            "one more `print('mutant')` (line 1 of h)",
        ),
    ],
)
def test_a_test_that_says_something_else_is_found_with_the_mutant(fails, says):
    """More apart, less apart, other points, for a single mutant."""
    found, _ = compared(fails)
    assert found.unlike and says in found.unlike["u"]


@pytest.mark.parametrize(
    ("failures", "found"),
    [
        ([False, True, False, True, True, False], True),
        ([False, True, False, True, False, False], False),
        ([False, True, False, False, True, False], False),
        ([False, True, False, False, False, False], False),
        ([False, True, True, True, True, True], False),
        ([False, True, False, True, True, True], False),
    ],
    ids=["confirmed", "kernels differ", "kernels differ, too", "only in company", "the judge agrees", "judges differ"],
)
def test_what_is_not_so_a_second_time_is_no_disagreement(failures, found):
    """A mutant on which apart and beside differ runs again alone, twice each way, and each way has to agree with itself."""
    runs = iter(failures)
    seen, ran = compared(lambda test, plain, text: next(runs), tests=["t"], per_test=1)
    assert [job.plain for job in ran.jobs] == [False, True, False, True, True, False]
    assert bool(seen.unlike) is found


def test_what_waits_for_a_person_is_no_disagreement():
    """A judge that cannot tell says so; nothing silent is wrong."""
    found, _ = compared(lambda test, plain, text: None if wrong(test, text) and not plain else wrong(test, text))
    assert found.unlike == {}


def test_a_mutant_that_cannot_be_run_a_second_time_stays_a_disagreement():
    """In doubt a person looks."""
    ran = Ran(lambda test, plain, text: wrong(test, text) and plain)

    def run(jobs):
        for job, result in ran(jobs):
            yield job, GraderFailed("no") if len(ran.jobs) > 2 else result

    found = compare(NOTEBOOK, Job("k", NOTEBOOK), plan(NOTEBOOK.cells, ["t"], REGIONS, 1), run, FREE)
    assert found.unlike.keys() == {"t"}


def test_a_disagreement_that_there_is_no_time_to_look_at_again_stays_one(monkeypatch):
    """In doubt a person looks; a trial ends all the same."""
    monkeypatch.setattr(differential, "CONFIRMING", -7200)
    found, ran = compared(lambda test, plain, text: wrong(test, text) and plain, tests=["t"], per_test=1)
    assert len(ran.jobs) == 2 and "may say something else" in found.unlike["t"]


def test_answers_that_have_nothing_to_do_with_each_other_share_a_notebook():
    """One run judges a mutant of each; each of them alone would be twice as many."""
    _, ran = compared(lambda test, plain, text: wrong(test, text))
    assert len(ran.jobs) == 8


@pytest.mark.parametrize("bounds", [Bounds(4, time.monotonic() + 3600), Bounds(1000, 0.0), Bounds(0, 0.0)])
def test_its_cost_is_bounded(bounds):
    """By runs and by time; it is said how many mutants were left out."""
    found, ran = compared(lambda test, plain, text: wrong(test, text), bounds=bounds)
    assert len(ran.jobs) <= min(bounds.runs, 4) and found.tried < found.planned
    assert not found.weak or found.tried > 2


def test_no_notebook_begins_that_would_not_be_done_in_time():
    """An executor asks for several before the first is done: as many as the time is enough for, one after the other."""
    asked = []

    def run(jobs):
        asked.extend(jobs)
        return iter(())

    found = compare(
        NOTEBOOK,
        Job("k", NOTEBOOK),
        plan(NOTEBOOK.cells, ["t", "u"], REGIONS, 6),
        run,
        Bounds(1000, time.monotonic() + 35, 10.0),
    )
    assert len(asked) == 4 and found.tried == 0


def test_mutants_take_turns_over_answers():
    """However early the time is up, no answer has had all of them."""
    planned = plan(NOTEBOOK.cells, ["t", "u"], REGIONS, 3)
    assert [variant.answer for variant in planned] == ["f", "h", "f", "h", "f", "h"]
    assert [variant.tests for variant in planned[:2]] == [{"t"}, {"u"}]


def test_a_test_of_several_answers_shares_its_mutants_out():
    """About as many for each test, however many answers it is about."""
    cells = [*NOTEBOOK.cells, cell("test", "w", "assert f(h(1)) == 3")]
    assert len(plan(cells, ["w"], REGIONS, 6)) == 6
    assert len(plan(cells, ["t", "w"], REGIONS, 6)) == 9


def test_only_what_a_mutant_and_its_tests_stand_on_runs():
    """Other answers and tests are left out."""
    first = plan(NOTEBOOK.cells, ["t"], REGIONS, 1)
    excerpt = with_variants(NOTEBOOK, first)
    assert [grade_id(one) for one in excerpt.cells] == ["f", "t"]
    nbformat.validate(excerpt)


def test_further_mutants_are_added_up():
    """Counts and failures of both; of a reason told twice the later one."""
    one = Compared({"t": "a", "u": "b"}, {"t": 1, "u": 2}, {"t"}, 3, 5, 7, 1.5)
    other = Compared({"u": "c"}, {"u": 10, "v": 20}, {"v"}, 30, 50, 70, 2.5)
    assert one.and_more(other) == Compared({"t": "a", "u": "c"}, {"t": 1, "u": 12, "v": 20}, {"t", "v"}, 33, 55, 77)
    assert list(one.and_more(other).counts) == ["t", "u", "v"]


def test_few_mutants_make_no_test_weak():
    """Three do; one that some mutant failed is not."""
    assert Compared(counts={"t": 2, "u": 3, "v": 4, "w": 9}, failed={"w"}).weak == {"u": 3, "v": 4}


def test_a_variant_is_told_in_words():
    """The slip, and where it is."""
    first = plan(NOTEBOOK.cells, ["t"], REGIONS, 1)[0]
    assert first.what == f"{first.mutant.what} (line {first.mutant.line} of f)"


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [(1.0, 1.0, False), (1.0, 1.0 + 1e-7, False), (1.0, 1.00001, True), (0.0, 2.0, True), (None, 2.0, False)],
)
def test_scores_differ(one, other, differ):
    """By more than what adding up makes; nobody's differs from none."""
    verdicts = [Verdict("t", 2.0, score, "x") for score in (one, other)]
    assert unlike(*verdicts) is differ and unlike(*reversed(verdicts)) is differ
    assert not unlike(None, verdicts[1]) and not unlike(verdicts[1], None)


@pytest.mark.parametrize(
    ("apart", "beside", "words"),
    [
        (2.0, 0.0, "Judged apart it passes with it; in a kernel it fails."),
        (0.0, 2.0, "Judged apart it fails with it; in a kernel it passes."),
        (0.5, 1.25, "Judged apart it earns 0.5 of 2 with it; in a kernel it earns 1.25 of 2."),
    ],
)
def test_the_words_of_a_disagreement(apart, beside, words):
    """Passed, failed, or the points between."""
    assert sentence(Verdict("t", 2.0, apart, "x"), Verdict("t", 2.0, beside, "x"), "with it") == words


def test_jobs_are_named_by_what_they_are():
    """The base's key, the way and the mutants; only what is beside runs plain."""
    _, ran = compared(lambda test, plain, text: wrong(test, text), tests=["t", "u"], per_test=1)
    assert [(job.key, job.plain) for job in ran.jobs] == [("k/apart 0+1", False), ("k/beside 0+1", True)]
    _, ran = compared(lambda test, plain, text: wrong(test, text) and plain, tests=["t"], per_test=1)
    assert [job.key for job in ran.jobs] == [
        *("k/apart 0", "k/beside 0", "k/apart 0", "k/beside 0", "k/beside again 0", "k/apart again 0"),
    ]


def test_what_it_did_is_counted():
    """Mutants that were planned and tried, runs, tries of each test."""
    found, ran = compared(lambda test, plain, text: wrong(test, text), tests=["t", "u"], per_test=2)
    assert (found.planned, found.tried, found.runs, found.counts) == (4, 4, len(ran.jobs), {"t": 2, "u": 2})


def test_a_notebook_that_was_judged_one_way_only_counts_for_nothing():
    """Nor does one that the grader could not run."""
    ran = Ran(lambda test, plain, text: wrong(test, text))

    def run(jobs):
        return ((job, GraderFailed("no") if job.plain else result) for job, result in ran(jobs))

    found = compare(NOTEBOOK, Job("k", NOTEBOOK), plan(NOTEBOOK.cells, ["t"], REGIONS, 2), run, FREE)
    assert (found.tried, found.counts, found.failed, found.unlike) == (0, {}, set(), {})


def test_what_earns_more_apart_is_looked_at_first():
    """That is what nobody would complain of."""

    def fails(test, plain, text):
        return wrong(test, text) and (plain if "x - 1" in text else not plain)

    found, ran = compared(fails, tests=["t"], per_test=3)
    planned = [one.what for one in plan(NOTEBOOK.cells, ["t"], REGIONS, 3)]
    place = next(n for n, what in enumerate(planned) if "x - 1" in what)
    assert place > 0 and ran.jobs[6].key == f"k/apart {place}"
    assert found.unlike["t"] == f"Judged apart it passes with {planned[place]}; in a kernel it fails."


def test_a_second_mutant_is_looked_at_where_the_first_disagrees_no_more():
    """Two are enough."""
    turns = iter([False, True] * 3 + [True] * 4 + [False, True, True, False] + [True] * 40)
    seen, ran = compared(lambda test, plain, text: next(turns), tests=["t"], per_test=3)
    assert len(ran.jobs) == 14 and seen.unlike
    assert len({job.key.split(" ")[-1] for job in ran.jobs[6:]}) == 2
