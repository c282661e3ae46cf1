"""What measured spread says of thresholds."""

import numpy as np
import pytest

from autograder.authoring.calibration.chances import CHANCE, LUCK, falls_below, proposed, reaches

TWENTY = [
    0.9826, 0.9830, 0.9833, 0.9834, 0.9835, 0.9836, 0.9837, 0.9838, 0.9839, 0.9840,
    0.9841, 0.9842, 0.9843, 0.9844, 0.9845, 0.9846, 0.9847, 0.9848, 0.9850, 0.9853,
]  # fmt: skip
BASELINE = [0.9686, 0.9701, 0.9712, 0.9718, 0.9724, 0.9731, 0.9739, 0.9745, 0.9750, 0.9758]


def test_the_chance_is_that_of_one_more_run():
    """Where one value in twenty is said to fall below, one more value drawn in the same way does so one time in twenty."""
    rng = np.random.default_rng(0)
    drawn = rng.normal(0.98, 0.002, size=(4000, 9))
    below = np.mean([falls_below(values[:-1], values[-1]) < 0.05 for values in drawn])
    assert below == pytest.approx(0.05, abs=0.012)
    assert falls_below(TWENTY, 0.9820) < 0.01 < falls_below(TWENTY, 0.9828) < 0.1


def test_few_runs_promise_less():
    """The same spread in three runs leaves a larger chance than in twenty."""
    assert falls_below(TWENTY[:20:7], 0.978) > 10 * falls_below(TWENTY, 0.978)


def test_equal_runs_fall_below_or_do_not():
    """Without any spread there is nothing in between."""
    assert falls_below([0.98, 0.98], 0.979) == 0
    assert falls_below([0.98, 0.98], 0.981) == 1
    assert proposed([0.98, 0.98], [], 4) == {0.98: 4}


def test_what_was_seen_is_no_rarer_than_it_was_seen():
    """Runs far out of the ordinary count as they are, whatever a normal distribution says of them."""
    values = [0.98] * 199 + [0.95]
    assert falls_below(values, 0.96) == 1 / 200
    assert reaches([1 - value for value in values], 0.04) == pytest.approx(1 / 200)


def test_full_points_are_proposed_where_hardly_a_correct_answer_falls_below():
    """A thousandth, at most as high as the lowest run; the next one would be too high."""
    (full,) = proposed(TWENTY, [], 8)
    assert full == round(full, 3) <= min(TWENTY)
    assert falls_below(TWENTY, full) <= CHANCE < falls_below(TWENTY, full + 0.001)
    assert proposed(TWENTY, [], 8) == {full: 8}


def test_half_of_them_half_way_from_where_who_improved_nothing_comes():
    """Where the two can be told apart; else there is one threshold only."""
    thresholds = proposed(TWENTY, BASELINE, 8)
    half, full = sorted(thresholds)
    assert thresholds == {half: 4, full: 8}
    unimproved = 2 * half - full
    assert reaches(BASELINE, unimproved) <= LUCK < reaches(BASELINE, unimproved - 0.003)
    assert list(proposed(TWENTY, [value + 0.01 for value in BASELINE], 8).values()) == [8]


def test_an_outlier_lowers_the_proposal():
    """No threshold lies above a correct answer that was seen."""
    values = [0.98] * 200 + [0.95]
    assert max(proposed(values, [], 8)) <= 0.95
