"""A class's folders: which file is which notebook, what else was handed in, and whose folder it is."""

import json
import os

import pytest
from nbgrader.api import Gradebook
from submissions.writers import write
from tests_support import GOOD, hand_in

from autograder.aside import Lost
from autograder.cells import grade_id
from autograder.errors import CourseError
from autograder.submissions import collection
from autograder.submissions.collection import Submission, read_all, read_one, submitters
from autograder.submissions.exporter import load, name_notebooks


def read(toy):
    return {submission.student: submission for submission in read_all(toy, "toy", submitters(toy, "toy"))}


def about(submission):
    return submission.notebooks["1-sums"].metadata["autograder"]


def total(submission):
    return next(c.source for c in submission.notebooks["1-sums"].cells if grade_id(c) == "total")


@pytest.mark.parametrize("name", ["1-sums (1)", "Kopie von 1-sums", "1-sums-final", "1_Sums", "my homework"])
def test_renamed_notebooks_are_recognised(toy, name):
    """Whatever a file is called, its content tells, and the student is asked to keep the name."""
    hand_in(toy, "ann", GOOD, name=name)
    submission = read(toy)["ann"]
    assert total(submission) == "total = 45"
    assert "instead of '1-sums.ipynb'" in about(submission)["to_student"][0]
    assert submission.unknown == ()


@pytest.mark.parametrize(
    "name", ["1-sums.ipynb.txt", "1-sums.ipynb.json", "1_Sums.IPYNB", "1-sums.json", "toy/1-sums.ipynb"]
)
def test_other_endings_and_folders_are_recognised(toy, name):
    """Browsers add endings, archives add folders."""
    path = hand_in(toy, "ann", GOOD)
    (path.parent / name).parent.mkdir(exist_ok=True)
    path.rename(path.parent / name)
    submission = read(toy)["ann"]
    assert total(submission) == "total = 45"
    assert not submission.files


def test_of_two_files_the_one_with_the_name_counts_unless_it_is_empty(toy):
    """An untouched or broken notebook does not hide the one that holds the answers."""
    hand_in(toy, "ann", GOOD)
    hand_in(toy, "ann", {"total": "total = 1", "double": "x = 1"}, name="1-sums (1)")
    hand_in(toy, "bob")
    hand_in(toy, "bob", GOOD, name="1-sums (1)")
    hand_in(toy, "eve").write_text("no notebook")
    hand_in(toy, "eve", GOOD, name="1-sums (1)")
    found = read(toy)
    assert [total(found[name]) for name in ("ann", "bob", "eve")] == ["total = 45"] * 3
    assert about(found["ann"])["notes"] == [
        "Several files are this notebook: '1-sums.ipynb' counts, '1-sums (1).ipynb' was left out."
    ]
    assert len(about(found["bob"])["notes"]) == 2


def test_what_cannot_be_read_is_refused_and_the_rest_goes_on(toy):
    """A link, a pipe, a linked folder and no JSON each get a reason; the others are read."""
    hand_in(toy, "ann", GOOD)
    for student in ("link", "pipe", "text"):
        hand_in(toy, student).unlink()
    folder = toy.folder("submitted")
    (folder / "link" / "toy" / "1-sums.ipynb").symlink_to(folder / "ann" / "toy" / "1-sums.ipynb")
    os.mkfifo(folder / "pipe" / "toy" / "1-sums.ipynb")
    (folder / "text" / "toy" / "1-sums.ipynb").write_text("words")
    (folder / "thief").symlink_to(folder / "ann")
    found = read(toy)
    assert {name: bool(about(submission)["refused"]) for name, submission in found.items()} == {
        "ann": False,
        "link": True,
        "pipe": True,
        "text": True,
        "thief": True,
    }
    assert "link" in about(found["thief"])["refused"]
    assert not found["thief"].files


def test_further_files_come_along(toy):
    """Modules and pictures do; links, and what would hide an installed module, do not, and staff are told."""
    folder = hand_in(toy, "ann", GOOD).parent
    (folder / "helper.py").write_text("x = 1")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "a.png").write_bytes(b"png")
    (folder / "random.py").write_text("")
    (folder / "secret").symlink_to("/etc/hostname")
    (folder / "table.csv").write_text("mine")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "1-sums-checkpoint.ipynb").write_text("old")
    (toy.folder("release") / "toy" / "table.csv").write_text("ours")
    submission = read(toy)["ann"]
    assert dict(submission.files) == {"helper.py": b"x = 1", "pictures/a.png": b"png"}
    assert len(submission.notes) == 3
    assert "'table.csv' (the course's own is used)" in " ".join(submission.notes).replace('"', "'")
    assert "'random' would stand in for an installed module" in " ".join(submission.notes)


def test_too_many_files_are_left_out(toy):
    """A hundred files are enough for anybody."""
    folder = hand_in(toy, "ann", GOOD).parent
    for number in range(103):
        (folder / f"{number}.dat").write_text("x")
    with (folder / "large.dat").open("wb") as file:
        file.truncate(30_000_000)
    submission = read(toy)["ann"]
    assert len(submission.files) == 100
    assert "more than 100 files" in " ".join(submission.notes)


def test_the_digest_covers_what_is_graded(toy):
    """A changed answer, file or test is another submission; a changed output is not."""
    path = hand_in(toy, "ann", GOOD)
    seen = {read(toy)["ann"].digest}
    notebook = json.loads(path.read_text())
    notebook["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "1"}]
    write(notebook, path)
    assert {read(toy)["ann"].digest} == seen
    hand_in(toy, "ann", GOOD | {"total": "total = 44"})
    seen.add(read(toy)["ann"].digest)
    (path.parent / "helper.py").write_text("x = 1")
    seen.add(read(toy)["ann"].digest)
    source = toy.folder("source") / "toy" / "1-sums.ipynb"
    source.write_text(source.read_text().replace("secret_sum = 45", "secret_sum = 46"))
    seen.add(read(toy)["ann"].digest)
    assert len(seen) == 4


def test_a_typo_in_a_folders_name_is_told_where_there_is_a_class_list(toy):
    """Without a list every name is right; with one, staff read who may be meant."""
    hand_in(toy, "anm", GOOD)
    assert read(toy)["anm"].notes == ()
    with Gradebook(toy.gradebook, toy.course_id) as book:
        book.update_or_create_student("anm")
        book.update_or_create_student("ann", first_name="Ann")
    assert read(toy)["anm"].notes == (
        "'anm' is not on the class list. Is 'ann' meant? Rename the folder, and grade again.",
    )


def test_nbgrader_is_given_the_names_it_expects(toy, monkeypatch):
    """The hook replaces the files that nbgrader found by the notebooks that were handed in."""
    monkeypatch.chdir(toy.root)
    path = hand_in(toy, "ann", GOOD, name="my sums")
    notebooks = [str(path)]
    name_notebooks(assignment="toy", student="*", notebooks=notebooks)
    expected = path.parent / "1-sums.ipynb"
    assert notebooks == [str(expected)]
    assert any(cell.source == "total = 45" for cell in load(toy, "toy", "1-sums", expected).cells)


# --- who handed in


def test_who_handed_in_is_told_by_name(toy):
    """All, or the one who is asked for."""
    for student in ("bob", "ann"):
        hand_in(toy, student, GOOD)
    assert submitters(toy, "toy") == ["ann", "bob"]
    assert submitters(toy, "toy", "bob") == ["bob"]


def test_where_nobody_handed_in_it_is_told_where_to_put_it(toy):
    """Of all, and of one; an assignment that is not there is told first."""
    with pytest.raises(CourseError) as raised:
        submitters(toy, "toy")
    folder = toy.folder("submitted")
    assert (
        str(raised.value) == f"Nothing to grade: found no {folder}/<student>/toy. Put each student's notebooks there."
    )
    hand_in(toy, "ann", GOOD)
    with pytest.raises(CourseError, match=f"found no {folder}/bob/toy"):
        submitters(toy, "toy", "bob")
    with pytest.raises(CourseError, match="nothing"):
        submitters(toy, "nothing")


# --- one submission


def test_a_submission_says_all_that_is_known_of_it(toy):
    """Whose it is, and that nothing is odd about it."""
    hand_in(toy, "ann", GOOD)
    found = read(toy)["ann"]
    assert (found.student, found.notes, found.problem, found.unknown, dict(found.files)) == ("ann", (), "", (), {})
    assert list(found.notebooks) == ["1-sums"]


def test_a_linked_folder_has_every_notebook_refused(toy):
    """And the doubt about its name; nothing in it is read, so it is the same whoever it leads to."""
    hand_in(toy, "ann", GOOD)
    hand_in(toy, "bob")
    folder = toy.folder("submitted")
    (folder / "eve").symlink_to(folder / "ann")
    (folder / "eva").symlink_to(folder / "bob")
    one, other = (read_one(toy, "toy", name, frozenset(["ann"])) for name in ("eve", "eva"))
    assert (one.student, one.unknown, dict(one.files), one.problem) == ("eve", (), {}, "")
    assert about(one) == {
        "notes": [],
        "to_student": [],
        "refused": "The folder is a link, not a submission. Hand in the notebooks themselves.",
    }
    assert [note.split(" is not")[0] for note in one.notes] == ["'eve'"]
    assert one.digest == other.digest != ""


def test_a_doubt_about_the_name_stands_before_what_was_left_out(toy):
    """For whoever is on the list there is none."""
    folder = hand_in(toy, "anm", GOOD).parent
    (folder / "link").symlink_to("/etc/hostname")
    (folder / "idea.ipynb").write_text('{"nbformat": 4, "cells": []}')
    found = read_one(toy, "toy", "anm", frozenset(["ann"]))
    assert [note[:10] for note in found.notes] == ["'anm' is n", "Left out o"]
    assert found.unknown == ("idea.ipynb",)
    assert len(read_one(toy, "toy", "anm", frozenset(["anm"])).notes) == 1


def test_the_digest_covers_names_sizes_and_contents_of_files(toy):
    """Also of a name that is no UTF-8; the order in which they were written is none of its business."""
    seen = set()
    for files in (
        {},
        {"a": b""},
        {"a": b"1"},
        {"b": b"1"},
        {"a": b"1", "b": b"1"},
        {"a": b"", "b": b"11"},
        {"\udcff": b""},
    ):
        seen.add(collection._digest({}, files))
    assert len(seen) == 7
    assert collection._digest({}, {"a": b"1", "b": b"2"}) == collection._digest({}, {"b": b"2", "a": b"1"})
    assert collection._digest({"a": 1, "b": 2}, {}) == collection._digest({"b": 2, "a": 1}, {})


def test_a_file_that_counts_as_a_notebook_is_no_further_file(toy):
    """Whatever it is called; one that does not count is none of the notebooks."""
    path = hand_in(toy, "ann", GOOD)
    path.rename(path.with_name("1-sums.json"))
    (path.parent / "notes.json").write_text("{}")
    found = read(toy)["ann"]
    assert dict(found.files) == {"notes.json": b"{}"} and about(found)["refused"] == ""


# --- what goes wrong


def test_a_name_that_cannot_be_graded_is_a_problem(toy):
    """Nothing of it is read."""
    hand_in(toy, "a*", GOOD)
    found = read(toy)["a*"]
    assert found == Submission("a*", {}, "", (), problem=found.problem)
    assert found.problem.startswith("The folder's name cannot be a student's: nbgrader takes")


def test_a_name_that_looks_like_anothers_is_a_problem(toy):
    """Everybody who handed in counts, also where one alone is read."""
    hand_in(toy, "ann", GOOD)
    hand_in(toy, "\u0430nn", GOOD)
    (found,) = read_all(toy, "toy", ["\u0430nn"])
    assert found.problem.startswith("The folder's name looks like 'ann'")
    (found,) = read_all(toy, "toy", ["ann"])
    assert found.problem == ""


def test_a_submission_that_cannot_be_read_is_told_and_the_others_go_on(toy, monkeypatch):
    """With what happened in a file; each has as much time as the course gives."""
    asked = []

    def apart(function, *given, seconds):
        asked.append((function, given[1:], seconds))
        if given[2] == "bob":
            raise Lost("it took longer than 1 seconds", "what happened")
        return read_one(*given)

    for student in ("ann", "bob", "carl"):
        hand_in(toy, student, GOOD)
    monkeypatch.setattr(collection, "shared", lambda: apart)
    toy.settings.Autograder.limits = {"toy": {"reading_seconds": 77}}
    found = read(toy)
    assert [submission.problem for submission in found.values()] == ["", found["bob"].problem, ""]
    assert found["bob"] == Submission("bob", {}, "", (), problem=found["bob"].problem)
    (file,) = toy.root.rglob("bob.txt")
    assert found["bob"].problem == (
        f"It could not be read: it took longer than 1 seconds; traceback: {file.relative_to(toy.root)}."
    )
    assert file.read_text() == "bob\n\nwhat happened\n"
    one = ("autograder.submissions.collection:read_one", ("toy", "ann", frozenset()), 77)
    assert asked[0] == one


def test_submissions_are_read_when_they_are_asked_for(toy):
    """A class is large."""
    hand_in(toy, "ann", GOOD)
    found = read_all(toy, "toy", ["ann", "nobody"])
    assert next(found).student == "ann"
    assert next(found).notebooks == {}
