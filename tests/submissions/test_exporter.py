"""nbgrader's way in: what it reads of a submission, and what it is kept from."""

import json
import logging
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from tests_support import GOOD, hand_in
from traitlets.config import Application

from autograder.aside import Lost
from autograder.cells import grade_id
from autograder.errors import CourseError
from autograder.submissions import exporter
from autograder.submissions.exporter import (
    SubmissionExporter,
    SubmissionFolder,
    found,
    load,
    name_notebooks,
    originals,
    other_files,
)


def texts(notebook):
    return {grade_id(cell): cell.source for cell in notebook.cells}


def about(notebook):
    return notebook.metadata["autograder"]


# --- one notebook


def test_a_notebook_is_loaded_with_the_answers_in_it(toy):
    """Under its own name there is nothing to say."""
    path = hand_in(toy, "ann", GOOD)
    notebook = load(toy, "toy", "1-sums", path)
    assert {name: texts(notebook)[name] for name in GOOD} == GOOD
    assert about(notebook) == {"notes": [], "to_student": [], "refused": ""}


def test_what_was_not_handed_in_is_the_release_with_its_tests(toy):
    """And says so."""
    path = toy.folder("submitted", "ann", "toy") / "1-sums.ipynb"
    path.parent.mkdir(parents=True)
    notebook = load(toy, "toy", "1-sums", path)
    assert about(notebook) == {"notes": [], "to_student": [], "refused": "It was not handed in."}
    assert "secret_sum" in texts(notebook)["test-total"]


@pytest.mark.parametrize("deep", [False, True])
def test_a_linked_folder_is_refused(toy, deep):
    """The student's own, or the one in it."""
    path = hand_in(toy, "ann", GOOD)
    thief = toy.folder("submitted", "eve", "toy")
    if deep:
        thief.parent.mkdir()
        thief.symlink_to(path.parent)
    else:
        thief.parent.symlink_to(path.parents[1])
    notebook = load(toy, "toy", "1-sums", thief / "1-sums.ipynb")
    assert about(notebook)["refused"] == "The folder is a link, not a submission. Hand in the notebooks themselves."
    assert texts(notebook)["total"] != GOOD["total"]
    path.rename(path.with_name("1-sums.txt"))
    path.with_name("1-sums.txt").write_text("words")
    assert (found(toy, "toy", thief), found(toy, "toy", path.parent)) == (["1-sums"], [])
    path.with_name("1-sums.txt").unlink()
    (path.parent / "mine.txt").write_text("x")
    assert other_files(toy, "toy", thief) == {}
    assert other_files(toy, "toy", path.parent) == {"mine.txt": b"x"}


def test_a_file_that_is_no_notebook_is_refused_with_its_reason(toy):
    """What is said of the choice of the file is said, too."""
    path = hand_in(toy, "ann", GOOD)
    path.write_text("words")
    notebook = load(toy, "toy", "1-sums", path)
    assert about(notebook)["refused"].startswith("It is not a notebook file (no JSON).")
    path.rename(path.with_name("sums 1.ipynb"))
    assert about(load(toy, "toy", "1-sums", path))["notes"] == [
        "It is called 'sums 1.ipynb' instead of '1-sums.ipynb'; hand it in under its own name."
    ]


def test_notes_on_the_file_come_before_those_on_the_cells(toy):
    """Both for staff and, where it helps, for the student."""
    path = hand_in(toy, "ann", GOOD, name="my sums")
    notebook = json.loads(path.read_text())
    notebook["cells"] = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") != "why"]
    path.write_text(json.dumps(notebook))
    told = about(load(toy, "toy", "1-sums", path.with_name("1-sums.ipynb")))
    assert told["notes"] == told["to_student"]
    assert [note.split()[0:2] for note in told["notes"]] == [["It", "is"], ["The", "cell"]]


def test_a_file_may_be_as_large_as_the_assignment_says(toy):
    """The course's limits are for all who look into the folder."""
    path = hand_in(toy, "ann", GOOD, name="mine")
    toy.settings.Autograder.limits = {"toy": {"submission_bytes": 10}}
    notebook = load(toy, "toy", "1-sums", path.with_name("1-sums.ipynb"))
    assert "MB are allowed" in about(notebook)["refused"]
    hand_in(toy, "ann", GOOD, name="yours")
    assert found(toy, "toy", path.parent) == []
    path.rename(path.with_name("1-sums.json"))
    assert [*other_files(toy, "toy", path.parent)] == ["1-sums.json"]


def test_an_assignment_that_is_not_there_is_told(toy):
    """Like a notebook that the assignment does not have."""
    with pytest.raises(CourseError):
        originals(toy, "nothing")
    with pytest.raises(KeyError):
        load(toy, "toy", "2-nothing", toy.root / "x" / "y" / "2-nothing.ipynb")


def test_stubs_are_those_of_the_courses_configuration(toy):
    """For code and for text."""
    toy.settings.ClearSolutions.code_stub = {"python": "# yours", "r": "# no"}
    toy.settings.ClearSolutions.text_stub = "Write here."
    released = {known.name: known.released for known in originals(toy, "toy")["1-sums"].known}
    assert released["total"].endswith("\n# yours") and released["why"] == "Write here."
    toy.settings.ClearSolutions.code_stub = {"r": "# no"}
    released = {known.name: known.released for known in originals(toy, "toy")["1-sums"].known}
    assert released["total"].endswith("total = ...\n")


# --- the hook


def test_nbgrader_asks_for_every_notebook_that_was_handed_in(toy, monkeypatch):
    """Under whatever names; where nothing is recognised it goes on with what it found."""
    monkeypatch.chdir(toy.root)
    path = hand_in(toy, "ann", GOOD, name="my sums")
    listed = [str(path), str(path.with_name("other.ipynb"))]
    name_notebooks(assignment="toy", student="*", notebooks=listed)
    assert listed == [str(path.with_name("1-sums.ipynb"))]
    path.write_text(json.dumps({"nbformat": 4, "cells": []}))
    path.rename(path.with_name("other.ipynb"))
    listed = [str(path.with_name("other.ipynb"))]
    name_notebooks(assignment="toy", student="*", notebooks=listed)
    assert listed == [str(path.with_name("other.ipynb"))]


def test_the_hook_takes_no_longer_than_reading_may(toy, monkeypatch):
    """It is asked of the process apart, with the course's own limit."""
    monkeypatch.chdir(toy.root)
    with (toy.root / "nbgrader_config.py").open("a") as file:
        file.write('\nc.Autograder.limits = {"toy": {"reading_seconds": 77}}\n')
    asked = []
    monkeypatch.setattr(
        exporter, "shared", lambda: lambda *given, seconds: asked.append((given[2:], seconds)) or ["b", "a"]
    )
    listed = [str(toy.root / "ann" / "x.ipynb")]
    name_notebooks(assignment="toy", student="*", notebooks=listed)
    assert asked == [(("toy", toy.root / "ann"), 77)]
    assert listed == [str(toy.root / "ann" / "b.ipynb"), str(toy.root / "ann" / "a.ipynb")]


# --- nbgrader's own converter


@pytest.fixture
def converter(toy, monkeypatch):
    """Nbgrader's converter of this course, as it is right before it reads submissions."""
    monkeypatch.chdir(toy.root)
    toy.settings.CourseDirectory.root = str(toy.root)
    folder = CourseDirectory(parent=Application(config=toy.settings))
    folder.assignment_id, folder.student_id = "toy", "a*"
    return Autograde(coursedir=folder, config=toy.settings)


def reader(converter):
    """Our exporter in it."""
    made = converter.exporter_class(parent=converter, config=converter.config)
    assert isinstance(made, SubmissionExporter)
    return made


def named(student="ann", notebook="1-sums"):
    return {"nbgrader": {"student": student, "assignment": "toy", "notebook": notebook}}


def test_nbgrader_copies_no_file_of_a_submission(toy, converter):
    """Its idea of the course is the same but for that."""
    before = converter.coursedir
    reader(converter)
    after = converter.coursedir
    assert isinstance(after, SubmissionFolder) and after.ignore == ["*"] and before.ignore != ["*"]
    assert (after.assignment_id, after.student_id, after.root) == ("toy", "a*", str(toy.root))
    assert after.config == before.config and after.parent is before.parent is not None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-27 12:00:00 UTC", "2026-11-27 12:00:00"),
        ("", None),
        ("some time", None),
        ("2026-11-27" + " " * 90, None),
    ],
)
def test_a_time_stamp_is_read_from_a_small_file(toy, converter, written, read):
    """What is none, or too long to be one, is no time, and stops nobody."""
    reader(converter)
    (toy.root / "timestamp.txt").write_text(written)
    found = converter.coursedir.get_existing_timestamp(str(toy.root))
    assert (found and f"{found:%Y-%m-%d %H:%M:%S}") == read


def test_a_time_stamp_of_just_the_right_size_is_read(toy, converter):
    """Ninety-nine bytes are small."""
    reader(converter)
    (toy.root / "timestamp.txt").write_text("2026-11-27 12:00:00".ljust(99))
    assert converter.coursedir.get_existing_timestamp(str(toy.root))
    (toy.root / "timestamp.txt").write_text("2026-11-27 12:00:00".ljust(100))
    assert converter.coursedir.get_existing_timestamp(str(toy.root)) is None


def test_a_time_stamp_that_is_a_link_or_a_folder_is_not_read(toy, converter):
    """It may lead to anything; there may be none."""
    reader(converter)
    (toy.root / "real").write_text("2026-11-27 12:00:00")
    assert converter.coursedir.get_existing_timestamp(str(toy.root)) is None
    (toy.root / "timestamp.txt").symlink_to("real")
    assert converter.coursedir.get_existing_timestamp(str(toy.root)) is None
    (toy.root / "timestamp.txt").unlink()
    (toy.root / "timestamp.txt").mkdir()
    assert converter.coursedir.get_existing_timestamp(str(toy.root)) is None


def test_a_folder_with_a_name_that_nbgrader_misreads_is_left_out_and_told(converter, caplog):
    """The others are graded."""
    converter.log = logging.getLogger("nbgrader-here")
    converter.assignments = {"submitted/ann/toy": ["a"], "submitted/a*/toy": ["b"]}
    with caplog.at_level(logging.ERROR, "nbgrader-here"):
        reader(converter)
    assert converter.assignments == {"submitted/ann/toy": ["a"]}
    said = (
        "a* is not graded: nbgrader takes * ? [ ] in it for a pattern that stands for other names. Rename the folder."
    )
    assert [record.getMessage() for record in caplog.records] == [said]


def test_where_no_other_folder_was_asked_for_it_is_raised(converter):
    """Formgrader shows that."""
    converter.assignments = {"submitted/a\nb/toy": ["a"]}
    with pytest.raises(RuntimeError, match=r"^a\?b is not graded: it holds a character .*\. Rename the folder\.$"):
        reader(converter)
    assert converter.assignments == {}


def test_a_submitted_file_is_read_through_the_repair(toy, converter):
    """What nbgrader gets is the course's notebook with the answers in it, under the file's name."""
    path = hand_in(toy, "ann", GOOD)
    text, resources = reader(converter).from_filename(str(path), named())
    notebook = nbformat.reads(text, as_version=4)
    assert texts(notebook)["total"] == GOOD["total"] and "secret_sum" in texts(notebook)["test-total"]
    assert resources["metadata"]["name"] == "1-sums" and resources["metadata"]["path"] == str(path.parent)
    assert resources["nbgrader"] == named()["nbgrader"]
    assert "autograder_files" not in resources


def test_a_notebook_that_was_repaired_before_is_taken_as_it_is(toy, converter):
    """A copy of it: preprocessors change what they are given."""
    source = nbformat.read(toy.folder("source") / "toy" / "1-sums.ipynb", as_version=4)
    source.cells.append(new_code_cell("mine = 1"))
    converter.repaired = {"1-sums": source}
    made = reader(converter)
    seen = []
    made.register_preprocessor(lambda nb, resources: (seen.append(nb), resources) and (nb, resources), enabled=True)
    text, resources = made.from_filename(str(toy.root / "nowhere" / "x.ipynb"), named())
    assert nbformat.reads(text, as_version=4).cells[-1].source == "mine = 1"
    assert seen[0] is not source and seen[0].cells[0] is not source.cells[0]
    assert resources["metadata"] == resources["metadata"] | {"name": "x", "path": str(toy.root / "nowhere")}
    assert resources["nbgrader"] == named()["nbgrader"]


def test_the_second_pass_reads_what_the_first_wrote_and_the_files_beside(toy, converter):
    """Those that were handed in."""
    path = hand_in(toy, "ann", GOOD)
    (path.parent / "mine.txt").write_text("x")
    written = toy.folder("autograded", "ann", "toy") / "1-sums.ipynb"
    written.parent.mkdir(parents=True)
    source = nbformat.read(path, as_version=4)
    source.cells.append(new_code_cell("first = 'pass'"))
    nbformat.write(source, written)
    text, resources = reader(converter).from_filename(str(written.relative_to(toy.root)), named())
    assert nbformat.reads(text, as_version=4).cells[-1].source == "first = 'pass'"
    assert resources["autograder_files"] == {"mine.txt": b"x"}
    assert resources["nbgrader"] == named()["nbgrader"]


def test_a_submission_that_cannot_be_read_is_told_and_kept_in_a_file(toy, converter, monkeypatch):
    """Nbgrader goes on with the next student."""
    asked = []
    converter.config.Autograder.limits = {"toy": {"reading_seconds": 77}}

    def lost(*given, seconds):
        asked.append((given[0], given[2:], seconds))
        raise Lost("it took longer than 1 seconds", "what happened")

    monkeypatch.setattr(exporter, "shared", lambda: lost)
    path = Path("submitted/ann/toy/1-sums.ipynb")
    said = r"^The submission could not be read: it took longer than 1 seconds; traceback: (.*)\.$"
    with pytest.raises(RuntimeError, match=said) as raised:
        reader(converter).from_filename(str(path), named())
    assert isinstance(raised.value.__cause__, Lost)
    (file,) = toy.root.rglob("ann.txt")
    assert file.read_text() == "ann\n\nwhat happened\n" and file.parent.name == "toy"
    assert asked == [("autograder.submissions.exporter:load", ("toy", "1-sums", path), 77)]
