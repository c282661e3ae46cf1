"""Halves of a split cell, put together again."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from submissions.writers import STUBS

from autograder.submissions import fragments
from autograder.submissions.fragments import join_distant, join_neighbours
from autograder.submissions.original import prepare
from autograder.submissions.pieces import Piece
from autograder.submissions.reading import Cell

FLAGS = {"grade": False, "solution": True, "locked": False, "task": False}
LOCKED = FLAGS | {"solution": False, "locked": True}
REGION = "\n### BEGIN SOLUTION\n{}\n### END SOLUTION"
KNOWN = prepare(
    new_notebook(
        cells=[
            new_code_cell("limit = 3\nif limit:\n    print(limit)", metadata={"nbgrader": LOCKED | {"grade_id": "given"}}),
            new_code_cell("def f(x):" + REGION.format("    return x"), metadata={"nbgrader": FLAGS | {"grade_id": "f"}}),
            new_code_cell("g = ..." + REGION.format("g = 1"), metadata={"nbgrader": FLAGS | {"grade_id": "g"}}),
            new_markdown_cell("Why?" + REGION.format("So."), metadata={"nbgrader": FLAGS | {"grade": True, "points": 1, "grade_id": "why"}}),
            new_code_cell("mine = 1"),
            new_code_cell("def h():\n    ..." + REGION.format("    return 1"), metadata={"nbgrader": FLAGS | {"grade_id": "h"}}),
        ]
    ),
    STUBS,
).known  # fmt: skip
GIVEN, F, G, WHY, MINE, H = KNOWN


def piece(text, known=None, how="name", kind="code", cut=False):
    return Piece(kind, text, known, how if known else "", Cell(kind, text), cut)


def told(pieces):
    return [(one.text, one.known.name if one.known else "", one.how) for one in pieces]


def neighbours(*pieces):
    return told(join_neighbours([*pieces]))


def distant(*pieces):
    return told(join_distant([*pieces]))


HEAD, TAIL = "def f(x):\n    y = x", "    return y"
WHOLE = (f"{HEAD}\n{TAIL}", "f", "halves")


# --- beside each other


@pytest.mark.parametrize(
    "halves",
    [
        (piece(HEAD, F), piece(TAIL, F)),
        (piece(HEAD, F), piece(TAIL)),
        (piece(HEAD), piece(TAIL, F)),
        (piece(f"{HEAD}\n\n", F), piece(f"\n{TAIL}\n")),
    ],
)
def test_halves_that_are_no_python_alone_are_joined(halves):
    """Whichever of them has the name."""
    assert neighbours(*halves) == [WHOLE]
    assert neighbours(piece("a = 1"), *halves, piece("b = 2")) == [("a = 1", "", ""), WHOLE, ("b = 2", "", "")]


def test_halves_without_a_name_are_joined_and_have_none():
    """Content may tell later where they belong."""
    assert neighbours(piece(HEAD), piece(TAIL)) == [(f"{HEAD}\n{TAIL}", "", "")]
    one, two = piece(HEAD), piece(TAIL)
    assert join_neighbours([one, two])[0].cell is one.cell


def test_a_joined_piece_comes_from_the_cell_with_the_name():
    """It was cut where one of its halves was."""
    one, two = piece(HEAD, cut=True), piece(TAIL, F)
    (joined,) = join_neighbours([one, two])
    assert (joined.cell, joined.kind, joined.cut) == (two.cell, "code", True)
    (joined,) = join_neighbours([piece(HEAD, F), piece(TAIL)])
    assert joined.cut is False


def test_python_alone_is_no_half():
    """It runs where it stands."""
    assert neighbours(piece("a = 1", F), piece("b = 2", F)) == [("a = 1", "f", "name"), ("b = 2", "f", "name")]
    assert neighbours(piece("a = 1", F), piece("b = (", F), piece("c = 2", F))[0] == ("a = 1", "f", "name")


def test_halves_of_two_answers_are_not_joined():
    """Nobody knows whose they are."""
    assert neighbours(piece(HEAD, F), piece(TAIL, G)) == [(HEAD, "f", "name"), (TAIL, "g", "name")]


@pytest.mark.parametrize(
    "other",
    [
        piece(TAIL, GIVEN, "text"),
        piece(TAIL, MINE),
        piece(TAIL, kind="markdown"),
        piece(TAIL, F, kind="raw"),
        piece(TAIL, F, "text"),
        piece("limit = 3\nif limit:\n    print(limit) #", GIVEN),
    ],
)
def test_what_cannot_be_a_half_is_none(other):
    """Text, a cell of the course word for word, an ordinary one, a locked one with a few changes."""
    assert neighbours(piece(HEAD, F), other)[0] == (HEAD, "f", "name")


def test_who_only_carries_a_locked_cells_name_can_be_a_half():
    """It has nothing in common with that cell."""
    assert neighbours(piece("x = (1,", GIVEN), piece("2)")) == [("x = (1,\n2)", "given", "halves")]


def test_a_stub_word_for_word_can_be_a_half():
    """A function's first line, as it was released."""
    head = piece("def f(x):", F, "text")
    assert neighbours(head, piece("    return x")) == [("def f(x):\n    return x", "f", "halves")]


def test_cells_in_three_and_four_parts_are_joined():
    """And no more at once; what is joined may go on."""
    parts = ["x = [", "1,", "2,", "]"]
    assert neighbours(*map(piece, parts)) == [("x = [\n1,\n2,\n]", "", "")]
    assert neighbours(piece("x = ["), piece("1]")) == [("x = [\n1]", "", "")]
    assert neighbours(*map(piece, ["x = [", "1,", "2,", "3,", "]"]))[0] == ("x = [", "", "")
    block = ["if 1:\n    a = 1", *(f"    b{n} = 1" for n in range(4))]
    assert neighbours(*map(piece, block)) == [("\n".join(block), "", "")]


def test_joining_goes_on_up_to_a_limit(monkeypatch):
    """Whoever leaves more of them has to say what they are."""
    monkeypatch.setattr(fragments, "MOST_JOINS", 2)
    block = ["if 1:\n    a = 1", *(f"    b{n} = 1" for n in range(4))]
    assert neighbours(*map(piece, block))[0][0] == "\n".join(block[:3])


def test_blank_pieces_are_in_nobodys_way():
    """Those without a cell are left out."""
    assert neighbours(piece(HEAD, F), piece(" \n"), piece(TAIL)) == [WHOLE]
    assert neighbours(piece("", F), piece("")) == [("", "f", "name")]


# --- apart from each other


def test_a_nameless_half_is_found_anywhere():
    """Above its answer and below, whatever stands between; the answer stays where it is."""
    between = piece("a = 1")
    assert distant(piece(HEAD, F), between, piece(TAIL)) == [WHOLE, ("a = 1", "", "")]
    assert distant(piece(TAIL), between, piece(HEAD, F)) == [("a = 1", "", ""), WHOLE]


def test_a_stub_is_completed():
    """Though it is Python alone and has no word in common; an answer in its place is not."""
    stub = "def h():\n    ...\n# Your code here"
    assert distant(piece(stub, H), piece("a = 1"), piece("    return 1"))[0] == (f"{stub}\n    return 1", "h", "halves")
    assert len(distant(piece("def h():\n    x", H), piece("a = 1"), piece("    return 1"))) == 3


def test_an_answer_that_is_whole_is_completed_only_by_what_has_its_words():
    """Keywords are nobody's words."""
    whole = "for i in range(3):\n    total = i"
    assert distant(piece(whole, G), piece("    print(total)")) == [(f"{whole}\n    print(total)", "g", "halves")]
    assert distant(piece(whole, G), piece("    if None: pass")) == [(whole, "g", "name"), ("    if None: pass", "", "")]
    assert distant(piece(whole, G), piece("    for _ in (): pass"))[0] == (whole, "g", "name")


def test_of_several_answers_the_one_that_is_no_python_is_completed():
    """Then the one with most words in common, then the first."""
    other = "if 1:\n    y = 2\n    y"
    assert distant(piece(other, G), piece("def f(x):\n", F), piece("    return y"))[1] == (
        "def f(x):\n    return y",
        "f",
        "halves",
    )
    one, two = "if 1:\n    y = 2", "if 1:\n    y = z = 2"
    assert distant(piece(one, F), piece(two, G), piece("    print(y, z)"))[1] == (
        f"{two}\n    print(y, z)",
        "g",
        "halves",
    )
    assert distant(piece(one, F), piece(two, G), piece("    print(y)"))[0] == (f"{one}\n    print(y)", "f", "halves")


@pytest.mark.parametrize(
    "head", [piece(HEAD), piece(HEAD, MINE), piece(HEAD, GIVEN), piece(HEAD, WHY), piece(HEAD, F, kind="markdown")]
)
def test_only_a_code_answer_is_completed(head):
    """A written one, a locked one, an ordinary one and a nameless one are not."""
    assert len(distant(head, piece("a = 1"), piece(TAIL))) == 3


@pytest.mark.parametrize("orphan", [piece(TAIL, G), piece(TAIL, kind="markdown"), piece("print(x, y)")])
def test_only_nameless_code_that_is_no_python_completes_another(orphan):
    """All else runs, or is read, where it stands."""
    assert len(distant(piece(HEAD, F), piece("a = 1"), orphan)) == 3


def test_what_makes_no_python_together_stays_apart():
    """It would take the answer with it."""
    assert len(distant(piece("g = (1", G), piece("  2]"))) == 2


def test_an_answer_is_looked_for_for_so_many_pieces(monkeypatch):
    """The first ones."""
    monkeypatch.setattr(fragments, "MOST_ORPHANS", 1)
    assert distant(piece("x = (", F), piece(") )"), piece("1)")) == [
        ("x = (", "f", "name"),
        (") )", "", ""),
        ("1)", "", ""),
    ]
    monkeypatch.setattr(fragments, "MOST_ORPHANS", 2)
    assert distant(piece("x = (", F), piece(") )"), piece("1)")) == [("x = (\n1)", "f", "halves"), (") )", "", "")]
