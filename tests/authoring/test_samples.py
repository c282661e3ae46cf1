"""The sample class of `autograder demo`."""

import json

import nbformat
import pytest
from conftest import ROOT

from autograder import commands
from autograder.authoring.samples import write_class
from autograder.cells import Role, grade_id, role
from autograder.errors import CourseError, UsageError

NAMES = {
    "full-solution",
    "untouched",
    "unusual-but-right",
    "one-mistake-in-each",
    "mistake-in-the-middle",
    "mistake-late",
    "deleted-and-duplicated",
    "raises",
    "loops-for-ever",
    "not-json",
}


@pytest.fixture
def handed_in(lab, tmp_path):
    """The lab's sample class."""
    assert set(write_class(lab, "mnist-lab", tmp_path / "class")) == NAMES
    return lambda student, part: nbformat.read(
        tmp_path / "class" / student / "mnist-lab" / f"{part}.ipynb", as_version=4
    )


def test_the_class_is_what_its_names_say(lab, handed_in, tmp_path):
    """Cells are really deleted and duplicated, a loop really has no end, a file is really no JSON."""
    scrambled = handed_in("deleted-and-duplicated", "1-data")
    names = [grade_id(cell) for cell in scrambled.cells if grade_id(cell)]
    release = nbformat.read(lab.folder("release") / "mnist-lab" / "1-data.ipynb", as_version=4)
    tests = [grade_id(cell) for cell in release.cells if role(cell) == Role.TEST]
    assert tests[0] not in names
    assert len(names) == len(set(names)) + 2
    assert any("while True" in cell.source for cell in handed_in("loops-for-ever", "2-preprocess").cells)
    assert handed_in("untouched", "3-dense") == nbformat.read(lab.folder("release") / "mnist-lab" / "3-dense.ipynb", 4)
    with pytest.raises(json.JSONDecodeError):
        json.loads((tmp_path / "class" / "not-json" / "mnist-lab" / "1-data.ipynb").read_text())


def test_in_one_notebook_there_is_room_for_the_whole_class(toy, tmp_path):
    """An assignment of a single notebook has the same ten students, and each hands it in."""
    assert set(write_class(toy, "toy", tmp_path / "class")) == NAMES
    assert {path.name for path in (tmp_path / "class").glob("*/toy/*")} == {"1-sums.ipynb"}
    assert len(list((tmp_path / "class").glob("*/toy/*"))) == len(NAMES)


def test_no_submission_gives_itself_away(handed_in):
    """The grader is given notebooks like any others: nothing in them names their kind."""
    for student, part in (("full-solution", "1-data"), ("mistake-late", "5-evaluate")):
        text = nbformat.writes(handed_in(student, part))
        assert student not in text
        assert "BEGIN HIDDEN" not in text


def test_the_grader_knows_none_of_their_names():
    """No module that grades mentions a sample student."""
    for part in ("grading", "kernels", "submissions", "reporting", "cells", "checks"):
        for path in (ROOT / "autograder" / part).glob("*.py"):
            assert not [name for name in NAMES if f'"{name}"' in path.read_text()]


def test_a_folder_that_is_no_sample_class_is_left_alone(toy, monkeypatch):
    """`demo` replaces only what it made."""
    monkeypatch.chdir(toy.root)
    (toy.root / "demo").mkdir()
    (toy.root / "demo" / "work.txt").write_text("mine")
    with pytest.raises(UsageError, match="Move it away first"):
        commands.demo("toy", workers=None)
    assert (toy.root / "demo" / "work.txt").read_text() == "mine"


def test_without_answers_there_is_no_sample_class(toy, tmp_path):
    """The error says where answers belong."""
    (toy.answers / "toy" / "1-sums.py").unlink()
    with pytest.raises(CourseError, match="holds no right and wrong answers"):
        write_class(toy, "toy", tmp_path / "class")
