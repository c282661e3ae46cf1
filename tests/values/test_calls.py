from collections import Counter, OrderedDict, defaultdict, deque

import numpy as np
import pandas as pd
import pytest

from autograder.values import Malformed, dump, load
from autograder.values.calls import changes, put_content, snapshot


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
