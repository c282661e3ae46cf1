"""No hostile submission gains, learns, reaches, keeps or changes anything; what is only unusual gets its marks.

All in one module: the class is graded once for all of it.
"""

import pytest
from hostile.support import (
    AWKWARD,
    AWKWARD_AT_LEAST,
    CANARIES,
    CATEGORIES,
    FULL,
    HERE,
    HONEST,
    HOSTILE_AT_LEAST,
    PEER,
    WRONG,
    Case,
    Outcome,
    Run,
    alive,
    cases,
    grade_all,
    honest,
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
    "structure/repeated_tests",
    "swaps/other_helpers",
    "swaps/overwritten_arguments",
    "reading/environment",
    "reading/network",
    "reading/withheld_files",
    "breaking/kills_everything",
    "breaking/startup_files",
    "bombs/malformed_displays",
    "bombs/forks",
    "bombs/formulas",
    "artefacts/linked_notebook",
    "artefacts/shadowing_modules",
    "script/html_outputs",
}
UNUSUAL = {"awkward/standard_error", "awkward/tensorflow_softmax", "awkward/subclassed_model"}
BAD_COMPANY = ("breaking", "bombs", "artefacts")
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
    """At least 90 hostile and 19 awkward submissions, each of which says what it tries."""
    awkward = cases(AWKWARD)
    assert len(ALL) >= HOSTILE_AT_LEAST and len(awkward) >= AWKWARD_AT_LEAST
    assert all(len(case.says.split()) >= 6 for case in [*ALL, *awkward])
    assert all(len([case for case in ALL if case.category == category]) >= 2 for category in CATEGORIES)


@pytest.mark.parametrize("case", sampled(cases(AWKWARD), UNUSUAL))
def test_honest_work_that_is_unusual_gets_full_marks(case: Case, graded: Run):
    """All points, except where a person has to look at a model of the student's own kind."""
    outcome = graded.outcomes[case.student]
    found = {name: (test["verdict"], test["score"]) for name, test in outcome.tests.items() if name in FULL}
    expected = {name: ("manual", None) if name in case.manual else ("passed", points) for name, points in FULL.items()}
    assert found == expected, [test["message"] for test in outcome.tests.values()]
    assert outcome.entry["status"] == "graded", outcome.entry["notes"]


def seen(outcome: Outcome) -> dict[str, tuple]:
    """What each test says, with its score."""
    keys = ("points", "score", "verdict", "message", "hint")
    return {name: tuple(test[key] for key in keys) for name, test in outcome.tests.items()}


def assert_same(alone: Run, together: Run) -> None:
    for student in HONEST:
        one, other = alone.outcomes[student], together.outcomes[student]
        assert seen(one) == seen(other), student
        assert one.entry["status"] == other.entry["status"], other.entry["notes"]
        assert one.entry["notes"] == other.entry["notes"]
        assert one.outputs() == other.outputs(), student


def test_the_honest_get_what_they_earned(alone: Run):
    """The ten honest submissions, graded alone, get the scores that their answers are worth."""
    scores = {student: sum(filter(None, outcome.scores.values())) for student, outcome in alone.outcomes.items()}
    assert scores == {
        "honest-full": 15,
        "honest-wrong": 0,
        "honest-untouched": 0,
        "honest-peer": 15,
        "honest-prints": 15,
        "honest-raises": 10,
        "honest-partly": 12,
        "honest-labels": 13,
        "honest-untrained": 10,
        "honest-syntax": 12,
    }


def test_company_in_parallel_changes_nothing(alone: Run, graded: Run):
    """Among hostile submissions and two workers, the honest ones get the same scores, verdicts, words and outputs."""
    assert_same(alone, graded)
    for student in HONEST:
        readable = graded.outcomes[student].readable()
        exempt = {"expected"} | ({"peer"} if student == PEER else set())
        assert not {kind for kind, words in CANARIES.items() if words in readable} - exempt


@pytest.mark.exhaustive
def test_company_in_series_changes_nothing(alone: Run, tmp_path_factory: pytest.TempPathFactory):
    """The same in one worker, which ran the hostile ones before and between."""
    class_ = [(case, WRONG) for case in cases(*BAD_COMPANY)] + [(case, {}) for case in honest()]
    together = grade_all(tmp_path_factory.mktemp("hostile"), class_, executor="serial", workers=1)
    assert_same(alone, together)
    assert together.received == []
    assert (together.processes, together.mounts, together.files) == (set(), set(), set())
