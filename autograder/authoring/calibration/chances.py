"""How likely one more answer falls below a threshold, and where thresholds should lie.

One more run is predicted from those that were made: values are taken for normal, and (x − mean) / (sd · √(1 + 1/n)) follows Student's
t with n − 1 degrees of freedom (the prediction interval for one further observation; G. J. Hahn and W. Q. Meeker, Statistical
Intervals, 1991, section 4.8). With few runs the tails are wide, so few runs give careful thresholds, not bold ones. No chance is
said to be smaller than the share of the runs that showed the contrary: then they are not normal.
"""

import math
import statistics
from collections.abc import Sequence

from autograder.checks.points import ROUNDING

CHANCE = 1 / 1000  # of a correct answer to fall below the threshold of its full points
LUCK = 1 / 20  # of a typical unimproved answer to reach a threshold that is to tell it from an improved one
STEPS = 1000  # thresholds are thousandths


def falls_below(values: Sequence[float], threshold: float) -> float:
    """The chance that one more run ends below a threshold.

    Args:
        values: what the runs reached, two at least.
        threshold: on the same scale.
    """
    return max(_predicted_below(values, threshold), _share_below(values, threshold))


def reaches(values: Sequence[float], threshold: float) -> float:
    """The chance that one more run reaches a threshold.

    Args:
        values: what the runs reached, two at least.
        threshold: on the same scale.
    """
    return 1 - min(_predicted_below(values, threshold), _share_below(values, threshold))


def proposed(reference: Sequence[float], typical: Sequence[float], points: float) -> dict[float, float]:
    """Thresholds with their points.

    Full points from where at most `CHANCE` of the correct answers fall below, and no run did. Half of them half way between that
    and where at most `LUCK` of the typical unimproved answers come, where that is lower: then the two can be told apart.

    Args:
        reference: what runs of the reference reached, two at least.
        typical: what runs of the typical unimproved answer reached; empty where there is none.
        points: of the test.
    """
    full = _down(min(_limit(reference, CHANCE), *reference))
    unimproved = -_down(-_limit(typical, 1 - LUCK)) if typical else full
    half = -_down(-(unimproved + full) / 2)
    return ({half: points / 2} if half < full else {}) | {full: points}


def _predicted_below(values: Sequence[float], threshold: float) -> float:
    from scipy.stats import t

    spread = _spread(values)
    if not spread:
        return _share_below(values, threshold)
    return float(t.cdf((threshold - statistics.fmean(values)) / spread, len(values) - 1))


def _share_below(values: Sequence[float], threshold: float) -> float:
    return sum(value < threshold - ROUNDING for value in values) / len(values)


def _spread(values: Sequence[float]) -> float:
    """Standard deviation of the difference between one more run and the mean of those that were made."""
    return statistics.stdev(values) * math.sqrt(1 + 1 / len(values))


def _limit(values: Sequence[float], chance: float) -> float:
    """Where one more run ends below with a given chance."""
    from scipy.stats import t

    return statistics.fmean(values) + _spread(values) * float(t.ppf(chance, len(values) - 1))


def _down(value: float) -> float:
    """Rounded down to a thousandth; what is one already stays."""
    return math.floor(value * STEPS + 1e-6) / STEPS
