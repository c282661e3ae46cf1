"""The judge: a test, a namespace, a verdict."""

import numpy as np
import pytest

from autograder.cells.testcell import GENERAL
from autograder.grading.judge import judge


def verdict(source, points=4.0, **names):
    return judge(source, "t", points, names)


def test_silence_is_full_marks():
    """A test that ends without an error passes with all its points."""
    found = verdict("# x is one\nassert x == 1", x=1)
    assert (found.verdict, found.score, found.name, found.message) == ("passed", 4.0, "x is one", "")


def test_a_visible_message_reaches_the_student():
    """The message of a visible assert may be made at run time."""
    found = verdict('# name\n# Hint: think\nassert x == 1, f"x is {x}"', x=2)
    assert (found.verdict, found.score, found.message, found.hint) == ("failed", 0.0, "x is 2", "think")


def test_a_visible_assert_without_message_says_what_does_not_hold():
    """The statement itself is shown where no message was written."""
    assert verdict("assert x == 1", x=2).message == "This does not hold: assert x == 1"


HIDDEN = """# name
# Hint: visible hint
assert x > 0, "positive"
### BEGIN HIDDEN TESTS
# Hint: hidden hint
{}
### END HIDDEN TESTS"""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('assert x == 4321, "Look again."', "Look again."),
        ('assert x == 4321, f"should be {4321}"', GENERAL),
        ("assert x == 4321", GENERAL),
        ("np.testing.assert_equal(x, 4321)", GENERAL),
        (
            "(lambda value: 1 / (value - 7))(x)",
            f"Your answer raised ZeroDivisionError when it was tried with other values. {GENERAL}",
        ),
    ],
)
def test_hidden_lines_give_nothing_away(line, message):
    """Of a failing hidden line the student reads the author's literal words, or a general sentence."""
    found = verdict(HIDDEN.format(line), x=7, np=np)
    assert (found.message, found.hint) == (message, "hidden hint")
    assert "4321" not in str(found)


def test_a_hidden_loop_and_helper_are_hidden_too():
    """Lines of a hidden function count as hidden, also when a visible line calls it."""
    source = HIDDEN.format("def helper(value):\n    assert value == 4321, str(value + 4314)\nhelper(x)")
    assert verdict(source, x=7).message == GENERAL


@pytest.mark.parametrize(
    ("last", "score"), [("1.5", 1.5), ("np.float64(1.5)", 1.5), ("np.mean([0, 1]) * 3", 1.5), ("np.int64(2)", 2.0)]
)
def test_partial_credit_is_the_last_expression(last, score):
    """A real number, NumPy's included, is the score."""
    found = verdict(f"assert True\n{last}", np=np)
    assert (found.verdict, found.score, type(found.score)) == ("partial", score, float)


def test_all_and_nothing_are_no_partial_credit():
    """Full points pass, zero fails."""
    assert verdict("4").verdict == "passed"
    assert (verdict("0.0").verdict, verdict("0.0").score) == ("failed", 0.0)


NO_SCORES = [
    "True",
    "None",
    "np.True_",
    "'Well done'",
    "'0.5'",
    "[0.5]",
    "np.zeros(3)",
    "pd.DataFrame({'a': [1]}).head()",
    "{'a': 1}",
    "3 + 0j",
    "...",
    "print('done')",
    "np.mean",
    "f'{1}'",
]


@pytest.mark.parametrize("last", NO_SCORES)
def test_an_ending_that_is_no_number_is_no_score(last):
    """A table, a text, True, a list: shown to students, and full marks where all asserts hold, as in nbgrader."""
    import pandas as pd

    assert (verdict(last, np=np, pd=pd).verdict, verdict(last, np=np, pd=pd).score) == ("passed", 4.0)
    failed = verdict(f"assert x == 1, 'no'\n{last}", np=np, pd=pd, x=2)
    assert (failed.verdict, failed.score, failed.message) == ("failed", 0.0, "no")


DOUBTFUL = ["False", "np.False_", "5", "-1", "-0.5", "float('nan')", "float('inf')", "np.int64(7)", "np.array(0.5)"]


@pytest.mark.parametrize("last", [*DOUBTFUL, "__import__('decimal').Decimal('0.5')", "1 == 2"])
def test_an_ending_that_may_mean_two_things_waits_for_a_person(last):
    """What nbgrader gives full marks for, like False, or ends in an error with, like too many points, was hardly meant."""
    found = verdict(f"assert True\n\n{last}", np=np)
    assert (found.verdict, found.score) == ("manual", None)
    assert found.message.startswith("Line 3 of the test ended in")


def test_a_hidden_ending_is_not_shown():
    """The student reads that a person will look, and not in what a hidden part ended."""
    found = verdict("assert True\n### BEGIN HIDDEN TESTS\n4321\n### END HIDDEN TESTS")
    assert found.verdict == "manual"
    assert "4321" not in str(found)


@pytest.mark.parametrize("ending", ["0.5;", "0.5 ;  # not shown", "False;", "7;", "x = 2;"])
def test_a_semicolon_keeps_the_last_value_back(ending):
    """As IPython shows nothing then, it is no score."""
    assert verdict(ending).verdict == "passed"


def test_a_semicolon_in_a_comment_or_text_keeps_nothing_back():
    """Only the last sign of the code counts."""
    assert verdict("0.5  # half;").score == verdict("';'\n0.5").score == 0.5


def test_a_stand_in_is_no_number():
    """An object of the student's at the end is asked nothing: its class is none of the numbers."""

    class Refusing:
        @property
        def __class__(self):
            raise AssertionError("asked")

        __float__ = __eq__ = __class__

    assert verdict("x", x=Refusing()).verdict == "passed"


def test_a_missing_name_is_told_in_a_sentence():
    """A NameError becomes advice."""
    assert verdict("assert model.built").message.startswith("There is no 'model'.")


def test_other_errors_of_a_visible_line_are_told():
    """What the test could not do with the answer is said without a traceback."""
    message = verdict("assert len(x) == 3", x=5).message
    assert message == "The test could not work with your answer: TypeError: object of type 'int' has no len()"


@pytest.mark.parametrize("error", ["SystemExit()", "KeyboardInterrupt()", "RecursionError()", "BaseException()"])
def test_nothing_that_an_answer_raises_escapes(error):
    """Whatever student code raises while it is tested is a failed test."""

    def answer():
        raise eval(error)

    assert verdict("answer()", answer=answer).verdict == "failed"


def test_streams_and_warnings_do_not_count(capsys):
    """Prints, warnings and standard error change no score."""
    source = (
        "import sys, warnings\nprint('x')\nprint('x', file=sys.stderr)\nwarnings.warn('x', UserWarning)\nassert True"
    )
    with pytest.warns(UserWarning):
        assert verdict(source).verdict == "passed"


def test_functions_of_a_test_see_all_names():
    """Its own, and those that it was given."""
    names = {"x": 1}
    source = (
        "y = 2\ndef both():\n    return x + y\nassert both() == 3\nassert [x + y for _ in range(2)] == [3, 3]\nx = 5"
    )
    assert judge(source, "t", 1.0, names).verdict == "passed"


def test_check_failures_bring_their_own_hint():
    """A visible check's hint goes before the cell's."""
    from autograder import checks

    found = verdict("# n\n# Hint: cell\nchecks.values(x)", x=None, checks=checks)
    assert found.verdict == "failed"
    assert "None" in found.message or "nothing" in found.message


class Unsayable:
    """Nothing can be had of it."""

    def __repr__(self):
        raise SystemExit


@pytest.mark.parametrize(
    "error", [KeyError(Unsayable()), AssertionError(Unsayable()), NameError("x", name=Unsayable())]
)
def test_an_exception_that_cannot_be_shown_fails_the_test(error):
    """What it holds may be an object of the student's."""
    error.name = Unsayable()

    def answer():
        raise error

    found = verdict("answer()", answer=answer)
    assert (found.verdict, found.message) == (
        "failed",
        f"Your answer raised {type(error).__name__}, of which nothing more can be said.",
    )


@pytest.mark.parametrize(("hint", "told"), [(["no", "text"], "think"), ("x" * 5000, "x" * 1000), ("", "think")])
def test_a_hint_of_an_exception_is_a_short_text(hint, told):
    """Whoever raised it may have put anything there."""
    error = ValueError("no")
    error.hint = hint

    def answer():
        raise error

    assert verdict("# name\n# Hint: think\nanswer()", answer=answer).hint == told
