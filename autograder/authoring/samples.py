"""A class of ten sample submissions, made from an assignment's notebooks and its right and wrong answers."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.authoring.answers import Answer, read_answers
from autograder.authoring.source import write_notebook
from autograder.cells import Role, grade_id, read_release, read_source, role
from autograder.cells.marks import SOLUTION
from autograder.course import Course
from autograder.errors import CourseError


@dataclass(frozen=True)
class Part:
    """One notebook of the assignment and the answers that are known for it.

    Args:
        name: the notebook's name.
        release: the student's version.
        solutions: the reference's text of each answer cell, by grade_id.
        answers: right and wrong answers.
    """

    name: str
    release: NotebookNode
    solutions: dict[str, str]
    answers: tuple[Answer, ...]

    def filled(self, instead: dict[str, str] | None = None) -> NotebookNode:
        """The release with every answer filled in: the reference's, or the one that is given instead."""
        texts = self.solutions | (instead or {})
        notebook = copy.deepcopy(self.release)
        for cell in notebook.cells:
            cell.source = texts.get(grade_id(cell), cell.source)
        return notebook

    def wrong(self, number: int) -> dict[str, str]:
        """One typical mistake: which one, `number` chooses."""
        exercises = list(dict.fromkeys(answer.exercise for answer in self.answers if not answer.right))
        if not exercises:
            return {}
        chosen = exercises[number % len(exercises)]
        mistakes = [answer for answer in self.answers if answer.exercise == chosen and not answer.right]
        return {chosen: mistakes[number % len(mistakes)].source}

    def unusual(self) -> dict[str, str]:
        """Every unusual right answer that is known."""
        return {answer.exercise: answer.source for answer in self.answers if answer.right and answer.earns is None}


def write_class(course: Course, assignment: str, target: Path) -> list[str]:
    """Write the sample class.

    Args:
        course: the course; the assignment is built.
        assignment: its name.
        target: folder that gets a folder for each student, each with the assignment's folder in it.

    Returns:
        Names of the students; each says what is the matter with the submission.

    Raises:
        CourseError: there are no answers to make mistakes from.
    """
    parts = [read_part(course, assignment, name) for name in course.source_notebooks(assignment)]
    if not any(part.answers for part in parts):
        raise CourseError(
            f"No sample class: {course.answers / assignment} holds no right and wrong answers to make it from."
        )
    for student, (which, make) in _recipes(parts).items():
        for part in which:
            write_notebook(make(part), target / student / assignment / f"{part.name}.ipynb")
    broken = target / "not-json" / assignment / f"{parts[0].name}.ipynb"
    broken.parent.mkdir(parents=True)
    broken.write_text("This was once a notebook.\n", encoding="utf-8")
    return sorted(path.name for path in target.iterdir())


def _recipes(parts: Sequence[Part]) -> dict[str, tuple[Sequence[Part], Callable[[Part], NotebookNode]]]:
    """Who handed in which parts, and how each was made; not everyone hands in everything.

    Where an assignment has fewer parts, its last stands in for those that it lacks.
    """
    second, third, fourth, fifth = (parts[min(number, len(parts) - 1)] for number in (1, 2, 3, 4))
    return {
        "full-solution": (parts, lambda part: part.filled()),
        "untouched": (parts, lambda part: part.release),
        "unusual-but-right": (parts[:3], lambda part: part.filled(part.unusual())),
        "one-mistake-in-each": (parts[:3], lambda part: part.filled(part.wrong(0))),
        "mistake-in-the-middle": ([third, fourth], lambda part: part.filled(part.wrong(1))),
        "mistake-late": ([fifth], lambda part: part.filled(part.wrong(2))),
        "deleted-and-duplicated": (parts[:2], _scrambled),
        "raises": (parts[1:3] or [second], _raising),
        "loops-for-ever": ([second], _looping),
    }


def _scrambled(part: Part) -> NotebookNode:
    """A full solution whose first test is gone, and whose first answer is there twice, last as a stub."""
    notebook = part.filled()
    tests = [cell for cell in notebook.cells if role(cell) == Role.TEST]
    answers = [cell for cell in notebook.cells if role(cell) == Role.ANSWER]
    notebook.cells.remove(tests[0])
    stub = next(cell for cell in part.release.cells if grade_id(cell) == grade_id(answers[0]))
    again = [copy.deepcopy(cell) for cell in (stub, tests[-1])]
    for number, cell in enumerate(again):
        cell["id"] = f"copy-{number}"
    notebook.cells += again
    return notebook


def _raising(part: Part) -> NotebookNode:
    """A full solution with a cell of the student's own that raises, and a last answer that does."""
    last = next(reversed(part.solutions))
    notebook = part.filled({last: "raise RuntimeError('I did not get any further')"})
    notebook.cells.insert(2, nbformat.v4.new_code_cell("1 / 0", id="own-cell"))
    return notebook


def _looping(part: Part) -> NotebookNode:
    """A full solution whose second answer never ends."""
    second = list(part.solutions)[:2][-1]
    return part.filled({second: "while True:\n    pass"})


def read_part(course: Course, assignment: str, name: str) -> Part:
    """One notebook of an assignment, with what is known of it."""
    source = read_source(course, course.folder("source") / assignment / f"{name}.ipynb")
    release = read_release(course, course.folder("release") / assignment / f"{name}.ipynb")
    solved = [cell for cell in source.cells if role(cell) in (Role.ANSWER, Role.WRITTEN)]
    answers = read_answers(course.answers / assignment / f"{name}.py")
    return Part(name, release, {grade_id(cell): _as_handed_in(cell.source) for cell in solved}, tuple(answers))


def _as_handed_in(solution: str) -> str:
    """An answer cell's text without the author's marks and placeholder."""
    lines = solution.split("\n")
    marks = [number for number, line in enumerate(lines) if any(mark in line for mark in SOLUTION)]
    kept = [line for number, line in enumerate(lines) if number not in marks]
    return "\n".join(line for line in kept if not line.endswith("= ..."))
