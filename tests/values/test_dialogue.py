"""Two processes that ask each other: what crosses stays what it is, and both see what becomes of it."""

import socket
import threading
from functools import partial

import numpy as np
import pytest

from autograder.values import Malformed, dump, receive, send
from autograder.values.dialogue import BIG, DEPTH, Dialogue


class Side:
    """One side, whose functions the other may call by name."""

    def __init__(self, line, functions, *, keeps=False):
        self.handles = []
        self.functions, self.noticed = functions, []
        self.dialogue = Dialogue(
            partial(send, line),
            partial(receive, line),
            self.handle,
            self.stub,
            self.answer,
            notice=self.notice,
            keeps=keeps,
        )

    def handle(self, thing):
        self.handles.append(thing)
        return {"id": len(self.handles) - 1}

    def stub(self, description):
        return ("stub", description["id"])

    def notice(self, changed, own):
        self.noticed += changed & own
        return set()

    def answer(self, verb, *arguments):
        try:
            return ("value", self.functions[verb](*arguments))
        except RecursionError as error:
            return ("error", str(error))

    def call(self, verb, *arguments):
        kind, value = self.dialogue.ask(verb, *arguments)
        if kind == "error":
            raise RecursionError(value)
        return value


@pytest.fixture
def sides():
    """A function that makes both sides; the second serves in a thread."""
    lines = []

    def made(there, here=None):
        ours, theirs = socket.socketpair()
        lines.extend((ours, theirs))
        one, other = Side(ours, here or {}, keeps=True), Side(theirs, there)

        def serve():
            try:
                while True:
                    other.dialogue.serve()
            except (EOFError, OSError):
                return

        threading.Thread(target=serve, daemon=True).start()
        return one, other

    yield made
    for line in lines:
        line.close()


def test_what_comes_back_is_what_went(sides):
    """A list that is returned is the list that was sent, with what was done to it."""
    one, _ = sides({"add": lambda values: values.append(3) or values})
    mine = [1, 2]
    assert one.call("add", mine) is mine
    assert mine == [1, 2, 3] and one.noticed


def test_what_is_kept_there_is_shared(sides):
    """Changes made on either side, later and elsewhere, are seen on both."""
    kept = []
    there = {
        "keep": lambda values: kept.append(values),
        "sum": lambda: sum(kept[0]),
        "grow": lambda: kept[0].append(10),
    }
    one, _ = sides(there)
    mine = [1, 2]
    one.call("keep", mine)
    mine.append(4)
    assert one.call("sum") == 7
    one.call("grow")
    assert mine == [1, 2, 4, 10]


def test_the_same_object_comes_as_the_same(sides):
    """Two answers that are one object there are one object here, and two are two."""
    same, grids = [0], {"same": lambda: same, "other": lambda: [0]}
    one, _ = sides(grids)
    assert one.call("same") is one.call("same")
    first, second = one.call("other"), one.call("other")
    assert first is not second
    held = one.call("same")
    held.append(1)
    assert one.call("same") == [0, 1] and same == [0, 1]


def test_arrays_and_what_holds_them_are_shared(sides):
    """In a dict, by a view of none, small ones for ever and big ones for the call."""
    kept = {}
    there = {"put": lambda name, array: kept.setdefault(name, array).fill(7), "all": lambda: {"kept": kept}}
    one, _ = sides(there)
    small, big = np.zeros(3), np.zeros(BIG)
    one.call("put", "small", small)
    one.call("put", "big", big)
    assert small.tolist() == [7, 7, 7] and big.min() == 7
    small[0] = 1
    big[0] = 1
    found = one.call("all")["kept"]
    assert found["small"] is small and kept["small"][0] == 1
    assert found["big"] is not big and found["big"][0] == 7


def test_what_is_to_stay_stays_on_both_sides(sides):
    """A change that one side does not take is undone on the other."""
    kept = []
    there = {"spoil": lambda values: kept.append(values) or values.clear() or values, "look": lambda: list(kept[0])}
    one, _ = sides(there)
    one.dialogue._notice = lambda changed, own: changed & own
    mine = [1, 2]
    assert one.call("spoil", mine) is mine
    assert mine == [1, 2] and one.call("look") == [1, 2]


def test_nobody_keeps_what_nobody_holds(sides):
    """A thousand calls leave no thousand objects to look after."""
    one, other = sides({"twice": lambda values: [2 * one for one in values]})
    for turn in range(1000):
        assert one.call("twice", [turn]) == [2 * turn]
    assert len(one.dialogue._known.objects) < 10 and len(other.dialogue._known.objects) < 10


def test_a_question_may_be_asked_in_return(sides):
    """While it waits, each side answers, to a depth that has an end."""
    one, other = sides(
        {"fall": lambda n: other.call("fall", n - 1) if n else 0}, {"fall": lambda n: one.call("fall", n)}
    )
    assert one.call("fall", 10) == 0
    with pytest.raises(RecursionError, match=f"More than {DEPTH} calls"):
        one.call("fall", 10 * DEPTH)


@pytest.mark.parametrize(
    "value",
    [
        ("value",),
        (("value", 1), []),
        (("value", 1), [], [], []),
        3,
        ((3,), [], []),
        (("value", 1), 3, []),
        ((), [], []),
    ],
)
def test_what_is_no_answer_is_malformed(value):
    """Whatever the other side sends."""
    ours, theirs = socket.socketpair()
    side = Side(ours, {})
    send(theirs, dump(value, handle=lambda thing: {}).message)
    with pytest.raises(Malformed):
        side.dialogue.ask("x")
    ours.close()
    theirs.close()


def test_changes_of_what_nobody_knows_are_malformed():
    """A number that was never given, or content of another kind."""
    for changed in ([(5, [1])], [(0, 3)], [("a", [])], [3]):
        ours, theirs = socket.socketpair()
        side = Side(ours, {})
        send(theirs, dump((("value", 1), changed, []), handle=lambda thing: {}).message)
        with pytest.raises(Malformed):
            side.dialogue.ask("x", [1])
        ours.close()
        theirs.close()
