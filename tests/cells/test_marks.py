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
    (own,) = faults("# <ANSWR>", Marks.of(OWN))
    assert "Did you mean '### <ANSWER>'?" in str(own)


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


EXACT = {
    "### START SOLUTION": "BEGIN SOLUTION",
    "### STOP SOLUTION": "END SOLUTION",
    "### FINISH SOLUTION": "END SOLUTION",
    "# SOLUTION END": "END SOLUTION",
    "# END OF SOLUTION": "END SOLUTION",
    "### MARK SCHEME BEGIN": "BEGIN MARK SCHEME",
    "### END MARKSCHEME": "END MARK SCHEME",
    "  BEGIN HIDDEN TEST": "BEGIN HIDDEN TESTS",
    "---- END HIDDEN TEST": "END HIDDEN TESTS",
    "#BEGIN HIDDEN": "BEGIN HIDDEN TESTS",
    "# BEGIN TESTS": "BEGIN HIDDEN TESTS",
    "# begin tests": "BEGIN HIDDEN TESTS",
    "### BEGIN_HIDDEN": "BEGIN HIDDEN TESTS",
    "a" * 70 + "  ### BEGIN HIDDEN TEST": "BEGIN HIDDEN TESTS",
    "### BEGIN HIDDEN TEST".ljust(80): "BEGIN HIDDEN TESTS",
    "### BEGIN HIDDEN TEST".ljust(81): "",
    "###BEGIN": "BEGIN SOLUTION",
    "##END": "END SOLUTION",
    "#END": "",
    "begin hidden test": "",
    "print(BEGIN)": "",
    "### SOLUTION": "",
    "### HIDDEN TESTS": "",
    "# END TESTS": "",
    "### 1 2 3": "",
    "#": "",
}


@pytest.mark.parametrize("line", EXACT)
def test_the_mark_that_is_meant_is_named_to_the_letter(line):
    """The right half of the right pair; nothing for what says neither, or is too long to be one."""
    assert nearest(line) == EXACT[line]


OWN_LINES = {
    "# VERSTECKT ANFNG": "VERSTECKT ANFANG",
    "# VERSTECKT END": "VERSTECKT ENDE",
    "# versteckt": "VERSTECKT ENDE",
    "# <ANSWR>": "#<ANSWER>",
    "# FOR MARKER": "FOR MARKERS",
    "### BEGIN SOLUTION": "#<ANSWER>",
    "### END SOLUTON": "#</ANSWER>",
    "### BEGIN MARK SCHEME": "FOR MARKERS",
    "### BEGIN HIDDEN TESTS": "VERSTECKT ANFANG",
    "### END HIDDEN TESTS": "VERSTECKT ENDE",
    "### END": "#</ANSWER>",
    "### END MARK SCHEM": "END MARK SCHEME",
    "# der Anfang": "",
    "#<ANSWER>": "",
}


@pytest.mark.parametrize("line", OWN_LINES)
def test_of_a_course_with_marks_of_its_own_those_are_named(line):
    """Also for a line that is nbgrader's mark, or nearly."""
    assert nearest(line, Marks.of(OWN)) == OWN_LINES[line]


LINES = {  # as a student may have written it, and as an author did
    "# VERSTECKT ANFANG": ("# BEGIN HIDDEN TESTS", None),
    "  # VERSTECKT ENDE # VERSTECKT ENDE": ("  # END HIDDEN TESTS # VERSTECKT ENDE", None),
    "    #<ANSWER>": ("    ### BEGIN SOLUTION", None),
    "#</ANSWER>": ("### END SOLUTION", None),
    "=== FOR MARKERS ===": ("=== BEGIN MARK SCHEME ===", None),
    "=== END MARK SCHEME ===": ("=== END MARK SCHEME ===", None),
    "# VERSTECKT ANFNG": ("# VERSTECKT ANFNG", "# BEGIN HIDDEN TESTS"),
    "x = 2  # versteckt end": ("x = 2  # versteckt end", "x = 2  # END HIDDEN TESTS"),
    "# <ANSWR>": ("# <ANSWR>", None),
    "### BEGIN HIDDEN TESTS": ("### BEGIN HIDDEN TESTS", None),
    "### END HIDDEN TEST": ("### END HIDDEN TEST", "# END HIDDEN TESTS"),
    "x = 1": ("x = 1", None),
    "": ("", None),
}


def test_marks_are_replaced_line_by_line():
    """A course's own, each once; what only looks like the mark of a hidden test becomes one where the author wrote it."""
    marks = Marks.of(OWN)
    assert {line: marks.renamed(line) for line in LINES} == {line: one for line, (one, _) in LINES.items()}
    assert {line: marks.standard(line) for line in LINES} == {line: two or one for line, (one, two) in LINES.items()}
    whole = "\n".join(LINES)
    assert marks.renamed(whole) == "\n".join(one for one, _ in LINES.values())
    assert marks.standard(whole) == "\n".join(two or one for one, two in LINES.values())
    assert {STANDARD.renamed(whole), STANDARD.standard(whole)} == {whole}


SAID = {
    "a\n### BEGIN HIDDEN TEST": "line 2, '### BEGIN HIDDEN TEST', is no mark of nbgrader's. Did you mean '### BEGIN HIDDEN TESTS'?",
    "a\nb\n  ### END SOLUTION": "line 3, '### END SOLUTION', ends what never began. Write 'BEGIN SOLUTION' where it begins.",
    "a\n### BEGIN MARK SCHEME\nb": "line 2, '### BEGIN MARK SCHEME', begins what never ends. Write 'END MARK SCHEME' where it ends.",
    "\n# BEGIN SOLUTION\n# BEGIN SOLUTION\n# END SOLUTION": "line 3, '# BEGIN SOLUTION', stands in a region that begins in line 2. End that one first.",
}  # fmt: skip


@pytest.mark.parametrize("source", SAID)
def test_a_fault_says_what_is_the_matter_and_what_to_do(source):
    """With the line as it stands there."""
    assert [str(fault) for fault in faults(source, STANDARD)] == [SAID[source]]


def test_a_region_begun_twice_begins_with_the_last(source="# BEGIN SOLUTION\n# BEGIN SOLUTION\n# BEGIN SOLUTION"):
    """So each fault names the line right before it."""
    assert [fault.what.split(".")[0][-6:] for fault in faults(source, STANDARD)][:2] == ["line 1", "line 2"]
    assert [fault.line for fault in faults(source, STANDARD)] == [2, 3, 3]
