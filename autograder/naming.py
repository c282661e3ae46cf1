"""Names that students and their folders have: which of them can be graded, how they are shown, and which look alike."""

import hashlib
import os
import unicodedata
from urllib.parse import quote

SHOWN = 60  # characters of a name in a sentence
LONGEST = 128  # characters of a student's name in nbgrader's gradebook
PATTERN = "*?[]"
# Letters of other alphabets that look like Latin ones (from Unicode's confusables).
_LIKE = str.maketrans("авеѕіјкмнорсԛтуԝхһԁАВЕЅІЈКМНОРСТУХαεικνορτυχΑΒΕΗΙΚΜΝΟΡΤΥΧΖ", "abesijkmhopcqtywxhdABESIJKMHOPCTYXaeiknoptuxABEHIKMNOPTYXZ")  # fmt: skip


def printable(name: str, most: int = SHOWN) -> str:
    """A name that is safe to show: one line, shortened, nothing unprintable in it, and bytes that are no UTF-8 by their numbers."""
    read = name.encode("utf-8", "surrogateescape") if not lone(name) else name.encode("utf-8", "replace")
    text = read.decode("utf-8", "backslashreplace")
    short = text if len(text) <= most else f"{text[: most - 1]}…"
    return "".join(letter if letter.isprintable() else "?" for letter in short)


def lone(name: str) -> bool:
    """Whether a name holds halves of characters that no file name can hold."""
    return any("\ud800" <= letter <= "\udfff" and not "\udc80" <= letter <= "\udcff" for letter in name)


def refusal(name: str) -> str:
    """Why work cannot be graded under a student's name, "" where it can."""
    if any("\ud800" <= letter <= "\udfff" for letter in name):
        return "it is not written in UTF-8"
    if not name.isprintable():
        return "it holds a character that cannot be shown, such as a line break"
    if any(letter in PATTERN for letter in name):
        return f"nbgrader takes {' '.join(PATTERN)} in it for a pattern that stands for other names"
    if name != name.strip():
        return "it begins or ends with a blank, which nbgrader takes away"
    if len(name) > LONGEST:
        return f"it has {len(name)} characters; nbgrader's gradebook holds {LONGEST}"
    return ""


def looks(name: str) -> str:
    """The same for all names that nobody can tell apart by looking at them."""
    return unicodedata.normalize("NFKC", name).translate(_LIKE)


def odd_letters(name: str) -> str:
    """The letters of a name that are not what they look like, by their Unicode names."""
    odd = [letter for letter in dict.fromkeys(name) if looks(letter) != letter or unicodedata.combining(letter)]
    return ", ".join(unicodedata.name(letter, f"U+{ord(letter):04X}") for letter in odd)


def file_stem(name: str) -> str:
    """A name for a file of ours about somebody: readable, safe everywhere, and another one for everybody."""
    raw = os.fsencode(name) if not lone(name) else name.encode("utf-8", "replace")
    short = quote(raw, safe="")[:80]
    return short if len(short) < 80 and not short.startswith(".") else f"{short}-{hashlib.sha256(raw).hexdigest()[:16]}"
