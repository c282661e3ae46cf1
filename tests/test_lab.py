"""The assignments themselves: proved on real data, and every hidden region needed."""

import json
import re
from functools import cache

import nbformat
import pytest
from conftest import ROOT, count

from autograder.authoring.answers import read_answers
from autograder.authoring.proof import prove
from autograder.cells import Role, bonus, exercise, grade_id, hidden_lines, points, role
from autograder.course import Course
from autograder.grading.executors import Processes

POINTS = {
    "mnist-lab": {
        "1-data": 10,
        "2-preprocess": 15,
        "3-dense": 15,
        "4-compile-fit": 15,
        "5-evaluate": 20,
        "6-improve": 25,
        "7-fashion-bonus": 0,
    },
    "keras-mlp": {"1-mlp": 100},
    "digit-recognizer": {"1-two-networks": 47, "2-handwriting": 25, "3-mnist-script": 28},
    "kaggle-digits": {"1-prepare": 45, "2-submit": 55},
}
BONUS = {("mnist-lab", "7-fashion-bonus"): 10, ("kaggle-digits", "2-submit"): 10}
OPENINGS = {"keras-mlp": "# Homework "}
LONG = ("digit-recognizer", "kaggle-digits")  # their trainings take too many minutes for `make test`
PROOF = "test_a_notebook_is_proved["
NOTEBOOKS = [(path.parent.name, path.stem) for path in sorted((ROOT / "notebooks").glob("*/[0-9]*.py"))]
PROVED = [
    pytest.param(assignment, name, marks=[pytest.mark.exhaustive] if assignment in LONG else [])
    for assignment, name in NOTEBOOKS
]

SECTION = re.compile(r"^## .*\((\d+) points\)", re.MULTILINE)
EXERCISE = re.compile(r"\*\*Exercise \(([\d +]+)(?:bonus )?points?\b")

each = pytest.mark.parametrize(("assignment", "name"), NOTEBOOKS)


def source(lab: Course, assignment: str, name: str, step: str = "source"):
    return nbformat.read(lab.folder(step) / assignment / f"{name}.ipynb", as_version=4)


@pytest.fixture(scope="module")
def proofs(request, lab, prepared, counted):
    """The proof of an assignment's notebooks, of all that were asked for, run once on all cores, with nothing remembered."""
    asked = [item.callspec.params for item in request.session.items if item.name.startswith(PROOF)]
    with Processes(prepared.folder) as executor:

        def run(jobs):
            for job, result in executor(jobs):
                if not isinstance(result, Exception):
                    count(counted, result)
                yield job, result

        @cache
        def of(assignment):
            names = [one["name"] for one in asked if one["assignment"] == assignment]
            proved = prove(lab, assignment, run, prepared=prepared, only=names)
            counted["answers judged"] += proved.answers
            return proved

        yield of


@pytest.mark.parametrize(("assignment", "name"), PROVED)
def test_a_notebook_is_proved(proofs, assignment, name):
    """The reference earns every automatic point, the untouched release none, each answer what its name says, and each hidden region catches a wrong answer that the visible test lets through."""
    proof = proofs(assignment)
    assert [fault for fault in proof.faults if fault.startswith(name)] == []
    assert name in proof.seconds


@each
def test_points_are_as_announced(lab, assignment, name):
    """Every assignment makes 100 points; two of them give ten beyond them."""
    cells = source(lab, assignment, name).cells
    graded = [cell.metadata.nbgrader.get("points", 0) for cell in cells if "nbgrader" in cell.metadata]
    assert sum(graded) == POINTS[assignment][name]
    assert sum(bonus(cell) for cell in cells) == BONUS.get((assignment, name), 0)
    assert sum(POINTS[assignment].values()) == 100


@each
def test_points_are_as_the_text_says(lab, assignment, name):
    """What a heading or an exercise announces is what the tests that follow are worth; a part with points of its own has three tests or more."""
    cells = source(lab, assignment, name).cells
    sections, exercises = announced(cells, SECTION), announced(cells, EXERCISE)
    assert all(said == sum(worth) and len(worth) >= 3 for said, worth in sections), sections
    assert all(said == sum(worth) for said, worth in exercises), exercises


def announced(cells, pattern):
    """The points that each place in the text announces, with those of the graded cells from there to the next place."""
    found = []
    for cell in cells:
        if place := pattern.search(cell.source):
            found.append((sum(map(int, re.findall(r"\d+", place[1]))), []))
        if points(cell) and found:
            found[-1][1].append(points(cell))
    return found


@each
def test_every_exercise_has_answers_tests_and_a_hint(lab, assignment, name):
    """At least two wrong answers and an unusual right one each; every test is named, has a hint and a hidden part somewhere."""
    cells = source(lab, assignment, name).cells
    answers = read_answers(lab.answers / assignment / f"{name}.py")
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


@each
def test_a_notebook_has_its_frame(lab, assignment, name):
    """It opens with goals, needs and time, begins with a locked cell, and closes with what was learned."""
    cells = source(lab, assignment, name, "release").cells
    opening, closing = cells[0].source, " ".join(cell.source for cell in cells[-2:])
    assert opening.startswith(OPENINGS.get(assignment, "# Part "))
    for word in ("You need", "Time", "minutes"):
        assert word in opening, f"the opening does not say {word!r}"
    first = next(cell for cell in cells if cell.cell_type == "code")
    assert role(first) == Role.GIVEN
    assert "learned" in closing


@each
def test_a_release_is_clean(lab, assignment, name):
    """No outputs, no solution or hidden marks, nothing of jupytext, valid for nbgrader."""
    from nbgrader.nbgraderformat import MetadataValidator

    notebook = source(lab, assignment, name, "release")
    MetadataValidator().validate_nb(notebook)
    text = json.dumps(notebook)
    for mark in ("BEGIN SOLUTION", "BEGIN HIDDEN", "jupytext"):
        assert mark not in text
    assert all(not cell.get("outputs") for cell in notebook.cells)


@each
def test_visible_tests_need_nothing_but_what_colab_has(lab, assignment, name):
    """The release imports no package of ours."""
    assert all(
        "autograder" not in cell.source
        for cell in source(lab, assignment, name, "release").cells
        if cell.cell_type == "code"
    )
