"""What happens to marks when a name that nbgrader does not promise is gone: nothing is given for nothing."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.preprocessors import SaveAutoGrades
from tests_support import hand_in

from autograder.grading import preprocessors, reference
from autograder.grading.executors import GraderFailed

WRONG = {"total": "total = 36", "double": "def double(values):\n    return values"}
PASSES = {"total": "total = sum(range(10))", "double": "def double(values):\n    return 2 * values"}


def scores(course, answers):
    """What the gradebook holds after nbgrader's own command; None for what waits for a person, "" where it failed."""
    hand_in(course, "ada", answers)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(course.root)
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        api = NbGraderAPI(config=course.settings)
        assert api.generate_assignment("toy", force=True)["success"]
        if not api.autograde("toy", "ada", force=True)["success"]:
            return ""
    with Gradebook(course.gradebook, course.course_id) as book:
        grades = book.find_submission_notebook("1-sums", "toy", "ada").grades
        return {g.name: None if g.needs_manual_grade else g.auto_score for g in grades if g.name.startswith("test")}


@pytest.fixture
def renamed(monkeypatch):
    """Nbgrader records scores by a method of another name."""
    original = SaveAutoGrades._add_score

    def preprocess_cell(self, cell, resources, index):
        if utils.is_grade(cell):
            original(self, cell, resources)
        if utils.is_solution(cell) or utils.is_task(cell):
            self._add_comment(cell, resources)
        return cell, resources

    monkeypatch.delattr(SaveAutoGrades, "_add_score")
    monkeypatch.setattr(SaveAutoGrades, "preprocess_cell", preprocess_cell)


@pytest.fixture
def failing(monkeypatch):
    """The grader fails at every notebook, as with a Keras that it does not understand."""

    def run(job):
        raise GraderFailed("Keras is another one")

    monkeypatch.setattr(preprocessors, "_shared_worker", lambda data: (SimpleNamespace(run=run), None))
    monkeypatch.setattr(preprocessors, "for_a_person", lambda *arguments, **named: {"1-sums": reference.Tried()})


@pytest.mark.usefixtures("renamed")
def test_verdicts_are_recorded_by_public_names(toy, warm):
    """Right answers have their points, wrong ones none, whatever nbgrader calls its own methods."""
    assert set(scores(toy, PASSES).values()) == {3.0, 4.0, 0.0}
    assert scores(toy, WRONG)["test-total"] == 0.0


@pytest.mark.usefixtures("failing")
def test_nothing_scores_where_the_grader_fails(toy):
    """Every test waits for a person."""
    assert set(scores(toy, WRONG).values()) == {None}


@pytest.mark.usefixtures("failing", "renamed")
def test_nor_where_both_happen(toy):
    """A renamed method and a broken Keras at the same time gave full marks to whoever handed in."""
    assert set(scores(toy, WRONG).values()) == {None}


@pytest.mark.usefixtures("failing")
def test_cells_say_that_they_were_not_judged_before_anybody_judges(toy, monkeypatch):
    """Recorded by nbgrader's own class, as if ours were not there, they are worth nothing."""
    settings = toy.settings
    ours = [name for name in settings.Autograde.autograde_preprocessors if "RecordVerdicts" not in str(name)]
    settings.Autograde.autograde_preprocessors = [*ours, SaveAutoGrades]
    assert set(scores(toy, WRONG).values()) == {0.0}


def test_tests_that_go_another_way_are_no_grade(toy, monkeypatch):
    """Where nbgrader does not ask us about a cell any more, recording fails, and says so, instead of counting."""
    monkeypatch.setattr(SaveAutoGrades, "preprocess", lambda self, nb, resources: (nb, resources))
    notebook = nbformat.read(toy.folder("source") / "toy" / "1-sums.ipynb", as_version=4)
    with pytest.raises(RuntimeError, match=r"test-total.*requirements\.lock"):
        preprocessors.RecordVerdicts().preprocess(notebook, {})
