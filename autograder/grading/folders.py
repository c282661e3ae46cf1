"""The judge's working folder and that of the student's kernel: what one side writes, the other finds, as if they were one."""

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder.cells import files_named
from autograder.kernels.serving import FILE_BYTES

WRITING = re.compile(
    r"\b(open|write\w*|to_\w+|save\w*|dump|mkdir|remove|unlink|rename|replace|touch|copy\w*|sqlite3)\b"
)
MOST = 1000  # files of a folder that are looked at


class Folders:
    """The files that one test and the answer share.

    Args:
        channel: to the student's kernel.
        source: the test's code.
        ours: folders of the assignment's files: what is called like one of those is never the student's.
    """

    def __init__(self, channel: Any, source: str, ours: Sequence[Path]) -> None:
        self._channel, self._ours = channel, ours
        self._named = set(files_named(source))
        self._writes = bool(WRITING.search(source))
        self._before = self._seen()
        self._sent: dict[str, bytes | None] = {}  # hashes of what the test wrote

    def fetch(self, names: Iterable[str] = (), origin: str = "") -> None:
        """Put the student's files of some names, and of those that the test names, where the judge will look for them.

        Args:
            names: besides those that the test names.
            origin: what was called before.
        """
        for name in sorted({*names, *self._named}):
            if any((folder / name).exists() for folder in self._ours):
                continue
            content, place = self._channel.file(name), Path(name)
            if self._sent.get(name, _hash(content)) != _hash(content) and self._channel.keeps_change(origin):
                continue
            if content is not None and place.is_file() and place.read_bytes() == content:
                continue
            place.unlink(missing_ok=True)
            if content is not None:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
        self._before = self._seen()

    def send(self) -> None:
        """Give the kernel what the test wrote since, and take away what it removed."""
        if not self._writes:
            return
        now = self._seen()
        for name in sorted(now.keys() | self._before.keys()):
            if now.get(name) == self._before.get(name):
                continue
            self._named.add(name)
            path = Path(name)
            content = path.read_bytes() if name in now and path.stat().st_size <= FILE_BYTES else None
            self._sent[name] = _hash(content)
            self._channel.write(name, content)
        self._before = now

    def _seen(self) -> dict[str, tuple[int, int]]:
        """Files of the working folder that are nobody else's, with what tells whether they have changed."""
        if not self._writes:
            return {}
        found = [path for path in sorted(Path().rglob("*"))[:MOST] if path.is_file() and not path.is_symlink()]
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in found}


def _hash(content: bytes | None) -> bytes | None:
    return None if content is None else sha256(content).digest()
