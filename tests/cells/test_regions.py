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
