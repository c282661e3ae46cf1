"""What must not reach a release: solution lines, hidden lines, names that only hidden tests bind, withheld files."""

import ast
import re
from collections.abc import Iterable
from filecmp import cmp
from pathlib import Path

from nbformat import NotebookNode

from autograder.cells import Role, hidden_lines, role, solution_lines
from autograder.errors import LeakError
from autograder.kernels.material import is_withheld

MARKS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS", "BEGIN MARK SCHEME")
SHORT = 12  # characters without spaces; a shorter line, such as `plt.show()` or `])`, gives nothing away


def refuse_leaks(name: str, source: NotebookNode, release: NotebookNode, earlier: Iterable[NotebookNode]) -> None:
    """Raise where a release holds what its students must not see.

    Args:
        name: the notebook's name, for the message.
        source: the instructor's notebook.
        release: what nbgrader made of it.
        earlier: instructor's notebooks of the parts before, whose answers must not stand in this one.

    Raises:
        LeakError: naming the cell of the release and the line.
    """
    secrets = {
        "a solution line": _solutions([source]),
        "an earlier part's solution line": _solutions(earlier),
        "a hidden test's line": _hidden(source),
    }
    only_hidden = _names_bound_only_in_hidden(source)
    for number, cell in enumerate(release.cells, start=1):
        place = f"{name}, cell {number} ({cell.metadata.get('nbgrader', {}).get('grade_id', 'no grade_id')})"
        if "jupytext" in cell.metadata:
            raise LeakError(
                f"{place} carries jupytext's metadata, which can bring answers back. Build it from its text."
            )
        for line in cell.source.split("\n"):
            _refuse_line(place, line, secrets)
        if cell.cell_type == "code":
            _refuse_names(place, cell.source, only_hidden)


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


def _refuse_line(place: str, line: str, secrets: dict[str, set[str]]) -> None:
    mark = next((mark for mark in MARKS if mark in line), None)
    if mark:
        raise LeakError(f"{place} still holds {mark!r}. Put the region into an answer or a test cell.")
    for what, lines in secrets.items():
        if _bare(line) in lines:
            raise LeakError(f"{place} holds {what}: {line.strip()!r}. Write the one or the other in another way.")


def _refuse_names(place: str, code: str, names: set[str]) -> None:
    found = sorted(_identifiers(code) & names)
    if found:
        raise LeakError(f"{place} uses {found[0]!r}, which only a hidden test binds. Rename it there, or bind it here.")


def _identifiers(code: str) -> set[str]:
    """The names that code reads or binds; attributes and words of comments and strings are none."""
    try:
        tree = ast.parse(code)
    except SyntaxError:  # magics, or an unfinished line
        return set(re.findall(r"[^\W\d]\w*", code))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _bare(line: str) -> str:
    """A line without its spaces, which do not make it another line."""
    return re.sub(r"\s+", "", line)


def _telling(lines: Iterable[str]) -> set[str]:
    bare = {_bare(line) for line in lines}
    return {line for line in bare if len(line) > SHORT and not line.startswith(("#", "import", "from"))}


def _solutions(notebooks: Iterable[NotebookNode]) -> set[str]:
    answers = [cell for notebook in notebooks for cell in notebook.cells if role(cell) in (Role.ANSWER, Role.WRITTEN)]
    return _telling(line for cell in answers for line in solution_lines(cell.source).values())


def _hidden(source: NotebookNode) -> set[str]:
    tests = [cell for cell in source.cells if role(cell) == Role.TEST]
    return _telling(line for cell in tests for line in hidden_lines(cell.source).values())


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
    """Names that a piece of code binds, with their lines; nothing for code with magics in it."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
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
