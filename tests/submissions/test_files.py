"""What comes along besides notebooks."""

import os

import pytest

from autograder.submissions.files import student_files
from autograder.submissions.folder import entries


def lay(root, *names):
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")
    return entries(root)


@pytest.mark.parametrize("name", ["json.py", "json.so", "json.pth", "json/a.py", "json.cpython-311.so", "numpy.py", "sitecustomize.py", "usercustomize.py", "json/far/a.so"])  # fmt: skip
def test_what_would_hide_an_installed_module_is_left_out(tmp_path, name):
    """A file of Python's, or a folder that holds one."""
    taken, told = student_files(lay(tmp_path, name), (), ())
    assert taken == {}
    shown = name.split("/")[0].removesuffix(".py")
    assert told == [
        f"Left out of the submission: '{name}' ('{shown}' would stand in for an installed module of that name)."
    ]


@pytest.mark.parametrize("name", ["mine.py", "json.txt", "json/a.txt", "mine/json.py", "myjson.so", "json"])
def test_all_else_comes_along(tmp_path, name):
    """Modules of the student's own, and what is no module."""
    assert student_files(lay(tmp_path, name), (), ()) == ({name: b"x"}, [])


def test_files_that_are_left_out_for_the_same_reason_are_told_together(tmp_path):
    """In the order in which each reason came up."""
    lay(tmp_path, "a.csv", "b.csv", "c.txt")
    (tmp_path / "aa").symlink_to("c.txt")
    os.mkfifo(tmp_path / "bb")
    taken, told = student_files(entries(tmp_path), ["a.csv", "b.csv"], [])
    assert taken == {"c.txt": b"x"}
    assert told == [
        "Left out of the submission: 'a.csv' and 'b.csv' (the course's own is used).",
        "Left out of the submission: 'aa' and 'bb' (a link or a special file).",
    ]


def test_a_file_that_is_gone_by_then_is_told(tmp_path):
    """The others come along."""
    inside = lay(tmp_path, "a.txt", "b.txt")
    (tmp_path / "a.txt").unlink()
    taken, told = student_files(inside, (), ())
    assert taken == {"b.txt": b"x"} and told == ["Left out of the submission: 'a.txt' (it could not be opened)."]
