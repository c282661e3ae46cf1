"""Answers that an instructor's notebook leaves open, and what follows for its tests."""

import pytest
from nbformat.v4 import new_code_cell
from nbgrader.preprocessors import ClearSolutions
from traitlets.config import Config

from autograder.grading.stubs import answers_of, contested, is_open, open_tests, students_names

REGIONS = ClearSolutions()
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
KINDS = {"given": (False, False, True), "answer": (False, True, False), "test": (True, False, True)}


def cell(kind, name, source):
    grade, solution, locked = KINDS[kind]
    meta = {"grade": grade, "solution": solution, "locked": locked, "task": False, "grade_id": name, "points": 1}
    return new_code_cell(source, metadata={"nbgrader": meta | {"schema_version": 3}})


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# your answer",
        "...",
        "pass",
        STUB,
        "raise NotImplementedError",
        "import math\nraise NotImplementedError",
        "x = ...",
        "x = None  # fill me in",
        f"def f(x):\n    '''Add one.'''\n    {STUB.replace(chr(10), chr(10) + '    ')}",
        "def f(x):\n    y = x\n    # YOUR CODE HERE\n    raise NotImplementedError()",
        "class A:\n    def f(self): ...\n    def g(self): pass",
        "### BEGIN SOLUTION\n# later\n### END SOLUTION\nprint('given')",
    ],
)
def test_an_answer_without_a_solution_is_open(source):
    """The stub of nbgrader anywhere, placeholders, comments, nothing at all."""
    assert is_open(source, REGIONS)


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        "def f(x):\n    return x",
        "import math",
        "%matplotlib inline",
        "raise ValueError",
        "class A:\n    def f(self):\n        raise NotImplementedError\n    def g(self): return self.f()",
        "# YOUR CODE HERE\nx = 1",
        "x = ...\n### BEGIN SOLUTION\nx = 3\n### END SOLUTION",
    ],
)
def test_an_answer_with_one_is_not(source):
    """Also one that leaves a placeholder outside its marked solution, or raises what a stub raises beside other code."""
    assert not is_open(source, REGIONS)


def test_a_courses_own_stub_is_known():
    """What `ClearSolutions.code_stub` says."""
    own = ClearSolutions(config=Config({"ClearSolutions": {"code_stub": {"python": "assert False, 'todo'"}}}))
    assert is_open("def f(x):\n    assert False, 'todo'", own)
    assert not is_open("def f(x):\n    assert False, 'todo'", REGIONS)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ([("answer", "a", STUB), ("test", "t", "assert f(1)")], {"t"}),
        ([("answer", "a", "def f(x): return x"), ("test", "t", "assert f(1)")], set()),
        ([("answer", "a", "def f(x): return x"), ("answer", "b", STUB), ("test", "t", "assert f(1)")], {"t"}),
        ([("answer", "a", STUB), ("answer", "b", "def g(x): return x"), ("test", "t", "assert g(1)")], set()),
        ([("answer", "a", STUB), ("answer", "b", "def g(x): return x"), ("test", "t", "assert f(g(1))")], {"t"}),
        ([("answer", "a", "def f(x): ..."), ("answer", "b", "def g(x): return f(x)"), ("test", "t", "assert g(1)")], set()),
        ([("test", "t", "assert True"), ("answer", "a", STUB)], set()),
    ],
)  # fmt: skip
def test_tests_whose_answers_are_open(cells, found):
    """By the names that they look up, by the last answer before them, by names that nobody binds."""
    assert open_tests([cell(*one) for one in cells], REGIONS) == found


def test_every_name_that_nobody_binds_is_the_students():
    """Where an answer is open; Python's own names, given names and imports stay what they are."""
    cells = [
        cell("given", "g", "import math\nlimit = 3"),
        cell("answer", "a", STUB),
        cell("given", "h", "twice = f(f(limit))"),
        cell("test", "t", "mine = 1\nassert max(f(math.pi), twice) == mine + g.size"),
    ]
    assert students_names(cells, REGIONS) == ("f", "g")
    cells[1].source = "def f(x): return x"
    assert students_names(cells, REGIONS) == ("f",)


@pytest.mark.parametrize(
    ("given", "answer", "tests"),
    [
        ("result = None", "result = 3", {"t"}),
        ("result = []", "result.append(3)", {"t"}),
        ("result = 1\nother = 2", "other = 3", set()),
        ("import math", "import math\nanswer = math.pi", set()),
        ("limit = 3", "result = limit", set()),
    ],
)
def test_a_name_that_a_given_cell_and_an_open_answer_bind_is_nobodys(given, answer, tests):
    """Whose value counts nobody knows: its test waits for a person, for who does so."""
    source = [cell("given", "g", given), cell("answer", "a", STUB), cell("test", "t", "assert result == 3")]
    handed = [source[0], cell("answer", "a", answer), source[2]]
    assert contested(source, handed, REGIONS).keys() == tests
    assert contested([source[0], cell("answer", "a", "result = 3"), source[2]], handed, REGIONS) == {}


@pytest.mark.parametrize(
    ("test", "answers"),
    [
        ("assert f(1)", [1]),
        ("assert g(1)", [2]),
        ("assert f(1) and g(1)", [1, 2]),
        ("import doctest\nassert not doctest.testmod().failed", [1, 2]),
        ("assert twice", [1]),
    ],
)
def test_the_answers_that_a_test_is_about(test, answers):
    """Those whose names it looks up, itself or through others; all before it, where it looks up none."""
    cells = [
        cell("given", "x", "k = 1"),
        cell("answer", "a", "def f(x): return x"),
        cell("answer", "b", "def g(x): return f(x)"),
        cell("given", "h", "twice = f(2)"),
        cell("test", "t", test),
    ]
    assert answers_of(cells, 4) == answers
