"""Saves one notebook the way different programs do, and makes complete submissions to save."""

import copy
import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.authoring.source import from_markers
from autograder.authoring.text import parse as parse_text
from autograder.cells import grade_id, without_hidden
from autograder.submissions.original import Original, Stubs, prepare
from autograder.submissions.reading import Document, parse
from autograder.submissions.repair import rebuild

STUBS = Stubs("# Your code here", "*Your answer here*")
Notebook = dict[str, Any]


def original(source: NotebookNode) -> Original:
    """An instructor's notebook, prepared."""
    return prepare(copy.deepcopy(source), STUBS)


def handed_in(source: NotebookNode, answers: dict[str, str]) -> Notebook:
    """The release of an instructor's notebook with these answers in it, as JSON data."""
    notebook = copy.deepcopy(source)
    for known in original(source).known:
        cell = notebook.cells[known.number]
        cell.source = answers.get(grade_id(cell), known.released if known.students else without_hidden(cell.source))
    return json.loads(nbformat.writes(notebook))


def read(notebook: Notebook) -> Document:
    """The notebook as the grader reads it from a file."""
    return parse(json.dumps(notebook).encode())


def jupyter(notebook: Notebook) -> Notebook:
    """JupyterLab: format 4.5 with ids, lists of lines, outputs, some marks of its own."""
    saved = json.loads(nbformat.writes(nbformat.from_dict(notebook)))
    for number, cell in enumerate(saved["cells"], start=1):
        cell["metadata"] |= {"editable": True, "slideshow": {"slide_type": ""}}
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["7\n"]}]
    saved["metadata"]["language_info"] |= {"version": "3.11.9", "file_extension": ".py"}
    return saved


def colab(notebook: Notebook) -> Notebook:
    """Colab: format 4.0 without ids, and marks of its own in all metadata."""
    saved = copy.deepcopy(notebook)
    saved |= {"nbformat_minor": 0}
    saved["metadata"] = {
        "colab": {"provenance": [], "gpuType": "T4"},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
        "accelerator": "GPU",
    }
    for number, cell in enumerate(saved["cells"]):
        cell.pop("id", None)
        cell["metadata"] |= {
            "id": f"Xy{number:010}",
            "colab": {"base_uri": "https://localhost:8080/"},
            "outputId": "a1",
        }
        cell["source"] = _lines(cell["source"])
    return saved


def vscode(notebook: Notebook) -> Notebook:
    """VS Code: format 4.2 without ids, its own marks, sources as lists of lines."""
    saved = copy.deepcopy(notebook)
    saved |= {"nbformat_minor": 2}
    saved["metadata"] = {
        "kernelspec": {"display_name": "base", "language": "python", "name": "python3"},
        "language_info": {"codemirror_mode": {"name": "ipython", "version": 3}, "name": "python"},
        "vscode": {"interpreter": {"hash": "31f2aee4e71d21fbe5cf8b01ff0e069b"}},
    }
    for cell in saved["cells"]:
        cell.pop("id", None)
        cell["metadata"] |= {"vscode": {"languageId": "python"}}
        cell["source"] = _lines(cell["source"])
    return saved


WRITERS = [jupyter, colab, vscode]


def write(notebook: Notebook, path: Path) -> Path:
    """Write a notebook's JSON into a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    return path


def _lines(source: str | list[str]) -> list[str]:
    return "".join(source).splitlines(keepends=True)


class Course:
    """A course's notebook, and submissions of it.

    Args:
        text: the notebook's text.
        answers: right answers.
    """

    def __init__(self, text, answers):
        self.source = from_markers(parse_text(text))
        self.original = original(self.source)
        self.handed_in = handed_in(self.source, answers)

    @property
    def cells(self):
        return self.handed_in["cells"]

    def place(self, name):
        return next(n for n, c in enumerate(self.cells) if c["metadata"].get("nbgrader", {}).get("grade_id") == name)

    def put(self, name, *cells, behind=False):
        """Cells in place of one, or behind it."""
        place = self.place(name)
        self.cells[place + behind : place + 1] = cells

    def cell(self, name):
        return self.cells[self.place(name)]

    def rebuilt(self):
        return rebuild(read(self.handed_in), self.original)

    def repaired(self):
        """Texts by name, the student's own cells, and what staff read."""
        found = self.rebuilt()
        own = [c.source for c in found.notebook.cells if c["id"].startswith("own-")]
        return {grade_id(c): c.source for c in found.notebook.cells}, own, " ".join(note.text for note in found.notes)


def code(text, name=""):
    metadata = {"nbgrader": {"grade_id": name}} if name else {}
    return {"cell_type": "code", "metadata": metadata, "source": text, "outputs": [], "execution_count": 1}


def prose(text, name=""):
    return {"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": name}} if name else {}, "source": text}
