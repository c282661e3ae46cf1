"""Cells in which several stand one after another, divided."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from submissions.writers import STUBS

from autograder.submissions import merged
from autograder.submissions.merged import divide, part_prose, take_out
from autograder.submissions.original import prepare
from autograder.submissions.pieces import Piece
from autograder.submissions.reading import Cell

FLAGS = {"grade": False, "solution": True, "locked": False, "task": False}
LOCKED = FLAGS | {"solution": False, "locked": True}
GIVEN_TEXT = "import numpy as np\nnumbers = np.arange(10)\nlimit = 3\nprint(numbers.sum())\nprint(limit)"


def answer(before, solution, name):
    text = f"{before}\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
    return new_code_cell(text, metadata={"nbgrader": FLAGS | {"grade_id": name}})


KNOWN = prepare(
    new_notebook(
        cells=[
            new_code_cell(GIVEN_TEXT, metadata={"nbgrader": LOCKED | {"grade_id": "given"}}),
            answer("# the sum of all", "total = 1", "total"),
            answer("# the mean of all", "mean = 2", "mean"),
            answer("# twice as much", "def double(v):\n    return v * 2", "double"),
            new_markdown_cell("So.", metadata={"nbgrader": FLAGS | {"grade": True, "points": 1, "grade_id": "why"}}),
            new_code_cell("short = 1", metadata={"nbgrader": LOCKED | {"grade_id": "short"}}),
        ]
    ),
    STUBS,
).known
GIVEN, TOTAL, MEAN, DOUBLE, WHY, SHORT = KNOWN


def piece(text, known=None, how="name", kind="code"):
    return Piece(kind, text, known, how if known else "", Cell(kind, text))


def told(pieces):
    return [(one.text, one.known.name if one.known else "", one.how, one.cut) for one in pieces]


def divided(text, *owners, known=None, kind="code"):
    return told(divide(piece(text, known, kind=kind), owners))


def parts(*pairs):
    return [(text, name, "divided", True) for text, name in pairs]


# --- several answers


def test_answers_are_divided_where_the_second_begins():
    """With the first statement that binds its name, or the first line that only its stub has."""
    assert divided("total = 1\n\nmean = 2", TOTAL, MEAN) == parts(("total = 1", "total"), ("mean = 2", "mean"))
    both = "# the sum of all\nx = 1\n\n# the mean of all\ny = 2"
    assert divided(both, TOTAL, MEAN) == parts(
        ("# the sum of all\nx = 1", "total"), ("# the mean of all\ny = 2", "mean")
    )


def test_the_paragraph_of_an_answer_is_its_own():
    """Comments and lines right above the first that is known to be its; what is above all goes with the first."""
    text = "import os\n\na = 1\ntotal = a\n\n# now the mean\nb = 2\nmean = b\nprint(mean)\n\nprint(total)"
    assert divided(text, TOTAL, MEAN) == parts(
        ("import os\n\na = 1\ntotal = a", "total"),
        ("# now the mean\nb = 2\nmean = b\nprint(mean)\n\nprint(total)", "mean"),
    )


def test_answers_without_a_line_between_are_divided_at_the_statement():
    """A line of another answer ends the paragraph."""
    assert divided("X = total = 1\nmean = X", TOTAL, MEAN) == parts(("X = total = 1", "total"), ("mean = X", "mean"))
    assert divided("total = 1\nx = 3\nmean = 2", TOTAL, MEAN) == parts(
        ("total = 1", "total"), ("x = 3\nmean = 2", "mean")
    )


def test_an_indented_block_begins_with_its_head():
    """Though a blank line may stand in it."""
    text = "total = 1\n\nfor i in range(3):\n    x = i\n\n    mean = x"
    assert divided(text, TOTAL, MEAN) == parts(("total = 1", "total"), (text[11:], "mean"))
    text = "total = 1\n\nif 1:\n x = 2\n\n mean = x"
    assert divided(text, TOTAL, MEAN) == parts(("total = 1", "total"), (text[11:], "mean"))
    text = "total = 1\n\n@print\ndef double(v):\n    w = v\n\n    return w"
    assert divided(text, TOTAL, DOUBLE) == parts(("total = 1", "total"), (text[11:], "double"))


def test_answers_come_in_the_order_in_which_they_stand():
    """Whatever the order of the course."""
    assert divided("mean = 2\n\ntotal = 1", TOTAL, MEAN) == parts(("mean = 2", "mean"), ("total = 1", "total"))
    assert divided("import os\n\nmean = 2\n\ntotal = 1", TOTAL, MEAN) == parts(
        ("import os\n\nmean = 2", "mean"), ("total = 1", "total")
    )
    assert divided("mean = 2\n\ndef double(v): return v\n\ntotal = 1", TOTAL, MEAN, DOUBLE) == parts(
        ("mean = 2", "mean"), ("def double(v): return v", "double"), ("total = 1", "total")
    )


def test_the_cells_own_answer_has_what_is_above_the_others():
    """Also where nothing in it is known to be its."""
    assert divided("a = 1\n\nmean = 2", TOTAL, MEAN) == parts(("a = 1", "total"), ("mean = 2", "mean"))


def test_where_nothing_is_above_the_other_the_cell_stays():
    """There is one answer in it."""
    assert divided("mean = 2\n\na = 1", TOTAL, MEAN, known=TOTAL) == [("mean = 2\n\na = 1", "total", "name", False)]


def test_answers_that_begin_together_stay_together():
    """Nothing tells them apart."""
    both = "total, mean = 1, 2"
    assert divided(both, TOTAL, MEAN, known=TOTAL) == [(both, "total", "name", False)]


def test_a_cell_is_not_divided_inside_a_statement():
    """The parts have to be Python where the whole is; else they are what they are."""
    text = "x = '''\n# the sum of all\n\n# the mean of all\n'''"
    assert divided(text, TOTAL, MEAN, known=TOTAL) == [(text, "total", "name", False)]
    assert divided("    total = 1\n\nmean = 2", TOTAL, MEAN) == parts(("    total = 1", "total"), ("mean = 2", "mean"))
    assert divided("total = (\n\nmean = 2", TOTAL, MEAN) == parts(("total = (", "total"), ("mean = 2", "mean"))


def test_parts_are_of_the_cells_type():
    """And know where they come from."""
    whole = piece("total = 1\n\nmean = 2", kind="markdown")
    assert [(one.kind, one.cell) for one in divide(whole, [TOTAL, MEAN])] == [("markdown", whole.cell)] * 2


# --- a locked cell


def taken(text, known=GIVEN, how="name"):
    return told(take_out(piece(text, known, how)))


def test_what_stands_in_a_changed_locked_cell_is_taken_out():
    """Lines that are not its own, in their order, blank ones between them."""
    assert taken(f"{GIVEN_TEXT}\n\na = 1\n\n    b = 2\n") == [
        (GIVEN_TEXT, "given", "name", True),
        ("a = 1\n\n    b = 2", "", "", True),
    ]
    assert taken(f"{GIVEN_TEXT}\n    b = 2")[1] == ("    b = 2", "", "", True)
    rest = "import numpy as np\nlimit = 3\nprint(numbers.sum())"
    assert taken(f"a = 1\n{rest}", how="id") == [(rest, "given", "id", True), ("a = 1", "", "", True)]


def test_a_cell_with_nothing_else_in_it_stays():
    """Lines may be missing, or stand elsewhere, with other blanks."""
    for text in (GIVEN_TEXT, "  limit = 3\n\n", "print(limit)\nimport numpy as np"):
        assert taken(text) == [(text, "given", "name", False)]


@pytest.mark.parametrize(
    ("left", "out"),
    [
        (["import numpy as np", "numbers = np.arange(10)"], True),  # half of the four long lines
        (["import numpy as np", "limit = 3"], False),  # one of four is less than three tenths
        (["limit = 3"], False),
        ([], False),
    ],
)
def test_a_cell_with_few_lines_of_its_own_only_carries_the_name(left, out):
    """Short lines do not count: they may stand anywhere."""
    assert (len(taken("\n".join([*left, "a = 1"]))) == 2) is out


@pytest.mark.parametrize(("line", "out"), [("short = 10", True), ("short = 1", False)])
def test_ten_characters_are_a_long_line(line, out):
    """Nine are not."""
    known = prepare(new_notebook(cells=[new_code_cell(line, metadata={"nbgrader": LOCKED})]), STUBS).known[0]
    assert (len(taken(f"{line}\na = 1", known)) == 2) is out


def test_three_lines_in_ten_are_enough():
    """Exactly so many."""
    lines = [f"a_long_name_{n} = {n}" for n in range(10)]
    known = prepare(new_notebook(cells=[new_code_cell("\n".join(lines), metadata={"nbgrader": LOCKED})]), STUBS).known[
        0
    ]
    assert len(taken("\n".join([*lines[:3], "b = 1"]), known)) == 2
    assert len(taken("\n".join([*lines[:2], "b = 1"]), known)) == 1


# --- code and prose


def parted(text, known=None, how="name", kind="code"):
    return told(part_prose(piece(text, known, how, kind)))


@pytest.mark.parametrize(
    ("code", "prose"),
    [
        ("a = 1", "It adds them."),
        ("a = 1\n\nb = 2", "It adds them.\n\nReally, it does."),
        ("def f(x):\n    y = x\n\n    return y", "It adds them."),
        ("a = 1", "It adds them.\n\n    b = 2"),
    ],
)
def test_code_and_prose_are_parted(code, prose):
    """Whichever is above; a paragraph begins with a line that is not indented."""
    assert parted(f"{code}\n\n{prose}") == [(code, "", "", True), (prose, "", "", True)]
    assert parted(f"{prose}\n\n\n{code}") == [(prose, "", "", True), (code, "", "", True)]


def test_the_name_stays_with_the_part_of_its_type():
    """Code with code, text with text; the other has none."""
    code, prose = "a = 1", "It adds them."
    assert parted(f"{code}\n\n{prose}", TOTAL) == [(code, "total", "name", True), (prose, "", "", True)]
    assert parted(f"{code}\n\n{prose}", WHY, "id") == [(code, "", "", True), (prose, "why", "id", True)]
    assert parted(f"{prose}\n\n{code}", TOTAL) == [(prose, "", "", True), (code, "total", "name", True)]
    kinds = [(one.kind, one.cell.text) for one in part_prose(piece(f"{prose}\n\n{code}", TOTAL, kind="markdown"))]
    assert kinds == [("markdown", f"{prose}\n\n{code}")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "a = 1\n\nb = 2",  # all is code
        "It adds them.\n\nIt does.",  # all is prose
        "a = 1\nIt adds them.",  # one paragraph
        "It adds them.\n\na = 1\n\nIt does.",  # neither above nor below the other
        "",
    ],
)
def test_other_cells_stay_whole(text):
    """Nothing of them is known to be code above prose, or below it."""
    assert parted(text, TOTAL) == [(text, "total", "name", False)]


def test_one_word_is_python_and_stays_with_the_code():
    """As much as can be is code."""
    assert [text for text, *_ in parted("a = 1\n\nreally\n\nIt adds them.")] == ["a = 1\n\nreally", "It adds them."]


def test_a_very_long_cell_stays_whole(monkeypatch):
    """By its paragraphs, and by what would have to be read."""
    text = "a = 1\n\nb = 2\n\nIt adds."
    monkeypatch.setattr(merged, "MOST_PARAGRAPHS", 3)
    monkeypatch.setattr(merged, "MOST_READ", 3 * len(text))
    assert len(parted(text)) == 2
    monkeypatch.setattr(merged, "MOST_READ", 3 * len(text) - 1)
    assert len(parted(text)) == 1
    monkeypatch.setattr(merged, "MOST_READ", 1_000)
    monkeypatch.setattr(merged, "MOST_PARAGRAPHS", 2)
    assert len(parted(text)) == 1
