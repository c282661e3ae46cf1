"""Answers that have nothing to do with each other share a notebook: one run judges several."""

from collections.abc import Sequence

from nbformat import NotebookNode

from autograder.authoring.answers import Answer, excerpt
from autograder.cells.together import Part, together


def grouped(source: NotebookNode, answers: Sequence[Answer]) -> list[list[int]]:
    """Numbers of the answers that may run in one notebook.

    Args:
        source: the instructor's notebook.
        answers: any number for each of its exercises.

    Returns:
        All numbers, each in one group. Answers of a group are to different exercises, none stands on the exercise of
        another, and none binds or visibly changes a name that another, its tests or the cells before them look up.
    """
    return together(
        Part.of(number, excerpt(source, {answer.exercise}, [answer]).cells, {answer.exercise})
        for number, answer in enumerate(answers)
    )
