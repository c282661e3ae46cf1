"""`autograder demo`, from the command line to the feedback page."""

import html
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT
from tests_support import copy_course

from autograder.course import Course
from autograder.grading.record import marks, verdicts

PARTS = {"1-data": 10, "2-preprocess": 15, "3-dense": 15, "4-compile-fit": 15, "5-evaluate": 16, "6-improve": 19}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo's course after a run, and what was printed."""
    return run_demo(tmp_path_factory.mktemp("fresh"))


def run_demo(folder, *options):
    root = copy_course(ROOT, folder)
    done = subprocess.run(
        [sys.executable, "-m", "autograder.cli", "demo", *options],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return Course.find(root / "demo"), done.stdout


def scores(course, student, assignment="mnist-lab"):
    found = marks(course, assignment, student)
    graded = verdicts(course, assignment, student)
    return {name: (found[name].score, found[name].bonus) for name in graded}


@pytest.mark.exhaustive
def test_the_table_is_right_for_each_of_the_ten(demo):
    """Every sample submission has the marks that its name promises."""
    course, _ = demo
    full = {name: (points, 0) for name, points in PARTS.items()}
    assert scores(course, "full-solution") == full | {"7-fashion-bonus": (0, 10)}
    assert set(scores(course, "untouched").values()) == {(0, 0)}
    assert scores(course, "unusual-but-right") == dict(list(full.items())[:3])
    assert scores(course, "deleted-and-duplicated") == dict(list(full.items())[:2])
    assert scores(course, "not-json") == {"1-data": (0, 0)}
    for student in ("one-mistake-in-each", "mistake-in-the-middle", "mistake-late", "raises", "loops-for-ever"):
        found = scores(course, student)
        assert found
        assert all(0 < score < PARTS[name] for name, (score, _) in found.items() if student != "raises"), (
            student,
            found,
        )
    raised = scores(course, "raises")
    assert all(0 <= score < PARTS[name] for name, (score, _) in raised.items())


@pytest.mark.exhaustive
def test_a_class_of_the_homework_is_graded_right(tmp_path):
    """One notebook is enough for the whole sample class: full marks, none, or something between, as the names say."""
    course, _ = run_demo(tmp_path, "--assignment", "keras-mlp")
    earned = {student: scores(course, student, "keras-mlp")["1-mlp"][0] for student in course.students("keras-mlp")}
    assert len(earned) == 10
    for student in ("full-solution", "unusual-but-right", "deleted-and-duplicated"):
        assert earned.pop(student) == 100
    for student in ("untouched", "not-json"):
        assert earned.pop(student) == 0
    assert all(0 < score < 100 for score in earned.values()), earned


@pytest.mark.exhaustive
def test_the_demo_says_where_to_look(demo):
    """It ends with the table, a feedback page that is there, and what to type next."""
    course, printed = demo
    assert "not-json" in printed
    assert "refused" in printed
    page = next(line.split(": ", 1)[1] for line in printed.splitlines() if line.startswith("A feedback page: "))
    text = html.unescape((course.root.parent / page).read_text())
    assert "not passed yet" in text
    assert "BEGIN HIDDEN" not in text
    assert "Next: " in printed


@pytest.mark.exhaustive
def test_nbgraders_own_commands_give_the_same_scores(demo, tmp_path):
    """`nbgrader autograde` and `generate_feedback` over the same class end in the same gradebook."""
    shutil.copytree(demo[0].root, tmp_path / "demo")
    course = Course.find(tmp_path / "demo")
    students = list(course.students("mnist-lab"))
    ours = {student: marks(course, "mnist-lab", student) for student in students}
    (course.root / "gradebook.db").unlink()
    shutil.rmtree(course.folder("autograded"))
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        line = [sys.executable, "-m", "nbgrader", command, "mnist-lab", "--force"]
        done = subprocess.run(line, cwd=course.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
    assert {student: marks(course, "mnist-lab", student) for student in students} == ours
