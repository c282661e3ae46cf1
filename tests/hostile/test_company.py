"""Hostile company changes nothing for anybody else."""

from pathlib import Path

import pytest
from hostile.support import CANARIES, HONEST, PEER, WRONG, Outcome, Run, cases, grade_all, honest

BAD_COMPANY = ("breaking", "bombs", "artefacts")


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
def test_company_in_series_changes_nothing(alone: Run, tmp_path: Path):
    """The same in one worker, which ran the hostile ones before and between."""
    class_ = [(case, WRONG) for case in cases(*BAD_COMPANY)] + [(case, {}) for case in honest()]
    together = grade_all(tmp_path, class_, executor="serial", workers=1)
    assert_same(alone, together)
    assert together.received == []
    assert (together.processes, together.mounts, together.files) == (set(), set(), set())
