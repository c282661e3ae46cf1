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
