"""Settings of libraries that hold for a test and for the answer."""

import decimal
import warnings

import numpy as np
import pandas as pd
import pytest

from autograder.values.settings import holding, settings

VALUES = {
    "decimal prec": (5, lambda: str(decimal.Decimal(1) / 3), "0.33333"),
    "decimal rounding": (decimal.ROUND_UP, lambda: str(round(decimal.Decimal("1.21"), 1)), "1.3"),
    "decimal DivisionByZero": (False, lambda: str(decimal.Decimal(1) / 0), "Infinity"),
    "numpy precision": (2, lambda: str(np.array([1 / 3])), "[0.33]"),
    "numpy sign": ("+", lambda: str(np.array([0.5])), "[+0.5]"),
    "pandas display.precision": (1, lambda: str(pd.Series([1 / 3])[0:1]).split()[1], "0.3"),
    "pandas display.max_rows": (4, lambda: ".." in str(pd.Series(range(99))), True),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_setting_holds_while_it_is_asked_for(name):
    """And not longer."""
    value, show, shown = VALUES[name]
    before = settings()
    with holding({name: value}):
        assert settings()[name] == value
        assert show() == shown
    assert settings() == before


def test_a_setting_is_put_back_after_an_error():
    """What the answer raises does not leave the test's settings behind."""
    before = settings()
    with pytest.raises(KeyError), holding({"decimal prec": 3, "numpy precision": 1}):
        raise KeyError
    assert settings() == before


def test_what_nobody_knows_is_left_alone():
    """A setting that this process does not have, such as of another version of a library, changes nothing."""
    before = settings()
    with holding({"numpy legacy_mode": "1.13", "pandas display.colour": 3, "polars rows": 2}):
        assert settings() == before


def test_only_plain_values_are_settings():
    """Functions that format cannot be handed over."""
    assert all(type(value) in (bool, int, float, str) for value in settings().values())
    assert {name.partition(" ")[0] for name in settings()} == {"decimal", "numpy", "pandas"}


def test_looking_at_settings_warns_of_nothing():
    """A test that counts warnings would count those of options that are deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with holding(settings()):
            assert settings()
