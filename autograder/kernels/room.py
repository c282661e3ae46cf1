"""The file system that a walled process sees: which parts of the host, and the room that is built of them.

Shown, read-only: the system's programs and libraries, this Python, its import folders, this package, and what the
caller names. Everything else of the host is absent. An editable install puts the course folder itself on sys.path; a
course is never shown, of it only the package and a virtual environment that lies in it.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR

from autograder.kernels import walls

HOME = "/home/student"
WORK = "/home/student/work"
USER = 1000

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
_SETTINGS = (
    *("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/localtime", "/etc/fonts"),
    *("/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/mime.types", "/etc/matplotlibrc"),
)
_OWN_SETTINGS = {
    "passwd": f"student:x:{USER}:{USER}:student:{HOME}:/bin/sh\n",
    "group": f"student:x:{USER}:\n",
    "hosts": "127.0.0.1 localhost student\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}
_DEVICES = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom")
_ZERO = "/dev/zero"  # shared memory of any size, where a process maps it
_DEVICE_LINKS = {"fd": "/proc/self/fd", "ptmx": "pts/ptmx"} | {
    name: f"/proc/self/fd/{number}" for number, name in enumerate(("stdin", "stdout", "stderr"))
}
SCRATCH = {"/tmp": "1777", HOME: "0700", "/dev/shm": "1777"}
_FILES_PER_SCRATCH = 20_000  # an empty file takes memory, too, and no share of the size
_PACKAGE = Path(__file__).resolve().parents[1]
_KEPT_VARIABLES = ("OMP_", "OPENBLAS_", "TF_", "MPL", "KERAS_", "PYTHON")
_COURSE_MARKS = ("nbgrader_config.py", "source", "submitted")


def visible(read: Sequence[str]) -> list[str]:
    """The host's folders and files that are shown, without those inside others of them.

    read: absolute paths of what the caller shows besides. Call this before leaving the caller's current folder.
    """
    prefixes = {Path(prefix) for prefix in (sys.prefix, sys.base_prefix)}
    python = [part for prefix in prefixes | {prefix.resolve() for prefix in prefixes} for part in _parts(prefix)]
    imports = [folder for folder in map(Path, sys.path) if folder.is_absolute() and not _is_private(folder)]
    host = [path for path in map(Path, (*_SYSTEM, *_SETTINGS)) if not path.is_symlink()]
    wanted = {path for path in (*host, *python, *imports, _PACKAGE) if path.exists()}
    chosen: list[Path] = []
    for path in sorted(wanted | set(map(Path, read))):
        if not any(path.is_relative_to(other) for other in chosen):
            chosen.append(path)
    return [str(path) for path in chosen]


def _parts(prefix: Path) -> list[Path]:
    """A Python's folder, or its parts when a virtual environment is a course folder at the same time."""
    if not _is_private(prefix):
        return [prefix]
    return [prefix / part for part in ("bin", "lib", "lib64", "share", "pyvenv.cfg")]


def _is_private(folder: Path) -> bool:
    """Whether a folder is a course, or holds the caller's current or home folder."""
    holds = any(place.is_relative_to(folder) for place in (Path.cwd(), Path.home()))
    return holds or any((folder / mark).exists() for mark in _COURSE_MARKS)


def open_trees(paths: Sequence[str], exchange: str, *, zero: bool = True) -> dict[str, int]:
    """Descriptors of the mounts that will make the room, by path: read-only ones, devices, and the writable exchange.

    zero: whether /dev/zero is among the devices

    Raises OSError with the path that cannot be opened, or with EPERM when this process may not copy mounts.
    """
    hardened = walls.NO_SUID | walls.NO_PROGRAMS
    trees = {path: walls.open_tree(path, walls.READ_ONLY | walls.NO_SUID | walls.NO_DEVICES) for path in paths}
    trees |= {
        path: walls.open_tree(path, walls.READ_ONLY | hardened) for path in (*_DEVICES, *([_ZERO] if zero else []))
    }
    if exchange:
        trees[exchange] = walls.open_tree(exchange, walls.NO_DEVICES | hardened)
    return trees


def furnish(trees: dict[str, int], scratch_bytes: int, first_to_die: int) -> None:
    """Build the new root, of which everything but the scratch folders and the exchange is read-only, and move there.

    trees: what `open_trees` gave
    scratch_bytes: the size of each scratch folder
    first_to_die: from 0 to 1000, how early the system ends this process when it runs out of memory
    Raises OSError with the step that failed. Must run in new namespaces, and as the first process of its pid namespace.
    """
    walls.keep_mounts_private()
    os.umask(0o022)
    walls.mount_new("tmpfs", "/tmp", "size=1m,mode=755")  # the host's /tmp is hidden from nobody but us
    os.chdir("/tmp")
    for folder, mode in SCRATCH.items():
        options = f"size={scratch_bytes},nr_inodes={_FILES_PER_SCRATCH},mode={mode}"
        walls.mount_new("tmpfs", str(_made_folder(folder)), options)
    _made_folder(WORK)
    for path, tree in trees.items():
        place = _made_folder(path) if S_ISDIR(os.fstat(tree).st_mode) else _made_file(path)
        walls.attach(tree, str(place))
    _write_own_files()
    walls.mount_new("proc", str(_made_folder("/proc")))
    walls.mount_new("devpts", str(_made_folder("/dev/pts")), "newinstance,ptmxmode=0666,mode=620")  # for `!` magics
    walls.make_root()
    _seal(first_to_die)


def _made_folder(path: str) -> Path:
    """A folder of the host's, at its place in the new root, which is the current folder."""
    folder = Path(f".{path}")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _made_file(path: str) -> Path:
    file = Path(f".{path}")
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return file


def _write_own_files() -> None:
    """Links and settings that are made for the room instead of being shown from the host."""
    for link in map(Path, (*_SYSTEM, *_SETTINGS)):
        if link.is_symlink():
            (_made_folder(str(link.parent)) / link.name).symlink_to(link.readlink())
    for name, text in _OWN_SETTINGS.items():
        (_made_folder("/etc") / name).write_text(text)
    for name, place in _DEVICE_LINKS.items():
        (_made_folder("/dev") / name).symlink_to(place)


def _seal(first_to_die: int) -> None:
    """No further user namespaces, this process ends early when memory is out, and /proc and the root are read-only."""
    with suppress(OSError):  # some kernels do not have it, and the forbidden calls come on top
        Path("/proc/sys/user/max_user_namespaces").write_text("0")
    Path("/proc/self/oom_score_adj").write_text(str(first_to_die))
    for folder in ("/proc", "/"):
        mount = os.open(folder, os.O_PATH)
        walls.protect(mount, walls.READ_ONLY, f"read-only {folder}")
        os.close(mount)


def kept_variables() -> dict[str, str]:
    """The caller's environment variables that numerical libraries and Python read."""
    return {name: value for name, value in os.environ.items() if name.startswith(_KEPT_VARIABLES)}


def move_in(home: str, variables: dict[str, str]) -> None:
    """Start in `home` with these variables on top of the environment, and with what belongs to nobody else."""
    os.environ.update(variables)
    tempfile.tempdir = None  # forget the host's
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - lives as long as the process
    os.umask(0o077)
    os.chdir(home)
