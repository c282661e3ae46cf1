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


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("checks.band(a, 'x')", ["x"]),
        ("band(a, 'x')", ["x"]),
        ("a.b.band(a, points='x')", ["x"]),
        ("band(a, 'x', 'y')", ["x"]),
        ("band('x')", []),
        ("band(a, other='x')", []),
        ("other(a, 'x')", []),
        ("a.other(a, 'x')", []),
        ("band(a, {'x': {1: 2}, 'y': {1: 2}})", []),
        ("band(a, {1: {1: 2}})", []),
        ("band(a, 7)", []),
        ("band(a, b'x')", []),
        ("band(a, 'x'); band(b, 'y')\nband(c, 'z')", ["x", "y", "z"]),
        ("%time band(a, 'x')\nband(a, 'y')", ["y"]),  # it stands elsewhere on its line
        ("band(a, 'x'", []),
        ("\x00", []),
    ],
)
def test_a_band_is_named_by_a_text_behind_what_is_measured(source, names):
    """Or by the word `points`."""
    assert band_names(source) == names


def test_thresholds_are_written_as_one_writes_them():
    """The lowest first; numbers without noise, up to twelve digits."""
    filled = with_thresholds("band(a, 'x')", {"x": {0.1 + 0.2: 1.0, 0.05: 0.5, 1_000_000: 2}})
    assert filled == 'band(a, {"x": {0.05: 0.5, 0.3: 1, 1000000: 2}})'
    assert without_thresholds(filled) == 'band(a, "x")'


def test_an_argument_over_several_lines_is_replaced_whole():
    """What stands behind it on its last line stays, in any alphabet."""
    source = 'ä = 1\nband(ä, {\n    "größe": {1: 2}\n}, message="ß")\nband(b, "größe")'
    assert without_thresholds(source) == 'ä = 1\nband(ä, "größe", message="ß")\nband(b, "größe")'
    assert thresholds(source) == {"größe": {1: 2}}
