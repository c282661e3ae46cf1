"""The failure of a check."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import checks
from autograder.checks.failure import check, described

CALLED_ALIKE = [name for name in checks.__all__ if name not in ("CheckFailed", "accuracy", "band", "withheld")]
MORE = {name: [[]] for name in ("scores", "probabilities", "fit_input", "predictions", "same_values", "shows")}
MORE["metric"], MORE["submission"] = ["loss"], [Path("solution.csv")]  # what a check takes besides the student's value


def test_is_an_assertion_with_message_and_hint():
    """A failure is an AssertionError that reads as its message and carries the hint beside it."""
    failure = checks.CheckFailed("two rows are missing", "count them")
    assert isinstance(failure, AssertionError)
    assert (str(failure), failure.message, failure.hint) == ("two rows are missing",) * 2 + ("count them",)
    assert checks.CheckFailed("alone").hint == ""


def test_survives_pickle():
    """Message and hint cross between processes."""
    copy = pickle.loads(pickle.dumps(checks.CheckFailed("found", "try")))
    assert (copy.message, copy.hint) == ("found", "try")


@pytest.mark.parametrize("name", CALLED_ALIKE)
def test_authored_words_replace_the_made_ones(name):
    """Every check takes a message and a hint, and a student reads these instead of the check's own."""
    with pytest.raises(checks.CheckFailed) as caught:
        getattr(checks, name)(..., *MORE.get(name, []), message="Read section 2 again.", hint="Look at x.")
    assert (caught.value.message, caught.value.hint) == ("Read section 2 again.", "Look at x.")


@pytest.mark.parametrize("name", CALLED_ALIKE)
def test_the_placeholder_is_named_as_such(name):
    """Every check tells a student whose answer is untouched that the three dots are still there."""
    with pytest.raises(checks.CheckFailed, match="is still the placeholder. Replace the three dots"):
        getattr(checks, name)(..., *MORE.get(name, []))


def test_the_cause_is_kept():
    """What a student's own code raised stays attached for the staff."""

    @check
    def strict(*, message: str | None = None) -> None:
        raise checks.CheckFailed("found") from ValueError("theirs")

    with pytest.raises(checks.CheckFailed) as caught:
        strict(message="authored")
    assert isinstance(caught.value.__cause__, ValueError)


@pytest.mark.parametrize(
    ("value", "words"),
    [(..., "still the placeholder"), (None, "nothing (None)"), (int, "the class int"), ("a", "a text"), (1, "an int")],
)
def test_described_in_plain_words(value, words):
    """A student's value is described without Python's jargon."""
    assert described(value) == words


def test_import_is_light():
    """Importing the checks imports neither TensorFlow nor Keras nor Matplotlib nor pandas."""
    heavy = "{'tensorflow', 'keras', 'matplotlib', 'pandas'}"
    code = f"import sys, autograder.checks; print({heavy} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_all_names_are_there():
    """Everything in __all__ exists and has a docstring."""
    assert all(getattr(checks, name).__doc__ for name in checks.__all__)
