"""What students read."""

from autograder.cells import Verdict
from autograder.reporting.feedback import verdict_html


def test_a_verdict_is_told_with_name_points_message_and_hint():
    """All four stand in the box of a failed test."""
    html = verdict_html(Verdict("t", 3, 0.0, "failed", "The sum is 2.", "Count again.", "total is the sum"))
    for text in ("total is the sum", "not passed yet", "0 of 3 points", "The sum is 2.", "Count again."):
        assert text in html


def test_a_passed_test_needs_no_hint():
    """Hints are for what went wrong."""
    html = verdict_html(Verdict("t", 2, 2.0, "passed", hint="Count again.", name="n", bonus=True))
    assert "2 of 2 bonus points" in html
    assert "Count again" not in html


def test_students_text_is_escaped():
    """A message that repeats a student's value is text, never markup."""
    assert "<script>" not in verdict_html(Verdict("t", 3, 0.0, "failed", "<script>alert(1)</script>"))
