"""A class's folders: which file is which notebook, what else was handed in, and whose folder it is."""

import json
import os

import pytest
from nbgrader.api import Gradebook
from submissions.writers import write
from tests_support import GOOD, hand_in

from autograder.cells import grade_id
from autograder.submissions.collection import read_all, submitters
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
