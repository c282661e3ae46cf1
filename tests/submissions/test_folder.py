"""What lies in a submission's folder."""

import os

import pytest

from autograder.submissions import folder
from autograder.submissions.folder import Entry, entries, linked


def lay(root, *names):
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)


def found(root):
    return [entry.name for entry in entries(root)]


def test_an_entry_says_what_a_file_is(tmp_path):
    """Where, how large and how old it is."""
    path = tmp_path / "deep" / "a.txt"
    lay(tmp_path, "deep/a.txt")
    os.utime(path, ns=(5, 1_234_567_890_123_456_700))
    assert entries(tmp_path) == [Entry("deep/a.txt", path, True, len("deep/a.txt"), 1_234_567_890_123_456_700)]


def test_files_come_before_folders_each_by_name(tmp_path):
    """So of too many the ones that lie on top are seen."""
    lay(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "c.txt", "a/a.txt")
    assert found(tmp_path) == ["b.txt", "c.txt", "a/a.txt", "a/z.txt", "a/b/c.txt"]


def test_three_folders_are_looked_into(tmp_path):
    """The submission's own included; what is deeper is nothing."""
    lay(tmp_path, "1.txt", "a/2.txt", "a/b/3.txt", "a/b/c/4.txt")
    assert found(tmp_path) == ["1.txt", "a/2.txt", "a/b/3.txt"]


@pytest.mark.parametrize(
    "name",
    [".hidden", ".ipynb_checkpoints/a.ipynb", "__pycache__/a.pyc", "a.pyc", "__MACOSX/a.ipynb", "Thumbs.db", "desktop.ini", "timestamp.txt", "feedback/a.html"],
)  # fmt: skip
def test_what_programs_leave_behind_is_nothing(tmp_path, name):
    """At the top and deeper."""
    lay(tmp_path, "a.txt", name, f"deep/{name}")
    assert found(tmp_path) == ["a.txt"]


def test_links_and_special_files_are_entries_and_no_regular_ones(tmp_path):
    """A linked folder is not looked into."""
    lay(tmp_path, "in/a.txt", "out/b.txt")
    os.mkfifo(tmp_path / "in" / "pipe")
    (tmp_path / "in" / "file").symlink_to(tmp_path / "out" / "b.txt")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "nothing").symlink_to(tmp_path / "nowhere")
    assert {entry.name: entry.regular for entry in entries(tmp_path / "in")} == {
        "a.txt": True,
        "file": False,
        "folder": False,
        "nothing": False,
        "pipe": False,
    }


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    """Nor does a file in its place, nor a folder that nobody may open among others."""
    lay(tmp_path, "a.txt")
    assert entries(tmp_path / "nowhere") == entries(tmp_path / "a.txt") == []


def test_a_file_that_is_gone_by_then_is_nothing(tmp_path):
    """Somebody may tidy up while it is looked at."""
    lay(tmp_path, "a")
    with os.scandir(tmp_path) as scanned:
        (entry,) = scanned
    (tmp_path / "a").unlink()
    assert [*folder._file("a", entry)] == []


def test_so_many_entries_are_looked_at_and_no_more(tmp_path, monkeypatch):
    """Who fills a folder with a million files stops nobody."""
    monkeypatch.setattr(folder, "MOST_ENTRIES", 3)
    lay(tmp_path, "a", "b", "c", "d")
    assert found(tmp_path) == ["a", "b", "c"]


def test_a_link_in_place_of_either_folder_is_known(tmp_path):
    """The student's own, or the one in it."""
    (tmp_path / "ann" / "toy").mkdir(parents=True)
    (tmp_path / "eve").symlink_to(tmp_path / "ann")
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "toy").symlink_to(tmp_path / "ann" / "toy")
    assert {name: linked(tmp_path / name, tmp_path / name / "toy") for name in ("ann", "eve", "bob")} == {
        "ann": False,
        "eve": True,
        "bob": True,
    }
