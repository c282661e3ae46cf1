"""What a working folder begins with: the course's files, and beside them what the student handed in."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

COPIED = 10_000_000  # bytes: a larger file of the course's is shown, not copied for each notebook


def furnish(folder: Path, public: Path | None, files: Mapping[str, bytes], *, copied: int = COPIED) -> None:
    """Lay files into a working folder.

    Args:
        folder: made where there is none.
        public: folder of the course's files, None for none. A larger one becomes a link to the course's only copy.
        files: content of further files by relative path; what would take the place of one of the course's is left out.
        copied: largest file that is copied, in bytes.
    """
    for path in sorted(public.rglob("*")) if public else ():
        if path.is_file():
            place = folder / path.relative_to(public)  # type: ignore[arg-type]
            place.parent.mkdir(parents=True, exist_ok=True)
            if path.stat().st_size <= copied:
                shutil.copyfile(path, place)
            else:
                place.symlink_to(path)
    for name, content in files.items():
        with suppress(FileExistsError, NotADirectoryError, IsADirectoryError):  # the course's own stays
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as file:
                file.write(content)
