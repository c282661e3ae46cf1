"""Which of several notebooks a file is, by its name and by its content."""

import json
import os

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from submissions.writers import STUBS

from autograder.course import Limits
from autograder.submissions import finding
from autograder.submissions.finding import Chosen, _named, answers, find, find_one, is_notebook
from autograder.submissions.folder import entries
from autograder.submissions.notes import Note
from autograder.submissions.original import prepare
from autograder.submissions.reading import Cell, Document

NAMES = {"sums": None, "sums-2": None, "1_Plots": None, "---": None, "aaaa": None, "bb": None}


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("sums.ipynb", "sums"),
        ("sums-2.ipynb", "sums-2"),
        ("my sums 2 (1).ipynb", "sums-2"),  # the longest name that fits
        ("bb aaaa.ipynb", "aaaa"),
        ("my sums.ipynb", "sums"),
        ("SUMS.ipynb", "sums"),
        ("1 plots final.ipynb", "1_Plots"),
        ("notes.txt", ""),
        ("sums.txt", "sums"),
        ("(1).ipynb", ""),  # a name without letters fits nothing but itself
        ("---.ipynb", "---"),
        ("sums.ipynb.txt", "sums"),
        ("sums.IPYNB (1)", "sums"),
        ("sums2 new.ipynb", "sums-2"),
        ("---.ipynb.txt", "---"),
    ],
)
def test_a_files_name_tells_its_notebook(tmp_path, file, name):
    """The very name, else the longest one that it holds, whatever signs and capitals."""
    (tmp_path / file).write_text("")
    assert _named(next(iter(entries(tmp_path))), NAMES) == name


@pytest.mark.parametrize(
    ("file", "notebook"),
    [("a.ipynb", True), ("a.IPYNB", True), ("a.ipynb.txt", True), ("a.ipynb (1)", True), ("a.ipynbx", False), ("a.json", False), ("ipynb", False)],
)  # fmt: skip
def test_a_notebook_is_known_by_its_ending(tmp_path, file, notebook):
    """Whatever was added to it."""
    (tmp_path / file).write_text("")
    assert is_notebook(entries(tmp_path)[0]) is notebook


# --- by content


def cell(text, name, *, solution=True, make=new_code_cell):
    flags = {"grade": False, "solution": solution, "locked": not solution, "task": False, "grade_id": name}
    return make(text, metadata={"nbgrader": flags}, id=f"{name}-id")


def course(name):
    """A notebook with two answers, and three cells that students do not write."""
    answer = "# the {} of all numbers in " + name + "\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION"
    return prepare(
        new_notebook(
            cells=[
                cell(f"# About {name} and what it is", f"{name}-about", solution=False, make=new_markdown_cell),
                cell("import json  # as in all notebooks", f"{name}-start", solution=False),
                cell(answer.format("sum"), f"{name}-sum"),
                cell(answer.format("mean"), f"{name}-mean"),
                cell("x = 1", f"{name}-short", solution=False),
            ]
        ),
        STUBS,
    )


ONE, TWO = course("one"), course("two")
BOTH = {"one": ONE, "two": TWO}


def notebook(original, filled=0, *, stripped=False, keep=5, foreign=0):
    """A release with so many answers in it; without names and ids, without some of its cells, and with others in front."""
    cells = [{"cell_type": "code", "metadata": {}, "source": f"mine_{n} = {n}"} for n in range(foreign)]
    for known in original.known[:keep]:
        text = known.released
        if known.asked and filled > 0:
            text, filled = f"{known.released}\nx = 42", filled - 1
        meta = {} if stripped else {"metadata": dict(known.cell.metadata), "id": known.cell["id"]}
        cells.append({"cell_type": "code", "metadata": {}, "source": text} | meta)
    return json.dumps({"nbformat": 4, "cells": cells})


@pytest.fixture
def folder(tmp_path):
    """Writes files, the later ones younger, and says what is found in them."""

    def write(files):
        for age, (name, text) in enumerate(files.items()):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
            os.utime(tmp_path / name, ns=(0, 1_000 + age))
        return tmp_path

    return write


def found(folder, originals=BOTH):
    """The file for each notebook, and files that are none."""
    chosen, unknown = find(entries(folder), originals, Limits())
    one_by_one = {name: find_one(name, entries(folder), originals, Limits()) for name in originals}
    assert {name: one for name, one in one_by_one.items() if one} == chosen
    return {name: one.file.entry.name for name, one in chosen.items()}, unknown


def test_names_tell_where_the_content_agrees(folder):
    """Each notebook has its file."""
    files = folder({"one.ipynb": notebook(ONE, 1), "two.ipynb": notebook(TWO)})
    assert found(files) == ({"one": "one.ipynb", "two": "two.ipynb"}, ())
    assert found(folder({})) == ({"one": "one.ipynb", "two": "two.ipynb"}, ())


def test_content_counts_more_than_a_name(folder):
    """Two files with swapped names, and one with a name of no meaning."""
    files = folder({"one.ipynb": notebook(TWO, 1), "two.ipynb": notebook(ONE, 1)})
    assert found(files) == ({"one": "two.ipynb", "two": "one.ipynb"}, ())


@pytest.mark.parametrize("stripped", [False, True])
def test_a_file_without_a_name_is_known_by_its_content(folder, stripped):
    """By names and ids, or by its texts alone."""
    files = folder({"homework.ipynb": notebook(TWO, 1, stripped=stripped)})
    assert found(files) == ({"two": "homework.ipynb"}, ())


def test_a_fifth_of_the_cells_is_enough(folder):
    """What both notebooks have tells nothing; with less nobody knows what it is."""
    originals = {"one": course("one"), "two": course("two")}
    files = folder({"homework.ipynb": notebook(TWO, stripped=True, keep=1, foreign=5)})
    assert found(files, originals) == ({"two": "homework.ipynb"}, ())
    files = folder({"homework.ipynb": notebook(TWO, stripped=True, keep=0, foreign=5)})
    assert found(files, originals) == ({}, ("homework.ipynb",))
    text = json.dumps({"nbformat": 4, "cells": [{"source": "import json  # as in all notebooks", "cell_type": "code"}]})
    assert found(folder({"homework.ipynb": text}), originals) == ({}, ("homework.ipynb",))


def test_less_than_a_fifth_is_not_enough(folder):
    """A line of one's own may stand anywhere."""
    cells = [cell(f"# a line that is long enough {n}", f"c{n}", solution=False) for n in range(6)]
    six, five, none = (prepare(new_notebook(cells=some), STUBS) for some in (cells, cells[:5], []))
    files = folder({"homework.ipynb": json.dumps({"nbformat": 4, "cells": [{"source": cells[0].source}]})})
    assert found(files, {"six": six, "none": none}) == ({}, ("homework.ipynb",))
    assert found(files, {"five": five, "none": none}) == ({"five": "homework.ipynb"}, ())


@pytest.mark.parametrize(("length", "tells"), [(19, False), (20, True)])
def test_a_text_of_twenty_characters_tells_a_notebook(folder, length, tells):
    """A shorter one may stand in any."""
    text = "# ".ljust(length, "x")
    originals = {"one": prepare(new_notebook(cells=[cell(text, "a", solution=False)]), STUBS), "two": TWO}
    files = folder({"homework.ipynb": json.dumps({"nbformat": 4, "cells": [{"source": text}]})})
    assert found(files, originals)[0] == ({"one": "homework.ipynb"} if tells else {})


def test_a_name_and_just_a_fifth_of_the_content_are_enough_for_any_ending(folder):
    """What browsers save is called as they like."""
    assert found(folder({"one.json": notebook(ONE, stripped=True, keep=1)}))[0] == {"one": "one.json"}
    assert found(folder({"one.json": notebook(ONE, stripped=True, keep=0, foreign=3)}))[0] == {}


def test_a_name_counts_unless_the_content_is_clearly_anothers(folder):
    """More than twice as much of it."""
    mixed = json.loads(notebook(ONE))["cells"][:1] + json.loads(notebook(TWO))["cells"][:2]
    files = folder({"one.ipynb": json.dumps({"nbformat": 4, "cells": mixed})})
    assert found(files) == ({"one": "one.ipynb"}, ())
    mixed = json.loads(notebook(ONE))["cells"][:1] + json.loads(notebook(TWO))["cells"][:4]
    files = folder({"one.ipynb": json.dumps({"nbformat": 4, "cells": mixed})})
    assert found(files) == ({"two": "one.ipynb"}, ())


def test_a_notebook_of_the_students_own_is_told(folder):
    """One that is none of the assignment's; its name is shown on one line."""
    files = folder(
        {
            "one.ipynb": notebook(ONE, 1),
            "two.ipynb": notebook(TWO, 1),
            "my\nidea.ipynb": notebook(ONE, keep=0, foreign=2),
        }
    )
    assert found(files) == ({"one": "one.ipynb", "two": "two.ipynb"}, ("my?idea.ipynb",))


@pytest.mark.parametrize(("name", "counts"), [("one.json", True), ("one.txt", True), ("ONE.JSON", True), ("one", True), ("one.py", False), ("other.json", False)])  # fmt: skip
def test_a_file_with_a_notebooks_name_and_content_is_one(folder, name, counts):
    """Browsers save notebooks so; without the content it is another file, and no notebook that anybody misses."""
    assert found(folder({name: notebook(ONE, 1)}))[0] == ({"one": name} if counts else {})
    assert found(folder({name: "words"})) == ({}, ())
    assert found(folder({name: notebook(ONE, keep=0, foreign=3)})) == ({}, ())


def test_a_broken_file_is_the_only_notebook_that_is_missing(folder):
    """Nothing else can be meant; of two missing ones, or of two such files, nobody knows."""
    whole = {"one.ipynb": notebook(ONE, 1), "homework.ipynb": "words"}
    assert found(folder(whole)) == ({"one": "one.ipynb", "two": "homework.ipynb"}, ())
    assert found(folder({"idea.ipynb": "words"})) == ({"one": "one.ipynb"}, ("homework.ipynb", "idea.ipynb"))
    (folder({}) / "idea.ipynb").unlink(), (folder({}) / "one.ipynb").unlink()
    assert found(folder({})) == ({}, ("homework.ipynb",))


def test_a_whole_file_is_no_missing_notebook(folder):
    """It could be read, and is something else."""
    files = folder({"one.ipynb": notebook(ONE, 1), "homework.ipynb": notebook(ONE, keep=0, foreign=2)})
    assert found(files) == ({"one": "one.ipynb"}, ("homework.ipynb",))


def test_so_many_files_are_read_and_no_more(folder, monkeypatch):
    """Those with exact names first."""
    monkeypatch.setattr(finding, "MOST_FILES", 1)
    files = folder(
        {f"{letter}.ipynb": notebook(ONE, keep=0, foreign=1) for letter in "abc"} | {"two.ipynb": notebook(TWO, 1)}
    )
    assert found(files) == ({"two": "two.ipynb"}, ("a.ipynb", "b.ipynb"))


# --- several files for one notebook


def chosen(folder):
    one = find(entries(folder), {"one": ONE}, Limits())[0]["one"]
    return one.file.entry.name, [note.text for note in one.notes]


@pytest.mark.parametrize(
    ("files", "best"),
    [
        ({"one.ipynb": 1, "one (1).ipynb": 2}, "one.ipynb"),  # the exact name
        ({"one.ipynb": 0, "one (1).ipynb": 1}, "one (1).ipynb"),  # unless it holds no answer
        ({"one.ipynb": 0, "one (1).ipynb": 0}, "one.ipynb"),
        ({"one.ipynb": None, "one (1).ipynb": 0}, "one (1).ipynb"),  # or cannot be read
        ({"one a.ipynb": 1, "one b.ipynb": 2, "one c.ipynb": 1}, "one b.ipynb"),  # the one with most answers
        ({"one a.ipynb": 1, "one c.ipynb": 1, "one b.ipynb": 1}, "one b.ipynb"),  # the newest
        ({"one a.ipynb": None, "one b.ipynb": 0}, "one b.ipynb"),
    ],
)
def test_of_several_files_one_counts(folder, files, best):
    """And which it is, is told."""
    texts = {name: "words" if filled is None else notebook(ONE, filled) for name, filled in files.items()}
    name, notes = chosen(folder(texts))
    others = " and ".join(f"'{other}'" for other in sorted(files) if other != best)
    assert name == best
    assert notes[-1] == f"Several files are this notebook: '{best}' counts, {others} was left out."
    assert len(notes) == (1 if best == "one.ipynb" else 2)


def test_another_name_is_told(folder):
    """To the student, too; of the exact one nothing is said."""
    one = find(entries(folder({"mine.ipynb": notebook(ONE, 1)})), {"one": ONE}, Limits())[0]["one"]
    said = "It is called 'mine.ipynb' instead of 'one.ipynb'; hand it in under its own name."
    assert one.notes == (Note(said, to_student=True),)


def test_all_that_is_told_of_files_is_for_the_student(folder):
    """Who handed in two may have meant the other."""
    one = find(entries(folder({"a.ipynb": notebook(ONE, 1), "b.ipynb": notebook(ONE, 1)})), {"one": ONE}, Limits())[0][
        "one"
    ]
    assert [note.to_student for note in one.notes] == [True, True]


def test_where_all_files_have_exact_names_no_other_is_read(folder, monkeypatch):
    """A class hands in hundreds of them."""
    files = folder({"one.ipynb": notebook(ONE, 1), "two.ipynb": notebook(TWO, 1)})
    read = []
    real = finding.read_submission
    monkeypatch.setattr(finding, "read_submission", lambda path, limits: read.append(path.name) or real(path, limits))
    one = find_one("one", entries(files), BOTH, Limits())
    assert (one, read) == (Chosen(one.file, ()), ["one.ipynb"])
    read.clear()
    folder({"one.ipynb": notebook(ONE, 0)})
    assert find_one("one", entries(files), BOTH, Limits()).file.entry.name == "one.ipynb" and len(read) == 3
    read.clear()
    folder({"one.ipynb": notebook(ONE, 1), "other.ipynb": notebook(ONE, 2)})
    assert find_one("one", entries(files), BOTH, Limits()).file.entry.name == "one.ipynb" and len(read) == 3
    assert find_one("three", entries(files), BOTH, Limits()) is None


def test_a_file_that_is_too_large_is_not_read(folder):
    """Its reason is kept."""
    limits = Limits(submission_bytes=10)
    one = find(entries(folder({"one.ipynb": notebook(ONE, 1)})), BOTH, limits)[0]["one"]
    assert one.file.document is None and "MB large" in one.file.reason


# --- answers


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        ([], 0),
        ([Cell("code", "x = 3", "one-sum")], 1),
        ([Cell("code", "x = 3", "one-sum"), Cell("code", "x = 3", "one-mean")], 2),
        ([Cell("code", "x = 3", "one-sum"), Cell("code", "x = 4", "one-sum")], 1),
        ([Cell("code", "x = 3", "", "one-mean-id")], 1),
        ([Cell("code", "x = 3", "other", "one-mean-id")], 1),
        ([Cell("code", "y\n  # the sum of all numbers in one \nx = 3")], 1),
        ([Cell("code", "x = 3", "one-about")], 0),
        ([Cell("code", "x = 3")], 0),
        ([Cell("code", "# Your code here", "one-sum"), Cell("code", "", "one-mean")], 0),
    ],
)
def test_answers_are_counted_by_names_ids_and_stubs(cells, count):
    """Each once; a stub is none, and neither is another cell."""
    assert answers(Document(tuple(cells)), ONE) == count
    assert answers(None, ONE) == 0
