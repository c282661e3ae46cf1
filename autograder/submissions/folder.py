"""What lies in a submission's folder, looked at without following a link or opening anything."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

DEEPEST = 3  # folders inside each other, the submission's own included
MOST_ENTRIES = 2_000
LINKED = "The folder is a link, not a submission. Hand in the notebooks themselves."
IGNORED = (".*", "__pycache__", "*.pyc", "__MACOSX", "Thumbs.db", "desktop.ini", "timestamp.txt", "feedback")


@dataclass(frozen=True)
class Entry:
    """One file of a submission.

    Args:
        name: its path in the submission's folder, with "/" between the parts.
        path: where it is.
        regular: whether it is an ordinary file.
        size: its bytes.
        changed: when it was last written, in nanoseconds.
    """

    name: str
    path: Path
    regular: bool
    size: int
    changed: int


def linked(student_folder: Path, folder: Path) -> bool:
    """Whether a submission's folder, or the student's folder above it, is a link."""
    return student_folder.is_symlink() or folder.is_symlink()


def entries(folder: Path) -> list[Entry]:
    """The files of a folder and of folders in it, links and special files included; nothing where there is no folder."""
    found: list[Entry] = []
    for entry in _walk(folder, ""):
        found.append(entry)
        if len(found) == MOST_ENTRIES:
            break
    return found


def _walk(folder: Path, above: str) -> Iterator[Entry]:
    try:
        with os.scandir(folder) as scanned:
            inside = sorted((entry for entry in scanned if not _ignored(entry.name)), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in inside:
        name = f"{above}{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            yield from _file(name, entry)
    for entry in inside:
        if entry.is_dir(follow_symlinks=False) and above.count("/") < DEEPEST - 1:
            yield from _walk(Path(entry.path), f"{above}{entry.name}/")


def _file(name: str, entry: "os.DirEntry[str]") -> Iterator[Entry]:
    with suppress(OSError):  # somebody has just removed it
        status = entry.stat(follow_symlinks=False)
        yield Entry(name, Path(entry.path), stat.S_ISREG(status.st_mode), status.st_size, status.st_mtime_ns)


def _ignored(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in IGNORED)
