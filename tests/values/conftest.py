"""What the tests of the codec share: a way across a socket, handles and stubs."""

import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from autograder.values import (
    Limits,
    Malformed,
    Message,
    arrays,
    dump,
    load,
    names,
    plain,
    receive,
    records,
    registry,
    scalars,
    send,
)
from autograder.values.dialogue import Dialogue


@dataclass(frozen=True)
class Stub:
    """What stands for a handle in these tests."""

    description: tuple[tuple[str, Any], ...]

    def __getitem__(self, name: str) -> Any:
        return dict(self.description)[name]


def handle(found: Any) -> dict[str, Any]:
    return {"kind": "object", "type": type(found).__name__}


def stub(description: dict[str, Any]) -> Stub:
    return Stub(tuple(description.items()))


def over(message: Message) -> Message:
    """Send a message through a pair of sockets."""
    here, there = socket.socketpair()
    with here, there:
        sender = threading.Thread(target=send, args=(here, message), kwargs={"seconds": 30})
        sender.start()
        received = receive(there, seconds=30)
        sender.join()
    return received


def crossed(value: Any) -> Any:
    """A value after its way through a message."""
    return load(dump(value, handle=handle).message.copy(), stub=stub).value


class Caller:
    """A question and its answer, by a function that runs on the other side; `theirs` is what it was given there."""

    def __init__(self, *args: Any) -> None:
        self.args, self.theirs = args, ()

    def call(self, function: Callable[..., Any]) -> Any:
        here, there = socket.socketpair()

        def answer(verb: str, *given: Any) -> tuple[Any, ...]:
            self.theirs = given
            return ("value", function(*given))

        def side(line: socket.socket) -> Dialogue:
            return Dialogue(partial(send, line, seconds=30), partial(receive, line, seconds=30), handle, stub, answer)

        with here, there:
            serving = threading.Thread(target=side(there).serve)
            serving.start()
            try:
                return side(here).ask("call", *self.args)[1]
            finally:
                serving.join()


def refused(head: Any, *blobs: bytes, limits: Limits | None = None) -> bool:
    """Whether a message made by hand is refused, as it should be."""
    text = head if isinstance(head, bytes) else json.dumps(head).encode()
    try:
        load(Message(text, [bytearray(blob) for blob in blobs]), stub=stub, limits=limits)
    except Malformed:
        return True
    return False


def node(*parts: Any) -> dict[str, Any]:
    """A message of one node."""
    return {"root": [0], "nodes": [list(parts)]}


@pytest.fixture(scope="session")
def codec() -> Any:
    """The helpers of this file under one name."""

    class Codec:
        pass

    for part in (handle, stub, over, crossed, refused, node):
        setattr(Codec, part.__name__, staticmethod(part))
    Codec.Stub, Codec.Caller = Stub, Caller  # type: ignore[attr-defined]
    return Codec


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The closed list is as in a process that has just begun: libraries join when they are needed."""
    own = {**plain.TYPES, **scalars.TYPES, **arrays.TYPES, **names.TYPES}
    monkeypatch.setattr(registry, "_by_type", own)
    monkeypatch.setattr(registry, "_by_name", {kind.name: kind for kind in [*own.values(), *records.KINDS.values()]})
    monkeypatch.setattr(registry, "_waiting", dict(registry.LIBRARIES))
    names._public.cache_clear()
