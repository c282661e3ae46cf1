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
from autograder.values.parcels import BIG, MAGIC, PART, START

ARRAY = np.arange(BIG, dtype="float64")


@pytest.fixture
def line():
    """Two ends of a connection."""
    ends = socket.socketpair()
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
