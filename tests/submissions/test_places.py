"""Where the student's own cells come to stand."""

import pytest
from submissions.writers import Course, code, prose
from tests_support import TOY

ANSWERS = {"total": "start = 0\ntotal = start + 45", "double": "def double(v):\n    return v * 2", "why": "It adds."}


@pytest.fixture
def toy():
    return Course(TOY, ANSWERS)


def around(course):
    """The rebuilt notebook, cell by cell: the names of the course's, the texts of the student's own."""
    cells = course.rebuilt().notebook.cells
    names = [c.metadata.get("nbgrader", {}).get("grade_id") or c["id"] for c in cells]
    return [c.source if c["id"].startswith("own-") else name for c, name in zip(cells, names, strict=True)]


def beside(course, *own):
    """For each of the student's own cells the names of the cells above and below it."""
    cells = around(course)
    places = [cells.index(text) for text in own]
    return [(cells[place - 1] if place else "", cells[place + 1] if place + 1 < len(cells) else "") for place in places]


def test_own_cells_stay_behind_what_they_followed(toy):
    """On top of all, between two cells, and below all, whatever kind they are."""
    toy.cells.insert(0, prose("# My name"))
    toy.cells.insert(toy.place("total") + 1, code("a = 1"))
    toy.cells.append(prose("The end."))
    top, middle, end = beside(toy, "# My name", "a = 1", "The end.")
    assert (top[0], middle, end) == ("", ("total", "test-total"), ("why", ""))


def test_own_cells_keep_their_order(toy):
    """And their kinds; blank ones are left out."""
    place = toy.place("total") + 1
    toy.cells[place:place] = [
        code("a = 1"),
        prose("Hm."),
        code(" \n"),
        {"cell_type": "raw", "metadata": {}, "source": "c"},
    ]
    cells = around(toy)
    at = cells.index("total")
    assert cells[at : at + 5] == ["total", "a = 1", "Hm.", "c", "test-total"]
    kinds = [c.cell_type for c in toy.rebuilt().notebook.cells if c["id"].startswith("own-")]
    assert kinds == ["code", "markdown", "raw"]


def test_a_cell_that_binds_what_the_answer_below_reads_comes_in_front_of_it(toy):
    """However the cells between are ordered; a cell that binds something else stays where it is."""
    toy.cell("total")["source"] = "total = first + 45"
    toy.cells.insert(toy.place("total"), code("first = 0"))
    assert beside(toy, "first = 0")[0][1] == "total"
    answer, first = toy.cells.pop(toy.place("total")), toy.cells.pop(toy.place("test-total") - 1)
    toy.cells[toy.place("why") : toy.place("why")] = [first, code("second = 0"), answer]
    first, second = beside(toy, "first = 0", "second = 0")
    assert first[1] == "total" and second[0] == "test-double-2"


def test_a_cell_between_a_stub_and_the_answer_comes_in_front(toy):
    """The answer stood behind it, and may need what it does."""
    toy.put("total", code("total = ...", "total"), code("print('so far')"), code(ANSWERS["total"], "total"))
    assert beside(toy, "print('so far')")[0][1] == "total"


def test_a_cell_between_the_answer_and_a_stub_stays_behind(toy):
    """The answer had run by then."""
    toy.put("total", code(ANSWERS["total"], "total"), code("print('so far')"), code("total = ...", "total"))
    assert beside(toy, "print('so far')") == [("total", "test-total")]


def test_only_the_next_cell_of_the_course_counts(toy):
    """What stands above a test and binds what a later answer reads stays there, and runs early enough."""
    toy.cell("double")["source"] = "def double(v):\n    return v * two\nhalf = two / 4"
    toy.cells.insert(toy.place("test-total"), code("two = 2"))
    assert beside(toy, "two = 2") == [("total", "test-total")]


def test_own_cells_get_ids_that_the_course_has_not(toy):
    """Counted from 1."""
    toy.original.known[0].cell["id"] = "own-1"
    toy.cells.extend([code("a = 1"), code("b = 2")])
    ids = [c["id"] for c in toy.rebuilt().notebook.cells]
    assert ids[0] == "own-1" and ids[-2:] == ["own-2", "own-3"] and len(set(ids)) == len(ids)
