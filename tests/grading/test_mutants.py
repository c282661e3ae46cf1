"""Mutants of an answer: each a slip of its kind, in the solution alone, the same in every run."""

import ast

import pytest
from nbgrader.preprocessors import ClearSolutions
from traitlets.config import Config

from autograder.grading.mutants import mutants, solution_lines

REGIONS = ClearSolutions()
ANSWER = '''def share(values, limit):
    """How many of the values are above a limit."""
    ### BEGIN SOLUTION
    count = 0
    for value in values:
        if value > limit:
            count += 1
    print("counted")
    return divmod(count * 100, len(values))[0]
    ### END SOLUTION
'''


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("return", "`return None` instead of `return divmod(count * 100, len(values))[0]`"),
        ("print", "one more `print('mutant')`"),
        ("operator", "`count + 100` instead of `count * 100`"),
        ("operator", "`count -= 1` instead of `count += 1`"),
        ("constant", "`101` instead of `100`"),
        ("constant", "`'counte'` instead of `'counted'`"),
        ("comparison", "`value >= limit` instead of `value > limit`"),
        ("raise", "one more `raise ValueError('mutant')`"),
        ("dropped", "`count = 0` left out"),
        ("dropped", "`print('counted')` left out"),
        ("swapped", "`divmod(len(values), count * 100)` instead of `divmod(count * 100, len(values))`"),
    ],
)
def test_each_kind_of_slip_is_made(kind, what):
    """Constants, operators, comparisons, dropped statements, returns, prints, exceptions, swapped arguments."""
    assert (kind, what) in {(mutant.kind, mutant.what) for mutant in mutants(ANSWER, REGIONS)}


def test_each_function_has_its_turn():
    """Of a class with three methods, each has a mutant among the first of a kind; an exception that is not raised comes early."""
    methods = [
        f"    def {name}(self, x):\n        if x < 0:\n            raise ValueError\n        return x * 2"
        for name in "abc"
    ]
    found = mutants("class A:\n" + "\n".join(methods), REGIONS)
    for kind in ("unraised", "operator", "comparison", "print"):
        lines = [mutant.line for mutant in found if mutant.kind == kind][:3]
        assert len({(line - 2) // 4 for line in lines}) == 3
    assert "unraised" in [mutant.kind for mutant in found[:2]]


def test_all_are_python_all_differ_and_all_are_the_same_in_every_run():
    """None is the answer itself, and no two are alike."""
    found = mutants(ANSWER, REGIONS)
    sources = [mutant.source for mutant in found]
    assert len(sources) == len(set(sources)) > 15
    assert ast.unparse(ast.parse(ANSWER)) not in [ast.unparse(ast.parse(source)) for source in sources]
    assert found == mutants(ANSWER, REGIONS)


def test_the_first_ones_are_of_different_kinds():
    """A few mutants are spread over the kinds."""
    assert len({mutant.kind for mutant in mutants(ANSWER, REGIONS)[:9]}) == 9


@pytest.mark.parametrize(
    ("source", "begin", "lines"),
    [
        ("a = 1\n### BEGIN SOLUTION\nb = 2\n### END SOLUTION\nc = 3", "BEGIN SOLUTION", {3}),
        ("a = 1\nb = 2", "BEGIN SOLUTION", {1, 2}),
        ("a = 1\n# VON HIER\nb = 2\n### END SOLUTION", "VON HIER", {3}),
        ("### BEGIN SOLUTION\na = 1\n### END SOLUTION\nb = 2\n### BEGIN SOLUTION\nc = 3\n### END SOLUTION", "BEGIN SOLUTION", {2, 6}),
    ],
)  # fmt: skip
def test_only_solutions_are_changed(source, begin, lines):
    """What stands around a marked solution stays, however the course marks it."""
    regions = ClearSolutions(config=Config({"ClearSolutions": {"begin_solution_delimeter": begin}}))
    assert solution_lines(source, regions) == lines
    changed = {mutant.line for mutant in mutants(source, regions) if mutant.kind == "constant"}
    assert changed == lines


@pytest.mark.parametrize(
    ("test", "word"),
    [
        ("with patch('builtins.min') as spy: f(1)", "min(1, 2)"),
        ("with patch('__main__.sorted') as spy: f(1)", "sorted(1, 2)"),
        ("assert 'math' not in globals()", "import math"),
        ("assert 'sum' not in f.__code__.co_names", "sum(1, 2)"),
        ("assert 'random' not in dir()", "import random"),
    ],
)
def test_what_a_test_forbids_by_name_is_tried(test, word):
    """A text that names a module or a function of Python's own is a hint at what the test looks for."""
    found = mutants(ANSWER, REGIONS, [test])
    assert word in " ".join(mutant.what for mutant in found)
    assert word not in " ".join(mutant.what for mutant in mutants(ANSWER, REGIONS))


@pytest.mark.parametrize("test", ["open('exit')", "'input'", "'no such thing'", "f('breakpoint')"])
def test_what_would_stop_a_run_is_not_called(test):
    """A mutant may fail, but not wait for anybody or end its kernel."""
    assert not [mutant for mutant in mutants(ANSWER, REGIONS, [test]) if mutant.kind == "named"]


@pytest.mark.parametrize("source", ["%matplotlib inline", "def f(:", "", "# nothing"])
def test_what_is_no_plain_python_has_no_mutants(source):
    """Magics, broken code, comments."""
    assert mutants(source, REGIONS) == []


@pytest.mark.parametrize(
    "source", ["total = 3", "x = 1 if y else 2", "f = lambda x: x + 1", "class A:\n    size = 3", "lambda: (yield)"]
)
def test_any_statement_may_be_an_answer(source):
    """Cells without functions, conditional expressions, lambdas and classes have mutants, too."""
    assert mutants(source, REGIONS)


ADDED = ("print", "raise", "warning")  # kinds of statements more
SLIPS = {
    "x = a + b": {("operator", "a - b", "a + b"), ("dropped", "x = a + b")},
    "x = a * b": {("operator", "a + b", "a * b"), ("dropped", "x = a * b")},
    "x = a / b": {("operator", "a * b", "a / b"), ("dropped", "x = a / b")},
    "x = a // b": {("operator", "a / b", "a // b"), ("dropped", "x = a // b")},
    "x = a % b": {("operator", "a * b", "a % b"), ("dropped", "x = a % b")},
    "x = a ** b": {("operator", "a * b", "a ** b"), ("dropped", "x = a ** b")},
    "x = a @ b": {("operator", "a * b", "a @ b"), ("dropped", "x = a @ b")},
    "x = a & b": {("operator", "a | b", "a & b"), ("dropped", "x = a & b")},
    "x = a | b": {("operator", "a & b", "a | b"), ("dropped", "x = a | b")},
    "x = a << b": {("dropped", "x = a << b")},
    "x -= y": {("operator", "x += y", "x -= y"), ("dropped", "x -= y")},
    "x <<= y": {("dropped", "x <<= y")},
    "x = a and b": {("operator", "a or b", "a and b"), ("dropped", "x = a and b")},
    "x = a or b": {("operator", "a and b", "a or b"), ("dropped", "x = a or b")},
    "x = not a": {("operator", "a", "not a"), ("dropped", "x = not a")},
    "x = a < b <= c": {("comparison", "a <= b <= c", "a < b <= c"), ("dropped", "x = a < b <= c")},
    "x = a == b": {("comparison", "a != b", "a == b"), ("dropped", "x = a == b")},
    "x = a != b": {("comparison", "a == b", "a != b"), ("dropped", "x = a != b")},
    "x = a >= b": {("comparison", "a > b", "a >= b"), ("dropped", "x = a >= b")},
    "x = a > b": {("comparison", "a >= b", "a > b"), ("dropped", "x = a > b")},
    "x = a in b": {("comparison", "a not in b", "a in b"), ("dropped", "x = a in b")},
    "x = a not in b": {("comparison", "a in b", "a not in b"), ("dropped", "x = a not in b")},
    "x = a is b": {("comparison", "a is not b", "a is b"), ("dropped", "x = a is b")},
    "x = a is not b": {("comparison", "a is b", "a is not b"), ("dropped", "x = a is not b")},
    "x = True": {("constant", "False", "True"), ("dropped", "x = True")},
    "x = 1.5": {("constant", "2.5", "1.5"), ("dropped", "x = 1.5")},
    "x = 2j": {("constant", "(1+2j)", "2j"), ("dropped", "x = 2j")},
    "x = b'ab'": {("constant", "b'a'", "b'ab'"), ("dropped", "x = b'ab'")},
    "x = ''": {("dropped", "x = ''")},
    "x = None": {("dropped", "x = None")},
    "x = f(a, b, c)": {("swapped", "f(b, a, c)", "f(a, b, c)"), ("dropped", "x = f(a, b, c)")},
    "f(a, b, k=c)": {("swapped", "f(b, a, k=c)", "f(a, b, k=c)"), ("dropped", "f(a, b, k=c)")},
    "f(*a, b)": {("dropped", "f(*a, b)")},
    "f(a)": {("dropped", "f(a)")},
    "x = f(a, a)": {("dropped", "x = f(a, a)")},
    "del x": {("dropped", "del x")},
    "while x:\n    pass": {("dropped", "while x: pass")},
    "for x in y:\n    pass": {("dropped", "for x in y: pass")},
    "if x:\n    pass": {("dropped", "if x: pass")},
    "with a as b:\n    pass": {("dropped", "with a as b: pass")},
    "raise E": {("unraised", "raise E")},
    "def f():\n    return x": {("return", "return None", "return x")},
    "async def f():\n    return x": {("return", "return None", "return x")},
    "def f():\n    return None": set(),
    "def f():\n    return": set(),
    "'A text.'": set(),
    "class A:\n    'A text.'\n    x = a": {("dropped", "x = a")},
    "def f():\n    'A text.'\n    del x": {("dropped", "del x")},
    "async def f():\n    'A text.'\n    del x": {("dropped", "del x")},
    "import math": set(),
}


@pytest.mark.parametrize("source", SLIPS)
def test_an_answer_has_these_slips_and_no_others(source):
    """Each operator, comparison, constant and statement has its own; texts that document have none."""
    words = {
        (kind, f"`{rest[0]}` instead of `{rest[1]}`" if rest[1:] else f"`{rest[0]}` left out")
        for kind, *rest in SLIPS[source]
    }
    assert {(one.kind, one.what) for one in mutants(source, REGIONS) if one.kind not in ADDED} == words


def test_a_mutant_is_the_whole_cell_with_one_slip():
    """And says where it is."""
    found = {one.what: (one.line, one.source) for one in mutants("x = 1\ny = x + z", REGIONS)}
    assert found["`2` instead of `1`"] == (1, "x = 2\ny = x + z")
    assert found["`x - z` instead of `x + z`"] == (2, "x = 1\ny = x - z")
    assert found["`y = x + z` left out"] == (2, "x = 1\npass")


def test_the_order_is_the_same_in_every_process():
    """What was tried is remembered by it."""
    kinds = ["print", "constant", "raise", "dropped", "warning"]
    assert [one.kind for one in mutants("x = 1\ny = 1", REGIONS)] == [*kinds, "constant", "dropped"]
    assert [one.line for one in mutants("x = 1\ny = 1", REGIONS) if one.kind == "constant"] == [2, 1]


def test_long_code_is_shortened_in_words():
    """To sixty characters; what is no longer stands as it is."""
    for length, shown in ((56, "x = " + "a" * 56), (57, "x = " + "a" * 53 + "…")):
        found = [one.what for one in mutants(f"x = {'a' * length}", REGIONS) if one.kind == "dropped"]
        assert found == [f"`{shown}` left out"]


PLACES = {
    "x = 1": ["if True:\n    print('mutant')\n    x = 1"],
    "x = 1\ny = 2": ["if True:\n    print('mutant')\n    x = 1\ny = 2"],
    "def f():\n    return 1": ["def f():\n    print('mutant')\n    return 1"],
    "async def f():\n    return 1": ["async def f():\n    print('mutant')\n    return 1"],
    "def f():\n    return 1\ndef g():\n    ### BEGIN SOLUTION\n    return 2\n    ### END SOLUTION": [
        "def f():\n    return 1\n\ndef g():\n    print('mutant')\n    return 2"
    ],
    "def f():\n    return 1\n### BEGIN SOLUTION\nx = 2\n### END SOLUTION": [
        "if True:\n    print('mutant')\n\n    def f():\n        return 1\nx = 2"
    ],
}


@pytest.mark.parametrize("source", PLACES)
def test_a_statement_more_stands_where_the_solution_begins(source):
    """In each function that holds a part of it, else at the beginning of the cell."""
    assert [one.source for one in mutants(source, REGIONS) if one.kind == "print"] == PLACES[source]


def test_statements_more_print_raise_and_warn():
    """Each in the words of the list."""
    found = {one.kind: one.source.split("\n")[1].strip() for one in mutants("def f():\n    return x", REGIONS)}
    assert {kind: found[kind] for kind in ADDED} == {
        "print": "print('mutant')",
        "raise": "raise ValueError('mutant')",
        "warning": "__import__('warnings').warn('mutant')",
    }


@pytest.mark.parametrize(
    ("test", "kinds"),
    [
        ("'math'", ["import math"]),
        ("'os.path'", []),
        ("'builtins.min'", ["try:\n        min(1, 2)\n    except Exception:\n        pass"]),
        ("'min math'", []),
        ("'math', 'random'", ["import math", "import random"]),
        ("min, math", []),
        ("f(:", []),
    ],
)
def test_named_slips_use_what_a_text_names(test, kinds):
    """A module is imported, a function called as a student might who was forbidden to; a fault of its own stops nothing."""
    found = [one.source for one in mutants("x = 1", REGIONS, [test]) if one.kind == "named"]
    assert sorted(found) == [f"if True:\n    {kind}\n    x = 1" for kind in kinds]


def test_named_slips_come_first():
    """Who wrote the test thought of them."""
    assert mutants(ANSWER, REGIONS, ["'math'"])[0].kind == "named"


def test_solutions_end_where_they_end():
    """Lines of a region that was never closed are all that follow; marks are no part of it."""
    assert solution_lines("a\n### BEGIN SOLUTION\nb\n\nc", REGIONS) == {3, 4, 5}
    assert solution_lines("a\n### END SOLUTION\nb", REGIONS) == {1, 2, 3}
    assert solution_lines("### BEGIN SOLUTION\n### END SOLUTION\nb", REGIONS) == set()
    assert not mutants("### BEGIN SOLUTION\n### END SOLUTION\nb = 1", REGIONS)
