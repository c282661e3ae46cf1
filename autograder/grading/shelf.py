"""Where an assignment's files lie on this machine: laid out once, then read by all kernels and judges.

Any number of processes may ask at the same time, and each may be killed at any moment: a shelf is there whole or not at
all. One that nobody has used for a month is taken away, and losing one only costs time: the same files make the same one.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from stat import S_ISREG

from autograder.course import SCRIPT
from autograder.datasets import cache_folder
from autograder.errors import MaterialError
from autograder.kernels.material import Material

UNUSED_SECONDS = 30 * 24 * 3600
MAKING_SECONDS = 900  # that a script may take


@dataclass(frozen=True)
class Shelf:
    """The files of an assignment on this machine; nobody writes to them.

    Args:
        folder: holds both of the others.
    """

    folder: Path

    @property
    def public(self) -> Path:
        """Files for working folders."""
        return self.folder / "public"

    @property
    def withheld(self) -> Path:
        """Files for judges alone."""
        return self.folder / "withheld"


def is_laid_out(material: Material, prepared: Path | None) -> bool:
    """Whether nothing has to be made of it any more."""
    return not material.script or _place(material, prepared).is_dir()


def lay_out(material: Material, prepared: Path | None) -> Shelf | None:
    """The files of an assignment on this machine, laid out now where they are not yet; None where there are none.

    Args:
        material: what belongs to the assignment.
        prepared: folder of data sets, which a script makes its data from.

    Raises:
        MaterialError: the script failed, or what it made cannot be used.
    """
    if material == Material():
        return None
    place = _place(material, prepared)
    if not place.is_dir():
        with _alone(place):
            if not place.is_dir():
                _lay_out(material, prepared, place)
    os.utime(place)
    return Shelf(place)


def _place(material: Material, prepared: Path | None) -> Path:
    """Its folder: the name says all that the files depend on, NumPy too, whose generators may change."""
    told = [material.digest, prepared.name if prepared else "", version("numpy")]
    return cache_folder() / "assignments" / hashlib.sha256(json.dumps(told).encode()).hexdigest()


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Let only one at a time, of all processes, lay out a shelf."""
    place.parent.mkdir(mode=0o700, exist_ok=True)  # no other user of this machine reads what is withheld
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _lay_out(material: Material, prepared: Path | None, place: Path) -> None:
    _take_away_unused(place.parent)
    with tempfile.TemporaryDirectory(prefix="new-", dir=place.parent) as name:
        new = Shelf(Path(name) / "shelf")
        for folder, texts in ((new.public, material.public), (new.withheld, material.withheld)):
            folder.mkdir(parents=True)
            _write(folder, texts)
        if material.script:
            _make(material, prepared, new)
        _settle(new)
        new.folder.rename(place)


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b64decode(text))


def _make(material: Material, prepared: Path | None, new: Shelf) -> None:
    """Have the script make its files, in a process of its own; nothing that is secret stands in its command line."""
    if prepared is None:
        raise MaterialError(f"{SCRIPT} needs the data sets, and this run has none.")
    told = {"script": material.script, "secret": material.secret, "mnist": str(prepared / "mnist.npz")}
    told |= {"public": str(new.public), "withheld": str(new.withheld)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "autograder.grading.making"],
            input=json.dumps(told).encode(),
            capture_output=True,
            cwd=new.folder.parent,
            env=os.environ | {"PYTHONHASHSEED": "0"},  # sets of texts come in the same order everywhere
            timeout=MAKING_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise MaterialError(f"{SCRIPT} did not come to an end in {MAKING_SECONDS} seconds.") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or [f"ended with status {done.returncode}"]
        raise MaterialError(f"{SCRIPT}: {said[-1]}")


def _settle(new: Shelf) -> None:
    """Refuse what could not be shown as it is, or would show what is withheld; then nobody writes to it any more."""
    for path in (new.folder, *new.folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
        elif S_ISREG(path.lstat().st_mode):
            path.chmod(0o444)
        else:
            raise MaterialError(
                f"{SCRIPT} made {path.name}, which is no ordinary file. Write a copy instead of a link."
            )
    secrets = _contents(new.withheld)
    for digest, name in _contents(new.public).items():
        if digest in secrets:
            raise MaterialError(f"The public file {name} holds the same as the withheld file {secrets[digest]}.")


def _contents(folder: Path) -> dict[str, str]:
    """Names of the files of a folder by their hash; empty files have nothing to tell."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size:
            with path.open("rb") as file:
                found[hashlib.file_digest(file, "sha256").hexdigest()] = path.relative_to(folder).as_posix()
    return found


def _take_away_unused(folder: Path) -> None:
    for path in folder.iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > UNUSED_SECONDS:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
