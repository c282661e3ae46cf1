"""Which names of a notebook are the course's to say: read from the code of its cells."""

import ast
import re
import symtable
from collections.abc import Iterable, Iterator
from functools import cache

from nbformat import NotebookNode

from autograder.cells import magics
from autograder.cells.magics import plain_python as plain_python
from autograder.cells.roles import Role, role

# Methods that change the object that they are called on, and are named so wherever they occur.
CHANGING = frozenset(
    [
        "adapt",
        "add",
        "append",
        "build",
        "clear",
        "compile",
        "discard",
        "extend",
        "fill",
        "fit",
        "insert",
        "itemset",
        "load_weights",
        "pop",
        "popitem",
        "put",
        "remove",
        "resize",
        "reverse",
        "set_weights",
        "setdefault",
        "sort",
        "train_on_batch",
        "update",
    ]
)
FILE = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*\.[A-Za-z]\w{0,4}")  # a relative path with an ending
STUDENTS = (Role.ANSWER, Role.WRITTEN, Role.ORDINARY)


def parsed(source: str) -> ast.Module | None:
    """A cell's syntax tree, None where it is no Python."""
    try:
        return magics.outline(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@cache
def binds(source: str) -> frozenset[str]:
    """Names that a cell binds when it runs: assignments, definitions, imports, loops; none where it is no Python."""
    return frozenset(name for node in _statements(source) for name in _bound(node))


@cache
def changes(source: str) -> frozenset[str]:
    """Names whose objects a cell visibly changes: stores into them, and calls of methods such as `append` or `fit`."""
    return frozenset(name for node in _statements(source) for name in changed(node))


@cache
def uses(source: str) -> frozenset[str]:
    """Names that a cell may look up before it has bound them itself; none where it is no Python."""
    tree = parsed(source)
    found, bound = set[str](), set[str]()
    for statement in tree.body if tree else ():
        loop = _names(statement.target) - _names(statement.iter) if isinstance(statement, ast.For) else set()
        found |= _read(statement) - bound - loop
        if isinstance(statement, ast.Assign):
            bound |= {name for target in statement.targets for name in _names(target, ast.Store)}
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            bound |= set(_bound(statement))
        elif isinstance(statement, ast.FunctionDef | ast.ClassDef):
            bound.add(statement.name)
    return frozenset(found)


def _names(tree: ast.AST, context: type[ast.expr_context] = ast.expr_context) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, context)}


def _read(statement: ast.stmt) -> set[str]:
    """Names that a statement looks up, but for those that are local to a function, a class or a comprehension in it."""
    table = symtable.symtable(ast.unparse(statement), "<cell>", "exec")
    found = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced()}
    waiting = table.get_children()
    while waiting:
        inner = waiting.pop()
        found |= {symbol.get_name() for symbol in inner.get_symbols() if symbol.is_global() and symbol.is_referenced()}
        waiting += inner.get_children()
    added = (node.target for node in ast.walk(statement) if isinstance(node, ast.AugAssign))
    return found | _names(statement, ast.Del) | {name for target in added for name in _names(target)}


def imported(source: Iterable[NotebookNode]) -> dict[str, str]:
    """Names that stand for nothing but an import in the course's own notebook, with the statement that imports them.

    They are the course's to say, whichever cell imports them: a student's `np` is no reason to believe it.

    Args:
        source: cells of the instructor's notebook, solutions included.
    """
    found = [_imports(cell.source) for cell in source if cell.cell_type == "code"]
    others = frozenset[str]().union(*(other for _, other in found))
    return {name: text for imports, _ in found for name, text in imports if name not in others and name != "*"}


@cache
def _imports(source: str) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """Names that a cell imports, each with its statement, and those that it binds otherwise."""
    nodes = [*_statements(source)]
    imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    others = frozenset(name for node in nodes if node not in imports for name in _bound(node))
    return tuple(pair for node in imports for pair in _aliases(node)), others


@cache
def files_named(source: str) -> tuple[str, ...]:
    """Relative paths of files that stand in a cell, each as a text of its own, such as "submission.csv"."""
    nodes = ast.walk(parsed(source) or ast.Module([], []))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return tuple(dict.fromkeys(text for text in texts if FILE.fullmatch(text)))


def _aliases(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    for alias in node.names:
        name = alias.asname or (alias.name.split(".")[0] if isinstance(node, ast.Import) else alias.name)
        single = (
            ast.Import([alias]) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, [alias], node.level)
        )
        yield name, ast.unparse(single)


def answered(source: Iterable[NotebookNode]) -> tuple[str, ...]:
    """Names that the course's own answers, and cells that are the student's to change, bind or change.

    Args:
        source: cells of the instructor's notebook, solutions included.
    """
    source = list(source)
    texts = [cell.source for cell in source if cell.cell_type == "code" and role(cell) in STUDENTS]
    names = {name for text in texts for name in binds(text) | changes(text)}
    return tuple(sorted(names - imported(source).keys()))


def _statements(source: str) -> Iterator[ast.AST]:
    """All nodes of a cell that run with it: not the bodies of functions, classes and comprehensions."""
    tree = parsed(source)
    waiting: list[ast.AST] = [tree] if tree else []
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            continue
        if isinstance(node, ast.ClassDef):
            continue
        waiting += ast.iter_child_nodes(node)


def _bound(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
        yield node.id
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
        yield from _globals(node)
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name
    elif isinstance(node, ast.MatchMapping) and node.rest:
        yield node.rest


def _globals(function: ast.AST) -> Iterator[str]:
    """Names that a function declares global: calling it may bind them."""
    for node in ast.walk(function):
        if isinstance(node, ast.Global):
            yield from node.names


def changed(node: ast.AST) -> Iterator[str]:
    """The name, if there is one, whose object a node of a syntax tree visibly changes (see `changes`)."""
    target: ast.AST | None = None
    if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        target = node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
        target = node.func.value
    if target and (name := root(target)):
        yield name


def root(node: ast.AST) -> str:
    """The name of what a part is taken of, such as `x` in `x.size[0]`; "" where that has none."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
