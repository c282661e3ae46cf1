"""What counts of several pieces of one answer."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from submissions.writers import STUBS

from autograder.submissions import copies
from autograder.submissions.copies import choose
from autograder.submissions.original import prepare
from autograder.submissions.pieces import Piece
from autograder.submissions.reading import Cell

FLAGS = {"grade": False, "solution": True, "locked": False, "task": False}


def solved(before, solution):
    return f"{before}\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION"


ORIGINAL = prepare(
    new_notebook(
        cells=[
            new_code_cell(solved("# both\nimport math\nlow = ...\nhigh = ...", "low, high = 1, 2"), metadata={"nbgrader": FLAGS | {"grade_id": "pair"}}),
            new_code_cell(solved("# one", "total = 1\nextra = 2"), metadata={"nbgrader": FLAGS | {"grade_id": "total"}}),
            new_code_cell("total", metadata={"nbgrader": FLAGS | {"solution": False, "grade": True, "locked": True, "points": 1, "grade_id": "t"}}),
            new_markdown_cell(solved("", "Because."), metadata={"nbgrader": FLAGS | {"grade": True, "points": 1, "grade_id": "why"}}),
            new_code_cell("guess = 'fill me in'"),
        ]
    ),
    STUBS,
)  # fmt: skip
PAIR, TOTAL, _, WHY, GUESS = ORIGINAL.known


def piece(text, how="name"):
    return Piece("code", text, None, how, Cell("code", text))


def chosen(known, *texts, how="name"):
    """The text that counts, and the texts of its pieces, of those in front of it and of older ones."""
    found = choose(known, [piece(text, how) if isinstance(text, str) else text for text in texts])
    return found.text, *([one.text for one in some] for some in (found.pieces, found.before, found.older))


# --- one, or none that says anything


def test_one_answer_counts_as_it_is():
    """To the last blank."""
    assert chosen(TOTAL, "total = (") == ("total = (", ["total = ("], [], [])
    assert chosen(TOTAL, "total = 1  \n\n") == ("total = 1  \n\n", ["total = 1  \n\n"], [], [])


def test_where_none_is_there_the_answer_is_the_stub():
    """No pieces: the release; a blank one is as good as none."""
    assert chosen(TOTAL) == chosen(TOTAL, " \n") == ("# one\n# Your code here", [], [], [])


def test_of_stubs_the_last_that_is_not_blank_is_kept():
    """It says no more than the release, in the student's own words."""
    assert chosen(TOTAL, "# one", "# mine", "") == ("# mine", ["# mine"], [], [])


# --- copies of code


@pytest.mark.parametrize(
    ("texts", "text", "older"),
    [
        (["total = 1", "total = 2"], "total = 2", ["total = 1"]),
        (["total = 1", "total = 2", "total = 3"], "total = 3", ["total = 1", "total = 2"]),
        (["total = 1", "total = 2", "total = 1"], "total = 1", ["total = 2"]),
        (["total = 1", "total = 1"], "total = 1", []),
        (["total = (", "total = 2"], "total = 2", ["total = ("]),
        (["print(x + y)", "print(x + z)"], "print(x + z)", ["print(x + y)"]),
    ],
)
def test_of_several_the_last_that_is_no_stub_counts(texts, text, older):
    """Others that say something else are older attempts: they bind what is asked for, are broken, or are like it."""
    assert chosen(TOTAL, *texts) == (text, [text], [], older)


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        (["low, high = 1, 2", PAIR.released], f"{PAIR.released}\nlow, high = 1, 2"),  # math is bound by the stub alone
        (["low = 1", "low = ...\nhigh = ..."], "low = ...\nhigh = ...\nlow = 1"),
        (["import math\nlow = ...", "low = 1\nhigh = 2"], "import math\nlow = ...\nlow = 1\nhigh = 2"),
        (["import math\nlow, high = 1, 2", PAIR.released], "import math\nlow, high = 1, 2"),
    ],
)
def test_a_stub_never_undoes_an_answer(texts, text):
    """It stands in front where it has something that the answer lacks, and counts nothing where it has not."""
    assert chosen(PAIR, *texts)[0] == text
    names = {}
    exec(text, names)
    assert names["low"] == 1


def test_a_stub_that_binds_nothing_is_a_comment_of_the_answer():
    """It may be the beginning of it; where it stands in the answer already, it says nothing new."""
    assert chosen(TOTAL, "total = 1", "# one\n# Your code here")[0] == "# one\n# Your code here\ntotal = 1"
    assert chosen(TOTAL, "# one", "# one\ntotal = 1") == ("# one\ntotal = 1", ["# one\ntotal = 1"], [], [])


def test_what_has_nothing_of_the_answer_stays_in_front_of_it():
    """In its order: a cell of the student's own that carries the answer's name."""
    own = ["a = [1, 2, 3]", "import json\nimport os"]
    assert chosen(TOTAL, *own, "total = f(7)") == ("total = f(7)", ["total = f(7)"], own, [])


@pytest.mark.parametrize(("other", "older"), [("a(b, d(e))", True), ("a(x, y, z)", True), ("a[x, y, z]", False)])
def test_half_of_the_words_makes_it_an_older_attempt(other, older):
    """With less in common it is a cell of its own."""
    assert chosen(TOTAL, other, "a(b, c)")[2:] == (([], [other]) if older else ([other], []))


def test_an_ordinary_cell_is_the_last_one():
    """No part of it is looked for: it is the student's own."""
    assert chosen(GUESS, "a = 1", "b = a") == ("b = a", ["b = a"], [], [])
    assert chosen(GUESS, "a = 1", "guess = 'fill me in'") == ("a = 1", ["a = 1"], [], [])


# --- halves of code


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        (["low = 1", "high = 2"], "low = 1\nhigh = 2"),  # binds what is asked for
        (["a = 1", "low, high = a, 2"], "a = 1\nlow, high = a, 2"),  # binds what the last one reads
        (["a = 1", "b = a", "low, high = b, 2"], "a = 1\nb = a\nlow, high = b, 2"),
        (["if 1:\n    low = 1", "    high = 2"], "if 1:\n    low = 1\n    high = 2"),  # no Python alone
        (["low, high = (1,", "2)"], "low, high = (1,\n2)"),
        (["if 1:\n    x = 1", "    low, high = 1, x"], "if 1:\n    x = 1\n    low, high = 1, x"),
        (["2)", "low, high = (1,"], "low, high = (1,\n2)"),  # moved
        (["low, high = b, 2", "b = 1"], "b = 1\nlow, high = b, 2"),
        (["# both\nimport math", "low, high = 1, 2"], "# both\nimport math\nlow, high = 1, 2"),  # as it was released
        (["\nlow = 1\n\n", "\nhigh = 2\n"], "low = 1\nhigh = 2"),
        (["low = 1", "high = 2", "low = 1"], "low = 1\nhigh = 2"),  # a copy does not go behind the other half
    ],
)
def test_halves_are_joined_to_what_runs(texts, text):
    """Nothing of them is an older attempt."""
    found = chosen(PAIR, *texts)
    assert (found[0], found[2:]) == (text, ([], []))
    assert len(found[1]) == len(set(texts))


@pytest.mark.parametrize(
    ("texts", "text", "before", "older"),
    [
        (
            ["a = 1", "a = 2\nlow, high = a, 2"],
            "a = 2\nlow, high = a, 2",
            ["a = 1"],
            [],
        ),  # bound by the last one itself
        (["low = 7", "low = 1\nhigh = 2"], "low = 1\nhigh = 2", [], ["low = 7"]),
        (["low = 7", "low = 1", "high = 2"], "low = 1\nhigh = 2", [], ["low = 7"]),
        (
            ["# both\nimport math", "# both\nimport math\nlow, high = 1, 2"],
            "# both\nimport math\nlow, high = 1, 2",
            [],
            [],
        ),
        (["low = ...\nhigh = ...", "low, high = 1, 2"], "low, high = 1, 2", [], []),
        (["low = (", "low, high = 1, 2"], "low, high = 1, 2", [], ["low = ("]),
    ],
)
def test_what_the_answer_does_not_need_is_no_half(texts, text, before, older):
    """It binds all that is asked for, and is Python."""
    assert chosen(PAIR, *texts)[0] == text
    assert chosen(PAIR, *texts)[2:] == (before, older)


def test_what_the_last_one_reads_before_it_binds_it_is_needed():
    """A counter that goes on."""
    assert chosen(PAIR, "high = 1", "low = 1\nhigh = high + 1")[0] == "high = 1\nlow = 1\nhigh = high + 1"
    assert chosen(PAIR, "n = 1", "n += 1\nlow, high = n, 2")[0] == "n = 1\nn += 1\nlow, high = n, 2"


def test_parts_are_put_in_an_order_in_which_they_run():
    """Each behind those that bind what it reads; two that read each other's names stay as they stood."""
    assert chosen(PAIR, "low = a", "high = 2", "a = 1")[0] == "high = 2\na = 1\nlow = a"
    assert chosen(PAIR, "high = low", "low = 1")[0] == "low = 1\nhigh = low"
    assert chosen(PAIR, "high = low", "low = high")[0] == "high = low\nlow = high"


def test_broken_parts_are_tried_in_every_order():
    """Where an order of so few is Python, that one counts; else they stay in theirs."""
    assert chosen(PAIR, "    high = 2", "if 1:", "    low = 1")[0] == "if 1:\n    high = 2\n    low = 1"
    assert chosen(PAIR, "1]", "low = [", "2]", "high = [")[0] == "low = [\n1]\nhigh = [\n2]"
    assert chosen(PAIR, "b)", "low, high = (a,")[0] == "low, high = (a,\nb)"


def test_a_half_of_what_was_joined_is_no_copy():
    """Halves that were joined before hold it already."""
    whole = piece("low = 1\nhigh = 2", "halves")
    assert chosen(PAIR, "low = 1", whole, "high = 2") == (whole.text, [whole.text], [], [])


# --- texts


@pytest.mark.parametrize(
    ("texts", "text", "older"),
    [
        (["It adds.", "It adds them."], "It adds them.", ["It adds."]),
        (["It adds.", "Nothing more than that"], "It adds.\n\nNothing more than that", []),
        (["a b c", "x y z", "a b d"], "x y z\n\na b d", ["a b c"]),
        (["It adds.", "*Your answer here*", ""], "It adds.", []),
        (["\nIt adds.\n", "Nothing more than that\n"], "It adds.\n\nNothing more than that", []),
        (["a b c", "x y z", "a b c"], "a b c\n\nx y z", []),
    ],
)
def test_of_texts_those_that_are_no_versions_of_the_last_are_joined(texts, text, older):
    """In the order in which they stand first."""
    found = chosen(WHY, *texts)
    assert (found[0], found[2], found[3]) == (text, [], older)


@pytest.mark.parametrize(("common", "older"), [(10, True), (9, False)])
def test_a_text_is_an_older_version_from_half_of_its_words_on(common, older):
    """Of twenty words ten are half, nine are not."""
    first = " ".join(f"w{n}" for n in range(20))
    last = " ".join([*(f"w{n}" for n in range(common)), *(f"v{n}" for n in range(20 - common))])
    assert chosen(WHY, first, last)[3] == ([first] if older else [])


# --- very many


def test_only_the_last_few_texts_are_compared(monkeypatch):
    """Stubs are counted apart; what is older is told."""
    monkeypatch.setattr(copies, "MOST_COPIES", 3)
    texts = [f"total = {n}" for n in range(5)]
    assert chosen(TOTAL, *texts) == (texts[-1], [texts[-1]], [], texts[:-1])
    stubs = [f"low = ...\n# {n}" for n in range(5)]
    assert chosen(PAIR, "low, high = 1, 2", *stubs) == ("low, high = 1, 2", ["low, high = 1, 2"], [], stubs[:2])
    assert chosen(TOTAL, "total = 0", "total = 0", "total = 1", "total = 2")[3] == ["total = 0", "total = 1"]


def test_an_early_part_of_very_many_is_left_out(monkeypatch):
    """Whoever leaves so many has to say what belongs together."""
    monkeypatch.setattr(copies, "MOST_COPIES", 2)
    assert chosen(PAIR, "low = 1", "high = 3", "high = 2")[0] == "high = 2"
    monkeypatch.setattr(copies, "MOST_COPIES", 3)
    assert chosen(PAIR, "low = 1", "high = 3", "high = 2")[0] == "low = 1\nhigh = 2"
