"""How much memory a kernel's processes hold together, and whether the machine has enough for all kernels.

Counted is what would be free if they ended: their own pages, those that they share with each other once, and with the process that
they were forked from by share; shared memory and files in memory, also what nobody has mapped at the moment; the tables of all that.
Data sets and libraries are files, which the system drops when it needs their memory: they count for nobody.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

from autograder.datasets import cache_folder
from autograder.kernels.room import SCRATCH

SOCKET_BYTES = 212_992  # that may wait in one socket: the system's usual net.core.wmem_max
SHARED_PIECE = 1 << 20  # the largest piece of shared memory without a file where its pages cannot be counted
SHARED = ("/dev/zero (deleted)", "/memfd:", "/SYSV")  # how the system calls shared memory without a file
DELETED = re.compile(rb"^.*\(deleted\)$", re.MULTILINE)
SLOWEST_SECONDS = 2.0  # between two counts; one takes some 10 ms
DROP = 32 << 20  # bytes of free memory that went: then it is counted at once, unless the kernel is far from its limit
PAGE = os.sysconf("SC_PAGE_SIZE")
RESERVE = 0.05  # of the machine's memory: with less left, the kernel that holds most has to go


def can_count_shared() -> bool:
    """Whether this process may look at the pages of shared memory that others have; else each piece has to be small."""
    try:
        next(Path("/proc/self/map_files").iterdir()).stat()
    except (OSError, StopIteration):
        return False
    return True


class Memory:
    """What one kernel, and all that it started, holds.

    Args:
        pid: its number on this machine.
        limit: bytes that it may hold.
        walled: whether it has walls, and with them a process list and folders of its own.
    """

    def __init__(self, pid: int, limit: int = 0, *, walled: bool) -> None:
        self._pid, self._limit, self._walled = pid, limit, walled
        self._counted, self._free, self._drop = 0.0, 0, DROP
        self._open = _is_readable(Path(f"/proc/{pid}"))

    def is_due(self) -> bool:
        """Whether it is time to count: the last time is long ago, or the machine has much less free memory than then."""
        now, free = time.monotonic(), free_bytes()
        if now - self._counted < SLOWEST_SECONDS and free > self._free - self._drop:
            return False
        self._counted, self._free = now, free
        return True

    def held(self) -> int:
        """Bytes that it holds; 0 where it has ended."""
        if sys.platform != "linux":
            return _resident(self._pid)
        total, shared, sockets = 0, dict[str, int](), set[str]()
        for place in self._processes():
            with suppress(FileNotFoundError, ProcessLookupError):
                total += self._own(place)
                with suppress(PermissionError):
                    shared |= dict(_shared_pieces(place))
                    sockets |= set(_sockets(place))
        total += sum(shared.values()) + SOCKET_BYTES * len(sockets) + self._files()
        self._drop = max(DROP, (self._limit - total) // 4)
        return total

    def _processes(self) -> list[Path]:
        """The folders of its processes: its own process list holds them and no others."""
        with suppress(OSError):
            if self._walled:
                root = Path(f"/proc/{self._pid}", "root", "proc")
                return [root / name for name in os.listdir(root) if name.isdigit()]
            process = psutil.Process(self._pid)
            return [Path(f"/proc/{one.pid}") for one in (process, *process.children(recursive=True))]
        return []

    def _own(self, place: Path) -> int:
        """Bytes of pages that a process has, those that it shares with others by share, and of its page tables."""
        try:
            pages = _fields(place / "smaps_rollup", "Pss_Anon", "SwapPss")
        except PermissionError:
            if self._open:  # the kernel could be read, and this one hides
                return sys.maxsize >> 8
            resident = int((place / "statm").read_text().split()[1])
            return resident * PAGE
        return pages + _fields(place / "status", "VmPTE")

    def _files(self) -> int:
        """Bytes of the files in its folders in memory."""
        used = 0
        for folder in SCRATCH if self._walled else ():
            with suppress(OSError):
                told = os.statvfs(f"/proc/{self._pid}/root{folder}")
                used += (told.f_blocks - told.f_bfree) * told.f_frsize
        return used


def _is_readable(place: Path) -> bool:
    with suppress(OSError):
        return bool((place / "smaps_rollup").read_text())
    return False


def _fields(path: Path, *names: str) -> int:
    """The sum of some fields, which are told in kB."""
    rows = (row.partition(":") for row in path.read_text().splitlines())
    return sum(int(value.split()[0]) * 1024 for name, _, value in rows if name in names)


def _shared_pieces(place: Path) -> Iterator[tuple[str, int]]:
    """Each piece of shared memory without a file that a process has mapped some of, and how large all of it is."""
    for found in DELETED.findall((place / "maps").read_bytes()):
        row = found.decode(errors="replace")
        span, _, offset, device, number, *name = row.split(None, 5)
        if name and name[0].startswith(SHARED):
            begin, end = (int(edge, 16) for edge in span.split("-"))
            yield f"{device} {number}", _pages(place, begin, end, int(offset, 16))


def _pages(place: Path, begin: int, end: int, offset: int) -> int:
    try:
        return (place / "map_files" / f"{begin:x}-{end:x}").stat().st_blocks * 512
    except OSError:
        return max(offset + end - begin, SHARED_PIECE)


def _sockets(place: Path) -> Iterator[str]:
    """Sockets that a process has open."""
    for name in os.listdir(place / "fd"):
        with suppress(OSError):
            target = os.readlink(place / "fd" / name)  # noqa: PTH115 - no path
            if target.startswith("socket:"):
                yield target


def _resident(pid: int) -> int:
    """Where the system is not Linux: what its processes have in memory."""
    total = 0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in [process, *process.children(recursive=True)]:
            with suppress(psutil.Error):
                total += int(one.memory_info().rss)
    return total


def free_bytes() -> int:
    """Memory of this machine that can still be handed out."""
    return int(psutil.virtual_memory().available)


class Ledger:
    """What all kernels on this machine hold, whoever runs them: each has a file here that says so.

    Args:
        pid: the kernel's number.
        folder: where the files are.
    """

    def __init__(self, pid: int, folder: Path | None = None) -> None:
        self._folder = folder or cache_folder() / "kernels"
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._entry = self._folder / str(pid)

    def note(self, held: int) -> None:
        """Say what it holds."""
        with suppress(OSError):
            self._entry.write_text(str(held))

    def is_largest(self, held: int) -> bool:
        """Whether no other kernel that still runs holds more."""
        return all((held, int(self._entry.name)) >= (other, pid) for pid, other in self._others())

    def _others(self) -> Iterator[tuple[int, int]]:
        for entry in self._folder.iterdir():
            with suppress(OSError, ValueError):
                if entry != self._entry:
                    if Path(f"/proc/{entry.name}").exists() or psutil.pid_exists(int(entry.name)):
                        yield int(entry.name), int(entry.read_text())
                    else:
                        entry.unlink()

    def close(self) -> None:
        """It has ended."""
        with suppress(OSError):
            self._entry.unlink()


def is_short(free: int | None = None) -> bool:
    """Whether the machine has less memory left than it needs to go on."""
    total = psutil.virtual_memory().total
    return (free_bytes() if free is None else free) < RESERVE * total
