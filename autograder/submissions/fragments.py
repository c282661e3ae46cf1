"""Puts the halves of a split cell together again where neither is Python without the other.

A half that is Python by itself needs no repair: it stays in its place as a cell of the student's own and runs there.
"""

import keyword
from collections import deque
from itertools import islice

from autograder.submissions.names import identifiers
from autograder.submissions.names import names as names_in
from autograder.submissions.pieces import Piece, unlike

MOST_HALVES = 4  # cells that one was split into
MOST_JOINS = 6  # times that halves are joined to what was joined already
MOST_ORPHANS = 40  # pieces without a name for which an answer is looked for; who left more broken cells has to say where they belong


def join_neighbours(pieces: list[Piece]) -> list[Piece]:
    """Join pieces that follow each other, where some do not parse, but all together do.

    Only pieces of one answer are joined: those that say they belong to it, and nameless ones next to them.
    """
    joined: list[Piece] = []
    rest = deque(piece for piece in pieces if not piece.blank or piece.known)
    while rest:
        piece = rest.popleft()
        for _ in range(MOST_JOINS):
            count = _halves([piece, *islice(rest, MOST_HALVES - 1)])
            if count == 1:
                break
            piece = _joined([piece, *(rest.popleft() for _ in range(count - 1))])
        joined.append(piece)
    return joined


def join_distant(pieces: list[Piece]) -> list[Piece]:
    """Join nameless pieces that do not parse to the answer that they complete, wherever it stands.

    An answer qualifies when both together parse, and it does not parse alone, is a stub, or has names in common with the piece.
    """
    result = list(pieces)
    for orphan in [piece for piece in pieces if _orphan(piece)][:MOST_ORPHANS]:
        heads = [piece for piece in result if _head(piece) and names_in(_text([piece, orphan])).parses]
        ranked = sorted(heads, key=lambda head: _kinship(head, orphan), reverse=True)
        if ranked and any(_kinship(ranked[0], orphan)):
            place = result.index(ranked[0])
            result[place] = _joined([ranked[0], orphan])
            result.remove(orphan)
    return result


def _halves(pieces: list[Piece]) -> int:
    """How many of the first pieces are one answer in parts; 1 where the first stands for itself."""
    for count in range(2, min(MOST_HALVES, len(pieces)) + 1):
        halves = pieces[:count]
        owners = {piece.known for piece in halves if piece.known}
        if len(owners) > 1 or not all(_open(piece) for piece in halves):
            return 1
        needed = not names_in(_text(halves[1:])).parses or not halves[0].names.parses
        if needed and names_in(_text(halves)).parses:
            return count
    return 1


def _open(piece: Piece) -> bool:
    """Whether it can be a half: code, and no cell of the course word for word, except for a stub, nor a changed one."""
    known = piece.known
    answer = known is None or known.asked or (not known.students and unlike(piece, known))
    return piece.kind == "code" and answer and (piece.how != "text" or piece.stub)


def _orphan(piece: Piece) -> bool:
    return piece.known is None and piece.kind == "code" and not piece.names.parses


def _head(piece: Piece) -> bool:
    return piece.known is not None and piece.known.asked and piece.known.code and _open(piece)


def _kinship(head: Piece, orphan: Piece) -> tuple[bool, int]:
    shared = identifiers(head.text) & identifiers(orphan.text) - set(keyword.kwlist)
    return not head.names.parses or head.stub, len(shared)


def _joined(halves: list[Piece]) -> Piece:
    named = next((piece for piece in halves if piece.known), halves[0])
    how = "halves" if named.known else ""
    return Piece(named.kind, _text(halves), named.known, how, named.cell, cut=any(piece.cut for piece in halves))


def _text(halves: list[Piece]) -> str:
    return "\n".join(piece.text.strip("\n") for piece in halves)
