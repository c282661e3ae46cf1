"""What a student controls in a notebook, made safe to open: texts capped, outputs written anew in kinds that cannot act.

nh3 cleans the HTML (see `markup`). nbconvert's own `sanitize_html` is not used: it rests on bleach, which is no longer
developed, and it knows nothing of SVG, of sizes, or of the metadata that templates write into attributes unquoted.
"""

import html as escaping
import re
from dataclasses import dataclass
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.cells import Role, role
from autograder.reporting import markup, pictures
from autograder.reporting.markup import shorten

SOURCE_CHARACTERS = 50_000  # of one cell's text
TEXT_CHARACTERS = 20_000  # of all text that one cell put out
HTML_CHARACTERS, HTML_TAGS = 1_000_000, 8_000  # of one output; a table of 100 rows and 30 columns has 6000 tags
OUTPUTS = 100  # of one cell
CELLS = 1_000  # of the student's own, in one notebook
PAGE_CHARACTERS = 20_000_000
# What is slow to read costs more of the page than its length.
TAG_COST = 100  # for a tag
CODE_COST, MARKDOWN_COST, DRAWING_COST = 60, 100, 4  # for a character
NOTE = "note"  # an output's metadata say so where we speak in place of the student's code


@dataclass
class Budget:
    """What is left for one page.

    Args:
        characters: of outputs and of the student's own cells.
        cells: of the student's own.
    """

    characters: int = PAGE_CHARACTERS
    cells: int = CELLS

    def take(self, cost: int) -> bool:
        """Use up some characters; False where there are not enough left."""
        if cost > self.characters:
            return False
        self.characters -= cost
        return True


def sanitize_cell(cell: NotebookNode, budget: Budget) -> NotebookNode:
    """A new cell that is safe to put into a page.

    Text stays text, for whoever shows it to escape or to clean: Markdown by `markup.markdown`. Of each output one kind is
    left, checked or cleaned. Metadata are those of nbgrader and autograder alone.

    Args:
        cell: any cell.
        budget: what is left for the page; it becomes less.

    Returns:
        A Markdown cell or a code cell (which a raw cell becomes, as its text would go into the page as it is).
    """
    meta = {key: cell.metadata[key] for key in ("nbgrader", "autograder") if key in cell.metadata}
    if cell.cell_type == "markdown":
        source = shorten(cell.source, markup.MARKDOWN_CHARACTERS)
        clean = nbformat.v4.new_markdown_cell(source, id=cell.get("id", "cell"), metadata=meta)
        attached = cell.get("attachments") or {}
        if attached and budget.take(min(len(str(attached)), markup.ATTACHED_CHARACTERS)):
            clean.attachments = attached
        return clean
    source = shorten(cell.source, SOURCE_CHARACTERS)
    outputs = _outputs(cell.get("outputs", []), budget)
    count = cell.get("execution_count")
    given = {"metadata": meta, "outputs": outputs, "execution_count": count if isinstance(count, int) else None}
    return nbformat.v4.new_code_cell(source, id=cell.get("id", "cell"), **given)


def _outputs(outputs: list[NotebookNode], budget: Budget) -> list[NotebookNode]:
    joined = _join_streams(outputs)
    shown, text = [], Budget(TEXT_CHARACTERS)
    for output in joined[:OUTPUTS]:
        clean = _output(output, text) if budget.take(_effort(output)) else None
        fits = clean is not None and budget.take(len(str(clean)))
        shown.append(clean if fits else note("An output was left out: this page is full."))
    if len(joined) > OUTPUTS:
        shown.append(note(f"{len(joined) - OUTPUTS:,} further outputs were left out."))
    return shown


def _effort(output: NotebookNode) -> int:
    """What it costs to clean an output, whether anything is left of it or not."""
    data = output.get("data", {})
    tags = min(_text(data.get("text/html", "")).count("<"), HTML_TAGS)
    prose = min(len(_text(data.get("text/markdown", ""))), markup.MARKDOWN_CHARACTERS)
    drawing = min(len(_text(data.get("image/svg+xml", ""))), pictures.PICTURE_BYTES)
    return TAG_COST * tags + MARKDOWN_COST * prose + DRAWING_COST * drawing


def _cost(cell: NotebookNode) -> int:
    """What it costs to show the text of a cell of the student's own."""
    if cell.cell_type == "markdown":
        return MARKDOWN_COST * min(len(cell.source), markup.MARKDOWN_CHARACTERS)
    return CODE_COST * min(len(cell.source), SOURCE_CHARACTERS)


def _join_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs with what was printed in pieces as one."""
    joined: list[NotebookNode] = []
    pieces: list[str] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if output.output_type == "stream" and last and last.output_type == "stream" and last.name == output.name:
            pieces.append(_text(output.text))
            continue
        _close(last, pieces)
        pieces = [_text(output.text)] if output.output_type == "stream" else []
        joined.append(nbformat.from_dict(dict(output)))
    _close(joined[-1] if joined else None, pieces)
    return joined


def _close(stream: NotebookNode | None, pieces: list[str]) -> None:
    if pieces and stream is not None:
        stream.text = "".join(pieces)


def _output(output: NotebookNode, budget: Budget) -> NotebookNode:
    if output.output_type == "stream":
        return nbformat.v4.new_output("stream", name=output.name, text=_console(output.text, budget))
    if output.output_type == "error":
        text = "\n".join(map(str, output.get("traceback", []))) or f"{output.get('ename')}: {output.get('evalue')}"
        return nbformat.v4.new_output("error", ename="", evalue="", traceback=[_console(text, budget)])
    return _rich({kind: _text(value) for kind, value in output.get("data", {}).items()}, output.get("metadata"), budget)


def _rich(data: dict[str, str], metadata: Any, budget: Budget) -> NotebookNode:
    """The first kind that can be shown, else a sentence."""
    for kind, clean in _CLEANERS.items():
        value = clean(data[kind]) if kind in data else ""
        if value:
            sizes = _sizes(metadata, kind)
            return nbformat.v4.new_output("display_data", {_BECOMES.get(kind, kind): value}, metadata=sizes)
    for kind in ("text/latex", "text/plain"):
        if data.get(kind, "").strip():
            return nbformat.v4.new_output("display_data", {kind: _console(data[kind], budget)})
    kinds = shorten(", ".join(sorted(data)), 200) or "nothing"
    return note(f"An output was left out, as this page cannot show it safely or it is too large ({kinds}).")


def _clean_html(text: str) -> str:
    if len(text) > HTML_CHARACTERS or text.count("<") > HTML_TAGS or markup.heavy(text):
        return ""
    clean = markup.html(text)
    return clean if markup.has_content(clean) else ""


def _clean_markdown(text: str) -> str:
    return markup.markdown(text)


_CLEANERS = {
    "text/html": _clean_html,
    "image/png": lambda data: pictures.raster(data, "png"),
    "image/jpeg": lambda data: pictures.raster(data, "jpeg"),
    "image/svg+xml": pictures.svg,
    "text/markdown": _clean_markdown,
}
_BECOMES = {"text/markdown": "text/html"}


def _sizes(metadata: Any, kind: str) -> dict[str, dict[str, int]]:
    """Width and height of a picture in pixels; templates write them into a tag without quotes, so only numbers may stay."""
    given = metadata.get(kind) if isinstance(metadata, dict) else None
    given = given if isinstance(given, dict) else {}
    sizes = {name: given[name] for name in ("width", "height") if type(given.get(name)) is int}
    return {kind: sizes} if sizes and all(0 < size < 5000 for size in sizes.values()) else {}


def note(sentence: str) -> NotebookNode:
    """An output in which we say what is not shown."""
    return nbformat.v4.new_output("display_data", {"text/plain": sentence}, metadata={"autograder": NOTE})


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def _console(text: str, budget: Budget) -> str:
    """Printed text as a terminal shows it: what a progress bar overwrote is gone. Colours (`ESC [ … m`) stay."""
    lines = shorten(text, 10 * TEXT_CHARACTERS).split("\n")
    text = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]", "", text)
    text = shorten(text, max(budget.characters, 100))
    budget.take(min(len(text), budget.characters))
    return text


class SanitizeNotebook(NbGraderPreprocessor):  # type: ignore[misc]
    """Sanitises all cells: for feedback pages, and for Formgrader as `HTMLExporter.preprocessors`."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Put safe cells in place, and names that come from the student's files as escaped text."""
        budget, cells, left_out = Budget(), [], 0
        for cell in nb.cells:
            own = role(cell) == Role.ORDINARY
            budget.cells -= own
            if own and not (budget.cells >= 0 and budget.take(_cost(cell))):
                left_out += 1
            else:
                cells.append(sanitize_cell(cell, budget))
        if left_out:
            cells.append(nbformat.v4.new_markdown_cell(f"{left_out:,} further cells were left out: this page is full."))
        about = nb.metadata.get("autograder", {})
        metadata = {"autograder": about, "language_info": {"name": "python", "pygments_lexer": "ipython3"}}
        return nbformat.v4.new_notebook(cells=cells, metadata=metadata), _escaped(resources)


def _escaped(resources: ResourcesDict) -> ResourcesDict:
    """Formgrader's template writes these as they are; names of folders and of people may hold anything."""
    for key in ("student", "first_name", "last_name", "notebook_path"):
        if isinstance(resources.get(key), str):
            resources[key] = escaping.escape(resources[key])
    return resources
