"""What a test hands over, in the hands of student code."""

import functools
import io
import random
import statistics
import sys
import types
from collections import deque
from unittest import mock

import numpy as np
import pytest

from autograder.grading import lending as lending_module
from autograder.grading.decided import NeedsPerson, Refused
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


def own(thing):
    """As the course's own cells define it."""
    thing.__module__ = "__main__"
    return thing


@own
class Account:
    """An object of the course's."""

    rate = 2
    _secret = 42

    def __add__(self, other):
        return ("sum", other)

    def __len__(self):
        return 3

    def pay(self, amount, times=1):
        """Pay."""
        return amount * times

    def fail(self):
        raise ValueError("x" * 2000)

    def expect(self):
        assert self.rate == 3, "it should be 3"


def values(outcome):
    assert outcome[0] == "value", outcome
    return outcome[1]


def error(outcome):
    """The class and the text of what was raised."""
    assert outcome[0] == "error"
    return outcome[1][0], outcome[2]


def test_what_crosses_in_place_of_a_function():
    """Its number, kind, name and the beginning of what it says of itself."""

    @own
    def callback(x):
        """What the test counts."""

    told = Lending().describe(callback)
    assert told == {
        "id": 0,
        "kind": "function",
        "type": "function",
        "name": "callback",
        "doc": "What the test counts.",
        "operations": "repr call",
    }
    callback.__doc__ = "d" * 1001
    assert Lending().describe(callback)["doc"] == "d" * 1000
    callback.__doc__ = None
    assert Lending().describe(callback)["doc"] == ""
    callback.__name__ = "n" * 81
    assert Lending().describe(callback)["name"] == "n" * 80


def test_what_crosses_in_place_of_objects_and_classes():
    """An object has neither name nor words of its own; what operators it has is told, not what they are."""
    lending = Lending()
    account = Account()
    told = lending.describe(account)
    assert (told["id"], told["kind"], told["type"], told["name"], told["doc"]) == (0, "object", "Account", "", "")
    assert {"add", "len"} <= set(told["operations"].split(" "))
    told = lending.describe(Account)
    assert (told["id"], told["kind"], told["type"], told["name"], told["doc"]) == (1, "class", "type", "Account", "")
    assert lending.describe(account)["id"] == 0 and lending.describe(Account)["id"] == 1
    assert lending.describe(functools.partial(own(lambda: 1)))["name"] == ""
    named = own(type("T" * 81, (), {}))()
    assert lending.describe(named)["type"] == "T" * 80


LENT = {
    "a function": own(lambda: 1),
    "a function of nowhere": types.FunctionType((lambda: 1).__code__, {}),
    "a class": Account,
    "an object": Account(),
    "its method": Account().pay,
    "a function as a method": types.MethodType(own(lambda self: 1), []),
    "part of a function": functools.partial(own(lambda: 1)),
    "a list's method": [].append,
    "a dict's": {}.get,
    "a set's": set().add,
    "a text's": "".join,
    "a queue's": deque().append,
    "a generator's own method": np.random.default_rng(0).normal,
    "random numbers": random.Random(0),
    "numpy's": np.random.default_rng(0),
    "numpy's old ones": np.random.RandomState(0),
    "a mock": mock.Mock(),
    "a mock that is not called": mock.NonCallableMock(),
    "a text in memory": io.StringIO(),
    "bytes in memory": io.BytesIO(),
    "a generator": (one for one in []),
    "a list's iterator": iter([]),
    "a tuple's": iter(()),
    "a dict's keys": iter({}),
    "a range's": iter(range(3)),
    "a map": map(str, []),
    "a filter": filter(None, []),
    "a zip": zip(),
}
KEPT = {
    "a library's function": statistics.mean,
    "a builtin": print,
    "a class of Python's": type("Other", (), {"__module__": "other"}),
    "an object of a library's": statistics.NormalDist(),
    "its method": statistics.NormalDist().overlap,
    "part of a library's": functools.partial(statistics.mean),
    "a module": io,
    "a file": sys.stdout,
    "a tuple's method": ().count,
    "code": (lambda: 1).__code__,
}


@pytest.mark.parametrize("thing", LENT.values(), ids=LENT)
def test_what_is_a_tests_own_is_handed_over(thing):
    """Functions, classes and objects of the notebook, and what is harmless of Python's."""
    lending = Lending()
    assert not lending.has(thing)
    assert lending.find(lending.describe(thing)) is thing and lending.has(thing)


@pytest.mark.parametrize("thing", KEPT.values(), ids=KEPT)
def test_what_is_not_is_kept(thing):
    """A person looks at such a test."""
    lending = Lending()
    kind = type(thing).__name__
    with pytest.raises(
        NeedsPerson, match=rf"^The test hands an object of the kind '{kind}' to the answer, which cannot"
    ):
        lending.describe(thing)
    assert not lending.has(thing)


def test_what_is_called_gets_all_that_is_given():
    """By place and by name."""
    account = Account()
    pay = account.pay
    lending = lent(pay, account)
    assert values(lending.answer("call", pay, [2], {"times": 3})) == 6
    assert error(lending.answer("call", account, [], {})) == ("TypeError", "'Account' object is not callable")


def test_what_the_tests_own_functions_raise_is_told_and_kept():
    """By the names of its classes and so many characters; what the test expects is not told. The test gets the very same back."""
    account = Account()
    lending = lent(account.fail, account.expect)
    fail, expect = lending.find({"id": 0}), lending.find({"id": 1})
    kind, names, text, number, _ = lending.answer("call", fail, [], {})
    assert (kind, names, text, number) == (
        "error",
        ["ValueError", "Exception", "BaseException", "object"],
        "x" * 1000,
        1,
    )
    assert error(lending.answer("call", expect, [], {})) == ("AssertionError", "")
    assert type(lending.error(1)) is ValueError and type(lending.error(2)) is AssertionError
    for number in (0, -1, 3):
        with pytest.raises(NeedsPerson, match=r"^What came from the kernel was no answer\.$"):
            lending.error(number)


def test_what_decides_a_test_decides_it_inside_its_functions():
    """It is no error that student code could catch."""

    @own
    def decide():
        raise NeedsPerson("Look at it.")

    lending = lent(decide)
    with pytest.raises(NeedsPerson, match="Look at it"):
        lending.answer("call", decide, [], {})


def test_questions_have_an_end(monkeypatch):
    """As many as a test may be asked, and not one more."""
    monkeypatch.setattr(lending_module, "MOST", 2)
    account = Account()
    lending = lent(account)
    assert [values(lending.answer("get", account, "rate")) for _ in range(2)] == [2, 2]
    with pytest.raises(Refused, match=r"^Your answer called what it was given more than 2 times\. Is there a loop"):
        lending.answer("get", account, "rate")


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        (Account(), "_secret"),
        (Account(), "__class__"),
        (LENT["a function"], "__globals__"),
        (LENT["its method"], "__self__"),
        (LENT["its method"], "real"),
        (LENT["a generator"], "gi_frame"),
        (LENT["a list's iterator"], "nothing"),
        (LENT["part of a function"], "func"),
        (LENT["a list's method"], "__self__"),
    ],
)
def test_private_names_and_insides_are_not_given(thing, name):
    """Frames, globals, what a method belongs to."""
    assert error(lent(thing).answer("get", thing, name)) == ("AttributeError", name)


def test_public_attributes_are_given_and_set():
    """Also what somebody noted at a function; not what stands at no object of the test's own."""
    account, counting, numbers = Account(), own(lambda: 1), random.Random(0)
    counting.calls = 3
    lending = lent(account, counting, numbers, Account)
    assert values(lending.answer("get", account, "rate")) == 2
    assert values(lending.answer("get", counting, "calls")) == 3
    assert values(lending.answer("set", counting, "calls", 4)) is None and counting.calls == 4
    assert values(lending.answer("set", account, "new", 4)) is None and account.new == 4
    for thing, name in (
        (account, "_secret"),
        (account, "pay"),
        (numbers, "seed"),
        (numbers, "mine"),
        (Account, "rate"),
    ):
        assert error(lending.answer("set", thing, name, 4)) == ("AttributeError", name)
    assert error(lending.answer("delete", account, "new")) == ("AttributeError", "new") and account.new == 4
    assert error(lending.answer("get", counting, "nothing")) == ("AttributeError", "nothing")
    assert Account.rate == 2


def test_operators_with_two_sides_take_either():
    """Those that its class defines, on both sides, and those that all things have; of others only what stands first counts."""
    account = Account()
    lending = lent(account)
    assert values(lending.answer("operate", "add", account, 3)) == ("sum", 3)
    assert values(lending.answer("operate", "len", account)) == 3
    assert values(lending.answer("operate", "eq", 3, account)) is False
    assert error(lending.answer("operate", "add", 3, 4)) == ("TypeError", "What is used here was not handed over.")
    assert error(lending.answer("operate", "len", [1], account)) == (
        "TypeError",
        "What is used here was not handed over.",
    )
    assert error(lending.answer("operate", "sub", account, 3)) == ("TypeError", "unsupported operation 'sub'")
    assert error(lending.answer("operate", "getitem", account, 0)) == ("TypeError", "unsupported operation 'getitem'")


def test_classes_and_functions_have_no_operators():
    """Not even those that all things have."""
    for thing in (Account, LENT["a function"]):
        assert error(lent(thing).answer("operate", "eq", thing, 3)) == ("TypeError", "unsupported operation 'eq'")
    account = Account()
    assert values(lent(account, Account).answer("operate", "add", account, Account)) == ("sum", Account)


def test_numbers_that_come_back_are_those_that_were_told():
    """From the first to the last."""
    lending = lent(Account, LENT["a function"])
    assert lending.find({"id": 0}) is Account and lending.find({"id": 1}) is LENT["a function"]
    with pytest.raises(LookupError, match=r"^There is no object 2\.$"):
        lending.find({"id": 2})
