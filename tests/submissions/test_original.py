"""The course's own notebook, as submissions are compared with it."""

import os
from collections import Counter

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from submissions.writers import STUBS

from autograder.cells import Role
from autograder.course import Course
from autograder.submissions.original import Stubs, likeness, plain, prepare, read_original, words

KINDS = {
    "answer": {"solution": True},
    "written": {"solution": True, "grade": True, "points": 1},
    "test": {"grade": True, "locked": True, "points": 1},
    "given": {"locked": True},
}


def cell(kind, source, name="", make=new_code_cell):
    flags = {"grade": False, "solution": False, "locked": False, "task": False} | KINDS.get(kind, {})
    return make(source, metadata={"nbgrader": flags | {"grade_id": name}} if kind != "ordinary" else {})


def solved(before, solution, after=""):
    return "\n".join([*before, "### BEGIN SOLUTION", *solution, "### END SOLUTION", *([after] if after else [])])


CELLS = [
    cell("given", "import math\nlimit = 10", "start"),
    cell("ordinary", "my_guess = 'fill me in'"),
    cell("answer", solved(["# the largest of all", "high = ..."], ["high = math.inf", "low = 1"]), "high"),
    cell("test", "assert high > limit\n### BEGIN HIDDEN TESTS\nassert low < high\n### END HIDDEN TESTS", "test"),
    cell("answer", solved([], ["a = 1", "b = 2", "limit = 3"]), "free"),
    cell("answer", solved(["pass"], ["c = 1"]), "nobody"),
    cell("test", "assert a + limit", "test-2"),
    cell("written", solved([], ["Because."]), "why", new_markdown_cell),
    cell("ordinary", "About a", make=new_markdown_cell),
]


@pytest.fixture(scope="module")
def original():
    return prepare(new_notebook(cells=CELLS), STUBS)


def test_cells_have_their_places_roles_and_names(original):
    """A cell without nbgrader's name goes by its id."""
    assert [known.number for known in original.known] == list(range(9))
    assert [known.role.value for known in original.known] == (
        ["given", "ordinary", "answer", "test", "answer", "answer", "test", "written", "ordinary"]
    )
    ids = [known.cell["id"] for known in original.known]
    assert [known.name for known in original.known] == [
        "start",
        ids[1],
        *["high", "test", "free", "nobody", "test-2", "why"],
        ids[8],
    ]
    assert original.language == "python" and original.marks.names[0] == "BEGIN SOLUTION"


def test_students_got_stubs_and_no_hidden_tests(original):
    """As nbgrader releases them: one stub for code, another for text."""
    texts = {known.name: known.released for known in original.known}
    assert texts["high"] == "# the largest of all\nhigh = ...\n# Your code here"
    assert (texts["free"], texts["nobody"], texts["why"]) == (
        "# Your code here",
        "pass\n# Your code here",
        "*Your answer here*",
    )
    assert texts["test"] == "assert high > limit"
    assert texts["start"] == "import math\nlimit = 10"


def test_whose_text_it_is_depends_on_the_role(original):
    """Answers are asked for; ordinary cells are the student's, too."""
    assert [known.name for known in original.known if known.asked] == ["high", "free", "nobody", "why"]
    assert [known.name for known in original.asked] == ["high", "free", "nobody", "why"]
    assert [known.number for known in original.known if known.students] == [1, 2, 4, 5, 7, 8]
    assert [known.number for known in original.known if not known.code] == [7, 8]


def test_an_answer_is_wanted_to_bind_what_its_stub_binds(original):
    """Else what others mention of what the author's answer binds, else all of that."""
    wanted = {known.name: sorted(known.wanted) for known in original.known}
    assert (wanted["high"], wanted["free"], wanted["nobody"]) == (["high"], ["a", "limit"], ["c"])
    assert (wanted["start"], wanted["test"], wanted["why"]) == ([], [], [])
    assert original.known[1].wanted == {"my_guess"}


def test_names_that_another_cell_binds_are_nobodys_own(original):
    """They tell of no cell."""
    own = {known.name: sorted(known.own) for known in original.known}
    assert (own["high"], own["free"], own["nobody"]) == (["high"], ["a"], ["c"])


def test_lines_that_stand_nowhere_else_tell_of_an_answer(original):
    """Long enough, no line of the stub's own, and no cell of the course's that is locked."""
    anchors = [sorted(known.anchors) for known in original.known]
    assert anchors == [
        [],
        ["my_guess = 'fill me in'"],
        ["# the largest of all", "high = ..."],
        [],
        [],
        [],
        [],
        [],
        ["About a"],
    ]


@pytest.mark.parametrize(("line", "tells"), [("x = 10", True), ("x = 1", False), ("    x = 10   ", True)])
def test_a_short_line_tells_nothing(line, tells):
    """Six characters, without the blanks around them, are enough."""
    found = prepare(new_notebook(cells=[cell("answer", solved([line], ["x = 2"]), "a")]), STUBS)
    assert found.known[0].anchors == ({"x = 10"} if tells else set())


def test_no_line_of_a_stub_tells_of_an_answer():
    """Though it may stand in one cell alone."""
    stubs = Stubs("# Your code here\nraise NotImplementedError()", "text")
    found = prepare(
        new_notebook(cells=[cell("answer", solved(["# the sum"], ["raise NotImplementedError()"]), "a")]), stubs
    )
    assert found.known[0].anchors == {"# the sum"}


def test_a_line_that_stands_in_two_cells_tells_nothing():
    """Twice in one cell is once."""
    two = [cell("answer", solved(["x = 100", "y = 100", "y = 100"], ["1"]), "a"), cell("given", "  x = 100", "b")]
    assert prepare(new_notebook(cells=two), STUBS).known[0].anchors == {"y = 100"}


def test_cells_are_found_by_name_id_and_text(original):
    """Locked ones by the whole of their text as well: somebody may hand in the author's own."""
    assert original.by_grade_id.keys() == {"start", "high", "test", "free", "nobody", "test-2", "why"}
    assert original.by_id[original.known[1].cell["id"]] is original.known[1]
    found = {text: [known.name for known in those] for text, those in original.by_text.items()}
    assert found["assert high > limit"] == found[CELLS[3].source] == ["test"]
    assert found["# Your code here"] == ["free"]
    assert CELLS[2].source not in found
    assert "" not in found


def test_cells_of_one_text_are_found_in_their_order():
    """And empty ones not at all."""
    found = prepare(
        new_notebook(cells=[cell("given", "x", "a"), cell("given", "", "b"), cell("given", "x\n", "c")]), STUBS
    )
    assert {text: [known.name for known in those] for text, those in found.by_text.items()} == {"x": ["a", "c"]}


def test_a_notebook_without_ids_gets_some():
    """By the cells' places, from 1."""
    notebook = new_notebook(cells=[cell("given", "x", "a"), cell("ordinary", "y")])
    notebook.cells[0].pop("id"), notebook.cells[1].pop("id")
    assert [known.name for known in prepare(notebook, STUBS).known] == ["a", "course-2"]
    assert notebook.cells[0]["id"] == "course-1"


def test_the_language_is_the_kernels():
    """Python where the notebook does not say."""
    assert prepare(new_notebook(metadata={"language_info": {"name": "R"}}), STUBS).language == "R"
    unnamed = new_notebook()
    unnamed.metadata["language_info"] = {}
    assert prepare(unnamed, STUBS).language == prepare(new_notebook(), STUBS).language == "python"


def test_a_solution_in_another_cell_is_cleared_too():
    """Nbgrader does so where a course switches its checks off."""
    found = prepare(new_notebook(cells=[cell("ordinary", solved(["a"], ["b"]))]), Stubs("code", "text"))
    assert found.known[0].released == "a\ncode"


# --- stubs


@pytest.mark.parametrize(
    ("text", "stub"),
    [
        ("", True),
        ("\n  \n", True),
        ("# the largest of all\nhigh = ...\n# Your code here", True),
        ("# the largest of all  \nhigh = ...\n# Your code here\n\n", True),
        ("high = ...", True),
        ("# I do not know.\n    high = ...", True),
        ("# high = 3", True),
        ("high = ...\nhigh", False),
        ("high = 1", False),
    ],
)
def test_an_answer_that_says_no_more_than_its_stub_is_one(original, text, stub):
    """Nothing, the stub with other blanks, some of its lines, comments."""
    assert original.by_grade_id["high"].is_stub(text) is stub


@pytest.mark.parametrize(
    ("text", "stub"), [("", True), ("*Your answer here*  ", True), ("# A title", False), ("*Your", False)]
)
def test_a_written_answer_is_a_stub_word_for_word(original, text, stub):
    """A line that begins with a sign is a title there."""
    assert original.by_grade_id["why"].is_stub(text) is stub


# --- texts


def test_a_plain_text_has_no_blanks_that_editors_add():
    """At the ends of lines, and blank lines at both ends; those inside stay."""
    assert plain("\n \n  a  \n\nb\t\n \n\n") == "  a\n\nb"
    assert plain("  \n") == ""


def test_words_and_signs_are_counted():
    """Wherever they stand, up to a limit."""
    assert words("a = a1 + größe\n\n#a") == Counter({"a": 2, "=": 1, "a1": 1, "+": 1, "größe": 1, "#": 1})
    assert words("a " * 10_001) == {"a": 10_000}


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("a b", "a b", 1),
        ("a b", "b a", 1),
        ("a b", "c d", 0),
        ("a b c", "a", 0.5),
        ("a a a", "a", 0.5),
        ("", "", 0),
        ("a", "", 0),
    ],
)
def test_likeness_is_the_share_of_common_words(one, other, share):
    """Of both texts, each word as often as it stands there."""
    assert likeness(words(one), words(other)) == share


def test_an_answers_words_are_those_of_the_stub_and_of_the_authors_answer(original):
    """Without the marks; of a locked cell those of what was released."""
    texts = {known.name: known.words for known in original.known}
    assert (
        len(texts["high"]) == 2 and words("# the largest of all\nhigh = ...\nhigh = math.inf\nlow = 1") in texts["high"]
    )
    assert words("# the largest of all\nhigh = ...\n# Your code here") in texts["high"]
    assert texts["test"] == (words("assert high > limit"),)
    assert original.known[1].words == (words("my_guess = 'fill me in'"),)


def test_roles_are_nbgraders():
    """The course asks for code and for text."""
    found = prepare(new_notebook(cells=[cell("written", "x", "a")]), STUBS)
    assert found.known[0].role == Role.WRITTEN and found.known[0].asked


def test_a_file_is_read_once_for_each_state_of_it(tmp_path):
    """Its time and its size tell; marks and stubs are the course's."""
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.ClearSolutions.begin_solution_delimeter = 'MINE'\n"
    )
    course, path = Course.find(tmp_path), tmp_path / "a.ipynb"

    def read(source, time, stubs=STUBS):
        nbformat.write(new_notebook(cells=[cell("answer", source, "a")]), path)
        os.utime(path, ns=(time, time))
        return read_original(course, path, stubs)

    one = read("# MINE\nx\n# END SOLUTION", 1_000)
    assert one.known[0].released == "# Your code here" and one.marks.solution == ("MINE", "END SOLUTION")
    assert read("# MINE\ny\n# END SOLUTION", 1_000) is one
    assert read("# MINE\nlonger\n# END SOLUTION", 1_000).known[0].cell.source.split("\n")[1] == "longer"
    assert read("# MINE\nshorts\n# END SOLUTION", 2_000).known[0].cell.source.split("\n")[1] == "shorts"
    assert read("# MINE\nshorts\n# END SOLUTION", 2_000, Stubs("other", "")).known[0].released == "other"
