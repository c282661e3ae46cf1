"""Test cells, taken apart."""

import pytest

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


@pytest.mark.parametrize(
    ("source", "line", "text"),
    [
        ("assert f(1) == 2", 1, "assert f(1) == 2"),
        ("a = 1\nassert f(\n    1\n) == 2\nb = 2", 3, "assert f(\n    1\n) == 2"),
        ("if a:\n    assert f(1)  # why\n    b = 2", 2, "assert f(1)"),
        ("if a:\n    assert f(1)\n    b = 2", 1, "if a:\n    assert f(1)\n    b = 2"),
        ("for i in a:\n    if i:\n        b = (\n            i)", 4, "b = (\n            i)"),
        ("a = 1; assert b", 1, "a = 1"),
        ("%time assert f(1)", 1, "%time assert f(1)"),
        ("if a:\n    %time f(1)\n    b = 1", 2, "%time f(1)"),
        ("%%timeit x = 1\nassert x", 1, "%%timeit x = 1"),
        ("a = 1\n\n# why\nb = 2", 3, ""),
        ("%who\na = 1", 1, ""),
        ("a = (", 1, ""),
        ("", 1, ""),
        ("größe = 'ä'; assert größe", 1, "größe = 'ä'"),
    ],
)
def test_the_text_of_a_statement_is_as_it_is_written(source, line, text):
    """The innermost on that line, to its end; what a magic runs is shown with the magic."""
    assert TestCell.parse(source).text(line) == text


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("assert a, 'No.'", 1, "No."),
        ("assert (\n    a\n), 'No.'", 2, "No."),
        ("if a:\n    assert b, 'No.'", 2, "No."),
        ("if a:\n    assert b, 'No.'", 1, GENERAL),
        ("assert a", 1, GENERAL),
        ("assert a, 7", 1, GENERAL),
        ("assert a, 'No.' + b", 1, GENERAL),
        ("assert a, b'No.'", 1, GENERAL),
        ("f(a, message='No.')", 1, "No."),
        ("x = [f(g(a, message='No.'))]", 1, "No."),
        ("f(a, message=b)", 1, GENERAL),
        ("f(a, message=7)", 1, GENERAL),
        ("f(a, other='No.')", 1, GENERAL),
        ("f(a, 'No.')", 1, GENERAL),
        ("a = 1", 2, GENERAL),
    ],
)
def test_a_message_is_the_authors_plain_text(source, line, message):
    """Of an assertion or of a call; whatever is made at run time is not."""
    assert TestCell.parse(source).authored_message(line) == message


@pytest.mark.parametrize(
    ("source", "name", "hint"),
    [
        ("# The sum\n# Hint: add.", "The sum", "add."),
        ("\n\n  ## The sum \nassert a", "The sum", ""),
        ("%%time\n# The sum\nassert a", "The sum", ""),
        ("a = 1\n# The sum", "", ""),
        ("### BEGIN HIDDEN TESTS\n# Hint: no\n### END HIDDEN TESTS", "", ""),
        ("# Hint: add.\n#   all of them\n#\n# now\na = 1\n# Hint: no", "Hint: add.", "add. all of them  now"),
        ("a = 1\n    # Hint: add.", "", "add."),
        ("# hint: add", "hint: add", ""),
        ("#Hint: add", "Hint: add", "add"),
        ("assert a  # Hint: no", "", ""),
        ("# A #1 #\nassert a", "A #1 #", ""),
    ],
)
def test_comments_name_a_test_and_hint(source, name, hint):
    """The first line, if it is one; a hint goes on as long as comments do."""
    test = TestCell.parse(source)
    assert (test.name, test.hint) == (name, hint)


def test_lines_count_from_one():
    """And the whole source is kept."""
    test = TestCell.parse("### BEGIN HIDDEN TESTS\na = 1\n### END HIDDEN TESTS")
    assert (test.source, test.hidden) == ("### BEGIN HIDDEN TESTS\na = 1\n### END HIDDEN TESTS", frozenset([2]))
    assert [test.is_hidden(line) for line in (1, 2, 3)] == [False, True, False]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("a = 1", ""),
        ("a = 1\nb = = 2", "Line 2 of the test is no Python (invalid syntax)."),
        ("return 3", "Line 1 of the test is no Python ('return' outside function)."),
        ("-" * 100_000 + "1", "The test is no Python that can be read."),
        ("a = 1\n%run b.py\n%run c.py", "Line 2 of the test is the magic %run, which cannot be judged apart from a kernel."),
        ("a = !ls *.csv\nb = !wc -l a.csv", ""),
        ("a = !ls\nb = !rm a", "Line 2 of the test is a line for the shell, which cannot be judged apart from a kernel."),
    ],
)  # fmt: skip
def test_why_a_test_cannot_be_judged_apart_is_told(source, fault):
    """With the first line that is the reason; a test that cannot be has no statements."""
    test = TestCell.parse(source)
    assert test.fault == fault
    assert bool(test.tree.body) is (fault == "")
