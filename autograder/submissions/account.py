"""Says what was mended in a submission, in sentences."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from autograder.cells import Role
from autograder.submissions.copies import Answer
from autograder.submissions.notes import Note, cells, listed, quoted
from autograder.submissions.original import Known, Original, plain
from autograder.submissions.pieces import Piece
from autograder.submissions.reading import Document


def notes(
    submitted: Document, original: Original, pieces: Sequence[Piece], answers: Mapping[int, Answer]
) -> tuple[Note, ...]:
    """A sentence for each kind of repair, with the cells that it was made on.

    Args:
        submitted: what was handed in.
        original: the course's notebook.
        pieces: where each part of it belongs.
        answers: what counts of them, by the number of the cell.
    """
    return (
        *_of_file(submitted, original),
        *_of_places(original, pieces),
        *_of_locked(pieces),
        *_of_recognition(pieces),
        *_of_answers(original, pieces, answers),
        *_of_metadata(submitted, original),
    )


def _of_file(submitted: Document, original: Original) -> Iterator[Note]:
    if submitted.lost:
        count = f"{submitted.lost} cell{'s' if submitted.lost > 1 else ''}"
        yield Note(
            f"{count} could not be read and {'were' if submitted.lost > 1 else 'was'} left out.", to_student=True
        )
    if submitted.language and original.language.lower() not in submitted.language.lower():
        kernel = quoted(submitted.language)
        yield Note(f"It was saved for the kernel {kernel}; it runs with the course's own.", to_student=True)


def _of_places(original: Original, pieces: Sequence[Piece]) -> Iterator[Note]:
    found = {piece.known.number for piece in pieces if piece.known}
    gone = [known for known in original.known if known.number not in found and known.role != Role.ORDINARY]
    if gone:
        names = [known.name for known in gone]
        verb = "were missing and have been put back" if len(gone) > 1 else "was missing and has been put back"
        yield Note(f"The {cells(names)} {verb}.", to_student=any(known.asked for known in gone))
    uncut = Counter(piece.known.number for piece in pieces if piece.known and not piece.cut)
    once = [number for number in uncut if uncut[number] == 1]
    if once != sorted(once):
        yield Note("The cells stood in another order; they run in the course's order.", to_student=True)


def _of_locked(pieces: Sequence[Piece]) -> Iterator[Note]:
    locked = [piece for piece in pieces if piece.known and not piece.known.students]
    changed = _named(locked, lambda piece, known: plain(piece.text) != known.plain)
    if changed:
        kind = "cells" if len(set(changed)) > 1 else "cell"
        was = "were changed; the course's own were" if kind == "cells" else "was changed; the course's own was"
        yield Note(f"The locked {kind} {listed(changed)} {was} used.", to_student=True)
    cut = _named(locked, lambda piece, known: piece.cut)
    if cut:
        yield Note(f"The text of the {cells(cut)} stood in a cell with something else and was taken out of it.")
    graded = [piece for piece in pieces if piece.known and piece.known.role != Role.ORDINARY]
    retyped = _named(graded, lambda piece, known: piece.kind != known.cell.cell_type and not piece.cut)
    if retyped:
        yield Note(f"The {cells(retyped)} had another type; it is what it was again.", to_student=True)


def _of_recognition(pieces: Sequence[Piece]) -> Iterator[Note]:
    asked = [piece for piece in pieces if piece.known and piece.known.asked and not piece.stub]
    by_id = _named(asked, lambda piece, known: piece.how == "id")
    if by_id:
        yield Note(f"nbgrader's metadata were gone from the {cells(by_id)}; found by the cell's id.")
    ways = {"content": "content", "likeness": "likeness to the exercise", "order": "place"}
    for how, words in ways.items():
        found = _named(asked, lambda piece, known, how=how: piece.how == how)  # type: ignore[misc]
        if found:
            lost = f"answer to {listed(found)} had lost its name"
            if len(set(found)) > 1:
                lost = f"answers to {listed(found)} had lost their names"
            yield Note(f"The {lost}; found by {words}.", to_student=how != "content")
    divided = _named(asked, lambda piece, known: piece.how == "divided")
    if divided:
        yield Note(f"The answers to {listed(divided)} stood in one cell; each counts as its own.", to_student=True)
    halves = _named(asked, lambda piece, known: piece.how == "halves")
    if halves:
        yield Note(f"The answer to {listed(halves)} was split in several cells; they were joined.", to_student=True)


def _of_answers(original: Original, pieces: Sequence[Piece], answers: Mapping[int, Answer]) -> Iterator[Note]:
    for known in original.known:
        count = sum(piece.known is known for piece in pieces)
        if count < 2 or known.role == Role.ORDINARY:
            continue
        answer = answers.get(known.number)
        if answer and len(answer.pieces) > 1:
            yield Note(f"The answer to {quoted(known.name)} stood in several cells; they were joined.", to_student=True)
        elif answer and answer.older:
            yield Note(f"There were {count} answers to {quoted(known.name)}; the last one counts.", to_student=True)
        else:
            yield Note(f"There were {count} copies of the cell {quoted(known.name)}; one was kept.")


def _of_metadata(submitted: Document, original: Original) -> Iterator[Note]:
    changed, tags = [], set()
    for cell in submitted.cells:
        known = original.by_grade_id.get(cell.grade_id)
        ours = known.cell.metadata["nbgrader"] if known else {}
        changed += [known.name] if known and _differ(cell.claims, ours) else []
        tags |= set(cell.tags) - set(known.cell.metadata.get("tags", []) if known else [])
    if changed:
        yield Note(f"nbgrader's metadata of the {cells(changed)} had been changed; the course's own count.")
    if tags:
        yield Note(f"Tags on cells were dropped: {listed(sorted(tags))}.")


def _differ(claims: Mapping[str, Any], ours: Mapping[str, Any]) -> bool:
    return any(key in ours and claims[key] != ours[key] for key in claims)


def _named(pieces: Sequence[Piece], chosen: Callable[[Piece, Known], bool]) -> list[str]:
    return [piece.known.name for piece in pieces if piece.known and chosen(piece, piece.known)]
