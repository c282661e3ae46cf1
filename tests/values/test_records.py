"""Objects of the course's own classes, which cross as what they hold."""

from functools import cached_property

import pytest

from autograder.values import Malformed, dump, load
from autograder.values.records import register, set_attributes


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
