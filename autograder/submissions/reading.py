"""Reads a submitted file, which may be anything."""

import errno
import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.course import Limits

MOST_CELLS = 2_000
MOST_TEXT = 5_000_000  # characters in all cells together; outputs are not read at all
TYPES = ("code", "markdown", "raw")
LINK = "It is a link or a special file, not a notebook. Hand in the notebook itself."
NO_JSON = "It is not a notebook file (no JSON). Download the .ipynb file again and hand it in."
NO_NOTEBOOK = "It is JSON, but no Jupyter notebook. Download the .ipynb file again and hand it in."


class Unreadable(Exception):
    """A submitted file cannot be read as a notebook; the text says why, for staff and student."""


@dataclass(frozen=True)
class Cell:
    """What counts of a submitted cell. Nothing else of it is read.

    Args:
        kind: "code", "markdown" or "raw".
        text: its source; every line ends as on Unix.
        grade_id: nbgrader's name for it, "" without one.
        cell_id: nbformat's id, "" without one.
        claims: what its nbgrader metadata say of role and points.
        tags: Jupyter's tags on it.
    """

    kind: str
    text: str
    grade_id: str = ""
    cell_id: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A submitted notebook of any format.

    Args:
        cells: its cells in their order.
        language: the kernel's language, or its name where the language is not said; "" where nothing is.
        lost: how many cells could not be read.
    """

    cells: tuple[Cell, ...]
    language: str = ""
    lost: int = 0


def read_submission(path: Path, limits: Limits) -> Document:
    """A submitted notebook of nbformat 2 to 4, whatever editor saved it.

    Args:
        path: the submitted file; links are not followed.
        limits: how large it may be.

    Raises:
        Unreadable: it is no regular file, too large, no JSON, or no notebook.
    """
    return parse(read_bytes(path, limits.submission_bytes))


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a regular file; links are not followed, and nothing waits for a writer.

    Raises:
        Unreadable: it is no regular file, larger than `limit` bytes, or cannot be opened.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Unreadable(LINK)
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable(LINK)
            content = file.read(limit + 1) if status.st_size <= limit else b""
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Unreadable(LINK) from error
        raise Unreadable(f"It could not be opened ({error.strerror}). Hand it in again.") from error
    size = max(status.st_size, len(content))
    if size > limit:
        raise Unreadable(
            f"It is {size // 1_000_000} MB large; {limit // 1_000_000} MB are allowed. "
            "Clear the outputs and hand it in again."
        )
    return content


def parse(content: bytes) -> Document:
    """A notebook file's content.

    Raises:
        Unreadable: it is no JSON, no notebook, or has more cells or text than anybody writes.
    """
    try:
        data = json.loads(_decode(content))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Unreadable(NO_JSON) from error
    raw = _cells(data)
    if len(raw) > MOST_CELLS:
        raise Unreadable(f"It has {len(raw)} cells; {MOST_CELLS} are allowed. Remove what does not belong to it.")
    cells = [cell for cell in map(_cell, raw) if cell]
    if sum(len(cell.text) for cell in cells) > MOST_TEXT:
        raise Unreadable("Its cells hold more than 5 million characters. Remove what does not belong to it.")
    return Document(tuple(cells), _language(data), len(raw) - len(cells))


def _decode(content: bytes) -> str:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16" if utf16 else "utf-8-sig")


def _cells(data: Any) -> list[Any]:
    """The cells of nbformat 4, or of the worksheets of nbformat 3.

    Raises:
        Unreadable: there are none.
    """
    if not isinstance(data, dict) or not isinstance(data.get("nbformat"), int):
        raise Unreadable(NO_NOTEBOOK)
    sheets = data.get("worksheets")
    if "cells" not in data and isinstance(sheets, list):
        return [cell for sheet in sheets for cell in _list(_dict(sheet).get("cells"))]
    if not isinstance(data.get("cells"), list):
        raise Unreadable(NO_NOTEBOOK)
    return _list(data["cells"])


def _cell(raw: Any) -> Cell | None:
    """A cell, None where it has no text that can be read."""
    text = _text(_dict(raw).get("source", _dict(raw).get("input")))
    if text is None:
        return None
    metadata = _dict(raw.get("metadata"))
    claims = _dict(metadata.get("nbgrader"))
    kind = raw.get("cell_type")
    if kind == "heading":  # nbformat 3
        kind, text = "markdown", f"{'#' * (raw['level'] if raw.get('level') in range(1, 7) else 1)} {text}"
    return Cell(
        kind=kind if kind in TYPES else "raw",
        text=text,
        grade_id=_string(claims.get("grade_id")),
        cell_id=_string(raw.get("id")),
        claims={key: claims[key] for key in ("grade", "locked", "points", "solution", "task") if key in claims},
        tags=tuple(tag for tag in _list(metadata.get("tags")) if isinstance(tag, str)),
    )


def _text(source: Any) -> str | None:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        ended = len(source) < 2 or any(line.endswith("\n") for line in source)
        source = ("" if ended else "\n").join(source)
    if not isinstance(source, str):
        return None
    whole = source.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half a pair could not be written
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def _language(data: dict[str, Any]) -> str:
    metadata = _dict(data.get("metadata"))
    kernel = _dict(metadata.get("kernelspec"))
    named = (_dict(metadata.get("language_info")).get("name"), kernel.get("language"), kernel.get("name"))
    return next((name for name in named if isinstance(name, str) and name), "")


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
