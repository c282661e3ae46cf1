"""What the tests of a notebook are and end in: refused where that is seen to be wrong, told where a person has to judge."""

import ast
import operator
from collections.abc import Callable, Iterator
from typing import Any

from nbformat import NotebookNode

from autograder.cells import Role, TestCell, grade_id, points, role
from autograder.cells.marks import HIDDEN
from autograder.errors import MarkerError

UNKNOWN = object()  # what an expression gives that is not seen before it runs
SIGNS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
BARE = (ast.Compare, ast.BoolOp)  # true or false: an `assert` was forgotten
NO_SCORE = (*BARE, ast.JoinedStr, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.Lambda)


def refuse_tests(notebook: NotebookNode, name: str) -> None:
    """Refuse what a test of a text of ours must not be: no Python, without a name, or one that ends in what is no score.

    Args:
        notebook: the instructor's notebook.
        name: its name, for the message.

    Raises:
        MarkerError: naming the test.
    """
    for cell, place in _tests(notebook, name):
        test = TestCell.parse(cell.source)
        if test.fault:
            raise MarkerError(f"{place}: {test.fault} Write it as plain Python.")
        if not test.name:
            raise MarkerError(f"{place}: the first line should be a comment that says what is true of a right answer.")
        if cell.source.count(HIDDEN[0]) > 1:
            raise MarkerError(f"{place} has two hidden regions. Join them, so that answers can show that it is needed.")
        _refuse_ending(test, points(cell), place)
        last = _last(test)
        if last and not _may_be_score(last.value):
            raise MarkerError(
                f"{place} ends in {ast.unparse(last.value)!r}, which is no number of points and asserts nothing. "
                "Put `assert` before it, or end in a score."
            )


def look_at_tests(notebook: NotebookNode, name: str) -> Iterator[str]:
    """Sentences about the tests of any course that a person will have to judge, or that assert less than they seem to.

    Args:
        notebook: the instructor's notebook.
        name: its name, for the sentences.

    Raises:
        MarkerError: a test is seen to end in `False`, or in a number of points that it does not have.
    """
    for cell, place in _tests(notebook, name):
        test = TestCell.parse(cell.source)
        if test.fault:
            yield f"{place}: {test.fault} A person marks it."
        _refuse_ending(test, points(cell), place)
        last = _last(test)
        if last and isinstance(last.value, BARE) and _seen(last.value) is UNKNOWN:
            yield (
                f"{place}: line {last.lineno} asserts nothing. nbgrader gives full marks whatever comes of it; here, a person "
                "marks those for whom it is False. Put `assert` before it."
            )


def _tests(notebook: NotebookNode, name: str) -> Iterator[tuple[NotebookNode, str]]:
    for cell in notebook.cells:
        if role(cell) == Role.TEST and cell.cell_type == "code":
            yield cell, f"{name}, {grade_id(cell)}"


def _last(test: TestCell) -> ast.Expr | None:
    """The expression in which a test ends, if nbgrader would look at its value."""
    last = test.tree.body[-1] if test.tree.body else None
    return last if isinstance(last, ast.Expr) else None


def _refuse_ending(test: TestCell, worth: float, place: str) -> None:
    last = _last(test)
    for found in _endings(last.value) if last else ():
        what = f"{place}: line {last.lineno if last else 0} ends the test in {found!r:.80}"
        if found is False:
            raise MarkerError(
                f"{what}, and nbgrader gives full marks for that. Write `assert` before what should hold."
            )
        if not isinstance(found, bool | str) and not 0 <= found <= worth:
            raise MarkerError(f"{what}, which is no number of points from 0 to {worth:g}. End it in one, or in none.")


def _endings(node: ast.expr) -> Iterator[Any]:
    """Values that an expression is seen to give, in one case or another: True, False or a number."""
    if isinstance(node, ast.IfExp):
        yield from _endings(node.body)
        yield from _endings(node.orelse)
    elif (value := _seen(node)) is not UNKNOWN:
        yield value


def _seen(node: ast.expr) -> Any:
    """The value of an expression that consists of numbers, `UNKNOWN` for any other."""
    match node:
        case ast.Constant(value=bool() | int() | float() as value):
            return value
        case ast.UnaryOp(op=sign, operand=operand):
            return _applied(sign, _seen(operand))
        case ast.BinOp(op=sign, left=left, right=right):
            return _applied(sign, _seen(left), _seen(right))
        case ast.Call(func=ast.Name(id="float"), args=[ast.Constant(value="nan" | "inf" | "-inf" as text)]):
            return float(text)
    return UNKNOWN


def _applied(sign: ast.AST, *values: Any) -> Any:
    if type(sign) not in SIGNS or UNKNOWN in values:
        return UNKNOWN
    try:
        return SIGNS[type(sign)](*values)
    except ArithmeticError:
        return UNKNOWN


def _may_be_score(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float) and not isinstance(node.value, bool)
    return not isinstance(node, NO_SCORE) and not (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))
