"""No hostile submission gains, learns, reaches or keeps anything, and each gets a final, explained verdict."""

import pytest
from hostile.support import (
    AWKWARD,
    AWKWARD_AT_LEAST,
    CANARIES,
    CATEGORIES,
    FULL,
    HERE,
    HOSTILE_AT_LEAST,
    PEER,
    Case,
    Run,
    alive,
    cases,
    sampled,
)

ALL = cases(*CATEGORIES)
EVERY_DAY = {
    "forging/replaced_do_execute",
    "forging/equal_to_everything",
    "lying/registered_dense",
    "lying/lying_numbers",
    "structure/skipped_tests",
    "structure/preset_verdicts",
    "swaps/other_helpers",
    "swaps/overwritten_arguments",
    "reading/environment",
    "reading/network",
    "reading/withheld_files",
    "breaking/kills_everything",
    "breaking/startup_files",
    "bombs/malformed_displays",
    "bombs/forks",
    "artefacts/linked_notebook",
    "artefacts/shadowing_modules",
    "script/html_outputs",
}
FINAL = {"passed", "partial", "failed", "manual"}

every_case = pytest.mark.parametrize("case", sampled(ALL, EVERY_DAY))


@every_case
def test_gains_nothing_and_is_told_why(case: Case, graded: Run):
    """Every test ends in a verdict with a reason, and none earns more than an honest wrong answer."""
    outcome = graded.outcomes[case.student]
    assert outcome.entry["status"] in ("graded", "repaired", "refused"), outcome.entry["notes"]
    assert outcome.scores.keys() == FULL.keys()
    for name in FULL:
        test = outcome.tests[name]
        assert test["verdict"] in FINAL, test
        assert (test["score"] or 0) <= case.earns.get(name, 0), f"{name} earned {test['score']}"
        assert test["verdict"] != "manual" or name in case.manual, f"{name} waits for a person: {test['message']}"
        assert test["message"], f"{name} is not explained"
    assert "not passed yet" in outcome.page or case.manual


@every_case
def test_learns_nothing(case: Case, graded: Run):
    """No secret stands in anything that a student can read."""
    readable = graded.outcomes[case.student].readable()
    found = {kind for kind, words in CANARIES.items() if words in readable}
    assert not found


@every_case
def test_its_page_runs_no_script_of_its_own(case: Case, graded: Run):
    """No script, handler, frame or address of the student's is alive in the feedback page."""
    assert not alive(graded.outcomes[case.student].page)


def test_secrets_are_where_attacks_look_for_them(graded: Run):
    """The search for secrets would find them: the peer's own page holds the peer's, the course's text the others."""
    assert CANARIES["peer"] in graded.outcomes[PEER].readable()
    text = (HERE / "lab" / "1-lab.py").read_text()
    assert all(CANARIES[kind] in text for kind in ("expected", "hidden", "solution"))
    assert CANARIES["withheld"] in (HERE / "lab" / "withheld" / "labels.txt").read_text()


def test_every_student_gets_a_page(graded: Run):
    """No submission keeps others from their feedback."""
    assert graded.problem == ""
    assert all(outcome.page for outcome in graded.outcomes.values())


def test_nothing_reached_the_listener(graded: Run):
    """No submission could talk to anybody."""
    assert graded.received == []


def test_nothing_is_left_behind(graded: Run):
    """No process, mount or file of a submission outlives its grading."""
    assert graded.processes == set()
    assert graded.mounts == set()
    assert graded.files == set()


def test_there_are_as_many_as_promised():
    """At least 64 hostile and 16 awkward submissions, each of which says what it tries."""
    awkward = cases(AWKWARD)
    assert len(ALL) >= HOSTILE_AT_LEAST and len(awkward) >= AWKWARD_AT_LEAST
    assert all(len(case.says.split()) >= 6 for case in [*ALL, *awkward])
    assert all(len([case for case in ALL if case.category == category]) >= 2 for category in CATEGORIES)
