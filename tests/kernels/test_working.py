"""What a working folder begins with."""

import os

import pytest

from autograder.kernels.working import furnish


@pytest.fixture
def public(tmp_path):
    folder = tmp_path / "public"
    (folder / "drawings").mkdir(parents=True)
    (folder / "drawings" / "7.png").write_bytes(b"png")
    (folder / "train.csv").write_bytes(b"x" * 100)
    return folder


def test_small_files_are_copied_and_large_ones_are_links(public, tmp_path):
    """A copy is the notebook's own; a large file is there once for all."""
    work = tmp_path / "work"
    furnish(work, public, {"mine/digit.png": b"mine"}, copied=10)
    assert (work / "mine" / "digit.png").read_bytes() == b"mine"
    assert (work / "drawings" / "7.png").read_bytes() == b"png"
    assert not (work / "drawings" / "7.png").is_symlink()
    assert (work / "train.csv").readlink() == public / "train.csv"


@pytest.mark.parametrize("name", ["train.csv", "train.csv/x", "drawings", "drawings/7.png", "drawings/7.png/x"])
def test_nothing_takes_the_place_of_the_courses_own(public, tmp_path, name):
    """Neither a file of the same name nor a folder does, and the rest comes along."""
    furnish(tmp_path / "work", public, {name: b"mine", "other.txt": b"mine"}, copied=10)
    assert (tmp_path / "work" / "train.csv").read_bytes() == b"x" * 100
    assert (tmp_path / "work" / "drawings" / "7.png").read_bytes() == b"png"
    assert (tmp_path / "work" / "other.txt").read_bytes() == b"mine"
    assert (public / "train.csv").read_bytes() == b"x" * 100


def test_without_files_of_the_courses_there_are_the_students(tmp_path):
    """And without any, nothing is made."""
    furnish(tmp_path / "work", None, {})
    assert not (tmp_path / "work").exists()
    furnish(tmp_path / "work", None, {"a.txt": b"a"})
    assert os.listdir(tmp_path / "work") == ["a.txt"]
