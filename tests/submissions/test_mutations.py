"""Up to three accidents that keep the answers' text end in the reference's grade."""

import io
from contextlib import redirect_stdout

import nbformat
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from submissions.mutations import MUTATIONS, mutated
from submissions.writers import WRITERS, handed_in, original, read
from tests_support import TOY

from autograder.authoring.samples import _as_handed_in
from autograder.authoring.source import from_markers
from autograder.authoring.text import parse
from autograder.cells import Role, bonus, grade_id, points, role
from autograder.grading.judge import judge
from autograder.submissions.repair import rebuild

SOURCE = from_markers(parse(TOY))
ORIGINAL = original(SOURCE)
ANSWERS = {
    "total": "# total: the sum of numbers\nstart = 0\nfor number in numbers:\n    start += number\n\ntotal = start",
    "double": 'def double(values):\n    """Twice."""\n    doubled_values = values + values\n    return doubled_values',
    "why": "Because it adds them,\none after another.",
}
COMPLETE = handed_in(SOURCE, ANSWERS)
FULL = {"test-total": 3, "test-double": 4, "test-double-2": 2}
CHANGES = st.lists(st.tuples(st.sampled_from(MUTATIONS), st.integers(0, 1000)), max_size=3)


def scores(notebook) -> dict[str, float]:
    """What each test says after all code cells ran in this process."""
    names: dict = {"__name__": "__main__"}
    found = {}
    for cell in notebook.cells:
        if role(cell) == Role.TEST:
            verdict = judge(cell.source, grade_id(cell), points(cell), names, bonus=bool(bonus(cell)))
            found[grade_id(cell)] = verdict.score
        elif cell.cell_type == "code":
            try:
                with redirect_stdout(io.StringIO()):
                    exec(cell.source, names)
            except (Exception, SystemExit):  # noqa: BLE001 - a kernel goes on, too
                continue
    return found


def locked(notebook) -> list[tuple[str, str]]:
    return [(grade_id(c), c.source) for c in notebook.cells if c.metadata.get("nbgrader", {}).get("locked")]


def around(notebook, name: str) -> str:
    """An answer's text with the student's own cells next to it."""
    place = next(number for number, cell in enumerate(notebook.cells) if grade_id(cell) == name)
    first = last = place
    while first and notebook.cells[first - 1]["id"].startswith("own-"):
        first -= 1
    while last + 1 < len(notebook.cells) and notebook.cells[last + 1]["id"].startswith("own-"):
        last += 1
    return "\n".join(cell.source for cell in notebook.cells[first : last + 1])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(CHANGES)
def test_accidents_that_keep_the_answers_are_undone(changes):
    """The grade is the reference's, the tests are the course's, and the written answer is there to be marked."""
    rebuilt = rebuild(read(mutated(COMPLETE, changes)), ORIGINAL).notebook
    assert scores(rebuilt) == FULL
    assert locked(rebuilt) == locked(SOURCE)
    assert all(line in around(rebuilt, "why") for line in ANSWERS["why"].split("\n"))
    nbformat.validate(rebuilt)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(CHANGES, st.sampled_from(WRITERS))
def test_accidents_are_undone_whatever_program_saved_the_notebook(changes, save):
    """Jupyter, Colab and VS Code save differently; the grade is the same."""
    rebuilt = rebuild(read(mutated(save(COMPLETE), changes)), ORIGINAL).notebook
    assert scores(rebuilt) == FULL


@settings(max_examples=100, deadline=None, derandomize=True)
@given(CHANGES)
def test_what_was_rebuilt_is_rebuilt_as_it_is(changes):
    """Repairing twice is repairing once."""
    once = rebuild(read(mutated(COMPLETE, changes)), ORIGINAL).notebook
    assert rebuild(read(once), ORIGINAL).notebook == once


OWN = {f"{path.parent.name}/{path.stem}": path for path in sorted((ROOT / "source").glob("*/*.ipynb"))}


@pytest.fixture(scope="module")
def parts():
    """Each notebook of this repository: prepared, and handed in with the reference's answers."""
    found = {}
    for name, path in OWN.items():
        source = nbformat.read(path, as_version=4)
        solved = [cell for cell in source.cells if role(cell) in (Role.ANSWER, Role.WRITTEN)]
        answers = {grade_id(cell): _as_handed_in(cell.source) for cell in solved}
        found[name] = (original(source), handed_in(source, answers), answers)
    return found


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(OWN)), CHANGES)
def test_the_repositorys_own_notebooks_come_back(parts, part, changes):
    """Every line of the reference's answers stands in its answer, in order, and every locked cell is the course's."""
    prepared, complete, answers = parts[part]
    rebuilt = rebuild(read(mutated(complete, changes)), prepared).notebook
    assert [text for name, text in locked(rebuilt)] == [
        k.cell.source for k in prepared.known if k.cell.metadata.get("nbgrader", {}).get("locked")
    ]
    for name, text in answers.items():
        there = iter(line.strip() for line in around(rebuilt, name).split("\n"))
        assert all(line.strip() in there for line in text.split("\n") if line.strip()), name
