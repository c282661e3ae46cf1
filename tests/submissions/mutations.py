"""What happens to notebooks between release and submission: accidents that leave the answers' text alone.

Each takes a notebook's JSON and a number that chooses the cell, and changes the notebook in place.
"""

import ast
import copy

from submissions.writers import Notebook

MUTATIONS = []


def mutation(function):
    MUTATIONS.append(function)
    return function


def _name(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def _text(cell: dict) -> str:
    return "".join(cell["source"])


def _is(cell: dict, flag: str) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get(flag))


def _pick(cells: list, number: int):
    return cells[number % len(cells)] if cells else None


def _locked(notebook: Notebook, number: int) -> dict | None:
    return _pick([cell for cell in notebook["cells"] if _is(cell, "locked")], number)


def _answer(notebook: Notebook, number: int) -> dict | None:
    return _pick([cell for cell in notebook["cells"] if _is(cell, "solution")], number)


@mutation
def delete_locked(notebook, number):
    cell = _locked(notebook, number)
    if cell:
        notebook["cells"].remove(cell)


@mutation
def delete_prose(notebook, number):
    cell = _pick([c for c in notebook["cells"] if c["cell_type"] == "markdown" and not _is(c, "solution")], number)
    if cell:
        notebook["cells"].remove(cell)


@mutation
def duplicate(notebook, number):
    cells = notebook["cells"]
    cells.insert((number // 7) % (len(cells) + 1), copy.deepcopy(_pick(cells, number)))


@mutation
def paste_stub(notebook, number):
    cell = _answer(notebook, number)
    if cell:
        stub = copy.deepcopy(cell)
        stub["source"] = "# Your code here" if cell["cell_type"] == "code" else ""
        notebook["cells"].insert(notebook["cells"].index(cell) + 1, stub)


@mutation
def swap(notebook, number):
    cells = notebook["cells"]
    first, second = number % len(cells), (number // 7) % len(cells)
    cells[first], cells[second] = cells[second], cells[first]


@mutation
def move_down(notebook, number):
    cells = notebook["cells"]
    place = number % len(cells)
    cells.insert(place + 1, cells.pop(place))


@mutation
def retype(notebook, number):
    cell = _pick(notebook["cells"], number)
    kinds = [kind for kind in ("code", "markdown", "raw") if kind != cell["cell_type"]]
    cell["cell_type"] = kinds[number % 2]


@mutation
def retag(notebook, number):
    cell = _pick(notebook["cells"], number)
    cell["metadata"]["tags"] = ["remove-cell", "skip-execution", "raises-exception"]
    if "nbgrader" in cell["metadata"]:
        cell["metadata"]["nbgrader"] |= {"points": 100, "locked": number % 2 == 0}


@mutation
def swap_names(notebook, number):
    named = [cell for cell in notebook["cells"] if _name(cell)]
    if len(named) > 1:
        first, second = _pick(named, number), _pick(named, number // 5)
        one, two = first["metadata"]["nbgrader"], second["metadata"]["nbgrader"]
        first["metadata"]["nbgrader"], second["metadata"]["nbgrader"] = two, one


@mutation
def rewrite_locked(notebook, number):
    cell = _locked(notebook, number)
    if cell:
        cell["source"] = "raise SystemExit"


@mutation
def strip_one(notebook, number):
    cell = _pick(notebook["cells"], number)
    cell["metadata"] = {}
    cell.pop("id", None)


@mutation
def strip_all(notebook, number):
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)


@mutation
def strip_names(notebook, number):
    for cell in notebook["cells"]:
        cell["metadata"].pop("nbgrader", None)


@mutation
def split(notebook, number):
    """Split a code cell at any line; the second, the first or both halves keep the metadata."""
    cell = _pick([c for c in notebook["cells"] if c["cell_type"] == "code" and _text(c).count("\n")], number)
    if cell:
        lines = _text(cell).split("\n")
        at = 1 + (number // 3) % (len(lines) - 1)
        if _in_a_string("\n".join(lines), at):
            return
        second = copy.deepcopy(cell)
        cell["source"], second["source"] = "\n".join(lines[:at]), "\n".join(lines[at:])
        for half in [(), (second,), (cell,)][number % 3]:
            half["metadata"] = {}
            half.pop("id", None)
        notebook["cells"].insert(notebook["cells"].index(cell) + 1, second)


def _in_a_string(text: str, at: int) -> bool:
    try:
        strings = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    except SyntaxError:
        return False
    return any(node.lineno <= at < (node.end_lineno or 0) for node in strings)


@mutation
def merge(notebook, number):
    """Merge a cell with the next one, as Jupyter does: the first one's type and metadata stay."""
    cells = notebook["cells"]
    place = number % max(len(cells) - 1, 1)
    if place + 1 < len(cells):
        cells[place]["source"] = _text(cells[place]) + "\n\n" + _text(cells.pop(place + 1))


@mutation
def insert_code(notebook, number):
    cells = notebook["cells"]
    made = {"cell_type": "code", "metadata": {"tags": ["mine"]}, "source": "scratch = 1\nprint(scratch)"}
    cells.insert(number % (len(cells) + 1), made | {"outputs": [], "execution_count": 3})


@mutation
def insert_broken_code(notebook, number):
    cells = notebook["cells"]
    made = {"cell_type": "code", "metadata": {}, "source": "this is no Python"}
    cells.insert(number % (len(cells) + 1), made | {"outputs": [], "execution_count": None})


@mutation
def insert_prose(notebook, number):
    cells = notebook["cells"]
    cells.insert(number % (len(cells) + 1), {"cell_type": "markdown", "metadata": {}, "source": "My own remark."})


@mutation
def wrong_kernel(notebook, number):
    notebook["metadata"] = [{"kernelspec": {"name": "ir", "language": "R"}}, {}, "nonsense", None][number % 4]


@mutation
def carriage_returns(notebook, number):
    for cell in notebook["cells"]:
        cell["source"] = _text(cell).replace("\r\n", "\n").replace("\n", "\r\n")


@mutation
def lists_of_lines(notebook, number):
    for cell in notebook["cells"]:
        cell["source"] = _text(cell).splitlines(keepends=True)


@mutation
def odd_cells(notebook, number):
    odd = [7, None, {}, {"cell_type": "code", "source": 5}, {"cell_type": "x", "source": "odd", "metadata": []}]
    notebook["cells"].insert(number % (len(notebook["cells"]) + 1), odd[number % 5])
    notebook["cells"] = [cell for cell in notebook["cells"] if isinstance(cell, dict) and _plain(cell)]


# After these a cell's metadata say no more whether deleting it would take an answer away.
LATE = (retag, swap_names, strip_one, strip_all, strip_names, merge)

LAST = (split, insert_broken_code, insert_prose, odd_cells)


def mutated(complete: Notebook, changes: list) -> Notebook:
    """A copy with accidents, each with its number.

    Those that hide what a cell is come late. Cells are split last, since what is left of a function is not found everywhere, and
    what is no Python comes last, since an answer that is merged with it is none either.
    """
    notebook = copy.deepcopy(complete)
    for change, number in sorted(changes, key=lambda pair: (pair[0] in LAST, pair[0] in LATE)):
        change(notebook, number)
    return notebook


def _plain(cell: dict) -> bool:
    return isinstance(cell.get("metadata"), dict) and isinstance(cell.get("source"), str | list)
