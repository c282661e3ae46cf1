"""A course's secret: a random key that everything is drawn from that students must not be able to draw again.

It lies in the course's folder, as the gradebook does: who moves the course or hands it on takes it along, and everybody who
grades there grades on the same data. Its folder keeps itself out of any git repository. A cache would not do: who empties
it would have other data, and other grades, than before.
"""

import hashlib
import hmac
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from autograder.course import Course
from autograder.errors import CourseError

BYTES = 32
KEY = re.compile(rf"[0-9a-f]{{{2 * BYTES}}}\s*")


def secret_of(course: Course, assignment: str) -> str:
    """What the data of an assignment are drawn from: always the same in one course, as hexadecimal digits.

    Raises:
        CourseError: the course's key can be neither read nor made.
    """
    key = _key(course.private / "secret")
    return hmac.new(bytes.fromhex(key), assignment.encode(), hashlib.sha256).hexdigest()


def _key(place: Path) -> str:
    """The course's key, made when it is first asked for."""
    try:
        if not place.exists():
            _make(place)
        text = place.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise CourseError(
            f"{place} can be neither read nor made ({error.strerror}). It holds the key that this course's data are drawn "
            "from. Let yourself write to the course's folder, or bring the file from where the course was graded before."
        ) from error
    if not KEY.fullmatch(text):
        raise CourseError(
            f"{place} holds no key of {2 * BYTES} hexadecimal digits. Bring the file from where the course was graded "
            "before, or delete it: then the data are drawn anew, and all is graded again on them."
        )
    return text.strip()


def _make(place: Path) -> None:
    """Write a new key, whole or not at all; of several who do so at once the first counts."""
    place.parent.mkdir(mode=0o700, exist_ok=True)
    (place.parent / ".gitignore").write_text("*\n")
    new = place.with_name(f"new-{secrets.token_hex(4)}")
    try:
        new.touch(mode=0o600, exist_ok=False)
        new.write_text(secrets.token_hex(BYTES) + "\n", encoding="utf-8")
        with suppress(FileExistsError):
            os.link(new, place)
    finally:
        new.unlink(missing_ok=True)
