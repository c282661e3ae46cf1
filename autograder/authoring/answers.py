"""Right and wrong student answers: the text under tests/answers/ and what each claims."""

from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.text import parse
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
    """

    exercise: str
    name: str
    source: str
    right: bool
    says: str = ""
    earns: float | None = None


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
    unknown = set(marker) - {"says", "earns"}
    if not exercise or unknown:
        raise MarkerError(f'{place}: expected right="exercise" or wrong="exercise" says="…", found {dict(marker)}.')
    if not first.startswith("#"):
        raise MarkerError(f"{place}: the first line should be a comment that names the answer.")
    return Answer(exercise, first.lstrip("# "), source, right, marker.get("says", ""), marker.get("earns"))
