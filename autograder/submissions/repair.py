"""Rebuilds a submission on the course's own notebook: only answers, and cells of the student's own, are taken from it."""

import copy
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.submissions import account
from autograder.submissions.copies import Answer, choose
from autograder.submissions.matching import match
from autograder.submissions.notes import Note, texts
from autograder.submissions.original import Original
from autograder.submissions.pieces import Piece, take_apart
from autograder.submissions.places import Places, find_places
from autograder.submissions.reading import Document


@dataclass(frozen=True)
class Repaired:
    """A submission that can be graded.

    Args:
        notebook: the course's cells in the course's order, with the student's answers and own cells in place.
        notes: a sentence for each thing that was mended; empty for an ordinary submission.
    """

    notebook: NotebookNode
    notes: tuple[Note, ...]


def rebuild(submitted: Document, original: Original) -> Repaired:
    """Rebuild a submission on the instructor's notebook.

    Answers are found by name, by content, by likeness, by order (see `matching`); of several copies the last that is no stub
    counts (see `copies`). All else is the course's own: tests, given cells, metadata, the kernel. Cells of the student's own stay
    in their places (see `places`), without metadata.

    Args:
        submitted: what was handed in.
        original: the instructor's notebook, hidden tests included.
    """
    cells = tuple(replace(cell, text=original.marks.renamed(cell.text)) for cell in submitted.cells)
    submitted = replace(submitted, cells=cells)
    pieces = match(take_apart(submitted, original), original)
    owned: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.known:
            owned[piece.known.number].append(piece)
    answers = {known.number: choose(known, owned[known.number]) for known in original.known if known.students}
    notes = account.notes(submitted, original, pieces, answers)
    return Repaired(_notebook(original, answers, find_places(pieces, answers)), notes)


def refused(original: Original) -> NotebookNode:
    """The notebook to grade where nothing could be read: the release with its tests, which earns nothing."""
    return rebuild(Document(()), original).notebook


def mark(notebook: NotebookNode, notes: Sequence[Note], refusal: str = "") -> NotebookNode:
    """A rebuilt notebook that says in its metadata what was mended.

    Args:
        notebook: the rebuilt notebook.
        notes: all notes on it.
        refusal: why the file could not be read, "" for one that was.

    Returns:
        The notebook; `metadata.autograder` holds `notes` (sentences for staff), `to_student` and `refused`.
    """
    student = texts(note for note in notes if note.to_student)
    notebook.metadata["autograder"] = {"notes": list(texts(notes)), "to_student": list(student), "refused": refusal}
    return notebook


def _notebook(original: Original, answers: Mapping[int, Answer], places: Places) -> NotebookNode:
    used = {known.cell["id"] for known in original.known}
    ids = (name for name in map("own-{}".format, count(1)) if name not in used)
    cells = [_own(piece, next(ids)) for piece in places.after[-1]]
    for known in original.known:
        answer = answers.get(known.number)
        first = [*(answer.before if answer else ()), *places.before[known.number]]
        cell = copy.deepcopy(known.cell)
        cell.source = answer.text if answer else cell.source
        if known.code:
            cell.outputs, cell.execution_count = [], None
        rest = places.after[known.number]
        cells += [*(_own(piece, next(ids)) for piece in first), cell, *(_own(piece, next(ids)) for piece in rest)]
    return NotebookNode(nbformat=4, nbformat_minor=5, metadata=copy.deepcopy(original.metadata), cells=cells)


def _own(piece: Piece, name: str) -> NotebookNode:
    """A cell of the student's own: its text and nothing else."""
    code: dict[str, Any] = {"outputs": [], "execution_count": None} if piece.kind == "code" else {}
    return nbformat.from_dict({"cell_type": piece.kind, "id": name, "metadata": {}, "source": piece.text} | code)
