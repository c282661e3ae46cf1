"""Messages on a stream socket: lengths first, then the bytes, big arrays without a copy on either side.

magic (4 bytes) · number of blobs (u32) · length of the head (u64) · length of each blob (u64) · head · blobs
"""

import socket
import struct
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.values.limits import Limits, Malformed

MAGIC = b"VAL1"
START = struct.Struct("<4sIQ")
PIECES = 512  # buffers in one call of sendmsg; the system allows 1024
ALIGNMENT = 64  # bytes; what NumPy's and TensorFlow's fast loops like


@dataclass
class Message:
    """What crosses: a JSON text and the memory that it names by number.

    Args:
        head: JSON in ASCII.
        blobs: anything with a buffer; those of a message that was made by `dump` are the arrays' own memory.
    """

    head: bytes
    blobs: list[Any] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.head) + sum(memoryview(blob).nbytes for blob in self.blobs)

    def copy(self) -> "Message":
        """A message with memory of its own, as if it had been sent and received."""
        return Message(self.head, [_filled(blob) for blob in self.blobs])


def send(sock: socket.socket, message: Message, *, seconds: float | None = None) -> None:
    """Write a message to a socket; the arrays in it must not change meanwhile.

    Args:
        sock: a connected stream socket.
        message: what to send.
        seconds: the most that the whole message may take; without it the socket's own timeout holds for each step.

    Raises:
        EOFError: the other side is gone.
        TimeoutError: the other side does not read.
    """
    blobs = [memoryview(blob).cast("B") for blob in message.blobs]
    lengths = struct.pack(f"<{len(blobs)}Q", *(blob.nbytes for blob in blobs))
    start = START.pack(MAGIC, len(blobs), len(message.head)) + lengths
    with _deadline(sock, seconds) as tick:
        _send_all(sock, [memoryview(part) for part in (start, message.head)] + blobs, tick)


def send_all(sock: socket.socket, parts: Iterable[Any]) -> None:
    """Write pieces of memory to a socket, one after the other.

    Raises:
        EOFError: the other side is gone.
    """
    with _deadline(sock, None) as tick:
        _send_all(sock, [memoryview(part).cast("B") for part in parts], tick)


def read_exactly(sock: socket.socket, length: int) -> memoryview:
    """Read so many bytes from a socket into fresh memory.

    Raises:
        EOFError: the other side is gone.
    """
    with _deadline(sock, None) as tick:
        return _read(sock, length, tick)


def receive(sock: socket.socket, limits: Limits | None = None, *, seconds: float | None = None) -> Message:
    """Read one message from a socket.

    Args:
        sock: a connected stream socket.
        limits: checked on the lengths that were sent before anything of that length is read.
        seconds: the most that the whole message may take, however slowly it drips.

    Returns:
        The message; its blobs are writable and aligned.

    Raises:
        EOFError: the other side is gone, at the beginning or in the middle.
        Malformed: no message begins here, or it is too long. The socket is of no use afterwards.
        TimeoutError: nothing came in time.
    """
    limits = limits or Limits()
    with _deadline(sock, seconds) as tick:
        magic, count, head_length = START.unpack(_read(sock, START.size, tick))
        if magic != MAGIC:
            raise Malformed("These bytes begin no message.")
        if count > limits.blobs or head_length > limits.head_bytes:
            raise Malformed(f"A message of {head_length} bytes and {count} blobs is beyond the limits.")
        lengths = struct.unpack(f"<{count}Q", _read(sock, 8 * count, tick))
        if head_length + sum(lengths) > limits.message_bytes:
            raise Malformed(f"A message of {head_length + sum(lengths)} bytes is beyond the limits.")
        head = bytes(_read(sock, head_length, tick))
        return Message(head, [_read(sock, length, tick) for length in lengths])


def aligned(length: int) -> memoryview:
    """Reserve writable memory; the system hands out its pages only as they are written."""
    room = np.empty(length + ALIGNMENT, np.uint8)
    start = -room.ctypes.data % ALIGNMENT
    return memoryview(room.data)[start : start + length]


def _filled(blob: Any) -> memoryview:
    """Copy a blob."""
    source = memoryview(blob).cast("B")
    room = aligned(source.nbytes)
    room[:] = source
    return room


@contextmanager
def _deadline(sock: socket.socket, seconds: float | None) -> Iterator[Any]:
    """Give a function that shortens the socket's timeout to what is left; turn a lost connection into EOFError."""
    before, end = sock.gettimeout(), None if seconds is None else time.monotonic() + seconds

    def tick() -> None:
        if end is not None:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError("The message did not get through in time.")
            sock.settimeout(left)

    try:
        yield tick
    except (ConnectionError, BrokenPipeError) as error:
        raise EOFError("The other side is gone.") from error
    finally:
        if end is not None and sock.fileno() >= 0:
            sock.settimeout(before)


def _send_all(sock: socket.socket, parts: Iterable[memoryview], tick: Any) -> None:
    """Send buffers one after the other, several in one call, going on where the system stopped."""
    waiting = [part for part in parts if part.nbytes]
    place = 0
    while place < len(waiting):
        tick()
        sent = sock.sendmsg(waiting[place : place + PIECES])
        while place < len(waiting) and sent >= waiting[place].nbytes:
            sent -= waiting[place].nbytes
            place += 1
        if sent:
            waiting[place] = waiting[place][sent:]


def _read(sock: socket.socket, length: int, tick: Any) -> memoryview:
    """Read so many bytes into fresh memory."""
    room = aligned(length)
    done = 0
    while done < length:
        tick()
        received = sock.recv_into(room[done:])
        if not received:
            raise EOFError("The other side is gone.")
        done += received
    return room
