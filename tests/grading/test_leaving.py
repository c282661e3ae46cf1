"""What a test does before it asks for an answer."""

import pytest

from autograder.grading.leaving import leading

ANSWERS = {"mean", "total"}
LEADING = {
    "x = 3\ny = x + 1\nassert mean([x]) == y": ("x = 3\ny = x + 1", "assert mean([x]) == y"),
    "assert mean([1]) == 1\nx = 3": ("", "assert mean([1]) == 1\nx = 3"),
    "import math\nx = math.pi": ("import math\nx = math.pi", ""),
    "def twice(n):\n    return 2 * n\nz = twice(4)\ntotal([z])": (
        "def twice(n):\n    return 2 * n\nz = twice(4)",
        "total([z])",
    ),
    "def helper():\n    return mean([1])\nx = 1": ("", "def helper():\n    return mean([1])\nx = 1"),
    "mean = 3\nx = mean": ("mean = 3\nx = mean", ""),
    "x = 1; total(x); y = 2": ("x = 1", "total(x)\ny = 2"),
    "for n in range(3):\n    total(n)\nx = 1": ("", "for n in range(3):\n    total(n)\nx = 1"),
    "x = (": ("", ""),
    "": ("", ""),
}


@pytest.mark.parametrize("source", LEADING)
def test_what_leads_a_test_asks_for_no_answer(source):
    """All statements up to the first that uses a name of the answer's; a name that the test binds itself is its own."""
    assert leading(source, ANSWERS.__contains__) == LEADING[source]
