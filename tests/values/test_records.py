"""Objects of the course's own classes, which cross as what they hold."""

import abc
import json
from collections import OrderedDict, deque, namedtuple
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

import pytest

from autograder.values import Malformed, Message, dump, load
from autograder.values.records import attributes, kind_of_class, parts_of, register, set_attributes


class Heap:
    """As a given cell defines it."""

    def __init__(self, values):
        self.values = values

    def is_valid(self):
        return self.values[0] == min(self.values)

    @staticmethod
    def kind():
        return "heap"

    @cached_property
    def size(self):
        return len(self.values)


Heap.__module__ = "__main__"
register([("Heap", Heap)])


def crossed(heap):
    message = dump(heap, handle=lambda thing: {"kind": "object"}).message
    return load(message, stub=lambda told: Heap if told["kind"] == "given" else told).value


def test_an_object_crosses_as_its_attributes():
    """What its class computes once is computed anew."""
    heap = Heap([1, 2])
    heap.__dict__["size"] = 7
    again = crossed(heap)
    assert type(again) is Heap and again.values == [1, 2] and again.size == 2


@pytest.mark.parametrize("name", ["is_valid", "kind", "size"])
def test_no_attribute_stands_before_a_method(name):
    """What the course's class says is not the object's to say."""
    heap = Heap([2, 1])
    if name != "size":
        vars(heap)[name] = bool
        assert crossed(heap)["kind"] == "object"
    with pytest.raises(Malformed):
        set_attributes(Heap([]), {name: bool})


def given(kind):
    """A class as a given cell defines it, whose objects may cross."""
    kind.__module__ = "__main__"
    register([(kind.__name__, kind)])
    return kind


@given
class Base(abc.ABC):  # noqa: B024 - as courses write it
    """With a slot, an optional one and one that Python adds."""

    __slots__ = ("__weakref__", "left", "missing")


@given
class Node(Base):
    __slots__ = "right"


@given
class Open(Node):
    pass


def test_attributes_stand_in_slots_and_beside_them():
    """Of all its classes; those that were never set are none."""
    node = Open()
    node.left, node.right, node.own = 1, 2, 3
    assert attributes(node) == {"right": 2, "left": 1, "own": 3}
    assert attributes(Node()) == {} and attributes(3) == {}
    set_attributes(node, {"left": 5, "new": 6})
    assert attributes(node) == {"left": 5, "new": 6} and not hasattr(node, "right")


@pytest.mark.parametrize("name", ["__class__", "__dict__", "two words", "", 5, "1st"])
def test_what_is_no_attribute_is_not_set(name):
    """And nothing else is changed then."""
    node = Open()
    node.left = 1
    with pytest.raises(Malformed, match=r"^The message should hold attributes here\.$"):
        set_attributes(node, {"left": 2, name: 3})
    assert attributes(node) == {"left": 1}
    with pytest.raises(Malformed, match=r"attributes that are no methods of the class here"):
        set_attributes(Heap([]), {"kind": 3})


def test_private_names_are_attributes():
    """All but those of Python's own."""
    node = Open()
    set_attributes(node, {"_one": 1, "_Open__two": 2})
    assert attributes(node) == {"_one": 1, "_Open__two": 2}


def own(**methods):
    return type("Own", (), {"__module__": "__main__"} | methods)


class Elsewhere:
    """Of a library."""


class Box(Generic[TypeVar("T")]):
    """Of whatever it holds."""

    __module__ = "__main__"


PLAIN = {
    "empty": own(),
    "of typing": Box,
    "abstract": Base,
    "with methods": own(__init__=lambda self: None, __eq__=lambda self, other: True),
}
OTHERS = {
    "elsewhere": Elsewhere,
    "a child of elsewhere": type("Child", (Elsewhere,), {"__module__": "__main__"}),
    "an exception": type("Own", (Exception,), {"__module__": "__main__"}),
    "a list": type("Own", (list,), {"__module__": "__main__"}),
    "a number": int,
    "answers for attributes": own(__getattr__=lambda self, name: 1),
    "answers for all": own(__getattribute__=lambda self, name: 1),
    "says how it is pickled": own(__reduce__=lambda self: 1),
    "child of one that does": type("Own", (own(__getattr__=lambda self, name: 1),), {"__module__": "__main__"}),
}


@pytest.mark.parametrize("kind", PLAIN.values(), ids=PLAIN)
def test_objects_that_are_their_attributes_cross(kind):
    """Of the course's own classes, whatever their methods are."""
    register([("Own", kind)])
    assert kind_of_class(kind).name == "instance"


@pytest.mark.parametrize("kind", OTHERS.values(), ids=OTHERS)
def test_objects_that_are_laid_out_otherwise_stay(kind):
    """Or that answer for attributes which they do not have."""
    register([("Own", kind)])
    assert kind_of_class(kind) is None


Pair = namedtuple("Pair", "one other")


class Talking(Pair):
    """A child of a named tuple."""


class Saying(NamedTuple):
    one: int
    other: int = 3

    def say(self):
        return self.one


class Typed(NamedTuple):
    one: int
    other: int = 3


def test_named_tuples_are_records():
    """Those that are their fields and nothing else."""
    for kind in (Pair, Typed):
        assert kind_of_class(kind).name == "record"
    for kind in (Talking, Saying, tuple, type("Other", (tuple,), {"_fields": ["a"]}), type("Bare", (tuple,), {})):
        assert kind_of_class(kind) is None


def test_parts_are_what_a_container_holds():
    """Keys and values, items, attributes; nothing of others."""
    assert list(parts_of({1: 2})) == [1, 2] and list(parts_of(OrderedDict(a=1))) == ["a", 1]
    for held in ([1, 2], (1, 2), deque([1, 2]), Pair(1, 2)):
        assert list(parts_of(held)) == [1, 2]
    assert list(parts_of({1})) == [1] and list(parts_of(frozenset({1}))) == [1]
    node = Open()
    node.left = 4
    assert list(parts_of(node)) == [4]
    assert list(parts_of(Elsewhere())) == list(parts_of("ab")) == list(parts_of(None)) == []


def test_an_object_with_odd_attributes_stays():
    """They are no names."""
    for name in ("two words", 5):
        node = Open()
        vars(node)[name] = 1
        assert load(dump(node, handle=lambda thing: {"kind": "odd"}).message, stub=lambda told: told).value == {
            "kind": "odd"
        }


def test_only_registered_classes_are_made():
    """Whatever a stub finds under the name."""
    node = Open()
    message = dump(node, handle=lambda thing: {}).message
    for found in (Elsewhere, node, None, object):
        with pytest.raises(Malformed, match="an object of a class of the course's own"):
            load(message, stub=lambda told, found=found: found)
    asked = []
    load(message, stub=lambda told: asked.append(told) or Open)
    assert asked == [{"kind": "given", "name": "Open"}]


def test_a_record_is_asked_for_by_name_and_fields():
    """Its class is made there."""
    asked = []
    message = dump(Pair(1, 2), handle=lambda thing: {}).message
    assert load(message, stub=lambda told: asked.append(told) or Pair).value == (1, 2)
    assert asked == [{"kind": "record", "name": "Pair", "fields": "one other"}]


def test_names_of_classes_have_a_length():
    """So have those of attributes and fields."""

    def refused(*node):
        head = json.dumps({"root": [0], "nodes": [list(node)]}).encode()
        try:
            load(Message(head), stub=lambda told: Open if told["kind"] == "given" else Pair)
        except Malformed as error:
            return "a text" in str(error)
        return False

    assert not refused("instance", "n" * 100, [], []) and refused("instance", "n" * 101, [], [])
    assert not refused("instance", "n", ["a" * 200], [1]) and refused("instance", "n", ["a" * 201], [1])
    assert not refused("record", "n" * 100, ["f" * 100], [1]) and refused("record", "n" * 101, ["f"], [1])
    assert refused("record", "n", ["f" * 101], [1])
