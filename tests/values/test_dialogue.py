"""Two processes that ask each other: what crosses stays what it is, and both see what becomes of it."""

import socket
import threading
from functools import partial

import numpy as np
import pytest

from autograder.values import Malformed, dump, load, receive, send
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


class Ends:
    """A dialogue whose messages go nowhere: what was sent, and what comes, is the test's to say."""

    def __init__(self, *answers, **named):
        self.sent, self.answers, self.noticed, self.met = [], list(answers), [], []
        self.dialogue = Dialogue(
            lambda message: self.sent.append(message.copy()),
            lambda: dump(self.answers.pop(0), handle=lambda thing: {}).message.copy(),
            lambda thing: {"kind": type(thing).__name__},
            lambda told: told,
            named.pop("answer", lambda *question: ("value", question)),
            notice=named.pop("notice", self.notice),
            meet=lambda payload, objects: self.met.append((payload[0], len(list(objects)))),
            **named,
        )

    def notice(self, changed, own):
        self.noticed.append((changed, own))
        return set()

    def message(self, place=-1):
        """What was sent, as it stands there."""
        return load(self.sent[place], stub=lambda told: told, refer=lambda number: f"known {number}").value


def test_what_a_question_is_made_of():
    """What is asked, what changed, what is not held any more; a look is bare."""
    ends = Ends((("value", 1), [], []), (("value", [2]), [], []))
    assert ends.dialogue.ask("add", [1], 2) == ("value", 1)
    assert ends.message() == (("add", [1], 2), [], [])
    assert ends.dialogue.look("see", "x") == ("value", [2])
    assert ends.message() == ("see", "x")
    assert ends.met == [("value", 4), ("value", 5)]


def test_what_is_known_crosses_as_its_number():
    """In the order in which it came, from either side; what cannot be changed has none."""
    mine, held = [1], {"a": 1}
    ends = Ends((("value", [7]), [], []), (("value", 1), [], []), (("value", 1), [], []))
    _, theirs = ends.dialogue.ask("keep", mine, (2,), held)
    ends.dialogue.ask("use", mine, held, theirs)
    assert ends.message() == (("use", "known 2", "known 3", "known 6"), [], [])
    assert [ends.dialogue.known(number) is one for number, one in ((2, mine), (3, held), (6, theirs))] == [True] * 3
    assert ends.dialogue.known(99) is None
    mine.append(2)
    held["b"] = mine
    ends.dialogue.ask("look")
    assert ends.message() == (("look",), [(2, [1, 2]), (3, {"a": 1, "b": "known 2"})], [])


def test_changes_are_told_once():
    """And not told back to who made them."""
    mine = [1]
    ends = Ends(*[(("value", 1), [], [])] * 2, (("value", 1), [(2, [1, 2, 3])], []), (("value", 1), [], []))
    ends.dialogue.ask("keep", mine)
    mine.append(2)
    ends.dialogue.ask("look")
    assert ends.message()[1] == [(2, [1, 2])]
    ends.dialogue.ask("look")
    assert ends.message()[1] == [] and mine == [1, 2, 3]
    ends.dialogue.ask("look")
    assert ends.message()[1] == []
    assert [changed for changed, _ in ends.noticed] == [set(), set(), {2}, set()]
    assert all(2 in own for _, own in ends.noticed)


def test_what_is_to_stay_goes_back():
    """With the next message, as it was."""
    mine, other = [1], [2]
    ends = Ends((("value", 1), [(2, [9]), (3, [8])], []), (("value", 1), [], []), (("value", 1), [], []))
    ends.dialogue._notice = lambda changed, own: changed & {2}
    ends.dialogue.ask("spoil", mine, other)
    assert (mine, other) == ([1], [8])
    ends.dialogue._notice = lambda changed, own: set()
    ends.dialogue.ask("look")
    assert ends.message()[1] == [(2, [1])]
    ends.dialogue.ask("look")
    assert ends.message()[1] == []


def test_what_the_other_side_lets_go_is_known_no_more():
    """It gets a new number when it crosses again."""
    mine, other = [1], [2]
    ends = Ends((("value", 1), [], [2, 50]), (("value", 1), [], []))
    ends.dialogue.ask("keep", mine, other)
    assert ends.dialogue.known(2) is None and ends.dialogue.known(3) is other
    ends.dialogue.ask("again", mine, other)
    assert ends.message()[0] == ("again", [1], "known 3") and ends.dialogue.known(8) is mine


def test_who_keeps_says_what_nobody_holds():
    """Once, and forgets it."""
    ends = Ends((("value", [7]), [], []), *[(("value", 1), [], [])] * 2, keeps=True)
    ends.dialogue.ask("make")
    ends.dialogue.ask("look")
    assert ends.message() == (("look",), [], [0, 1, 2, 3, 4]) and ends.dialogue.known(4) is None
    ends.dialogue.ask("look")
    assert ends.message() == (("look",), [], [5, 6, 7, 8])


def test_who_does_not_keep_says_nothing_of_it():
    """The other side does."""
    ends = Ends((("value", [7]), [], []), (("value", 1), [], []))
    ends.dialogue.ask("make")
    ends.dialogue.ask("look")
    assert ends.message() == (("look",), [], []) and ends.dialogue.known(4) == [7]


@pytest.mark.parametrize(
    ("made", "stays"),
    [
        (lambda: np.zeros(BIG // 8), True),
        (lambda: np.zeros(BIG // 8 + 1), False),
        (lambda: [0] * BIG, True),
        (lambda: [0] * (BIG + 1), False),
        (lambda: np.ma.zeros(2), False),
    ],
)
def test_what_is_big_is_known_for_one_question(made, stays):
    """It would take long to look for changes of it."""
    mine = made()
    ends = Ends((("value", 1), [], []), (("value", made()), [], []), (("value", 1), [], []))
    ends.dialogue.ask("keep", mine)
    assert (ends.dialogue.known(2) is mine) is stays
    _, theirs = ends.dialogue.ask("make")
    assert (ends.dialogue.known(9) is theirs) is stays


def test_a_question_that_comes_is_answered():
    """With what became of what is known; the outcome of the own question comes after it."""
    asked = []

    def answer(verb, values):
        asked.append((verb, values))
        values.append(5)
        return ("value", values)

    mine = [1]
    ends = Ends((("call", [7]), [], []), (("value", 2), [], []), answer=answer)
    assert ends.dialogue.ask("run", mine) == ("value", 2)
    assert asked == [("call", [7, 5])]
    assert ends.message() == (("value", "known 5"), [(5, [7, 5])], [])
    assert [verb for verb, _ in ends.met] == ["call", "value"]


def test_a_bare_question_is_answered_without_changes():
    """It runs no code."""
    mine = [1]
    ends = Ends((("value", 1), [], []), ("look", 3))
    ends.dialogue.ask("keep", mine)
    mine.append(2)
    ends.dialogue.serve()
    assert ends.message() == (("value", ("look", 3)), [], [])


def test_what_stands_here_for_what_was_sent():
    """Is what changes are done to, and what the other side's number means."""
    mine, copy = [1], [1]
    ends = Ends(
        (("value", 1), [(2, [9])], []),
        prepare=lambda asked: {next(iter(n for n, one in asked.proper.items() if one is mine)): copy},
    )
    ends.dialogue.ask("spoil", mine)
    assert (mine, copy) == ([1], [9]) and ends.dialogue.known(2) is copy


def test_questions_have_a_depth():
    """So many inside one another, and not one more; afterwards there is room again."""
    ends = Ends((("value", 1), [], []))
    ends.dialogue._depth = DEPTH
    with pytest.raises(
        RecursionError, match=rf"^More than {DEPTH} calls between the test and the answer, each inside the other$"
    ):
        ends.dialogue.ask("x")
    ends.dialogue._depth = DEPTH - 1
    assert ends.dialogue.ask("x") == ("value", 1) and ends.dialogue._depth == DEPTH - 1
    with pytest.raises(IndexError):
        ends.dialogue.ask("x")
    assert ends.dialogue._depth == DEPTH - 1


@pytest.mark.parametrize(
    ("came", "says"),
    [
        (3, "The message should hold a question or an answer here."),
        ((), "The message should hold a question or an answer here."),
        ((("value", 1), []), "The message should hold a question or an answer here."),
        (((), [], []), "The message should hold a question or an answer here."),
        ((["value"], [], []), "The message should hold a question or an answer here."),
        (((3,), [], []), "The message should hold a question or an answer here."),
        ((("value", 1), {}, []), "The message should hold changes here."),
        ((("value", 1), [], {}), "The message should hold changes here."),
        ((("value", 1), [], [True]), "The message should hold numbers here."),
        ((("value", 1), [], ["0"]), "The message should hold numbers here."),
        ((("value", 1), [[0, []]], []), "The message should hold changes here."),
        ((("value", 1), [(0,)], []), "The message should hold changes here."),
        ((("value", 1), [(True, [])], []), "The message should hold changes here."),
        ((("value", 1), [(9, [])], []), "The message should hold a change that fits the object here."),
        ((("value", 1), [(0, [])] * 9, []), "The message should hold a list of changes here."),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(came, says):
    """Part by part."""
    with pytest.raises(Malformed) as refused:
        Ends(came).dialogue.ask("x")
    assert str(refused.value) == says
