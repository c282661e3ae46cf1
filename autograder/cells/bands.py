"""Bands that tests call by their names: found in the source of a test cell, and given their thresholds.

A text says `checks.band(value, "best")`, the built notebook `checks.band(value, {"best": {0.976: 5, 0.978: 8}})`. So a notebook
can be judged by its cells alone, and a changed threshold is a changed test.
"""

import ast
import json
from collections.abc import Callable, Mapping

from autograder.cells import magics

Thresholds = Mapping[float, float]  # what each earns


def band_names(source: str) -> list[str]:
    """Names of the bands that a test calls, in their order, with thresholds or without."""
    return [name for _, name in _named(source)]


def thresholds(source: str) -> dict[str, Thresholds]:
    """The bands of a test that have thresholds beside their names."""
    return {
        name: next(iter(ast.literal_eval(node).values())) for node, name in _named(source) if isinstance(node, ast.Dict)
    }


def with_thresholds(source: str, bands: Mapping[str, Thresholds]) -> str:
    """A test's source with the thresholds of the bands that it names.

    Raises:
        KeyError: there is no such band.
    """
    return _rewritten(source, lambda name: f"{{{_text(name)}: {_literal(bands[name])}}}")


def without_thresholds(source: str) -> str:
    """A test's source with nothing but the names of its bands, as it stands in the text."""
    return _rewritten(source, _text)


def _text(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _literal(thresholds: Thresholds) -> str:
    """A dictionary as one writes it, the lowest threshold first."""
    return f"{{{', '.join(f'{threshold:.12g}: {points:.12g}' for threshold, points in sorted(thresholds.items()))}}}"


def _named(source: str) -> list[tuple[ast.expr, str]]:
    """The arguments that name a band, in their order, with the names."""
    try:
        tree = magics.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # said elsewhere
        return []
    found = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and "band" in (getattr(call.func, "attr", ""), getattr(call.func, "id", "")):
            for node in [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "points")]:
                name = node.keys[0] if isinstance(node, ast.Dict) and len(node.keys) == 1 else node
                written = ast.get_source_segment(source, node)  # what a magic runs stands elsewhere on its line
                if isinstance(name, ast.Constant) and isinstance(name.value, str) and _is_literal(written, node):
                    found.append((node, name.value))
    return sorted(found, key=lambda pair: (pair[0].lineno, pair[0].col_offset))


def _is_literal(text: str | None, node: ast.expr) -> bool:
    try:
        return ast.dump(ast.parse(text or "", mode="eval").body) == ast.dump(node)
    except SyntaxError:
        return False


def _rewritten(source: str, written: Callable[[str], str]) -> str:
    """The source with something else in place of each argument that names a band."""
    content = source.encode()  # Python counts columns in bytes of UTF-8
    begins = [0]
    for line in content.split(b"\n"):
        begins.append(begins[-1] + len(line) + 1)
    for node, name in reversed(_named(source)):
        begin = begins[node.lineno - 1] + node.col_offset
        end = begins[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        content = content[:begin] + written(name).encode() + content[end:]
    return content.decode()
