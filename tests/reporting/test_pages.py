"""Feedback pages and exports of a graded class."""

import csv
import html

import pytest
from tests_support import GOOD, hand_in

from autograder import commands
from autograder.cells import Verdict, role
from autograder.errors import AutograderError
from autograder.grading import record
from autograder.kernels.job import Result
from autograder.submissions.collection import read_all


@pytest.fixture
def judged(toy, monkeypatch):
    """A class of two whose verdicts are put in without running anything."""
    monkeypatch.chdir(toy.root)
    for student, verdict, score in (("ann, the first", "failed", 0.0), ("bob", "passed", 3.0)):
        hand_in(toy, student, GOOD)
        notebook = next(s for s in read_all(toy, "toy") if s.student == student).notebooks["1-sums"]
        for cell in notebook.cells:
            if role(cell) == "test":
                points = Verdict.of(cell, "passed", 0, "").points
                score = points if verdict == "passed" else 0.0
                Verdict.of(cell, verdict, score, "Look at <it> again." if verdict == "failed" else "").write(cell)
        assert record.record(toy, "toy", student, {"1-sums": Result("k", dict(notebook), (), 0.0)}, "d") == ""
    return toy


def test_feedback_shows_verdicts_and_nothing_hidden(judged):
    """Names, points, messages and hints are on the page; hidden lines, names and values are not."""
    commands.feedback("toy")
    page = (judged.folder("feedback", "ann, the first", "toy") / "1-sums.html").read_text()
    text = html.unescape(page)
    assert "total is the sum of numbers" in text
    assert "0 of 3 points" in text
    assert "Look at <it> again." in text
    assert "numbers.sum() adds them up." in text
    for hidden in ("secret_sum", "BEGIN HIDDEN", "Are all ten numbers in it?"):
        assert hidden not in text


def test_export_quotes_what_csv_must_quote(judged):
    """A comma in a name is no new column, and bonus points have their own."""
    commands.export("toy", to=judged.root / "out.csv")
    with (judged.root / "out.csv").open(newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == {"ann, the first", "bob"}
    assert (rows["bob"]["score"], rows["bob"]["bonus"], rows["bob"]["max_score"]) == ("9.0", "2.0", "12.0")


def test_export_and_feedback_need_a_graded_class(toy, monkeypatch):
    """Without grades both say what to do first."""
    monkeypatch.chdir(toy.root)
    for command, options in ((commands.feedback, {}), (commands.export, {"to": toy.root / "x.csv"})):
        with pytest.raises(AutograderError, match="First: autograder grade"):
            command("nothing", **options)
