"""Answers that an instructor's notebook leaves open, and what follows for its tests."""

import pytest
from nbformat.v4 import new_code_cell
from nbgrader.preprocessors import ClearSolutions
from traitlets.config import Config

from autograder.grading.stubs import (
    answers_of,
    contested,
    declared,
    is_open,
    open_answers,
    open_tests,
    regions_of,
    students_names,
)

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


@pytest.mark.parametrize(
    ("source", "stub", "is_one"),
    [
        ("assert False, 'todo'", "assert False, 'todo'", True),
        ("    assert False, 'todo'   ", "assert False, 'todo'", True),
        ("a = 1\n  raise E\n  pass\nb = 2", "raise E\npass", True),
        ("raise E", "raise E\npass", False),
        ("raise E\na = 1\npass", "raise E\npass", False),
        ("pass\nraise E", "raise E\npass", False),
        ("# a note\nx = 1", "# a note", False),
        ("# a note\nx = 1", "# a note\n\n# another", False),
        ("# a note\nf()\nx = 1", "# a note\nf()", True),
        ("x = 1", "", False),
    ],
)
def test_a_stub_is_found_line_by_line(source, stub, is_one):
    """Wherever it stands, however it is indented; a comment alone is none."""
    regions = ClearSolutions(config=Config({"ClearSolutions": {"code_stub": {"python": stub}}}))
    assert is_open(source, regions) is is_one


@pytest.mark.parametrize(
    ("source", "is_one"),
    [
        ("x: int = ...", True),
        ("x: int", True),
        ("return None", True),
        ("def f():\n    return", True),
        ("def f():\n    return ...", True),
        ("def f():\n    return 0", False),
        ("x = False", False),
        ("x = ''", False),
        ("'text'\npass", True),
        ("raise NotImplementedError('later')", True),
        ("raise NotImplementedError from None", True),
        ("raise self.NotImplementedError", False),
        ("raise", False),
        ("async def f():\n    pass", False),
        ("import math\nfrom math import pi", False),
        ("import math\npass", True),
        ("import math\nx = 1", False),
        ("pass\nx = 1", False),
        ("x = 1\npass", False),
        ("print()", False),
        ("def f(:", False),
        ("class A:\n    x = None\n    def f(self):\n        '''Do it.'''", True),
        ("class A:\n    x = 1", False),
    ],
)
def test_what_says_nothing(source, is_one):
    """Placeholders of every kind, alone or beside imports; any value is an answer."""
    regions = ClearSolutions(config=Config({"ClearSolutions": {"code_stub": {"java": "x"}}}))
    assert is_open(source, regions) is is_one


def test_a_region_that_is_indented_is_looked_into():
    """As it stands in a function."""
    marked = "def f(x):\n    ### BEGIN SOLUTION\n    {}\n    ### END SOLUTION\n    return x"
    assert is_open(marked.format("pass"), REGIONS) and not is_open(marked.format("x = 1"), REGIONS)


def test_regions_have_nbgraders_own_marks():
    """A course's own are read before; its stubs stay."""
    config = Config({"ClearSolutions": {"begin_solution_delimeter": "VON", "code_stub": {"python": "todo()"}}})
    found = regions_of(config)
    assert found.begin_solution_delimeter == "BEGIN SOLUTION" and found.end_solution_delimeter == "END SOLUTION"
    assert is_open("todo()", found)


def test_places_of_open_answers():
    """Of answers alone, whatever else stands there."""
    cells = [
        cell("given", "g", "pass"),
        cell("answer", "a", STUB),
        cell("test", "t", "pass"),
        cell("answer", "b", "x = 1"),
        cell("answer", "c", "x = ..."),
    ]
    assert open_answers(cells, REGIONS) == [1, 4]


def test_a_test_is_about_the_answer_that_it_is_named_after():
    """Whatever it looks up; text is no answer of code."""
    cells = [
        cell("answer", "a", "def f(x): return x"),
        cell("answer", "b", "def g(x): return x"),
        cell("test", "t", "assert f(1)"),
    ]
    cells[2].metadata["autograder"] = {"tests": "b"}
    assert answers_of(cells, 2) == [1]
    cells[2].metadata["autograder"] = {"tests": "nowhere"}
    assert answers_of(cells, 2) == [0]
    cells[0]["cell_type"] = "markdown"
    assert answers_of(cells, 2) == [1]


def test_answers_after_a_test_are_not_its_own():
    """Where it looks up no answer's name."""
    cells = [cell("answer", "a", "x = 1"), cell("test", "t", "assert True"), cell("answer", "b", "y = 1")]
    assert answers_of(cells, 1) == [0]


def test_the_words_of_what_is_contested():
    """All names, in their order; what stands in text cells, imports and answered names are not among them."""
    source = [
        cell("given", "g", "import math\nb = a = 1"),
        cell("answer", "a", STUB),
        cell("test", "t", "assert a + b"),
        cell("test", "u", "assert a"),
    ]
    handed = [source[0], cell("answer", "a", "a, b, math = 1, 2, 3")]
    says = "The course's own notebook has no solution, and both a given cell and this answer bind {}: whose counts is not known."
    assert contested(source, handed, REGIONS) == {"t": says.format("a, b"), "u": says.format("a")}
    assert contested(source, [cell("answer", "z", "a = 1")], REGIONS) == {}


def test_what_authors_declare_is_read_of_tests():
    """By grade_id, where there is something."""
    cells = [cell("test", "t", "pass"), cell("test", "u", "pass"), cell("given", "g", "pass")]
    for one in cells[::2]:
        one.metadata["autograder"] = {"unusual": ["x: missing"]}
    assert declared(cells) == {"t": ["x: missing"]}


@pytest.mark.parametrize("name", ["display", "get_ipython", "__name__", "print"])
def test_names_that_every_notebook_has_are_nobodys(name):
    """They leave no test open."""
    cells = [
        cell("answer", "a", STUB),
        cell("answer", "b", "x = 1"),
        cell("test", "t", f"assert {name} and x"),
        cell("test", "u", f"assert {name} and x and mine"),
    ]
    assert open_tests(cells, REGIONS) == {"u"}
    assert name not in students_names(cells, REGIONS) and "mine" in students_names(cells, REGIONS)


def test_what_is_bound_after_a_test_is_not_bound_for_it():
    """Nor by what stands right behind it."""
    cells = [
        cell("answer", "a", STUB),
        cell("answer", "b", "x = 1"),
        cell("test", "t", "assert x and mine"),
        cell("given", "g", "mine = 1"),
    ]
    assert open_tests(cells, REGIONS) == {"t"}
    assert open_tests([*cells[:2], cells[3], cells[2]], REGIONS) == set()
