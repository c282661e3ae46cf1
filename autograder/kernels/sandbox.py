"""A forked process that sees only Python and its own scratch folders, and reaches nothing else.

`fork_inside` forks twice: the *waiter* enters new namespaces and stays outside the walls, the *walled process* is the
first process of the new pid namespace and runs the entry function. When the caller ends, so do both, and with the
walled process everything that it started.

What the walls cannot hide is the caller's own memory, of which the walled process is a copy. A process that forks
student code must be started with a clean environment and must never have held a secret.
"""

import functools
import os
import platform
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from autograder.errors import AutograderError
from autograder.kernels import room
from autograder.kernels import walls as linux
from autograder.kernels.room import HOME, USER, WORK

__all__ = ["HOME", "WORK", "Entry", "Inside", "SandboxError", "Walls", "available", "fork_inside"]

Entry = Callable[[Callable[[], None]], None]


class SandboxError(AutograderError):
    """The walls could not be raised, or the process ended before it was ready."""


@dataclass(frozen=True, kw_only=True)
class Walls:
    """What a walled process sees and may use.

    read: folders and files that are visible, read-only, besides the system, this Python and its import folders
    exchange: the absolute path of a host folder that is visible there, and writable until the entry function says
        ready. No file in it may be open for writing then; sockets may. The walled user must be allowed to write to it:
        when the caller is root, give it mode 0777 inside a folder with mode 0700.
    memory_bytes: what each process may allocate on top of what it has when it enters; shared mappings do not count
    scratch_bytes: the size of each of the writable folders (/tmp, the home folder, /dev/shm), which are in memory
    processes, file_bytes: processes and threads at a time, this one included; the largest file
    open_files, cpu_seconds: open files and processor time of each process
    shared_piece: the largest piece of shared memory without a file, in bytes; 0 for any
    first_to_die: from 0 to 1000, how early the system ends such processes when it runs out of memory
    """

    read: tuple[str, ...] = ()
    exchange: str = ""
    memory_bytes: int
    scratch_bytes: int
    processes: int
    file_bytes: int
    open_files: int
    cpu_seconds: int
    shared_piece: int = 0
    first_to_die: int = 1000


@dataclass(frozen=True)
class Inside:
    """A process that runs an entry function.

    pid: its number on the host; signals go there. Being the first of its pid namespace it feels SIGKILL, SIGSTOP,
        and signals that it has a handler for, such as SIGINT.
    waiter: the child of the caller that ends with the same exit code (128 + n after signal n), and that the caller must
        wait for. Without walls it is the process itself.
    home: without walls, the temporary folder that it works in; the caller removes it afterwards. "" with walls.
    """

    pid: int
    waiter: int
    home: str = ""


def fork_inside(walls: Walls | None, entry: Entry, keep: Sequence[int] = ()) -> Inside:
    """Fork a process that runs `entry(ready)` behind walls and then exits, with code 0, or 1 after an exception.

    `entry` gets a function to call once when it is set up; only then does this one return. It starts in WORK with an
    almost empty environment, standard streams on /dev/null, the default reaction to SIGINT, and no open descriptors
    but `keep` (none of 0, 1, 2); a kept descriptor of a folder would be a hole in the walls. Exiting flushes nothing.
    `walls=None` forks without any walls, on every system that can fork, in a temporary folder that the caller removes.

    Raises SandboxError, with the step that failed and why, when the process ends or fails before it is ready, and when
    the caller has more than one thread. Nothing of the process is left then.
    """
    _refuse_threads()
    caller = os.getpid()
    paths = room.visible(walls.read) if walls else []
    home = "" if walls else tempfile.mkdtemp(prefix="autograder-")
    ours, theirs = linux.Line.pair()
    waiter = os.fork()
    if waiter == 0:
        if walls:
            _finish(lambda: _wait_outside(walls, paths, entry, keep, theirs, caller), theirs)
        _finish(lambda: _run_free(home, entry, keep, theirs), theirs)
    theirs.close()
    try:
        return Inside(_until_ready(ours, waiter), waiter, home)
    except BaseException as error:
        os.kill(waiter, signal.SIGKILL)
        linux.wait(waiter)
        shutil.rmtree(home, ignore_errors=True)
        if isinstance(error, OSError):
            raise SandboxError(f"The waiter was not heard or not mapped: {error}.") from error
        raise
    finally:
        ours.close()


@functools.cache
def available() -> str:
    """Why there is no sandbox on this machine, and what helps, as a sentence; "" when there is. Tried in a process."""
    if sys.platform != "linux":
        return "The sandbox needs Linux: grade on a Linux machine, or switch it off for code that you trust."
    if platform.machine() not in linux.MACHINES:
        return f"The sandbox knows {' and '.join(linux.MACHINES)}, not {platform.machine()}: switch it off for code that you trust."
    command = [sys.executable, "-c", "from autograder.kernels import sandbox; sandbox._try_out()"]
    done = subprocess.run(command, cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    reason = (done.stderr.strip().splitlines() or ["it ended without a message"])[-1].rstrip(".")
    return (
        f"The sandbox cannot start ({reason}): it needs Linux 5.12 or newer with user namespaces that are allowed to "
        "ordinary users (kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0 and "
        "user.max_user_namespaces above 0; in Docker --security-opt seccomp=unconfined,systempaths=unconfined)."
    )


def _try_out() -> None:
    """Fork a walled process that does nothing; exit with the reason when that fails."""
    mib = 1 << 20
    few = Walls(memory_bytes=64 * mib, scratch_bytes=mib, processes=8, file_bytes=mib, open_files=64, cpu_seconds=9)
    try:
        inside = fork_inside(few, lambda ready: ready())
    except SandboxError as error:
        sys.exit(str(error))
    sys.exit(linux.wait(inside.waiter))


def _refuse_threads() -> None:
    if (threads := linux.threads()) != 1:
        raise SandboxError(f"This process has {threads} threads; only one with a single thread can be forked safely.")


def _until_ready(line: linux.Line, waiter: int) -> int:
    """In the caller: answer the child until it is ready; the pid of the process that runs the entry function."""
    message = line.hear()
    if message == "map":
        linux.map_user(waiter, USER)
        line.say("mapped")
        message = line.hear()
    if not message.startswith("+"):
        raise SandboxError(message[1:] or "The process ended before it was ready.")
    line.say("+")
    return int(message[1:])


def _finish(work: Callable[[], int | None], line: linux.Line) -> NoReturn:
    """In a child: run `work` and end with its exit code. Never goes back into the frames of the caller."""
    code = 1
    try:
        code = work() or 0
    except BaseException as error:  # noqa: BLE001 - nothing may escape into the caller's frames
        with suppress(OSError):
            line.say(f"-{type(error).__name__}: {error}")
        traceback.print_exc()
    finally:
        os._exit(code)


def _run(entry: Entry, line: linux.Line) -> None:
    """Run the entry function. Its `ready` comes back when the other end has heard it and done its part."""

    def ready() -> None:
        line.say(f"+{os.getpid()}")
        if not line.hear():
            os._exit(1)
        line.close()

    entry(ready)


def _run_free(home: str, entry: Entry, keep: Sequence[int], line: linux.Line) -> None:
    os.setsid()
    linux.die_with_parent()
    linux.default_signals()
    linux.keep_only(line.fd, *keep)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "USER") if name in os.environ} | room.kept_variables()
    os.environ.clear()
    room.move_in(home, kept | {"HOME": home, "TMPDIR": home})
    _run(entry, line)


def _wait_outside(
    walls: Walls, paths: list[str], entry: Entry, keep: Sequence[int], line: linux.Line, caller: int
) -> int:
    """The waiter: leave the host's namespaces, fork the walled process, pass its words on, wait for its end."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.chdir("/")
    linux.keep_only(line.fd, *keep)
    trees = _leave_host(paths, walls, line, caller)
    ours, theirs = linux.Line.pair()
    pid = os.fork()
    if pid == 0:
        line.close()
        ours.close()
        _finish(lambda: _run_walled(walls, trees, entry, keep, theirs), theirs)
    theirs.close()
    exchange = trees.pop(walls.exchange, None)
    for fd in {*trees.values(), *keep}:
        os.close(fd)
    return _pass_on(exchange, ours, line, pid)


def _leave_host(paths: list[str], walls: Walls, line: linux.Line, caller: int) -> dict[str, int]:
    """Enter new namespaces as the inner user. Gives the mounts that make the room, opened while we may.

    Root opens them before it becomes somebody who cannot reach folders such as /root; others may only afterwards.
    """
    trees: dict[str, int] = {}
    if linux.can_change_user():
        with suppress(PermissionError):  # a container's root may not, and opens them like others
            trees = room.open_trees(paths, walls.exchange, zero=not walls.shared_piece)
        os.setgroups([])
    linux.enter_namespaces()
    line.say("map")
    line.hear()
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)
    linux.make_dumpable()
    linux.die_with_parent()
    if os.getppid() != caller:
        os._exit(1)
    return trees or room.open_trees(paths, walls.exchange, zero=not walls.shared_piece)


def _pass_on(exchange: int | None, inner: linux.Line, outer: linux.Line, pid: int) -> int:
    """Once the process is ready, make the exchange read-only and tell the caller; then its exit code, at its end."""
    message = inner.hear()
    if not message.startswith("+"):
        code = linux.wait(pid)
        outer.say(message or f"-The process ended with exit code {code} before it was ready.")
        return code
    try:
        if exchange is not None:
            linux.protect(exchange, linux.READ_ONLY, "read-only exchange folder")
        outer.say(f"+{pid}")
        outer.hear()
        outer.close()
        with suppress(BrokenPipeError):  # killed by the caller meanwhile
            inner.say("+")
        inner.close()
    except OSError:
        os.kill(pid, signal.SIGKILL)
        linux.wait(pid)
        raise
    return linux.wait(pid)


def _run_walled(walls: Walls, trees: dict[str, int], entry: Entry, keep: Sequence[int], line: linux.Line) -> None:
    """The walled process: furnish the room, give up everything else, run the entry function."""
    os.setsid()
    linux.die_with_parent()
    linux.default_signals()
    room.furnish(trees, walls.scratch_bytes, walls.first_to_die)
    socket.sethostname("student")
    kept = room.kept_variables()
    linux.empty_environment()
    linux.keep_only(line.fd, *keep)
    linux.drop_privileges()
    linux.forbid_calls(walls.shared_piece)
    path = f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin"
    room.move_in(WORK, kept | {"HOME": HOME, "TMPDIR": "/tmp", "PATH": path, "USER": "student", "LANG": "C.UTF-8"})
    _limit(walls)
    _run(entry, line)


def _limit(walls: Walls) -> None:
    data = int(linux.own_status("VmData").split()[0]) * 1024
    for kind, wanted in {
        resource.RLIMIT_DATA: data + walls.memory_bytes,
        resource.RLIMIT_NPROC: walls.processes + 1,  # the waiter counts, too
        resource.RLIMIT_FSIZE: walls.file_bytes,
        resource.RLIMIT_NOFILE: walls.open_files,
        resource.RLIMIT_CPU: walls.cpu_seconds,
        resource.RLIMIT_CORE: 1,  # too small for a file, and unlike 0 respected when a program takes the dumps
    }.items():
        linux.limit(kind, wanted)
