import math
from collections import Counter, OrderedDict, defaultdict, deque
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePosixPath, PureWindowsPath

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.values import Limits, TooLarge, dump, load

SINGLE = [
    *(None, True, False, 0, -5, 2**63, -(10**3000), 10**20_000, 1.5, -0.0, math.inf, 2j, complex(-0.0, math.inf)),
    *("", "é", "\ud83d", "\ud83d\ude00", "😀", "x" * 100_000, b"", b"a" * 9999, bytearray(b"xy"), ...),
    NotImplemented,
    *(
        range(3, 10, 2),
        range(10**30),
        slice(1, None, "a"),
        date(2020, 2, 29),
        time(1, 2, 3, 4, fold=1),
        time(1, tzinfo=UTC),
    ),
    *(datetime(1, 1, 1), datetime(2020, 1, 2, 3, 4, 5, 6, timezone(timedelta(hours=-2), "x"), fold=1), UTC),
    *(timedelta(-1, 3, 4), timezone(timedelta(minutes=90)), Decimal("1.50"), Decimal("-Infinity"), Fraction(-1, 3)),
    *(PurePosixPath("a/b"), PureWindowsPath("c:/d"), [], (), {}, set(), frozenset({1, (2, frozenset("ab"))})),
    *(
        OrderedDict(b=1, a=2),
        Counter("aab"),
        deque([1, [2]], 5),
        deque(),
        defaultdict(list, {1: [2]}),
        defaultdict(None),
    ),
    {"a": 1, 2: [3], (4, (5,)): {6}, None: ..., 1.5: b"x", b"y": "\ud83d"},
]

KEYS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.floats(allow_nan=False),
    lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3),
    max_leaves=4,
)
VALUES = st.recursive(
    KEYS | st.complex_numbers(allow_nan=False) | st.decimals(allow_nan=False) | st.dates() | st.timedeltas(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.sets(KEYS, max_size=4)
        | st.lists(inner, max_size=3).map(deque)
    ),
    max_leaves=25,
)


def same(one, other) -> bool:
    """Equal, of the same types at all depths, and in the same order."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return len(one) == len(other) and same(list(one.items()), list(other.items()))
    if isinstance(one, list | tuple | deque):
        return len(one) == len(other) and all(map(same, one, other))
    return repr(one) == repr(other) if isinstance(one, float | complex) else one == other


@pytest.mark.parametrize("value", SINGLE, ids=lambda value: type(value).__name__)
def test_single(codec, value):
    """Each kind comes back equal and of its exact type."""
    found = codec.crossed(value)
    assert same(found, value)
    assert getattr(found, "maxlen", 0) == getattr(value, "maxlen", 0)
    assert getattr(found, "default_factory", 0) is getattr(value, "default_factory", 0)


@given(VALUES)
@settings(max_examples=150, deadline=None)
def test_nested(codec, value):
    """Whatever is made of the plain kinds comes back as it was."""
    assert same(codec.crossed(value), value)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_aliases_and_cycles(codec, data):
    """Lists and dicts that hold each other in any way hold each other in the same way afterwards."""
    count = data.draw(st.integers(1, 6))
    objects: list = [data.draw(st.sampled_from([list, dict, deque]))() for _ in range(count)]
    edges = data.draw(st.lists(st.tuples(*[st.integers(0, count - 1)] * 2), max_size=15))
    for one, other in edges:
        part = objects[one]
        part.update({len(part): objects[other]}) if isinstance(part, dict) else part.append(objects[other])
    found = codec.crossed(objects)
    numbers = {id(part): number for number, part in enumerate(found)}
    for before, after in zip(objects, found, strict=True):
        parts, expected = (list(part.values()) if isinstance(part, dict) else list(part) for part in (after, before))
        assert [numbers[id(part)] for part in parts] == [
            next(number for number, one in enumerate(objects) if one is part) for part in expected
        ]


def test_a_tuple_may_hold_itself_through_a_list(codec):
    """A cycle through a mutable object is none for the immutable ones in it."""
    inner: list = []
    inner.append((inner, inner))
    found = codec.crossed(inner)
    assert type(found[0]) is tuple and found[0][0] is found is found[0][1]


def test_impostors_stay_where_they_are(codec):
    """An object of a subclass comes out as a stub, whatever it says it is."""

    class Liar(float):
        def __eq__(self, other):
            return True

        __hash__ = float.__hash__

    class Rows(list):
        __class__ = list  # type: ignore[assignment]

    class Grid(np.ndarray):
        pass

    for value in (Liar(1), Rows(), np.zeros(3).view(Grid), type("Dict", (dict,), {})(), iter([]), {}.keys(), lambda: 0):
        found = codec.crossed([value])[0]
        assert type(found) is codec.Stub and found["type"] == type(value).__name__


def test_a_factory_of_ones_own_stays(codec):
    """A defaultdict whose factory is a function is a handle as a whole."""
    assert type(codec.crossed(defaultdict(lambda: 1))) is codec.Stub


def test_numbers_agree(codec):
    """Both sides give the objects of a message the same numbers."""
    shared = [1]
    value = {"a": shared, "b": (shared, "c"), "d": object()}
    dumped = dump(value, handle=codec.handle)
    loaded = load(dumped.message, stub=codec.stub)
    assert dumped.proper.keys() == loaded.proper.keys()
    number = next(number for number, found in dumped.proper.items() if found is shared)
    assert loaded.proper[number] is loaded.value["a"] is loaded.value["b"][0]


def test_references(codec):
    """What the other side knows crosses as its number; a number that it does not know is refused."""
    known = [1, 2]
    dumped = dump([known, known], handle=codec.handle, refer=lambda found: 7 if found is known else None)
    found = load(dumped.message, stub=codec.stub, refer={7: known}.__getitem__).value
    assert found[0] is known and found[1] is known
    assert codec.refused(dumped.message.head)
    assert codec.refused({"root": [0], "nodes": [["ref", 8]]})


def test_too_much_is_said_before_it_is_sent(codec):
    """A value beyond the limits is not turned into a message."""
    with pytest.raises(TooLarge):
        dump([[] for _ in range(100)], handle=codec.handle, limits=Limits(nodes=50))
    with pytest.raises(TooLarge):
        dump(np.zeros(100), handle=codec.handle, limits=Limits(message_bytes=500))


def test_a_handle_is_flat(codec):
    """A description of anything but texts, whole numbers and None is an error of the side that gives it."""
    for wrong in ({"a": [1]}, {"a": 1.5}, {1: "a"}, {"a": "x" * 30_000}, [], {"a": 2**70}):
        with pytest.raises(ValueError, match="handle"):
            dump(object(), handle=lambda found, wrong=wrong: wrong)


def test_deep_tuples(codec):
    """Lists may be as deep as they like; tuples deeper than the limit stay where they are."""
    deep: list = []
    tuples: tuple = ()
    for _ in range(100_000):
        deep = [deep]
    for _ in range(200):
        tuples = (tuples,)
    assert type(codec.crossed(deep)) is list
    assert type(codec.crossed(tuples)) is tuple
