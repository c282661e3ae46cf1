"""Classes of the student's in the judge."""

import json
import unittest
from collections.abc import Sequence, Set, Sized
from unittest import mock

import pytest
from pandas.util.version import NegativeInfinityType

from autograder.grading.decided import Refused, decisions
from autograder.grading.mirrors import MOST, Mirrors
from autograder.grading.remote_objects import OWN, ObjectStub


def mirrors(given=lambda name: None):
    return Mirrors(None, given)


def lineage(*kinds):
    """What is told of a class of the student's that stands on some others."""
    told = [["Own", "__main__", 0, [*range(1, len(kinds) + 1)]]]
    told += [[kind.__qualname__, kind.__module__, 1 + place, []] for place, kind in enumerate(kinds)]
    return {"lineage": json.dumps(told), "operations": "", "text": "no"}


@pytest.mark.parametrize("kind", [StopIteration, GeneratorExit, unittest.SkipTest, unittest.case._ShouldStop])
def test_no_exception_of_an_answer_says_that_all_went_well(kind):
    """The end of a loop, or a test case that is skipped."""
    assert type(mirrors().error(lineage(kind))) is RuntimeError
    assert type(mirrors().error(lineage(ValueError))) is not RuntimeError


def test_each_named_tuple_is_made_once_and_the_course_is_asked_once():
    """A list of thousands of them is read in no time."""
    asked = []
    found = mirrors(asked.append)
    told = {"kind": "record", "name": "Pair", "fields": "one other"}
    assert found.record(told) is found.record(told)
    assert asked == ["Pair"]


def test_classes_are_counted():
    """Making a million of them would keep the judge busy for minutes."""
    found = mirrors()
    for number in range(MOST):
        found.record({"kind": "record", "name": f"Own{number}", "fields": ""})
    with decisions(), pytest.raises(Refused):
        found.of(lineage(ValueError))


def test_no_class_of_a_library_answers_for_an_object():
    """It is of a class that says that it stands on such ones, and does not say what it can do."""
    bases = lineage(NegativeInfinityType, Set, Sequence, Sized, mock.MagicMock)
    found = object.__new__(mirrors().of(bases, "total", limited=OWN))
    ObjectStub.__init__(found, None, bases, "total", OWN)
    assert isinstance(found, Set)
    questions = [lambda: found < 3, lambda: 3 in found, lambda: [*found], lambda: len(found), lambda: found <= {1}]
    for question in [*questions, lambda: found == 3, lambda: found != 3, lambda: found.parts]:
        with decisions(), pytest.raises(Refused):
            question()
