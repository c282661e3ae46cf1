"""What reader and writer do at their limits: the last that is taken, and the first that is not."""

import contextlib
import gc
import json

import numpy as np
import pandas as pd
import pytest

from autograder.values import Excessive, Limits, Malformed, Message, TooLarge, dump, load
from autograder.values.encoding import INT_BITS, TEXT_LENGTH
from autograder.values.limits import without_collection


def handle(thing):
    return {"kind": type(thing).__name__}


def read(nodes, *blobs, root=(0,), **limits):
    head = json.dumps({"root": list(root), "nodes": nodes}).encode()
    message = Message(head, [bytearray(blob) for blob in blobs])
    return load(message, stub=lambda told: told, limits=Limits(**limits)).value


def refusal(*nodes, blobs=(), **limits):
    with pytest.raises(Malformed) as refused:
        read(nodes, *blobs, **limits)
    return str(refused.value)


def sent(value, **limits):
    return dump(value, handle=handle, limits=Limits(**limits)).message


def test_what_stands_in_the_text_and_what_has_a_node():
    """Long numbers and texts, and texts that JSON would change, have one."""

    def root(value):
        return json.loads(sent(value).head)["root"]

    for inline in (None, True, 1.5, (1 << INT_BITS) - 1, -((1 << INT_BITS) - 1), "x" * TEXT_LENGTH, "é"):
        assert root(inline) == inline
    for other in (1 << INT_BITS, "x" * (TEXT_LENGTH + 1), "\ud83d", [], 2j):
        assert root(other) == [0]
    assert (INT_BITS, TEXT_LENGTH) == (13_000, 65_536)


def test_a_message_is_as_long_as_it_may_be():
    """Head and blobs together, to the byte."""
    message = sent(np.zeros(10))
    assert len(sent(np.zeros(10), message_bytes=len(message))) == len(message)
    assert len(sent(np.zeros(10), head_bytes=len(message.head)).head) == len(message.head)
    for limits in ({"message_bytes": len(message) - 1}, {"head_bytes": len(message.head) - 1}):
        with pytest.raises(TooLarge, match=rf"^A message of {len(message)} bytes is beyond the limits\.$"):
            sent(np.zeros(10), **limits)


def test_a_message_has_as_many_parts_as_it_may_have():
    """Objects and arrays."""
    assert sent([[], []], nodes=3) and sent([np.zeros(1)] * 2, blobs=1) and sent([np.zeros(1), np.ones(1)], blobs=2)
    with pytest.raises(TooLarge, match=r"^More than 2 objects do not fit into one message\.$"):
        sent([[], []], nodes=2)
    with pytest.raises(TooLarge, match=r"^More than 1 arrays do not fit into one message\.$"):
        sent([np.zeros(1), np.ones(1)], blobs=1)


def nested(depth):
    made = ()
    for _ in range(depth):
        made = (made,)
    return made


def test_how_deep_tuples_are_sent():
    """What is deeper is described; a list begins anew."""

    def kinds(value):
        return [node[0] for node in json.loads(sent(value, depth=3).head)["nodes"]]

    assert kinds(nested(2)) == ["tuple"] * 3
    assert kinds(nested(3)) == ["tuple"] * 3 + ["handle"]
    assert kinds((([nested(2)],),)) == ["tuple", "tuple", "list", "tuple", "tuple", "tuple"]


def test_how_deep_tuples_are_read():
    """One more is refused."""
    nodes = [["tuple", [[n + 1]]] for n in range(5)] + [["tuple", []]]
    assert read(nodes, depth=5) == nested(5)
    assert refusal(*nodes, depth=4) == "The message should hold immutable objects less deep inside one another here."


def test_half_a_value_leaves_nothing():
    """What was begun of it is taken back, arrays and parts: what is known otherwise keeps its place."""
    shared = [1]
    frame_like = {"a": np.zeros(3), "b": shared}

    class Odd(dict):
        pass

    message = dump([(np.zeros(2), nested(70)), frame_like, Odd(), shared], handle=handle).message
    assert len(message.blobs) == 2
    odd = pd.DataFrame({"a": [1], "b": pd.period_range("2020", periods=1)})
    found = dump([odd, [2], np.ones(1)], handle=handle)
    head = json.loads(found.message.head)
    assert [node[0] for node in head["nodes"]] == ["list", "handle", "list", "array"]
    assert len(found.message.blobs) == 1 and head["nodes"][0][1] == [[1], [2], [3]]
    assert [type(thing) for thing in found.proper.values()] == [list, list, np.ndarray]


def test_numbers_of_nodes_are_those_of_their_objects():
    """Each object crosses once; only those that have an identity are told."""
    shared = [1]
    found = dump((shared, shared, 2j, b"x", object()), handle=handle)
    assert [node[0] for node in json.loads(found.message.head)["nodes"]] == [
        "tuple",
        "list",
        "complex",
        "bytes",
        "handle",
    ]
    assert list(found.proper) == [0, 1] and found.proper[1] is shared
    again = load(found.message, stub=lambda told: told)
    assert sorted(again.proper) == [0, 1] and again.proper[1] is again.value[0]


def test_what_is_known_to_both_crosses_as_its_number():
    """Also where that is nothing but a number; only parts that have nodes are asked for."""
    asked = []
    found = dump(
        [3, "text", (1,)], handle=handle, refer=lambda part: asked.append(part) or (0 if part == (1,) else None)
    )
    assert json.loads(found.message.head)["nodes"] == [["list", [3, "text", [1]]], ["ref", 0]]
    assert asked == [[3, "text", (1,)], (1,)]
    assert load(found.message, stub=handle, refer={0: "known"}.__getitem__).value[2] == "known"


@pytest.mark.parametrize(
    ("nodes", "says"),
    [
        ([["ref"]], "a number known to both sides"),
        ([["ref", 0, 0]], "a number known to both sides"),
        ([["ref", True]], "a number known to both sides"),
        ([["handle"]], "a description"),
        ([["handle", {}, 1]], "a description"),
        ([[]], "a node with a kind"),
        ([5], "a node with a kind"),
        ([[5]], "a node with a kind"),
        ([["list", [[1]]]], "the number of a node"),
        ([["list", [[-1]]]], "the number of a node"),
        ([["list", [[True]]]], "a reference to a node"),
        ([["list", [[0, 0]]]], "a reference to a node"),
        ([["list", [{}]]], "a plain value or a reference"),
        ([["list", {}]], "a list of parts"),
        ([["tuple", [[0]]]], "immutable objects that are not part of themselves"),
        ([["bytes", -1]], "the number of a blob"),
        ([["bytes", 1]], "the number of a blob"),
        ([["bytes", True]], "the number of a blob"),
        ([["list", [[1], [2]]], ["bytes", 0], ["bytes", 0]], "a blob that is used once"),
    ],
)
def test_wrong_nodes_are_named(nodes, says):
    """By what should stand there."""
    head = json.dumps({"root": [0], "nodes": nodes}).encode()
    with pytest.raises(Malformed) as refused:
        load(Message(head, [bytearray(b"x")]), stub=lambda told: told, refer=lambda number: number)
    assert str(refused.value) == f"The message should hold {says} here."


def test_wrong_messages_are_named():
    """Before anything is made."""

    def said(head, *blobs, **limits):
        with pytest.raises(Malformed) as refused:
            load(Message(head, list(blobs)), stub=handle, limits=Limits(**limits))
        return str(refused.value)

    right = b'{"root": 1, "nodes": []}'
    load(
        Message(right, [b"x"]), stub=handle, limits=Limits(message_bytes=len(right) + 1, head_bytes=len(right), blobs=1)
    )
    for limits in ({"head_bytes": len(right) - 1}, {"message_bytes": len(right)}):
        assert said(right, b"x", **limits) == "The message should hold fewer bytes here."
    assert said(right, b"x", blobs=0) == "The message should hold fewer blobs here."
    load(Message(b'{"root": 1, "nodes": [[], []]}'), stub=handle, limits=Limits(nodes=2))
    assert said(b'{"root": 1, "nodes": [[], [], []]}', nodes=2) == "The message should hold a list of nodes here."
    assert said(b'{"root": 1, "nodes": [' + b"[[[[]]]]" + b"]}", nodes=1) == "The message should hold fewer nodes here."
    assert said(b'{"root": 1, "nodes": [{"a": {"a": 1}}]}', nodes=0) == "The message should hold fewer nodes here."
    for head in (b"[]", b'{"root": 1}', b'{"root": 1, "nodes": [], "x": 1}', b'{"nodes": [], "rood": 1}'):
        assert said(head) == "The message should hold a root and nodes here."
    assert said(b'{"root": 1, "nodes": {}}') == "The message should hold a list of nodes here."
    assert said(b"{") == "This message cannot be turned into a value (JSONDecodeError)."


def test_keys_are_hashed_up_to_a_limit():
    """What they are made of counts."""
    key = ["tuple", [1, 2, 3]]
    assert read([["set", [[1], 5]], key], hashed=5) == {(1, 2, 3), 5}
    assert refusal(["set", [[1], 5]], key, hashed=4) == "The message should hold keys of a reasonable size here."
    twice = [["list", [[1], [2]]], ["set", [[3]]], ["set", [[3]]], key]
    assert read(twice, hashed=8) == [{(1, 2, 3)}] * 2
    assert refusal(*twice, hashed=7) == "The message should hold keys of a reasonable size here."


def test_costly_things_are_counted():
    """A column and an index each, and more for what has to be looked over."""
    nodes = json.loads(sent(pd.Series([1])).head)["nodes"]
    blob = sent(pd.Series([1])).blobs[0]
    assert read(nodes, bytes(blob), effort=2) is not None
    assert (
        refusal(*nodes, blobs=[bytes(blob)], effort=1)
        == "The message should hold fewer figures, models and tables here."
    )


def test_numbers_cost_work():
    """Those that take many steps to make and to hash."""
    assert read([["complex", 1, 2]], work=1) == 1 + 2j
    with pytest.raises(
        Excessive, match=r"^The answer takes more steps to read than any value that is asked for here\."
    ):
        read([["complex", 1, 2]], work=0)


def test_what_unfolds_to_much_is_refused():
    """Where so much of it stands in several places that it matters."""
    nodes = [["list", [[n + 1], [n + 1]]] for n in range(25)] + [["list", [1]]]
    with pytest.raises(Excessive, match="the same lists inside one another so often"):
        read(nodes, unfolded=1000)
    few = [["list", [[n + 1], [n + 1]]] for n in range(15)] + [["list", [1]]]
    assert len(read(few, unfolded=1000)) == 2


@pytest.mark.parametrize("running", [True, False])
def test_garbage_is_not_looked_for_meanwhile(running):
    """And looked for again afterwards where it was before, whatever happened."""
    before = gc.isenabled()
    (gc.enable if running else gc.disable)()
    try:
        with without_collection():
            assert not gc.isenabled()
        assert gc.isenabled() is running
        with contextlib.suppress(KeyError), without_collection():
            raise KeyError
        assert gc.isenabled() is running
    finally:
        (gc.enable if before else gc.disable)()


def test_the_limits_are_these():
    """Both sides have to use the same ones, of whatever version they are."""
    assert Limits() == Limits(
        message_bytes=1 << 30,
        head_bytes=64 << 20,
        blobs=200_000,
        nodes=2_000_000,
        depth=60,
        hashed=8_000_000,
        work=100_000_000,
        unfolded=100_000_000,
        effort=200_000,
        description=20_000,
    )


def test_the_longest_numbers():
    """Cross to the last digit, and not one bit more."""
    longest = (1 << (1 << 17)) - 1
    for number in (longest, -longest):
        message = sent(number)
        assert load(message, stub=lambda told: told).value == number
    assert json.loads(sent(longest + 1).head)["nodes"] == [["handle", {"kind": "int"}]]
    assert refusal(["int", "f" * ((1 << 15) + 3)]) == "The message should hold a text here."


def test_the_longest_bytes_that_stand_in_the_text():
    """Longer ones have a blob."""
    for length, node in ((4096, ["bytes", "61" * 4096]), (4097, ["bytes", 0])):
        message = sent(b"a" * length)
        assert json.loads(message.head)["nodes"] == [node]
        assert load(message.copy(), stub=lambda told: told).value == b"a" * length
    assert refusal(["bytes", "61" * 4097]) == "The message should hold a text here."
