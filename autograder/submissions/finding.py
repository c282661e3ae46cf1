"""Finds out which file of a submission is which notebook of the assignment.

A file with a notebook's exact name is that notebook, unless its content is clearly another one's. Any other file that looks like a
notebook is recognised by content (cell ids, grade_ids and texts that only one notebook of the assignment has), and by its name where
the content says nothing. Of several files for one notebook the one with the exact name counts, unless it cannot be read or holds no
answer; then the one with most answers, and of equal ones the newest. A file counts for one notebook at most.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from autograder.cells import grade_id as cell_name
from autograder.course import Limits
from autograder.naming import printable
from autograder.submissions.folder import Entry
from autograder.submissions.notes import Note, listed, quoted
from autograder.submissions.original import Known, Original, plain
from autograder.submissions.reading import Document, Unreadable, read_submission

MOST_FILES = 40  # that are read to recognise them
SHARE = 0.2  # of a notebook's cells that its recognition by content takes
NOTEBOOK = re.compile(r"\.ipynb(\W.*)?$", re.IGNORECASE)
SIMILAR = (".json", ".txt", "")  # endings under which browsers save notebooks
LONGEST_TEXT = 20  # a text from this length on tells a notebook


@dataclass(frozen=True)
class File:
    """A submitted file that may be a notebook.

    Args:
        entry: where it is.
        document: its content, None where it cannot be read.
        reason: why it cannot be read.
    """

    entry: Entry
    document: Document | None
    reason: str = ""

    @cached_property
    def keys(self) -> frozenset[str]:
        """By what its cells can be recognised."""
        cells = self.document.cells if self.document else ()
        return frozenset(key for cell in cells for key in _keys(cell.cell_id, cell.grade_id, cell.text))


@dataclass(frozen=True)
class Chosen:
    """The file that counts for a notebook, and what is to be said about the choice."""

    file: File
    notes: tuple[Note, ...]


def find(
    inside: Sequence[Entry], originals: Mapping[str, Original], limits: Limits
) -> tuple[dict[str, Chosen], tuple[str, ...]]:
    """The files that count for an assignment's notebooks.

    Args:
        inside: the files of a submission.
        originals: the assignment's notebooks by name.
        limits: how large a file may be.

    Returns:
        The file for each notebook that was handed in, by the notebook's name; and the names of notebook files that are none of the
        assignment's.
    """
    files = [_read(entry, limits) for entry in _candidates(inside, originals)]
    claims: dict[str, list[File]] = {name: [] for name in originals}
    unknown: list[File] = []
    for file in files:
        name = _belongs(file, originals)
        (claims[name] if name else unknown).append(file)
    unknown = [file for file in unknown if is_notebook(file.entry)]
    missing = [name for name in originals if not claims[name]]
    if len(missing) == 1 and len(unknown) == 1 and unknown[0].document is None:
        claims[missing[0]].append(unknown.pop())  # nothing else can be meant
    chosen = {name: _choose(name, found, originals[name]) for name, found in claims.items() if found}
    return chosen, tuple(printable(file.entry.name) for file in unknown)


def find_one(name: str, inside: Sequence[Entry], originals: Mapping[str, Original], limits: Limits) -> Chosen | None:
    """The file that counts for one notebook, as `find` chooses it, None where there is none.

    Where all files have exact names and this one holds its notebook with an answer, no other is read.
    """
    candidates = _candidates(inside, originals)
    exact = next((entry for entry in candidates if entry.name == f"{name}.ipynb"), None)
    if exact and all(entry.name.removesuffix(".ipynb") in originals for entry in candidates):
        file = _read(exact, limits)
        if _belongs(file, originals) == name and answers(file.document, originals[name]):
            return Chosen(file, ())
    return find(inside, originals, limits)[0].get(name)


def is_notebook(entry: Entry) -> bool:
    """Whether a file's name is a notebook's, whatever was added to it."""
    return bool(NOTEBOOK.search(entry.path.name))


def answers(document: Document | None, original: Original) -> int:
    """How many answers a submitted notebook holds, found by their names and stubs alone."""
    if document is None:
        return 0
    filled = set()
    for cell in document.cells:
        known = (
            original.by_grade_id.get(cell.grade_id) or original.by_id.get(cell.cell_id) or _by_stub(cell.text, original)
        )
        if known and known.asked and not known.is_stub(cell.text):
            filled.add(known.number)
    return len(filled)


def _by_stub(text: str, original: Original) -> Known | None:
    lines = {line.strip() for line in text.split("\n")}
    return next((known for known in original.asked if known.anchors & lines), None)


def _candidates(inside: Sequence[Entry], originals: Mapping[str, Original]) -> list[Entry]:
    """Files that may be notebooks, those with exact names first."""
    exact = {f"{name}.ipynb" for name in originals}
    found = [entry for entry in inside if is_notebook(entry) or (_similar(entry) and _named(entry, originals))]
    return sorted(found, key=lambda entry: entry.name not in exact)[: len(exact) + MOST_FILES]


def _similar(entry: Entry) -> bool:
    return entry.path.suffix.lower() in SIMILAR


def _read(entry: Entry, limits: Limits) -> File:
    try:
        return File(entry, read_submission(entry.path, limits))
    except Unreadable as error:
        return File(entry, None, str(error))


def _keys(cell_id: str, grade_id: str, text: str) -> Iterator[str]:
    if cell_id:
        yield f"id {cell_id}"
    if grade_id:
        yield f"name {grade_id}"
    if len(text) >= LONGEST_TEXT:
        yield f"text {plain(text)}"


@lru_cache(maxsize=20)
def _telling(originals: tuple[Original, ...]) -> tuple[frozenset[str], ...]:
    """For each notebook, what only its cells have."""
    found = [
        {key for known in original.known for key in _keys(known.cell["id"], cell_name(known.cell), known.released)}
        for original in originals
    ]
    times = Counter(key for keys in found for key in keys)
    return tuple(frozenset(key for key in keys if times[key] == 1) for keys in found)


def _belongs(file: File, originals: Mapping[str, Original]) -> str:
    """The name of the notebook that a file is, "" for none."""
    telling = zip(originals.items(), _telling(tuple(originals.values())), strict=True)
    shares = {name: len(file.keys & keys) / (len(original.known) or 1) for (name, original), keys in telling}
    likely = max(shares, key=lambda name: shares[name])
    named = _named(file.entry, originals)
    if shares[likely] >= SHARE and shares[likely] > 2 * shares.get(named, 0.0):
        return likely
    return named if is_notebook(file.entry) or shares[named] >= SHARE else ""


def _named(entry: Entry, originals: Mapping[str, Original]) -> str:
    """The notebook whose name a file's name has, or has with something added; "" for none."""
    stem = NOTEBOOK.sub("", entry.path.name) if is_notebook(entry) else entry.path.stem
    if stem in originals:
        return stem
    simple = _simple(stem)
    found = [name for name in originals if _simple(name) and _simple(name) in simple]
    return max(found, key=len, default="")


def _simple(name: str) -> str:
    return re.sub(r"\W|_", "", name.lower())


def _choose(name: str, files: Sequence[File], original: Original) -> Chosen:
    counts = {id(file): answers(file.document, original) for file in files}

    def worth(file: File) -> tuple[bool, bool, int, bool, int]:
        exact = file.entry.name == f"{name}.ipynb"
        filled = counts[id(file)]
        return file.document is not None, exact and filled > 0, filled, exact, file.entry.changed

    best = max(files, key=worth)
    notes = []
    if best.entry.name != f"{name}.ipynb":
        known = f"It is called {quoted(best.entry.name)} instead of {quoted(f'{name}.ipynb')}"
        notes.append(Note(f"{known}; hand it in under its own name.", to_student=True))
    others = [file.entry.name for file in files if file is not best]
    if others:
        which = f"{quoted(best.entry.name)} counts, {listed(others)} was left out"
        notes.append(Note(f"Several files are this notebook: {which}.", to_student=True))
    return Chosen(best, tuple(notes))
