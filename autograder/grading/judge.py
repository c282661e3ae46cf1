"""Runs one test against a namespace and says what came of it.

This is the whole of a judgement: a test, a namespace, a verdict. Where the names come from, the namespace knows.
"""

import ast
import asyncio
import math
import numbers
import traceback
from collections.abc import Callable
from decimal import Decimal
from inspect import CO_COROUTINE
from types import CodeType
from typing import Any

import numpy as np

from autograder.cells import TestCell, Verdict
from autograder.cells.testcell import GENERAL
from autograder.cells.verdict import FAILED, MANUAL, NOT_JUDGED, PARTIAL, PASSED
from autograder.errors import MaterialError
from autograder.grading.decided import FILENAME, Decided, KernelGone, NeedsPerson, decisions

ENDED = "Your answer ended the kernel while it was tested. Try it in a fresh kernel."
AWAITING = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # as in a notebook's cell
LONGEST = 1000  # characters of a message; a whole array in an error text helps nobody


def judge(
    source: str,
    grade_id: str,
    points: float,
    space: dict[str, Any],
    *,
    bonus: bool = False,
    begin: Callable[[], None] = lambda: None,
) -> Verdict:
    """Run a test cell's source.

    Args:
        source: the test with its hidden regions.
        grade_id: nbgrader's name of it.
        points: what it is worth.
        space: the namespace that the test runs in, which finds all names that it does not bind itself.
        bonus: whether the points are extra credit.
        begin: called before the test, and judged with it.

    Returns:
        "passed" with all points, "partial" with the value of the last expression, "failed" with 0, a message and a hint,
        "manual" where only a person can tell, or "not-judged" where a file of the assignment is missing.
    """
    test = TestCell.parse(source)
    about: dict[str, Any] = {"id": grade_id, "points": points, "name": test.name, "bonus": bonus}
    if test.fault:
        return Verdict(
            score=None, verdict=MANUAL, message=f"{test.fault} A person will look at it.", reason=test.fault, **about
        )
    with decisions() as decided:
        verdict = _run(test, space, begin, about)
    return _decided(decided[0], test, about) if decided else verdict


def _run(test: TestCell, space: dict[str, Any], begin: Callable[[], None], about: dict[str, Any]) -> Verdict:
    """What the test says by itself."""
    body, last = _split(test.tree)
    try:
        begin()
        return _score(_ran(body, last, space), test, about)
    except MaterialError as fault:
        return Verdict(score=None, verdict=NOT_JUDGED, message=f"{fault}", **about)
    except BaseException as error:  # noqa: BLE001 - whatever student code raises in a test is a finding, SystemExit too
        message, hint = _explained(test, error)
        return Verdict(score=0.0, verdict=FAILED, message=message[:LONGEST], hint=hint, **about)


def _ran(body: CodeType, last: CodeType | None, space: dict[str, Any]) -> Any:
    """Run a test; the value of its last expression. One that awaits has a loop of its own."""
    if (body.co_flags | (last.co_flags if last else 0)) & CO_COROUTINE:
        return asyncio.run(_awaited([body, *([last] if last else [])], space))
    exec(body, space)
    return eval(last, space) if last else None


async def _awaited(parts: list[CodeType], space: dict[str, Any]) -> Any:
    for part in parts:
        value = eval(part, space)
        if part.co_flags & CO_COROUTINE:
            value = await value
    return value


def _decided(first: Decided, test: TestCell, about: dict[str, Any]) -> Verdict:
    """What was decided while the test ran, whatever it did with that."""
    if isinstance(first, NeedsPerson):
        reason = f"Line {first.line}: {test.text(first.line)}: {first}" if first.line else f"{first}"
        return Verdict(score=None, verdict=MANUAL, message=f"{first} A person will look at it.", reason=reason, **about)
    authored = test.authored_message(first.line) if test.is_hidden(first.line) else GENERAL
    message = ENDED if isinstance(first, KernelGone) else str(first) if authored == GENERAL else authored
    return Verdict(score=0.0, verdict=FAILED, message=message[:LONGEST], hint=test.hint, **about)


def _split(tree: ast.Module) -> tuple[CodeType, CodeType | None]:
    """The statements, and the last one apart where it is an expression, as in a notebook cell."""
    body = list(tree.body)
    last = None
    if body and isinstance(body[-1], ast.Expr):
        last = compile(ast.Expression(body.pop().value), FILENAME, "eval", AWAITING)  # type: ignore[attr-defined]
    return compile(ast.Module(body, type_ignores=[]), FILENAME, "exec", AWAITING), last


def _score(value: Any, test: TestCell, about: dict[str, Any]) -> Verdict:
    """What the last value of a test says, as nbgrader reads it: a real number is points, all else is no score."""
    points = about["points"]
    if doubt := _doubt(value, points):
        message = f"{_ending(test, value)}, {doubt} A person will look at it."
        return Verdict(score=None, verdict=MANUAL, message=message, **about)
    if not _is_number(value) or math.isclose(float(value), points):
        return Verdict(score=points, verdict=PASSED, **about)
    score, hint = float(value), test.hidden_hint or test.hint
    if score == 0:
        return Verdict(score=0.0, verdict=FAILED, message=GENERAL, hint=hint, **about)
    message = f"This earned {score:g} of {points:g} points."
    return Verdict(score=score, verdict=PARTIAL, message=message, hint=hint, **about)


def _is_number(value: Any) -> bool:
    """Whether a value is a real number, NumPy's included; its class says so, since a stand-in must not be asked."""
    return issubclass(type(value), numbers.Real) and not isinstance(value, bool)


def _doubt(value: Any, points: float) -> str:
    """Why nobody can say which score was meant, "" where that is clear."""
    if type(value) in (bool, np.bool_):
        return "" if value else "and nbgrader gives full marks for that; an `assert` may have been meant."
    if type(value) is Decimal or (type(value) is np.ndarray and value.ndim == 0):
        return "for which nbgrader gives full marks; a number of points may have been meant."
    if not _is_number(value) or 0 <= float(value) <= points or math.isclose(float(value), points):
        return ""
    return f"which is no number of points from 0 to {points:g}."


def _ending(test: TestCell, value: Any) -> str:
    """Where the test ended, and in what, unless that stands among what students do not see."""
    line = test.tree.body[-1].lineno
    return f"Line {line} of the test ended in {'a value' if test.is_hidden(line) else f'{value!r:.80}'}"


def _explained(test: TestCell, error: BaseException) -> tuple[str, str]:
    """The same of an exception whose text cannot be had: it holds what says nothing of itself."""
    try:
        return _explain(test, error)
    except BaseException:  # noqa: BLE001 - asked what it is, an object of the student's may do anything
        return f"Your answer raised {_kind(error)}, of which nothing more can be said.", test.hint


def _explain(test: TestCell, error: BaseException) -> tuple[str, str]:
    """What the student reads: the message of a visible line, the authored literal of a hidden one, and a hint."""
    lines = [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILENAME]
    hidden = [line for line in lines if test.is_hidden(line)]
    if hidden:
        return _hidden_message(test, hidden[-1], error), test.hidden_hint or test.hint
    hint = vars(error).get("hint")
    hint = hint[:LONGEST] if type(hint) is str and hint else test.hint
    return _visible_message(test, lines[-1] if lines else 0, error), hint


def _hidden_message(test: TestCell, line: int, error: BaseException) -> str:
    """Nothing that Python or NumPy made of hidden values: the author's words, else what kind of thing happened."""
    authored = test.authored_message(line)
    if authored == GENERAL and not isinstance(error, AssertionError):
        return f"Your answer raised {_kind(error)} when it was tried with other values. {GENERAL}"
    return authored


def _visible_message(test: TestCell, line: int, error: BaseException) -> str:
    if isinstance(error, AssertionError):
        return str(error) or f"This does not hold: {test.text(line)}"
    if isinstance(error, KeyError) and not isinstance(error.args[0] if error.args else None, str):
        return f"Your answer has no {error.args[0]!r}, which the test looked up." if error.args else GENERAL
    if isinstance(error, NameError | KeyError):
        name = getattr(error, "name", None) or (error.args[0] if error.args else "?")
        return f"There is no {name!r}. Did the cell that makes it run without an error?"
    if isinstance(error, KeyboardInterrupt):
        return "The test did not come to an end with your answer. Is there a loop that never stops?"
    return f"The test could not work with your answer: {_kind(error)}: {error}"


def _kind(error: BaseException) -> str:
    return type(error).__name__
