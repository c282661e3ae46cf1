"""Which of several notebooks a file is, by its name and by its content."""

import pytest

from autograder.submissions.finding import _named
from autograder.submissions.folder import entries

NAMES = {"sums": None, "sums-2": None, "1_Plots": None, "---": None}


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("sums.ipynb", "sums"),
        ("sums-2.ipynb", "sums-2"),
        ("my sums 2 (1).ipynb", "sums-2"),  # the longest name that fits
        ("my sums.ipynb", "sums"),
        ("SUMS.ipynb", "sums"),
        ("1 plots final.ipynb", "1_Plots"),
        ("notes.txt", ""),
        ("sums.txt", "sums"),
        ("(1).ipynb", ""),  # a name without letters fits nothing but itself
        ("---.ipynb", "---"),
    ],
)
def test_a_files_name_tells_its_notebook(tmp_path, file, name):
    """The very name, else the longest one that it holds, whatever signs and capitals."""
    (tmp_path / file).write_text("")
    assert _named(next(iter(entries(tmp_path))), NAMES) == name
