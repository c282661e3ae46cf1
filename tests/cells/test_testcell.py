"""Test cells, taken apart."""

from autograder.cells.testcell import GENERAL, TestCell

SOURCE = """# The rows are images
# Hint: look at the shape.
# It goes on here.
assert shape, "visible"
### BEGIN HIDDEN TESTS
# Hint: look further.
assert other, "authored"
assert other, f"made of {other}"
check(other, message="by keyword")
### END HIDDEN TESTS
"""


def test_name_and_hints():
    """The first comment is the name; each part has its own hint, which may go over lines."""
    test = TestCell.parse(SOURCE)
    assert test.name == "The rows are images"
    assert test.hint == "look at the shape. It goes on here."
    assert test.hidden_hint == "look further."


def test_hidden_lines():
    """Lines between the marks are hidden, the marks and all others are not."""
    test = TestCell.parse(SOURCE)
    assert [line for line in range(1, 11) if test.is_hidden(line)] == [6, 7, 8, 9]


def test_only_literal_messages_are_authored():
    """A plain string reaches the student; text made at run time does not."""
    test = TestCell.parse(SOURCE)
    assert test.authored_message(7) == "authored"
    assert test.authored_message(8) == GENERAL
    assert test.authored_message(9) == "by keyword"


def test_a_cell_without_comments():
    """A foreign course's test without comments has no name and no hint."""
    test = TestCell.parse("assert True")
    assert (test.name, test.hint, test.hidden_hint) == ("", "", "")
