"""Foreign courses as nbgrader's folders: all in one assignment, a notebook each, students with the same kind of answer together."""

from collections.abc import Iterable
from pathlib import Path

import nbformat
from foreign.record import ANSWER, GIVEN, TEST, Attempt, Cell, ForeignCourse
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import ClearSolutions

ASSIGNMENT = "styles"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
ROLES = {GIVEN: (False, False, True), ANSWER: (False, True, False), TEST: (True, False, True)}
OURS = "from autograder.course import nbgrader_settings\nc = get_config()\nc.merge(nbgrader_settings())\n"


def source(course: ForeignCourse) -> NotebookNode:
    """The instructor's notebook."""
    return new_notebook(cells=[_cell(number, one) for number, one in enumerate(course.cells)], metadata=KERNEL)


def submission(course: ForeignCourse, student: str) -> NotebookNode:
    """What a student hands in."""
    notebook = source(course)
    attempt = course.attempts[student]
    if attempt is course.untouched:
        return ClearSolutions().preprocess(notebook, {})[0]
    return _answered(notebook, attempt)


def _answered(notebook: NotebookNode, attempt: Attempt) -> NotebookNode:
    for cell in notebook.cells:
        cell.source = attempt.answers.get(cell.metadata.nbgrader.grade_id, cell.source)
    return notebook


def _cell(number: int, cell: Cell) -> NotebookNode:
    grade, solution, locked = ROLES[cell.kind]
    about = {"grade": grade, "solution": solution, "locked": locked, "task": False, "schema_version": 3}
    about |= {"grade_id": cell.name} | ({"points": cell.points} if grade else {})
    return new_code_cell(cell.source, id=f"cell-{number}", metadata={"nbgrader": about})


def write(root: Path, courses: Iterable[ForeignCourse], settings: str = "") -> Path:
    """A course folder with our configuration: the sources, and the submissions of everybody."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "nbgrader_config.py").write_text(OURS + settings)
    for course in courses:
        _save(source(course), root / "source" / ASSIGNMENT / f"{course.name}.ipynb")
        for student in course.attempts:
            _save(submission(course, student), root / "submitted" / student / ASSIGNMENT / f"{course.name}.ipynb")
    return root


def _save(notebook: NotebookNode, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
