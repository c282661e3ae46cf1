"""The repair's work grows as the submission does, whatever is in it."""

import pytest
from growing import assert_linear
from submissions.writers import handed_in, read
from submissions.writers import original as prepared
from tests_support import TOY

from autograder.authoring.source import from_markers
from autograder.authoring.text import parse
from autograder.cells import grade_id
from autograder.submissions import copies, fragments
from autograder.submissions.names import names
from autograder.submissions.repair import rebuild

SOURCE = from_markers(parse(TOY))
ORIGINAL = prepared(SOURCE)
TEST = next(known for known in ORIGINAL.known if known.name == "test-total").released


def cell(text, name="", kind="code"):
    return {"cell_type": kind, "metadata": {"nbgrader": {"grade_id": name}} if name else {}, "source": text}


def submission(cells, gone=()):
    """The untouched release without some of its cells, and cells of the student's own above it."""
    notebook = handed_in(SOURCE, {})
    left = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") not in gone]
    return read(notebook | {"cells": [*cells, *left]})


def repair(document):
    names.cache_clear()
    return rebuild(document, ORIGINAL)


SHAPES = {
    "a pasted list without its last bracket": lambda n: [cell("z = [\n" + "0,\n" * 40 * n)],
    "names and commas without end": lambda n: [cell("z = [\n" + "a, b, " * 20 * n)],
    "one number a line, then names": lambda n: [cell("7\n" * 20 * n + "a\n,\n" * 10 * n + "(")],
    "bindings in a cell that is no Python": lambda n: [cell("".join(f"a{i} = 1\n" for i in range(10 * n)) + "(")],
    "a test's text again and again": lambda n: [cell("\n".join([TEST] * n))],
    "a test's text between lines of its own": lambda n: [cell("\n".join([TEST, "x = 1"] * n))],
    "broken cells": lambda n: [cell(f"x{i} = (") for i in range(n)],
    "broken answers": lambda n: [cell(f"total{i} = (", "total") for i in range(n)],
    "indented lines, a cell for each": lambda n: [cell("if 1:\n    a = 1"), *(cell(f"    b{i} = 1") for i in range(n))],
    "different answers": lambda n: [cell(f"total = {i}", "total") for i in range(n)],
    "answers that need each other": lambda n: [cell(f"v{i} = v{i + 1}", "total") for i in range(n)],
    "answers that need the one before": lambda n: [cell(f"v{i + 1} = v{i}", "total") for i in range(n)],
    "halves of answers": lambda n: [cell("(" if i % 2 else f"{i})", "total") for i in range(n)],
    "written answers": lambda n: [cell(f"Because of {i} " + "a b c " * 9, "why", "markdown") for i in range(n)],
    "cells of one's own": lambda n: [cell(f"x{i} = 1") for i in range(n)],
    "stubs": lambda n: [cell("total = ...\n# Your code here", "total") for _ in range(n)],
    "copies of a test": lambda n: [cell(TEST, "test-total") for _ in range(n)],
    "blank lines": lambda n: [cell("total = 1\nand so on" + "\n" * 100 * n, "", "markdown")],
    "magic": lambda n: [cell("%time 1\n" * 20 * n)],
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("gone", [(), ("total", "double", "why")], ids=["all there", "answers gone"])
def test_the_work_grows_as_the_submission_does(shape, gone):
    """Four times as much of it takes about four times as long."""
    assert_linear(lambda n: submission(SHAPES[shape](n), gone), repair, 200)


def test_a_text_that_is_repeated_is_cut_out_every_time():
    """However often: what stands between is the student's, in its order."""
    own = [f"x{i} = {i}" for i in range(1_500)]
    notebook = repair(submission([cell("\n".join(f"{TEST}\n{line}" for line in own))])).notebook
    assert [c.source for c in notebook.cells if c["id"].startswith("own-")][:1_500] == own
    assert sum(grade_id(c) == "test-total" for c in notebook.cells) == 1


def test_of_very_many_answers_the_last_counts_and_the_others_are_told():
    """Only the last few are compared; the first of all does not get lost without a word."""
    repaired = repair(submission([cell(f"total = {i}", "total") for i in range(copies.MOST_COPIES + 30)]))
    answer = next(c.source for c in repaired.notebook.cells if grade_id(c) == "total")
    assert answer == f"total = {copies.MOST_COPIES + 29}"
    assert any("the last one counts" in note.text for note in repaired.notes)


def test_an_answer_is_not_lost_behind_many_stubs():
    """Copies of the stub are no attempts, however many there are."""
    stubs = [cell(f"total = ...\n# Your code here\n# {i}", "total") for i in range(copies.MOST_COPIES + 30)]
    repaired = repair(submission([cell("total = 45", "total"), *stubs], ["total"]))
    assert next(c.source for c in repaired.notebook.cells if grade_id(c) == "total").endswith("total = 45")


def test_a_split_answer_is_joined_up_to_a_limit():
    """A block whose lines stand in a cell each, up to so many cells."""
    lines = [cell("if 1:\n    a = 1"), *(cell(f"    b{i} = 1") for i in range(500))]
    longest = max(len(c.source.split("\n")) for c in repair(submission(lines)).notebook.cells)
    assert fragments.MOST_HALVES < longest < 50


def test_bindings_are_found_on_their_lines():
    """In a cell that is no Python: of one name and of several, of functions and classes, and never over the end of a line."""
    found = names("7\na = 1\nb , c=2\n\ndef f(x):\nclass D\nd,\ne = 3\nf == 1\n(")
    assert not found.parses
    assert found.starts == (("a", 1), ("b", 2), ("c", 2), ("f", 4), ("D", 5), ("e", 7))
