"""Verdicts, written so that nbgrader computes the very same score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell
from nbgrader.utils import determine_grade

from autograder.cells import Verdict
from autograder.cells.verdict import BESIDE

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


TEST = "# twice doubles\n# Hint: times two.\nassert twice(1) == 2"


@pytest.mark.parametrize(("verdict", "hint"), [("failed", "times two."), ("not-judged", ""), ("manual", "")])
def test_a_verdict_without_a_run_is_about_its_test(verdict, hint):
    """Its name and worth are the test's; a hint is for a failed one."""
    written = cell()
    written.source = TEST
    found = Verdict.of(written, verdict, None, "Look at it.")
    assert found == Verdict("t", POINTS, None, verdict, "Look at it.", hint, "twice doubles", bonus=False)


def test_a_verdict_on_a_written_answer_has_no_name_and_no_hint():
    """Its text is the student's, and no title."""
    meta = {"grade": True, "solution": True, "locked": False, "task": False, "grade_id": "why", "points": 5}
    written = new_code_cell(TEST, metadata={"nbgrader": meta | {"schema_version": 3}})
    assert Verdict.of(written, "failed", 0.0, "Nothing there.") == Verdict("why", 5, 0.0, "failed", "Nothing there.")


def test_a_verdict_says_whether_its_points_are_extra_credit():
    """As the test's metadata do."""
    written = cell()
    written.metadata["autograder"] = {"bonus": 2}
    written.metadata["nbgrader"]["points"] = 0
    assert Verdict.of(written, "failed", 0.0, "No.").bonus
    assert not Verdict.of(cell(), "failed", 0.0, "No.").bonus


@pytest.mark.parametrize(
    ("verdict", "printed"),
    [
        (Verdict("t", POINTS, POINTS, "passed"), []),
        (Verdict("t", POINTS, POINTS, "passed", reason="because"), ["Not judged apart: because"]),
        (Verdict("t", POINTS, POINTS, "passed", beside=True, reason="because"), [BESIDE, "Not judged apart: because"]),
        (Verdict("t", POINTS, 2.0, "partial", bonus=True), []),
    ],
)
def test_what_staff_read_besides_scores_nothing(verdict, printed):
    """Printed lines are no score; neither are points that are extra credit, which nbgrader counts elsewhere."""
    written = cell()
    verdict.write(written)
    assert [output.text.split("\n") for output in written.outputs] == [printed] * bool(printed)


def test_a_failed_test_shows_message_and_hint():
    """As the error that nbgrader scores nothing for."""
    written = cell()
    Verdict("t", POINTS, 0.0, "failed", "Not yet.", "Times two.").write(written)
    shown = written.outputs[0]
    assert (shown.ename, shown.evalue, shown.traceback) == ("failed", "Not yet.", ["Not yet.", "Hint: Times two."])
    Verdict("t", POINTS, 0.0, "failed", "Not yet.").write(written)
    assert written.outputs[0].traceback == ["Not yet."]


def test_a_verdict_is_plain_data():
    """All of it, for JSON."""
    verdict = Verdict("t", 4, 1.5, "partial", "m", "h", "n", True, True, "r", {"best": 0.5})
    assert verdict.to_dict() == {
        "id": "t", "points": 4, "score": 1.5, "verdict": "partial", "message": "m", "hint": "h", "name": "n",
        "bonus": True, "beside": True, "reason": "r", "measured": {"best": 0.5},
    }  # fmt: skip


def test_a_partial_score_is_the_result_of_the_cell():
    """As a kernel would show it, without a number: it is no cell that ran here."""
    written = cell()
    Verdict("t", POINTS, 1.5, "partial").write(written)
    (output,) = written.outputs
    assert output == {
        "output_type": "execute_result",
        "metadata": {},
        "data": {"text/plain": "1.5"},
        "execution_count": None,
    }


def test_other_metadata_of_ours_stay():
    """A verdict is one of them; an empty one is none."""
    written = cell()
    written.metadata["autograder"] = {"bonus": 2}
    verdict = Verdict("t", POINTS, 0.0, "failed", "No.")
    verdict.write(written)
    assert written.metadata["autograder"] == {"bonus": 2, "verdict": verdict.to_dict()}
    written.metadata["autograder"]["verdict"] = None
    assert Verdict.read(written) is None


def test_a_fault_of_a_test_is_told_only_where_a_person_waits_for_it():
    """A refused file, or a kernel that died, is another matter."""
    written = cell()
    written.source = "# double\n%%bash\nls"
    assert Verdict.of(written, "not-judged", None, "The kernel died.").message == "The kernel died."
    found = Verdict.of(written, "manual", None, "Look.")
    assert found.message == (
        "Line 2 of the test is the magic %%bash, which cannot be judged apart from a kernel. A person will look at it."
    )
    assert (found.name, found.hint) == ("double", "")
