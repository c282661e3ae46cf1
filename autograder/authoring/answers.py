"""Right and wrong student answers: the text under tests/answers/ and what each claims."""

import copy
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.authoring.text import parse
from autograder.cells import Role, exercise, grade_id, needed, role
from autograder.errors import MarkerError


@dataclass(frozen=True)
class Answer:
    """One answer to one exercise, with what it should earn.

    Args:
        exercise: grade_id of the answer cell that it stands for.
        name: its first comment line.
        source: the cell's text.
        right: whether it should earn the exercise's full points (or `earns`).
        says: a piece of the message or hint that a wrong answer should get.
        earns: points it should earn; None for all (right) or less than all (wrong).
        typical: whether it is the answer of who improved nothing, which `autograder calibrate` measures beside the reference.
    """

    exercise: str
    name: str
    source: str
    right: bool
    says: str = ""
    earns: float | None = None
    typical: bool = False


def read_answers(path: Path) -> list[Answer]:
    """The answers of one notebook, in order; none where there is no file.

    Args:
        path: a `.py` file in the percent format, one answer a code cell.

    Raises:
        MarkerError: a cell is neither `right="…"` nor `wrong="…"`, or has no name.
    """
    if not path.exists():
        return []
    cells = parse(path.read_text(encoding="utf-8")).cells
    return [_answer(cell, f"{path.name}, cell {i}") for i, cell in enumerate(cells, 1) if cell.cell_type == "code"]


def _answer(cell: object, place: str) -> Answer:
    marker = dict(cell.metadata)  # type: ignore[attr-defined]
    marker.pop("lines_to_next_cell", None)
    exercise = marker.pop("right", None) or marker.get("wrong")
    right = "wrong" not in marker
    marker.pop("wrong", None)
    source = cell.source  # type: ignore[attr-defined]
    first = source.strip().split("\n")[0]
    unknown = set(marker) - {"says", "earns", "typical"}
    if not exercise or unknown:
        raise MarkerError(f'{place}: expected right="exercise" or wrong="exercise" says="…", found {dict(marker)}.')
    if not first.startswith("#"):
        raise MarkerError(f"{place}: the first line should be a comment that names the answer.")
    says, earns, typical = marker.get("says", ""), marker.get("earns"), "typical" in marker
    return Answer(exercise, first.lstrip("# "), source, right, says, earns, typical)


def excerpt(
    source: NotebookNode, exercises: Collection[str], answers: Iterable[Answer] = (), *, whole: bool = False
) -> NotebookNode:
    """What some exercises and their tests stand on: cells of the reference up to the last of these tests, without all other tests.

    Args:
        source: the instructor's notebook.
        exercises: grade_ids of answer cells.
        answers: each stands in its exercise's place.
        whole: whether all those cells are there, or only what the exercises and their tests need (see `needed`).
    """
    given = {answer.exercise: answer.source for answer in answers}
    cells: list[NotebookNode] = []
    last = 0
    for original in source.cells:
        if role(original) == Role.TEST and exercise(original) not in exercises:
            continue
        cells.append(copy.deepcopy(original))
        cells[-1].source = given.get(grade_id(original), original.source)
        if role(original) == Role.TEST:
            last = len(cells)
    cells = cells[:last]
    counting = [n for n, cell in enumerate(cells) if role(cell) == Role.TEST or grade_id(cell) in exercises]
    places = range(len(cells)) if whole else needed(cells, counting)
    return nbformat.v4.new_notebook(cells=[cells[place] for place in places], metadata=source.metadata)
