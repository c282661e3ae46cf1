"""A notebook's text: py:percent with one short marker a cell, to and from nbformat."""

import re
from pathlib import Path
from typing import Any

import jupytext
import nbformat

from autograder.errors import MarkerError

FORMAT = "py:percent"
MARKERS = {"answer", "tests", "points", "bonus", "task", "id", "given", "unusual"}
# Lines that jupytext would take for the start of a cell or for a commented magic; a backslash before the mark keeps
# them text. In code the mark follows a comment sign; in prose it stands first, or after the signs of a heading.
_STARTS = {
    "code": re.compile(r"^([ \t]*#[ \t]*)(?=\\*(?:%%|<codecell>|In\[))", re.MULTILINE),
    "markdown": re.compile(r"^([ \t]*(?=\\*(?:%%|<codecell>|In\[))|#[# \t]*(?=\\*[%!]))", re.MULTILINE),
}


def read_text(path: Path) -> nbformat.NotebookNode:
    """A notebook's text as a notebook whose cells carry their markers in `metadata`.

    Args:
        path: a `.py` file in the percent format, UTF-8, any line ends.

    Returns:
        An nbformat 4 notebook without outputs.

    Raises:
        MarkerError: a cell has a marker that this project does not know, or markers that contradict each other.
    """
    notebook = parse(path.read_bytes().decode("utf-8-sig"))
    for number, cell in enumerate(notebook.cells, start=1):
        _check(cell, f"{path.name}, cell {number}")
    return notebook


def parse(text: str) -> nbformat.NotebookNode:
    """Percent-format text as a notebook; `# %% given` becomes the marker `given`."""
    notebook = jupytext.reads(text.replace("\r\n", "\n").replace("\r", "\n"), FORMAT)
    for cell in notebook.cells:
        cell.source = _unescape(cell.source, cell.cell_type)
        if cell.metadata.get("title") == "given":
            del cell.metadata["title"]
            cell.metadata["given"] = True
    return notebook


def format_text(notebook: nbformat.NotebookNode) -> str:
    """The text of a notebook whose cells carry their markers; `parse` gives the same cells back."""
    copies = [new_cell(cell.cell_type, cell.source, dict(cell.metadata)) for cell in notebook.cells]
    copy = nbformat.v4.new_notebook(cells=copies)
    for cell in copy.cells:
        cell.source = _escape(cell.source, cell.cell_type)
        if cell.metadata.pop("given", False):
            cell.metadata["title"] = "given"
    copy.metadata["jupytext"] = {"notebook_metadata_filter": "-all", "cell_metadata_filter": "all"}
    return jupytext.writes(copy, FORMAT)


def _escape(source: str, cell_type: str) -> str:
    starts = _STARTS["code" if cell_type == "code" else "markdown"]
    return starts.sub(lambda start: start[1] + "\\", source)


def _unescape(source: str, cell_type: str) -> str:
    starts = _STARTS["code" if cell_type == "code" else "markdown"]
    lines = source.split("\n")
    for number, line in enumerate(lines):
        start = starts.match(line)
        if start and line[start.end() :].startswith("\\"):
            lines[number] = start[1] + line[start.end() + 1 :]
    return "\n".join(lines)


def new_cell(cell_type: str, source: str, metadata: dict[str, Any]) -> nbformat.NotebookNode:
    """A cell of nbformat 4 without outputs; "code", "markdown" or "raw"."""
    makers = {
        "code": nbformat.v4.new_code_cell,
        "markdown": nbformat.v4.new_markdown_cell,
        "raw": nbformat.v4.new_raw_cell,
    }
    return makers[cell_type](source, metadata=metadata)


def markers(cell: nbformat.NotebookNode) -> dict[str, Any]:
    """The markers of a cell, without whatever else its metadata holds."""
    return {key: value for key, value in cell.metadata.items() if key in MARKERS}


def _check(cell: nbformat.NotebookNode, place: str) -> None:
    unknown = set(cell.metadata) - MARKERS - {"lines_to_next_cell", "tags"}
    if unknown:
        raise MarkerError(f"{place}: {sorted(unknown)} is no marker. Known: {', '.join(sorted(MARKERS))}.")
    found = markers(cell)
    roles = [key for key in ("answer", "tests", "task", "given") if key in found]
    if len(roles) > 1:
        raise MarkerError(f"{place}: {' and '.join(roles)} together; a cell has one role. Split it in two.")
    _check_points(cell, found, place)


def _check_points(cell: nbformat.NotebookNode, found: dict[str, Any], place: str) -> None:
    code = cell.cell_type == "code"
    graded = "tests" in found or "task" in found or ("answer" in found and not code)
    worth = found.get("points", found.get("bonus"))
    if ("tests" in found and not code) or ("task" in found and code):
        raise MarkerError(f"{place}: tests are code and a task is Markdown; change the cell's type.")
    if graded and not _is_amount(worth):
        raise MarkerError(f"{place}: points={worth!r}; a graded cell says what it is worth, for example points=3.")
    if not graded and worth is not None:
        raise MarkerError(f"{place}: points={worth!r} on a cell that is not graded. Take them to its test cell.")


def _is_amount(worth: Any) -> bool:
    return isinstance(worth, int | float) and not isinstance(worth, bool) and worth > 0
