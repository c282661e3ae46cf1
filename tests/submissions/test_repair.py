"""Submissions, rebuilt on the course's own notebook."""

import copy

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell
from tests_support import TOY

from autograder.authoring.source import from_markers
from autograder.authoring.text import parse
from autograder.cells import grade_id
from autograder.submissions.repair import Stubs, rebuild

STUBS = Stubs("# Your code here", "*Your answer here*")
SOURCE = from_markers(parse(TOY))


def submission():
    """A full solution as a student would hand it in."""
    notebook = copy.deepcopy(SOURCE)
    for cell in notebook.cells:
        cell.source = {"total": "total = 45", "double": "def double(v): return v * 2", "why": "It adds."}.get(
            grade_id(cell), cell.source.split("### BEGIN HIDDEN TESTS")[0].rstrip()
        )
        cell.metadata.pop("tags", None)
    return notebook


def texts(repaired):
    return [(grade_id(cell), cell.source) for cell in repaired.notebook.cells]


FULL = texts(rebuild(submission(), SOURCE, STUBS))


def find(notebook, name):
    return next(number for number, cell in enumerate(notebook.cells) if grade_id(cell) == name)


def test_a_full_solution_needs_no_repair_but_its_tests():
    """Answers are the student's, tests are the course's own with their hidden part."""
    rebuilt = dict(FULL)
    assert rebuilt["total"] == "total = 45"
    assert "secret_sum" in rebuilt["test-total"]
    assert rebuilt["why"] == "It adds."


def test_rebuilding_twice_changes_nothing():
    """What was rebuilt is rebuilt as it is, cell ids included."""
    once = rebuild(submission(), SOURCE, STUBS).notebook
    assert rebuild(once, SOURCE, STUBS).notebook == once


def test_deleted_cells_come_back():
    """A deleted answer is a stub again, a deleted test is there, and both are said."""
    notebook = submission()
    del notebook.cells[find(notebook, "test-total")]
    del notebook.cells[find(notebook, "total")]
    repaired = rebuild(notebook, SOURCE, STUBS)
    assert dict(texts(repaired))["total"].endswith("# Your code here")
    assert len(repaired.notes) == 2
    assert all("put back" in note for note in repaired.notes)


def test_of_several_copies_the_last_that_is_no_stub_counts():
    """A stub pasted below the answer does not wipe it out; a later answer does."""
    notebook = submission()
    stub = copy.deepcopy(SOURCE.cells[find(SOURCE, "total")])
    stub.source = STUBS.clear(stub)
    later = copy.deepcopy(stub)
    later.source = "total = 44"
    notebook.cells += [later, stub]
    assert dict(texts(rebuild(notebook, SOURCE, STUBS)))["total"] == "total = 44"


def test_own_cells_stay_behind_the_cell_they_followed():
    """Extra cells are kept in their places, without any metadata."""
    notebook = submission()
    mine = new_code_cell("x = 1", metadata={"nbgrader": {"grade_id": "forged"}, "tags": ["skip-execution"]})
    notebook.cells.insert(find(notebook, "total") + 1, mine)
    notebook.cells.insert(0, new_markdown_cell("My name"))
    rebuilt = rebuild(notebook, SOURCE, STUBS).notebook
    assert rebuilt.cells[0].source == "My name"
    assert rebuilt.cells[find(rebuilt, "total") + 1].source == "x = 1"
    assert rebuilt.cells[find(rebuilt, "total") + 1].metadata == {}


def test_changed_locked_cells_are_the_courses_again():
    """A rewritten test has no effect, and staff are told."""
    notebook = submission()
    notebook.cells[find(notebook, "test-total")].source = "pass"
    repaired = rebuild(notebook, SOURCE, STUBS)
    assert texts(repaired) == FULL
    assert repaired.notes == ("The locked cell 'test-total' was changed; the course's own was used.",)


def test_metadata_of_students_never_counts():
    """Points, roles and tags that a student wrote into metadata are gone."""
    notebook = submission()
    for cell in notebook.cells:
        cell.metadata["tags"] = ["skip-execution"]
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader |= {"points": 100, "solution": False, "grade": False}
    rebuilt = rebuild(notebook, SOURCE, STUBS).notebook
    assert [cell.metadata for cell in rebuilt.cells] == [cell.metadata for cell in SOURCE.cells]


def test_answers_are_found_by_cell_id_where_metadata_are_gone():
    """A notebook whose metadata were stripped keeps its answers."""
    notebook = submission()
    for cell in notebook.cells:
        cell.metadata.clear()
    assert texts(rebuild(notebook, SOURCE, STUBS)) == FULL


def delete_locked(notebook, number):
    locked = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("locked")]
    if locked:
        notebook.cells.remove(locked[number % len(locked)])


def duplicate(notebook, number):
    notebook.cells.append(copy.deepcopy(notebook.cells[number % len(notebook.cells)]))


def swap(notebook, number):
    first, second = number % len(notebook.cells), (number // 7) % len(notebook.cells)
    notebook.cells[first], notebook.cells[second] = notebook.cells[second], notebook.cells[first]


def retag(notebook, number):
    notebook.cells[number % len(notebook.cells)].metadata["tags"] = ["remove-cell", "skip-execution"]


def rewrite_locked(notebook, number):
    locked = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("locked")]
    if locked:
        locked[number % len(locked)].source = "raise SystemExit"


MUTATIONS = st.lists(
    st.tuples(st.sampled_from([delete_locked, duplicate, swap, retag, rewrite_locked]), st.integers(0, 1000)),
    max_size=3,
)


@settings(max_examples=100, deadline=None)
@given(MUTATIONS)
def test_mutations_that_keep_the_answers_are_undone(mutations):
    """Up to three accidents that leave the answers' text alone end in the same notebook."""
    notebook = submission()
    for mutate, number in mutations:
        mutate(notebook, number)
    rebuilt = [text for text in texts(rebuild(notebook, SOURCE, STUBS)) if text[0]]
    assert rebuilt == [text for text in FULL if text[0]]


@pytest.mark.parametrize("minor", [0, 4, 5])
def test_old_formats_are_read(minor, tmp_path):
    """Notebooks of nbformat 4.0 (without cell ids) and 4.5 are rebuilt alike."""
    from autograder.course import Limits
    from autograder.submissions.reading import read_submission

    notebook = submission()
    notebook.nbformat_minor = minor
    if minor < 5:
        for cell in notebook.cells:
            del cell["id"]
    path = tmp_path / "n.ipynb"
    path.write_text("\ufeff" + nbformat.writes(notebook).replace("\n", "\r\n"))
    assert [t for t in texts(rebuild(read_submission(path, Limits()), SOURCE, STUBS)) if t[0]] == [
        t for t in FULL if t[0]
    ]
