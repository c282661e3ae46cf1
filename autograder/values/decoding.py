"""Turns messages into values. It trusts nothing: whatever the bytes are, it ends in a value or `Malformed`."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from autograder.values.expecting import description, expect, items
from autograder.values.hashing import check_alike, check_keys, long_numbers
from autograder.values.limits import Excessive, Limits, Malformed, without_collection
from autograder.values.registry import kind_named
from autograder.values.unfolding import check_unfolded
from autograder.values.wire import Message

FEW_AGAIN = 20  # values that stand in a second place: fewer cannot unfold to much
TOO_MUCH_WORK = "The answer takes more steps to read than any value that is asked for here. Make it simpler."
Stub = Callable[[dict[str, Any]], Any]
Resolve = Callable[[int], Any]


@dataclass
class Loaded:
    """A value with the objects that it is made of.

    Args:
        value: what crossed.
        proper: the objects that crossed as what they are, not by a description, by the numbers of the other side's `Dumped.proper`.
    """

    value: Any
    proper: dict[int, Any] = field(default_factory=dict)


def load(message: Message, *, stub: Stub, refer: Resolve | None = None, limits: Limits | None = None) -> Loaded:
    """Turn a message into a value.

    Args:
        message: as `receive` returned it. Arrays use the memory of its blobs.
        stub: makes what stands for a handle of its description, a flat dict of texts, whole numbers and None.
        refer: returns the object that this side knows under a number; LookupError for an unknown one.
        limits: checked before anything is made.

    Returns:
        The value, and its objects by node number.

    Raises:
        Malformed: the message is not what `dump` makes, or more than the limits allow; nothing else.
    """
    limits = limits or Limits()
    try:
        with without_collection():
            root, nodes = _parsed(message, limits)
            reader = Reader(nodes, message.blobs, stub, refer, limits)
            value = reader.value(root)
            reader.run()
            reader.check(bytes(message.head))
    except Malformed:
        raise
    except Exception as error:  # whatever NumPy, pandas, Keras or Matplotlib say to nonsense
        raise Malformed(f"This message cannot be turned into a value ({type(error).__name__}).") from error
    return Loaded(value, reader.proper)


class Reader:
    """The objects of a message as they are made. Kinds use `value`, `values`, `key`, `blob` and the checks."""

    def __init__(self, nodes: list[Any], blobs: list[Any], stub: Stub, refer: Resolve | None, limits: Limits) -> None:
        self.limits = limits
        self.proper: dict[int, Any] = {}
        self._nodes, self._blobs, self._stub, self._refer = nodes, list(blobs), stub, refer
        self._made: dict[int, Any] = {}
        self._weights: dict[int, int] = {}  # how many values an immutable object consists of
        self._weight = self._hashed = self._effort = self._work = self._again = 0
        self._hashes: list[int] = []  # of values that may have the hash of another one
        self._open: set[int] = set()
        self._empty: list[int] = []

    def value(self, raw: Any) -> Any:
        """Return the part that stands for this: a plain value, or the object of a node."""
        if type(raw) is list:
            expect(len(raw) == 1 and type(raw[0]) is int, "a reference to a node")
            return self._object(raw[0])
        expect(type(raw) is not dict, "a plain value or a reference")
        self._weight += 1
        return raw

    def values(self, raw: Any) -> list[Any]:
        """Return the parts in a list."""
        expect(type(raw) is list, "a list of parts")
        if {list, dict}.isdisjoint(map(type, raw)):
            self._weight += len(raw)
            return raw[:]
        return [self.value(part) for part in raw]

    def keys(self, raw: Any) -> list[Any]:
        """Return parts that are going to be the keys of one dict or set, if that is no more work than honest keys make."""
        before = self._hashed
        found = [self.key(part) for part in items(raw)]
        check_keys(found, self._hashed - before, self.work)
        return found

    def key(self, raw: Any) -> Any:
        """Return a part that is going to be hashed; the work of hashing has a limit."""
        before = self._weight
        found = self.value(raw)
        self._hashed += self._weight - before
        expect(self._hashed <= self.limits.hashed, "keys of a reasonable size")
        return found

    def blob(self, raw: Any) -> memoryview:
        """Return a blob's bytes, writable; each may be used once."""
        expect(type(raw) is int and 0 <= raw < len(self._blobs), "the number of a blob")
        blob, self._blobs[raw] = self._blobs[raw], None
        expect(blob is not None, "a blob that is used once")
        memory = memoryview(blob).cast("B")
        return memoryview(bytearray(memory)) if memory.readonly else memory

    def spend(self, effort: int) -> None:
        """Count what is costly to make; some bytes of text may ask for a figure or a layer."""
        self._effort += effort
        expect(self._effort <= self.limits.effort, "fewer figures, models and tables")

    def work(self, steps: int) -> None:
        """Count steps of comparing and computing.

        Raises:
            Excessive: there are more than honest values need.
        """
        self._work += steps
        if self._work > self.limits.work:
            raise Excessive(TOO_MUCH_WORK)

    def number(self, made: Any, steps: int) -> Any:
        """Return a number of a kind that can have the hash of many others, or takes many steps to make and to hash."""
        self.work(steps)
        self._weight += steps >> 4
        self._hashes.append(hash(made))
        return made

    def check(self, head: bytes) -> None:
        """Look at the whole once more: what would keep a test busy for ever is refused now.

        Raises:
            Excessive: something would.
        """
        check_alike(self._hashes)
        check_alike(long_numbers(head))
        if self._again > FEW_AGAIN:
            check_unfolded(self._nodes, self.limits.unfolded)

    def stub(self, described: dict[str, Any]) -> Any:
        """Return what stands for an object that stays on the other side."""
        return self._stub(described)

    def run(self) -> None:
        """Put the parts into all mutable objects."""
        while self._empty:
            number = self._empty.pop()
            node = self._nodes[number]
            fill = kind_named(node[0]).fill
            if fill:
                fill(self, self._made[number], node[1:])

    def _object(self, number: int) -> Any:
        if number in self._made:
            self._again += 1
            self._weight += self._weights[number]
            return self._made[number]
        expect(0 <= number < len(self._nodes), "the number of a node")
        expect(number not in self._open, "immutable objects that are not part of themselves")
        expect(len(self._open) <= self.limits.depth, "immutable objects less deep inside one another")
        self._open.add(number)
        before, self._weight = self._weight, 1
        mutable = self._make(number)
        self._weights[number] = weight = 1 if mutable else self._weight
        self._weight = before + weight
        self._open.discard(number)
        return self._made[number]

    def _make(self, number: int) -> bool:
        """Make the object of a node; return whether it still has to be filled."""
        node = self._nodes[number]
        expect(type(node) is list and len(node) > 0 and type(node[0]) is str, "a node with a kind")
        if node[0] == "ref":
            expect(self._refer is not None and len(node) == 2 and type(node[1]) is int, "a number known to both sides")
            self._made[number] = self._refer(node[1])  # type: ignore[misc]
            return False
        if node[0] == "handle":
            expect(len(node) == 2, "a description")
            self._made[number] = self._stub(description(node[1], self.limits))
            return False
        kind = kind_named(node[0])
        self._made[number] = made = kind.build(self, node[1:])
        if kind.identity:
            self.proper[number] = made
        if kind.fill:
            self._empty.append(number)
        return kind.fill is not None


def _parsed(message: Message, limits: Limits) -> tuple[Any, list[Any]]:
    """Read the JSON text after a look at its size; each bracket may cost much more memory than it has bytes."""
    head = bytes(message.head)
    total = len(head) + sum(memoryview(blob).nbytes for blob in message.blobs)
    expect(len(head) <= limits.head_bytes and total <= limits.message_bytes, "fewer bytes")
    expect(len(message.blobs) <= limits.blobs, "fewer blobs")
    expect(head.count(b"[") + head.count(b"{") <= 4 * limits.nodes, "fewer nodes")
    parsed = json.loads(head.decode("ascii"))
    expect(type(parsed) is dict and parsed.keys() == {"root", "nodes"}, "a root and nodes")
    nodes = parsed["nodes"]
    expect(type(nodes) is list and len(nodes) <= limits.nodes, "a list of nodes")
    return parsed["root"], nodes
