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


@pytest.mark.parametrize("value", PLAIN, ids=lambda value: type(value).__name__)
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


WORDS = {
    "masked": "hides some of its numbers (a masked array)",
    "missing": "holds missing values",
    "empty": "holds nothing",
    "structured": "is an array of records",
}
DOUBTS = {
    "object array": "is an array of objects",
    "single": "is an array without axes",
    "changes": "changes what it is given",
    "changes the course's": "changes what the course's own cells made",
    "changed": "was changed while the answer was tested",
}


@pytest.mark.parametrize("what", WORDS)
def test_the_words_for_the_student(what):
    """What was met, where, and what to do; a person is told the same."""
    found = Encounters([])
    assert not found.note("mean()", what)
    advice = "so that comparing it says nothing. Give plain numbers, one for each place."
    assert found.failure() == f"mean() {WORDS[what]}, {advice}"
    assert found.doubt() == f"mean() {WORDS[what]}, which the course's own answer does not."


@pytest.mark.parametrize("what", DOUBTS)
def test_the_words_for_a_person(what):
    """It fails nobody."""
    found = Encounters([])
    found.note("total", what)
    assert found.failure() == "" and found.doubt() == f"total {DOUBTS[what]}, which the course's own answer does not."


def test_only_what_was_met_first_is_told():
    """In the order in which it was met."""
    found = Encounters(["a: empty"])
    for origin, what in (("a", "empty"), ("b", "object"), ("c", "missing"), ("d", "masked"), ("c", "missing")):
        found.note(origin, what)
    assert found.unexpected() == [("b", "object"), ("c", "missing"), ("d", "masked")]
    assert found.failure().startswith("c holds missing") and found.doubt().startswith("c holds missing")
    assert list(found.met) == ["a: empty", "b: object", "c: missing", "d: masked"]


def test_changes_that_did_not_decide_are_forgotten():
    """Those of what the answer was given, and nothing else."""
    found = Encounters(["b: changes"])
    found.note("b", "changes")
    assert not found.unexpected_changes()
    found.note("a", "empty")
    assert not found.unexpected_changes()
    found.note("a: b", "changes")
    assert found.unexpected_changes() and found.unexpected()[-1] == ("a: b", "changes")
    found.settle("changes")
    assert list(found.met) == ["a: empty"] and not found.unexpected_changes()


def test_what_the_course_holds_is_known_to_be_usual():
    """Of its own answer all is; where it has none, only what a class gives."""
    own, known, unknown = Encounters(reference=True), Encounters(["a: empty"]), Encounters()
    assert own.note("a", "missing") and own.is_usual("b()", "object") and own.unexpected() == []
    assert known.is_usual("a", "empty") and not known.is_usual("a", "missing") and not known.is_usual("b", "empty")
    assert (
        unknown.is_usual("a()", "class") and unknown.is_usual("a", "object") and not unknown.is_usual("a()", "object")
    )
    unknown.note("a", "class")
    assert unknown.is_usual("a()", "object") and not unknown.is_usual("ba()", "object")
    assert [one.is_open for one in (own, known, unknown, Encounters([]))] == [False, False, True, False]
    assert Encounters(["a: empty"], reference=True).is_usual("b", "missing")
    assert unknown.unexpected() == [("a", "class")] and unknown.failure() == ""


@pytest.mark.parametrize(
    ("value", "noted"),
    [(len, True), (lambda: 0, True), (np.add, True), (int, False), (type, False), (3, False), ("len", False)],
)
def test_functions_in_place_of_data_are_noted(value, noted):
    """Classes are noted where they are called."""
    found = Encounters([])
    found.look_at(value, "total")
    assert list(found.met) == (["total: function"] if noted else [])


EXACT = {
    "masked": (np.ma.masked_array([1.0], [True]), ["masked"]),
    "no mask": (np.ma.masked_array([1.0], [False]), []),
    "no axes": (np.array(3.0), ["single"]),
    "objects without axes": (np.array(None, object), ["object array", "single"]),
    "records": (np.zeros(2, dtype=[("a", int)]), ["structured"]),
    "no records": (np.zeros(0, dtype=[("a", int)]), ["empty", "structured"]),
    "objects": (np.array([None]), ["object array"]),
    "none": (np.zeros((3, 0)), ["empty"]),
    "an index of none": (pd.Index([], dtype=float), ["empty"]),
    "an index": (pd.Index([1]), []),
    "an index with gaps": (pd.Index([1.0, np.nan]), []),
    "a series": (pd.Series([1.0, np.nan]), ["missing"]),
    "a table without rows": (pd.DataFrame({"a": []}), ["empty"]),
    "a table": (pd.DataFrame({"a": [1], "b": ["x"]}), []),
    "a time": (pd.Timestamp("2020"), []),
    "no time in a tuple": ((pd.NaT,), ["missing"]),
    "a mask in a set": ([np.ma.masked], ["masked"]),
    "both in a dict": ({1: np.ma.masked, 2: pd.NA}, ["masked", "missing"]),
}


@pytest.mark.parametrize(("value", "met"), EXACT.values(), ids=EXACT)
def test_what_is_met_in_data(value, met):
    """All of it, in the order of its names."""
    found = Encounters([])
    found.look_into([1, value], "total")
    assert list(found.met) == [f"total: {what}" for what in met]
