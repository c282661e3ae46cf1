"""Bands with names in a test's source."""

import pytest

from autograder.cells import band_names, thresholds, with_thresholds, without_thresholds

BANDS = {"best": {0.978: 8, 0.976: 5}, "zweitgrößte": {0.5: 2.5}}
BARE = """from autograder import checks

# größer ist besser
checks.band(
    checks.accuracy(model, x, y, name="größe"),
    "best",
    message="More neurons.",
)
checks.band(fair, {2: 2, 3: 4}, message="Fewer than three.")
checks.band(f(checks.band(a, "inner")), points="zweitgrößte", message="Größer."); print("best")
"""


def test_thresholds_stand_beside_the_names_and_nothing_else_changes():
    """Counts, messages and other text stay as they are, umlauts or not."""
    bands = BANDS | {"inner": {0.1: 1}}
    filled = with_thresholds(BARE, bands)
    assert filled == (
        BARE.replace('    "best",\n', '    {"best": {0.976: 5, 0.978: 8}},\n')
        .replace('points="zweitgrößte"', 'points={"zweitgrößte": {0.5: 2.5}}')
        .replace('(a, "inner")', '(a, {"inner": {0.1: 1}})')
    )
    assert thresholds(filled) == bands
    assert thresholds(BARE) == {}


def test_names_are_told_in_their_order_with_thresholds_or_without():
    """A name is one wherever the band is called from."""
    assert band_names('from autograder.checks import band\nband(x, "one")\nchecks.band(x, {"two": {1: 2}})') == [
        "one",
        "two",
    ]
    assert band_names("checks.band(fair, {2: 2, 3: 4})\nchecks.band(x, NAME)\nband()") == []


def test_the_way_there_and_back_loses_nothing():
    """What `build` wrote is taken away again."""
    bands = BANDS | {"inner": {0.1: 1}}
    assert without_thresholds(with_thresholds(BARE, bands)) == BARE
    assert with_thresholds(with_thresholds(BARE, bands), bands) == with_thresholds(BARE, bands)


def test_a_name_without_a_band_is_an_error_and_broken_code_is_left_alone():
    """Who builds says it with the place; a syntax error is said elsewhere."""
    with pytest.raises(KeyError, match="inner"):
        with_thresholds(BARE, BANDS)
    assert with_thresholds('checks.band(x, "best"', BANDS) == 'checks.band(x, "best"'
