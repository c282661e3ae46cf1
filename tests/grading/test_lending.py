"""What a test hands over, in the hands of student code."""

import io
import statistics
from unittest import mock

import pytest

from autograder.grading.lending import Lending


def lent(*things):
    lending = Lending()
    for thing in things:
        lending.describe(thing)
    return lending


def test_only_what_was_handed_over_is_used():
    """Texts, libraries' functions and classes, which cross as what they are, are no way into the judge's process."""
    callback = lambda: 0  # noqa: E731 - as a test defines it
    callback.__module__ = "__main__"
    lending = lent(callback)
    for question in (
        ("get", "{0.__globals__}", "format"),
        ("call", "{0.__globals__}".format, [statistics.mean], {}),
        ("call", type, ["Same", (), {"__module__": "__main__"}], {}),
        ("set", statistics.mean, "open", 1),
        ("operate", "mod", "%s", "x"),
        ("operate", "str", callback),
        ("operate",),
        ("call",),
    ):
        assert lending.answer(*question)[0] == "error", question
    assert lending.answer("call", callback, [], {}) == ("value", 0)


def test_a_mock_is_called_and_not_changed():
    """What a mock says of its calls is not the answer's to set."""
    spy = mock.MagicMock(return_value=3)
    lending = lent(spy)
    assert lending.answer("call", spy, [1], {}) == ("value", 3)
    for name in ("configure_mock", "attach_mock", "reset_mock", "mock_add_spec"):
        assert lending.answer("get", spy, name)[0] == "error"
    assert lending.answer("set", spy, "return_value", 4)[0] == "error"
    spy.assert_called_once_with(1)


def test_a_text_in_memory_is_written_to():
    """Methods of what is handed over are handed over in their turn."""
    text = io.StringIO()
    lending = lent(text)
    _, write = lending.answer("get", text, "write")
    lending.describe(write)
    assert lending.answer("call", write, ["!"], {}) == ("value", 1)
    assert text.getvalue() == "!"


@pytest.mark.parametrize(
    "operands", [("getitem", "text", "spy"), ("format", "text", "spy"), ("contains", "text", "spy")]
)
def test_operations_are_those_of_what_was_handed_over(operands):
    """What stands first is handed over; only of operators with two sides either may be."""
    spy = mock.MagicMock()
    name, *rest = operands
    assert lent(spy).answer("operate", name, *[spy if one == "spy" else one for one in rest])[0] == "error"


def test_an_objects_methods_stay_its_own():
    """Its fields may be set, as by any code that has it."""

    class Account:
        balance = 0

        def check(self):
            return self.balance == 3

    Account.__module__ = "__main__"
    account = Account()
    lending = lent(account)
    assert lending.answer("set", account, "check", bool)[0] == "error"
    assert lending.answer("set", account, "balance", 2) == ("value", None)
    assert (account.balance, account.check()) == (2, False)


def test_what_comes_back_was_handed_over():
    """A number that nobody was told is none."""
    for number in (-1, 1):
        with pytest.raises(LookupError):
            lent(print_nothing).find({"id": number})


def print_nothing():
    """As a test defines it."""


print_nothing.__module__ = "__main__"
