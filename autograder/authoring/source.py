"""A notebook's text → the instructor's notebook with nbgrader's metadata, and back."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.authoring.calibration.record import read as read_calibration
from autograder.authoring.text import format_text, markers, new_cell, parse, read_text
from autograder.cells import Role, Thresholds, bonus, grade_id, role, thresholds, unusual, without_thresholds
from autograder.cells.sources import read
from autograder.course import CALIBRATION
from autograder.errors import AuthoringError, MarkerError

SCHEMA = 3  # of nbgrader's cell metadata, nbgrader 0.6 and later
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def build_source(text: Path) -> NotebookNode:
    """The instructor's notebook of a text: the same bytes for the same text.

    Args:
        text: a `.py` file in the percent format.

    Raises:
        MarkerError: markers are wrong, or two cells would have the same grade_id.
    """
    notebook = from_markers(read_text(text))
    ids = Counter(grade_id(cell) for cell in notebook.cells if grade_id(cell))
    twice = sorted(name for name, count in ids.items() if count > 1)
    if twice:
        raise MarkerError(f"{text.name}: the grade_id {twice[0]!r} stands on {ids[twice[0]]} cells. Name each its own.")
    return notebook


def from_markers(marked: NotebookNode) -> NotebookNode:
    """A notebook with nbgrader's metadata in place of markers, stable cell ids, and nothing of jupytext."""
    used: Counter[str] = Counter()
    cells = [_cell(cell, used) for cell in marked.cells]
    return nbformat.v4.new_notebook(cells=_with_ids(cells), metadata=NOTEBOOK_METADATA)


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook the way nbformat does; the same notebook gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


def to_markers(notebook: NotebookNode) -> NotebookNode:
    """A source notebook with markers in place of nbgrader's metadata: what `from_markers` would build it from."""
    used: Counter[str] = Counter()
    return nbformat.v4.new_notebook(cells=[_marked(cell, used) for cell in notebook.cells])


def adopt(source: Path, text: Path) -> None:
    """Bring an edited source notebook back into its text. Blank lines at a cell's end do not count.

    Args:
        source: the notebook as Jupyter saved it.
        text: the `.py` file that it was built from; written anew.

    Raises:
        AuthoringError: the text would not give the same notebook back, or somebody changed thresholds that have a name;
            nothing is written then.
    """
    notebook = read(source)
    bands = read_calibration(text.parent / CALIBRATION).points
    for cell in notebook.cells:
        cell.source = cell.source.rstrip()
        if role(cell) == Role.TEST:
            cell.source = _with_bare_bands(cell, source.name, bands)
    marked = to_markers(notebook)
    written = format_text(marked)
    lost = _difference(marked, parse(written))
    if lost:
        raise AuthoringError(f"{source.name} cannot become text without loss: {lost}. {text.name} was left as it is.")
    text.parent.mkdir(parents=True, exist_ok=True)
    text.write_text(written, encoding="utf-8", newline="\n")


def _with_bare_bands(test: NotebookNode, name: str, bands: Mapping[str, Thresholds]) -> str:
    """A test's source with nothing but the names of its bands, unless somebody changed thresholds there."""
    for band, found in thresholds(test.source).items():
        if found != bands.get(band):
            raise AuthoringError(
                f"{name}, {grade_id(test)}: the band {band!r} is {found} here and {bands.get(band)} in {CALIBRATION}. "
                "Change it there and build again; then adopt."
            )
    return without_thresholds(test.source)


def _difference(before: NotebookNode, after: NotebookNode) -> str:
    if len(before.cells) != len(after.cells):
        return f"{len(before.cells)} cells would become {len(after.cells)}"
    for number, (old, new) in enumerate(zip(before.cells, after.cells, strict=True), start=1):
        if (old.cell_type, old.source, markers(old)) != (new.cell_type, new.source, markers(new)):
            return f"cell {number} would change"
    return ""


def _cell(cell: NotebookNode, used: Counter[str]) -> NotebookNode:
    return new_cell(cell.cell_type, cell.source, _tags(cell) | _metadata(markers(cell), cell.cell_type, used))


def _tags(cell: NotebookNode) -> dict[str, Any]:
    return {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}


def _metadata(marker: dict[str, Any], cell_type: str, used: Counter[str]) -> dict[str, Any]:
    """Nbgrader's metadata for a cell's markers, and ours where nbgrader has no place for it."""
    if "given" in marker:
        return {"nbgrader": _nbgrader(_name(marker, "given-1", used), locked=True)}
    if "answer" in marker:
        graded = cell_type != "code"
        worth = {"points": marker["points"]} if graded else {}
        return {"nbgrader": _nbgrader(marker["answer"], grade=graded, solution=True, **worth)}
    if "task" in marker:
        return {"nbgrader": _nbgrader(marker["task"], locked=False, task=True, points=marker["points"])}
    if "tests" in marker:
        name = _name(marker, f"test-{marker['tests']}", used)
        ours = {"tests": marker["tests"]} | ({"bonus": marker["bonus"]} if "bonus" in marker else {})
        ours |= {"unusual": marker["unusual"].split("; ")} if "unusual" in marker else {}
        theirs = _nbgrader(name, grade=True, locked=True, points=marker.get("points", 0))
        return {"nbgrader": theirs, "autograder": ours}
    return {}


def _name(marker: dict[str, Any], first: str, used: Counter[str]) -> str:
    """The grade_id: as named, else the next free one of `test-flatten`, `test-flatten-2` … or `given-1`, `given-2` and so on."""
    if "id" in marker:
        return str(marker["id"])
    used[first] += 1
    if first == "given-1":
        return f"given-{used[first]}"
    return first if used[first] == 1 else f"{first}-{used[first]}"


def _nbgrader(name: str, **flags: Any) -> dict[str, Any]:
    flags = {"grade": False, "locked": False, "solution": False, "task": False} | flags
    return {"grade_id": name, "schema_version": SCHEMA} | flags


def _marked(cell: NotebookNode, used: Counter[str]) -> NotebookNode:
    return new_cell(cell.cell_type, cell.source, _tags(cell) | _marker(cell, used))


def _marker(cell: NotebookNode, used: Counter[str]) -> dict[str, Any]:
    """The markers from which `_metadata` makes this cell's metadata."""
    name, worth = grade_id(cell), cell.metadata.get("nbgrader", {}).get("points")
    match role(cell):
        case Role.GIVEN:
            return {"given": True} | _named(name, "given-1", used)
        case Role.ANSWER:
            return {"answer": name}
        case Role.WRITTEN:
            return {"answer": name, "points": worth}
        case Role.TASK:
            return {"task": name, "points": worth}
        case Role.TEST:
            tests = cell.metadata.get("autograder", {}).get("tests", re.sub(r"^test-|-\d+$", "", name))
            amount = {"bonus": cell.metadata["autograder"]["bonus"]} if bonus(cell) else {"points": worth}
            told = {"unusual": "; ".join(declared)} if (declared := unusual(cell)) else {}
            return {"tests": tests} | amount | told | _named(name, f"test-{tests}", used)
    return {}


def _named(name: str, first: str, used: Counter[str]) -> dict[str, Any]:
    """An `id` marker where the grade_id is not the one that would be given anyway."""
    probe = used.copy()
    if _name({}, first, probe) == name:
        used[first] += 1
        return {}
    return {"id": name}


def _with_ids(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Stable nbformat ids: the grade_id, else a hash of the content, numbered where it repeats."""
    seen: Counter[str] = Counter()
    for cell in cells:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:8]
        base = re.sub(r"[^a-zA-Z0-9_-]", "-", grade_id(cell))[:60] or digest
        seen[base] += 1
        cell["id"] = base if seen[base] == 1 else f"{base}-{seen[base]}"
    return cells
