"""Tests that run as cells in the student's own kernel, as plain nbgrader runs them, and what nbgrader reads from their outputs.

Two uses: the course's own notebook with its tests in their places, to compare the judge with plain nbgrader; and the tests of a
student's notebook that cannot be judged apart, after all else has run.
"""

import ast
import copy
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from autograder.cells import Role, TestCell, Verdict, effects, hidden_lines, imported, needed, points, role
from autograder.cells.names import parsed
from autograder.cells.testcell import GENERAL
from autograder.cells.verdict import FAILED, MANUAL, PARTIAL, PASSED
from autograder.course import WITHHELD
from autograder.grading.shelf import Shelf
from autograder.kernels.session import End, Session

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
FRAME = re.compile(r"Cell In\[(\d+)\], line (\d+)")
NUMPY = re.compile(r"np\.(?:float|u?int)\d+\((.*)\)")  # how NumPy 2 shows a number
LEND = f"""
from contextvars import ContextVar as _variable
from pathlib import Path as _path
import autograder.checks.files as _files
_files._FOLDER = _variable("folder", default=_path({WITHHELD!r}).resolve())
del _variable, _path, _files
"""
STOPPED = "The test did not come to an end with your answer. Is there a loop that never stops?"
ENDED = "Your answer ended the kernel while it was tested. Try it in a fresh kernel."
OWN_MESSAGE = "The grader could not judge this test. A person will look at it."


async def run_beside(session: Session, cell: NotebookNode, seconds: float, index: int | None = None) -> Verdict:
    """Run one test as a cell of the student's kernel.

    Nothing that it puts out goes into the notebook; of what it put out, only its outcome is read, and the number of the line
    that failed: all texts of the verdict are the course's own.

    Args:
        session: the kernel.
        cell: the test, which is left as it is.
        seconds: it may take.
        index: its place in the notebook, None for a kernel that shall not note that it ran.
    """
    trial = copy.deepcopy(cell)
    end = await session.execute(trial, seconds, index)
    return replace(read(cell, trial.outputs, end), beside=True)


def read(cell: NotebookNode, outputs: Sequence[NotebookNode], end: End) -> Verdict:
    """The verdict that nbgrader reads from a test's outputs: an error is nothing, a number is partial, all else is full.

    nbgrader takes whatever stands on standard error for a failure, each warning, too, and a number that NumPy 2 shows as
    `np.float64(0.5)` for none. Here a warning changes no score, and a number is one. A score below 0 or beyond the points is
    for a person.

    Args:
        cell: the test.
        outputs: what it put out.
        end: how it ended.
    """
    about = Verdict.of(cell, MANUAL, None, OWN_MESSAGE)
    if end not in (End.DONE, End.ERROR):
        return replace(about, score=0.0, verdict=FAILED, message=STOPPED if end == End.TIMEOUT else ENDED)
    error = next((output for output in outputs if output.output_type == "error"), None)
    if error is not None and error.ename == "MaterialError":  # of ours: such a test needs the judge
        return about
    score = _score(cell, outputs)
    if score is None:
        return about
    if score == about.points:
        return replace(about, score=score, verdict=PASSED, message="")
    test = TestCell.parse(cell.source) if _is_python(cell.source) else None
    if score > 0:
        message = f"This earned {score:g} of {about.points:g} points."
        return replace(about, score=score, verdict=PARTIAL, message=message, hint=_hint(test, hidden=True))
    message, hint = _explain(test, error)
    return replace(about, score=0.0, verdict=FAILED, message=message, hint=hint)


def _score(cell: NotebookNode, outputs: Sequence[NotebookNode]) -> float | None:
    """What nbgrader's own function says, None where that is no score."""
    trial = copy.deepcopy(cell)
    trial.metadata["nbgrader"]["points"] = points(cell)
    kept = [copy.deepcopy(one) for one in outputs if not (one.output_type == "stream" and one.name == "stderr")]
    for output in kept:
        if output.output_type == "execute_result" and "text/plain" in output.data:
            text = "".join(output.data["text/plain"])
            output.data["text/plain"] = NUMPY.sub(r"\1", text) if NUMPY.fullmatch(text) else text
            if _beyond(output.data["text/plain"], points(cell)):
                return None
    trial.outputs = kept
    try:
        score, _ = determine_grade(trial)
    except (ValueError, KeyError):
        return None
    return None if score is None else float(score)


def _beyond(text: str, most: float) -> bool:
    """Whether a text is a number that is no score."""
    try:
        return not 0 <= float(text) <= most
    except ValueError:
        return False


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True


def _explain(test: TestCell | None, error: NotebookNode | None) -> tuple[str, str]:
    """What the student reads: words that stand in the test, never a text from the kernel, which student code may have made.

    Of a visible line its assert's message, or else the line; of a hidden one the message that its author wrote as plain text.
    """
    line = _line(error) if error is not None else 0
    if test is None or not line:
        return GENERAL, _hint(test, hidden=False)
    if test.is_hidden(line):
        return test.authored_message(line), _hint(test, hidden=True)
    authored, text = test.authored_message(line), test.text(line)
    if authored != GENERAL:
        return authored, test.hint
    shown = text.startswith("assert") and not any(part in text for part in hidden_lines(test.source).values())
    return f"This does not hold: {text}" if shown else "The test could not work with your answer.", test.hint


def _hint(test: TestCell | None, *, hidden: bool) -> str:
    return "" if test is None else (hidden and test.hidden_hint) or test.hint


def _line(error: NotebookNode) -> int:
    """The test's last line that an error came through, 0 where the kernel does not say."""
    text = COLOURS.sub("", "\n".join(map(str, error.get("traceback", []))))
    frames = FRAME.findall(text)
    return int([line for number, line in frames if number == frames[0][0]][-1]) if frames else 0


def withheld_files(shelf: Shelf | None) -> dict[str, bytes]:
    """Withheld files for the working folder of a kernel in which nothing runs but what is the course's own."""
    folder = shelf.withheld if shelf else None
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder else []
    return {str(Path(WITHHELD) / path.relative_to(folder)): path.read_bytes() for path in found} if folder else {}


async def lend_withheld(session: Session, seconds: float) -> None:
    """Let tests that run in such a kernel find them."""
    await session.execute(nbformat.v4.new_code_cell(LEND), seconds)


def to_run(cells: Sequence[NotebookNode], places: Collection[int]) -> list[int]:
    """Places of the tests to run for some tests to mean what they mean: those, and earlier ones that bind what they look up."""
    tests = [place for place, cell in enumerate(cells) if role(cell) == Role.TEST]
    found = set(places)
    for place in sorted(places):
        before = cells[: place + 1]
        found |= {other for other in needed(before, [place]) if other in tests}
    return sorted(found)


def moved_on(cells: Sequence[NotebookNode], place: int) -> list[str]:
    """Names that a test looks up, itself or in functions that it calls, and that a later cell binds or changes.

    Run after all else, such a test would not see what it sees in its place.

    Args:
        cells: of the notebook.
        place: of the test.
    """
    about = effects(cells)
    before = list(cells[: place + 1])
    standing = [n for n in needed(before, [place]) if n in about]
    looked_up = set[str]()
    for n in standing:
        looked_up |= about[n].uses if role(cells[n]) == Role.TEST else _in_functions(cells[n].source)
    later = [n for n in about if n > place and role(cells[n]) != Role.TEST]
    made = {name for n in later for name in about[n].makes} - imported(cells).keys()
    return sorted(looked_up & made)


def _in_functions(source: str) -> set[str]:
    """Names that functions of a cell look up when they are called."""
    functions = [node for node in ast.walk(parsed(source) or ast.Module([], [])) if isinstance(node, _FUNCTIONS)]
    inner = (node for function in functions for node in ast.walk(function))
    return {node.id for node in inner if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def undecided(cell: NotebookNode, reason: str) -> Verdict:
    """The verdict on a test that waits for a person, with the reason for staff."""
    return replace(Verdict.of(cell, MANUAL, None, "This test needs the eyes of a person."), reason=reason)
