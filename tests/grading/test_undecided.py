"""A class whose tests cannot all be judged apart: who decides, how that is marked, and what a changed mind means."""

import json
import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

from autograder import commands
from autograder.cells import grade_id
from autograder.errors import AutograderError

KINDS = {"given": (False, False, True), "answer": (False, True, False), "test": (True, False, True)}
HERE = "here = type(get_ipython()).__name__ == 'ZMQInteractiveShell'\n"
CONFIG = "from autograder.course import nbgrader_settings\nc = get_config()\nc.merge(nbgrader_settings())\n"
SECRET = "x + 17"


def cell(kind, name, source, points=2):
    grade, solution, locked = KINDS[kind]
    meta = {"grade": grade, "solution": solution, "locked": locked, "task": False, "schema_version": 3}
    meta |= {"grade_id": name} | ({"points": points} if grade else {})
    return new_code_cell(source, metadata={"nbgrader": meta})


CELLS = [
    cell("answer", "a", f"def f(x):\n    ### BEGIN SOLUTION\n    return {SECRET}\n    ### END SOLUTION"),
    cell("test", "apart", "assert f(1) == 18"),
    cell("test", "kernel", HERE + "assert here\nassert f(2) == 19"),
]
ANSWERS = {
    "ann": f"def f(x):\n    return {SECRET}",
    "ben": "def f(x):\n    return 18",
    "cem": "def f(x):\n    print(x)",
}


class Class:
    """A foreign course with three students.

    Args:
        root: its folder.
        capsys: what was printed.
    """

    def __init__(self, root, capsys):
        self.root, self._capsys = root, capsys
        self.write("source", CELLS[0].source)
        for student, answer in ANSWERS.items():
            self.write(f"submitted/{student}", answer)
        self.decide("")

    def write(self, folder, answer, extra=""):
        """Write the notebook into a folder, with an answer, and more in the test that a kernel decides."""
        cells = [nbformat.from_dict(dict(one)) for one in CELLS]
        cells[0].source = answer
        cells[2].source += extra
        path = self.root / folder / "ps" / "work.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(new_notebook(cells=cells), path)

    def decide(self, undecided):
        """Say who decides."""
        said = f"c.Autograder.undecided = {undecided}\n" if undecided else ""
        (self.root / "nbgrader_config.py").write_text(CONFIG + said)

    def grade(self, command=commands.grade, **options):
        """Grade; each student's tests as `--json` tells them."""
        out = self.root / "out.json"
        self._capsys.readouterr()
        how = commands.How(json_file=out)
        command("ps", how, **options)
        found = json.loads(out.read_text())["submissions"]
        return {one["student"]: {test["id"]: test for test in one["notebooks"][0]["tests"]} for one in found}

    @property
    def printed(self):
        return " ".join(self._capsys.readouterr().out.split())

    def recorded(self):
        """What nbgrader's gradebook holds of the test that a kernel decides."""
        with Gradebook(f"sqlite:///{self.root / 'gradebook.db'}") as book:
            grades = {name: book.find_grade("kernel", "work", "ps", name) for name in ANSWERS}
            return {name: (grade.auto_score, grade.needs_manual_grade) for name, grade in grades.items()}


@pytest.fixture
def ps(tmp_path, warm, monkeypatch, capsys):
    root = tmp_path / "course"
    root.mkdir()
    monkeypatch.chdir(root)
    return Class(root, capsys)


def scores(found, test="kernel"):
    return {student: tests[test]["score"] for student, tests in found.items()}


def test_a_person_decides_where_nothing_is_said(ps):
    """No points are given or lost; the reason is told once, and stands in `--json`, but on no page for students."""
    found = ps.grade(sandbox="on")
    assert scores(found) == {"ann": None, "ben": None, "cem": None}
    assert scores(found, "apart") == {"ann": 2, "ben": 2, "cem": 0}
    assert ps.printed.count("work, kernel: cannot be judged apart from a kernel; a person marks it.") == 1
    about = found["ann"]["kernel"]
    assert about["reason"].startswith("Its own answer does not pass when judged apart") and not about["beside"]
    assert ps.recorded() == {"ann": (None, True), "ben": (None, True), "cem": (None, True)}


@pytest.mark.parametrize("undecided", ['"kernel"', '{"ps": "kernel"}'])
def test_a_kernel_decides_where_the_course_says_so(ps, undecided):
    """The scores of nbgrader itself, marked in the table and in `--json`, and recorded like any other."""
    ps.decide(undecided)
    found = ps.grade(sandbox="on")
    assert scores(found) == {"ann": 2, "ben": 0, "cem": 0}
    assert {(tests["kernel"]["beside"], tests["apart"]["beside"]) for tests in found.values()} == {(True, False)}
    printed = ps.printed
    assert "~ judged in the student's own kernel" in printed and "4~ 4~ graded" in printed
    assert ps.recorded() == {"ann": (2, False), "ben": (0, False), "cem": (0, False)}
    graded = nbformat.read(ps.root / "autograded" / "ann" / "ps" / "work.ipynb", as_version=4)
    shown = next(one for one in graded.cells if grade_id(one) == "kernel").outputs
    assert ["no more" in output.text for output in shown] == [True]


def test_pages_for_students_say_nothing_of_reasons(ps):
    """They may tell of solutions."""
    ps.grade(sandbox="on")
    commands.feedback("ps")
    for student in ANSWERS:
        page = (ps.root / "feedback" / student / "ps" / "work.html").read_text()
        assert "judged apart" not in page and (SECRET not in page or student == "ann")


def test_another_mind_grades_again(ps):
    """From a person to the kernel and back, each time for all."""
    ps.grade(sandbox="on")
    ps.decide('"kernel"')
    assert scores(ps.grade(sandbox="on")) == {"ann": 2, "ben": 0, "cem": 0}
    ps.decide("")
    assert scores(ps.grade(sandbox="on")) == {"ann": None, "ben": None, "cem": None}
    assert "0 unchanged" in ps.printed
    ps.grade(sandbox="on")
    assert "3 unchanged" in ps.printed


def test_only_a_real_run_can_ask_a_kernel(ps):
    """`rejudge` names who needs one, and leaves the old grades."""
    ps.decide('"kernel"')
    ps.grade(sandbox="on")
    ps.write("source", CELLS[0].source, "\nassert f(3) == 20")
    with pytest.raises(AutograderError, match="3 of 3 submissions need a real run"):
        ps.grade(commands.rejudge)
    assert "only the student's kernel can tell" in ps.printed and ps.recorded()["ann"] == (2, False)
    assert scores(ps.grade(sandbox="on")) == {"ann": 2, "ben": 0, "cem": 0}


def test_a_changed_test_that_waits_for_a_person_still_does(ps):
    """`rejudge` does not judge apart what cannot be judged apart."""
    ps.grade(sandbox="on")
    ps.write("source", CELLS[0].source, "\nassert f(3) == 20")
    assert scores(ps.grade(commands.rejudge)) == {"ann": None, "ben": None, "cem": None}


def test_nbgraders_own_command_goes_the_same_way(ps):
    """`nbgrader autograde`, and Formgrader's button."""
    from nbgrader.apps import NbGraderAPI

    from autograder.course import Course

    ps.decide('"kernel"')
    ps.grade(sandbox="on")
    shutil.rmtree(ps.root / "autograded")
    course = Course.find(ps.root)
    assert NbGraderAPI(config=course.settings).autograde("ps", "ann", force=True)["success"]
    assert ps.recorded()["ann"] == (2, False)


@pytest.mark.parametrize(
    ("given", "answer", "score", "reason"),
    [
        ("k = 1", "def f(x):\n    return x + 17", 2, ""),
        ("k = 1", "def f(x):\n    return x", 0, ""),
        ("f = None", "def f(x):\n    return x + 17", None, "both a given cell and this answer bind f"),
        ("k = 1", "k = 2\ndef f(x):\n    return x + 17", 2, ""),
    ],
)
def test_a_source_without_solutions_is_graded(ps, given, answer, score, reason):
    """By its tests; a name that both a given cell and the answer bind is for a person."""
    stub = "# YOUR CODE HERE\nraise NotImplementedError()"
    for folder, text in (("source", stub), ("submitted/ann", answer)):
        path = ps.root / folder / "ps" / "work.ipynb"
        cells = [cell("given", "g", given), cell("answer", "a", text), cell("test", "kernel", "assert f(1) == 18")]
        nbformat.write(new_notebook(cells=cells), path)
    for student in ("ben", "cem"):
        shutil.rmtree(ps.root / "submitted" / student)
    found = ps.grade(sandbox="on")["ann"]["kernel"]
    assert found["score"] == score and reason in found["reason"]
    assert "hold no solution, so nothing is proved of: kernel" in ps.printed
