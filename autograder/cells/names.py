"""Which names of a notebook are the course's to say: read from the code of its cells."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

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
WRAPPING = re.compile(r"\A\s*%%(time|capture|prun)\b.*\n")
STUDENTS = (Role.ANSWER, Role.WRITTEN, Role.ORDINARY)


def plain_python(source: str) -> str:
    """A cell's source with IPython's magics written as Python; what a cell magic times or captures runs as it is."""
    return TransformerManager().transform_cell(WRAPPING.sub("\n", source))


@cache
def binds(source: str) -> frozenset[str]:
    """Names that a cell binds when it runs: assignments, definitions, imports, loops; none where it is no Python."""
    return frozenset(name for node in _statements(source) for name in _bound(node))


@cache
def changes(source: str) -> frozenset[str]:
    """Names whose objects a cell visibly changes: stores into them, and calls of methods such as `append` or `fit`."""
    return frozenset(name for node in _statements(source) for name in _changed(node))


def answered(source: Iterable[NotebookNode]) -> tuple[str, ...]:
    """Names that the course's own answers, and cells that are the student's to change, bind or change.

    What the course itself imports stays the course's, also where an answer imports it once more.

    Args:
        source: cells of the instructor's notebook, solutions included.
    """
    code = [cell for cell in source if cell.cell_type == "code"]
    imported = {name for cell in code if role(cell) not in STUDENTS for name in _imports(cell.source)}
    texts = [cell.source for cell in code if role(cell) in STUDENTS]
    return tuple(sorted({name for text in texts for name in binds(text) | changes(text)} - imported))


def _imports(source: str) -> set[str]:
    nodes = [node for node in _statements(source) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {name for node in nodes for name in _bound(node)}


def _statements(source: str) -> Iterator[ast.AST]:
    """All nodes of a cell that run with it: not the bodies of functions, classes and comprehensions."""
    try:
        waiting: list[ast.AST] = [ast.parse(plain_python(source))]
    except (SyntaxError, ValueError):
        return
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


def _changed(node: ast.AST) -> Iterator[str]:
    target: ast.AST | None = None
    if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        target = node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
        target = node.func.value
    while isinstance(target, ast.Attribute | ast.Subscript):
        target = target.value
    if isinstance(target, ast.Name):
        yield target.id
