"""Which cells of a notebook others stand on: read from their code, and rather one too many than one too few."""

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.cells.names import binds, changed, files_named, parsed, root, uses

ANYTHING = frozenset(["eval", "exec", "globals", "locals", "vars"])  # who calls one may look up any name


@dataclass(frozen=True)
class Effects:
    """What a cell of code does.

    Args:
        makes: names that it binds, or whose objects it may change.
        uses: names that it looks up.
        stays: whether others may stand on it in another way than by names.
    """

    makes: frozenset[str]
    uses: frozenset[str]
    stays: bool


def needed(cells: Sequence[NotebookNode], kept: Collection[int]) -> list[int]:
    """Places of cells that have to run for some others to do what they do in the whole notebook.

    Args:
        cells: of a notebook.
        kept: places of the cells that count.

    Returns:
        Those places, those of all cells that bind or may change a name that one of the returned looks up, write or read a file,
        use a magic or are no Python, and those of all text, in order. Random numbers may be others: a cell that sets a seed, or
        draws some, counts like any other.
    """
    code = effects(cells)
    found = {place for place, about in code.items() if place in kept or about.stays}
    while True:
        wanted = frozenset().union(*(code[place].uses for place in found))
        more = set(code) if wanted & ANYTHING else {place for place in code if code[place].makes & wanted}
        if more <= found:
            return [place for place in range(len(cells)) if place in found or place not in code]
        found |= more


def effects(cells: Sequence[NotebookNode]) -> dict[int, Effects]:
    """What each cell of code in a notebook does, by its place."""
    trees = {n: parsed(cell.source) for n, cell in enumerate(cells) if cell.cell_type == "code"}
    changing = _changing([tree for tree in trees.values() if tree])
    return {place: _effects(cells[place].source, tree, changing) for place, tree in trees.items()}


def _changing(trees: Sequence[ast.Module]) -> dict[str, frozenset[str]]:
    """Functions of the notebook's own that may change what they are given or what is not theirs, with the names of that."""
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    known: dict[str, frozenset[str]] = {}
    while True:
        found = dict(known)
        for function in functions:
            nodes = [*ast.walk(function)]
            given = {node.arg for node in nodes if isinstance(node, ast.arg)}
            own = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)} - given
            if outside := _made(nodes, known) - own:
                found[function.name] = found.get(function.name, frozenset()) | (outside - given)
        if found == known:
            return known
        known = found


def _effects(source: str, tree: ast.Module | None, changing: Mapping[str, frozenset[str]]) -> Effects:
    if tree is None:
        return Effects(frozenset(), frozenset(), stays=True)
    nodes = [*ast.walk(tree)]
    makes, used = binds(source) | _made(nodes, changing), uses(source)
    return Effects(makes, used, stays="*" in makes or "get_ipython" in used or bool(files_named(source)))


def _made(nodes: Sequence[ast.AST], changing: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Names whose objects may be others, or changed, once some code has run."""
    found = {name for node in nodes for name in [*changed(node), *_handed(node, changing)]}
    aliases = [*_aliases(nodes)]
    while more := {other for one, other in aliases if one in found} - found:
        found |= more
    return frozenset(found)


def _handed(node: ast.AST, changing: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Names in a call of a function that may change what it is given, and what else it may change."""
    if not isinstance(node, ast.Call):
        return
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name in changing or name == "shuffle" or any(keyword.arg in ("inplace", "out") for keyword in node.keywords):
        yield from (name.id for name in ast.walk(node) if isinstance(name, ast.Name))
        yield from changing.get(name, ())


def _aliases(nodes: Sequence[ast.AST]) -> Iterator[tuple[str, str]]:
    """Pairs of names of which the first may stand for a part of the second."""
    for node in nodes:
        pairs = []
        if isinstance(node, ast.For | ast.comprehension):
            pairs = [(node.target, node.iter)]
        elif isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        for target, value in pairs:
            if not isinstance(node, ast.Assign) or root(value):
                names = [[name.id for name in ast.walk(part) if isinstance(name, ast.Name)] for part in (target, value)]
                yield from ((one, other) for one in names[0] for other in names[1])
