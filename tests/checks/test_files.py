"""Withheld files in tests."""

import contextvars

import pytest

from autograder import checks
from autograder.checks.files import lend
from autograder.errors import MaterialError


def judged(folder, name):
    """What a judge with this folder finds."""

    def find():
        lend(folder)
        return checks.withheld(name)

    return contextvars.copy_context().run(find)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "withheld" / "drawings").mkdir(parents=True)
    (tmp_path / "withheld" / "labels.csv").write_text("7")
    (tmp_path / "withheld" / "drawings" / "9.png").write_text("nine")
    (tmp_path / "other.txt").write_text("other")
    return tmp_path / "withheld"


def test_files_and_folders_are_found(folder):
    """A test gets an ordinary path."""
    assert judged(folder, "labels.csv").read_text() == "7"
    assert [path.name for path in judged(folder, "drawings").iterdir()] == ["9.png"]
    assert judged(folder, "drawings/9.png").read_text() == "nine"


@pytest.mark.parametrize("name", ["label.csv", "../other.txt", "drawings/../../other.txt"])
def test_what_is_not_there_is_told(folder, name):
    """The author reads which file is meant and where it belongs; nothing outside the folder is found."""
    with pytest.raises(MaterialError, match=f"no withheld file '{name}'. Put one under withheld/"):
        judged(folder, name)


def test_an_assignment_without_withheld_files_is_told():
    """The author has forgotten the folder."""
    with pytest.raises(MaterialError, match="no withheld file 'labels.csv'"):
        judged(None, "labels.csv")


def test_outside_a_judge_there_is_nothing_withheld():
    """A student who calls it reads where it belongs."""
    with pytest.raises(MaterialError, match="outside a judge.*hidden part of a test"):
        checks.withheld("labels.csv")
