"""What compares as nothing at all decides no test, unless the course's own answer holds it, too."""

from collections import OrderedDict, deque, namedtuple

import numpy as np
import pandas as pd
import pytest

from autograder.grading.encounters import Encounters
from autograder.values import dump, load

Pair = namedtuple("Pair", "one other")

NOTHING = {
    "masked": np.ma.masked_array([1.0, 2.0], [True, False]),
    "all masked": np.ma.masked_all((2, 2)),
    "missing in a series": pd.Series([1.0, None]),
    "pandas' own missing": pd.Series([pd.NA, 1], dtype="Int64"),
    "missing in a table": pd.DataFrame({"a": [1.0, np.nan]}),
    "no time": pd.NaT,
    "empty": np.zeros((0, 3)),
    "an empty series": pd.Series([], dtype=float),
    "an empty table": pd.DataFrame(),
    "records": np.zeros(3, dtype=[("a", int)]),
    "in a list": [1, np.zeros(0)],
    "in a dict of tuples": {"a": (np.ma.masked_all(2),)},
    "far behind in a list": [*range(1000), np.ma.masked],
    "deep in lists": [[[[[[np.zeros(0)]]]]]],
    "in a deque": deque([np.zeros(0)]),
    "in an ordered dict": OrderedDict(a=pd.NA),
    "in a named tuple": Pair(1, np.ma.masked_all(2)),
}
PLAIN = [3, "text", [1, 2], {"a": []}, np.arange(3), np.float64(2), pd.Series([1, 2]), pd.DataFrame({"a": [1]}), None]
PLAIN += [np.ma.masked_array([1.0, 2.0]), [], {}, (), "", float("nan")]


def meet(found, value, origin):
    """As it comes from a kernel, in a list with others."""
    message = dump([value], handle=lambda thing: {"kind": "object"}).message
    found.look_into(load(message, stub=lambda told: Pair if told["kind"] == "record" else None).proper.values(), origin)


@pytest.mark.parametrize("value", NOTHING.values(), ids=NOTHING)
def test_nothing_fails(value):
    """With a sentence for the student."""
    found = Encounters([])
    meet(found, value, "total")
    assert found.failure().startswith("total h") or found.failure().startswith("total is an array of records")


@pytest.mark.parametrize("value", NOTHING.values(), ids=NOTHING)
def test_what_the_courses_own_answer_holds_is_usual(value):
    """Then the test expects it."""
    own = Encounters(reference=True)
    meet(own, value, "total")
    found = Encounters(list(own.met))
    meet(found, value, "total")
    assert not found.failure() and not found.doubt() and not own.failure() and not own.doubt()
    elsewhere = Encounters(list(own.met))
    meet(elsewhere, value, "mean()")
    assert elsewhere.failure()


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_values_are_plain(value):
    """They are compared as they are."""
    found = Encounters([])
    meet(found, value, "total")
    assert not found.met and not found.failure() and not found.doubt()


@pytest.mark.parametrize("value", [np.array(3.0), np.array([object()]), np.array(["a", None])])
def test_what_may_be_right_is_for_a_person(value):
    """An array without axes, or of objects."""
    found = Encounters([])
    meet(found, value, "total")
    assert not found.failure() and "the course's own answer does not" in found.doubt()


@pytest.mark.parametrize("value", NOTHING.values(), ids=NOTHING)
def test_where_nobody_knows_a_person_decides(value):
    """A course that holds no answer cannot say what is usual."""
    found = Encounters()
    meet(found, value, "total")
    assert not found.failure() and found.doubt()


def test_objects_are_expected_where_the_course_has_them():
    """By where they come from; where nobody knows, of classes alone."""
    assert Encounters(["Square(): object"]).note("Square()", "object")
    assert not Encounters(["Square(): object"]).note("total", "object")
    unknown = Encounters()
    assert not unknown.note("total()", "object")
    unknown.note("Square", "class")
    assert unknown.note("Square()", "object") and unknown.note(".side", "object")
