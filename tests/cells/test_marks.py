"""nbgrader's marks: as a course calls them, and lines that are nearly one."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions
from traitlets.config import Config

from autograder.cells import Marks, hidden_lines, without_hidden
from autograder.cells.marks import HIDDEN, STANDARD, faults, nearest

BEGIN, END = HIDDEN
MEANT = {
    "### BEGIN HIDDEN TEST": BEGIN,
    "### BEGN HIDDEN TESTS": BEGIN,
    "### BEGIN HIDDN TESTS": BEGIN,
    "### begin hidden tests": BEGIN,
    "# Begin hidden tests": BEGIN,
    "## BEGIN_HIDDEN_TESTS": BEGIN,
    "#BEGINHIDDENTESTS": BEGIN,
    "### HIDDEN TESTS BEGIN": BEGIN,
    "### START HIDDEN TESTS": BEGIN,
    "### BEGIN TESTS": BEGIN,
    "### BEGIN PRIVATE TESTS": BEGIN,
    "x = 2  # BEGIN HIDEN TESTS": BEGIN,
    "### END HIDDEN TEST": END,
    "### EDN HIDDEN TESTS": END,
    "    ### End Hidden Tests": END,
    "### BEGIN SOLTION": "BEGIN SOLUTION",
    "### begin solution": "BEGIN SOLUTION",
    "# END SOLUTON": "END SOLUTION",
    "=== BEGIN MARK SCHEM ===": "BEGIN MARK SCHEME",
    "### END MARKSCHEME": "END MARK SCHEME",
    "### BEGIN EXTRA": "BEGIN",
    "### END": "END",
}
NOTHING = [
    "### BEGIN HIDDEN TESTS",
    "# === END SOLUTION ===",
    "## BEGIN SOLUTION",
    "x = 1",
    "# Hidden tests",
    "# begin with the tests",
    "# end of tests",
    "# the end",
    "## 1 · Beginning",
    "## The end of the lesson",
    "for begin, end in hidden_tests:",
    "In the end, only a solution counts.",
    "# The hidden layer tests the ends",
    "# solution",
    "",
]


@pytest.mark.parametrize("line", MEANT)
def test_a_line_that_is_nearly_a_mark_is_known(line):
    """Letters that are missing or swapped, small letters, another order, other words: the right one is named."""
    assert nearest(line).startswith(MEANT[line])


@pytest.mark.parametrize("line", NOTHING)
def test_other_lines_are_left_alone(line):
    """A mark as nbgrader reads it, code and sentences."""
    assert nearest(line) == ""


OWN = Config()
OWN.ClearHiddenTests.begin_test_delimeter, OWN.ClearHiddenTests.end_test_delimeter = (
    "VERSTECKT ANFANG",
    "VERSTECKT ENDE",
)
OWN.ClearSolutions.begin_solution_delimeter, OWN.ClearSolutions.end_solution_delimeter = "#<ANSWER>", "#</ANSWER>"
OWN.ClearMarkScheme.begin_mark_scheme_delimeter = "FOR MARKERS"


def test_a_course_names_its_marks():
    """Those that it does not name are nbgrader's own."""
    marks = Marks.of(OWN)
    assert marks.names == (
        "#<ANSWER>",
        "#</ANSWER>",
        "VERSTECKT ANFANG",
        "VERSTECKT ENDE",
        "FOR MARKERS",
        "END MARK SCHEME",
    )
    assert Marks.of(Config()) == STANDARD


CELLS = [
    ("a\n# VERSTECKT ANFANG\nb\n# VERSTECKT ENDE\nc", ClearHiddenTests, {"grade": True}),
    ("a\n#<ANSWER>\nb\n#</ANSWER>\nc", ClearSolutions, {"solution": True}),
    ("a\n=== FOR MARKERS ===\nb\n=== END MARK SCHEME ===\nc", ClearMarkScheme, {"task": True}),
]


@pytest.mark.parametrize(("source", "clear", "flags"), CELLS, ids=["hidden", "solution", "scheme"])
def test_the_courses_marks_are_read_as_nbgraders(source, clear, flags):
    """What nbgrader cuts by the course's marks, it cuts by its own once they are renamed; all lines keep their numbers."""
    meta = {"grade": False, "solution": False, "locked": False, "task": False, "grade_id": "a", "schema_version": 3}

    def cut(text, config):
        notebook = new_notebook(cells=[new_code_cell(text, metadata={"nbgrader": meta | flags})])
        return clear(config=config).preprocess(notebook, {})[0].cells[0].source

    renamed = Marks.of(OWN).standard(source)
    assert cut(renamed, Config()) == cut(source, OWN) != source
    assert len(renamed.split("\n")) == len(source.split("\n"))


@pytest.mark.parametrize(
    "mark",
    ["# VERSTECKT ANFNG", "# versteckt anfang", "# VERSTECKT  ANFANG", "### BEGIN HIDDEN TESTS", "# BEGIN HIDDEN TEST"],
)
def test_what_is_nearly_a_courses_mark_hides_too(mark):
    """Its own misspelled, and nbgrader's, which mean nothing to nbgrader there."""
    source = Marks.of(OWN).standard(f"a\n{mark}\nsecret\n# VERSTECKT ENDE\nb")
    assert hidden_lines(source) == {3: "secret"}
    assert without_hidden(source) == "a\nb"


FAULTY = {
    "a\n### BEGIN HIDDEN TEST\nb\n### END HIDDEN TESTS": [2, 4],
    "a\n### begin hidden tests\nb\n### end hidden tests": [2, 4],
    "### BEGIN HIDDEN TESTS\nb": [1],
    "### BEGIN HIDDEN TESTS\nb\n### END HIDDEN TEST\nc": [3, 1],
    "### BEGIN HIDDEN TESTS\n### BEGIN HIDDEN TESTS\nb\n### END HIDDEN TESTS": [2],
    "b\n### END HIDDEN TESTS": [2],
    "### BEGIN SOLUTION\nb\n### END SOLUTON": [3, 1],
    "b\n### END MARK SCHEME": [2],
    "### BEGIN HIDDEN TESTS\nb\n### END SOLUTION": [3, 1],
}


@pytest.mark.parametrize("source", FAULTY)
def test_marks_without_their_other_half_are_found(source):
    """Misspelled, nested, ended without a beginning, begun without an end: each with its line."""
    found = list(faults(source, STANDARD))
    assert [fault.line for fault in found] == FAULTY[source]
    assert all(fault.text == source.split("\n")[fault.line - 1] for fault in found)


def test_a_fault_names_the_right_mark():
    """With the sign that makes it a comment."""
    (begin, _) = faults("### BEGIN HIDDEN TEST\n### END HIDDEN TESTS", STANDARD)
    assert "Did you mean '### BEGIN HIDDEN TESTS'?" in str(begin)
    (own,) = faults("# VERSTECKT ANFNG", Marks.of(OWN))
    assert "Did you mean '### VERSTECKT ANFANG'?" in str(own)


@pytest.mark.parametrize(
    "source",
    ["### BEGIN SOLUTION\na\n### END SOLUTION\n### BEGIN SOLUTION\nb\n### END SOLUTION", "# BEGIN HIDDEN TESTS\na\n# END HIDDEN TESTS", "# no marks"],
)  # fmt: skip
def test_marks_in_order_have_no_fault(source):
    """Several regions, and any number of signs before a mark, are as nbgrader wants them."""
    assert list(faults(source, STANDARD)) == []


HIDING = {
    "shown\n### BEGIN HIDDEN TEST\nsecret\n### END HIDDEN TESTS\nopen": "shown\nopen",
    "shown\n### BEGIN HIDDEN TESTS\nsecret\n### END HIDDEN TEST\nsecret too": "shown",
    "shown\n### BEGIN HIDDEN TESTS\nsecret": "shown",
    "shown\n### begin hidden tests\nsecret\n### end hidden tests\nsecret too": "shown",
    "secret\n### END HIDDEN TESTS\nopen": "open",
    "secret\n### end of hidden tests\nopen": "open",
    "a\n### BEGIN HIDDEN TESTS\nsecret\n### END HIDDEN TESTS\nsecret\n### END HIDDEN TESTS\nopen": "a\nopen",
    "shown\n### BEGIN HIDDEN TESTS\nsecret\n### BEGIN HIDDEN TESTS\nsecret\n### END HIDDEN TESTS\nopen": "shown\nopen",
    "shown\n### BEGIN CHECKS\nsecret": "shown",
}


@pytest.mark.parametrize("source", HIDING)
def test_all_that_may_be_meant_to_be_hidden_is(source):
    """Where marks are faulty, rather too much is hidden than too little."""
    assert without_hidden(source) == HIDING[source]
    assert "secret" not in without_hidden(source)
