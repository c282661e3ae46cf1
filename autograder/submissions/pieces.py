"""Takes a submitted notebook apart: one piece for what was one cell of the course, even where cells were merged.

A cell whose text is a course's cell, word for word, is that cell, whatever its metadata say. Where such a text is only a part of
a cell, somebody merged cells: it is cut out. That is done for tests always, and for other cells only where the submission has
none left, since students may copy from them. Nothing is cut where the rest would not be Python any more, nor are stubs: an answer
may be written around its stub.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from autograder.cells import Role
from autograder.submissions.names import Names, names
from autograder.submissions.original import Known, Original, likeness, plain, words
from autograder.submissions.reading import Cell, Document

LIKE = 0.5  # share of words that a changed copy of a locked cell has in common with it
SHORTEST_CUT = 30  # characters: a shorter text may stand in anybody's answer


@dataclass(eq=False)
class Piece:
    """A part of a submission that belongs to one cell of the course, or to none.

    Args:
        kind: type of the cell it comes from.
        text: its text.
        known: the course's cell that it belongs to, None for the student's own.
        how: how that was found: "name", "id", "text" (word for word), "content", "likeness" or "order"; "" where it was not.
        cell: the submitted cell.
        cut: whether it is what was left of a merged cell.
    """

    kind: str
    text: str
    known: Known | None
    how: str
    cell: Cell
    cut: bool = False
    _stub_of: dict[Known, bool] = field(default_factory=dict, repr=False)

    @cached_property
    def lines(self) -> frozenset[str]:
        """Its lines without blanks around them."""
        return frozenset(line.strip() for line in self.text.split("\n"))

    @cached_property
    def plain(self) -> str:
        """Its text without what editors change by themselves."""
        return plain(self.text)

    @cached_property
    def names(self) -> Names:
        """What it binds and needs, read as Python."""
        return names(self.text)

    @property
    def blank(self) -> bool:
        """Whether there is no text in it."""
        return not self.text.strip()

    @property
    def stub(self) -> bool:
        """Whether it says no more than the cell that it belongs to did when the student got it."""
        return self.known is not None and self.is_stub_of(self.known)

    def is_stub_of(self, known: Known) -> bool:
        """Whether it says no more than a cell did when the student got it."""
        if known not in self._stub_of:
            self._stub_of[known] = known.is_stub(self.text)
        return self._stub_of[known]

    def give(self, known: Known | None, how: str) -> None:
        """Say that it belongs to a cell of the course."""
        self.known, self.how = known, how


def take_apart(document: Document, original: Original) -> list[Piece]:
    """The pieces of a submission in their order; those found by name, by id or word for word know where they belong."""
    whole = {plain(cell.text) for cell in document.cells}
    found: list[Piece] = []
    for cell in document.cells:
        declared, how = _declared(cell, original)
        parts = _cut(cell, original, whole)
        taken = {known for _, known in parts if known}
        rest = None if declared in taken else declared
        for text, known in parts:
            piece = Piece(cell.kind, text, known, "text", cell, len(parts) > 1)
            if known is None:
                piece.give(rest, how if rest else "")
                rest = None  # the name goes with the first part
            found.append(piece)
    _recognise_texts(found, original)
    return found


def _declared(cell: Cell, original: Original) -> tuple[Known | None, str]:
    """The course's cell that a submitted cell says it is."""
    if cell.grade_id in original.by_grade_id:
        return original.by_grade_id[cell.grade_id], "name"
    known = original.by_id.get(cell.cell_id)
    return known, "id" if known else ""


def _cut(cell: Cell, original: Original, whole: set[str]) -> list[tuple[str, Known | None]]:
    """A cell's text in parts, each with the course's cell whose text it is."""
    text = plain(cell.text)
    if text in original.by_text:
        return [(cell.text, None)]
    parts: list[tuple[str, Known | None]] = [(text, None)]
    for known in sorted(_cuttable(original, whole, _declared(cell, original)[0]), key=lambda known: -len(known.plain)):
        if known.plain in text:
            parts = [part for old in parts for part in _split(old, known)]
    rest = [part for part, known in parts if known is None]
    broken = names(text).parses and not all(names(part).parses for part in rest)
    if len(parts) == 1 or (cell.kind == "code" and broken):
        return [(cell.text, None)]
    return parts


def _cuttable(original: Original, whole: set[str], declared: Known | None) -> Iterator[Known]:
    for known in original.known:
        missing = known.plain not in whole
        long = len(known.plain) >= SHORTEST_CUT or (known is declared and known.plain)
        if not known.asked and long and (known.role == Role.TEST or missing):
            yield known


def _split(part: tuple[str, Known | None], known: Known) -> Iterator[tuple[str, Known | None]]:
    """A part, divided where whole lines of it are a known cell's text."""
    text, owner = part
    if owner:
        yield part
        return
    lines, wanted = f"\n{text}\n", f"\n{known.plain}\n"
    start, found = 0, lines.find(wanted)
    if found < 0:
        yield part
        return
    while found >= 0:
        if lines[start:found].strip():
            yield lines[start:found].strip("\n"), None
        yield known.plain, known
        start = found + len(wanted) - 1  # the line's end is the next one's beginning
        found = lines.find(wanted, start)
    if lines[start:].strip():
        yield lines[start:].strip("\n"), None


def _recognise_texts(pieces: list[Piece], original: Original) -> None:
    """A text that is a course's cell word for word belongs to it; where several cells share the text, one after another."""
    used = {piece.known for piece in pieces if piece.known in original.by_text.get(piece.plain, [])}
    for piece in pieces:
        same = original.by_text.get(piece.plain, [])
        if same and piece.known not in same:
            known = next((known for known in same if known not in used), same[0])
            piece.give(known, "text")
            used.add(known)
    for piece in pieces:
        owner = piece.known
        exact = owner in original.by_text.get(piece.plain, [])
        if owner in used and owner and not owner.students and not exact and unlike(piece, owner):
            piece.give(None, "")  # the locked cell is there; this one only carries its name


def unlike(piece: Piece, known: Known) -> bool:
    """Whether a piece is no changed copy of a locked cell."""
    return likeness(words(piece.text), words(known.released)) < LIKE
