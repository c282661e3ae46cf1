"""Which answers may share a notebook."""

import pytest

from autograder.authoring.answers import Answer
from autograder.authoring.grouping import grouped
from autograder.authoring.source import from_markers
from autograder.authoring.text import parse

NOTEBOOK = """# %% given
import numpy as np

numbers = np.arange(10)

# %% answer="total"
### BEGIN SOLUTION
total = numbers.sum()
### END SOLUTION

# %% tests="total" points=1
assert total == 45

# %% answer="largest"
### BEGIN SOLUTION
largest = max(numbers)
### END SOLUTION

# %% tests="largest" points=1
assert largest == 9

# %% answer="mean"
### BEGIN SOLUTION
mean = total / len(numbers)
### END SOLUTION

# %% tests="mean" points=1
assert mean == 4.5
"""
TOTAL, LARGEST, MEAN = "total = np.sum(numbers)", "largest = 9", "mean = total / 10"


def groups(*answers):
    """How answers, each an exercise and a source, are grouped."""
    source = from_markers(parse(NOTEBOOK))
    return grouped(source, [Answer(exercise, "", text, right=True, says="") for exercise, text in answers])


def test_answers_to_exercises_that_stand_apart_share_a_notebook():
    """Each in the first that has room; one to the same exercise, or to one that it stands on, is in another."""
    assert groups(("total", TOTAL), ("largest", LARGEST)) == [[0, 1]]
    assert groups(("total", TOTAL), ("total", "total = 0"), ("largest", LARGEST), ("largest", "largest = 1")) == [
        [0, 2],
        [1, 3],
    ]
    assert groups(("total", TOTAL), ("mean", MEAN), ("largest", LARGEST)) == [[0, 2], [1]]
    assert groups(("mean", MEAN), ("total", "totals = 45")) == [[0], [1]]


@pytest.mark.parametrize(
    "meddles",
    [
        "total = largest = 9",
        "numbers.sort()\nlargest = numbers[-1]",
        "np.random = None\nlargest = 9",
        "def highest():\n    numbers[0] = 9\n    return 9\nlargest = highest()",
        "globals()['largest'] = 9",
        "%run largest.py",
        "largest = int(open('largest.txt').read())",
        "largest =",
    ],
)
def test_who_may_have_to_do_with_another_runs_alone(meddles):
    """By a name that the other looks up, or in a way that names do not show."""
    assert groups(("total", TOTAL), ("largest", meddles)) == [[0], [1]]
    assert groups(("largest", meddles), ("total", TOTAL)) == [[0], [1]]
