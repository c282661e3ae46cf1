from collections import Counter, OrderedDict, defaultdict, deque

import numpy as np
import pandas as pd
import pytest

from autograder.values import Loaded, Malformed, dump, load
from autograder.values.calls import changes, content_of, differs, put_content, snapshot, state_of
from autograder.values.records import register


def test_the_argument_itself_comes_back(codec):
    """`f(x) is x` holds for the caller, also inside a result."""
    x, y = [1], np.zeros(3)
    result = codec.Caller(x, y).call(lambda one, other: (one, {"y": other}, (1, 2)))
    assert result[0] is x and result[1]["y"] is y and result[2] == (1, 2)


CHANGES = [
    ([3, 1, 2], lambda x: x.sort(), [1, 2, 3]),
    ({"a": 1}, lambda x: x.update(b=[2]) or x.pop("a"), {"b": [2]}),
    (OrderedDict(a=1, b=2), lambda x: x.move_to_end("a"), OrderedDict(b=2, a=1)),
    (Counter("aab"), lambda x: x.update("b"), Counter("aabb")),
    (defaultdict(list), lambda x: x["k"].append(1), defaultdict(list, k=[1])),
    ({1, 2}, lambda x: x.add((3, 4)), {1, 2, (3, 4)}),
    (bytearray(b"abc"), lambda x: x.extend(b"d"), bytearray(b"abcd")),
    (deque([1, 2], 2), lambda x: x.append(3), deque([2, 3], 2)),
]


@pytest.mark.parametrize(("value", "change", "expected"), CHANGES, ids=lambda part: type(part).__name__)
def test_containers(codec, value, change, expected):
    """What the function did to an argument is done to the caller's own object."""
    before = type(value)
    codec.Caller(value).call(change)
    assert type(value) is before and value == expected and list(value) == list(expected)


def test_arrays(codec):
    """An array's numbers are copied into the caller's own, in either order; an unchanged one costs nothing."""

    def work(one, other, third, same):
        one[0] = 5
        other[:, 1] = -1
        third[0] = "x"

    one, other, same = np.zeros(3), np.asfortranarray(np.zeros((2, 2))), np.ones(4)
    third = np.array([None, [1]], object)
    codec.Caller(one, other, third, same).call(work)
    assert one.tolist() == [5, 0, 0] and other.tolist() == [[0, -1], [0, -1]] and third.tolist() == ["x", [1]]


def test_only_changes_are_found():
    """What holds the same is no change; what changed is told by its number, with what it holds now."""
    dumped = dump((np.zeros(10**5), [1, 2], {3}, "text"), handle=lambda found: {})
    loaded = load(dumped.message.copy(), stub=lambda description: None)
    state = snapshot(loaded)
    assert changes(loaded, state) == []
    loaded.value[1].append(7)
    number = next(number for number, found in loaded.proper.items() if found is loaded.value[1])
    assert changes(loaded, state) == [(number, [1, 2, 7])]


def test_tables(codec):
    """A DataFrame and a Series are changed in place, whatever happened to their columns."""

    def work(frame, series):
        frame["c"] = ["x", "y"]
        del frame["a"]
        series.loc["q"] = 7

    frame, series = pd.DataFrame({"a": [1, 2], "b": [1.5, 2]}), pd.Series([1, 2], index=["p", "q"], name="s")
    codec.Caller(frame, series).call(work)
    assert (
        list(frame.columns) == ["b", "c"] and frame["c"].tolist() == ["x", "y"] and series.to_dict() == {"p": 1, "q": 7}
    )


def test_changes_may_hold_arguments(codec):
    """A list that was put into a dict is the caller's own list there."""
    one, other = [1], {}
    codec.Caller(one, other).call(lambda x, y: y.update(k=x) or x.append(y))
    assert other["k"] is one and one[1] is other


def test_masked(codec):
    """A masked array's mask is part of it."""
    array = np.ma.MaskedArray([1, 2, 3], mask=[False, False, True])
    codec.Caller(array).call(lambda x: x.__setitem__(0, np.ma.masked))
    assert array.mask.tolist() == [True, False, True]


def test_stubs_go_home(codec):
    """A handle that is given back is the object again on its own side."""

    class Account:
        pass

    account, table = Account(), {}

    def give(found):
        table[1] = found
        return {"id": 1, "kind": "object"}

    pulled = load(dump(account, handle=give).message, stub=codec.stub).value
    back = dump([pulled], handle=lambda found: {"id": found["id"], "kind": "yours"})
    assert load(back.message, stub=lambda description: table[description["id"]]).value[0] is account


@pytest.mark.parametrize(
    "changed",
    [
        *(
            [(0, [1])],
            [(99, [1])],
            [(1, {})],
            [(2, np.zeros(4))],
            [(2, np.zeros(3, "f4"))],
            [(3, [[1]])],
            [(1,)],
            [[1, []]],
        ),
        *([(2, 5)], 5, [(True, [1])], [(1, [])] * 50, [(4, {1: 2})]),
    ],
)
def test_changes_that_do_not_fit(changed):
    """A change of the wrong kind, shape, type or number is refused and nothing happens."""
    originals = {1: [0], 2: np.zeros(3), 3: {1}, 4: 7}
    with pytest.raises(Malformed):
        put_content(originals, changed)
    assert originals[1] == [0] and originals[3] == {1} and not originals[2].any()


class Meeting:
    """As a given cell defines it."""


Meeting.__module__ = "__main__"
register([("Meeting", Meeting)])


def met(**held):
    found = Meeting()
    vars(found).update(held)
    return found


SAME = [[], {}, set(), deque(), bytearray(), np.zeros(2), np.array([None]), pd.Series([1]), pd.DataFrame({"a": [1]})]
SAME += [np.ma.MaskedArray([1]), met(a=1), OrderedDict(a=1), Counter("a"), defaultdict(list)]


@pytest.mark.parametrize("thing", SAME, ids=lambda thing: type(thing).__name__)
def test_what_holds_the_same_has_not_changed(thing):
    """And has a state, since it can change."""
    before = state_of(thing)
    assert before is not None and not differs(before, state_of(thing))
    loaded = Loaded(thing, {4: thing})
    assert changes(loaded, snapshot(loaded)) == []


@pytest.mark.parametrize(
    "thing", [None, 5, "a", (1,), frozenset({1}), len, np.float32(1), Meeting, object(), pd.Index([1])]
)
def test_what_cannot_change_has_no_state(thing):
    """Nor has what stays where it is."""
    assert state_of(thing) is None and snapshot(Loaded(thing, {0: thing})).held == {}


DIFFERENT = {
    "another item": ([1, 2], [1, 3]),
    "an equal item": ([[1]], [[1]]),
    "one more": ([1], [1, 2]),
    "none": ([1], []),
    "another order": (OrderedDict(a=1, b=2), OrderedDict(b=2, a=1)),
    "another key": ({"a": 1}, {"b": 1}),
    "another value": ({"a": 1}, {"a": 2}),
    "an element more": ({1}, {1, 2}),
    "an element less": ({1, 2}, {1}),
    "a queue": (deque([1]), deque([2])),
    "bytes": (bytearray(b"a"), bytearray(b"b")),
    "a number": (np.array([1.0, 2]), np.array([1.0, 3])),
    "a shape": (np.zeros((2, 3)), np.zeros((3, 2))),
    "a type": (np.zeros(1, "i8"), np.zeros(1, "f8")),
    "an order": (np.arange(4).reshape(2, 2), np.arange(4).reshape(2, 2).T),
    "an object": (np.array([1, "a"], object), np.array([1, "b"], object)),
    "a mask": (np.ma.MaskedArray([1, 2], [True, False]), np.ma.MaskedArray([1, 2], [False, True])),
    "a column": (pd.DataFrame({"a": [1]}), pd.DataFrame({"b": [1]})),
    "a cell": (pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [2]})),
    "a name": (pd.Series([1], name="a"), pd.Series([1], name="b")),
    "an attribute": (met(a=1), met(a=2)),
    "an equal attribute": (met(a=[1]), met(a=[1])),
    "another attribute": (met(a=1), met(b=1)),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_whatever_is_otherwise_is_a_change(one, other):
    """Parts are the same only where they are the same objects."""
    assert differs(state_of(one), state_of(other)) and differs(state_of(other), state_of(one))


def test_arrays_in_either_order_are_hashed_alike():
    """Turned, of no numbers, of one."""
    for array in (
        np.arange(4),
        np.arange(12).reshape(3, 4).T,
        np.zeros((0, 2)),
        np.array(3),
        np.asfortranarray(np.eye(2)),
    ):
        changed = array.copy(order="K")
        assert not differs(state_of(array), state_of(changed))
        if array.size:
            changed.flat[-1] += 1
            assert differs(state_of(array), state_of(changed))


CONTENTS = [
    ([1, [2]], list, [1, [2]]),
    (deque([1]), list, [1]),
    (OrderedDict(a=1), dict, {"a": 1}),
    (defaultdict(list, a=1), dict, {"a": 1}),
    ({1}, set, {1}),
    (bytearray(b"a"), bytes, b"a"),
    (np.array([1]), np.ndarray, [1]),
    (met(a=1), dict, {"a": 1}),
]


@pytest.mark.parametrize(("thing", "kind", "content"), CONTENTS, ids=lambda part: type(part).__name__)
def test_contents_are_copies_in_another_form(thing, kind, content):
    """So that no number stands for the object itself."""
    found = content_of(thing)
    assert type(found) is kind and found is not thing
    assert (found.tolist() if kind is np.ndarray else found) == content


def test_tables_are_copied():
    """With what they hold."""
    for table in (pd.Series([1]), pd.DataFrame({"a": [1]}), np.ma.MaskedArray([1], [True])):
        found = content_of(table)
        assert type(found) is type(table) and found is not table and not differs(state_of(found), state_of(table))


FITS = [
    ([1], [2, 3], [2, 3]),
    (deque([1], 2), [2, 3], deque([2, 3])),
    ({"a": 1}, {"b": 2}, {"b": 2}),
    (Counter("a"), {"a": 5}, Counter("aaaaa")),
    (OrderedDict(a=1), {"b": 2, "a": 1}, OrderedDict(b=2, a=1)),
    ({1}, {2}, {2}),
    (bytearray(b"abc"), b"d", bytearray(b"d")),
]


@pytest.mark.parametrize(("thing", "content", "after"), FITS, ids=lambda part: type(part).__name__)
def test_contents_that_fit_are_put_in(thing, content, after):
    """In place of all that was there."""
    kind = type(thing)
    put_content({3: thing}, [(3, content)])
    assert thing == after and type(thing) is kind


def test_contents_of_arrays_tables_and_objects_are_put_in():
    """The masks, names and attributes among them."""
    array, masked, frame, series = np.zeros(2), np.ma.MaskedArray([1, 2]), pd.DataFrame({"a": [1]}), pd.Series([1])
    found = met(a=1, b=2)
    new = [np.ones(2), np.ma.MaskedArray([3, 4], [True, False]), pd.DataFrame({"c": [7, 8]}), pd.Series([2], name="s")]
    put_content(dict(enumerate([array, masked, frame, series, found])), [*enumerate(new), (4, {"b": 5, "c": 6})])
    assert array.tolist() == [1, 1] and masked.mask.tolist() == [True, False] and masked.data.tolist() == [3, 4]
    assert frame["c"].tolist() == [7, 8] and list(frame.columns) == ["c"] and series.name == "s" and series[0] == 2
    assert vars(found) == {"b": 5, "c": 6}


READ_ONLY = np.zeros(2)
READ_ONLY.flags.writeable = False
UNFIT = [
    ([1], (2,)),
    ([1], {}),
    (deque(), deque()),
    ({}, []),
    ({}, OrderedDict()),
    (set(), frozenset()),
    (bytearray(b"a"), bytearray(b"b")),
    (np.zeros(2), [1, 2]),
    (np.zeros(2), np.zeros(3)),
    (np.zeros(2), np.zeros(2, "f4")),
    (READ_ONLY, np.ones(2)),
    (np.ma.MaskedArray([1]), np.array([2])),
    (np.ma.MaskedArray([1]), np.ma.MaskedArray([1, 2])),
    (pd.Series([1]), pd.DataFrame()),
    (pd.DataFrame(), pd.Series([1], dtype=int)),
    (met(a=1), [1]),
    (met(a=1), 5),
    ((1,), (2,)),
    (5, 6),
    (None, None),
]


@pytest.mark.parametrize(("thing", "content"), UNFIT, ids=lambda part: type(part).__name__)
def test_contents_that_do_not_fit_are_refused(thing, content):
    """And named as what they are."""
    before = state_of(thing)
    with pytest.raises(Malformed, match=r"^The message should hold a change that fits the object here\.$"):
        put_content({3: thing}, [(3, content)])
    assert before is None or not differs(before, state_of(thing))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ((), "a list of changes"),
        ([(3, [1])] * 2, "a list of changes"),
        ([[3, [1]]], "a number and a content"),
        ([(3,)], "a number and a content"),
        ([(3, [1], 2)], "a number and a content"),
        ([(True, [1])], "a number and a content"),
        ([(4, [1])], "a change that fits the object"),
    ],
)
def test_what_is_no_list_of_changes_is_refused(changed, says):
    """In words."""
    with pytest.raises(Malformed, match=rf"^The message should hold {says} here\.$"):
        put_content({3: [0]}, changed)


def test_what_a_library_does_not_take_is_malformed():
    """Whatever it raises."""
    found = met(a=1)
    with pytest.raises(Malformed, match=r"^A change cannot be made \(Malformed\)\.$"):
        put_content({0: found}, [(0, {"two words": 1})])
