"""Regions are cut exactly as nbgrader cuts them."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

from autograder.cells import hidden_lines, solution_lines, without_hidden, without_solution

META = {"nbgrader": {"grade": False, "solution": True, "locked": False, "grade_id": "a", "schema_version": 3}}
ANSWERS = [
    "x = ...\n### BEGIN SOLUTION\nx = 1\ny = 2\n### END SOLUTION\nprint(x)",
    "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION",
    "no region at all",
    "### BEGIN SOLUTION\na\n### END SOLUTION\nb\n### BEGIN SOLUTION\nc\n### END SOLUTION",
]


@pytest.mark.parametrize("source", ANSWERS)
def test_solutions_are_cleared_as_nbgrader_does(source):
    """Our stub of an answer is nbgrader's, to the letter."""
    notebook = new_notebook(cells=[new_code_cell(source, metadata=META)])
    clear = ClearSolutions(code_stub={"python": "# Your code\nhere"})
    theirs = clear.preprocess(notebook, {})[0].cells[0].source
    assert without_solution(source, "# Your code\nhere") == theirs


def test_hidden_tests_are_cleared_as_nbgrader_does():
    """What students see of a test is what nbgrader's release shows."""
    source = "a\n### BEGIN HIDDEN TESTS\nb\n### END HIDDEN TESTS\nc\n### BEGIN HIDDEN TESTS\nd\n### END HIDDEN TESTS"
    meta = {"nbgrader": META["nbgrader"] | {"grade": True, "solution": False, "locked": True}}
    notebook = new_notebook(cells=[new_code_cell(source, metadata=meta)])
    theirs = ClearHiddenTests().preprocess(notebook, {})[0].cells[0].source
    assert without_hidden(source) == theirs == "a\nc"
    assert hidden_lines(source) == {3: "b", 7: "d"}


def test_solution_lines_have_their_numbers():
    """Lines inside a solution region are told by their number from 1."""
    assert solution_lines(ANSWERS[0]) == {3: "x = 1", 4: "y = 2"}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (
            "a\n### BEGIN SOLUTION\nb\n### END HIDDEN TEST\nc\n### END SOLUTION\nd",
            {3: "b", 4: "### END HIDDEN TEST", 5: "c"},
        ),
        ("### BEGIN SOLUTION\na\n### END SOLUTION\n### BEGIN SOLUTION\nb\n### END SOLUTION", {2: "a", 5: "b"}),
        ("### BEGIN SOLUTION\na", {2: "a"}),
        ("a\n### END SOLUTION", {}),
        ("a\n### BEGIN SOLUTON\nb\n### END SOLUTON", {}),
        ("", {}),
    ],
)
def test_solution_lines_are_those_between_the_very_marks(source, lines):
    """What is nearly a mark is none there: nothing is hidden by it."""
    assert solution_lines(source) == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("a\n### END HIDDEN TESTS\nb", {1: "a"}),
        ("a\n### BEGIN HIDDEN TESTS\nb\n### END HIDDEN TESTS\nc\n### END HIDDEN TESTS\nd", {3: "b", 5: "c"}),
        ("a\n### BEGIN HIDDEN TESTS\nb\n### END HIDDEN TESTS\nc\n### END HIDDEN TESTS\nd\n### END HIDDEN TESTS", {3: "b", 5: "c", 7: "d"}),
        ("### BEGIN HIDDEN TESTS\na\n### END HIDDN TESTS\nb", {2: "a", 3: "### END HIDDN TESTS", 4: "b"}),
        ("a\n### END HIDDN TESTS\nb", {1: "a"}),
        ("### BEGIN HIDDN TESTS\na\n### END HIDDEN TESTS\nb", {2: "a"}),
        ("### BEGIN HIDDEN TESTS\n### BEGIN HIDDEN TESTS\na\n### END HIDDEN TESTS\nb", {3: "a"}),
        ("### BEGIN SOLUTON\na\n### END SOLUTON\nb", {2: "a", 3: "### END SOLUTON", 4: "b"}),
    ],
)  # fmt: skip
def test_hidden_lines_are_all_that_may_be_meant(source, lines):
    """Whichever half is missing or misspelled; in their order."""
    assert [*hidden_lines(source).items()] == [*lines.items()]


@pytest.mark.parametrize(
    ("source", "cleared"),
    [
        ("a", "S\nT"),
        ("", "S\nT"),
        ("a\n  ### BEGIN SOLUTION\n  b\n  ### END SOLUTION\nc", "a\n  S\n  T\nc"),
        ("### BEGIN SOLUTION\nb", "S\nT"),
        ("a\n### END SOLUTION\n### BEGIN SOLUTION\nb\n### END SOLUTION", "a\nS\nT"),
        ("\t### BEGIN SOLUTION  \nb\n### END SOLUTION\n", "\tS\n\tT\n"),
    ],
)
def test_a_stub_takes_the_place_of_each_region(source, cleared):
    """As far to the right as its mark; of all where there is none."""
    assert without_solution(source, "S\nT") == cleared
