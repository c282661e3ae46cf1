"""Mutants of an answer: the course's own, with one slip made in its syntax tree, of the kinds that students make and tests overlook."""

import ast
import builtins
import copy
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nbgrader.preprocessors import ClearSolutions

OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
WORD = "mutant"  # what extra prints, warnings and exceptions say
Found = Iterator[tuple[ast.AST, ast.AST]]  # a node, and what takes its place
Finder = Callable[[ast.Module, frozenset[int]], Found]
DOTTED = re.compile(r"(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)")


@dataclass(frozen=True)
class Mutant:
    """One slip in an answer.

    Args:
        kind: what kind of slip it is.
        line: where it is in the answer's cell.
        what: the slip in words, such as "`x - 1` instead of `x + 1`".
        source: the whole cell with it.
    """

    kind: str
    line: int
    what: str
    source: str


def mutants(source: str, regions: ClearSolutions, tests: Iterable[str] = ()) -> list[Mutant]:
    """Mutants of an answer cell, always the same ones, in an order that takes of each kind in turn.

    Args:
        source: the instructor's cell, solution included; one that is no plain Python has none.
        regions: nbgrader's own, with the course's options: it knows how solutions are marked.
        tests: sources of tests about it; where one names a module or a function of Python's own in a text, such as "math" or
            "builtins.min", a mutant uses it.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    lines = solution_lines(source, regions)
    original = ast.unparse(tree)
    kinds = {"named": _named(tests)} | _KINDS
    queues = {kind: _spread(_of_kind(kind, find, tree, lines, original), tree) for kind, find in kinds.items()}
    found: dict[str, Mutant] = {}
    while any(queues.values()):
        for queue in queues.values():
            if queue:
                mutant = queue.pop(0)
                found.setdefault(mutant.source, mutant)
    return list(found.values())


def solution_lines(source: str, regions: ClearSolutions) -> frozenset[int]:
    """Numbers of the lines that are the solution, counted from 1: those in marked regions, all where none is marked."""
    begin, end = regions.begin_solution_delimeter, regions.end_solution_delimeter
    inside, within = set[int](), False
    lines = source.split("\n")
    for number, line in enumerate(lines, start=1):
        if begin in line:
            within = True
        elif end in line:
            within = False
        elif within:
            inside.add(number)
    return frozenset(inside if begin in source else range(1, len(lines) + 1))


def _of_kind(kind: str, find: Finder, tree: ast.Module, lines: frozenset[int], original: str) -> Iterator[Mutant]:
    nodes = [*ast.walk(tree)]
    for node, other in find(tree, lines):
        place = nodes.index(node)
        twin = copy.deepcopy(tree)
        _replace(twin, [*ast.walk(twin)][place], other)
        try:
            source = ast.unparse(ast.fix_missing_locations(twin))
            ast.parse(source)
        except (SyntaxError, ValueError):
            continue
        if source != original:
            added = getattr(other, "added", "")
            yield Mutant(
                kind, getattr(node, "lineno", 1), f"one more `{added}`" if added else _words(node, other), source
            )


def _spread(found: Iterator[Mutant], tree: ast.Module) -> list[Mutant]:
    """The same order in every run: of each function one, then of each a second one, and not the first lines before all others."""
    begins = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    ranks = Counter[int]()
    order: list[tuple[int, int, Mutant]] = []
    for mutant in sorted(found, key=lambda one: hashlib.sha256(f"{one.line}{one.what}".encode()).digest()):
        function = max((line for line in begins if line <= mutant.line), default=0)
        order.append((ranks[function], len(order), mutant))
        ranks[function] += 1
    return [mutant for *_, mutant in sorted(order, key=lambda one: one[:2])]


def _replace(tree: ast.Module, node: ast.AST, other: ast.AST) -> None:
    class Replacing(ast.NodeTransformer):
        def visit(self, one: ast.AST) -> ast.AST:
            return other if one is node else super().generic_visit(one)

    Replacing().visit(tree)


def _words(node: ast.AST, other: ast.AST) -> str:
    before = _short(node)
    return f"`{before}` left out" if isinstance(other, ast.Pass) else f"`{_short(other)}` instead of `{before}`"


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 60 else f"{text[:57]}…"


def _inside(tree: ast.Module, lines: frozenset[int]) -> Iterator[ast.AST]:
    """Nodes of the solution, but for texts that document."""
    first = [node.body[0] for node in ast.walk(tree) if isinstance(node, _DOCUMENTED) and node.body]
    documenting = {id(one.value) for one in first if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)}
    for node in ast.walk(tree):
        if getattr(node, "lineno", 0) in lines and id(node) not in documenting:
            yield node


_DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _returns(tree: ast.Module, lines: frozenset[int]) -> Found:
    for node in _inside(tree, lines):
        if isinstance(node, ast.Return) and node.value:
            yield node, ast.Return(ast.Constant(None))


def _operators(tree: ast.Module, lines: frozenset[int]) -> Found:
    for node in _inside(tree, lines):
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            yield node, ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
        elif isinstance(node, ast.AugAssign) and type(node.op) in OPERATORS:
            yield node, ast.AugAssign(node.target, OPERATORS[type(node.op)](), node.value)
        elif isinstance(node, ast.BoolOp):
            yield node, ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        elif isinstance(node, ast.UnaryOp):
            yield node, node.operand


def _comparisons(tree: ast.Module, lines: frozenset[int]) -> Found:
    for node in _inside(tree, lines):
        if isinstance(node, ast.Compare):
            yield node, ast.Compare(node.left, [COMPARISONS[type(node.ops[0])](), *node.ops[1:]], node.comparators)


def _constants(tree: ast.Module, lines: frozenset[int]) -> Found:
    for node in _inside(tree, lines):
        if not isinstance(node, ast.Constant):
            continue
        if isinstance(node.value, bool):
            yield node, ast.Constant(not node.value)
        elif isinstance(node.value, int | float | complex):
            yield node, ast.Constant(node.value + 1)
        elif isinstance(node.value, str | bytes) and node.value:
            yield node, ast.Constant(node.value[:-1])


def _dropped(tree: ast.Module, lines: frozenset[int]) -> Found:
    for node in _inside(tree, lines):
        if isinstance(node, _STATEMENTS) or (isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)):
            yield node, ast.Pass()


_STATEMENTS = ast.Assign | ast.AugAssign | ast.Delete | ast.If | ast.For | ast.While | ast.With


def _unraised(tree: ast.Module, lines: frozenset[int]) -> Found:
    for node in _inside(tree, lines):
        if isinstance(node, ast.Raise):
            yield node, ast.Pass()


def _swapped(tree: ast.Module, lines: frozenset[int]) -> Found:
    for node in _inside(tree, lines):
        if isinstance(node, ast.Call) and len(node.args) > 1 and not isinstance(node.args[0], ast.Starred):
            yield node, ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)


def _added(statement: str, shown: str = "") -> Finder:
    """A statement more at the beginning of each function that the solution holds, or of the cell where there is none."""

    def found(tree: ast.Module, lines: frozenset[int]) -> Found:
        functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
        touched = [n for n in functions if lines & {*range(n.lineno, (n.end_lineno or n.lineno) + 1)}]
        for function in touched:
            other = copy.copy(function)
            other.body = [*ast.parse(statement).body, *function.body]
            other.added = shown or statement  # type: ignore[union-attr]
            yield function, other
        if not touched:
            yield from _first(statement)(tree, lines)

    return found


def _first(statement: str) -> Finder:
    """A statement more at the beginning of the cell."""

    def found(tree: ast.Module, lines: frozenset[int]) -> Found:
        if tree.body and lines:
            other = ast.If(ast.Constant(True), [*ast.parse(statement).body, tree.body[0]], [])
            other.added = statement  # type: ignore[attr-defined]
            yield tree.body[0], other

    return found


def _named(tests: Iterable[str]) -> Finder:
    """Uses of what the texts in tests name: who says `patch("builtins.min")` or `"math" not in globals()` looks for that."""
    words = sorted({word for test in tests for word in _words_in(test)})
    imports = [_first(f"import {word}") for word in words if word in sys.stdlib_module_names]
    calls = [
        _added(f"try:\n    {word}(1, 2)\nexcept Exception:\n    pass", f"{word}(1, 2)")
        for word in words
        if callable(getattr(builtins, word, None)) and word not in HARMFUL
    ]

    def found(tree: ast.Module, lines: frozenset[int]) -> Found:
        for find in (*imports, *calls):
            yield from find(tree, lines)

    return found


def _words_in(test: str) -> Iterator[str]:
    try:
        nodes = [*ast.walk(ast.parse(test))]
    except (SyntaxError, ValueError):
        return
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and (found := DOTTED.fullmatch(node.value)):
            yield found[1]


HARMFUL = ("exit", "quit", "input", "breakpoint", "open", "exec", "eval", "compile")
_KINDS: dict[str, Finder] = {
    "return": _returns,
    "unraised": _unraised,
    "print": _added(f"print({WORD!r})"),
    "operator": _operators,
    "constant": _constants,
    "comparison": _comparisons,
    "raise": _added(f"raise ValueError({WORD!r})"),
    "dropped": _dropped,
    "swapped": _swapped,
    "warning": _added(f"__import__('warnings').warn({WORD!r})"),
}
