"""Names that tests bind and the course's own answers read: in a kernel of their own, a test and an answer share them."""

import ast
import symtable
from collections.abc import Iterator, Sequence

from nbformat import NotebookNode

from autograder.cells.names import STUDENTS, binds, parsed, uses
from autograder.cells.roles import Role, role


def shared(source: Sequence[NotebookNode]) -> tuple[str, ...]:
    """Names that a test binds and an answer reads, such as a setting, or a helper of a later exercise.

    Args:
        source: cells of the instructor's notebook, solutions included.
    """
    code = [cell for cell in source if cell.cell_type == "code"]
    theirs = [cell.source for cell in code if role(cell) in STUDENTS]
    bound = frozenset[str]().union(*(binds(cell.source) for cell in code if role(cell) == Role.TEST))
    own = frozenset[str]().union(*map(binds, theirs))
    read = frozenset[str]().union(*map(uses, theirs)) - own
    inside = {name for text in theirs for name in _read_inside(text)}
    return tuple(sorted(bound & (read | inside)))


def _read_inside(source: str) -> Iterator[str]:
    """Names of the notebook that functions of a cell look up or bind."""
    tree = parsed(source)
    if tree is None:
        return
    waiting = symtable.symtable(ast.unparse(tree), "<cell>", "exec").get_children()
    while waiting:
        table = waiting.pop()
        names = [one for one in table.get_symbols() if one.is_global()]
        yield from (one.get_name() for one in names if one.is_referenced() or one.is_declared_global())
        waiting += table.get_children()
