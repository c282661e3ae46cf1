"""What a piece of code binds and what it needs, read from its syntax tree."""

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 100_000  # characters; longer cells hold data, not an answer that has to be found
MAGIC = re.compile(r"^([ \t]*)[%!].*$", re.MULTILINE)
# In one line only: a list that is pasted with a number in each line would be read anew from every one of them.
BINDING = re.compile(r"^(?:async def|def|class)[ \t]+(\w+)|^(\w+(?:[ \t]*,[ \t]*\w+)*)[ \t]*=(?!=)", re.MULTILINE)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
INNER = (*SCOPES, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
COMPOUND = (*SCOPES, ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith, ast.Try, ast.Match)


@dataclass(frozen=True)
class Names:
    """The names in a piece of code.

    Args:
        parses: whether it is Python by itself.
        bound: names that it binds at its top level, also where it does not parse.
        needed: names that it reads before it binds them.
        starts: for each bound name the number of the line, from 0, where the first statement that binds it begins.
    """

    parses: bool
    bound: frozenset[str]
    needed: frozenset[str]
    starts: tuple[tuple[str, int], ...]


@lru_cache(maxsize=2_000)
def names(text: str) -> Names:
    """The names in a cell's text; lines of IPython's magic do not count."""
    try:
        tree = _parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _guessed(text)
    starts: dict[str, int] = {}
    needed: set[str] = set()
    for statement in tree.body:
        needed |= _reads(statement) - starts.keys()
        for name in _binds(statement):
            starts.setdefault(name, _first_line(statement))
    return Names(True, frozenset(starts), frozenset(needed), tuple(starts.items()))


def identifiers(text: str) -> frozenset[str]:
    """All words of a text that could be names."""
    return frozenset(re.findall(r"[^\W\d]\w*", text[:LONGEST]))


def _parse(text: str) -> ast.Module:
    if len(text) > LONGEST:
        raise ValueError("too long to be looked into")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a student wrote may have odd escapes
        return ast.parse(MAGIC.sub(r"\1pass", text))


def _guessed(text: str) -> Names:
    """Names that lines without indentation seem to bind."""
    starts: dict[str, int] = {}
    line = place = 0
    for found in BINDING.finditer(text[:LONGEST]):
        line, place = line + text.count("\n", place, found.start()), found.start()
        for name in re.findall(r"\w+", found[1] or found[2]):
            starts.setdefault(name, line)
    return Names(False, frozenset(starts), frozenset(), tuple(starts.items()))


def _first_line(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(node.lineno for node in decorators)]) - 1


def _binds(statement: ast.stmt) -> Iterator[str]:
    for node in _outer(statement):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).split(".")[0]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _outer(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement outside of functions, classes and comprehensions in it."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, INNER):
            waiting += reversed(list(ast.iter_child_nodes(node)))


def _reads(statement: ast.stmt) -> set[str]:
    """Names that a statement reads, without those that only an inner part of it binds and reads."""
    read = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    inner = {node.arg for node in ast.walk(statement) if isinstance(node, ast.arg)}
    closed = [statement] if isinstance(statement, COMPOUND) else _inside(statement)
    inner |= {
        n.id for node in closed for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    added = {
        node.target.id
        for node in _outer(statement)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name)
    }
    return (read - inner) | added


def _inside(statement: ast.stmt) -> list[ast.AST]:
    """The outermost functions and comprehensions in a simple statement."""
    return [node for node in _outer(statement) if isinstance(node, INNER)]
