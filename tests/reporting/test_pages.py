"""Feedback pages and exports of a graded class."""

import csv
import html
import re
import subprocess
import sys

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from reporting.payloads import HTML, PNG64
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
        notebook = next(read_all(toy, "toy", [student])).notebooks["1-sums"]
        for cell in notebook.cells:
            if role(cell) == "test":
                points = Verdict.of(cell, "passed", 0, "").points
                score = points if verdict == "passed" else 0.0
                Verdict.of(cell, verdict, score, "Look at <it> again." if verdict == "failed" else "").write(cell)
        assert (
            record.record(
                toy, "toy", student, {"1-sums": notebook}, {"1-sums": Result("k", dict(notebook), (), 0.0)}, "d"
            )
            == ""
        )
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
    assert "Waits for a person" in text


def test_the_repair_speaks_to_the_student(judged):
    """What it wrote into the notebook is read by the page, which nbgrader's converters carry along."""
    path = judged.folder("autograded", "bob", "toy") / "1-sums.ipynb"
    path.chmod(0o644)
    notebook = nbformat.read(path, as_version=4)
    assert notebook.metadata["autograder"]["refused"] == ""
    notebook.metadata["autograder"]["to_student"] = ["The cell <double> was missing and has been put back."]
    nbformat.write(notebook, path)
    commands.feedback("toy")
    page = (judged.folder("feedback", "bob", "toy") / "1-sums.html").read_text()
    assert "About your file" in page
    assert "The cell &lt;double&gt; was missing" in page


def test_a_persons_comments_are_in_the_table(judged):
    """Nbgrader's own "No response." stands at its cell only."""
    with Gradebook(judged.gradebook, judged.course_id) as gradebook:
        gradebook.find_comment("total", "1-sums", "toy", "bob").manual_comment = "Well <b>done</b><script>"
        gradebook.db.commit()
    commands.feedback("toy")
    page = (judged.folder("feedback", "bob", "toy") / "1-sums.html").read_text()
    assert page.count('href="#comment-') == 1
    assert "Well <b>done</b>" in page and "<script" not in page


def test_nbgraders_own_command_makes_the_same_page(judged):
    """The configuration alone is enough, and other files that were handed in are not put next to the page."""
    (judged.folder("autograded", "bob", "toy") / "evil.html").write_text("<script>")
    run = [sys.executable, "-m", "nbgrader", "generate_feedback", "toy", "--student", "bob"]
    subprocess.run(run, cwd=judged.root, capture_output=True, check=True)
    folder = judged.folder("feedback", "bob", "toy")
    assert [path.name for path in folder.glob("*.html")] == ["1-sums.html"]
    assert "Content-Security-Policy" in (folder / "1-sums.html").read_text()


def test_formgrader_shows_cleaned_notebooks(judged):
    """The exporter that Formgrader makes of the course's configuration sanitises what students wrote."""
    formgrader = FormgradeExtension()
    formgrader.initialize([], root=str(judged.root))
    exporter = HTMLExporter(config=formgrader.config)
    path = judged.folder("autograded", "bob", "toy") / "1-sums.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source += "\n" + "\n\n".join(HTML) if cell.cell_type == "markdown" else ""
    output = nbformat.v4.new_output("display_data", {"text/html": "<b>kept</b>" + "".join(HTML), "image/png": PNG64})
    notebook.cells.append(nbformat.v4.new_code_cell("1", outputs=[output]))
    about = dict.fromkeys(("assignment_id", "notebook_id", "submission_id", "base_url", "notebook_path"), "x")
    about |= {"index": 0, "total": 1, "student": HTML[2], "first_name": None, "last_name": None}
    page, _ = exporter.from_notebook_node(notebook, about)
    body = page.partition("<body>")[2]
    assert "<b>kept</b>" in body and "Because" in body
    assert not re.search(r"<[^>]*\son\w+=(?!.toggle_name)", body)
    assert not re.search(r"<(iframe|object|embed|form|meta|base|link|style|svg|math)\b", body)
    assert body.count("<script") == 1, "Formgrader's own"
    assert "scoring-buttons" in body


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
