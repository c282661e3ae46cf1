"""What is worth keeping between notebooks and between runs: pieces of memory under a key, at most so many bytes.

Any number of processes may use one folder at the same time, and each may be killed at any moment: an entry is there
whole or not at all. What has not been used for longest is dropped first, and losing an entry only costs time.
"""

import fcntl
import os
import struct
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from autograder.datasets import cache_folder

START = struct.Struct("<4sI")
MAGIC = b"AGS1"
LOCKS = 3  # characters of a key that tell its lock: 4096 files are enough that strangers hardly ever meet
POLL_SECONDS = 0.02
MOST_BYTES = 8 << 30  # of this machine's store: trainings are small, but arrays of a hundred MB are among the rest
SCANS = 20  # looks at the whole folder while it fills up once


class Store:
    """A folder of entries.

    Args:
        folder: made where there is none, readable for nobody else.
        most_bytes: what all entries together may take.
        missed: how often this process looked in vain for each file.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most = most_bytes
        self._until_scan = 0.0
        self.missed: Counter[str] = Counter()
        for part in ("entries", "locks"):
            (folder / part).mkdir(parents=True, exist_ok=True, mode=0o700)

    def get(self, key: str) -> list[memoryview] | None:
        """The pieces under a key, None where there are none.

        Args:
            key: letters and digits.
        """
        path = self._path(key)
        try:
            content = memoryview(bytearray(path.read_bytes()))
            os.utime(path)
        except OSError:
            return None
        return _pieces(content)

    def put(self, key: str, pieces: Sequence[Any]) -> None:
        """Keep pieces of memory under a key; a full disk, or an entry beyond the store's size, is no error.

        Args:
            key: letters and digits.
            pieces: anything with a buffer.
        """
        parts = [memoryview(piece).cast("B") for piece in pieces]
        lengths = struct.pack(f"<{len(parts)}Q", *(part.nbytes for part in parts))
        self._write(key, [memoryview(START.pack(MAGIC, len(parts)) + lengths), *parts])

    def _write(self, key: str, parts: list[memoryview]) -> None:
        path, size = self._path(key), sum(part.nbytes for part in parts)
        if size > self._most:
            return
        self._make_room(size)
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix="new-", delete=False) as file:
                try:
                    file.writelines(parts)
                    file.close()
                    os.replace(file.name, path)
                except BaseException:
                    Path(file.name).unlink(missing_ok=True)
                    raise

    def touch(self, key: str) -> bool:
        """Note that an entry was used; whether there is one."""
        try:
            os.utime(self._path(key))
        except OSError:
            return False
        return True

    def open(self, key: str, length: int) -> int | None:
        """A descriptor of the file that was kept under a key, for reading; None where there is none of that length."""
        if not self.touch(key):
            self.missed[key] += 1
            return None
        try:
            file = os.open(self._path(key), os.O_RDONLY)
        except OSError:
            return None
        if os.fstat(file).st_size == length:
            return file
        os.close(file)
        return None

    def keep(self, key: str, content: memoryview) -> None:
        """Keep a file that holds some memory and nothing else; a full disk is no error."""
        self._write(key, [content])

    @contextmanager
    def claim(self, key: str, still_wanted: Callable[[], bool] = lambda: True) -> Iterator[None]:
        """Let only one at a time, of all processes, work on a key.

        Args:
            key: letters and digits.
            still_wanted: asked while others work on it.

        Raises:
            InterruptedError: it was not wanted any more.
        """
        with (self._folder / "locks" / key[:LOCKS]).open("w") as lock:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if not still_wanted():
                        raise InterruptedError(f"{key} is not wanted any more.") from None
                    time.sleep(POLL_SECONDS)
            yield

    def _path(self, key: str) -> Path:
        return self._folder / "entries" / key[:2] / key

    def _make_room(self, size: int) -> None:
        """Drop what was not used for longest; the folder is looked through only now and then."""
        self._until_scan -= size
        if self._until_scan > 0:
            return
        self._until_scan = self._most / SCANS
        entries = sorted(self._entries())
        excess = sum(found for _, found, _ in entries) + size - self._most
        for _, found, path in entries:
            if excess <= 0:
                return
            with suppress(OSError):
                path.unlink()
            excess -= found

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Time of last use, size and path of each entry, and of what a killed process left."""
        for path in (self._folder / "entries").glob("*/*"):
            with suppress(OSError):
                status = path.stat()
                yield status.st_mtime, status.st_size, path


def shared_store() -> Store:
    """The store of this machine's user, for all courses: a key says all that an entry depends on."""
    return Store(cache_folder() / "store", MOST_BYTES)


def _pieces(content: memoryview) -> list[memoryview] | None:
    """The pieces of an entry; None where it is damaged."""
    if len(content) < START.size:
        return None
    magic, count = START.unpack(content[: START.size])
    begin = START.size + 8 * count
    if magic != MAGIC or len(content) < begin:
        return None
    lengths = struct.unpack(f"<{count}Q", content[START.size : begin])
    if begin + sum(lengths) != len(content):
        return None
    found = []
    for length in lengths:
        found.append(content[begin : begin + length])
        begin += length
    return found
