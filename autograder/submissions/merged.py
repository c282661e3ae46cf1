"""Divides a cell in which several cells stand one after another: answers, or parts of a locked cell, code and prose."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from autograder.submissions.names import names
from autograder.submissions.original import Known
from autograder.submissions.pieces import Piece

MOST_PARAGRAPHS = 100
MOST_READ = 500_000  # characters that are read as Python to find where prose ends; a longer cell stays as it is
LONG_LINE = 10  # characters of a line that tells the cell that it comes from
KEPT = 0.3  # share of a locked cell's such lines; with fewer, another cell carries its name and shares a line or two with it


def divide(piece: Piece, owners: Sequence[Known]) -> list[Piece]:
    """A piece for each answer in a cell.

    An answer begins with the first line that only its stub has, or with the first statement that binds one of its names, and
    with the comments and lines right above; it ends where the next begins. What is above all of them goes with the first.

    Args:
        piece: code that holds several answers.
        owners: the answers that stand in it; the cell's own first, whether or not anything in the code is known to be its.

    Returns:
        The pieces, or only the given one where it cannot be divided between statements.
    """
    lines = piece.text.split("\n")
    marks = {known: sorted(_marks(known, piece, lines)) for known in owners}
    firsts = {known: places[0] for known, places in marks.items() if places}
    starts = {known: _begin(lines, place, set(firsts.values()) - {place}) for known, place in firsts.items()}
    if owners[0] not in starts and min(starts.values()) > 0:
        starts[owners[0]] = 0
    order = sorted(starts, key=lambda known: starts[known])
    if len(set(starts.values())) < 2:
        return [piece]
    bounds = [0, *(starts[known] for known in order[1:]), len(lines)]
    texts = ["\n".join(lines[start:end]).strip("\n") for start, end in pairwise(bounds)]
    if piece.names.parses and not all(names(text).parses for text in texts):
        return [piece]
    return [
        Piece(piece.kind, text, known, "divided", piece.cell, cut=True)
        for known, text in zip(order, texts)
        if text.strip()
    ]


def take_out(piece: Piece) -> list[Piece]:
    """A changed locked cell, and what stands in it besides lines of its own; only the cell where few of them are left."""
    assert piece.known is not None, "only what belongs to a cell can be merged with it"
    own = {line.strip() for line in piece.known.released.split("\n")}
    lines = piece.text.split("\n")
    added = "\n".join(line for line in lines if line.strip() not in own or not line.strip()).strip("\n")
    long = {line for line in own if len(line) >= LONG_LINE}
    left = long & {line.strip() for line in lines}
    if not added.strip() or not left or len(left) < KEPT * len(long):
        return [piece]
    rest = "\n".join(line for line in lines if line.strip() in own)
    return [Piece(piece.kind, rest, piece.known, piece.how, piece.cell, cut=True), _nameless(piece, added)]


def part_prose(piece: Piece) -> list[Piece]:
    """Code and prose that stand in one cell, one above the other; only the piece where no paragraphs of it are Python.

    The name stays with the part of the type that the named cell has.
    """
    paragraphs = _paragraphs(piece.text)
    if len(paragraphs) > MOST_PARAGRAPHS or len(paragraphs) * len(piece.text) > MOST_READ:
        return [piece]
    for count in range(len(paragraphs) - 1, 0, -1):
        above, below = "\n\n".join(paragraphs[:count]), "\n\n".join(paragraphs[count:])
        code_first, code_last = names(above).parses, names(below).parses
        if code_first != code_last and not names(paragraphs[count if code_first else count - 1]).parses:
            coded = [code_first, code_last]
            return [_part(piece, text, code) for text, code in zip((above, below), coded, strict=True)]
    return [piece]


def _paragraphs(text: str) -> list[str]:
    """Parts of a text: each begins, behind a blank line, with a line that is not indented."""
    found: list[list[str]] = [[]]
    blank = False
    for line in text.split("\n"):
        if blank and line[:1].strip():
            found.append([])
        found[-1].append(line)
        blank = not line.strip()
    return ["\n".join(lines).rstrip() for lines in found]


def _part(piece: Piece, text: str, code: bool) -> Piece:
    if piece.known and piece.known.code == code:
        return Piece(piece.kind, text, piece.known, piece.how, piece.cell, cut=True)
    return _nameless(piece, text)


def _nameless(piece: Piece, text: str) -> Piece:
    return Piece(piece.kind, text, None, "", piece.cell, cut=True)


def _marks(known: Known, piece: Piece, lines: list[str]) -> Iterable[int]:
    """Numbers of the lines that tell of an answer."""
    yield from (number for number, line in enumerate(lines) if line.strip() in known.anchors)
    yield from (start for name, start in piece.names.starts if name in known.own)


def _begin(lines: list[str], place: int, others: set[int]) -> int:
    """The first line of the paragraph, or of the indented block, that a line stands in, below the lines of other answers."""
    while place and place - 1 not in others and (lines[place][:1].isspace() or lines[place - 1].strip()):
        place -= 1
    return place
