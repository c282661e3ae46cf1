"""Verdicts, written so that nbgrader computes the very same score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell
from nbgrader.utils import determine_grade

from autograder.cells import Verdict

POINTS = 4.0


def cell():
    meta = {"grade": True, "solution": False, "locked": True, "task": False, "grade_id": "t", "points": POINTS}
    return new_code_cell("assert True", metadata={"nbgrader": meta | {"schema_version": 3}})


@pytest.mark.parametrize(("verdict", "score"), [("passed", POINTS), ("partial", 1.5), ("failed", 0.0)])
def test_nbgrader_reads_the_same_score(verdict, score):
    """What determine_grade reads from the outputs is what the judge said."""
    written = cell()
    Verdict("t", POINTS, score, verdict, "message").write(written)
    assert determine_grade(written) == (score, POINTS)


@given(st.floats(min_value=0, max_value=POINTS, exclude_min=True, exclude_max=True))
def test_any_partial_score_survives(score):
    """No partial score is changed on its way through the notebook."""
    written = cell()
    Verdict("t", POINTS, score, "partial").write(written)
    assert determine_grade(written)[0] == score


def test_a_test_for_a_person_says_why():
    """Where its source shows that nothing but a kernel can judge it."""
    meta = {"nbgrader": {"grade": True, "solution": False, "grade_id": "t", "points": 2}}
    found = Verdict.of(new_code_cell("%%bash\nls", metadata=meta), "manual", None, "Look at it.")
    assert found.message.startswith("Line 1 of the test is the magic %%bash")
    found = Verdict.of(new_code_cell("assert x", metadata=meta), "manual", None, "Look at it.")
    assert found.message == "Look at it."


@pytest.mark.parametrize("verdict", ["not-judged", "manual"])
def test_what_was_not_judged_never_scores(verdict):
    """Without a score there is an error in the outputs, never the silence that nbgrader takes for full marks."""
    written = cell()
    Verdict("t", POINTS, None, verdict, "message").write(written)
    assert determine_grade(written)[0] == 0


def test_read_gives_back_what_was_written():
    """A verdict survives its cell."""
    verdict = Verdict("t", POINTS, 0.0, "failed", "message", "hint", "name", True)
    written = cell()
    assert Verdict.read(written) is None
    verdict.write(written)
    assert Verdict.read(written) == verdict


def test_half_a_pair_of_surrogates_can_be_written():
    """An exception may say it; no file and no gradebook holds it."""
    found = Verdict("t", POINTS, 0.0, "failed", "a \ud800", "b \udfff", reason="c \ud800")
    assert "".join((found.message, found.hint, found.reason)).encode() == b"a ?b ?c ?"
