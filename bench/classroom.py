"""A class for measuring: honest submissions in different styles with a few mistakes, the same ones for the same seed."""

import random
from pathlib import Path

from menu import BEST, FASHION, choose, table
from nbformat import NotebookNode

from autograder.authoring import samples
from autograder.authoring.samples import Part
from autograder.authoring.source import write_notebook
from autograder.cells import Role, grade_id, role
from autograder.course import Course

UNUSUAL = 0.4  # of the answers that are right; the others are the reference's
MISTAKEN = 0.3  # of the notebooks; each has one mistake
COMMENTED = 0.2  # of the answers
FROM_MENU = {"table", "best", "accuracy"}  # exercises whose answers train, and are drawn from the menu
UNLIKELY = "its own notebook complains"  # a right answer that no student would hand in
COMMENTS = ("# my answer", "# second try", "# this one works", "# as in the lecture")


def write_class(course: Course, assignment: str, target: Path, count: int = 6, seed: int = 1) -> list[str]:
    """Write a class. A larger class of the same seed begins with the students of a smaller one.

    Args:
        course: the course; the assignment is built.
        assignment: its name.
        target: folder that gets a folder for each student, each with the assignment's folder in it.
        count: how many students.
        seed: chooses styles, mistakes, networks and trainings.

    Returns:
        Names of the students.
    """
    parts = [samples.read_part(course, assignment, name) for name in course.source_notebooks(assignment)]
    students = [f"student-{number:02}" for number in range(1, count + 1)]
    for student in students:
        for part in parts:
            chance = random.Random(f"{seed}/{student}/{part.name}")
            write_notebook(_handed_in(part, chance), target / student / assignment / f"{part.name}.ipynb")
    return students


def _handed_in(part: Part, chance: random.Random) -> NotebookNode:
    """One student's notebook."""
    texts = part.solutions | _styles(part, chance) | _menu(part, chance)
    if chance.random() < MISTAKEN:
        texts |= _mistake(part, chance)
    return part.filled({name: _personal(text, _is_code(part, name), chance) for name, text in texts.items()})


def _styles(part: Part, chance: random.Random) -> dict[str, str]:
    """Unusual right answers for some of the exercises."""
    return {
        exercise: chance.choice(_known(part, exercise, right=True))
        for exercise in _exercises(part, right=True)
        if chance.random() < UNUSUAL
    }


def _menu(part: Part, chance: random.Random) -> dict[str, str]:
    """The answers of parts 6 and 7 that train."""
    made = {
        "table": lambda: table(chance),
        "best": lambda: choose(BEST, chance).source,
        "accuracy": lambda: choose(FASHION, chance).source,
    }
    return {exercise: made[exercise]() for exercise in made if exercise in part.solutions}


def _mistake(part: Part, chance: random.Random) -> dict[str, str]:
    """One of the known mistakes."""
    exercise = chance.choice(_exercises(part, right=False))
    return {exercise: chance.choice(_known(part, exercise, right=False))}


def _exercises(part: Part, *, right: bool) -> list[str]:
    """The exercises, in order, that have right (or wrong) answers to choose from; those of the menu are left out."""
    return [name for name in part.solutions if name not in FROM_MENU and _known(part, name, right=right)]


def _known(part: Part, exercise: str, *, right: bool) -> list[str]:
    """The right answers that earn all points, or the wrong ones."""
    found = [answer for answer in part.answers if answer.exercise == exercise and answer.right == right]
    return [a.source for a in found if not right or (a.earns is None and UNLIKELY not in a.name)]


def _is_code(part: Part, name: str) -> bool:
    return any(grade_id(cell) == name and role(cell) == Role.ANSWER for cell in part.release.cells)


def _personal(text: str, code: bool, chance: random.Random) -> str:
    """A text as one student would leave it: a comment above the code, a last sentence below the prose."""
    if not code:
        return f"{text}\n\nThis took me {chance.randint(5, 90)} minutes."
    return f"{chance.choice(COMMENTS)}\n{text}" if chance.random() < COMMENTED else text
