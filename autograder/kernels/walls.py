"""The raw calls behind the sandbox: namespaces, mounts, privileges, limits and forbidden system calls.

Nothing here decides anything; every function makes one step, and raises OSError with the step's name when the kernel
refuses it. Python has many of these calls only from 3.12, or not at all, so they go through the C library.
"""

import ctypes
import os
import resource
import signal
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path

from autograder.kernels import refusals

_libc = ctypes.CDLL(None, use_errno=True)

# mount_setattr's flags, and those of the older mount call
READ_ONLY, NO_SUID, NO_DEVICES, NO_PROGRAMS = 1, 2, 4, 8
_MS_REC, _MS_PRIVATE, _MNT_DETACH = 0x4000, 1 << 18, 2
_OPEN_TREE_CLONE, _O_CLOEXEC, _AT_RECURSIVE, _AT_EMPTY_PATH, _AT_FDCWD = 1, os.O_CLOEXEC, 0x8000, 0x1000, -100
_MOVE_MOUNT_F_EMPTY_PATH = 4

# System calls by number.
_OPEN_TREE, _MOVE_MOUNT, _MOUNT_SETATTR = 428, 429, 442

_NOBODY = 65_534
MACHINES = tuple(refusals.OWN_NUMBERS)


class _MountAttr(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns")]


class Line:
    """One end of a line on which two processes say one short message each in turn."""

    def __init__(self, fd: int) -> None:
        self.fd = fd

    @classmethod
    def pair(cls) -> tuple["Line", "Line"]:
        """Both ends of a new line."""
        one, other = socket.socketpair()
        return cls(one.detach()), cls(other.detach())

    def say(self, message: str) -> None:
        """Send a message; what is over 4096 bytes is cut off."""
        os.write(self.fd, message.encode(errors="replace")[:4096])

    def hear(self) -> str:
        """The next message; "" when the other end is closed."""
        with suppress(ConnectionResetError):
            return os.read(self.fd, 4096).decode(errors="replace")
        return ""

    def close(self) -> None:
        """Let go of this end."""
        os.close(self.fd)
        self.fd = -1


def own_status(name: str) -> str:
    """A field of /proc/self/status, such as VmData."""
    rows = Path("/proc/self/status").read_text().splitlines()
    return next(row.partition(":")[2].strip() for row in rows if row.startswith(f"{name}:"))


def threads() -> int:
    """How many threads this process has."""
    return len(os.listdir("/proc/self/task")) if sys.platform == "linux" else threading.active_count()


def can_change_user() -> bool:
    """Whether we are root with the right to be somebody else, and there is anybody else."""
    needed = 1 << 6 | 1 << 7  # setgid, setuid
    return os.geteuid() == 0 and int(own_status("CapEff"), 16) & needed == needed and _is_mapped(_NOBODY)


def map_user(pid: int, inner: int) -> None:
    """Let the user `inner` of a child's new user namespace be our user, or nobody in particular when that is root."""
    uid, gid = (_unused_id(pid),) * 2 if can_change_user() else (os.geteuid(), os.getegid())
    for name, text in (("setgroups", "deny"), ("uid_map", f"{inner} {uid} 1"), ("gid_map", f"{inner} {gid} 1")):
        Path(f"/proc/{pid}/{name}").write_text(text)


def _unused_id(seed: int) -> int:
    wanted = 40_000 + seed % 20_000
    return wanted if _is_mapped(wanted) else _NOBODY


def _is_mapped(user: int) -> bool:
    """Whether this number means a user here; in containers many do not."""
    rows = Path("/proc/self/uid_map").read_text().splitlines()
    ranges = [[int(word) for word in row.split()] for row in rows]
    return any(first <= user < first + length for first, _, length in ranges)


def enter_namespaces() -> None:
    """Leave the host's namespaces; the next child is the first process of a new pid namespace."""
    _checked(_libc.unshare(refusals.NAMESPACES), "new namespaces (unshare)")


def die_with_parent() -> None:
    """Ask for SIGKILL when the parent ends, where the system is Linux. A change of identity takes this back."""
    if sys.platform == "linux":
        _prctl(1, signal.SIGKILL, 0, "die with the parent")


def make_dumpable() -> None:
    """Own /proc/self again after a change of identity."""
    _prctl(4, 1, 0, "own /proc/self")


def open_tree(path: str, flags: int) -> int:
    """A descriptor of a detached, private copy of the mounts at and below `path`, to be put elsewhere by `attach`."""
    how = _OPEN_TREE_CLONE | _O_CLOEXEC | _AT_RECURSIVE
    tree = _syscall(_OPEN_TREE, f"open the mount of {path}", _AT_FDCWD, path.encode(), how)
    protect(tree, flags, f"mount flags of {path}", recursive=True)
    return tree


def protect(tree: int, flags: int, step: str, *, recursive: bool = False) -> None:
    """Add flags to a mount, such as READ_ONLY, and keep it from passing mounts on. Writers make READ_ONLY fail."""
    wanted = _MountAttr(set=flags, propagation=_MS_PRIVATE)
    how = _AT_EMPTY_PATH | (_AT_RECURSIVE if recursive else 0)
    _syscall(_MOUNT_SETATTR, step, tree, b"", how, ctypes.byref(wanted), ctypes.sizeof(wanted))


def attach(tree: int, target: str) -> None:
    """Put a tree that `open_tree` gave at an existing file or folder."""
    step = f"mount at {target}"
    _syscall(_MOVE_MOUNT, step, tree, b"", _AT_FDCWD, target.encode(), _MOVE_MOUNT_F_EMPTY_PATH)


def mount_new(kind: str, target: str, options: str = "") -> None:
    """Mount a new tmpfs, proc or devpts, without set-uid programs, and without devices but a devpts's own terminals."""
    flags = NO_SUID | (0 if kind == "devpts" else NO_DEVICES) | (0 if kind == "tmpfs" else NO_PROGRAMS)
    result = _libc.mount(kind.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), options.encode())
    _checked(result, f"mount {kind} at {target}")


def keep_mounts_private() -> None:
    """Neither pass on nor take over later changes of the host's mounts."""
    _checked(_libc.mount(b"none", b"/", None, ctypes.c_ulong(_MS_REC | _MS_PRIVATE), None), "private mounts")


def make_root() -> None:
    """Make the current folder, a mount, the root of this mount namespace, and let go of the old root."""
    _syscall(refusals.own("pivot_root"), "pivot_root", b".", b".")
    _checked(_libc.umount2(b".", _MNT_DETACH), "detach the old root")
    os.chdir("/")


def empty_environment() -> None:
    """Remove every variable from the C environment and from the memory behind /proc/self/environ."""
    os.environ.clear()
    _libc.clearenv()
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    start, end = int(fields[47]), int(fields[48])
    ctypes.memset(start, 0, end - start)


def drop_privileges() -> None:
    """Give up every capability for good, also those that programs would bring."""
    for capability in range(64):
        with suppress(OSError):  # numbers that this kernel does not know
            _prctl(24, capability, 0, "bounding set")
    _prctl(47, 4, 0, "ambient capabilities")
    header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    _checked(_libc.capset(header, none), "capset")
    _prctl(38, 1, 0, "no new privileges")


def forbid_calls(shared_piece: int = 0) -> None:
    """Let the kernel refuse system calls that no notebook needs and that attacks on kernels begin with.

    shared_piece: the largest piece of shared memory without a file, in bytes; 0 for any
    """
    code = refusals.program(shared_piece)
    program = refusals.Program(len(code), (refusals.Instruction * len(code))(*code))
    _prctl(22, 2, ctypes.addressof(program), "seccomp")


def limit(kind: int, wanted: int) -> None:
    """Set a resource limit for good, or to what is left of it when it is lower already."""
    highest = resource.getrlimit(kind)[1]
    allowed = wanted if highest == resource.RLIM_INFINITY else min(wanted, highest)
    resource.setrlimit(kind, (allowed, allowed))


def default_signals() -> None:
    """React to signals like any new Python process, whatever the parent does."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def keep_only(*keep: int) -> None:
    """Close every descriptor but these, and lead the standard streams to /dev/null."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(null, stream)
    for name in os.listdir("/dev/fd"):
        if int(name) > 2 and int(name) not in keep:
            with suppress(OSError):  # the one that listed the folder
                os.close(int(name))


def wait(pid: int) -> int:
    """Wait for a child's end; its exit code, 128 + n after signal n."""
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return code if code >= 0 else 128 - code


def _prctl(option: int, first: int, second: int, step: str) -> None:
    arguments = [ctypes.c_ulong(value) for value in (first, second, 0, 0)]
    _checked(_libc.prctl(option, *arguments), step)


def _syscall(number: int, step: str, *arguments: object) -> int:
    wide = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number), *wide), step)


def _checked(result: int, step: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), step)
    return result
