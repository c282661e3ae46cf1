"""Reads a submitted file, which may be anything."""

import json
import stat
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.course import Limits


class Unreadable(Exception):
    """A submitted file cannot be read as a notebook; the text says why, for staff and student."""


def read_submission(path: Path, limits: Limits) -> NotebookNode:
    """A submitted notebook in nbformat 4, whatever minor version it was saved in.

    Args:
        path: the submitted file; links are not followed.
        limits: how large it may be.

    Raises:
        Unreadable: it is no regular file, too large, no JSON, or no notebook.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("It is a link or a special file, not a notebook. Hand in the notebook itself.")
    if status.st_size > limits.submission_bytes:
        size, limit = status.st_size // 1_000_000, limits.submission_bytes // 1_000_000
        raise Unreadable(f"It is {size} MB large; {limit} MB are allowed. Clear the outputs and hand it in again.")
    return _parse(path.read_bytes())


def _parse(content: bytes) -> NotebookNode:
    try:
        text = content.decode("utf-8-sig")
        json.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Unreadable(
            "It is not a notebook file (no JSON). Download the .ipynb file again and hand it in."
        ) from error
    try:
        notebook = nbformat.reads(text, as_version=4)
        cells = [cell for cell in notebook.cells if isinstance(cell.source, str) and isinstance(cell.metadata, dict)]
    except Exception as error:  # nbformat raises whatever the data makes it stumble on
        raise Unreadable(
            "It is JSON, but no Jupyter notebook. Download the .ipynb file again and hand it in."
        ) from error
    notebook.cells = cells
    return notebook
