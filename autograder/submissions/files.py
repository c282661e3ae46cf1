"""What a student handed in besides notebooks: it lies in the kernel's working folder, beside the course's own files."""

import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath

from autograder.submissions.finding import is_notebook
from autograder.submissions.folder import Entry
from autograder.submissions.notes import listed, quoted
from autograder.submissions.reading import Unreadable, read_bytes

MOST_FILES = 100
MOST_BYTES = 20_000_000  # of a student's files together


def student_files(
    inside: Sequence[Entry], ours: Iterable[str], used: Iterable[Path]
) -> tuple[dict[str, bytes], list[str]]:
    """The files that a student handed in besides notebooks.

    Args:
        inside: the files of a submission.
        ours: names of the course's own files, which win.
        used: files that count as notebooks, whatever they are called.

    Returns:
        Their content by name, a relative path with "/" between its parts; and sentences about what was left out.
    """
    taken: dict[str, bytes] = {}
    left: dict[str, list[str]] = {}
    own, notebooks = set(ours), set(used)
    for entry in inside:
        if is_notebook(entry) or entry.path in notebooks:
            continue
        reason = "the course's own is used" if entry.name in own else _refusal(entry, taken)
        if not reason:
            try:
                taken[entry.name] = read_bytes(entry.path, MOST_BYTES)
                continue
            except Unreadable:
                reason = "it could not be opened"
        left.setdefault(reason, []).append(entry.name)
    return taken, [f"Left out of the submission: {listed(names)} ({reason})." for reason, names in left.items()]


def _refusal(entry: Entry, taken: dict[str, bytes]) -> str:
    """Why a file is left out, "" for one that is not."""
    if not entry.regular:
        return "a link or a special file"
    if len(taken) >= MOST_FILES:
        return f"more than {MOST_FILES} files"
    if sum(map(len, taken.values())) + entry.size > MOST_BYTES:
        return f"more than {MOST_BYTES // 1_000_000} MB"
    top = PurePosixPath(entry.name).parts[0]
    module = top.removesuffix(".py")
    if entry.path.suffix in (".py", ".so", ".pth") and module.split(".")[0] in _installed():
        return f"{quoted(module)} would stand in for an installed module of that name"
    return ""


@cache
def _installed() -> frozenset[str]:
    """Names of modules that a file in the working folder would hide."""
    return frozenset({*sys.stdlib_module_names, *packages_distributions(), "sitecustomize", "usercustomize"})
