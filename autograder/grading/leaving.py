"""What the visible part of a test leaves in the notebook for the cells that follow, as it would in a kernel of its own."""

import ast
from collections.abc import Callable, Collection

from autograder.cells import binds, hidden_lines, uses
from autograder.cells.names import parsed

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


def definitions(source: str, wanted: Collection[str]) -> tuple[list[str], list[str]]:
    """The definitions and imports of some names, as code, and the names of those that are values.

    Args:
        source: of a test, hidden regions included; what stands in these is nobody's.
        wanted: the names. What their definitions look up comes along.
    """
    tree, hidden = parsed(source), hidden_lines(source)
    statements = [
        one
        for one in (tree.body if tree else [])
        if not hidden.keys() & {*range(one.lineno, (one.end_lineno or one.lineno) + 1)}
    ]
    bound = {name: one for one in statements for name in _bound(one)}
    needed, waiting = dict[str, ast.stmt](), [name for name in wanted if name in bound]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = bound[name]
            waiting += [other for other in uses(ast.unparse(bound[name])) if other in bound]
    defined = [one for one in statements if isinstance(one, DEFINITIONS) and one in needed.values()]
    values = [name for name, one in needed.items() if not isinstance(one, DEFINITIONS)]
    return [ast.unparse(one) for one in defined], values


def leading(source: str, asks: Callable[[str], bool]) -> tuple[str, str]:
    """What a test does before it asks for an answer, which happens whatever the answer is; and the rest of it.

    Args:
        source: of a test.
        asks: says of a name whether it is the answer's.
    """
    tree = parsed(source)
    statements, bound, place = tree.body if tree else [], set[str](), 0
    for text in map(ast.unparse, statements):
        if any(asks(name) for name in uses(text) - bound):
            break
        bound |= binds(text)
        place += 1
    parts = statements[:place], statements[place:]
    first, rest = (ast.unparse(ast.Module(body, type_ignores=[])) for body in parts)
    return first, rest


def _bound(statement: ast.stmt) -> set[str]:
    """Names that a statement binds."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    stored = (node for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    return {node.id for node in stored}


def classes(source: str) -> list[str]:
    """Names of the classes that a cell defines."""
    tree = parsed(source)
    return [one.name for one in tree.body if isinstance(one, ast.ClassDef)] if tree else []
