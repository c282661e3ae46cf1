"""Honest work that is unusual gets the marks that it has earned."""

import pytest
from hostile.support import AWKWARD, FULL, Case, Run, cases, sampled

EVERY_DAY = {"awkward/standard_error", "awkward/tensorflow_softmax", "awkward/subclassed_model"}


@pytest.mark.parametrize("case", sampled(cases(AWKWARD), EVERY_DAY))
def test_gets_full_marks(case: Case, graded: Run):
    """All points, except where a person has to look at a model of the student's own kind."""
    outcome = graded.outcomes[case.student]
    found = {name: (test["verdict"], test["score"]) for name, test in outcome.tests.items() if name in FULL}
    expected = {name: ("manual", None) if name in case.manual else ("passed", points) for name, points in FULL.items()}
    assert found == expected, [test["message"] for test in outcome.tests.values()]
    assert outcome.entry["status"] == "graded", outcome.entry["notes"]
