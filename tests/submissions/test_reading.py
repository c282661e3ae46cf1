"""Submitted files that are no notebooks, and notebooks of every format."""

import json
import os

import pytest

from autograder.course import Limits
from autograder.submissions.reading import Unreadable, parse, read_submission


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"This was once a notebook.", "no JSON"),
        (b"", "no JSON"),
        (b"\xff\xfe\x00", "no JSON"),
        (b"\x80\x81", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"cells": ' + b"[" * 100_000, "no JSON"),
        (b"[1, 2]", "no Jupyter notebook"),
        (b'{"cells": 5, "nbformat": 4, "metadata": {}}', "no Jupyter notebook"),
        (b'{"worksheets": []}', "no Jupyter notebook"),
        (json.dumps({"nbformat": 4, "cells": [{}] * 2_001}).encode(), "2001 cells; 2000 are allowed"),
        (json.dumps({"nbformat": 4, "cells": [{"source": "x" * 5_000_001}]}).encode(), "5 million characters"),
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


def test_special_files_are_not_opened(tmp_path):
    """A pipe that nobody writes into does not stop the class."""
    os.mkfifo(tmp_path / "n.ipynb")
    with pytest.raises(Unreadable, match="special file"):
        read_submission(tmp_path / "n.ipynb", Limits())


def test_huge_files_are_refused_unread(tmp_path):
    """A file above the limit is not read at all."""
    with (tmp_path / "n.ipynb").open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(Unreadable, match="60 MB large; 50 MB are allowed"):
        read_submission(tmp_path / "n.ipynb", Limits())


def test_missing_files_are_explained(tmp_path):
    """A file that is gone by the time it is read is said to be gone."""
    with pytest.raises(Unreadable, match="could not be opened"):
        read_submission(tmp_path / "n.ipynb", Limits())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_and_carriage_returns_are_read(encoding):
    """What Windows adds changes nothing."""
    text = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "a = 'é'\r\nb = 2"}]}, indent=1)
    assert parse(text.replace("\n", "\r\n").encode(encoding)).cells[0].text == "a = 'é'\nb = 2"


def test_old_worksheets_are_read():
    """Nbformat 3 called things differently."""
    cells = [
        {"cell_type": "heading", "level": 2, "source": "Sums"},
        {"cell_type": "code", "input": ["a = 1\n", "b = 2"], "metadata": {"nbgrader": {"grade_id": "x"}}},
    ]
    document = parse(json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}, 5]}).encode())
    assert [(cell.kind, cell.text, cell.grade_id) for cell in document.cells] == [
        ("markdown", "## Sums", ""),
        ("code", "a = 1\nb = 2", "x"),
    ]


def test_cells_of_odd_types_are_left_out_and_counted():
    """One broken cell does not take the others along."""
    cells = [
        7,
        {"source": 5},
        {"source": [1]},
        {"cell_type": "odd", "source": "x", "metadata": 3},
        {"source": ["a", "b"]},
    ]
    document = parse(json.dumps({"nbformat": 4, "metadata": [], "cells": cells}).encode())
    assert [(cell.kind, cell.text) for cell in document.cells] == [("raw", "x"), ("raw", "a\nb")]
    assert document.lost == 3


def test_half_a_surrogate_pair_can_be_written_again():
    """JSON can hold text that no file can."""
    document = parse(b'{"nbformat": 4, "cells": [{"source": "x = \'\\ud800\'"}]}')
    assert document.cells[0].text.encode("utf-8")
