import contextlib
import json
import tracemalloc

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from autograder.values import Limits, Malformed, Message, dump, load

DEEP = {"root": [0], "nodes": [["tuple", [[place + 1]]] for place in range(100_000)] + [["tuple", []]]}
BOMB = {"root": [0], "nodes": [["tuple", [[place + 1]] * 2] for place in range(50)] + [["tuple", [1]]]}
HUGE = 10**6


def one(*parts):
    return {"root": [0], "nodes": [list(parts)]}


def array(dtype, shape, order="C", blob=0, writable=True):
    return one("array", dtype, shape, order, blob, writable)


REFUSED = {
    "no json": b"\xff\xfe",
    "nothing": b"",
    "a number": b"5",
    "another charset": '{"root": "é", "nodes": []}'.encode("utf-16"),
    "digits": b'{"root": ' + b"9" * HUGE + b', "nodes": []}',
    "deep lists": b"[" * HUGE,
    "deep dicts": b'{"a":' * HUGE,
    "deep root": b'{"root": ' + b"[" * 50_000 + b"]" * 50_000 + b', "nodes": []}',
    "brackets": b'{"root": 1, "nodes": [' + b"[]," * 9_000_000 + b"[]]}",
    "more entries": {"root": 1, "nodes": [], "x": 1},
    "a dict inside": {"root": {}, "nodes": []},
    "no such node": {"root": [5], "nodes": []},
    "a node before the first": {"root": [-1], "nodes": [["list", []]]},
    "a truth value as number": {"root": [False], "nodes": [["list", []]]},
    "two numbers": {"root": [0, 0], "nodes": [["list", []]]},
    "no such kind": one("function", 1),
    "a kind of dunder": one("__class__"),
    "no kind": {"root": [0], "nodes": [[]]},
    "a reference to nothing": one("ref", 0),
    "itself": one("tuple", [[0]]),
    "each other": {"root": [0], "nodes": [["tuple", [[1]]], ["frozenset", [[0]]]]},
    "deep tuples": DEEP,
    "tuples as key, doubled": {"root": [51], "nodes": [*BOMB["nodes"], ["dict", [[0]], [1]]]},
    "tuples as element, doubled": {"root": [51], "nodes": [*BOMB["nodes"], ["frozenset", [[0]]]]},
    "a list as key": {"root": [0], "nodes": [["dict", [[1]], [1]], ["list", []]]},
    "a dict as element": {"root": [0], "nodes": [["set", [[1]]], ["dict", [], []]]},
    "more keys than values": one("dict", [1, 2], [1]),
    "a factory": one("defaultdict", [], [], "eval"),
    "a long deque": one("deque", [], 1 << 80),
    "a long int": one("int", "f" * 10**6),
    "an int that is none": one("int", "0x__"),
    "a text of no bytes": one("text", "zz"),
    "half a character": one("text", "c3"),
    "a late date": one("date", 10**8),
    "a 13th hour": one("time", 25, 0, 0, 0, 0, None),
    "a zone of a list": {"root": [0], "nodes": [["time", 1, 0, 0, 0, 0, [1]], ["list", []]]},
    "a range without steps": one("range", 1, 2, 0),
    "a big decimal": one("decimal", "1E+999999999"),
    "a fraction of nothing": one("fraction", 1, 0),
    "a handle of lists": one("handle", {"id": [1]}),
    "a handle of much": one("handle", {str(place): 1 for place in range(100)}),
    "a handle that is long": one("handle", {"doc": "x" * 10**6}),
    "objects": array("|O", [1]),
    "object by name": array("O", [1]),
    "void": array("|V8", [1]),
    "a comma": array("f8,O", [1]),
    "a class": array("object", [1]),
    "objects in fields": array({"fields": [["a", "|O", 0]], "size": 8}, [1]),
    "fields beyond the size": array({"fields": [["a", "<f8", 4]], "size": 8}, [1]),
    "fields twice": array({"fields": [["a", "<i4", 0], ["a", "<i4", 4]], "size": 8}, [1]),
    "fields in fields in fields": array(
        {"base": {"base": {"base": {"base": "<f8", "shape": [1]}, "shape": [1]}, "shape": [1]}, "shape": [1]}, [1]
    ),
    "a wide element": array("<U999999999", [0]),
    "a gigantic shape": array("<f8", [10**9, 10**9]),
    "a gigantic empty shape": array("<f8", [1 << 40, 0, 1 << 40]),
    "a wrapping shape": array("<f8", [1 << 32, 1 << 32]),
    "a shape too small": array("<f4", [1]),
    "a negative shape": array("<f8", [-1]),
    "an unknown order": array("<f8", [1], "K"),
    "a blob that is not there": array("<f8", [1], blob=2),
    "a blob by name": array("<f8", [1], blob="0"),
    "a blob from the end": array("<f8", [1], blob=-1),
    "a blob twice": {"root": [0], "nodes": [["list", [[1], [2]]], *[array("<f8", [1])["nodes"][0]] * 2]},
    "truth beyond one": array("|b1", [8]),
    "no characters": array("<U2", [1]),
    "truth in fields": array({"fields": [["a", "|b1", 3]], "size": 8}, [1]),
    "an object array of air": one("array", "object", [10**6, 10**6], []),
    "a dtype": one("dtype", "O"),
    "a mask of another shape": one("masked", ["<f8", [1], "C", 0, True], ["|b1", [8], "C", 1, True]),
    "a long scalar": one("scalar", "<f8", "00" * 100),
    "a scalar of no bytes": one("scalar", "<U0", ""),
    "a frame of air": one("frame", ["columns", []], ["range", 0, 5, 1, None], ["range", 0, 10**12, 1, None]),
    "a frame of less": one(
        "frame", ["block", ["<f8", [1, 1], "C", 0, True]], ["range", 0, 5, 1, None], ["range", 0, 1, 1, None]
    ),
    "a series of objects": one("series", ["plain", ["|O", [1], "C", 0, True]], ["range", 0, 1, 1, None], None),
    "categories of categories": one("index", ["column", ["category", ["category", ["category", 1, 2], 1], 1], None]),
    "codes beyond": one("index", ["column", ["category", ["object", []], ["<i8", [1], "C", 1, True], False], None]),
    "a zone from a path": one("index", ["column", ["zoned", ["<M8[ns]", [1], "C", 0, True], "../../etc/passwd"], None]),
    "a figure of nothing": one("figure", {}),
    "a gigantic figure": one("figure", {"size": [1e6, 1e6], "texts": [], "axes": []}),
    "texts without end": one("figure", {"size": [1, 1], "texts": [[0.0, 0.0, "", ""]] * 10_000, "axes": []}),
    "axes of no figure": {"root": [0], "nodes": [["axes", [1], 0], ["list", []]]},
    "an artist by attribute": {
        "root": [0],
        "nodes": [["artist", [1], -1, "canvas", 0], ["figure", {"size": [1, 1], "texts": [], "axes": []}]],
    },
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(codec, name):
    """A message that no encoder makes is refused, with little memory."""
    load(dump([pd.DataFrame(), Figure()], handle=codec.handle).message, stub=codec.stub)  # imports
    head = REFUSED[name] if isinstance(REFUSED[name], bytes) else json.dumps(REFUSED[name]).encode()
    tracemalloc.start()
    try:
        assert codec.refused(head, b"\xff" * 8, b"\x00" * 8)
        assert tracemalloc.get_traced_memory()[1] < 40 * len(head) + (2 << 20)
    finally:
        tracemalloc.stop()


def test_gigantic_things_that_are_small_are_harmless(codec):
    """A range or an index may be long: it is three numbers."""
    assert len(codec.crossed(pd.RangeIndex(10**12))) == 10**12


def test_limits(codec):
    """Each limit is kept."""
    dumped = dump([[1], (2,), b"x" * 10_000], handle=codec.handle).message
    for limits in (Limits(message_bytes=9_000), Limits(head_bytes=20), Limits(nodes=2), Limits(blobs=0)):
        assert codec.refused(dumped.head, *dumped.blobs, limits=limits)
    assert not codec.refused(dumped.head, *dumped.blobs)


def test_a_stub_that_fails(codec):
    """An error in what makes stubs, or knows numbers, is no other exception either."""

    def fail(*args):
        raise KeyError("x")

    with pytest.raises(Malformed):
        load(dump(object(), handle=codec.handle).message, stub=fail)
    with pytest.raises(Malformed):
        load(Message(json.dumps(one("ref", 1)).encode()), stub=fail, refer=fail)


def _valid():
    """Messages of many kinds, to be spoilt."""
    figure = Figure()
    axes = figure.subplots(1, 2)
    figure.suptitle("t")
    axes[0].imshow(np.eye(3))
    axes[1].plot([1, 2], [3, 4], label="l")
    axes[1].bar(["a", "b"], [1, 2])
    axes[1].legend()
    values = [
        [1, (2, {"a": {3}}), b"x", frozenset({4}), 1.5, None, "é"],
        [np.arange(6).reshape(2, 3), np.array(["a"]), np.float32(1), np.dtype("f4"), np.array([1, "a"], object)],
        pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": pd.Categorical(["u", "v"])}).set_index("a"),
        [figure, axes, axes[1].lines[0]],
        [np, np.mean, int, object()],
    ]
    found = [dump(value, handle=lambda part: {"kind": "object"}).message.copy() for value in values]
    return [(json.loads(message.head), [bytes(blob) for blob in message.blobs]) for message in found]


mpl.use("Agg")
VALID = _valid()
JUNK = st.one_of(
    st.none() | st.booleans() | st.integers(-3, 10) | st.sampled_from([2**31, 2**63, 10**30, 1e308, float("nan")]),
    st.sampled_from(
        ["", "O", "|O", "<f8", "<U9", "list", "tuple", "array", "name", "module", "os", "builtins", "eval"]
    ),
    st.lists(st.integers(-1, 10), max_size=3),
    st.just({}) | st.just({"class_name": "Lambda"}),
)


def _places(part, path=()):
    """Yield the paths of all parts of a JSON value."""
    yield path
    for key, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from _places(inner, (*path, key))


def _replaced(part, path, junk):
    if not path:
        return junk
    copy = dict(part) if isinstance(part, dict) else list(part)
    copy[path[0]] = _replaced(part[path[0]], path[1:], junk)
    return copy


def survives(head, blobs, codec):
    """Load; anything but a value or Malformed is an error of the decoder."""
    with contextlib.suppress(Malformed):
        load(Message(head, [bytearray(blob) for blob in blobs]), stub=codec.stub)


@given(st.data())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_spoilt_parts(codec, data):
    """A message in which some parts are exchanged is a value or Malformed."""
    head, blobs = data.draw(st.sampled_from(VALID))
    for _ in range(data.draw(st.integers(1, 3))):
        head = _replaced(head, data.draw(st.sampled_from(list(_places(head)))), data.draw(JUNK))
    if blobs and data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(blobs) - 1))
        blobs = [*blobs[:place], data.draw(st.binary(max_size=50)), *blobs[place + 1 :]]
    survives(json.dumps(head).encode(), blobs, codec)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_spoilt_bytes(codec, data):
    """So is one with some bytes exchanged, taken out or put in."""
    head, blobs = data.draw(st.sampled_from(VALID))
    text = bytearray(json.dumps(head).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(text) - 1))
        text[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    survives(bytes(text), blobs, codec)


@given(st.binary(max_size=200), st.lists(st.binary(max_size=20), max_size=3))
@settings(max_examples=200, deadline=None)
@example(b'{"root":[0],"nodes":[["list",[[0]]]]}', [])
def test_random_bytes(codec, head, blobs):
    """And so is anything at all."""
    survives(head, blobs, codec)
