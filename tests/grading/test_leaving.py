"""What a test leaves behind for the cells that follow: definitions as code, values by name."""

import pytest

from autograder.grading.leaving import classes, definitions, leading

TEST = """
import math
import os.path
import numpy as np
from statistics import mean as average
RATE = 0.5
LIMIT = RATE * 2
def half(x):
    return x * RATE
async def later():
    return half(1)
class Account:
    rate = LIMIT
first, second = 1, 2
for turn in range(3):
    last = turn
### BEGIN HIDDEN TESTS
SECRET = 42
def check():
    return SECRET
### END HIDDEN TESTS
alone = 1
"""


@pytest.mark.parametrize(
    ("wanted", "code", "values"),
    [
        (["math"], ["import math"], []),
        (["os"], ["import os.path"], []),
        (["np"], ["import numpy as np"], []),
        (["average"], ["from statistics import mean as average"], []),
        (["numpy", "mean", "path", "statistics"], [], []),
        (["RATE"], [], ["RATE"]),
        (["second"], [], ["second"]),
        (["last"], [], ["last"]),
        (["turn"], [], ["turn"]),
        (["alone"], [], ["alone"]),
        (["x", "rate", "nothing"], [], []),
        ([], [], []),
    ],
)
def test_each_name_is_found_where_it_is_bound(wanted, code, values):
    """By an import, under its own or another name, an assignment, a loop; parameters, attributes and modules' parts are no names here."""
    assert definitions(TEST, wanted) == (code, values)


def test_what_a_definition_looks_up_comes_along():
    """Through others, each once, in the order of the test; values are named, not run."""
    code, values = definitions(TEST, ["later", "half"])
    assert code == ["def half(x):\n    return x * RATE", "async def later():\n    return half(1)"]
    assert values == ["RATE"]
    code, values = definitions(TEST, ["Account"])
    assert code == ["class Account:\n    rate = LIMIT"] and values == ["LIMIT", "RATE"]


def test_definitions_that_need_each_other_come_to_an_end():
    """Each is told once."""
    source = "def even(n):\n    return n == 0 or odd(n - 1)\ndef odd(n):\n    return n != 0 and even(n - 1)"
    code, values = definitions(source, ["even"])
    assert "\n".join(code) == source and values == []


@pytest.mark.parametrize("wanted", ["SECRET", "check"])
def test_what_is_hidden_is_left_to_nobody(wanted):
    """Nor anything that it looks up."""
    assert definitions(TEST, [wanted]) == ([], [])


def test_a_statement_that_is_hidden_in_part_is_hidden():
    """Its first lines may be seen, its last one tells what is expected."""
    source = (
        "def check(x):\n    y = x\n    ### BEGIN HIDDEN TESTS\n    assert y == 42\n    ### END HIDDEN TESTS\nvalue = 1"
    )
    assert definitions(source, ["check", "value"]) == ([], ["value"])


def test_the_last_binding_counts():
    """As in the notebook."""
    source = "def f():\n    return 1\ndef f():\n    return 2\nf2 = f\nf2 = 3"
    assert definitions(source, ["f"])[0] == ["def f():\n    return 2"]
    assert definitions(source, ["f2"]) == ([], ["f2"])


def test_a_test_that_is_no_python_leaves_nothing():
    """And defines no class."""
    assert definitions("def f(:", ["f"]) == ([], []) and classes("class A(:") == []


def test_classes_are_those_of_the_cell_itself():
    """Not those inside a function or another class."""
    source = "class A:\n    class B: pass\ndef f():\n    class C: pass\nclass D(A): pass\nE = A"
    assert classes(source) == ["A", "D"]


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
