"""Answers that the course's own notebook leaves open: then nobody knows how a right one looks to its tests."""

import ast
import builtins
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from autograder.cells import (
    Role,
    answered,
    binds,
    changes,
    effects,
    exercise,
    grade_id,
    imported,
    needed,
    role,
    unusual,
    uses,
)
from autograder.cells.marks import SOLUTION
from autograder.grading.mutants import solution_lines

SHOWN = frozenset(["display", "get_ipython", "__name__"])  # names that every notebook has


def regions_of(settings: Any) -> ClearSolutions:
    """What knows nbgrader's marks of solutions (`Sources` reads them for the course's own), and what stands in their places."""
    found = ClearSolutions(config=settings)
    found.begin_solution_delimeter, found.end_solution_delimeter = SOLUTION
    return found


def is_open(source: str, regions: ClearSolutions) -> bool:
    """Whether an answer cell holds no solution: nothing but comments, or the stub that students get, or `...`.

    Args:
        source: the instructor's cell.
        regions: nbgrader's own, with the course's options.
    """
    lines = source.split("\n")
    own = solution_lines(source, regions)
    text = textwrap.dedent("\n".join(line for number, line in enumerate(lines, start=1) if number in own))
    if _holds(text, regions.code_stub.get("python", "")):
        return True
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return False  # magics, or a part of a statement: something stands there
    rest = [statement for statement in body if not isinstance(statement, ast.Import | ast.ImportFrom)]
    return all(map(_says_nothing, rest)) if rest else not body


def _holds(text: str, stub: str) -> bool:
    """Whether the lines of a stub that is more than a comment stand in a text, one after the other."""
    wanted = [line.strip() for line in stub.strip().split("\n")]
    if all(line.startswith("#") or not line for line in wanted):
        return False
    found = [line.strip() for line in text.split("\n")]
    return any(found[n : n + len(wanted)] == wanted for n in range(len(found)))


def _says_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(ast.Constant()):
            return True
        case ast.Raise(exc=ast.Name("NotImplementedError") | ast.Call(ast.Name("NotImplementedError"))):
            return True
        case ast.Return(value) | ast.Assign(value=value) | ast.AnnAssign(value=value):
            return value is None or (isinstance(value, ast.Constant) and value.value in (None, ...))
        case ast.FunctionDef(body=body) | ast.ClassDef(body=body):
            return all(map(_says_nothing, body))
    return False


def open_answers(cells: Sequence[NotebookNode], regions: ClearSolutions) -> list[int]:
    """Places of the answer cells of an instructor's notebook that hold no solution."""
    return [place for place, cell in enumerate(cells) if role(cell) == Role.ANSWER and is_open(cell.source, regions)]


def answers_of(cells: Sequence[NotebookNode], place: int) -> list[int]:
    """Places of the answers that a test is about: the one that it is named after, else those whose names it looks up.

    One that looks up no answer's name, such as a run of all doctests, is about all answers before it.

    Args:
        cells: of the instructor's notebook.
        place: of the test.
    """
    named = exercise(cells[place])
    answers = [n for n, cell in enumerate(cells) if role(cell) == Role.ANSWER and cell.cell_type == "code"]
    if own := [n for n in answers if grade_id(cells[n]) == named]:
        return own
    before = cells[: place + 1]
    about = effects(before)
    standing = [n for n in needed(before, [place]) if n in answers]
    direct = [n for n in standing if place in about and about[n].makes & about[place].uses]
    return direct or standing or [n for n in answers if n < place]


def open_tests(cells: Sequence[NotebookNode], regions: ClearSolutions) -> set[str]:
    """Tests whose answers the notebook leaves open: one that they look up, the last before them, or one that binds what nobody binds."""
    lacking = set(open_answers(cells, regions))
    return {grade_id(cell) for n, cell in enumerate(cells) if role(cell) == Role.TEST and _is_lost(cells, n, lacking)}


def _is_lost(cells: Sequence[NotebookNode], place: int, lacking: set[int]) -> bool:
    earlier = [n for n, cell in enumerate(cells[:place]) if role(cell) == Role.ANSWER]
    bound = frozenset().union(*(binds(cell.source) for cell in cells[: place + 1] if cell.cell_type == "code"))
    nobodys = _looked_up([cells[place]]) - bound
    open_ones = lacking & set(earlier)
    return bool(open_ones and (nobodys or earlier[-1] in lacking or lacking & set(answers_of(cells, place))))


def students_names(cells: Sequence[NotebookNode], regions: ClearSolutions) -> tuple[str, ...]:
    """Names that are the student's to say (see `answered`); where answers are left open, all that no cell of the course's binds, too."""
    names = set(answered(cells))
    if open_answers(cells, regions):
        code = [cell for cell in cells if cell.cell_type == "code"]
        ours = [cell for cell in code if role(cell) in (Role.GIVEN, Role.TEST)]
        names |= _looked_up(ours) - frozenset().union(*(binds(cell.source) for cell in ours)) - imported(cells).keys()
    return tuple(sorted(names))


def contested(
    source: Sequence[NotebookNode], handed: Sequence[NotebookNode], regions: ClearSolutions
) -> dict[str, str]:
    """Why tests of a submission cannot be judged: an answer that the course leaves open binds what a given cell binds, too.

    Args:
        source: cells of the instructor's notebook.
        handed: cells of the repaired submission.
        regions: nbgrader's own, with the course's options.
    """
    open_ones = {grade_id(source[n]) for n in open_answers(source, regions)}
    theirs = [cell.source for cell in handed if grade_id(cell) in open_ones and cell.cell_type == "code"]
    given = [cell.source for cell in source if cell.cell_type == "code" and role(cell) == Role.GIVEN]
    ours = frozenset().union(*map(binds, given)) - imported(source).keys() - set(answered(source))
    both = ours & frozenset().union(*(binds(text) | changes(text) for text in theirs))
    found = {grade_id(cell): both & uses(cell.source) for cell in source if role(cell) == Role.TEST}
    words = "The course's own notebook has no solution, and both a given cell and this answer bind {}: whose counts is not known."
    return {test: words.format(", ".join(sorted(names))) for test, names in found.items() if names}


def _looked_up(cells: Iterable[NotebookNode]) -> frozenset[str]:
    found = frozenset[str]().union(*(uses(cell.source) for cell in cells))
    return frozenset(name for name in found if not hasattr(builtins, name)) - SHOWN


def declared(cells: Sequence[NotebookNode]) -> dict[str, list[str]]:
    """What tests meet in the course's own answers, as their author says, by grade_id."""
    return {grade_id(cell): found for cell in cells if role(cell) == Role.TEST and (found := unusual(cell))}
