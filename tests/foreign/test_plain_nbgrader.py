"""What the records of foreign courses say of their answers is what plain nbgrader says, in an ordinary kernel."""

import pytest
from foreign.corpus import CORPUS


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CORPUS)
def test_a_record_says_what_plain_nbgrader_gives(plainly, name):
    """Every test of every answer, but for what it takes for standard error."""
    course = CORPUS[name]
    for student in course.attempts:
        quiet = {test: score for test, (_, score) in plainly[name, student].items()}
        assert quiet == pytest.approx(course.plainly(student)), student


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CORPUS)
def test_a_record_knows_which_tests_plain_nbgrader_spoils(plainly, name):
    """A test that writes on standard error gives nothing there, not even to the reference."""
    spoilt = {test for test, (raw, quiet) in plainly[name, "right-1"].items() if raw != quiet}
    assert spoilt == {cell.name for cell in CORPUS[name].tests if cell.noisy}
