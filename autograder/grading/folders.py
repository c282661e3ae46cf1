"""The judge's working folder and that of the student's kernel: what one side writes, the other finds, as if they were one."""

import re
import shutil
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder.cells import files_named
from autograder.checks import CheckFailed
from autograder.grading.decided import NeedsPerson
from autograder.kernels.serving import FILE_BYTES

WRITING = re.compile(
    r"\b(open|write\w*|to_\w+|save\w*|dump|mkdir|remove|unlink|rename|replace|touch|copy\w*|sqlite3)\b"
)
MOST = 1000  # files of a folder that are looked at
MOST_BYTES = 5 * FILE_BYTES  # of all files of the answer that one call may leave


class Folders:
    """The files that one test and the answer share.

    Args:
        channel: to the student's kernel.
        source: the test's code.
        ours: folders of the assignment's files: what is called like one of those is never the student's.
        temporary: the folder of the test's temporary files, by the same path on both sides; None for none.
    """

    def __init__(self, channel: Any, source: str, ours: Sequence[Path], temporary: Path | None) -> None:
        self._channel, self._ours, self._temporary = channel, ours, temporary
        self._named = set(files_named(source))
        self._writes = temporary is not None or bool(WRITING.search(source))
        self._before = self._seen()
        self._shared: set[str] = set()  # folders for temporary files that both sides have
        self._sent: dict[str, bytes | None] = {}  # hashes of what the test wrote

    def fetch(self, names: Iterable[str] = (), origin: str = "") -> None:
        """Put the student's files of some names, and of those that the test names, where the judge will look for them.

        Args:
            names: besides those that the test names.
            origin: what was called before.
        """
        files, folders = self._below()
        total = 0
        for name in sorted({*names, *self._named, *files}):
            if not Path(name).is_absolute() and any((folder / name).exists() for folder in self._ours):
                continue
            content, place = self._content(name), Path(name)
            total += len(content or b"")
            if total > MOST_BYTES:
                raise CheckFailed(
                    f"Your answer's files have more than {MOST_BYTES // 1_000_000} MB. Make them smaller."
                )
            if self._sent.get(name, _hash(content)) != _hash(content) and self._channel.keeps_change(origin):
                continue
            if content is not None and place.is_file() and place.read_bytes() == content:
                continue
            _put(place, content, replace=name in files)
        self._match(folders)
        self._before = self._seen()

    def _match(self, folders: list[str] | None) -> None:
        """Have those folders for temporary files that the kernel has; what it has removed goes here, too, where it is empty."""
        for name in sorted(self._shared - set(folders or ()), reverse=True) if folders is not None else ():
            if Path(name).is_dir() and name != str(self._temporary) and not any(Path(name).iterdir()):
                Path(name).rmdir()
        for name in folders or ():
            Path(name).mkdir(parents=True, exist_ok=True)
        self._shared |= {*(folders or ())}

    def send(self) -> None:
        """Give the kernel what the test wrote since, and take away what it removed."""
        if not self._writes:
            return
        now = self._seen()
        if self._temporary:
            below = (path for path in sorted(self._temporary.rglob("*"))[:MOST] if path.is_dir())
            folders = [str(path) for path in (self._temporary, *below)]
            self._channel.ask("folders", folders, sorted(self._shared - set(folders), reverse=True))
            self._shared = set(folders)
        for name in sorted(now.keys() | self._before.keys()):
            if now.get(name) == self._before.get(name):
                continue
            self._named.add(name)
            path = Path(name)
            content = path.read_bytes() if name in now and path.stat().st_size <= FILE_BYTES else None
            self._sent[name] = _hash(content)
            self._channel.ask("write", name, content)
        self._before = now

    def _content(self, name: str) -> bytes | None:
        """The content of a file that the kernel has; None where it has none.

        Raises:
            CheckFailed: it is too large to be judged.
        """
        match self._channel.ask("file", name):
            case [bytes(content)] if len(content) <= FILE_BYTES:
                return content
            case [int(size)] if size > FILE_BYTES:
                most = f"a file that is judged may have {FILE_BYTES // 1_000_000}"
                raise CheckFailed(f"{name} has {size / 1e6:.0f} MB; {most}. Make it smaller.")
        return None

    def _below(self) -> tuple[list[str], list[str] | None]:
        """Paths of the files and of the folders that the kernel has in the temporary folder; None where it knows of none."""
        if self._temporary is None or not self._shared:
            return [], None
        match self._channel.ask("below", str(self._temporary)):
            case [list(files), list(folders)]:
                return self._proper(files), self._proper(folders)
        return [], None

    def _proper(self, paths: list[Any]) -> list[str]:
        """Those of some paths that lie in the temporary folder, at most as many as are looked at."""
        found = [Path(path) for path in paths[:MOST] if type(path) is str and "\0" not in path]
        inside = (path for path in found if path != self._temporary and path.is_relative_to(self._temporary or ""))
        return [str(path) for path in inside if ".." not in path.parts]

    def _seen(self) -> dict[str, tuple[int, int]]:
        """Files of the working folder that are nobody else's, with what tells whether they have changed."""
        if not self._writes:
            return {}
        apart = self._temporary
        paths = [
            path for path in sorted(Path().rglob("*"))[:MOST] if not (apart and path.absolute().is_relative_to(apart))
        ]
        paths += sorted(apart.rglob("*"))[:MOST] if apart else []
        found = [path for path in paths if path.is_file() and not path.is_symlink()]
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in found}


def _put(place: Path, content: bytes | None, *, replace: bool) -> None:
    """A file as the kernel has it.

    Args:
        place: where.
        content: None for none.
        replace: whether a folder in its place is no longer there, either.

    Raises:
        NeedsPerson: there can be no such file.
    """
    try:
        if place.is_dir() and content is None:
            return  # the name is that of a folder
        if place.is_dir() and replace:
            shutil.rmtree(place)
        place.unlink(missing_ok=True)
        if content is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    except OSError as error:
        raise NeedsPerson(f"The answer's file {place} cannot be looked at ({type(error).__name__}).") from error


def _hash(content: bytes | None) -> bytes | None:
    return None if content is None else sha256(content).digest()
