"""The lab itself: proved on real data, and every hidden region needed."""

import json

import nbformat
import pytest
from conftest import ROOT, count

from autograder.authoring.answers import read_answers
from autograder.authoring.proof import prove
from autograder.cells import Role, bonus, exercise, grade_id, hidden_lines, role
from autograder.course import Course
from autograder.grading.executors import Processes

LAB = "mnist-lab"
NOTEBOOKS = [path.stem for path in sorted((ROOT / "notebooks" / LAB).glob("*.py"))]
POINTS = {
    "1-data": 10,
    "2-preprocess": 15,
    "3-dense": 15,
    "4-compile-fit": 15,
    "5-evaluate": 20,
    "6-improve": 25,
    "7-fashion-bonus": 0,
}


def source(lab: Course, name: str, step: str = "source"):
    return nbformat.read(lab.folder(step) / LAB / f"{name}.ipynb", as_version=4)


@pytest.fixture(scope="session")
def proof(lab, prepared, counted):
    """The proof of the whole lab, run once on all cores, with nothing remembered."""
    with Processes(prepared.folder) as executor:

        def run(jobs):
            for job, result in executor(jobs):
                if not isinstance(result, Exception):
                    count(counted, result)
                yield job, result

        proved = prove(lab, LAB, run, prepared=prepared.folder)
    counted["answers judged"] += proved.answers
    return proved


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_proved(proof, name):
    """The reference earns every automatic point, the untouched release none, each answer what its name says, and each hidden region catches a wrong answer that the visible test lets through."""
    assert [fault for fault in proof.faults if fault.startswith(name)] == []
    assert name in proof.seconds


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_points_are_as_announced(lab, name):
    """Six parts make 100 points, the seventh gives ten beyond the total."""
    cells = source(lab, name).cells
    graded = [cell.metadata.nbgrader.get("points", 0) for cell in cells if "nbgrader" in cell.metadata]
    assert sum(graded) == POINTS[name]
    assert sum(bonus(cell) for cell in cells) == (10 if name == "7-fashion-bonus" else 0)
    assert sum(POINTS.values()) == 100


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_exercise_has_answers_tests_and_a_hint(lab, name):
    """At least two wrong answers and an unusual right one each; every test is named, has a hint and a hidden part somewhere."""
    cells = source(lab, name).cells
    answers = read_answers(lab.answers / LAB / f"{name}.py")
    for task in [grade_id(cell) for cell in cells if role(cell) == Role.ANSWER]:
        tests = [cell for cell in cells if role(cell) == Role.TEST and exercise(cell) == task]
        assert tests, f"{task} has no test"
        assert all("# Hint:" in cell.source for cell in tests), f"{task} has a test without a hint"
        assert any(hidden_lines(cell.source) for cell in tests), f"{task} has no hidden test"
        wrong = [answer for answer in answers if answer.exercise == task and not answer.right]
        assert len(wrong) >= 2, f"{task} has {len(wrong)} wrong answers"
        assert all(answer.says for answer in wrong if answer.earns is None), (
            f"{task}: a wrong answer without its message"
        )
        assert any(answer.exercise == task and answer.right for answer in answers), f"{task} has no right answer"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_has_its_frame(lab, name):
    """It opens with goals, needs and time, begins with a locked cell, and closes with what was learned."""
    cells = source(lab, name, "release").cells
    opening, closing = cells[0].source, " ".join(cell.source for cell in cells[-2:])
    assert opening.startswith("# Part ")
    for word in ("You need", "Time", "minutes"):
        assert word in opening, f"the opening does not say {word!r}"
    first = next(cell for cell in cells if cell.cell_type == "code")
    assert role(first) == Role.GIVEN
    assert "learned" in closing


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_release_is_clean(lab, name):
    """No outputs, no solution or hidden marks, nothing of jupytext, valid for nbgrader."""
    from nbgrader.nbgraderformat import MetadataValidator

    notebook = source(lab, name, "release")
    MetadataValidator().validate_nb(notebook)
    text = json.dumps(notebook)
    for mark in ("BEGIN SOLUTION", "BEGIN HIDDEN", "jupytext"):
        assert mark not in text
    assert all(not cell.get("outputs") for cell in notebook.cells)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_visible_tests_need_nothing_but_what_colab_has(lab, name):
    """The release imports no package of ours."""
    assert all(
        "autograder" not in cell.source for cell in source(lab, name, "release").cells if cell.cell_type == "code"
    )
