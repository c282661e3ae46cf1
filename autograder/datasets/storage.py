"""Files on disk: written whole or not at all, verified once, read as arrays."""

import gzip
import hashlib
import json
import mmap
import os
import secrets
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.datasets.catalogue import FILES, PACKED

if TYPE_CHECKING:
    import numpy as np  # imported where it is used, so that importing autograder stays fast

    Arrays = tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


ZIP_HEADER = 26  # bytes of a zip entry's local header before the lengths of its name and of its extra field


class Ledger:
    """Remembers the size and the time of change of files that were verified, so that none is hashed twice."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def knows(self, file: Path) -> bool:
        """Whether the file is as it was when it was noted."""
        return file.is_file() and self._read().get(str(file)) == _stamp(file)

    def vouches(self, file: Path, checksum: str) -> bool:
        """Whether the file has this SHA-256; it is read only if it is new or has changed.

        Raises:
            OSError: the file cannot be read.
        """
        stamp = _stamp(file)
        if self._read().get(str(file)) == stamp:
            return True
        if sha256(file) != checksum:
            return False
        self._write({str(file): stamp})
        return True

    def note(self, files: Iterable[Path]) -> None:
        """Take files as verified that this program has just written."""
        self._write({str(file): _stamp(file) for file in files})

    def _read(self) -> dict[str, list[int]]:
        try:
            return dict(json.loads(self._path.read_text()))
        except (OSError, ValueError):  # none yet, or damaged: then everything is verified again
            return {}

    def _write(self, stamps: Mapping[str, list[int]]) -> None:
        with replacing(self._path) as temporary:
            temporary.write_text(json.dumps({**self._read(), **stamps}, indent=1))


def _stamp(file: Path) -> list[int]:
    status = file.stat()
    return [status.st_size, status.st_mtime_ns]


def sha256(file: Path) -> str:
    """The file's SHA-256 in hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Lend a path to write to; it takes the place of `file` only when all went well, however many do so at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        yield temporary
        os.replace(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)


def write_npz(file: Path, arrays: "Arrays") -> None:
    """Write the arrays under the names that Keras reads, not compressed: loading then takes a tenth of the time."""
    import numpy as np

    (x_train, y_train), (x_test, y_test) = arrays
    with replacing(file) as temporary, temporary.open("wb") as stream:
        np.savez(stream, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)


def read_npz(file: Path) -> "Arrays":
    """Read the arrays (x_train, y_train), (x_test, y_test) from an .npz file."""
    import numpy as np

    with np.load(file, allow_pickle=False) as arrays:
        return (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])


def map_npz(file: Path) -> dict[str, "np.ndarray"]:
    """The arrays of an .npz file that `write_npz` wrote, by name, to be changed by this process for itself alone.

    Nothing is copied: all processes see the same pages of the file. `numpy.load` reads it piece by piece, in 0.1 s.
    """
    import numpy as np

    arrays = {}
    with zipfile.ZipFile(file) as archive, file.open("rb") as stream:
        for entry in archive.infolist():
            stream.seek(entry.header_offset + ZIP_HEADER)
            stream.seek(sum(struct.unpack("<HH", stream.read(4))), os.SEEK_CUR)  # behind the name and the extra field
            np.lib.format.read_magic(stream)
            shape, _, dtype = np.lib.format.read_array_header_1_0(stream)
            mapped = np.memmap(file, dtype, "c", stream.tell(), shape)
            arrays[entry.filename.removesuffix(".npy")] = np.asarray(mapped)
    return arrays


def write_idx(folder: Path, arrays: "Arrays") -> None:
    """Write the four IDX files of a data set, not packed: nobody has to unpack them for every kernel again."""
    (x_train, y_train), (x_test, y_test) = arrays
    for part, array in zip(FILES, (x_train, y_train, x_test, y_test), strict=True):
        # Magic number: two zero bytes, 8 for unsigned bytes, the number of dimensions; then the dimensions.
        header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
        with replacing(folder / FILES[part]) as temporary:
            temporary.write_bytes(header + array.tobytes())


def read_idx(folder: Path, *, packed: bool = False) -> "Arrays":
    """Read the four IDX files of a data set: (x_train, y_train), (x_test, y_test), uint8.

    Args:
        folder: holds them.
        packed: whether they are gzipped, as they are published.
    """
    contents = (
        gzip.decompress((folder / f"{file}{PACKED}").read_bytes()) if packed else map_file(folder / file)
        for file in FILES.values()
    )
    x_train, y_train, x_test, y_test = map(_array, contents)
    return (x_train, y_train), (x_test, y_test)


def map_file(file: Path) -> mmap.mmap:
    """The content of a file, to be read only: all processes see the same pages of it."""
    with file.open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def _array(content: bytes | mmap.mmap) -> "np.ndarray":
    import numpy as np

    dimensions = content[3]
    shape = struct.unpack_from(f">{dimensions}I", content, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)
