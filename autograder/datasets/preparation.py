"""Finds both data sets and prepares one folder that kernels are served from."""

import hashlib
import os
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from autograder.datasets.catalogue import FILES, OFFICIAL, TITLES, Catalogue
from autograder.datasets.download import Mirrors
from autograder.datasets.storage import Ledger, read_idx, read_npz, sha256, write_idx, write_npz
from autograder.errors import DataError, UsageError

if TYPE_CHECKING:
    from autograder.datasets.storage import Arrays

REHEARSAL = "rehearsal"  # as AUTOGRADER_DATA: try the system without official data and without a download


class RehearsalWarning(UserWarning):
    """Rehearsal data stands in for the official data."""


@dataclass(frozen=True)
class Prepared:
    """Both data sets, ready to be loaded.

    Args:
        kind: "official", or "rehearsal", which is never for marks.
        folder: holds `mnist.npz` and the files of `fashion-mnist/`, both not packed, for `serve`.
        source: where the data came from, in words.
    """

    kind: Literal["official", "rehearsal"]
    folder: Path
    source: str


def prepare(folder: Path | None = None, *, progress: bool = True, catalogue: Catalogue = OFFICIAL) -> Prepared:
    """Find MNIST and Fashion-MNIST and prepare a folder with both.

    A folder that is named, by the environment variable AUTOGRADER_DATA or else by `folder`, is the only one looked at;
    AUTOGRADER_DATA=rehearsal asks for rehearsal data. With nothing named: what was prepared before, then each data set
    from the Keras cache, from our own cache, from the mirrors; last, with a `RehearsalWarning`, rehearsal data.
    Prepared data is kept in the folder AUTOGRADER_CACHE, or else in the user's cache folder.

    Args:
        folder: holds `mnist/*.gz` and `fashion-mnist/*.gz`, from the course's configuration.
        progress: whether to say on standard error what takes long.
        catalogue: which files to look for.

    Returns:
        What was found. A second call takes milliseconds: only files that have changed since are read again.

    Raises:
        DataError: the named folder is missing, incomplete or corrupt.
        UsageError: the cache cannot be written.
    """
    wish = os.environ.get("AUTOGRADER_DATA") or folder
    cache = cache_folder()
    if wish == REHEARSAL:
        return _rehearse(cache, progress)
    home = cache / f"official-{catalogue.edition}"
    ledger = Ledger(home / "verified.json")
    source = _from_named(_named(wish), home, ledger, catalogue) if wish else _search(home, ledger, catalogue, progress)
    if source:
        return Prepared("official", home, source)
    _warn_of_rehearsal()
    return _rehearse(cache, progress)


def load(name: str, prepared: Prepared) -> "Arrays":
    """Load a data set without Keras, with the very arrays that Keras's `load_data` gives.

    Args:
        name: "mnist" or "fashion-mnist".
        prepared: from `prepare`.

    Returns:
        (x_train, y_train), (x_test, y_test): uint8 (60000, 28, 28), (60000,), (10000, 28, 28), (10000,).

    Raises:
        ValueError: there is no data set of this name.
    """
    if name not in TITLES:
        raise ValueError(f"There is no data set {name!r}; choose one of {', '.join(TITLES)}.")
    return read_npz(prepared.folder / "mnist.npz") if name == "mnist" else read_idx(prepared.folder / name)


def cache_folder() -> Path:
    """The folder for what can be made again: AUTOGRADER_CACHE, else the user's own.

    Raises:
        UsageError: it cannot be made or written.
    """
    wish = os.environ.get("AUTOGRADER_CACHE")
    if wish:
        cache = Path(wish).expanduser().resolve()
    else:
        import pooch

        cache = Path(pooch.os_cache("autograder"))
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"The data cache {cache} cannot be made ({error}). Set AUTOGRADER_CACHE to a folder."
        ) from error
    if not os.access(cache, os.W_OK):
        raise UsageError(f"The data cache {cache} cannot be written. Set AUTOGRADER_CACHE to a folder that can.")
    return cache


# --- a folder that is named


def _named(wish: str | Path) -> Path:
    """The named folder, absolute; relative ones start at the current folder."""
    folder = Path(wish).expanduser().resolve()
    if not folder.is_dir():
        raise DataError(
            f"Data folder {folder}: found {'a file' if folder.exists() else 'nothing'}, expected a folder with "
            f"mnist/*.gz and fashion-mnist/*.gz. {_remedy()}"
        )
    return folder


def _from_named(folder: Path, home: Path, ledger: Ledger, catalogue: Catalogue) -> str:
    problems = [
        problem
        for file, checksum in catalogue.checksums.items()
        if (problem := _problem(folder / file, checksum, ledger))
    ]
    if problems:
        raise DataError(f"Data folder {folder}: {'; '.join(problems)}. {_remedy()}")
    if not _complete(home, ledger):
        for name in TITLES:
            _install(name, folder / name, home, ledger)
    return f"the folder {folder}"


def _problem(file: Path, checksum: str, ledger: Ledger) -> str | None:
    """What is wrong with an official file, in words."""
    name = f"{file.parent.name}/{file.name}"
    if not file.is_file():
        return f"{name} is missing, expected a file with SHA-256 {checksum[:12]}…"
    try:
        if ledger.vouches(file, checksum):
            return None
        found = f"has SHA-256 {sha256(file)[:12]}… ({file.stat().st_size:,} bytes)"
    except OSError as error:
        found = f"cannot be read ({error.strerror})"
    return f"{name} {found}, expected SHA-256 {checksum[:12]}…"


def _remedy() -> str:
    where = "AUTOGRADER_DATA" if os.environ.get("AUTOGRADER_DATA") else "the data folder in the course's configuration"
    return (
        f"Put the official files there, correct {where}, or remove that setting to have the data found or downloaded."
    )


# --- with nothing named


def _search(home: Path, ledger: Ledger, catalogue: Catalogue, progress: bool) -> str | None:
    """Complete the prepared folder from what is found.

    Returns:
        Where the data sets came from, in words; None if one of them was not found.
    """
    if _complete(home, ledger):
        return f"the cache {home}"
    sources = []
    for name, title in TITLES.items():
        if _from_keras(name, home, ledger, catalogue):
            sources.append(f"{title} from the Keras cache")
        elif _from_mirrors(name, home, ledger, catalogue, progress):
            sources.append(f"{title} downloaded")
        else:
            return None
    return ", ".join(sources)


def _from_keras(name: str, home: Path, ledger: Ledger, catalogue: Catalogue) -> bool:
    folder = Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser() / "datasets"
    files = {"mnist.npz": catalogue.keras_npz} if name == "mnist" else catalogue.of(name)
    present = [file for file in files if (folder / file).is_file()]
    corrupt = [str(folder / file) for file in present if sha256(folder / file) != files[file]]
    if corrupt:
        # Not ours to delete. Whoever uses Keras outside the grader is better off with a fresh one.
        warnings.warn(
            f"The Keras cache holds a file that is not the official one: {', '.join(corrupt)}. It is not used. "
            "Delete it, and Keras downloads it again.",
            stacklevel=4,
        )
    if corrupt or len(present) < len(files):
        return False
    _install(name, folder / ("mnist.npz" if name == "mnist" else name), home, ledger)
    return True


def _from_mirrors(name: str, home: Path, ledger: Ledger, catalogue: Catalogue, progress: bool) -> bool:
    """Keep what an earlier download left whole, fetch the rest over what it left broken.

    Nothing is deleted here: another process may just have put a whole file there.
    """
    mirrors = None
    for file, checksum in catalogue.of(name).items():
        place = home / file
        if place.is_file() and ledger.vouches(place, checksum):
            continue
        mirrors = mirrors or Mirrors(catalogue.mirrors[name], place.name, catalogue.patience, progress)
        if not mirrors.fetch(place, checksum):
            return False
    _install(name, home / name, home, ledger)
    return True


def _warn_of_rehearsal() -> None:
    warnings.warn(
        "No official MNIST and Fashion-MNIST were found on this machine, and no mirror delivered them: REHEARSAL DATA "
        "stands in, which is for trying things out and never for marks. Connect to the network, or set AUTOGRADER_DATA "
        "to a folder with mnist/*.gz and fashion-mnist/*.gz.",
        RehearsalWarning,
        stacklevel=3,
    )


# --- the prepared folder


def _contents(home: Path) -> list[Path]:
    return [home / "mnist.npz", *(home / "fashion-mnist" / file for file in FILES.values())]


def _complete(home: Path, ledger: Ledger) -> bool:
    return all(ledger.knows(file) for file in _contents(home))


def _install(name: str, source: Path, home: Path, ledger: Ledger) -> None:
    """Put a verified data set into the prepared folder in the form that is served."""
    arrays = read_npz(source) if source.suffix == ".npz" else read_idx(source, packed=True)
    if name == "mnist":
        write_npz(home / "mnist.npz", arrays)
    else:
        write_idx(home / name, arrays)
    ledger.note(file for file in _contents(home) if file.stem == name or file.parent.name == name)


def _rehearse(cache: Path, progress: bool) -> Prepared:
    home = cache / f"rehearsal-{_drawing_edition()}"
    ledger = Ledger(home / "verified.json")
    if not _complete(home, ledger):
        if progress:
            print("Drawing rehearsal data, about ten seconds, this once …", file=sys.stderr)
        from autograder import rehearsal

        write_npz(home / "mnist.npz", rehearsal.digits())
        write_idx(home / "fashion-mnist", rehearsal.garments())
        ledger.note(_contents(home))
    return Prepared("rehearsal", home, "rehearsal data drawn on this machine, never for marks")


def _drawing_edition() -> str:
    """Eight hexadecimal digits that change whenever the code that draws changes."""
    code = sorted(Path(__file__).parents[1].glob("rehearsal/*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in code)).hexdigest()[:8]
