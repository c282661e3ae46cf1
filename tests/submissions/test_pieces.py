"""A submission, taken apart."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from submissions.writers import STUBS

from autograder.submissions.original import prepare
from autograder.submissions.pieces import Piece, take_apart, unlike
from autograder.submissions.reading import Cell, Document

FLAGS = {
    "answer": {"solution": True},
    "test": {"grade": True, "locked": True, "points": 1},
    "given": {"locked": True},
}
GIVEN = "numbers = [1, 2, 3]\nlimit = max(numbers) * 2"
TEST = "assert total == 6, 'The sum is not right.'"
LATER = "assert total < limit, 'It is too large.'"


def cell(kind, source, name, make=new_code_cell):
    flags = {"grade": False, "solution": False, "locked": False, "task": False} | FLAGS[kind]
    return make(source, metadata={"nbgrader": flags | {"grade_id": name}}, id=f"{name}-id")


ORIGINAL = prepare(
    new_notebook(
        cells=[
            cell("given", GIVEN, "start"),
            cell("answer", "# the sum\n### BEGIN SOLUTION\ntotal = sum(numbers)\n### END SOLUTION", "total"),
            cell("test", TEST, "test-total"),
            cell("test", LATER, "test-later"),
            cell("given", "Short.", "short", new_markdown_cell),
            cell("given", "Short.", "short-2", new_markdown_cell),
            cell("given", "", "empty", new_markdown_cell),
        ]
    ),
    STUBS,
)
STUB = "# the sum\n# Your code here"


def apart(*cells):
    """Text, cell of the course, how that was found, and whether it was cut, of each piece."""
    read = [one if isinstance(one, Cell) else Cell("code", *one) for one in cells]
    pieces = take_apart(Document(tuple(read)), ORIGINAL)
    return [(piece.text, "" if piece.known is None else piece.known.name, piece.how, piece.cut) for piece in pieces]


# --- what a cell says that it is


@pytest.mark.parametrize(
    ("one", "name", "how"),
    [
        (Cell("code", "total = 6", "total", "start-id"), "total", "name"),
        (Cell("code", "total = 6", "other", "total-id"), "total", "id"),
        (Cell("code", "total = 6", "", "total-id"), "total", "id"),
        (Cell("code", "total = 6", "other", "other"), "", ""),
        (Cell("code", "total = 6"), "", ""),
    ],
)
def test_a_name_counts_more_than_an_id(one, name, how):
    """One that the course does not have is none."""
    assert apart(one) == [("total = 6", name, how, False)]


@pytest.mark.parametrize("name", ["test-total", "total", "other", ""])
def test_a_courses_text_word_for_word_is_that_cell(name):
    """Whatever its name says; blanks at the ends of lines do not count."""
    how = "name" if name == "test-total" else "text"
    assert apart((TEST, name)) == [(TEST, "test-total", how, False)]
    assert apart((f"{TEST}  \n\n", name)) == [(f"{TEST}  \n\n", "test-total", how, False)]


def test_cells_that_share_a_text_are_given_it_one_after_another():
    """As often as there are such cells; then it is the first again."""
    assert [name for _, name, _, _ in apart(("Short.", ""), ("Short.", ""), ("Short.", ""))] == [
        "short",
        "short-2",
        "short",
    ]
    assert [name for _, name, _, _ in apart(("Short.", ""), ("Short.", "short"))] == ["short-2", "short"]


def test_an_empty_cell_is_nobodys_text():
    """Though the course has an empty one."""
    assert apart(("", ""), (" \n", "")) == [("", "", "", False), (" \n", "", "", False)]


# --- cells that were merged


def test_a_test_in_an_answers_cell_is_cut_out():
    """The name goes with what is left, and blank lines between both are nobody's."""
    assert apart((f"total = 6\n\n\n{TEST}", "total")) == [
        ("total = 6", "total", "name", True),
        (TEST, "test-total", "text", True),
    ]
    assert apart((f"{TEST}\ntotal = 6\n", "total")) == [
        (TEST, "test-total", "text", True),
        ("total = 6", "total", "name", True),
    ]


def test_a_test_is_cut_out_however_often_it_stands_there():
    """What stands between is the student's, and the name goes with the first part."""
    assert apart((f"X = 1\n{TEST}\nb = 2\n{TEST}\n{LATER}\nc = X", "total")) == [
        ("X = 1", "total", "name", True),
        (TEST, "test-total", "text", True),
        ("b = 2", "", "", True),
        (TEST, "test-total", "text", True),
        (LATER, "test-later", "text", True),
        ("c = X", "", "", True),
    ]


def test_of_two_texts_one_of_which_holds_the_other_the_longer_is_cut_out():
    """Whichever the course has first."""
    both = f"{TEST}\n{LATER}"
    original = prepare(new_notebook(cells=[cell("test", TEST, "one"), cell("test", both, "two")]), STUBS)
    pieces = take_apart(Document((Cell("code", f"z = 1\n{both}"),)), original)
    assert [(piece.text, piece.known and piece.known.name) for piece in pieces] == [("z = 1", None), (both, "two")]


def test_the_name_of_what_was_cut_out_goes_with_nothing_else():
    """It is taken."""
    assert apart((f"{TEST}\na = 1", "test-total")) == [(TEST, "test-total", "text", True), ("a = 1", "", "", True)]


def test_only_whole_lines_are_cut_out():
    """A text that goes on is another one."""
    assert apart((f"x = 1\n{TEST} or x", "total")) == [(f"x = 1\n{TEST} or x", "total", "name", False)]
    assert apart((f"x = 1; {TEST}", "total")) == [(f"x = 1; {TEST}", "total", "name", False)]


def test_nothing_is_cut_where_the_rest_would_be_no_python():
    """As inside a function; of text, and of what is no Python anyway, it is."""
    inside = f"if 1:\n{TEST}\n    x = 1"
    assert apart((inside, "total")) == [
        ("if 1:", "total", "name", True),
        (TEST, "test-total", "text", True),
        ("    x = 1", "", "", True),
    ]
    assert apart(Cell("markdown", f"  inside\n{TEST}\n  beside", "total"))[::2] == [
        ("  inside", "total", "name", True),
        ("  beside", "", "", True),
    ]
    whole = f"x = '''\n{TEST}\n'''"
    assert apart((whole, "total")) == [(whole, "total", "name", False)]
    assert apart(Cell("markdown", whole, "total")) == [
        ("x = '''", "total", "name", True),
        (TEST, "test-total", "text", True),
        ("'''", "", "", True),
    ]


def test_given_cells_are_cut_out_where_they_are_gone():
    """Where they stand in their place as well, somebody copied from them."""
    merged = f"{GIVEN}\ntotal = 6"
    cut = [(GIVEN, "start", "text", True), ("total = 6", "total", "name", True)]
    assert apart((merged, "total")) == cut
    assert apart((GIVEN, "start"), (merged, "total"))[1:] == [(merged, "total", "name", False)]
    assert apart((TEST, "test-total"), (f"{TEST}\ntotal = 6", "total"))[1:] == [
        (TEST, "test-total", "text", True),
        ("total = 6", "total", "name", True),
    ]


def test_a_short_text_is_cut_out_only_where_the_cell_has_its_name():
    """It may stand in anybody's answer; a stub is never cut out, and nothing is cut out for an empty cell."""
    assert apart(("Short.\nx", "total")) == [("Short.\nx", "total", "name", False)]
    assert apart(Cell("markdown", "Short.\nx", "short")) == [("Short.", "short", "text", True), ("x", "", "", True)]
    assert apart((f"{STUB}\ntotal = 6", "total")) == [(f"{STUB}\ntotal = 6", "total", "name", False)]
    assert apart(("a\n\nb", "empty")) == [("a\n\nb", "empty", "name", False)]


@pytest.mark.parametrize(("length", "parts"), [(29, 1), (30, 2)])
def test_thirty_characters_are_no_short_text(length, parts):
    """Nobody writes so many by chance."""
    text = "x = ".ljust(length, "7")
    original = prepare(new_notebook(cells=[cell("given", text, "g"), cell("answer", "y", "a")]), STUBS)
    assert len(take_apart(Document((Cell("code", f"{text}\nz = 1", "a"),)), original)) == parts


# --- names that others carry


def test_who_only_carries_the_name_of_a_locked_cell_that_is_there_is_nobody():
    """A changed copy of it keeps the name."""
    other = "something = ['else', 1]"
    assert apart((TEST, ""), (other, "test-total")) == [(TEST, "test-total", "text", False), (other, "", "", False)]
    changed = TEST.replace("6", "7")
    assert apart((TEST, ""), (changed, "test-total"))[1] == (changed, "test-total", "name", False)
    assert apart((other, "test-total")) == [(other, "test-total", "name", False)]
    assert apart((STUB, ""), (other, "total"))[1] == (other, "total", "name", False)


def test_the_authors_own_test_is_that_test_however_much_of_it_is_hidden():
    """Beside the released one, too: the name is its own."""
    whole = "assert a\n### BEGIN HIDDEN TESTS\n" + "assert b in (c, d, e)\n" * 9 + "### END HIDDEN TESTS"
    original = prepare(new_notebook(cells=[cell("test", whole, "x")]), STUBS)
    pieces = take_apart(Document((Cell("code", "assert a"), Cell("code", whole, "x"))), original)
    assert [piece.known.name for piece in pieces if piece.known] == ["x", "x"]


@pytest.mark.parametrize(
    ("text", "away"), [("a b c d", False), ("a b x y", False), ("a b x y z", True), ("a x y z", True), ("", True)]
)
def test_a_copy_with_half_of_the_words_is_no_other_text(text, away):
    """With less it is one."""
    known = prepare(new_notebook(cells=[cell("given", "a b c d", "x")]), STUBS).known[0]
    assert unlike(Piece("code", text, known, "", Cell("code", text)), known) is away


# --- pieces


def test_a_piece_says_whether_it_is_a_stub():
    """Of its own cell; one without a cell is none."""
    total, test = ORIGINAL.by_grade_id["total"], ORIGINAL.by_grade_id["test-total"]
    piece = Piece("code", STUB, None, "", Cell("code", STUB))
    assert not piece.stub and not piece.blank
    piece.give(total, "order")
    assert (piece.stub, piece.known, piece.how) == (True, total, "order")
    assert piece.is_stub_of(total) and not piece.is_stub_of(test)
    assert Piece("code", " \n", None, "", Cell("code", "")).blank


def test_a_piece_knows_its_lines():
    """Without the blanks around them."""
    piece = Piece("code", "\n  a  \n\nb", None, "", Cell("code", ""))
    assert piece.lines == {"", "a", "b"} and piece.plain == "  a\n\nb"
