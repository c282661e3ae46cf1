"""Answers that have nothing to do with each other share a notebook: one run judges several."""

from collections.abc import Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.authoring.answers import Answer, excerpt
from autograder.cells import ANYTHING, effects, grade_id


@dataclass
class _Group:
    """Answers of one notebook, and what they and their tests stand on.

    Args:
        numbers: of the answers.
        exercises: which they answer.
        stands_on: grade_ids of all cells.
        makes: names that the answers bind, or whose objects they may change.
        uses: names that any of the cells looks up.
        alone: whether one may have to do with others in another way than by names.
    """

    numbers: list[int]
    exercises: set[str]
    stands_on: set[str]
    makes: frozenset[str]
    uses: frozenset[str]
    alone: bool

    def meets(self, other: "_Group") -> bool:
        """Whether an answer of one may change what the tests of the other see."""
        stands = self.exercises & other.stands_on or other.exercises & self.stands_on
        named = self.makes & other.uses or other.makes & self.uses
        return bool(self.alone or other.alone or stands or named)

    def take(self, other: "_Group") -> None:
        """Join the other's answers."""
        self.numbers += other.numbers
        self.exercises |= other.exercises
        self.stands_on |= other.stands_on
        self.makes |= other.makes
        self.uses |= other.uses


def grouped(source: NotebookNode, answers: Sequence[Answer]) -> list[list[int]]:
    """Numbers of the answers that may run in one notebook.

    Args:
        source: the instructor's notebook.
        answers: any number for each of its exercises.

    Returns:
        All numbers, each in one group. Answers of a group are to different exercises, none stands on the exercise of
        another, and none binds or visibly changes a name that another, its tests or the cells before them look up.
    """
    groups: list[_Group] = []
    for number, answer in enumerate(answers):
        one = _group(source, number, answer)
        if place := next((group for group in groups if not group.meets(one)), None):
            place.take(one)
        else:
            groups.append(one)
    return [group.numbers for group in groups]


def _group(source: NotebookNode, number: int, answer: Answer) -> _Group:
    cells = excerpt(source, {answer.exercise}, [answer]).cells
    about = effects(cells)
    own = [about[place] for place in about if grade_id(cells[place]) == answer.exercise]
    uses = frozenset[str]().union(*(effect.uses for effect in about.values()))
    makes = frozenset[str]().union(*(effect.makes for effect in own))
    alone = any(effect.stays for effect in own) or bool(uses & ANYTHING)
    return _Group([number], {answer.exercise}, {grade_id(cell) for cell in cells} - {""}, makes, uses, alone)
