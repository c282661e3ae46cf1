"""What students read of each graded cell."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.cells import Verdict
from autograder.reporting.feedback import ShowVerdicts, to_student
from autograder.reporting.marks import mark

SOURCE = "# total is the sum\nassert total == 3\n### BEGIN HIDDEN TESTS\nassert total == secret\n### END HIDDEN TESTS"


def test_cell(verdict=None, score=0.0, points=3.0, bonus=0.0, **meta):
    about = {"nbgrader": {"grade": True, "solution": False, "grade_id": "t", "score": score, "points": points, **meta}}
    about["autograder"] = {"verdict": verdict.to_dict() if verdict else None, "bonus": bonus}
    return new_code_cell(SOURCE, metadata=about, outputs=[new_output("stream", text="secret")])


test_cell.__test__ = False  # type: ignore[attr-defined]


def written(score=0.0, waits=False, **meta):
    about = {"grade": True, "solution": True, "grade_id": "why", "score": score, "points": 5.0, "waits": waits, **meta}
    return new_markdown_cell("Because.", metadata={"nbgrader": about})


def test_a_failed_test_is_told_with_name_points_message_and_hint():
    """All four are there, in words and with a sign."""
    said = mark(test_cell(Verdict("t", 3, 0.0, "failed", "The sum is 2.", "Count again.", "total is the sum")))
    assert (said.title, said.word, said.sign) == ("total is the sum", "not passed yet", "✗")
    assert (said.earned, said.points, said.message, said.hint) == ("0", "3", "The sum is 2.", "Count again.")


def test_a_passed_test_needs_no_hint():
    """Hints are for what went wrong; bonus points are said to be bonus points."""
    said = mark(test_cell(Verdict("t", 2, 2.0, "passed", hint="Count.", name="n", bonus=True), 2.0, 0.0, bonus=2.0))
    assert (said.earned, said.points, said.bonus, said.hint) == ("2", "2", True, "")


def test_points_are_those_of_the_gradebook():
    """Where a person gave others than the judge, the page says so."""
    said = mark(test_cell(Verdict("t", 3, 0.0, "failed", "The sum is 2.", "Count again."), score=2.5))
    assert (said.earned, said.state, said.changed, said.hint) == ("2.5", "marked", True, "")


@pytest.mark.parametrize(
    ("cell", "state", "earned"),
    [
        (written(waits=True), "manual", "–"),
        (written(4.0), "marked", "4"),
        (test_cell(None), "manual", "–"),
        (test_cell(Verdict("t", 3, None, "not-judged", "Later."), waits=True), "manual", "–"),
        (test_cell(Verdict("t", 3, None, "not-judged", "Later."), 3.0), "marked", "3"),
    ],
    ids=["written", "marked", "never judged", "not judged", "decided by a person"],
)
def test_what_waits_for_a_person_says_so(cell, state, earned):
    """Until somebody looked, there are no points, and none are promised."""
    said = mark(cell)
    assert (said.state, said.earned) == (state, earned)


def test_a_tests_hidden_part_and_outputs_are_taken_away():
    """Its visible lines stay."""
    nb = new_notebook(cells=[test_cell(Verdict("t", 3, 0.0, "failed", "x" * 10_000))])
    nb, _ = ShowVerdicts().preprocess(nb, {})
    assert nb.cells[0].source == "# total is the sum\nassert total == 3"
    assert nb.cells[0].outputs == []
    assert len(nb.cells[0].metadata["feedback"]["message"]) < 2_100


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({}, []),
        ({"refused": "", "to_student": []}, []),
        ({"refused": "No notebook."}, ["No notebook."]),
        ({"refused": "", "to_student": ["A.", "B."], "notes": ["for staff"]}, ["A.", "B."]),
        ({"to_student": "odd"}, []),
    ],
)
def test_what_was_mended_is_told(about, told):
    """Sentences for the student, not those for staff."""
    assert to_student(about) == told


def test_many_sentences_are_capped():
    """Fifty say enough."""
    assert len(to_student({"to_student": ["a" * 5000] * 99})) == 50
