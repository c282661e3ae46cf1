"""The course's own notebook, prepared so that submitted cells can be compared with it."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from nbformat import NotebookNode

from autograder.cells import Role, grade_id, role, without_hidden, without_solution
from autograder.cells.marks import HIDDEN, SOLUTION, STANDARD, Marks
from autograder.cells.sources import Sources
from autograder.course import Course
from autograder.submissions.names import identifiers, names

STUDENTS = (Role.ANSWER, Role.WRITTEN, Role.ORDINARY)  # roles whose text is the student's
ASKED = (Role.ANSWER, Role.WRITTEN)  # those that the course asks for
WORD = re.compile(r"\w+|[^\w\s]")
SHORTEST_ANCHOR = 6  # characters of a line that tells an answer from all others


@dataclass(frozen=True)
class Stubs:
    """What nbgrader puts where solutions were: `ClearSolutions.code_stub` for Python and `text_stub`."""

    code: str
    text: str

    def clear(self, cell: NotebookNode) -> str:
        """An answer cell's text as the student got it."""
        return without_solution(cell.source, self.code if cell.cell_type == "code" else self.text)


@dataclass(frozen=True, eq=False)
class Known:
    """One cell of the course's notebook.

    Args:
        number: its place, from 0.
        cell: the cell itself, with an id.
        role: what nbgrader does with it.
        name: what people call it: its grade_id, else its id.
        released: its text as students got it.
        anchors: lines of the released text that stand in no other cell.
        wanted: names that its answer is expected to bind.
        own: those among them that no other cell binds.
    """

    number: int
    cell: NotebookNode
    role: Role
    name: str
    released: str
    anchors: frozenset[str]
    wanted: frozenset[str]
    own: frozenset[str]

    @cached_property
    def code(self) -> bool:
        """Whether it is a code cell."""
        return bool(self.cell.cell_type == "code")

    @cached_property
    def students(self) -> bool:
        """Whether its text is the student's to write."""
        return self.role in STUDENTS

    @cached_property
    def asked(self) -> bool:
        """Whether it is an answer."""
        return self.role in ASKED

    @cached_property
    def plain(self) -> str:
        """The released text without what editors change by themselves."""
        return plain(self.released)

    @cached_property
    def words(self) -> tuple[Counter[str], ...]:
        """How often each word stands in the released text and in the author's own."""
        full = "\n".join(_unmarked(self.cell.source))
        return tuple(map(words, {self.released, full} if self.students else {self.released}))

    @cached_property
    def _statements(self) -> set[str]:
        return _statements(self.released)

    def is_stub(self, text: str) -> bool:
        """Whether a text says no more than what the student got: nothing, the stub, or lines and comments of it."""
        if plain(text) in ("", self.plain):
            return True
        return self.role == Role.ANSWER and not _statements(text) - self._statements


@dataclass(frozen=True, eq=False)
class Original:
    """The course's own notebook.

    Args:
        known: its cells.
        metadata: the notebook's metadata.
        language: its kernel's language.
    """

    known: tuple[Known, ...]
    metadata: NotebookNode = field(repr=False)
    language: str
    marks: Marks = STANDARD  # what the course calls them, where somebody hands in a source notebook

    @cached_property
    def by_grade_id(self) -> dict[str, Known]:
        """Cells that nbgrader names."""
        return {grade_id(known.cell): known for known in self.known if grade_id(known.cell)}

    @cached_property
    def by_id(self) -> dict[str, Known]:
        """Cells by nbformat's id."""
        return {known.cell["id"]: known for known in self.known}

    @cached_property
    def by_text(self) -> dict[str, list[Known]]:
        """Cells by the text that students got; locked ones by their whole text, too."""
        found: dict[str, list[Known]] = {}
        for known in self.known:
            whole = known.plain if known.asked else plain(known.cell.source)
            for text in dict.fromkeys((known.plain, whole)):
                found.setdefault(text, []).append(known)
        found.pop("", None)
        return found

    @cached_property
    def asked(self) -> list[Known]:
        """The answers."""
        return [known for known in self.known if known.asked]


def prepare(source: NotebookNode, stubs: Stubs) -> Original:
    """Prepare the instructor's notebook.

    Args:
        source: the notebook with solutions and hidden tests.
        stubs: what stands in the answer cells of the release.
    """
    cells = list(source.cells)
    for number, cell in enumerate(cells, start=1):
        cell["id"] = cell.get("id") or f"course-{number}"  # nbformat 4.4 and older know no ids
    released = [_released(cell, stubs) for cell in cells]
    wanted = [_wanted(number, cells, text) for number, text in enumerate(released)]
    binds = Counter(name for cell in cells for name in _bound(cell))
    lines = Counter(line for cell in cells for line in {text.strip() for text in cell.source.split("\n")})
    generic = {text.strip() for stub in (stubs.code, stubs.text) for text in stub.split("\n")}
    known = tuple(
        Known(
            number=number,
            cell=cell,
            role=role(cell),
            name=grade_id(cell) or cell["id"],
            released=text,
            anchors=frozenset(_anchors(text, lines) - generic) if role(cell) in STUDENTS else frozenset(),
            wanted=names_wanted,
            own=frozenset(name for name in names_wanted if binds[name] == 1),
        )
        for number, (cell, text, names_wanted) in enumerate(zip(cells, released, wanted, strict=True))
    )
    return Original(known, source.metadata, source.metadata.get("language_info", {}).get("name", "python"))


def read_original(course: Course, path: Path, stubs: Stubs) -> Original:
    """The prepared notebook of a file, read once for each state of the file."""
    status = path.stat()
    return _read(path, status.st_mtime_ns, status.st_size, stubs, Sources.of(course))


@lru_cache(maxsize=100)
def _read(path: Path, changed: int, size: int, stubs: Stubs, sources: Sources) -> Original:
    return replace(prepare(sources.read(path), stubs), marks=sources.marks)


def plain(text: str) -> str:
    """A text without blanks at the ends of lines and blank lines at its ends."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def words(text: str) -> Counter[str]:
    """How often each word and sign stands in a text."""
    return Counter(WORD.findall(text[:20_000]))


def likeness(first: Counter[str], second: Counter[str]) -> float:
    """How much of two texts is the same, from 0 to 1, wherever it stands."""
    whole = first.total() + second.total()
    return 2 * (first & second).total() / whole if whole else 0.0


def _released(cell: NotebookNode, stubs: Stubs) -> str:
    solved = role(cell) in ASKED or SOLUTION[0] in cell.source  # elsewhere only with `enforce_metadata = False`
    return without_hidden(stubs.clear(cell) if solved else cell.source)


def _anchors(released: str, lines: Counter[str]) -> set[str]:
    stripped = {line.strip() for line in released.split("\n")}
    return {line for line in stripped if len(line) >= SHORTEST_ANCHOR and lines[line] == 1}


def _unmarked(source: str) -> list[str]:
    return [line for line in source.split("\n") if not any(mark in line for mark in (*SOLUTION, *HIDDEN))]


def _bound(cell: NotebookNode) -> frozenset[str]:
    return names("\n".join(_unmarked(cell.source))).bound if cell.cell_type == "code" else frozenset()


def _wanted(number: int, cells: list[NotebookNode], released: str) -> frozenset[str]:
    """Names that the stub already binds, else those of the solution that other cells mention, else all of them."""
    if cells[number].cell_type != "code" or role(cells[number]) not in STUDENTS:
        return frozenset()
    placeholders, bound = names(released).bound, _bound(cells[number])
    others = "\n".join(cell.source for place, cell in enumerate(cells) if place != number and cell.cell_type == "code")
    return placeholders or bound & identifiers(others) or bound


def _statements(text: str) -> set[str]:
    return {line.strip() for line in text.split("\n") if line.strip() and not line.strip().startswith("#")}
