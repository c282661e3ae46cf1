"""Finds out which piece of a submission is which cell of the course.

In this order, and each piece for one cell at most:

1. *name*: its grade_id, else its cell id; a text that is a course's cell word for word counts more than both (`pieces`).
2. *content*: an answer is known by lines of its stub that stand nowhere else, and by names that only it binds. A piece with such
   evidence for one answer and none for the cell whose name it carries is **foreign**: it belongs to the other, unless that one has
   an answer of its own. A piece with evidence for several answers, all but one of them empty, was merged: it is divided.
3. *likeness*: as many of the words of the stub, or of the author's answer, as no other text has.
4. *order*: what stands where an empty answer stood, between the same neighbours.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from autograder.submissions.fragments import join_distant, join_neighbours
from autograder.submissions.merged import divide, part_prose, take_out
from autograder.submissions.original import Known, Original, likeness, words
from autograder.submissions.pieces import Piece

ALIKE = 0.6  # share of words that an answer has in common with its stub or with the author's answer
SAME = 0.7  # the same for a locked cell that was changed


def match(pieces: list[Piece], original: Original) -> list[Piece]:
    """Say of each piece which cell it belongs to.

    Args:
        pieces: pieces of a submission as `take_apart` leaves them.
        original: the course's notebook.

    Returns:
        The pieces in their order, joined or divided where cells had been split or merged.
    """
    pieces = join_neighbours(pieces)
    empty = _empty(pieces, original)
    pieces = [part for piece in pieces for part in _freed(piece, empty, original)]
    empty = _empty(pieces, original)
    pieces = [part for piece in pieces for part in _divided(piece, empty, original)]
    for known in original.asked:
        _by_content(known, pieces, original)
    _by_likeness(pieces, original)
    for known in original.asked:
        _by_order(known, pieces, original)
    _complete(pieces, original)
    _close_gaps(pieces)
    return join_distant(pieces)


def evidence(known: Known, piece: Piece) -> int:
    """How many lines and names in a piece only this cell has."""
    bound = len(known.own & piece.names.bound) if known.code and known.own else 0
    return len(known.anchors & piece.lines) + bound


def _foreign(piece: Piece, original: Original) -> bool:
    """Whether a piece carries the name of one cell and holds the answer of another."""
    if piece.known is None or piece.how == "text" or evidence(piece.known, piece):
        return False
    return any(evidence(known, piece) and not piece.is_stub_of(known) for known in original.asked)


def _filled(known: Known, pieces: Sequence[Piece], original: Original) -> bool:
    return any(piece.known is known and not piece.stub and not _foreign(piece, original) for piece in pieces)


def _empty(pieces: Sequence[Piece], original: Original) -> list[Known]:
    return [known for known in original.asked if not _filled(known, pieces, original)]


def _freed(piece: Piece, empty: Sequence[Known], original: Original) -> list[Piece]:
    """The piece, or its parts where it may hold a missing answer as well: a changed locked cell, or code and prose in one."""
    locked = piece.known is not None and not piece.known.students and piece.how != "text"
    if locked and empty:
        return take_out(piece)
    empty = [known for known in empty if known is not piece.known]
    if not empty:
        return [piece]
    code = piece.known.code if piece.known else any(evidence(known, piece) for known in original.asked if known.code)
    wanted = any(not known.code if code else known.code and evidence(known, piece) for known in empty)
    asked = piece.known is None or piece.known.asked
    return part_prose(piece) if wanted and asked and piece.how != "text" and not piece.names.parses else [piece]


def _divided(piece: Piece, empty: Sequence[Known], original: Original) -> list[Piece]:
    """The piece, or its parts where it holds several answers."""
    if piece.how == "text" or (piece.kind != "code" and not piece.names.parses):
        return [piece]
    held = (known for known in empty if known is not piece.known and evidence(known, piece))
    owners = [known for known in held if not piece.is_stub_of(known)]
    if piece.known and not (piece.known.students and _foreign(piece, original)):
        owners.insert(0, piece.known)
    return divide(piece, owners) if len(owners) > 1 else [piece]


def _by_content(known: Known, pieces: Sequence[Piece], original: Original) -> None:
    """Give an empty answer the pieces that hold it; a piece that only carries its name makes way for them."""
    own = [piece for piece in pieces if piece.known is known and not piece.stub and not _foreign(piece, original)]
    if any(evidence(known, piece) for piece in own):
        _sort_types(known, own, pieces, original)
        return
    found = [piece for piece in pieces if evidence(known, piece) and not piece.is_stub_of(known)]
    no_code = not any(piece.kind == "code" and piece.names.parses for piece in own)
    found = [piece for piece in found if (piece.known is None and no_code) or _foreign(piece, original)]
    if not found:
        return
    most = max(evidence(known, piece) for piece in found)
    best = [piece for piece in found if evidence(known, piece) == most]
    for piece in own:
        piece.give(None, "")
    # Copies of the stub are copies of the answer; of cells that only bind its names, the others run in their places.
    for piece in best if known.anchors & best[0].lines else best[:1]:
        piece.give(known, "content")


def _sort_types(known: Known, own: Sequence[Piece], pieces: Sequence[Piece], original: Original) -> None:
    """Take prose out of the copies of a code answer, and its code out of the copies of a written one."""
    for piece in own if known.code else ():
        if piece.kind != "code" and not piece.names.parses:
            piece.give(None, "")
    for piece in pieces if known.code else ():
        if piece.known and not piece.known.code and evidence(known, piece) and _foreign(piece, original):
            piece.give(known, "content")


def _by_likeness(pieces: Sequence[Piece], original: Original) -> None:
    """Match what is left to empty answers, to missing cells that students may change, and to locked ones that were changed."""
    missing = [known for known in original.known if _missing(known, pieces, original)]
    alike = []
    for piece in pieces:
        if piece.known is None and not piece.blank and missing:
            counted = words(piece.text)
            alike += [(_likeness(known, piece, counted), -known.number, known, piece) for known in missing]
    for share, _, known, piece in sorted(alike, key=lambda found: found[:2], reverse=True):
        least = ALIKE if known.students else SAME
        if share >= least and piece.known is None and known in missing:
            piece.give(known, "likeness")
            missing.remove(known)


def _missing(known: Known, pieces: Sequence[Piece], original: Original) -> bool:
    if known.asked:
        return not _filled(known, pieces, original)
    return not any(piece.known is known for piece in pieces)


def _likeness(known: Known, piece: Piece, counted: Counter[str]) -> float:
    if known.code and piece.kind != "code" and not piece.names.parses:
        return 0.0
    if known.students and not known.asked and evidence(known, piece):
        return 1.0  # an ordinary cell whose value the student changed
    return max(likeness(counted, text) for text in known.words)


def _by_order(known: Known, pieces: Sequence[Piece], original: Original) -> None:
    """Give an empty answer what stands in its place: code only where nothing else stands there."""
    if _filled(known, pieces, original):
        return
    beside = _beside(known, pieces)
    fitting = [piece for piece in pieces if piece.known is None and not piece.blank and _fits(known, piece)]
    sure = [piece for piece in fitting if beside[piece] == 2]
    if sure and (not known.code or len(sure) == 1):
        sure[0].give(known, "order")
        return
    near = [piece for piece in fitting if beside[piece] == 1]
    if near and not sure and not known.code:
        near[0].give(known, "order")


def _fits(known: Known, piece: Piece) -> bool:
    if known.code:
        return piece.kind == "code" or piece.names.parses
    return piece.kind != "code" or piece.cut or not piece.names.parses


def _beside(known: Known, pieces: Sequence[Piece]) -> dict[Piece, int]:
    """How many of each piece's neighbours, the nearest whose cells are known, would be the cell's own."""
    present = {other.known.number for other in pieces if other.known} - {known.number}
    before = max((number for number in present if number < known.number), default=None)
    after = min((number for number in present if number > known.number), default=None)
    left, right = _above(pieces), _above(pieces[::-1])
    return {
        piece: (left[piece] in (before, known.number)) + (right[piece] in (after, known.number)) for piece in pieces
    }


def _above(pieces: Iterable[Piece]) -> dict[Piece, int | None]:
    """For each piece the number of the cell of the nearest one in front of it that has a cell, None where there is none."""
    found: dict[Piece, int | None] = {}
    number = None
    for piece in pieces:
        found[piece] = number
        number = piece.known.number if piece.known else number
    return found


def _complete(pieces: Sequence[Piece], original: Original) -> None:
    """Give an answer the nameless pieces, out of their places, that bind the names it lacks: halves of it that were moved."""
    for known in original.asked:
        own = [piece for piece in pieces if piece.known is known and not piece.stub]
        lacking = known.own.difference(*(piece.names.bound for piece in own)) if own else frozenset()
        halves = [piece for piece in pieces if lacking and piece.known is None and piece.names.bound & lacking]
        above = _above(pieces) if halves else {}
        in_place = [piece for piece in halves if above[piece] == known.number]
        lacking = lacking.difference(*(piece.names.bound for piece in in_place))
        for piece in halves:
            if piece.names.parses and piece.names.bound & lacking:
                piece.give(known, "content")


def _close_gaps(pieces: Sequence[Piece]) -> None:
    """Give an answer the nameless code between two different pieces of it: it was split more than once."""
    following: dict[Piece, Piece | None] = {}
    below = None
    for piece in reversed(pieces):
        following[piece] = below
        below = piece if piece.known else below
    for above, piece in pairwise(pieces):
        below = following[piece]
        known = above.known if below and above.known is below.known and above.text != below.text else None
        half = piece.known is None and piece.kind == "code" and piece.names.parses
        if known and known.asked and known.code and half and not above.stub and not (below and below.stub):
            piece.give(known, "order")
