"""What staff and student read about what was mended, to the letter."""

import pytest
from submissions.writers import Course, code, prose
from tests_support import TOY

from autograder.submissions.notes import Note
from autograder.submissions.reading import Cell, Document
from autograder.submissions.repair import rebuild

ANSWERS = {
    "total": "start = 0\ntotal = start + 45",
    "double": "def double(v):\n    w = v * 2\n    return w",
    "why": "It adds.",
}
TESTS = ("test-total", "test-double", "test-double-2")


@pytest.fixture
def toy():
    return Course(TOY, ANSWERS)


def told(course):
    """The sentences, those that the student reads, too, with a star."""
    return [note.text + "*" * note.to_student for note in course.rebuilt().notes]


def without(course, *names):
    for name in names:
        course.cells.pop(course.place(name))


def test_of_an_ordinary_submission_nothing_is_told(toy):
    """Whatever the answers are."""
    assert told(toy) == []


# --- the file


@pytest.mark.parametrize(
    ("odd", "says"),
    [
        ([5], "1 cell could not be read and was left out.*"),
        ([5, None], "2 cells could not be read and were left out.*"),
    ],
)
def test_cells_that_could_not_be_read_are_counted(toy, odd, says):
    """The student may have meant something by them."""
    toy.handed_in["cells"] += odd
    assert told(toy) == [says]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("R", ["It was saved for the kernel 'R'; it runs with the course's own.*"]),
        ("python", []),
        ("Python", []),
        ("ipython3", []),
        ("", []),
    ],
)
def test_another_kernel_is_told(toy, language, says):
    """A Python by another name is none, and nothing is said where the file says nothing."""
    toy.handed_in["metadata"] = {"kernelspec": {"name": language}}
    assert told(toy) == says


# --- places


def test_missing_cells_are_told_and_the_student_reads_it_of_answers(toy):
    """A test that is gone is nothing that a student has to do something about."""
    without(toy, "test-total")
    assert told(toy) == ["The cell 'test-total' was missing and has been put back."]
    without(toy, "test-double")
    assert told(toy) == ["The cells 'test-total' and 'test-double' were missing and have been put back."]
    without(toy, "why")
    assert told(toy) == ["The cells 'test-total', 'test-double' and 'why' were missing and have been put back.*"]


def test_cells_that_students_may_change_may_be_gone(toy):
    """They are nobody's to miss."""
    toy.handed_in["cells"] = [c for c in toy.cells if "my_guess" not in "".join(c["source"])]
    assert told(toy) == []


def test_another_order_is_told_once(toy):
    """Of cells that stand there once; a copy, and what was taken out of a cell, has no place."""
    toy.cells.append(toy.cells.pop(toy.place("test-total")))
    assert told(toy) == ["The cells stood in another order; they run in the course's order.*"]


def test_a_copy_is_no_other_order(toy):
    """It says of itself that it is a copy."""
    toy.cells.append(toy.cells[toy.place("test-total")])
    assert told(toy) == ["There were 2 copies of the cell 'test-total'; one was kept."]


# --- locked cells


def test_changed_locked_cells_are_told(toy):
    """Of one and of several; blanks at the ends of lines are no change."""
    source = "".join(toy.cell("test-total")["source"])
    toy.cell("test-total")["source"] = source.replace("\n", "  \n") + "\n\n"
    assert told(toy) == []
    toy.cell("test-total")["source"] = source.replace("assert total > 0", "assert total > 1")
    assert told(toy) == ["The locked cell 'test-total' was changed; the course's own was used.*"]
    double = toy.cell("test-double")
    double["source"] = "".join(double["source"]).replace("10 * 4", "10 * 5")
    assert told(toy) == [
        "The locked cells 'test-total' and 'test-double' were changed; the course's own were used.*",
    ]


def test_locked_cells_that_stood_in_others_are_told(toy):
    """With their names, to staff alone: nothing is lost."""
    total, test = toy.cell("total"), toy.cell("test-total")
    total["source"] = "".join(total["source"]) + "\n\n" + "".join(test["source"])
    without(toy, "test-total")
    assert told(toy) == [
        "The text of the cell 'test-total' stood in a cell with something else and was taken out of it."
    ]


def test_cells_of_another_type_are_told(toy):
    """Of those that the course asks for or locks, by name."""
    toy.cell("test-total")["cell_type"] = "raw"
    assert told(toy) == ["The cell 'test-total' had another type; it is what it was again.*"]
    toy.cell("why")["cell_type"] = "raw"
    assert told(toy) == ["The cells 'test-total' and 'why' had another type; it is what it was again.*"]


# --- how answers were found


def nameless(course, *names):
    for name in names:
        course.cell(name)["metadata"] = {}


def anonymous(course, *names):
    for name in names:
        course.cell(name).pop("id", None)
        course.cell(name)["metadata"] = {}


def test_answers_that_were_found_by_their_ids_are_told_to_staff(toy):
    """Nothing was lost that a student could do something about; of the stub nothing is said."""
    nameless(toy, "total")
    assert told(toy) == ["nbgrader's metadata were gone from the cell 'total'; found by the cell's id."]
    nameless(toy, "double", "why")
    assert told(toy) == [
        "nbgrader's metadata were gone from the cells 'total', 'double' and 'why'; found by the cell's id."
    ]


def test_answers_that_were_found_by_content_are_told_to_staff(toy):
    """One, or several."""
    anonymous(toy, "total")
    assert told(toy) == ["The answer to 'total' had lost its name; found by content."]
    anonymous(toy, "double")
    assert told(toy) == ["The answers to 'total' and 'double' had lost their names; found by content."]


def test_answers_that_were_found_by_their_place_are_told_to_the_student(toy):
    """It might have been something else."""
    anonymous(toy, "why")
    assert told(toy) == ["The answer to 'why' had lost its name; found by place.*"]


def test_answers_that_were_found_by_likeness_are_told_to_the_student(toy):
    """It might have been something else."""
    anonymous(toy, "double")
    toy.cells[toy.place("test-double") - 1]["source"] = (
        "def doubled(values):\n    return values * 2  # each of the values times two"
    )
    assert told(toy) == ["The answer to 'double' had lost its name; found by likeness to the exercise.*"]


def test_answers_that_stood_in_one_cell_are_told(toy):
    """They run in two."""
    toy.cell("total")["source"] = f"{ANSWERS['total']}\n\n{ANSWERS['double']}"
    without(toy, "double")
    assert told(toy) == ["The answers to 'total' and 'double' stood in one cell; each counts as its own.*"]


def test_an_answer_in_halves_is_told(toy):
    """It runs in one cell."""
    toy.put("double", code("def double(v):\n    w = v * 2", "double"), code("    return w"))
    assert told(toy) == ["The answer to 'double' was split in several cells; they were joined.*"]


# --- several pieces of one answer


def test_older_answers_are_counted(toy):
    """The stub and the same text again are among them, where another text was left out."""
    toy.put("total", *(code(text, "total") for text in ("total = 1", "total = 2", "total = 2", "total = 45")))
    assert told(toy) == ["There were 4 answers to 'total'; the last one counts.*"]


def test_copies_of_an_answer_are_told_to_staff(toy):
    """Nothing is lost."""
    toy.put("total", code("total = 45", "total"), code("total = 45", "total"), code("total = ...", "total"))
    assert told(toy) == ["There were 3 copies of the cell 'total'; one was kept."]


def test_parts_of_an_answer_are_told(toy):
    """They run in one cell; of several answers each has its sentence."""
    toy.put("total", code("start = 0", "total"), code("total = start + 45", "total"))
    toy.put("why", prose("It adds.", "why"), prose("Nothing of it is lost.", "why"))
    assert told(toy) == [
        "The answer to 'total' stood in several cells; they were joined.*",
        "The answer to 'why' stood in several cells; they were joined.*",
    ]


def test_of_cells_that_students_may_change_nothing_is_told(toy):
    """Copies of them are theirs."""
    place = next(n for n, c in enumerate(toy.cells) if "my_guess" in "".join(c["source"]))
    toy.cells.insert(place, toy.cells[place])
    assert told(toy) == []


# --- metadata


def test_changed_metadata_are_told_to_staff(toy):
    """Of each cell that claims what is not so; keys that nbgrader does not write there are nobody's claim."""
    toy.cell("total")["metadata"]["nbgrader"]["solution"] = True
    assert told(toy) == []
    toy.cell("test-total")["metadata"]["nbgrader"]["points"] = 100
    assert told(toy) == ["nbgrader's metadata of the cell 'test-total' had been changed; the course's own count."]
    toy.cell("total")["metadata"]["nbgrader"]["grade"] = True
    assert told(toy) == [
        "nbgrader's metadata of the cells 'total' and 'test-total' had been changed; the course's own count."
    ]


def test_points_where_nbgrader_has_none_are_no_claim(toy):
    """They would count nothing."""
    assert "points" not in toy.original.by_grade_id["total"].cell.metadata["nbgrader"]
    toy.cell("total")["metadata"]["nbgrader"]["points"] = 7
    assert told(toy) == []


def test_tags_are_told_to_staff(toy):
    """All that the course has not put there itself, sorted, of cells of the course and of the student's own."""
    toy.original.by_grade_id["total"].cell.metadata["tags"] = ["given"]
    toy.cell("total")["metadata"]["tags"] = ["given"]
    assert told(toy) == []
    toy.cell("total")["metadata"]["tags"] = ["given", "skip"]
    toy.cells.append(code("x = 1") | {"metadata": {"tags": ["mine", "skip"]}})
    assert told(toy) == ["Tags on cells were dropped: 'mine' and 'skip'."]


def test_sentences_stand_in_the_order_of_what_happened(toy):
    """First what the file is, last what the metadata were."""
    document = Document((Cell("code", "total = 1", "total", tags=("x",)), Cell("code", "total = 2", "total")), "R", 1)
    notes = rebuild(document, toy.original).notes
    assert notes[0] == Note("1 cell could not be read and was left out.", to_student=True)
    assert [note.text.split()[0] for note in notes] == ["1", "It", "The", "There", "Tags"]
