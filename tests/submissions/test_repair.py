"""Submissions, rebuilt on the course's own notebook."""

import copy
from dataclasses import replace

import nbformat
import pytest
from submissions.writers import STUBS, WRITERS, handed_in, original, read
from tests_support import TOY

from autograder.authoring.source import from_markers
from autograder.authoring.text import parse
from autograder.cells import Marks, grade_id
from autograder.submissions.notes import Note
from autograder.submissions.repair import mark, rebuild, refused

SOURCE = from_markers(parse(TOY))
ORIGINAL = original(SOURCE)
ANSWERS = {
    "total": "start = 0\ntotal = start + 45",
    "double": "def double(v):\n    w = v * 2\n    return w",
    "why": "It adds.",
}


def submission(answers=None):
    """A full solution as a student would hand it in."""
    return handed_in(SOURCE, ANSWERS | (answers or {}))


def cell(notebook, name):
    return next(c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name)


def repair(notebook):
    """Texts by name, the student's own cells by their texts, and the sentences for staff."""
    repaired = rebuild(read(notebook), ORIGINAL)
    own = [c.source for c in repaired.notebook.cells if c["id"].startswith("own-")]
    return {grade_id(c): c.source for c in repaired.notebook.cells}, own, [note.text for note in repaired.notes]


def code(text, name=""):
    metadata = {"nbgrader": {"grade_id": name}} if name else {}
    return {"cell_type": "code", "metadata": metadata, "source": text, "outputs": [], "execution_count": 1}


@pytest.mark.parametrize("save", WRITERS)
def test_an_ordinary_submission_needs_no_repair(save):
    """Whatever program saved it: answers are the student's, tests the course's, and there is nothing to say."""
    texts, own, notes = repair(save(submission()))
    assert {name: texts[name] for name in ANSWERS} == ANSWERS
    assert "secret_sum" in texts["test-total"]
    assert own == notes == []


def test_deleted_cells_come_back():
    """A deleted answer is a stub again, a deleted test is there, and both are said."""
    notebook = submission()
    notebook["cells"].remove(cell(notebook, "test-total"))
    notebook["cells"].remove(cell(notebook, "total"))
    texts, _, notes = repair(notebook)
    assert texts["total"].endswith("# Your code here")
    assert notes == ["The cells 'total' and 'test-total' were missing and have been put back."]


def test_of_several_copies_the_last_that_is_no_stub_counts():
    """A stub pasted below the answer does not wipe it out; a later answer does."""
    notebook = submission()
    notebook["cells"] += [
        code("start = 0\ntotal = start + 44", "total"),
        code("total = ...\n# Your code here", "total"),
    ]
    texts, _, notes = repair(notebook)
    assert texts["total"] == "start = 0\ntotal = start + 44"
    assert notes == ["There were 3 answers to 'total'; the last one counts."]


def test_halves_with_one_name_are_joined():
    """The first half binds what the second reads: it is no older attempt."""
    notebook = submission({"total": "start = 0"})
    notebook["cells"].insert(4, code("total = start + 45", "total"))
    texts, _, notes = repair(notebook)
    assert texts["total"] == ANSWERS["total"]
    assert notes == ["The answer to 'total' stood in several cells; they were joined."]


def test_halves_that_are_no_python_alone_are_joined():
    """A function that was split inside is whole again, also where the second half lost its name and was moved."""
    for place in (7, 0):
        notebook = submission({"double": "def double(v):\n    w = v * 2"})
        notebook["cells"].insert(place, code("    return w"))
        texts, own, _ = repair(notebook)
        assert texts["double"] == ANSWERS["double"]
        assert own == []


def test_a_test_in_an_answers_cell_is_cut_out():
    """Merging an answer with its test loses neither, and the test's text runs once."""
    notebook = submission()
    total, test = cell(notebook, "total"), cell(notebook, "test-total")
    total["source"] = "".join(total["source"]) + "\n\n" + "".join(test["source"])
    notebook["cells"].remove(test)
    texts, own, notes = repair(notebook)
    assert texts["total"] == ANSWERS["total"]
    assert own == []
    assert notes == ["The text of the cell 'test-total' stood in a cell with something else and was taken out of it."]


def test_two_answers_in_one_cell_are_divided():
    """Each answer gets its own part; the stub of the second does not undo it."""
    notebook = submission({"total": f"{ANSWERS['total']}\n\n{ANSWERS['double']}"})
    notebook["cells"].remove(cell(notebook, "double"))
    texts, _, notes = repair(notebook)
    assert {name: texts[name] for name in ANSWERS} == ANSWERS
    assert notes == ["The answers to 'total' and 'double' stood in one cell; each counts as its own."]


def test_an_answer_under_the_name_of_a_test_is_found():
    """Swapped names do not swap the cells."""
    notebook = submission()
    one, two = cell(notebook, "double")["metadata"], cell(notebook, "test-double")["metadata"]
    one["nbgrader"], two["nbgrader"] = two["nbgrader"], one["nbgrader"]
    texts, own, notes = repair(notebook)
    assert texts["double"] == ANSWERS["double"]
    assert own == []
    assert "The answer to 'double' had lost its name; found by content." in notes


def test_an_answer_in_a_cell_of_another_type_is_code_again():
    """A cell that was turned into text still holds the answer."""
    notebook = submission()
    cell(notebook, "total")["cell_type"] = "markdown"
    cell(notebook, "why")["cell_type"] = "code"
    texts, _, notes = repair(notebook)
    assert {name: texts[name] for name in ANSWERS} == ANSWERS
    assert notes == ["The cells 'total' and 'why' had another type; it is what it was again."]


def test_a_scratch_cell_does_not_replace_an_answer():
    """What the student tried behind the answer runs where it stands."""
    notebook = submission()
    notebook["cells"].insert(4, code("total = 3  # what if?"))
    texts, own, _ = repair(notebook)
    assert texts["total"] == ANSWERS["total"]
    assert own == ["total = 3  # what if?"]


def test_own_cells_stay_behind_the_cell_they_followed():
    """Extra cells are kept in their places, without any metadata."""
    notebook = submission()
    mine = code("x = 1", "forged") | {"id": "total"}
    mine["metadata"]["tags"] = ["skip-execution"]
    notebook["cells"].insert(4, mine | {"id": "mine"})
    rebuilt = rebuild(read(notebook), ORIGINAL).notebook
    place = next(number for number, c in enumerate(rebuilt.cells) if grade_id(c) == "total")
    assert rebuilt.cells[place + 1].source == "x = 1"
    assert rebuilt.cells[place + 1].metadata == {}


def test_changed_locked_cells_are_the_courses_again():
    """A rewritten test has no effect, and staff and student are told."""
    notebook = submission()
    cell(notebook, "test-total")["source"] = "pass"
    repaired = rebuild(read(notebook), ORIGINAL)
    assert [note.text for note in repaired.notes] == [
        "The locked cell 'test-total' was changed; the course's own was used."
    ]
    marked = mark(repaired.notebook, repaired.notes).metadata["autograder"]
    assert marked == {"notes": marked["to_student"], "to_student": marked["notes"], "refused": ""}


def test_metadata_of_students_never_counts():
    """Points, roles and tags that a student wrote into metadata are gone, and staff are told."""
    notebook = submission()
    for c in notebook["cells"]:
        c["metadata"]["tags"] = ["skip-execution"]
        if "nbgrader" in c["metadata"]:
            c["metadata"]["nbgrader"] |= {"points": 100}
    repaired = rebuild(read(notebook), ORIGINAL)
    assert [c.metadata for c in repaired.notebook.cells] == [c.metadata for c in SOURCE.cells]
    assert any("Tags on cells were dropped: 'skip-execution'" in note.text for note in repaired.notes)
    assert any("metadata of the cells" in note.text for note in repaired.notes)


def test_a_huge_name_is_shown_short():
    """A megabyte of HTML in a tag does not reach anybody's page."""
    notebook = submission()
    cell(notebook, "total")["metadata"]["tags"] = ["<script>\n" * 100_000]
    assert all(len(note) < 300 and "\n" not in note for note in repair(notebook)[2])


def test_another_kernel_is_said():
    """The course's kernel runs the notebook, whatever it was saved for."""
    notebook = submission()
    notebook["metadata"]["kernelspec"] = {"name": "ir", "language": "R"}
    notebook["metadata"].pop("language_info")
    repaired = rebuild(read(notebook), ORIGINAL)
    assert repaired.notebook.metadata == SOURCE.metadata
    assert [note.text for note in repaired.notes] == ["It was saved for the kernel 'R'; it runs with the course's own."]


def test_courses_without_cell_ids_work():
    """A plain nbgrader course, saved without ids, is repaired in the same way."""
    source = copy.deepcopy(SOURCE)
    for c in source.cells:
        del c["id"]
    prepared = original(source)
    notebook = submission()
    for c in notebook["cells"]:
        c.pop("id")
    rebuilt = rebuild(read(notebook), prepared).notebook
    assert len({c["id"] for c in rebuilt.cells}) == len(rebuilt.cells)
    assert {grade_id(c): c.source for c in rebuilt.cells}["total"] == ANSWERS["total"]


def test_what_was_refused_is_the_release_with_its_tests():
    """Where nothing could be read, no answer is there, and every test is."""
    texts = {grade_id(c): c.source for c in refused(ORIGINAL).cells}
    assert texts["why"] == STUBS.text
    assert "secret_sum" in texts["test-total"]


def test_what_is_rebuilt_is_a_notebook_of_its_own():
    """Of the format that has ids; whoever changes it changes nothing of the course's."""
    rebuilt = rebuild(read(submission()), ORIGINAL).notebook
    nbformat.validate(rebuilt)
    assert (rebuilt.nbformat, rebuilt.nbformat_minor) == (4, 5)
    rebuilt.metadata["kernelspec"]["name"] = cell(rebuilt, "total").metadata["nbgrader"]["grade_id"] = "mine"
    again = rebuild(read(submission()), ORIGINAL).notebook
    assert again.metadata == SOURCE.metadata != rebuilt.metadata
    assert "mine" not in [grade_id(c) for c in again.cells]


def test_locked_cells_and_answers_have_no_outputs():
    """Those that the course saved, and those that the student did, are nobody's."""
    source = copy.deepcopy(SOURCE)
    for c in source.cells:
        if c.cell_type == "code":
            c.outputs, c.execution_count = [nbformat.v4.new_output("stream", text="1")], 3
    rebuilt = rebuild(read(submission()), original(source)).notebook
    assert all((c.outputs, c.execution_count) == ([], None) for c in rebuilt.cells if c.cell_type == "code")
    assert not any("outputs" in c for c in rebuilt.cells if c.cell_type != "code")


def test_a_courses_own_marks_are_nbgraders_in_what_is_rebuilt():
    """An instructor may hand in the source."""
    marked = replace(ORIGINAL, marks=Marks(solution=("MINE", "YOURS")))
    notebook = submission({"total": "# MINE\ntotal = 45\n# YOURS"})
    rebuilt = rebuild(read(notebook), marked).notebook
    assert cell(rebuilt, "total").source == "# BEGIN SOLUTION\ntotal = 45\n# END SOLUTION"


def test_a_mark_holds_each_sentence_once():
    """For staff all, for the student those that help, and why the file could not be read."""
    notes = [Note("a."), Note("b.", to_student=True), Note("a."), Note("b.", to_student=True)]
    marked = mark(refused(ORIGINAL), notes, "No.").metadata["autograder"]
    assert marked == {"notes": ["a.", "b."], "to_student": ["b."], "refused": "No."}
