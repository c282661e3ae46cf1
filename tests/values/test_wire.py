import socket
import struct
import threading
import tracemalloc

import numpy as np
import pytest

from autograder.values import Limits, Malformed, Message, receive, send
from autograder.values.wire import MAGIC, START


@pytest.fixture
def pair():
    here, there = socket.socketpair()
    with here, there:
        yield here, there


def test_many_and_large(pair):
    """More blobs than one call takes, and one larger than the socket's buffer, arrive whole and in order."""
    blobs = [np.full(place % 7, place, np.uint16).data for place in range(3000)] + [np.arange(10**6).data]
    sender = threading.Thread(target=send, args=(pair[0], Message(b"{}", blobs)))
    sender.start()
    found = receive(pair[1], seconds=30)
    sender.join()
    assert found.head == b"{}" and [bytes(blob) for blob in found.blobs] == [bytes(blob) for blob in blobs]


def test_messages_follow_each_other(pair):
    """The end of one is the beginning of the next."""
    for text in (b"one", b"", b"three"):
        send(pair[0], Message(text, [text]))
    assert [receive(pair[1]).head for _ in range(3)] == [b"one", b"", b"three"]


@pytest.mark.parametrize(
    "sent", [b"", MAGIC, START.pack(MAGIC, 2, 0) + struct.pack("<Q", 5), START.pack(MAGIC, 0, 9) + b"x"]
)
def test_gone(pair, sent):
    """A side that is gone ends in EOFError wherever it stopped."""
    pair[0].sendall(sent)
    pair[0].close()
    with pytest.raises(EOFError):
        receive(pair[1])


def test_nobody_reads(pair):
    """Sending to a side that is gone ends in EOFError, to one that does not read in a timeout."""
    with pytest.raises(TimeoutError):
        send(pair[0], Message(b"", [bytes(10**7)]), seconds=0.1)
    pair[1].close()
    with pytest.raises(EOFError):
        send(pair[0], Message(b"x"))


def test_a_drip_has_an_end(pair):
    """The time is that of the whole message, not of each byte."""
    stop = threading.Event()

    def drip() -> None:
        pair[0].sendall(START.pack(MAGIC, 0, 10**6))
        while not stop.wait(0.02):
            pair[0].sendall(b"x")

    sender = threading.Thread(target=drip)
    sender.start()
    with pytest.raises(TimeoutError):
        receive(pair[1], seconds=0.3)
    stop.set()
    sender.join()


@pytest.mark.parametrize(
    "start",
    [
        b"HTTP" + bytes(12),
        START.pack(MAGIC, 0, 1 << 62),
        START.pack(MAGIC, 0xFFFFFFFF, 0),
        START.pack(MAGIC, 1, 0) + struct.pack("<Q", 1 << 63),
        START.pack(MAGIC, 2, 0) + struct.pack("<QQ", 600 << 20, 600 << 20),
    ],
)
def test_lengths_that_lie(pair, start):
    """Lengths beyond the limits are refused before memory is taken."""
    pair[0].sendall(start)
    tracemalloc.start()
    with pytest.raises(Malformed):
        receive(pair[1])
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


def test_limits(pair):
    """The limits are the caller's."""
    send(pair[0], Message(b"x" * 100))
    with pytest.raises(Malformed):
        receive(pair[1], Limits(head_bytes=99))
