import socket
import struct
import threading
import tracemalloc

import numpy as np
import pytest

from autograder.values import Limits, Malformed, Message, receive, send
from autograder.values.wire import MAGIC, START, aligned, read_exactly, send_all


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


def test_the_bytes_of_a_message(pair):
    """Mark, number of blobs, lengths, head, blobs; empty ones have a length and no bytes."""
    send(pair[0], Message(b"head", [b"ab", b"", np.array([1, 2], ">u2")]))
    expected = b"VAL1" + struct.pack("<IQQQQ", 3, 4, 2, 0, 4) + b"head" + b"ab" + bytes([0, 1, 0, 2])
    pair[1].settimeout(1)
    assert pair[1].recv(1000) == expected


def test_a_message_is_as_long_as_all_of_it():
    """Whatever its blobs are made of; a copy has memory of its own."""
    array = np.arange(3, dtype="u2")
    message = Message(b"abc", [array, b"x"])
    again = message.copy()
    array[:] = 0
    assert len(message) == len(again) == 10
    assert [bytes(blob) for blob in again.blobs] == [bytes([0, 0, 1, 0, 2, 0]), b"x"] and again.head == b"abc"
    again.blobs[1][0] = 7


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 1000])
def test_memory_begins_where_fast_loops_like_it(length):
    """It is as long as was asked, and may be written."""
    for _ in range(5):
        room = aligned(length)
        assert room.nbytes == length and not room.readonly and room.format == "B"
        assert not length or np.frombuffer(room, np.uint8).ctypes.data % 64 == 0


def test_what_came_may_be_written(pair):
    """And begins where fast loops like it."""
    send(pair[0], Message(b"", [b"abc"]))
    (blob,) = receive(pair[1]).blobs
    blob[0] = 0
    assert np.frombuffer(blob, np.uint8).ctypes.data % 64 == 0


def test_a_socket_keeps_its_own_timeout(pair):
    """After a message that had another, whether it got through or not."""
    for sock in pair:
        sock.settimeout(7.5)
    send(pair[0], Message(b"x"), seconds=3)
    receive(pair[1], seconds=3)
    with pytest.raises(TimeoutError):
        receive(pair[1], seconds=0.05)
    with pytest.raises(TimeoutError, match=r"^The message did not get through in time\.$"):
        send(pair[0], Message(b"x"), seconds=-1)
    assert pair[0].gettimeout() == pair[1].gettimeout() == 7.5


def test_limits_are_kept_to_the_byte(pair):
    """Of the head, of the number of blobs, of all together; the words say how much came."""
    for limits, says in (
        (Limits(head_bytes=3, blobs=1, message_bytes=5), ""),
        (Limits(head_bytes=2), "A message of 3 bytes and 1 blobs is beyond the limits."),
        (Limits(blobs=0), "A message of 3 bytes and 1 blobs is beyond the limits."),
        (Limits(message_bytes=4), "A message of 5 bytes is beyond the limits."),
    ):
        here, there = socket.socketpair()
        with here, there:
            send(here, Message(b"abc", [b"de"]))
            if not says:
                assert len(receive(there, limits)) == 5
                continue
            with pytest.raises(Malformed) as refused:
                receive(there, limits)
            assert str(refused.value) == says


def test_what_begins_no_message_is_said(pair):
    """Whoever sent it."""
    pair[0].sendall(b"VAL2" + bytes(12))
    with pytest.raises(Malformed, match=r"^These bytes begin no message\.$"):
        receive(pair[1])


def test_the_end_is_told(pair):
    """In words."""
    pair[0].close()
    for work in (lambda: receive(pair[1]), lambda: read_exactly(pair[1], 1), lambda: send_all(pair[1], [b"x", b"y"])):
        with pytest.raises(EOFError, match=r"^The other side is gone\.$"):
            work()


def test_pieces_of_memory_follow_each_other(pair):
    """Of any kind, empty ones too; as many bytes are read as are asked for."""
    send_all(pair[0], [b"ab", np.array([1, 2], "u2"), b"", bytearray(b"c")])
    assert [bytes(read_exactly(pair[1], length)) for length in (3, 0, 4)] == [b"ab\1", b"", b"\0\2\0c"]
