"""What the tests of the codec share: a way across a socket, handles and stubs."""

import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from autograder.values import Dumped, Limits, Loaded, Malformed, Message, dump, load, receive, send


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
    """A request and its reply, with a function that runs on the other side."""

    def __init__(self, *args: Any) -> None:
        self.dumped: Dumped = dump(args, handle=handle)
        self.loaded: Loaded = load(over(self.dumped.message), stub=stub)

    def call(self, function: Callable[..., Any]) -> Any:
        from autograder.values import dump_reply, load_reply, snapshot

        state = snapshot(self.loaded)
        reply = dump_reply(function(*self.loaded.value), self.loaded, state, handle=handle)
        return load_reply(over(reply.message), self.dumped, stub=stub).value


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
