"""Files that tests have and students have not."""

from contextvars import ContextVar
from pathlib import Path

from autograder.course import SCRIPT, WITHHELD
from autograder.errors import MaterialError

_FOLDER: ContextVar[Path | None] = ContextVar("folder of withheld files")


def withheld(name: str) -> Path:
    """Find a withheld file of the assignment: one under `withheld/`, or one that its `data.py` made there.

    For hidden tests. A student's function cannot open it: hand over what is in it, not its path.

    Args:
        name: relative path of a file or a folder, with "/" between its parts.

    Returns:
        Where it is.

    Raises:
        MaterialError: the assignment has no such file, or this is no test that is judged.
    """
    try:
        folder = _FOLDER.get()
    except LookupError:
        raise MaterialError(
            f"checks.withheld({name!r}) was called outside a judge. Call it in the hidden part of a test."
        ) from None
    place = folder and folder / name
    if not folder or not place or not place.exists() or not place.resolve().is_relative_to(folder.resolve()):
        raise MaterialError(
            f"There is no withheld file {name!r}. Put one under {WITHHELD}/ in the assignment's folder, or let {SCRIPT} make it."
        )
    return place


def lend(folder: Path | None) -> None:
    """Let `withheld` find files, in this process from now on.

    Args:
        folder: holds them; None where the assignment has none.
    """
    _FOLDER.set(folder)
