"""What must not reach a release: solution lines, hidden lines, names that only hidden tests bind, withheld files."""

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path

from nbformat import NotebookNode

from autograder.cells import Role, hidden_lines, magics, role, solution_lines, without_hidden, without_solution
from autograder.cells.marks import STANDARD
from autograder.course import CONFIG
from autograder.errors import LeakError
from autograder.kernels.material import is_withheld

LOCKED = (Role.GIVEN, Role.TEST)
MARKS = STANDARD.names[:-1]
SHORT = 12  # characters without spaces; a shorter line, such as `plt.show()` or `])`, gives nothing away
# What says which exercise it is and not how it is solved: signatures, decorators, what stands in every class and stub.
FRAME = re.compile(
    r"(?:async\s+)?def\b.*:|class\b.*:|@[\w.]+|raise\s+NotImplementedError\b.*|super\(\)\.__init__\(\)|if\s+__name__\s*==.*:"
)


@dataclass(frozen=True)
class Secrets:
    """What of an instructor's notebook its students must not see.

    Args:
        solutions: lines of answers, without their spaces.
        hidden: lines of hidden tests.
        names: names that only hidden tests bind.
        shown: lines of answers and hidden tests that stand in cells which the author locked and students read as well.
        foreign: whether its course has no texts of ours.
    """

    solutions: frozenset[str]
    hidden: frozenset[str]
    names: frozenset[str]
    shown: frozenset[str]
    foreign: bool = False

    @classmethod
    def of(cls, source: NotebookNode, *, foreign: bool) -> "Secrets":
        """Read them.

        What a given cell before an answer or a test says is no secret there. In a course that has no texts of ours, neither
        is what any cell before says, or any locked cell: its author showed that on purpose.

        Args:
            source: the instructor's notebook.
            foreign: whether its course has no texts of ours.
        """
        locked = {line for cell in source.cells if role(cell) in LOCKED for line in _open(cell)} if foreign else set()
        before: set[str] = set()
        solutions, hidden, shown = set[str](), set[str](), set[str]()
        for cell in source.cells:
            mine = _telling(_solutions(cell)) - before
            tests = _telling(_hidden(cell)) - before - set(_open(cell))
            shown |= (mine | tests) & locked
            solutions |= mine - locked
            hidden |= tests - locked
            before |= set(_open(cell)) if foreign or role(cell) == Role.GIVEN else set()
        names = _names_bound_only_in_hidden(source)
        return cls(frozenset(solutions), frozenset(hidden), frozenset(names), frozenset(shown), foreign)


def refuse_leaks(
    name: str, release: NotebookNode, secrets: Secrets, earlier: Iterable[Secrets], allowed: Iterable[str] = ()
) -> list[str]:
    """Raise where a release holds what its students must not see.

    Args:
        name: the notebook's name, for the message.
        release: what nbgrader made of the instructor's notebook.
        secrets: what that one hides.
        earlier: what the parts before hide, whose answers must not stand in this one.
        allowed: lines and names that are no leaks, because the course says so.

    Returns:
        Sentences about lines of answers and hidden tests that students see in locked cells.

    Raises:
        LeakError: naming the cell of the release and the line.
    """
    fine = {_bare(line) for line in allowed}
    before = frozenset().union(*(one.solutions for one in earlier)) - fine
    kinds = {"a solution line": secrets.solutions - fine, "a hidden test's line": secrets.hidden - fine}
    notes = []
    for number, cell in enumerate(release.cells, start=1):
        place = f"{name}, cell {number} ({cell.metadata.get('nbgrader', {}).get('grade_id', 'no grade_id')})"
        if "jupytext" in cell.metadata:
            raise LeakError(
                f"{place} carries jupytext's metadata, which can bring answers back. Build it from its text."
            )
        on_purpose = secrets.foreign and role(cell) in LOCKED
        for line in cell.source.split("\n"):
            _refuse_line(place, line, kinds | ({} if on_purpose else {"an earlier part's solution line": before}))
            if on_purpose and _bare(line) in (secrets.shown | before) - fine:
                notes.append(f"{place} shows students a line of an answer or of a hidden test: {line.strip()!r}.")
        if cell.cell_type == "code":
            _refuse_names(place, cell.source, secrets.names - fine)
    return notes


def refuse_leaked_files(source: Path, release: Path) -> None:
    """Raise where a release holds a file that its students must not get, under its own name or another.

    Args:
        source: the instructor's folder of an assignment.
        release: what nbgrader made of it.

    Raises:
        LeakError: naming both files.
    """
    withheld = [path for path in sorted(source.rglob("*")) if path.is_file() and is_withheld(path.relative_to(source))]
    for path in sorted(release.rglob("*")):
        name = path.relative_to(release)
        if path.is_file() and is_withheld(name):
            raise LeakError(
                f"The release would hold {name.as_posix()}, which is not for students. Give the file another name if it is."
            )
        for secret in withheld if path.is_file() else ():
            if secret.stat().st_size and cmp(path, secret, shallow=False):
                raise LeakError(
                    f"The release would hold {name.as_posix()}, which is the same as {secret.relative_to(source).as_posix()}. "
                    "Take the one or the other away."
                )


def _refuse_line(place: str, line: str, secrets: Mapping[str, Collection[str]]) -> None:
    mark = next((mark for mark in MARKS if mark in line), None)
    if mark:
        raise LeakError(f"{place} still holds {mark!r}. Put the region into an answer or a test cell.")
    for what, lines in secrets.items():
        if _bare(line) in lines:
            raise LeakError(
                f"{place} holds {what}: {line.strip()!r}. Write the one or the other in another way; if students may see it, "
                f"name it in {CONFIG}: c.Autograder.not_leaks = [{line.strip()!r}]"
            )


def _refuse_names(place: str, code: str, names: Collection[str]) -> None:
    found = sorted(_identifiers(code).intersection(names))
    if found:
        raise LeakError(
            f"{place} uses {found[0]!r}, which only a hidden test binds. Rename it there, or bind it here; if students may "
            f"see it, name it in {CONFIG}: c.Autograder.not_leaks = [{found[0]!r}]"
        )


def _identifiers(code: str) -> set[str]:
    """The names that code reads or binds; attributes and words of comments and strings are none."""
    try:
        tree = magics.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # an unfinished line
        tree = None
    if tree is None or any(one.method == "run_cell_magic" for one in magics.asked(tree)):  # the whole cell is a text
        return set(re.findall(r"[^\W\d]\w*", code))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _bare(line: str) -> str:
    """A line without its spaces, which do not make it another line."""
    return re.sub(r"\s+", "", line)


def _telling(lines: Iterable[str]) -> set[str]:
    bare = {_bare(line) for line in lines if not FRAME.fullmatch(line.strip())}
    return {line for line in bare if len(line) > SHORT and not line.startswith(("#", "import", "from"))}


def _solutions(cell: NotebookNode) -> Iterable[str]:
    return solution_lines(cell.source).values() if role(cell) in (Role.ANSWER, Role.WRITTEN) else ()


def _hidden(cell: NotebookNode) -> Iterable[str]:
    return hidden_lines(cell.source).values() if role(cell) == Role.TEST else ()


def _open(cell: NotebookNode) -> Iterator[str]:
    """Lines of a cell that its students get, without their spaces."""
    asked = role(cell) in (Role.ANSWER, Role.WRITTEN)
    text = without_solution(cell.source, "") if asked else without_hidden(cell.source)
    return map(_bare, text.split("\n"))


def _names_bound_only_in_hidden(source: NotebookNode) -> set[str]:
    hidden: set[str] = set()
    elsewhere: set[str] = set()
    for cell in source.cells:
        if cell.cell_type != "code":
            continue
        lines = hidden_lines(cell.source) if role(cell) == Role.TEST else {}
        for name, line in _bindings(cell.source):
            (hidden if line in lines else elsewhere).add(name)
    return hidden - elsewhere


def _bindings(code: str) -> Iterable[tuple[str, int]]:
    """Names that a piece of code binds, with their lines; nothing for what is no Python."""
    try:
        tree = magics.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                yield (alias.asname or alias.name).split(".")[0], node.lineno
