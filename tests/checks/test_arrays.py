"""Checks of numbers."""

import keras
import numpy as np
import pandas as pd
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import checks

COUNTS = [5923, 6742, 5958]
RIGHT_FORMS = {
    "list": COUNTS,
    "tuple": tuple(COUNTS),
    "array": np.array(COUNTS),
    "floats": [5923.0, 6742.0, 5958.0],
    "list of NumPy numbers": list(np.array(COUNTS)),
    "list of tensors": [tf.constant(count) for count in COUNTS],
    "tensor": tf.constant(COUNTS),
    "variable": keras.Variable(COUNTS),
    "read-only array": np.frombuffer(np.array(COUNTS).tobytes(), dtype=int),
    "Series": pd.Series(COUNTS),
    "value_counts, sorted by frequency": pd.Series(COUNTS).sort_values(ascending=False),
    "Series with names": pd.Series(COUNTS, index=list("abc")),
    "table with one column": pd.DataFrame({"count": COUNTS}),
    "column of a table": pd.DataFrame({"digit": [0, 1, 2], "count": COUNTS})["count"],
    "dict": dict(enumerate(COUNTS)),
    "dict in another order": {1: 6742, 2: 5958, 0: 5923},
    "dict with NumPy keys": {np.uint8(2): 5958, np.int64(1): 6742, np.uint8(0): 5923},
    "objects": np.array(COUNTS, dtype=object),
}


@pytest.mark.parametrize("form", RIGHT_FORMS)
def test_values_reads_every_fair_form(form):
    """Numbers are read from every form that a student may choose, in the right order."""
    read = checks.values(RIGHT_FORMS[form])
    assert isinstance(read, np.ndarray) and list(read) == COUNTS
    checks.same_values(RIGHT_FORMS[form], COUNTS)


def test_values_reads_a_range():
    """A range is a row of numbers too."""
    assert list(checks.values(range(4))) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (..., "answer is still the placeholder"),
        (None, "answer is nothing"),
        ("1, 2, 3", "answer is a text"),
        ({1, 2, 3}, "a set has no order"),
        ({"0": 1, "1": 2}, "keys '0', '1'"),
        ({1: 5, 2: 6}, "should be 0, 1, 2 and so on"),
        ({False: 5, True: 6}, "keys False, True"),
        (["1", "2"], "does not hold real numbers"),
        ([1, None], "does not hold real numbers"),
        ([1j, 2], "does not hold real numbers"),
        ([[1, 2], [3]], "one length"),
        (pd.DataFrame({"a": [1], "b": [2]}), "table with 2 columns"),
        (7, "answer is one number, 7"),
        (len, "answer is a builtin_function_or_method"),
        ((number for number in COUNTS), "answer is a generator"),
        (keras.KerasTensor((3,)), "cannot be read"),
    ],
)
def test_values_refuses_the_rest(value, words):
    """Anything that is no row of numbers is refused with a word about what it is."""
    with pytest.raises(checks.CheckFailed, match=words):
        checks.values(value)


def test_values_uses_the_students_name():
    """The message calls the value what the student calls it."""
    with pytest.raises(checks.CheckFailed, match="^counts is a set"):
        checks.values({1}, name="counts")


@settings(deadline=None)  # the first number takes as long as its library needs
@given(st.permutations(range(6)))
def test_a_dict_is_read_by_its_keys(order):
    """The order in which a dict was filled does not matter."""
    assert list(checks.values({key: key * 10 for key in order})) == [0, 10, 20, 30, 40, 50]
    assert list(checks.values(pd.Series({key: key * 10 for key in order}))) == [0, 10, 20, 30, 40, 50]


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.sampled_from(["float64", "float32"]))
def test_rounding_of_a_type_is_forgiven(numbers, kind):
    """Numbers that differ only by the rounding of float32 are the same."""
    checks.same_values(np.array(numbers, dtype=kind), numbers)


@settings(deadline=None)
@given(st.lists(st.integers(0, 10_000_000), min_size=1, max_size=8), st.data())
def test_a_whole_number_is_never_nearly_right(numbers, data):
    """A count that is off by one is another number, however large it is."""
    place = data.draw(st.integers(0, len(numbers) - 1))
    wrong = [number + (index == place) for index, number in enumerate(numbers)]
    with pytest.raises(checks.CheckFailed, match=f"holds {wrong[place]} at index {place}"):
        checks.same_values(wrong, numbers)


def test_same_values_tells_the_place_and_not_the_number():
    """The message shows what was found and where, never what was expected."""
    with pytest.raises(checks.CheckFailed) as caught:
        checks.same_values([5923, 1, 5958], COUNTS, name="counts")
    assert "counts holds 1 at index 1" in caught.value.message and "6742" not in caught.value.message


@pytest.mark.parametrize(
    ("value", "expected"),
    [(7, 7.0), (np.float32(0.5), 0.5), ([[1, 2], [3, 4]], np.array([[1, 2], [3, 4]])), ([np.nan, 1], [np.nan, 1])],
)
def test_same_values_of_any_shape(value, expected):
    """Single numbers, tables and planted gaps compare too."""
    checks.same_values(value, expected)


@pytest.mark.parametrize(
    ("value", "expected", "words"),
    [
        ([1, 2], [1, 2, 3], r"has shape \(2,\); \(3,\) is asked for"),
        ([[1, 2, 3]], [1, 2, 3], r"has shape \(1, 3\)"),
        (7, 8, "is 7. That is not the number"),
        ([np.nan, 1], [0, 1], "nan at index 0"),
        ([[1, 2], [3, 5]], [[1, 2], [3, 4]], r"holds 5 at index \(1, 1\)"),
    ],
)
def test_same_values_refuses_others(value, expected, words):
    """Another shape or another number fails, and the message says which."""
    with pytest.raises(checks.CheckFailed, match=words):
        checks.same_values(value, expected)


def test_same_values_with_more_room():
    """The tolerance is the author's to choose."""
    checks.same_values([0.971], [0.97], tolerance=0.005)
    with pytest.raises(checks.CheckFailed):
        checks.same_values([0.98], [0.97], tolerance=0.005)


@pytest.mark.parametrize("shape", [(2, 3), (None, 3), (2, None), (None, None), None])
def test_array_accepts_its_shape(shape):
    """None in a shape stands for any length."""
    found = checks.array([[0, 0.5, 1]] * 2, shape=shape, low=0, high=1)
    assert found.shape == (2, 3)


@pytest.mark.parametrize(
    ("value", "limits", "words"),
    [
        (np.zeros((28, 28)), {"shape": (None, 784)}, r"x_flat has shape \(28, 28\); \(any, 784\) is asked for"),
        (np.zeros(3), {"shape": (4,)}, r"\(4,\) is asked for"),
        (np.zeros((2, 2)), {"shape": (None,)}, r"\(any,\) is asked for"),
        ([0, 255], {"high": 1}, "largest value of x_flat is 255; it should be 1 or less"),
        ([-1, 1], {"low": 0}, "smallest value of x_flat is -1; it should be 0 or more"),
        ([0.5, np.nan], {}, "x_flat holds NaN"),
        ([0.5, np.inf], {"high": 1}, "largest value of x_flat is inf"),
        (None, {}, "x_flat is nothing"),
    ],
)
def test_array_says_what_does_not_fit(value, limits, words):
    """Shape, range and NaN each have their message."""
    with pytest.raises(checks.CheckFailed, match=words):
        checks.array(value, name="x_flat", **limits)


def test_array_may_be_empty():
    """An array without numbers has no smallest one, and that is no error."""
    assert checks.array(np.zeros((0, 784)), shape=(None, 784), low=0, high=1).size == 0
