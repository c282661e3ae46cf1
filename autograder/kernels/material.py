"""The files of an assignment besides its notebooks, as plain data that goes with each of its jobs."""

import hashlib
import json
from base64 import b64encode
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path, PurePath

from autograder.course import SCRIPT, WITHHELD, Course
from autograder.errors import CourseError
from autograder.kernels.secret import secret_of

LARGEST = 500_000_000  # bytes of a file: it goes with every notebook; a script makes large ones where they are needed
LEFT_OUT = ("__pycache__", "feedback", "timestamp.txt")  # nbgrader's own, and Python's


@dataclass(frozen=True)
class Material:
    """What belongs to an assignment besides its notebooks.

    Args:
        public: files for working folders, by relative path, in base64.
        withheld: files for judges alone, by relative path, in base64.
        script: text of the script that makes further files of both kinds, "" for none.
        secret: what the script's chance begins with, as hexadecimal digits, "" where there is no script.
    """

    public: dict[str, str] = field(default_factory=dict, repr=False)
    withheld: dict[str, str] = field(default_factory=dict, repr=False)
    script: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    @cached_property
    def digest(self) -> str:
        """A hash of all of it."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def read_material(course: Course, assignment: str) -> Material:
    """The files of an assignment.

    Public files are those of the release, where there are none those of the source; the others stand in the source alone.

    Raises:
        CourseError: a file is too large, or the course's secret can be neither read nor made.
    """
    source = course.folder("source") / assignment
    script = source / SCRIPT
    return Material(
        public=_texts(course.folder("release") / assignment) or _texts(source),
        withheld=_texts(source / WITHHELD),
        script=script.read_text(encoding="utf-8") if script.is_file() else "",
        secret=secret_of(course, assignment) if script.is_file() else "",
    )


def is_withheld(name: PurePath) -> bool:
    """Whether a file of an assignment, by its relative path, is kept from students."""
    return WITHHELD in name.parts or name.name == SCRIPT


def _texts(folder: Path) -> dict[str, str]:
    """All files of a folder that are no notebooks and not withheld, by relative path."""
    found = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder)
        left_out = is_withheld(name) or any(part.startswith(".") or part in LEFT_OUT for part in name.parts)
        if path.suffix != ".ipynb" and not left_out and path.is_file() and not path.is_symlink():
            status = path.stat()
            found[name.as_posix()] = _text(path, status.st_mtime_ns, status.st_size)
    return found


@lru_cache(maxsize=100)
def _text(path: Path, changed: int, size: int) -> str:
    """A file in base64, read once for each state of it."""
    if size > LARGEST:
        raise CourseError(
            f"{path} has {size / 1e6:.0f} MB, expected at most {LARGEST / 1e6:.0f}. Let {SCRIPT} make it where it is needed."
        )
    return b64encode(path.read_bytes()).decode()
