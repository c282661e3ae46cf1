"""Submitted files that are no notebooks, and notebooks of every format."""

import json
import os

import pytest

from autograder.course import Limits
from autograder.submissions.reading import Cell, Unreadable, parse, read_bytes, read_submission


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


# --- what a cell is


def read_cells(*cells, **notebook):
    return parse(json.dumps({"nbformat": 4, "cells": list(cells)} | notebook).encode())


def test_of_a_cell_only_what_counts_is_read():
    """Its type, text, name and id, what its metadata claim, and its tags."""
    meta = {
        "grade_id": "a",
        "grade": True,
        "locked": False,
        "points": 3,
        "solution": True,
        "task": False,
        "checksum": "x",
    }
    raw = {
        "cell_type": "code",
        "id": "i",
        "source": "x",
        "metadata": {"nbgrader": meta, "tags": ["t", 5, "u"], "more": 1},
    }
    claims = {"grade": True, "locked": False, "points": 3, "solution": True, "task": False}
    assert read_cells(raw | {"outputs": [1]}).cells == (Cell("code", "x", "a", "i", claims, ("t", "u")),)


@pytest.mark.parametrize(
    "odd",
    [
        {"metadata": 3, "id": 5},
        {"metadata": {"nbgrader": [], "tags": "t"}, "id": None},
        {"metadata": {"nbgrader": {"grade_id": 7}, "tags": {"t": 1}}},
        {"metadata": None},
        {},
    ],
)
def test_what_is_of_an_odd_type_is_as_good_as_missing(odd):
    """It takes nothing else along."""
    assert read_cells({"cell_type": "markdown", "source": "x"} | odd).cells == (Cell("markdown", "x"),)


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("code", "code"),
        ("markdown", "markdown"),
        ("raw", "raw"),
        ("html", "raw"),
        (None, "raw"),
        (7, "raw"),
        ("Code", "raw"),
    ],
)
def test_a_cell_of_an_unknown_type_is_raw(kind, read):
    """Nothing runs it, and nothing shows it as anything but text."""
    assert read_cells({"cell_type": kind, "source": "x"}).cells[0].kind == read


@pytest.mark.parametrize(
    ("level", "text"), [(1, "# T"), (2, "## T"), (6, "###### T"), (7, "# T"), (0, "# T"), (None, "# T"), ("2", "# T")]
)
def test_an_old_heading_is_text(level, text):
    """With as many signs as its level says."""
    assert read_cells({"cell_type": "heading", "level": level, "source": "T"}).cells == (Cell("markdown", text),)
    assert read_cells({"cell_type": "heading", "source": "T"}).cells == (Cell("markdown", "# T"),)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a\nb", "a\nb"),
        (["a\n", "b"], "a\nb"),
        (["a", "b", "c"], "a\nb\nc"),  # a list of lines without their ends
        (["a\n", "b", "c"], "a\nbc"),
        (["a"], "a"),
        ([], ""),
        ("", ""),
        ("a\r\nb\rc\n\r", "a\nb\nc\n\n"),
        ("\ud83d\ude00 \ud800", "\U0001f600 \ufffd"),
    ],
)
def test_a_text_is_read_from_lines_or_whole(source, text):
    """Every line ends as on Unix, and half a character is none."""
    assert read_cells({"cell_type": "code", "source": source}).cells == (Cell("code", text),)


def test_half_a_character_at_the_end_of_a_line_takes_nothing_along():
    """Nor does the other half at the beginning of the next."""
    assert read_cells({"source": ["\ud83d", "\ude00"]}).cells[0].text == "\ufffd\n\ufffd"


def test_a_source_counts_more_than_an_input():
    """`input` is nbformat 3's word for it."""
    assert [cell.text for cell in read_cells({"source": "a", "input": "b"}, {"input": "c"}, {"other": 1}).cells] == [
        "a",
        "c",
    ]


# --- what a notebook is


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"language_info": {"name": "R"}, "kernelspec": {"language": "julia", "name": "x"}}, "R"),
        ({"kernelspec": {"language": "julia", "name": "x"}}, "julia"),
        ({"kernelspec": {"name": "ir"}}, "ir"),
        ({"language_info": {"name": ""}, "kernelspec": {"language": 5, "name": "ir"}}, "ir"),
        ({"language_info": 5, "kernelspec": []}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_the_language_is_what_the_file_says_first(metadata, language):
    """The language itself, the kernel's, the kernel's name."""
    assert read_cells(metadata=metadata).language == language


@pytest.mark.parametrize(
    ("notebook", "texts"),
    [
        ({"nbformat": 3, "worksheets": [{"cells": [{"input": "a"}]}, {"cells": [{"input": "b"}]}]}, ["a", "b"]),
        ({"nbformat": 3, "worksheets": [5, {"cells": 7}, {}]}, []),
        ({"nbformat": 4, "worksheets": [{"cells": [{"input": "a"}]}], "cells": [{"source": "b"}]}, ["b"]),
    ],
)
def test_cells_stand_in_the_file_or_in_its_worksheets(notebook, texts):
    """Of all worksheets, where the file itself has none."""
    assert [cell.text for cell in parse(json.dumps(notebook).encode()).cells] == texts


@pytest.mark.parametrize(
    "notebook",
    [{"cells": []}, {"nbformat": "4", "cells": []}, {"nbformat": 4}, {"nbformat": 3, "worksheets": 5}, {"nbformat": 4, "cells": {}}, [], "x", 4, None],
)  # fmt: skip
def test_what_has_no_cells_is_no_notebook(notebook):
    """The reason says what to do."""
    with pytest.raises(Unreadable) as raised:
        parse(json.dumps(notebook).encode())
    assert str(raised.value) == "It is JSON, but no Jupyter notebook. Download the .ipynb file again and hand it in."


def test_a_notebook_of_just_the_allowed_size_is_read():
    """By cells, and by characters in all of them."""
    assert len(read_cells(*[{"source": ""}] * 2_000).cells) == 2_000
    assert len(read_cells({"source": "x" * 2_500_000}, {"source": "x" * 2_500_000}).cells) == 2
    said = "It has 2001 cells; 2000 are allowed. Remove what does not belong to it."
    with pytest.raises(Unreadable) as raised:
        read_cells(*[{}] * 2_001)
    assert str(raised.value) == said
    with pytest.raises(Unreadable) as raised:
        read_cells({"source": "x" * 2_500_000}, {"source": "x" * 2_500_001})
    assert str(raised.value) == "Its cells hold more than 5 million characters. Remove what does not belong to it."


def test_both_marks_of_utf_16_are_known():
    """Whichever byte comes first."""
    text = '{"nbformat": 4, "cells": [{"source": "é"}]}'
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert parse(mark + text.encode(encoding)).cells[0].text == "é"


# --- what a file is


def test_a_file_is_read_up_to_its_limit(tmp_path):
    """To the last byte."""
    path = tmp_path / "n"
    path.write_bytes(b"12345")
    assert read_bytes(path, 5) == b"12345"
    with pytest.raises(Unreadable) as raised:
        read_bytes(path, 4)
    assert str(raised.value) == "It is 0 MB large; 0 MB are allowed. Clear the outputs and hand it in again."


def test_reasons_say_what_to_do(tmp_path):
    """Of a link, of a folder, of a file that is gone."""
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("link", "."):
        with pytest.raises(Unreadable) as raised:
            read_bytes(tmp_path / name, 9)
        assert str(raised.value) == "It is a link or a special file, not a notebook. Hand in the notebook itself."
    with pytest.raises(Unreadable) as raised:
        read_bytes(tmp_path / "gone", 9)
    assert str(raised.value) == "It could not be opened (No such file or directory). Hand it in again."


def test_a_file_that_turns_into_something_else_is_refused(tmp_path, monkeypatch):
    """Between a look at it and its opening it may become a link, or a pipe that nobody writes into."""
    path = tmp_path / "n"
    path.write_text("x")
    status = path.lstat()
    monkeypatch.setattr(type(path), "lstat", lambda self: status)
    (tmp_path / "secret").write_text("y")
    path.unlink()
    path.symlink_to("secret")
    with pytest.raises(Unreadable, match="link or a special file"):
        read_bytes(path, 9)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(Unreadable, match="link or a special file"):
        read_bytes(path, 9)


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    """No more than a byte beyond the limit is taken."""
    path = tmp_path / "n"
    path.write_bytes(b"1234567")
    small = os.stat_result([*path.stat()[:6], 3, *path.stat()[7:10]])
    monkeypatch.setattr(os, "fstat", lambda descriptor: small)
    with pytest.raises(Unreadable, match="0 MB are allowed"):
        read_bytes(path, 5)
    assert read_bytes(path, 7) == b"1234567"
