"""Submitted files that are no notebooks."""

import pytest

from autograder.course import Limits
from autograder.submissions.reading import Unreadable, read_submission


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"This was once a notebook.", "no JSON"),
        (b"", "no JSON"),
        (b"\xff\xfe\x00", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[1, 2]", "no Jupyter notebook"),
        (b'{"cells": 5, "nbformat": 4, "metadata": {}}', "no Jupyter notebook"),
        (b'{"worksheets": []}', "no Jupyter notebook"),
    ],
)
def test_what_is_no_notebook_is_refused_with_a_reason(tmp_path, content, says):
    """Each kind of wrong file is told apart, with what to do."""
    path = tmp_path / "n.ipynb"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=says):
        read_submission(path, Limits())


def test_links_are_not_followed(tmp_path):
    """A link to somebody's work is no submission."""
    (tmp_path / "n.ipynb").symlink_to(tmp_path / "secret")
    with pytest.raises(Unreadable, match="link"):
        read_submission(tmp_path / "n.ipynb", Limits())


def test_huge_files_are_refused_unread(tmp_path):
    """A file above the limit is not read at all."""
    with (tmp_path / "n.ipynb").open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(Unreadable, match="60 MB large; 50 MB are allowed"):
        read_submission(tmp_path / "n.ipynb", Limits())
