"""Finds the places of the student's own cells in the rebuilt notebook.

Such a cell stays behind the cell of the course that it followed. It comes in front of an answer instead, where the text that counts
for the answer stood behind it: when it stood between two pieces of that answer, or right before it and binds what the answer reads.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder.submissions.copies import Answer
from autograder.submissions.names import names
from autograder.submissions.pieces import Piece


@dataclass(frozen=True)
class Places:
    """The student's own cells by the number of a cell of the course.

    Args:
        before: those in front of it.
        after: those behind it; -1 is the top of the notebook.
    """

    before: dict[int, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    after: dict[int, list[Piece]] = field(default_factory=lambda: defaultdict(list))


def find_places(pieces: Sequence[Piece], answers: Mapping[int, Answer]) -> Places:
    """The places of all pieces that belong to no cell of the course.

    Args:
        pieces: the submission in its order.
        answers: what counts of the answers, by the number of the cell.
    """
    counting = {id(piece): number for number, answer in answers.items() for piece in answer.pieces}
    last = {counting[id(piece)]: place for place, piece in enumerate(pieces) if id(piece) in counting}
    following = _following(pieces, counting)
    places, above = Places(), -1
    for place, piece in enumerate(pieces):
        if piece.known:
            above = piece.known.number
        elif not piece.blank:
            below = following[place]
            if last.get(above, -1) > place:
                places.before[above].append(piece)
            elif below is not None and piece.names.bound & names(answers[below].text).needed:
                places.before[below].append(piece)
            else:
                places.after[above].append(piece)
    return places


def _following(pieces: Sequence[Piece], counting: Mapping[int, int]) -> list[int | None]:
    """For each piece the answer that the next piece with a cell of the course counts for, None where it counts for none."""
    found: list[int | None] = []
    below: int | None = None
    for piece in reversed(pieces):
        found.append(below)
        if piece.known:
            below = counting.get(id(piece))
    return found[::-1]
