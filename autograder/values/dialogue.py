"""Two processes that ask each other, one question at a time: who waits for an answer answers what is asked meanwhile.

What can be changed and has crossed, in either direction, is known to both sides: it crosses again by its number, so that the same
object stays the same; and with each message goes what its sender did to such objects since the last.

A question is a tuple that begins with its verb; an answer, the outcome, begins with a word of `OUTCOMES`. Both cross as (payload,
changes, released): with what became of known objects, and the numbers of those that the sender holds no more. A question that runs no
code crosses bare.
"""

import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from autograder.values.calls import BESIDE, DICTS, LISTS, content_of, differs, put_content, state_of
from autograder.values.decoding import Loaded, Stub, load
from autograder.values.encoding import Dumped, Handle, dump
from autograder.values.expecting import expect
from autograder.values.limits import Malformed
from autograder.values.registry import kind_of
from autograder.values.wire import Message

DEPTH = 40  # questions inside one another
OUTCOMES = ("value", "error", "raised")
BIG = 1 << 16  # bytes of an array, or parts of a table, beyond which it is known for one question only
HELD = 3  # references to an object that something besides its table holds: that, the table, and an argument
OTHER = object()  # the state of what the other side holds differently
CONTAINERS = (*LISTS, *DICTS, set, bytearray)


class Known:
    """The objects that both sides know by number; the sides count alike, since both see the same messages in the same order."""

    def __init__(self) -> None:
        self.objects: dict[int, Any] = {}
        self.own: set[int] = set()  # numbers of those that this side brought in
        self._numbers: dict[int, int] = {}
        self._states: dict[int, Any] = {}
        self.count = 0  # objects that have ever been known

    def number(self, found: Any) -> int | None:
        """The number of an object, None for one that is not known."""
        return self._numbers.get(id(found))

    def add(
        self, objects: dict[int, Any], *, own: bool, question: bool, stands: dict[int, Any] | None = None
    ) -> list[int]:
        """Note the objects of a message, by the numbers of its nodes.

        Args:
            objects: all that crossed as what they are.
            own: whether this side sent them.
            question: whether they are of a question; what is big is known only until that is answered.
            stands: what stands here for some of them, by the numbers of their nodes.

        Returns:
            Numbers of those that are to be forgotten then.
        """
        passing = []
        for node in sorted(objects):
            found = objects[node]
            big = is_big(found)
            if big is None or (big and not question):
                continue
            number, self.count = self.count, self.count + 1
            here = (stands or {}).get(node, found)
            self.objects[number], self._states[number] = here, None if big and own else state_of(found)
            self._numbers[id(here)] = number
            if own:
                self.own.add(number)
            if big:
                passing.append(number)
        return passing

    def changes(self) -> list[tuple[int, Any]]:
        """What this side did to known objects since it last said so: the number of each with its content now."""
        found = []
        for number, known in self.objects.items():
            before = self._states[number]
            if before is not None and differs(before, now := state_of(known)):
                self._states[number] = now
                found.append((number, content_of(known)))
        return found

    def apply(self, changed: list[tuple[int, Any]], stays: set[int]) -> None:
        """Make known objects hold what the other side's hold.

        Args:
            changed: the number of each with its content.
            stays: numbers of those that do not, and whose content goes back with the next message.

        Raises:
            Malformed: a change does not fit its object.
        """
        put_content(self.objects, [one for one in changed if one[0] not in stays])
        for number, _ in changed:
            if self._states.get(number) is not None:
                self._states[number] = OTHER if number in stays else state_of(self.objects[number])

    def forget(self, numbers: Iterable[int]) -> None:
        """These are known no more."""
        for number in numbers:
            known = self.objects.pop(number, None)
            self._states.pop(number, None)
            self.own.discard(number)
            if self._numbers.get(id(known)) == number:
                del self._numbers[id(known)]

    def unused(self) -> list[int]:
        """Numbers of objects that nobody here holds: what happens to them there can be seen by nobody."""
        return [number for number in self.objects if sys.getrefcount(self.objects[number]) < HELD]


def is_big(found: Any) -> bool | None:
    """Whether it would take long to look for changes of an object; None for one that cannot be changed."""
    exact = type(found)
    if exact is np.ndarray:
        return bool(found.nbytes > BIG)
    if exact in CONTAINERS:
        return len(found) > BIG
    kind = kind_of(found)
    return None if kind is None or kind.name not in BESIDE else kind.name != "instance"


class Dialogue:
    """One side of it.

    Args:
        send: sends a message.
        receive: receives one.
        handle: as for `dump`.
        stub: as for `load`.
        answer: called with a question; returns the outcome, a tuple.
        prepare: called with each question before it is sent; returns what stands here for some of its objects, by their nodes.
        notice: called with the numbers of what changed there, and of what this side brought in or handed over; returns the numbers
            of what is to stay here as it was, and to become so there again.
        meet: called with each question or answer that comes, and all that crossed with it as what it is.
        keeps: whether this side says which objects are worth knowing: those that something of its own holds.
    """

    def __init__(
        self,
        send: Callable[[Message], None],
        receive: Callable[[], Message],
        handle: Handle,
        stub: Stub,
        answer: Callable[..., tuple[Any, ...]],
        prepare: Callable[[Dumped], dict[int, Any]] = lambda asked: {},
        notice: Callable[[set[int], set[int]], set[int]] = lambda changed, own: set(),
        meet: Callable[[tuple[Any, ...], Iterable[Any]], None] = lambda payload, objects: None,
        *,
        keeps: bool = False,
    ) -> None:
        self._send, self._receive, self._handle, self._stub = send, receive, handle, stub
        self._answer, self._prepare, self._notice = answer, prepare, notice
        self._meet = meet
        self._known, self._keeps = Known(), keeps
        self._depth = 0
        self._handed: set[int] = set()  # numbers in the question that waits

    def look(self, *question: Any) -> tuple[Any, ...]:
        """Ask what runs no code; nothing is changed by it."""
        self._send(dump(question, handle=self._handle).message)
        return self._outcome()

    def ask(self, *question: Any) -> tuple[Any, ...]:
        """Ask, and answer what is asked until the outcome comes.

        Raises:
            EOFError: the other side is gone.
            Malformed: what came is no message.
            TooLarge: the question is.
            RecursionError: too many questions wait for this one.
        """
        if self._depth >= DEPTH:
            raise RecursionError(f"More than {DEPTH} calls between the test and the answer, each inside the other")
        self._depth += 1
        outer, self._handed = self._handed, set()
        passing: list[int] = []
        try:
            asked = self._pack(question)
            passing = self._known.add(asked.proper, own=True, question=True, stands=self._prepare(asked))
            self._send(asked.message)
            return self._outcome()
        finally:
            self._known.forget(passing)
            self._depth -= 1
            self._handed = outer

    def begin(self, known: Known) -> None:
        """Go on with the objects that both sides know from an earlier dialogue."""
        self._known = known

    def known(self, number: int) -> Any:
        """The object that both sides know by a number; None for none."""
        return self._known.objects.get(number)

    def serve(self) -> None:
        """Answer the next question.

        Raises:
            EOFError: the other side is gone.
            Malformed: what came is no message.
        """
        loaded = self._load()
        self._reply(*_parts(loaded.value), loaded)

    def _outcome(self) -> tuple[Any, ...]:
        while True:
            loaded = self._load()
            payload, changed, released = _parts(loaded.value)
            self._meet(payload, loaded.proper.values())
            if payload[0] in OUTCOMES:
                self._take(changed, released)
                self._known.add(loaded.proper, own=False, question=False)
                return payload
            self._reply(payload, changed, released, loaded)

    def _reply(self, question: tuple[Any, ...], changed: Any, released: Any, asked: Loaded) -> None:
        bare, known = changed is None, self._known  # which are others afterwards where the answer says so
        self._take(changed or [], released or [])
        passing = [] if bare else known.add(asked.proper, own=False, question=True)
        outcome = self._answer(*question)
        reply = self._pack(outcome, changes=not bare)
        known.add(reply.proper, own=True, question=False)
        known.forget(passing)
        self._send(reply.message)

    def _take(self, changed: Any, released: Any) -> None:
        expect(type(changed) is list and type(released) is list, "changes")
        expect(all(type(number) is int for number in released), "numbers")
        expect(all(type(one) is tuple and len(one) == 2 and type(one[0]) is int for one in changed), "changes")
        stays = self._notice({number for number, _ in changed}, self._known.own | self._handed)
        self._known.apply(changed, stays)
        self._known.forget(released)

    def _pack(self, payload: tuple[Any, ...], *, changes: bool = True) -> Dumped:
        changed = self._known.changes() if changes else []
        released = self._known.unused() if self._keeps and changes else []
        packed = dump((payload, changed, released), handle=self._handle, refer=self._refer)
        self._known.forget(released)
        return packed

    def _refer(self, found: Any) -> int | None:
        number = self._known.number(found)
        if number is not None:
            self._handed.add(number)
        return number

    def _load(self) -> Loaded:
        return load(self._receive(), stub=self._stub, refer=self._known.objects.__getitem__)


def _parts(value: Any) -> tuple[tuple[Any, ...], Any, Any]:
    """A message's payload, changes and released numbers; None for those of a bare one."""
    if type(value) is not tuple or not value:
        raise Malformed("The message should hold a question or an answer here.")
    if type(value[0]) is str:
        return value, None, None
    payload = value[0]
    proper = type(payload) is tuple and bool(payload) and type(payload[0]) is str
    expect(proper and len(value) == 3, "a question or an answer")
    return payload, value[1], value[2]
