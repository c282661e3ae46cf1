"""Partial credit."""

import numpy as np
import pytest
import tensorflow as tf

from autograder import checks
from autograder.checks.points import measured

POINTS = {0.978: 8, 0.976: 5}


@pytest.mark.parametrize(
    ("value", "earned"),
    [(0.976, 5), (0.9779, 5), (0.978, 8), (1, 8), (np.float32(0.976), 5), (np.float64(0.99), 8), (np.int64(1), 8)],
)
def test_the_highest_threshold_reached_counts(value, earned):
    """A value earns the points of the highest threshold that it reaches, as a plain float."""
    points = checks.band(value, POINTS)
    assert type(points) is float and points == earned


@pytest.mark.parametrize("value", [0.9759, 0, -1, float("nan")])
def test_below_all_thresholds_nothing_is_earned(value):
    """A value that reaches no threshold fails, and the message says where points begin."""
    with pytest.raises(checks.CheckFailed, match="the points begin at 0.976"):
        checks.band(value, POINTS, name="accuracy")


@pytest.mark.parametrize("value", [True, np.True_, "0.98", None, ..., [0.98], np.array([0.98]), 1j, tf.constant([1.0])])
def test_only_real_numbers_have_a_place(value):
    """True, text, lists and arrays are no measured value."""
    with pytest.raises(checks.CheckFailed, match="a single number is asked for"):
        checks.band(value, POINTS)


def test_authored_message():
    """The author's words replace the made ones."""
    with pytest.raises(checks.CheckFailed, match="^Train longer.$"):
        checks.band(0.5, POINTS, message="Train longer.")


def test_a_named_band_notes_what_reached_it():
    """Inside `measured`, values are collected by name, those below all thresholds too; outside, nothing is."""
    with measured() as values:
        assert checks.band(np.float32(0.977), {"best": POINTS}) == 5
        assert checks.band(3, {2: 2, 3: 4}) == 4
        with pytest.raises(checks.CheckFailed, match="the points begin at 0.976"):
            checks.band(0.5, {"other": POINTS})
        with pytest.raises(checks.CheckFailed):
            checks.band(float("nan"), {"none": POINTS})
    checks.band(0.99, {"late": POINTS})
    assert values == {"best": pytest.approx(0.977), "other": 0.5}


def test_a_name_without_thresholds_is_the_authors_mistake():
    """Such a test was not built; that is no failed check."""
    with pytest.raises(ValueError, match="'best' has no thresholds"):
        checks.band(0.5, "best")
