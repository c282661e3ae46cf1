"""Rebuilds a submission on the course's own notebook: only answers, and cells of the student's own, are taken from it."""

import copy
from collections import defaultdict
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from autograder.cells import Role, grade_id, role, without_hidden, without_solution

STUDENTS = (Role.ANSWER, Role.WRITTEN)  # roles whose text is the student's


@dataclass(frozen=True)
class Repaired:
    """A submission that can be graded.

    Args:
        notebook: the course's cells in the course's order, with the student's answers and own cells in place.
        notes: one plain sentence for each thing that was mended; empty for an ordinary submission.
    """

    notebook: NotebookNode
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Stubs:
    """What nbgrader puts where solutions were: `ClearSolutions.code_stub` for Python and `text_stub`."""

    code: str
    text: str

    def clear(self, cell: NotebookNode) -> str:
        """An answer cell's text as the student got it."""
        return without_solution(cell.source, self.code if cell.cell_type == "code" else self.text)


def rebuild(submitted: NotebookNode, source: NotebookNode, stubs: Stubs) -> Repaired:
    """Rebuild a submission on the instructor's notebook.

    Answers are found by their grade_id, or by their cell id where the metadata is gone. Of several copies of an answer the
    last that is no stub counts. Deleted cells are put back as they were released; cells of the student's own stay behind
    the cell that they followed.

    Args:
        submitted: what was handed in.
        source: the instructor's notebook, hidden tests included.
        stubs: what stood in the answer cells of the release.
    """
    copies = _by_name(submitted, source)
    notes: list[str] = []
    cells: dict[str, NotebookNode] = {}
    for original in source.cells:
        name = _name(original)
        cells[name] = _cell(original, copies.get(name, []), stubs, notes)
    extras = _extras(submitted, set(cells))
    rebuilt = [cell for name, cell in cells.items() for cell in (cell, *extras.get(name, []))]
    rebuilt = [*extras.get("", []), *rebuilt]
    return Repaired(nbformat.v4.new_notebook(cells=rebuilt, metadata=source.metadata), tuple(notes))


def refused(source: NotebookNode, stubs: Stubs) -> NotebookNode:
    """The notebook to grade where nothing could be read: the release with its tests, which earns nothing."""
    return rebuild(nbformat.v4.new_notebook(), source, stubs).notebook


def _name(cell: NotebookNode) -> str:
    return grade_id(cell) or cell.get("id", "")


def _by_name(submitted: NotebookNode, source: NotebookNode) -> dict[str, list[NotebookNode]]:
    """The submitted copies of each of the source's cells, in their order."""
    names = {_name(cell) for cell in source.cells}
    found: dict[str, list[NotebookNode]] = defaultdict(list)
    for cell in submitted.cells:
        name = next((key for key in (grade_id(cell), cell.get("id", "")) if key in names), None)
        if name:
            found[name].append(cell)
    return found


def _cell(original: NotebookNode, copies: list[NotebookNode], stubs: Stubs, notes: list[str]) -> NotebookNode:
    """The source's cell with the student's text where it is the student's to write."""
    cell = copy.deepcopy(original)
    kind = role(original)
    if not copies and kind != Role.ORDINARY:
        notes.append(f"The cell {_name(original)!r} was missing and has been put back.")
    if len(copies) > 1 and kind != Role.ORDINARY:
        notes.append(f"There were {len(copies)} copies of the cell {_name(original)!r}; one was kept.")
    if kind in STUDENTS:
        stub = stubs.clear(original)
        texts = [other.source for other in copies]
        cell.source = next((text for text in reversed(texts) if text.strip() != stub.strip()), stub)
    elif kind == Role.ORDINARY and copies:
        cell.source = copies[-1].source
    elif any(other.source.strip() != _released(original).strip() for other in copies):
        notes.append(f"The locked cell {_name(original)!r} was changed; the course's own was used.")
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    return cell


def _released(cell: NotebookNode) -> str:
    """A locked cell's text as students have it."""
    return without_hidden(cell.source)


def _extras(submitted: NotebookNode, names: set[str]) -> dict[str, list[NotebookNode]]:
    """Cells of the student's own, by the name of the course's cell that they follow ("" at the top)."""
    extras: dict[str, list[NotebookNode]] = defaultdict(list)
    after = ""
    for number, cell in enumerate(submitted.cells, start=1):
        name = next((key for key in (grade_id(cell), cell.get("id", "")) if key in names), None)
        if name:
            after = name
        elif cell.cell_type in ("code", "markdown") and cell.source.strip():
            maker = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
            extras[after].append(maker(cell.source, id=f"own-{number}"))
    return extras
