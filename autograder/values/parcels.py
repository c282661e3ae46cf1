"""Messages whose big pieces are named by their hash, so that what the other side has already need not cross again.

    # in the kernel                       # in the worker, which keeps big pieces in files     # in the judge
    offer(sock, message)                  parcel = take(sock, known)
                                          deliver(judge, parcel)                               message = accept(sock)

`offer` tells the hash of each big piece and sends those that are asked for; `take` asks for what `known` does not give, and
hashes what comes. `deliver` hands files over as descriptors, `accept` maps them: nothing is copied.
"""

import mmap
import os
import socket
import struct
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from blake3 import blake3

from autograder.values.limits import Limits, Malformed
from autograder.values.wire import Message, read_exactly, send_all

MAGIC = b"VAL2"
START = struct.Struct("<4sIQ")  # magic, number of blobs, length of the head
PART = struct.Struct("<Q32s")  # of each blob its length, and its hash where it is big
BIG = 1 << 20  # bytes
NONE = bytes(32)
DESCRIPTORS = 200  # in one message; the system allows 253


@dataclass(frozen=True)
class Blob:
    """A piece of memory: here, or in a file.

    Args:
        length: in bytes.
        memory: its content, None where it is in a file.
        file: a descriptor of the file that holds it and nothing else, None where it is here; who made it closes it.
        digest: BLAKE3 hash of a big piece, 32 bytes; `NONE` for others.
    """

    length: int
    memory: memoryview | None = None
    file: int | None = None
    digest: bytes = NONE


@dataclass(frozen=True)
class Parcel:
    """A message on its way through a process that has no need to look into it.

    Args:
        head: JSON in ASCII.
        blobs: what it names.
    """

    head: bytes
    blobs: tuple[Blob, ...] = ()

    def close(self) -> None:
        """Close its files."""
        for blob in self.blobs:
            if blob.file is not None:
                os.close(blob.file)


def hashed(memory: memoryview) -> bytes:
    """The hash by which a big piece is known."""
    return blake3(memory).digest()


def offer(sock: socket.socket, message: Message) -> None:
    """Send a message, the big pieces only if they are asked for.

    Args:
        sock: a connected stream socket, with `take` at the other end.
        message: what to send.

    Raises:
        EOFError: the other side is gone.
    """
    blobs = [memoryview(blob).cast("B") for blob in message.blobs]
    parts = b"".join(PART.pack(blob.nbytes, hashed(blob) if blob.nbytes >= BIG else NONE) for blob in blobs)
    small = [blob for blob in blobs if blob.nbytes < BIG]
    big = [blob for blob in blobs if blob.nbytes >= BIG]
    send_all(sock, [START.pack(MAGIC, len(blobs), len(message.head)) + parts, message.head, *small])
    if big:
        wanted = read_exactly(sock, len(big))
        send_all(sock, [blob for blob, asked in zip(big, wanted, strict=True) if asked])


def take(sock: socket.socket, known: Callable[[bytes, int], int | None], limits: Limits | None = None) -> Parcel:
    """Receive what was offered.

    Args:
        sock: a connected stream socket, with `offer` at the other end.
        known: gives a descriptor of a file that holds what has a hash and a length, None where there is none.
        limits: checked on the lengths that were told before anything of that length is read.

    Raises:
        EOFError: the other side is gone.
        Malformed: no message begins here, it is too long, or a piece has another hash than was told.
    """
    limits = limits or Limits()
    head, parts, small = _beginning(sock, limits)
    files = [None if digest == NONE else known(digest, length) for length, digest in parts]
    big = [number for number, (_, digest) in enumerate(parts) if digest != NONE]
    blobs: list[Blob] = []
    with ExitStack() as unless_whole:
        for file in files:
            if file is not None:
                unless_whole.callback(os.close, file)
        if big:
            send_all(sock, [bytes(files[number] is None for number in big)])
        inline = iter(small)
        for (length, digest), file in zip(parts, files, strict=True):
            if digest == NONE:
                blobs.append(Blob(length, next(inline)))
            elif file is not None:
                blobs.append(Blob(length, file=file, digest=digest))
            else:
                memory = read_exactly(sock, length)
                if hashed(memory) != digest:
                    raise Malformed("A piece has another hash than was told.")
                blobs.append(Blob(length, memory, digest=digest))
        unless_whole.pop_all()
    return Parcel(head, tuple(blobs))


def _beginning(sock: socket.socket, limits: Limits) -> tuple[bytes, list[tuple[int, bytes]], list[memoryview]]:
    """The head, length and hash of each blob, and the small blobs."""
    magic, count, head_length = START.unpack(read_exactly(sock, START.size))
    if magic != MAGIC:
        raise Malformed("These bytes begin no message.")
    if count > limits.blobs or head_length > limits.head_bytes:
        raise Malformed(f"A message of {head_length} bytes and {count} blobs is beyond the limits.")
    parts = list(PART.iter_unpack(read_exactly(sock, count * PART.size)))
    if head_length + sum(length for length, _ in parts) > limits.message_bytes:
        raise Malformed("A message of so many bytes is beyond the limits.")
    if any((length >= BIG) != (digest != NONE) for length, digest in parts):
        raise Malformed("Big pieces, and no others, have a hash.")
    head = bytes(read_exactly(sock, head_length))
    return head, parts, [read_exactly(sock, length) for length, digest in parts if digest == NONE]


def deliver(sock: socket.socket, parcel: Parcel) -> None:
    """Send a parcel whole, files as descriptors.

    Args:
        sock: a connected Unix stream socket, with `accept` at the other end.
        parcel: what to send.

    Raises:
        EOFError: the other side is gone.
    """
    files = [blob.file for blob in parcel.blobs if blob.file is not None]
    parts = b"".join(PART.pack(blob.length, b"\1" * 32 if blob.memory is None else NONE) for blob in parcel.blobs)
    start = START.pack(MAGIC, len(parcel.blobs), len(parcel.head))
    inline = [blob.memory for blob in parcel.blobs if blob.memory is not None]
    send_all(sock, [start + parts, parcel.head, *inline])
    for begin in range(0, len(files), DESCRIPTORS):
        try:
            socket.send_fds(sock, [b"f"], files[begin : begin + DESCRIPTORS])
        except ConnectionError as error:
            raise EOFError("The other side is gone.") from error


def accept(sock: socket.socket) -> Message:
    """Receive what was delivered; changes in a mapped file are this process's own.

    Raises:
        EOFError: the other side is gone.
        Malformed: no message begins here.
    """
    magic, count, head_length = START.unpack(read_exactly(sock, START.size))
    if magic != MAGIC:
        raise Malformed("These bytes begin no message.")
    parts = list(PART.iter_unpack(read_exactly(sock, count * PART.size)))
    head = bytes(read_exactly(sock, head_length))
    inline = iter([read_exactly(sock, length) for length, mark in parts if mark == NONE])
    mapped = iter(_mapped(sock, [length for length, mark in parts if mark != NONE]))
    return Message(head, [next(inline if mark == NONE else mapped) for _, mark in parts])


def _mapped(sock: socket.socket, lengths: Sequence[int]) -> list[memoryview]:
    found: list[memoryview] = []
    while len(found) < len(lengths):
        mark, files, _, _ = socket.recv_fds(sock, 1, DESCRIPTORS)
        if not mark or not files:
            raise EOFError("The other side is gone.")
        for file in files:
            found.append(memoryview(mmap.mmap(file, lengths[len(found)], flags=mmap.MAP_PRIVATE)))
            os.close(file)
    return found
