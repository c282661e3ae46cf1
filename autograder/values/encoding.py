"""Turns values into messages. It runs beside student code, which can make it tell lies but nothing worse."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from autograder.values.expecting import description
from autograder.values.limits import Limits, TooLarge, without_collection
from autograder.values.registry import kind_of
from autograder.values.wire import Message

Handle = Callable[[Any], dict[str, Any]]
Refer = Callable[[Any], int | None]

INLINE = frozenset({type(None), bool, float})  # as they stand in the JSON text
INT_BITS = 13_000  # an inline int; Python's JSON reader takes no more than 4300 digits
TEXT_LENGTH = 1 << 16  # an inline text


@dataclass
class Dumped:
    """A message with what its node numbers stand for on this side.

    Args:
        message: what to send.
        proper: the objects that crossed as what they are, not by a description, by the numbers of their nodes.
    """

    message: Message
    proper: dict[int, Any] = field(default_factory=dict)


def dump(value: Any, *, handle: Handle, refer: Refer | None = None, limits: Limits | None = None) -> Dumped:
    """Turn a value into a message.

    Args:
        value: anything.
        handle: called with each object outside the closed list (a student's function, class, instance …); returns a
            flat dict of texts, whole numbers and None, which crosses instead.
        refer: returns the number under which the other side knows an object, or None; a known one crosses as that
            number. It is asked for everything but plain numbers and short texts.
        limits: the most that a message may hold.

    Returns:
        The message, whose blobs are the arrays' own memory: send or copy it before anything changes; and the objects
        by node number.

    Raises:
        TooLarge: the message would be beyond the limits.
        ValueError: `handle` returned something else than a flat dict.
    """
    writer = Writer(handle, refer, limits or Limits())
    with without_collection():
        root = writer.value(value)
        writer.run()
        head = json.dumps({"root": root, "nodes": writer.nodes}, separators=(",", ":"), check_circular=False)
    message = Message(head.encode("ascii"), writer.blobs)
    if len(message.head) > writer.limits.head_bytes or len(message) > writer.limits.message_bytes:
        raise TooLarge(f"A message of {len(message)} bytes is beyond the limits.")
    return Dumped(message, writer.proper)


class Writer:
    """The message as it grows. Kinds use `value`, `values` and `blob`."""

    def __init__(self, handle: Handle, refer: Refer | None, limits: Limits) -> None:
        self.limits = limits
        self.nodes: list[list[Any]] = []
        self.blobs: list[Any] = []
        self.proper: dict[int, Any] = {}
        self.verdicts: dict[int, bool] = {}  # which figures can cross, by id
        self._handle, self._refer = handle, refer
        self.found: list[Any] = []  # the object of each node; being here also keeps its id its own
        self._depths: list[int] = []
        self._numbers: dict[int, int] = {}
        self._depth = 0  # of what the current node's parts are in

    def value(self, part: Any) -> Any:
        """Return what stands for a part: itself where JSON has it, else the number of its node in a list."""
        kind = type(part)
        if kind in INLINE:
            return part
        if kind is int and part.bit_length() <= INT_BITS:
            return part
        if kind is str and len(part) <= TEXT_LENGTH and (part.isascii() or _is_proper(part)):
            return part
        number = self._numbers.get(id(part))
        return [self._add(part) if number is None else number]

    def values(self, parts: Iterable[Any]) -> list[Any]:
        """Return what stands for each of some parts."""
        found = list(parts)
        return found if INLINE.issuperset(map(type, found)) else [self.value(part) for part in found]

    def blob(self, memory: Any) -> int:
        """Add a piece of memory; return its number."""
        if len(self.blobs) >= self.limits.blobs:
            raise TooLarge(f"More than {self.limits.blobs} arrays do not fit into one message.")
        self.blobs.append(memory)
        return len(self.blobs) - 1

    def run(self) -> None:
        """Write the nodes of all parts, those that are found on the way too."""
        while len(self.nodes) < len(self.found):
            self.nodes.append(self._node(len(self.nodes)))

    def _add(self, part: Any) -> int:
        if len(self.found) >= self.limits.nodes:
            raise TooLarge(f"More than {self.limits.nodes} objects do not fit into one message.")
        number = self._numbers[id(part)] = len(self.found)
        self.found.append(part)
        self._depths.append(self._depth)
        return number

    def _node(self, number: int) -> list[Any]:
        part = self.found[number]
        known = self._refer(part) if self._refer else None
        if known is not None:
            return ["ref", known]
        kind, parts, blobs = kind_of(part), len(self.found), len(self.blobs)
        if kind is not None and self._depths[number] < self.limits.depth:
            self._depth = 0 if kind.fill else self._depths[number] + 1
            try:
                node = [kind.name, *kind.encode(self, part)]
            except TooLarge:
                raise
            except Exception:  # noqa: BLE001 - a student's object may raise anything; then it stays where it is
                self._forget(parts, blobs)
            else:
                if kind.identity:
                    self.proper[number] = part
                return node
        return ["handle", description(self._handle(part), self.limits)]

    def _forget(self, parts: int, blobs: int) -> None:
        """Take back what half an encoding added."""
        for part in self.found[parts:]:
            del self._numbers[id(part)]
        del self.found[parts:], self._depths[parts:], self.blobs[blobs:]


def _is_proper(text: str) -> bool:
    """Say whether JSON brings a text back as it is; it would join two halves of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
