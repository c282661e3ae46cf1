"""Imports go downwards only."""

import ast
from pathlib import Path

import pytest

import autograder

PACKAGE = Path(autograder.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = [
    {"cli"},
    {"commands"},
    {"console", "doctor"},
    {"authoring", "submissions", "grading", "reporting"},
    {"kernels"},
    {"checks", "datasets", "values"},
    {"rehearsal", "cells"},
    {"aside"},
    {"problems"},
    {"course"},
    {"options"},
    {"errors", "naming"},
]
LEVEL = {name: number for number, names in enumerate(LAYERS) for name in names}


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    names |= {f"autograder.{alias.name}" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "autograder" for alias in node.names}  # fmt: skip
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return {part(name) for name in names if name.startswith("autograder.")} - {""}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_below(path):
    """A stage never imports another, nothing imports what is above it."""
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    assert own in LEVEL, f"{own} has no layer yet"
    wrong = {name for name in imports(path) if name != own and LEVEL.get(name, 99) <= LEVEL[own]}
    assert not wrong, f"{path.name} imports from {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_its_job_and_stays_short(path):
    """Every module has a docstring and at most 400 lines."""
    text = path.read_text()
    assert ast.get_docstring(ast.parse(text)), f"{path.name} does not say what it is for"
    assert len(text.splitlines()) <= 400
