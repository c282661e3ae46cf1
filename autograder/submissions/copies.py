"""Makes one answer of the pieces that belong to it.

Of several copies of an answer the last that is no stub counts, because the last one is what a kernel goes by. But the halves of a
split cell are no copies of each other. An earlier piece is a half, and stands before the last one, when

- it binds a name that the answer needs and the last one does not bind: one that is asked for, or one that the last one reads
  before it binds it itself; or
- one of them is not Python alone, and both together are; or
- it is the beginning of the cell as it was released, without any name that is asked for.

A piece that says no more than the release stands in front of all others, wherever it stood: its placeholders undo no answer.

An earlier piece that binds no name that is asked for, and is not like the last one, is neither: it stays, as a cell of the student's
own in front of the answer. In text, an earlier piece is an older version when half of its words are in the last one; else it is the
beginning of the same text. Whatever is a copy of a piece that counts, or an older attempt, is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from autograder.cells import Role
from autograder.submissions.names import names
from autograder.submissions.original import Known, likeness, words
from autograder.submissions.pieces import Piece

MOST_COPIES = 20  # different texts of one answer that are compared with each other, the last ones; earlier ones are older attempts
MOST_PARTS = 4  # of an answer that are tried in every order
VERSION = 0.5  # share of words that two versions of one text have in common


@dataclass(frozen=True)
class Answer:
    """What counts of the pieces that belong to one cell.

    Args:
        text: the cell's text.
        pieces: those that the text is made of; none where it is the stub.
        before: pieces that stay as the student's own cells in front of it.
        older: pieces that were left out and said something else.
    """

    text: str
    pieces: tuple[Piece, ...] = ()
    before: tuple[Piece, ...] = ()
    older: tuple[Piece, ...] = ()


def choose(known: Known, pieces: Sequence[Piece]) -> Answer:
    """What counts of the pieces that belong to a cell whose text is the student's.

    Args:
        known: the course's cell.
        pieces: its pieces in the submission's order.
    """
    few = _last(known, pieces)
    answer = _choose(known, _no_halves(few))
    kept = {piece.plain for piece in few}
    return replace(answer, older=(*(piece for piece in pieces if piece.plain not in kept), *answer.older))


def _last(known: Known, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the last few texts; stubs and all else counted apart."""
    kept: dict[bool, set[str]] = {True: set(), False: set()}
    for piece in reversed(pieces):
        texts = kept[piece.is_stub_of(known)]
        if len(texts) < MOST_COPIES:
            texts.add(piece.plain)
    return [piece for piece in pieces if piece.plain in kept[True] | kept[False]]


def _no_halves(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without copies of a half of what was joined from halves: they say nothing new."""
    whole = {piece.plain: piece.text for piece in pieces if piece.how == "halves"}
    texts = {piece.plain for piece in pieces}
    halves = {text for text in texts for one in whole if text != one and text in whole[one]}
    return [piece for piece in pieces if piece.plain not in halves]


def _choose(known: Known, pieces: Sequence[Piece]) -> Answer:
    real = [piece for piece in pieces if not piece.is_stub_of(known)]
    if not real:
        left = [piece for piece in pieces if not piece.blank]
        return Answer(left[-1].text if left else known.released, tuple(left[-1:]))
    if known.role == Role.ORDINARY:
        return Answer(real[-1].text, (real[-1],))
    if known.code:
        return _of_code(known, real[-1], _others(pieces, real[-1]), pieces)
    return _of_text(real[-1], _others(real, real[-1]), pieces)


def _others(pieces: Sequence[Piece], last: Piece) -> list[Piece]:
    """The other texts, each once, in the order in which they stand first."""
    distinct = {piece.plain: piece for piece in reversed(pieces) if not piece.blank}
    distinct.pop(last.plain, None)
    return _in_order(list(distinct.values()), pieces)


def _of_code(known: Known, last: Piece, earlier: list[Piece], pieces: Sequence[Piece]) -> Answer:
    chosen, before, older = [last], [], []
    for piece in reversed(earlier):
        if _half(known, piece, chosen):
            chosen.append(piece)
        elif piece.is_stub_of(known):
            continue
        elif piece.names.bound & known.wanted or not piece.names.parses or _versions(piece, last):
            older.append(piece)
        else:
            before.append(piece)
    stubs_first = sorted(
        _in_order(chosen, pieces), key=lambda piece: not piece.is_stub_of(known)
    )  # below, they undo it
    chosen = _to_run(stubs_first)
    return Answer(_joined(chosen, "\n"), tuple(chosen), tuple(before[::-1]), tuple(older[::-1]))


def _half(known: Known, piece: Piece, chosen: list[Piece]) -> bool:
    """Whether the answer needs a piece that stands before what is chosen already."""
    bound = frozenset[str]().union(*(other.names.bound for other in chosen))
    read = frozenset[str]().union(*(other.names.needed for other in chosen))
    lacking = (known.wanted - bound) | (read - (bound - chosen[0].names.needed))
    if piece.names.bound & lacking or _opening(known, piece, chosen):
        return True
    if piece.names.parses and all(other.names.parses for other in chosen):
        return False
    rest = chosen[::-1]  # a half may have been moved behind the other
    return any(names(_joined(order, "\n")).parses for order in ([piece, *rest], [*rest, piece]))


def _opening(known: Known, piece: Piece, chosen: list[Piece]) -> bool:
    """Whether a piece is the beginning of what was released, such as a comment and a seed, and stands nowhere else."""
    if not piece.is_stub_of(known) or piece.names.bound & known.wanted:
        return False
    return not any(piece.plain in other.plain for other in chosen)


def _of_text(last: Piece, earlier: list[Piece], pieces: Sequence[Piece]) -> Answer:
    older = [piece for piece in earlier if _versions(piece, last)]
    parts = _in_order([last, *(piece for piece in earlier if piece not in older)], pieces)
    return Answer(_joined(parts, "\n\n"), tuple(parts), (), tuple(older))


def _versions(first: Piece, second: Piece) -> bool:
    return likeness(words(first.text), words(second.text)) >= VERSION


def _in_order(chosen: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces in the order in which their texts stand first: a copied half does not go behind the other half."""
    first = {piece.plain: place for place, piece in reversed(list(enumerate(pieces)))}
    return sorted(chosen, key=lambda piece: first[piece.plain])


def _to_run(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, so that each stands behind those that bind what it reads: a half may have been moved."""
    waiting, ordered = list(pieces), list[Piece]()
    while waiting:
        ready = (piece for piece in waiting if not any(_needs(piece, other) for other in waiting if other is not piece))
        following = next(ready, waiting[0])
        waiting.remove(following)
        ordered.append(following)
    orders = [ordered, *(permutations(ordered) if len(ordered) <= MOST_PARTS else ())]
    return list(next((order for order in orders if names(_joined(order, "\n")).parses), ordered))


def _needs(piece: Piece, other: Piece) -> bool:
    return bool(piece.names.needed & other.names.bound) and not other.names.needed & piece.names.bound


def _joined(pieces: Sequence[Piece], between: str) -> str:
    return pieces[0].text if len(pieces) == 1 else between.join(piece.text.strip("\n") for piece in pieces)
