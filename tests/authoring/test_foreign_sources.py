"""`build` of a course that has no texts of ours: what is refused there, what is allowed, and what is told."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.authoring.build import build
from autograder.course import Course
from autograder.errors import LeakError, MarkerError

KINDS = {"given": (False, False, True), "answer": (False, True, False), "test": (True, False, True)}
SHAPE = "class Shape:\n    def area(self):\n        raise NotImplementedError\n    def name(self):\n        return type(self).__name__"
SQUARE = (
    "class Square(Shape):\n    def __init__(self, a):\n        super().__init__()\n        self.side_length = a\n"
    "    def area(self):\n        return self.side_length ** 2"
)


def cell(kind, name, source, points=2):
    grade, solution, locked = KINDS[kind]
    meta = {"grade": grade, "solution": solution, "locked": locked, "task": False, "schema_version": 3}
    return new_code_cell(
        source, metadata={"nbgrader": meta | {"grade_id": name} | ({"points": points} if grade else {})}
    )


def given(source):
    return cell("given", f"given-{abs(hash(source))}", source)


def answer(source, before=""):
    return cell("answer", f"answer-{abs(hash(source))}", f"{before}### BEGIN SOLUTION\n{source}\n### END SOLUTION")


def check(source):
    return cell("test", "t", source)


def hidden(source, before="assert True\n"):
    return check(f"{before}### BEGIN HIDDEN TESTS\n{source}\n### END HIDDEN TESTS")


def course(root, *cells, settings="", **more):
    (root / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.course_id = 't'\n{settings}\n")
    (root / "source" / "ps").mkdir(parents=True)
    for name, inside in {"p1": cells, **more}.items():
        nbformat.write(new_notebook(cells=list(inside)), root / "source" / "ps" / f"{name}.ipynb")
    return Course.find(root)


NO_LEAKS = {
    "a signature that base class and answer share": [given(SHAPE), answer(SQUARE)],
    "a signature of a later class": [answer(SQUARE), given(SHAPE)],
    "a given line before the answer": [given("values = read_values('a.csv')"), answer("values = read_values('a.csv')")],
    "a line of an ordinary cell before": [new_code_cell("plt.figure(figsize=(8, 6))"), answer("plt.figure(figsize=(8, 6))")],
    "a line of the text before": [new_markdown_cell("Write\n\n    total = sum(values)"), answer("total = sum(values)")],
    "a line of the visible test": [answer("square = Square(length=3)"), check("square = Square(length=3)\nassert square")],
    "a set-up that both parts of a test have": [hidden("data = make_data(10)\nassert f(data)", "data = make_data(10)\nassert data\n")],
    "a given line after": [answer("values = sorted(numbers)"), given("values = sorted(numbers)")],
    "what every stub says": [answer("raise NotImplementedError()"), answer("x = 1")],
}  # fmt: skip


@pytest.mark.parametrize("what", NO_LEAKS)
def test_what_the_author_shows_on_purpose_is_no_leak(tmp_path, what):
    """Signatures, what a student has read before, and what stands in locked cells."""
    assert build(course(tmp_path, *NO_LEAKS[what]), "ps").notebooks == ("p1",)


def test_a_solution_in_a_locked_cell_is_told(tmp_path):
    """It may be on purpose, and it may not."""
    (note,) = build(course(tmp_path, *NO_LEAKS["a given line after"]), "ps").notes
    assert note.startswith("p1, cell 2 (given-")
    assert "shows students a line of an answer or of a hidden test: 'values = sorted(numbers)'" in note


LEAKS = {
    "a solution line": [answer("total = sum(numbers)"), new_code_cell("total = sum(numbers)")],
    "a solution line: 'mean = total": [answer("mean = total / count"), answer("x = 1", before="mean = total / count\n")],
    "a hidden test's line": [hidden("assert f(20) == 4321"), new_code_cell("assert f(20) == 4321")],
    "'wanted', which only a hidden test binds": [hidden("wanted = 3"), new_code_cell("%matplotlib inline\nprint(wanted)")],
    "'wanted', which only a": [hidden("wanted = 3"), new_code_cell("%%writefile a.py\nprint(wanted)")],
    "'wanted', which only": [hidden("%time wanted = 3"), new_code_cell("print(wanted)")],
}  # fmt: skip


@pytest.mark.parametrize("what", LEAKS)
def test_what_is_a_leak_can_be_allowed_by_name(tmp_path, what):
    """The refusal says what to write, and that is enough."""
    (tmp_path / "one").mkdir()
    with pytest.raises(LeakError, match=what) as caught:
        build(course(tmp_path / "one", *LEAKS[what]), "ps")
    allowed = str(caught.value).split(": ")[-1]
    assert allowed.startswith("c.Autograder.not_leaks = [")
    (tmp_path / "other").mkdir()
    assert build(course(tmp_path / "other", *LEAKS[what], settings=allowed), "ps").notebooks == ("p1",)


def test_an_earlier_parts_answer_is_a_leak_in_what_students_change(tmp_path):
    """And is told in what is locked."""
    parts = {"p2": [new_code_cell("total = sum(numbers)")], "p3": [given("total = sum(numbers)")]}
    with pytest.raises(LeakError, match="p2, cell 1 .*an earlier part's solution line"):
        build(course(tmp_path, answer("total = sum(numbers)"), **parts), "ps")


ENDINGS = {
    "False": "in False, and nbgrader gives full marks for that",
    "not True": "in False",
    "True if ok else False": "in False",
    "5": "in 5, which is no number of points from 0 to 2",
    "-1": "in -1",
    "1.5 + 1": "in 2.5",
    "2 if ok else 3": "in 3",
    "float('nan')": "in nan",
    "%time 5": "in 5",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_test_that_is_seen_to_end_in_no_score_is_refused(tmp_path, ending):
    """With the test and its line."""
    with pytest.raises(MarkerError, match="p1, t: line 3 ends the test ") as caught:
        build(course(tmp_path, check(f"ok = True\n\n{ending}")), "ps")
    assert ENDINGS[ending] in str(caught.value)


FINE = [
    "df.head()",
    "'Well done'",
    "True",
    "None",
    "2",
    "0.5",
    "1 if ok else 0",
    "score",
    "[1, 2]",
    "5;",
    "False;",
    "plt.gcf()",
    "1 / 0",
]


@pytest.mark.parametrize("ending", FINE)
def test_other_endings_are_nobodys_business(tmp_path, ending):
    """A table, a text, a score that is made at run time, and what a semicolon keeps back."""
    assert build(course(tmp_path, check(f"ok = True\n{ending}")), "ps").notes == ()


TOLD = {
    "%%bash\nls": "p1, t: Line 1 of the test is the magic %%bash, which cannot be judged apart from a kernel. A person marks it.",
    "ok = (": "p1, t: Line 1 of the test is no Python ('(' was never closed). A person marks it.",
    "x\n!rm result.csv": "p1, t: Line 2 of the test is a line for the shell",
    "f(1) == 2": "p1, t: line 1 asserts nothing.",
}


@pytest.mark.parametrize("source", TOLD)
def test_what_a_person_has_to_judge_is_told(tmp_path, source):
    """The course is built all the same."""
    (note,) = build(course(tmp_path, check(source)), "ps").notes
    assert note.startswith(TOLD[source])


MARKS = {
    "### BEGIN HIDDEN TEST\nassert f(1) == 4321\n### END HIDDEN TESTS": "### BEGIN HIDDEN TESTS",
    "### begin hidden tests\nassert f(1) == 4321\n### end hidden tests": "### BEGIN HIDDEN TESTS",
    "### HIDDEN TESTS BEGIN\nassert f(1) == 4321\n### END HIDDEN TESTS": "### BEGIN HIDDEN TESTS",
    "### BEGIN TESTS\nassert f(1) == 4321": "### BEGIN HIDDEN TESTS",
    "### BEGIN HIDDEN TESTS\nassert f(1) == 4321\n### END HIDDEN TEST": "### END HIDDEN TESTS",
    "assert f(1) == 4321\n### END HIDDEN TESTS": "BEGIN HIDDEN TESTS",
    "### BEGIN HIDDEN TESTS\n### BEGIN HIDDEN TESTS\nf\n### END HIDDEN TESTS": "End that one first",
    "### BEGIN EXTRA CHECKS\nassert f(1) == 4321\n### END EXTRA CHECKS": "### BEGIN",
}


@pytest.mark.parametrize("source", MARKS)
def test_a_mark_that_is_none_is_refused(tmp_path, source):
    """What it was meant to hide would be released; the old release stays."""
    with pytest.raises(MarkerError, match=r"p1, cell 1 \(t\): line \d") as caught:
        build(course(tmp_path, check(source)), "ps")
    assert MARKS[source] in str(caught.value)
    assert not (tmp_path / "release").exists()


def test_a_misspelled_solution_is_refused(tmp_path):
    """In an answer, too."""
    source = "### BEGIN SOLTION\nx = 4321\n### END SOLUTION"
    with pytest.raises(MarkerError, match="Did you mean '### BEGIN SOLUTION'"):
        build(course(tmp_path, cell("answer", "a", source)), "ps")


OWN = "\n".join(
    [
        "c.ClearHiddenTests.begin_test_delimeter, c.ClearHiddenTests.end_test_delimeter = 'VERSTECKT', 'SICHTBAR'",
        "c.ClearSolutions.begin_solution_delimeter, c.ClearSolutions.end_solution_delimeter = '#<A>', '#</A>'",
        "c.ClearSolutions.code_stub = {'python': 'fill_me_in'}",
        "c.IncludeHeaderFooter.header = 'header.ipynb'",
    ]
)


def own(root, *cells):
    nbformat.write(new_notebook(cells=[given("from math import pi")]), root / "header.ipynb")
    return course(root, *cells, settings=OWN)


def test_a_courses_own_marks_stub_and_header_make_its_release(tmp_path, monkeypatch):
    """Wherever the command is typed."""
    made = own(
        tmp_path,
        cell("answer", "a", "#<A>\nx = 4321\n#</A>"),
        check("assert x\n# VERSTECKT\nassert x == 4321\n# SICHTBAR"),
    )
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    build(made, "ps")
    release = nbformat.read(tmp_path / "release" / "ps" / "p1.ipynb", as_version=4)
    assert [one.source for one in release.cells] == ["from math import pi", "fill_me_in", "assert x"]


@pytest.mark.parametrize("mark", ["# VERSTEKT", "# versteckt", "### BEGIN HIDDEN TESTS"])
def test_a_mark_that_is_none_of_the_courses_is_refused(tmp_path, mark):
    """Its own misspelled, and nbgrader's, which hide nothing there."""
    with pytest.raises(MarkerError, match="Did you mean '### VERSTECKT'?"):
        build(own(tmp_path, check(f"assert x\n{mark}\nassert x == 4321\n# SICHTBAR")), "ps")


def test_a_line_between_own_marks_is_a_secret(tmp_path):
    """Leaks are looked for there, too."""
    secret = "assert the_answer(20) == 4321"
    with pytest.raises(LeakError, match="a hidden test's line"):
        build(own(tmp_path, check(f"assert x\n# VERSTECKT\n{secret}\n# SICHTBAR"), new_code_cell(secret)), "ps")
