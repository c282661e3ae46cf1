"""Courses that were made without us: graded as they are, no honest point is lost, and nothing that is given can be rebound."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import nbgrader
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

from autograder import commands
from autograder.cells import grade_id
from autograder.course import Course

DOCUMENTATION = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
OURS = "from autograder.course import nbgrader_settings\nc = get_config()\nc.merge(nbgrader_settings())\n"
PLAIN = "c = get_config()\n"
KINDS = {"given": (False, False, True), "answer": (False, True, False), "test": (True, False, True)}


def cell(kind, name, source, points=2):
    grade, solution, locked = KINDS[kind]
    meta = {"grade": grade, "solution": solution, "locked": locked, "task": False, "schema_version": 3}
    meta |= {"grade_id": name} | ({"points": points} if grade else {})
    return new_code_cell(source, metadata={"nbgrader": meta})


def solution(before, lines):
    return f"{before}### BEGIN SOLUTION\n{lines}\n### END SOLUTION"


HELPERS = [
    cell("given", "setup", "import math\nimport random as rnd\nLIMIT = 10\ndata = list(range(5))\ntable = {'a': 1}"),
    cell("given", "helper", "def close(a, b):\n    return abs(a - b) < 1 / LIMIT\n\ndata.append(99)"),
    cell(
        "answer", "mean", solution("", "def mean(values):\n    return sum(values) / len(values)\naverage = mean(data)")
    ),
    cell(
        "test",
        "test_mean",
        "from math import isclose\nassert close(mean([1, 2, 3]), 2)\nassert isclose(average, 109 / 6)",
    ),
    cell(
        "test",
        "test_again",
        "### BEGIN HIDDEN TESTS\nassert isclose(mean([5]), 5)\n### END HIDDEN TESTS\nassert len(data) == 6",
    ),
    cell("answer", "enter", solution("", "table['b'] = 2")),
    cell("test", "test_enter", "assert table == {'a': 1, 'b': 2}"),
    cell("given", "drawn", "rnd.seed(1)\nnoise = [rnd.random() for _ in range(3)]"),
    cell("answer", "largest", solution("", "rnd.random()\nlargest = max(noise)")),
    cell("test", "test_largest", "assert largest == max(noise)\nassert math.floor(largest) == 0"),
]
CLASSES = [
    cell("given", "base", "class Shape:\n    sides = 0\n    def describe(self):\n        return f'{self.sides} sides, {self.area()}'"),
    cell(
        "answer",
        "square",
        solution("", "class Square(Shape):\n    sides = 4\n    def __init__(self, a):\n        self.a = a\n"
        "    def area(self):\n        return self.a ** 2\n    def __eq__(self, other):\n        return self.a == other.a"),
    ),
    cell("test", "test_area", "s = Square(3)\nassert s.area() == 9\ns.a = 4\nassert s.area() == 16 and s.sides == 4"),
    cell("test", "test_describe", "assert Square(2).describe() == '4 sides, 4'\nassert str(Square(2).a) == '2'"),
    cell("test", "test_kind", "assert issubclass(Square, Shape) and isinstance(Square(1), Shape)"),
    cell("test", "test_equal", "assert Square(1) == Square(1)"),
    cell("answer", "total", solution("", "def total(shapes):\n    return sum(shape.area() for shape in shapes)")),
    cell("test", "test_total", "assert total([Square(1), Square(2)]) == 5\nassert total([]) == 0"),
]  # fmt: skip


def course(root, assignment, cells):
    """A course folder with one assignment of one notebook, as its instructor wrote it."""
    (root / "source" / assignment).mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells), root / "source" / assignment / "work.ipynb")
    return root


def hand_in(root, assignment, student, answers=None):
    """The source with its solutions as a submission, some answers replaced."""
    folder = root / "submitted" / student / assignment
    shutil.copytree(root / "source" / assignment, folder)
    for path in folder.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        for one in notebook.cells:
            one.source = (answers or {}).get(grade_id(one), one.source)
        nbformat.write(notebook, path)


def graded(root, assignment, monkeypatch):
    """Every student's automatic scores: (score, whether a person is needed) of each test, by our command."""
    (root / "nbgrader_config.py").write_text(OURS)
    monkeypatch.chdir(root)
    commands.grade(assignment, commands.How(force=True), sandbox="on")
    return scores(root, assignment)


def plainly(root, assignment):
    """The same by nbgrader as it ships."""
    (root / "nbgrader_config.py").write_text(PLAIN)
    for command in ("generate_assignment", "autograde"):
        line = [sys.executable, "-m", "nbgrader", command, assignment, "--force"]
        subprocess.run(line, cwd=root, capture_output=True, text=True, check=True)
    return {key: score for key, (score, _) in scores(root, assignment).items()}


def scores(root, assignment):
    found = {}
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as book:
        for submission in book.assignment_submissions(assignment):
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    if grade.cell.cell_type == "code":
                        key = (submission.student.id, notebook.name, grade.name)
                        found[key] = (grade.auto_score, grade.needs_manual_grade)
    return found


def compare(root, tmp_path, assignment, monkeypatch):
    """Honest scores are nbgrader's own, or wait for a person; which tests wait."""
    copy = shutil.copytree(root, tmp_path / "plain")
    ours, theirs = graded(root, assignment, monkeypatch), plainly(copy, assignment)
    assert ours.keys() == theirs.keys()
    different = {key for key in ours if not ours[key][1] and ours[key][0] != theirs[key]}
    assert not different, {key: (ours[key], theirs[key]) for key in different}
    return {name for (student, _, name), (_, waits) in ours.items() if waits and student == "honest"}


def test_nbgraders_documentation(warm, tmp_path, monkeypatch, capsys):
    """Its own example course: a test that deletes the student's function sees what it would see beside it."""
    root = tmp_path / "course"
    shutil.copytree(DOCUMENTATION / "source" / "ps1", root / "source" / "ps1")
    shutil.copytree(DOCUMENTATION / "submitted", root / "submitted")
    hand_in(root, "ps1", "honest")
    hand_in(root, "ps1", "wrong", {"squares": "def squares(n):\n    return [i for i in range(1, n + 1)]"})
    waiting = compare(root, tmp_path, "ps1", monkeypatch)
    assert waiting <= {"sum_of_squares_application"}
    commands.build("ps1", prove=True, workers=2)
    assert "sum_of_squares_uses_squares" not in capsys.readouterr().out


def test_helpers_and_constants(warm, tmp_path, monkeypatch):
    """Given helpers, constants and seeds: nothing is lost, and rebinding any of them earns nothing."""
    root = course(tmp_path / "course", "helpers", HELPERS)
    hand_in(root, "helpers", "honest")
    wrong = {"mean": "def mean(values):\n    return 0\naverage = 0", "enter": "pass", "largest": "largest = 5"}
    hand_in(root, "helpers", "wrong", wrong)
    assert compare(root, tmp_path, "helpers", monkeypatch) == set()
    rebound = "\nclose = isclose = lambda *a: True\nLIMIT = 1e-9\ndata = [0] * 6\nnoise = [5]\nlen = lambda x: 6"
    for name, cheat in {
        "close": rebound,
        "math": "\nimport math\nmath.isclose = lambda *a: True\nmath.floor = lambda x: 0",
        "max": "\nimport builtins\nbuiltins.max = max = lambda x: 5\nnoise.append(5)",
        "abs": "\nabs = lambda x: 0\nimport builtins\nbuiltins.abs = abs",
    }.items():
        hand_in(root, "helpers", f"rebinds-{name}", {cell: text + cheat for cell, text in wrong.items()})
    found = graded(root, "helpers", monkeypatch)
    gained = {key: score for key, (score, _) in found.items() if key[0].startswith("rebinds") and score}
    assert not gained


def test_classes(warm, tmp_path, monkeypatch):
    """Objects of the student's own classes are used where they live; what they say of themselves counts where their state agrees."""
    root = course(tmp_path / "course", "classes", CLASSES)
    hand_in(root, "classes", "honest")
    hand_in(
        root,
        "classes",
        "wrong",
        {"total": "def total(shapes):\n    return 5", "square": "class Square(Shape):\n    pass"},
    )
    waiting = compare(root, tmp_path, "classes", monkeypatch)
    assert waiting == set()
    equal = "class Square(Shape):\n    def __init__(self, a): pass\n    def __eq__(self, other): return True\n    def __getattr__(self, n): return self\n    def __call__(self): return self"
    hand_in(root, "classes", "hostile", {"square": equal, "total": "def total(shapes):\n    return Square(1)"})
    ours = graded(root, "classes", monkeypatch)
    gained = {name for (student, _, name), (score, _) in ours.items() if student == "hostile" and score}
    assert gained <= {"test_kind"}  # it is a Shape


@pytest.mark.parametrize("cells", [HELPERS, CLASSES], ids=["helpers", "classes"])
def test_such_a_course_is_released(cells, tmp_path, monkeypatch):
    """`autograder build` makes the release from the source as it is."""
    root = course(tmp_path / "course", "work", cells)
    (root / "nbgrader_config.py").write_text(OURS)
    monkeypatch.chdir(root)
    commands.build("work", prove=False, workers=1)
    assert "BEGIN SOLUTION" not in (Course.find(root).folder("release") / "work" / "work.ipynb").read_text()
