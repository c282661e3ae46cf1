"""Which part of a submission is which answer, at the borders of each rule."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from submissions.writers import STUBS, Course, code, prose
from tests_support import TOY

from autograder.submissions import files
from autograder.submissions.files import student_files
from autograder.submissions.folder import entries
from autograder.submissions.matching import match
from autograder.submissions.original import prepare
from autograder.submissions.pieces import take_apart
from autograder.submissions.reading import Cell, Document

ANSWERS = {"total": "total = 45", "double": "def double(v):\n    return v * 2", "why": "It adds."}
PAIR = """# %% [markdown]
# # Two

# %% answer="pair"
# the smallest and the largest
low = ...
high = ...
### BEGIN SOLUTION
low, high = 1, 2
### END SOLUTION

# %% tests="pair" points=2
# low is below high
assert low < high, "low is not below high."

# %% answer="more"
more = ...
### BEGIN SOLUTION
more = 3
### END SOLUTION
"""


@pytest.fixture
def toy():
    return Course(TOY, ANSWERS)


@pytest.fixture
def pair():
    return Course(PAIR, {"pair": "low, high = 1, 2", "more": "more = 3"})


# --- order


def test_code_without_a_name_between_an_answers_neighbours_is_the_answer(toy):
    """Nothing in it tells of the exercise: its place does, and the student reads so."""
    toy.put("total", code("summe = 45"))
    texts, own, notes = toy.repaired()
    assert texts["total"] == "summe = 45" and own == []
    assert "'total' had lost its name; found by place" in notes


def test_of_two_codes_in_an_answers_place_none_is_the_answer(toy):
    """Nobody knows which; both run where they stand."""
    toy.put("total", code("summe = 45"), code("mitte = 4"))
    texts, own, notes = toy.repaired()
    assert texts["total"].startswith("# total: the sum of numbers") and "place" not in notes
    assert own == ["summe = 45", "mitte = 4"]


def test_of_two_texts_in_an_answers_place_the_first_is_the_answer(toy):
    """A person reads it, and the other stays behind it."""
    toy.put("why", prose("Nobody knows."), prose("Really."))
    texts, own, _ = toy.repaired()
    assert texts["why"] == "Nobody knows." and own == ["Really."]


@pytest.mark.parametrize("name", ["total", "double"])
def test_code_beside_one_neighbour_of_an_answer_stays_the_students(toy, name):
    """One neighbour is enough for a text, which a person reads, and not for code."""
    toy.cells.pop(toy.place(name))
    toy.put("why", code("summe = 45"), behind=True)
    texts, own, _ = toy.repaired()
    assert texts[name] != "summe = 45" and own == ["summe = 45"]


def test_a_text_beside_one_neighbour_of_an_answer_is_the_answer(toy):
    """What stood behind the last test is found where another cell was moved below it."""
    toy.put("why", prose("Nobody knows."))
    toy.cells.append(toy.cells.pop(toy.place("total")))
    texts, own, notes = toy.repaired()
    assert texts["why"] == "Nobody knows." and own == []
    assert "'why' had lost its name; found by place" in notes


def test_a_blank_cell_in_an_answers_place_is_none(toy):
    """The text behind it is the answer."""
    toy.put("why", prose("  \n"), prose("Nobody knows."))
    assert toy.repaired()[0]["why"] == "Nobody knows."


def test_code_in_the_place_of_a_text_is_no_answer(toy):
    """And a text in the place of code is none."""
    toy.put("why", code("x = 1"))
    toy.put("total", prose("I do not know."))
    texts, own, _ = toy.repaired()
    assert texts["why"] == "*Your answer here*" and texts["total"].endswith("# Your code here")
    assert own == ["I do not know.", "x = 1"]


def test_the_name_counts_more_than_the_place(toy):
    """A named answer that was moved is the answer; what stands in its place is the student's own."""
    answer = toy.cells[toy.place("total")]
    toy.put("total", code("summe = 4"))
    toy.cells.append(answer)
    texts, own, _ = toy.repaired()
    assert texts["total"] == "total = 45" and own == ["summe = 4"]


def test_what_an_answer_binds_counts_more_than_its_place(toy):
    """The code in its place is the student's own where another cell binds the name."""
    toy.put("total", code("summe = 4"))
    toy.cells.append(code("total = 45"))
    texts, own, notes = toy.repaired()
    assert texts["total"] == "total = 45" and own == ["summe = 4"]
    assert "found by content" in notes


@pytest.mark.parametrize(
    "cell", [prose("summe = 45"), code("summe = (45"), {"cell_type": "raw", "metadata": {}, "source": "summe = 45"}]
)
def test_code_in_an_answers_place_is_known_by_its_type_or_by_being_python(toy, cell):
    """A cell that was turned into text still holds code, and broken code is code."""
    toy.put("total", cell)
    assert toy.repaired()[0]["total"] == cell["source"]


def test_prose_in_a_code_cell_in_a_texts_place_is_the_text(toy):
    """It is no Python, whatever the cell's type."""
    toy.put("why", code("It adds them all up."))
    assert toy.repaired()[0]["why"] == "It adds them all up."


# --- content


def test_a_nameless_cell_right_behind_an_answer_is_the_students_own_where_the_name_has_code(toy):
    """The name counts, though nothing in it tells of the exercise; what follows it runs behind it."""
    toy.put("total", code("summe = 45", "total"), code("total = 7"))
    texts, own, _ = toy.repaired()
    assert texts["total"] == "summe = 45" and own == ["total = 7"]


@pytest.mark.parametrize("named", [prose("I have tried it.", "total"), code("(", "total")])
def test_a_name_on_what_is_no_code_makes_way_for_the_answer(toy, named):
    """Text, and what is no Python."""
    toy.put("total", named)
    toy.cells.append(code("total = 45"))
    texts, own, notes = toy.repaired()
    assert texts["total"] == "total = 45" and own == [named["source"]]
    assert "'total' had lost its name; found by content" in notes


def test_prose_with_an_answers_name_beside_the_answer_is_no_copy_of_it(toy):
    """It stays where it stood, and is no part of the code."""
    toy.put("total", code("total = 45", "total"), prose("So it is.", "total"))
    texts, own, _ = toy.repaired()
    assert texts["total"] == "total = 45" and own == ["So it is."]


def test_the_last_copy_counts_though_it_is_broken(toy):
    """It is code, and what a kernel goes by."""
    toy.put("total", code("total = 45", "total"), code("total = (", "total"))
    texts, own, _ = toy.repaired()
    assert texts["total"] == "total = (" and own == []


@pytest.mark.parametrize(("kept", "total"), [(False, "total = 44"), (True, "total = 45")])
def test_an_answer_in_a_changed_locked_cell_is_taken_out_where_it_is_missing(toy, kept, total):
    """Where it is not, what was written there is no answer, and the course's own cell counts."""
    place = next(n for n, c in enumerate(toy.cells) if "np.arange(10)" in "".join(c["source"]))
    toy.cells[place]["source"] = "import numpy as np\ntotal = 44"
    if not kept:
        toy.cells.pop(toy.place("total"))
    texts, own, notes = toy.repaired()
    assert texts["total"] == total and own == []
    assert "was changed; the course's own was used" in notes


def test_code_and_prose_that_tell_of_no_answer_stay_together(toy):
    """They are a cell of the student's own, though a text is missing."""
    toy.cells.pop(toy.place("why"))
    toy.cells.insert(0, code("x = 1\n\nSome remark of mine."))
    texts, own, _ = toy.repaired()
    assert texts["why"] == "*Your answer here*" and own == ["x = 1\n\nSome remark of mine."]


def test_a_copy_of_a_code_answer_under_the_name_of_a_text_is_a_copy(toy):
    """The last one counts; the text is missing then."""
    toy.put("why", code("total = 46", "why"))
    texts, own, notes = toy.repaired()
    assert (texts["total"], texts["why"], own) == ("total = 46", "*Your answer here*", [])
    assert "There were 2 answers to 'total'; the last one counts." in notes
    assert "'total' had lost its name; found by content." in notes


def test_a_copy_under_the_name_of_another_code_answer_stays_there(toy):
    """A student may answer one exercise with the name of another."""
    toy.put("double", code("total = 46", "double"))
    texts, own, _ = toy.repaired()
    assert (texts["total"], texts["double"], own) == ("total = 45", "total = 46", [])


def test_of_nameless_cells_that_only_bind_its_name_the_first_is_the_answer(toy):
    """The others run in their places; copies of the stub are copies of the answer, and the last of them counts."""
    toy.cells.pop(toy.place("total"))
    toy.cells.extend([code("total = 45"), code("total = 7")])
    texts, own, _ = toy.repaired()
    assert texts["total"] == "total = 45" and own == ["total = 7"]
    toy.cells[-2:] = [code(f"# total: the sum of numbers\ntotal = {number}") for number in (7, 45)]
    texts, own, _ = toy.repaired()
    assert texts["total"].endswith("total = 45") and own == []


def test_of_foreign_cells_the_one_with_most_of_the_answer_is_it(pair):
    """By names and lines that only the answer has; the other keeps the name that it carries."""
    pair.put("pair", code("low = 1", "more"))
    pair.cells[-1] = code("low = 1\nhigh = 2", "more")
    texts, own, _ = pair.repaired()
    assert (texts["pair"], texts["more"], own) == ("low = 1\nhigh = 2", "low = 1", [])


# --- likeness


def test_an_ordinary_cell_whose_value_was_changed_is_that_cell(toy):
    """It binds what only that cell binds."""
    place = next(n for n, c in enumerate(toy.cells) if "my_guess" in "".join(c["source"]))
    toy.cells[place] = code("my_guess = 1 + 2 + 3 + 4 + 5")
    rebuilt = toy.rebuilt().notebook
    assert [c.source for c in rebuilt.cells if "my_guess" in c.source] == ["my_guess = 1 + 2 + 3 + 4 + 5"]
    assert not [c for c in rebuilt.cells if c["id"].startswith("own-")]


@pytest.mark.parametrize(("changes", "own"), [(1, 0), (60, 1)])
def test_a_changed_locked_cell_without_a_name_is_known_by_most_of_its_words(toy, changes, own):
    """Seven in ten; with less it is a cell of the student's own, and the course's comes back."""
    cell = toy.cell("test-double")
    text = "".join(cell["source"]).replace("# ", "# x ", 1) + "\nother = other" * changes
    toy.put("test-double", code(text))
    texts, found, _ = toy.repaired()
    assert len(found) == own and "other" not in texts["test-double"]


def test_broken_code_is_known_by_its_words_and_prose_is_not(toy):
    """An answer that does not run yet is the answer still."""
    text = "def doubled(values) each of the values times two return values * 2"
    toy.cells.pop(toy.place("double"))
    toy.cells.append(code(text))
    texts, _, notes = toy.repaired()
    assert texts["double"] == text and "found by likeness to the exercise" in notes
    toy.cells[-1] = prose(text)
    texts, own, _ = toy.repaired()
    assert texts["double"] != text and own == [text]


@pytest.mark.parametrize("better_first", [False, True])
def test_of_two_texts_the_one_that_is_more_alike_is_the_answer(better_first):
    """Wherever it stands."""
    words = [f"w{n}" for n in range(20)]
    flags = {"solution": True, "grade": True, "points": 1, "grade_id": "why"}
    cells = [new_markdown_cell(" ".join(words), metadata={"nbgrader": flags})]
    known = prepare(new_notebook(cells=cells), STUBS)
    texts = [" ".join([*words[:common], *["v"] * (20 - common)]) for common in (13, 19)]
    document = Document(tuple(Cell("markdown", text) for text in (texts[::-1] if better_first else texts)))
    found = match(take_apart(document, known), known)
    assert [piece.text for piece in found if piece.known] == [texts[1]]


def test_a_broken_answer_takes_the_other_in_its_cell_not_along(toy):
    """Both are divided, though all of it is no Python."""
    toy.cell("total")["source"] = "total = (45\n\ndef double(v):\n    return v * 2"
    toy.cells.pop(toy.place("double"))
    texts, own, _ = toy.repaired()
    assert (texts["total"], texts["double"], own) == ("total = (45", "def double(v):\n    return v * 2", [])


def by_likeness(flags, common):
    """Whether a text with so many words of twenty is known by them."""
    words = [f"w{n}" for n in range(20)]
    cells = [
        new_markdown_cell(" ".join(words), metadata={"nbgrader": {"grade_id": "text", **flags}}),
        new_code_cell("x = 1", metadata={"nbgrader": {"grade_id": "x", "locked": True}}),
    ]
    text = " ".join([*words[:common], *(f"v{n}" for n in range(20 - common))])
    document = Document((Cell("code", "x = 1", "x"), Cell("markdown", text)))
    known = prepare(new_notebook(cells=cells), STUBS)
    return match(take_apart(document, known), known)[1].how == "likeness"


def test_a_text_is_known_by_six_of_ten_words_of_the_authors_answer():
    """With fewer it may be anything."""
    flags = {"solution": True, "grade": True, "points": 1}
    assert [by_likeness(flags, common) for common in (11, 12, 13)] == [False, True, True]


def test_a_locked_cell_is_known_by_seven_of_ten_words():
    """Of what was released."""
    assert [by_likeness({"locked": True}, common) for common in (13, 14, 15)] == [False, True, True]


# --- versions of a text


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ("one two three four", "one two five six", "one two five six"),  # half of the words: an older version
        ("one two three four", "one two three five", "one two three five"),
        ("one two three four", "one five six seven", "one two three four\n\none five six seven"),
        ("one two three four five", "one two six seven eight", "one two three four five\n\none two six seven eight"),
    ],
)
def test_a_text_half_of_whose_words_are_in_the_last_one_is_an_older_version(toy, first, second, counts):
    """With less in common both are parts of the answer."""
    toy.put("why", prose(first, "why"), prose(second, "why"))
    assert toy.repaired()[0]["why"] == counts


def test_a_stub_below_an_answer_that_lacks_a_name_does_not_undo_it(pair):
    """What is there counts; the placeholder of what is lacking stands above it."""
    pair.put("pair", code("low = 1", "pair"), code("low = ...\nhigh = ...", "pair"))
    assert pair.repaired()[0]["pair"] == "low = ...\nhigh = ...\nlow = 1"


# --- gaps


def test_nameless_code_between_two_parts_of_an_answer_is_a_part_of_it(toy):
    """It was split twice, and the middle lost its name."""
    toy.put("total", code("a = 1", "total"), code("b = a + 1"), code("total = b + 43", "total"))
    texts, own, notes = toy.repaired()
    assert texts["total"] == "a = 1\nb = a + 1\ntotal = b + 43" and own == []
    assert "'total' had lost its name; found by place" in notes


@pytest.mark.parametrize(
    ("first", "between", "last", "own"),
    [
        ("total = 45", "b = 2", "total = 45", ["b = 2"]),  # copies of one text
        ("total = ...", "b = 2", "total = 45", ["b = 2"]),  # a stub above
        ("total = 45", "b = 2", "total = ...", ["b = 2"]),  # a stub below
        ("a = 1", "b = (", "total = 45", ["a = 1", "b = ("]),  # no Python
    ],
)
def test_other_cells_between_two_parts_are_the_students_own(toy, first, between, last, own):
    """Copies and stubs are no parts, and what is no Python would take the answer with it."""
    toy.put("total", code(first, "total"), code(between), code(last, "total"))
    texts, found, _ = toy.repaired()
    assert texts["total"] == "total = 45" and found == own


# --- halves that were moved


@pytest.mark.parametrize("place", [0, 3])
def test_a_nameless_half_that_binds_what_an_answer_lacks_is_found_anywhere(pair, place):
    """Only both together are the answer."""
    pair.put("pair", code("low = 1", "pair"))
    pair.cells.insert(place, code("high = 2"))
    texts, own, _ = pair.repaired()
    assert sorted(texts["pair"].split("\n")) == ["high = 2", "low = 1"] and own == []


def test_a_half_right_behind_its_answer_stays_there(pair):
    """It runs there as it did; one that stands elsewhere, too, says nothing new."""
    pair.put("pair", code("low = 1", "pair"), code("high = 2"))
    pair.cells.append(code("high = 7"))
    texts, own, _ = pair.repaired()
    assert texts["pair"] == "low = 1" and own == ["high = 2", "high = 7"]


def test_a_half_that_was_found_is_told(pair):
    """It had lost its name."""
    pair.put("pair", code("low = 1", "pair"))
    pair.cells.insert(0, code("high = 2"))
    assert "The answer to 'pair' had lost its name; found by content." in pair.repaired()[2]


def test_another_answer_that_binds_what_is_lacking_is_no_half(pair):
    """It has a name of its own."""
    pair.put("pair", code("low = 1", "pair"))
    pair.put("more", code("more = 3\nhigh = 2", "more"))
    texts, own, _ = pair.repaired()
    assert (texts["pair"], texts["more"], own) == ("low = 1", "more = 3\nhigh = 2", [])


def test_a_cell_that_binds_no_name_that_is_lacking_is_no_half(pair):
    """An answer with all its names needs nothing; one that lacks a name needs that name."""
    pair.cells.insert(0, code("high = 9"))
    assert pair.repaired()[1] == ["high = 9"]
    pair.put("pair", code("low = 1", "pair"))
    pair.cells[0] = code("other = 9")
    texts, own, _ = pair.repaired()
    assert texts["pair"] == "low = 1" and own == ["other = 9"]


# --- code and prose in one cell


@pytest.mark.parametrize("text", ["total = 45\n\nBecause it adds them.", "Because it adds them.\n\ntotal = 45"])
@pytest.mark.parametrize("kept", ["total", "why"])
def test_code_and_prose_in_one_cell_are_parted(toy, text, kept):
    """Whichever stands above, and whichever of both names the cell has kept."""
    gone = {"total": "why", "why": "total"}[kept]
    toy.cells.pop(toy.place(gone))
    toy.cells[toy.place(kept)]["source"] = text
    texts, own, _ = toy.repaired()
    assert (texts["total"], texts["why"], own) == ("total = 45", "Because it adds them.", [])


def test_code_with_a_blank_line_is_not_parted_inside(toy):
    """A paragraph begins with a line that is not indented."""
    function = "def double(v):\n    w = v\n\n    return 2 * w"
    toy.cells.pop(toy.place("why"))
    toy.cells[toy.place("double")]["source"] = f"{function}\n\nBecause it adds them."
    texts, own, _ = toy.repaired()
    assert (texts["double"], texts["why"], own) == (function, "Because it adds them.", [])


# --- files


@pytest.fixture
def folder(tmp_path):
    def make(sizes):
        for name, size in sizes.items():
            (tmp_path / name).write_bytes(b"x" * size)
        return sorted(entries(tmp_path), key=lambda entry: entry.name)

    return make


def test_so_many_files_come_along_and_no_more(folder):
    """The hundredth does, the next one does not, and staff read why."""
    found = folder({f"{number:03}.txt": 1 for number in range(files.MOST_FILES + 1)})
    taken, told = student_files(found, (), ())
    assert list(taken) == [f"{number:03}.txt" for number in range(100)]
    assert told == ["Left out of the submission: '100.txt' (more than 100 files)."]


def test_files_come_along_up_to_so_many_bytes_together(folder, monkeypatch):
    """To the last byte; a smaller one behind one that is too large still fits."""
    monkeypatch.setattr(files, "MOST_BYTES", 2_000_000)
    taken, told = student_files(folder({"a": 1_500_000, "b": 500_001, "c": 500_000, "d": 1}), (), ())
    assert {name: len(content) for name, content in taken.items()} == {"a": 1_500_000, "c": 500_000}
    assert told == ["Left out of the submission: 'b' and 'd' (more than 2 MB)."]


def test_the_courses_own_files_and_notebooks_are_left_where_they_are(folder):
    """The course's own wins, which is said; a notebook is no further file."""
    found = folder({"data.csv": 1, "mine.csv": 1, "odd.txt": 1, "1-sums.ipynb": 1})
    odd = next(entry.path for entry in found if entry.name == "odd.txt")
    taken, told = student_files(found, ["data.csv"], [odd])
    assert list(taken) == ["mine.csv"]
    assert told == ["Left out of the submission: 'data.csv' (the course's own is used)."]
