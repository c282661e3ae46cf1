"""Names that tests bind and the course's own answers read."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.cells import shared
from autograder.grading.leaving import classes, definitions

ROLES = {"given": (False, False, True), "answer": (False, True, False), "test": (True, False, True)}


def cell(kind, source):
    grade, solution, locked = ROLES[kind]
    meta = {"grade": grade, "solution": solution, "locked": locked, "task": False, "grade_id": kind}
    return new_code_cell(source, metadata={"nbgrader": meta})


@pytest.mark.parametrize(
    ("answer", "test", "names"),
    [
        ("def tax(x):\n    return x * RATE", "RATE = 0.5\nassert tax(2) == 1", ("RATE",)),
        ("ok = close(1, 2)", "def close(a, b):\n    return a == b", ("close",)),
        ("def area(r):\n    return math.pi * r", "import math\nassert area(0) == 0", ("math",)),
        ("def f(x):\n    y = x\n    return y", "y = 3\nx = 2\nassert f(x) == 2", ()),
        ("total = 3", "expected = 3\nassert total == expected", ()),
        ("class A:\n    def f(self):\n        return [LIMIT for _ in range(2)]", "LIMIT = 2", ("LIMIT",)),
    ],
)
def test_names_that_both_use(answer, test, names):
    """Settings, helpers and imports; not what only looks alike, and never what a test keeps to itself."""
    assert shared([cell("given", "import os"), cell("answer", answer), cell("test", test)]) == names


def test_a_test_leaves_what_students_can_see():
    """Definitions with what they stand on, imports, and names of values; nothing of what is hidden."""
    source = (
        "import math\nSCALE = 2\ndef helper(x):\n    return x\ndef close(a):\n    return helper(a) * SCALE\nother = 1\n"
    )
    hidden = "### BEGIN HIDDEN TESTS\ndef secret():\n    return 42\nvalue = 42\n### END HIDDEN TESTS"
    texts, values = definitions(source + hidden, {"close", "secret", "value", "math"})
    assert [text.split("(")[0] for text in texts] == ["import math", "def helper", "def close"]
    assert values == ["SCALE"]


def test_classes_of_a_cell():
    """By name; none where it is no Python."""
    assert classes("class A:\n    class B: pass\nx = 1\nclass C(A): pass") == ["A", "C"]
    assert classes("class") == []


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        ([("answer", "def f():\n    def g():\n        return DEEP\n    return g"), ("test", "DEEP = 1")], ("DEEP",)),
        (
            [
                ("answer", "def f():\n    return ONE\ndef g():\n    return 1"),
                ("answer", "ONE = 1"),
                ("test", "ONE = 2"),
            ],
            ("ONE",),
        ),
        ([("answer", "f = lambda: LATER"), ("test", "LATER = 1")], ("LATER",)),
        ([("answer", "x = A"), ("answer", "A = 1"), ("test", "A = 2")], ()),  # an answer of their own
        ([("answer", "def f():\n    return A"), ("answer", "A = 1"), ("test", "A = 2")], ("A",)),  # whichever ran last
        ([("answer", "x = B\ny = A"), ("test", "A = 1"), ("test", "B = 1")], ("A", "B")),
        ([("answer", "x = A"), ("given", "A = 1")], ()),
        ([("given", "x = A"), ("test", "A = 1")], ()),
        ([("answer", "this is no python A"), ("test", "A = 1")], ()),
        ([], ()),
    ],
)
def test_names_of_all_answers_and_tests_count(cells, names):
    """Sorted; given cells share nothing with anybody."""
    assert shared([cell(kind, source) for kind, source in cells]) == names


def test_text_shares_nothing():
    """Whatever it says."""
    text = new_markdown_cell("A = 1", metadata=cell("test", "").metadata)
    assert shared([cell("answer", "x = A"), text]) == ()
