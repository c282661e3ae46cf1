"""Messages whose big pieces cross only where the other side does not have them."""

import contextlib
import os
import socket
import threading

import numpy as np
import pytest

from autograder.grading.contents import Contents
from autograder.grading.store import Store
from autograder.values import Blob, Limits, Malformed, Message, Parcel, accept, deliver, hashed, offer, take
from autograder.values.parcels import BIG, MAGIC, NONE, PART, START
from autograder.values.wire import read_exactly

ARRAY = np.arange(BIG, dtype="float64")


@pytest.fixture
def line():
    """Two ends of a connection."""
    ends = socket.socketpair()
    for end in ends:
        end.settimeout(20)
    yield ends
    for end in ends:
        end.close()


@pytest.fixture
def contents(tmp_path):
    return Contents(Store(tmp_path / "store", 1 << 28))


def meanwhile(work, *arguments):
    def run():
        with contextlib.suppress(OSError, EOFError):  # the other side has heard enough
            work(*arguments)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def crossed(line, contents, message):
    """What comes of a message that is offered, kept and delivered; and how many bytes were asked for."""
    here, there = line
    offering = meanwhile(offer, there, message)
    parcel = contents.settle(take(here, contents.find), keep=True)
    offering.join()
    meanwhile(deliver, here, parcel)
    return accept(there), parcel


def test_a_message_comes_as_it_went(line, contents):
    """Small pieces, big ones, none; the second time from files."""
    message = Message(b"[1]", [b"", ARRAY, b"small", ARRAY[::-1].copy(), bytes(BIG - 1)])
    for _ in range(2):
        came, parcel = crossed(line, contents, message)
        assert came.head == b"[1]"
        assert [bytes(blob) for blob in came.blobs] == [bytes(memoryview(blob).cast("B")) for blob in message.blobs]
        assert [blob.file is None for blob in parcel.blobs] == [True, False, True, False, True]
        parcel.close()


def test_what_is_known_does_not_cross_again(line, contents):
    """Only the hash does."""
    crossed(line, contents, Message(b"", [ARRAY]))
    here, there = line
    meanwhile(offer, there, Message(b"", [ARRAY.copy()]))
    here.settimeout(5)
    start = here.recv(START.size + PART.size, socket.MSG_WAITALL)
    here.sendall(b"\0")
    here.settimeout(0.1)
    assert PART.unpack(start[START.size :]) == (ARRAY.nbytes, hashed(memoryview(ARRAY).cast("B")))
    with pytest.raises(TimeoutError):
        here.recv(1)


def test_changes_in_what_was_accepted_are_ones_own(line, contents):
    """The file stays as it is."""
    came, parcel = crossed(line, contents, Message(b"", [ARRAY]))
    came.blobs[0][:8] = bytes(range(8))
    with open(parcel.blobs[0].file, "rb", closefd=False) as file:
        assert file.read(8) == bytes(8)


@pytest.mark.parametrize("lie", ["another hash", "too long", "big without a hash", "small with a hash", "garbage"])
def test_lies_are_malformed(line, contents, lie):
    """Whoever offers may say anything; nothing of it is kept under a false name."""
    here, there = line
    digest = hashed(memoryview(ARRAY).cast("B"))
    size, content = ARRAY.nbytes, ARRAY.tobytes()
    if lie == "another hash":
        content = content[:-1] + b"\7"
    elif lie == "too long":
        size = 1 << 40
    elif lie == "big without a hash":
        digest = bytes(32)
    elif lie == "small with a hash":
        size = 9
    magic = b"nope" if lie == "garbage" else MAGIC
    meanwhile(there.sendall, START.pack(magic, 1, 0) + PART.pack(size, digest) + content)
    with pytest.raises(Malformed):
        take(here, contents.find)
    assert contents.find(digest, ARRAY.nbytes) is None


def test_limits_hold_before_anything_is_read(line):
    """Many pieces, a long head, many bytes."""
    here, there = line
    for limits in (Limits(blobs=0), Limits(head_bytes=1), Limits(message_bytes=1)):
        there.sendall(START.pack(MAGIC, 1, 2) + PART.pack(3, bytes(32)) + b"[]abc")
        with pytest.raises(Malformed):
            take(here, lambda digest, length: None, limits)
        here.setblocking(False)
        while True:
            try:
                here.recv(1000)
            except BlockingIOError:
                break
        here.setblocking(True)


def test_a_lost_side_is_told_and_leaves_no_file_open(line, contents):
    """An end of the file list is as good as any other end."""
    crossed(line, contents, Message(b"", [ARRAY]))[1].close()
    here, there = line
    before = len(os.listdir("/proc/self/fd"))
    there.sendall(START.pack(MAGIC, 2, 0))
    there.sendall(PART.pack(ARRAY.nbytes, hashed(memoryview(ARRAY).cast("B"))))
    there.sendall(PART.pack(ARRAY.nbytes, b"9" * 32))
    there.shutdown(socket.SHUT_WR)
    with pytest.raises(EOFError):
        take(here, contents.find)
    assert len(os.listdir("/proc/self/fd")) == before


def test_what_came_once_is_not_kept_for_its_own_sake(line, contents):
    """A disk is slower than a socket; the second time it is worth it."""
    for time in (1, 2, 3):
        here, there = line
        offering = meanwhile(offer, there, Message(b"", [ARRAY]))
        parcel = contents.settle(take(here, contents.find), keep=False)
        offering.join()
        assert (parcel.blobs[0].file is not None) == (time > 1)
        parcel.close()


def test_parcels_are_kept_once(line, contents, tmp_path):
    """Equal parcels have one key, equal pieces one file; a parcel whose piece was dropped is none."""
    message = Message(b"{}", [ARRAY, b"small"])
    keys = {contents.keep(crossed(line, contents, message)[1]) for _ in range(2)}
    keys.add(contents.keep(Parcel(b"{}", (Blob(5, memoryview(b"small")),))))
    assert len(keys) == 2
    assert len(list((tmp_path / "store" / "entries").glob("*/*"))) == 3
    key = contents.keep(crossed(line, contents, message)[1])
    again = contents.get(key)
    assert (again.head, bytes(again.blobs[1].memory)) == (b"{}", b"small")
    again.close()
    for path in (tmp_path / "store" / "entries").glob("*/f*"):
        path.unlink()
    assert contents.get(key) is None


def test_the_bytes_of_an_offer(line):
    """Mark, numbers, lengths and hashes, head, small pieces; big ones are sent when they are asked for, in their order."""
    here, there = line
    other = ARRAY[::-1].copy()
    meanwhile(offer, there, Message(b"head", [ARRAY, b"ab", other, b"", ARRAY]))
    here.settimeout(5)
    start = bytes(read_exactly(here, START.size))
    assert start == b"VAL2" + bytes([5, 0, 0, 0, 4]) + bytes(7)
    parts = list(PART.iter_unpack(read_exactly(here, 5 * PART.size)))
    big, backwards = ((one.nbytes, hashed(memoryview(one).cast("B"))) for one in (ARRAY, other))
    assert parts == [big, (2, NONE), backwards, (0, NONE), big]
    assert bytes(read_exactly(here, 6)) == b"headab"
    here.sendall(bytes([0, 1, 1]))
    assert bytes(read_exactly(here, ARRAY.nbytes)) == other.tobytes()
    assert bytes(read_exactly(here, ARRAY.nbytes)) == ARRAY.tobytes()


def test_what_is_asked_for_is_what_is_not_known(line):
    """By hash and length; what is known is a file."""
    here, there = line
    digest = hashed(memoryview(ARRAY).cast("B"))
    asked = []

    def known(hash_, length):
        asked.append((hash_, length))
        return os.open("/dev/null", os.O_RDONLY) if len(asked) == 1 else None

    offering = meanwhile(offer, there, Message(b"", [ARRAY, b"small", ARRAY]))
    parcel = take(here, known)
    offering.join()
    assert asked == [(digest, ARRAY.nbytes)] * 2
    first, small, last = parcel.blobs
    assert (first.length, first.memory, first.digest) == (ARRAY.nbytes, None, digest) and first.file is not None
    assert small == Blob(5, memoryview(b"small")) and small.digest == NONE == bytes(32)
    assert (last.length, last.file, last.digest) == (ARRAY.nbytes, None, digest) and bytes(
        last.memory
    ) == ARRAY.tobytes()
    parcel.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(first.file)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (START.pack(b"VAL1", 0, 0), "These bytes begin no message."),
        (START.pack(MAGIC, 3, 0), "A message of 0 bytes and 3 blobs is beyond the limits."),
        (START.pack(MAGIC, 0, 5), "A message of 5 bytes and 0 blobs is beyond the limits."),
        (START.pack(MAGIC, 1, 4) + PART.pack(7, NONE), "A message of so many bytes is beyond the limits."),
        (START.pack(MAGIC, 1, 0) + PART.pack(7, b"1" * 32), "Big pieces, and no others, have a hash."),
    ],
)
def test_what_is_refused_is_said(line, sent, says):
    """To the byte; what is within the limits is taken."""
    here, there = line
    limits = Limits(blobs=2, head_bytes=4, message_bytes=10)
    there.sendall(START.pack(MAGIC, 2, 4) + PART.pack(6, NONE) + PART.pack(0, NONE) + b"headsmall!")
    parcel = take(here, lambda digest, length: None, limits)
    assert parcel.head == b"head" and bytes(parcel.blobs[0].memory) == b"small!"
    there.sendall(sent)
    with pytest.raises(Malformed) as refused:
        take(here, lambda digest, length: None, limits)
    assert str(refused.value) == says


def test_a_big_piece_without_a_hash_is_refused(line):
    """From its first byte; one byte less has none."""
    here, there = line
    there.sendall(START.pack(MAGIC, 1, 0) + PART.pack(BIG, NONE))
    with pytest.raises(Malformed, match="Big pieces, and no others"):
        take(here, lambda digest, length: None)


def test_another_hash_is_said(line):
    """And its files are closed."""
    here, there = line
    before = len(os.listdir("/proc/self/fd"))
    meanwhile(there.sendall, START.pack(MAGIC, 1, 0) + PART.pack(BIG, b"1" * 32) + bytes(BIG))
    with pytest.raises(Malformed, match=r"^A piece has another hash than was told\.$"):
        take(here, lambda digest, length: None)
    assert len(os.listdir("/proc/self/fd")) == before


def test_many_files_are_handed_over(line, tmp_path):
    """More than one message of the system's takes, among pieces of memory."""
    (tmp_path / "f").write_bytes(b"content")
    files = [os.open(tmp_path / "f", os.O_RDONLY) for _ in range(250)]
    blobs = [Blob(7, file=file) for file in files]
    blobs.insert(1, Blob(3, memoryview(b"abc")))
    here, there = line
    meanwhile(deliver, here, Parcel(b"head", tuple(blobs)))
    came = accept(there)
    assert came.head == b"head" and bytes(came.blobs[1]) == b"abc" and len(came.blobs) == 251
    assert {bytes(blob) for place, blob in enumerate(came.blobs) if place != 1} == {b"content"}
    for file in files:
        os.close(file)


def test_who_accepts_is_told_of_the_end(line):
    """In the middle of the files, too; and of what is no message."""
    here, there = line
    here.sendall(START.pack(b"nope", 0, 0))
    with pytest.raises(Malformed, match=r"^These bytes begin no message\.$"):
        accept(there)
    here.sendall(START.pack(MAGIC, 1, 0) + PART.pack(5, b"\1" * 32))
    here.shutdown(socket.SHUT_WR)
    with pytest.raises(EOFError, match=r"^The other side is gone\.$"):
        accept(there)


def test_who_delivers_is_told_of_the_end(line, tmp_path):
    """Whether files or bytes are on the way."""
    (tmp_path / "f").write_bytes(b"content")
    here, there = line
    there.close()
    with (tmp_path / "f").open("rb") as file, pytest.raises(EOFError):
        deliver(here, Parcel(b"", (Blob(7, file=file.fileno()),)))
