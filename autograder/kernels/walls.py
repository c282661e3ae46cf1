"""The raw calls behind the sandbox: namespaces, mounts, privileges, limits and forbidden system calls.

Nothing here decides anything; every function makes one step, and raises OSError with the step's name when the kernel
refuses it. Python has many of these calls only from 3.12, or not at all, so they go through the C library.
"""

import ctypes
import errno
import os
import platform
import resource
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)

# unshare: new user, mount, pid, network, ipc, host name and cgroup namespaces
_NAMESPACES = 0x10000000 | 0x00020000 | 0x20000000 | 0x40000000 | 0x08000000 | 0x04000000 | 0x02000000

# mount_setattr's flags, and those of the older mount call
READ_ONLY, NO_SUID, NO_DEVICES, NO_PROGRAMS = 1, 2, 4, 8
_MS_REC, _MS_PRIVATE, _MNT_DETACH = 0x4000, 1 << 18, 2
_OPEN_TREE_CLONE, _O_CLOEXEC, _AT_RECURSIVE, _AT_EMPTY_PATH, _AT_FDCWD = 1, os.O_CLOEXEC, 0x8000, 0x1000, -100
_MOVE_MOUNT_F_EMPTY_PATH = 4

# System calls by number. From 424 on, numbers are the same on every machine.
_OPEN_TREE, _MOVE_MOUNT, _CLONE3, _MOUNT_SETATTR = 428, 429, 435, 442
_OWN_NUMBERS = {
    "x86_64": {"arch": 0xC000003E, "pivot_root": 155, "clone": 56, "prctl": 157, "socket": 41},
    "aarch64": {"arch": 0xC00000B7, "pivot_root": 41, "clone": 220, "prctl": 167, "socket": 198},
}
_FORBIDDEN = {  # in this order:
    # mount umount2 pivot_root chroot unshare setns ptrace process_vm_readv process_vm_writev kcmp
    # bpf perf_event_open add_key request_key keyctl userfaultfd open_by_handle_at memfd_create shmget msgget
    # kexec_load kexec_file_load init_module finit_module delete_module swapon swapoff reboot acct quotactl syslog
    "x86_64": (
        *(165, 166, 155, 161, 272, 308, 101, 310, 311, 312),
        *(321, 298, 248, 249, 250, 323, 304, 319, 29, 68),
        *(246, 320, 175, 313, 176, 167, 168, 169, 163, 179, 103),
    ),
    "aarch64": (
        *(40, 39, 41, 51, 97, 268, 117, 270, 271, 272),
        *(280, 241, 217, 218, 219, 282, 265, 279, 194, 186),
        *(104, 294, 105, 273, 106, 224, 225, 142, 89, 60, 116),
    ),
}
# io_uring_*, open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, pidfd_getfd, mount_setattr, quotactl_fd,
# memfd_secret, open_tree_attr
_FORBIDDEN_EVERYWHERE = (425, 426, 427, 428, 429, 430, 431, 432, 433, 438, 442, 443, 447, 467)
_FAMILIES = (1, 2, 10, 16)  # unix, inet, inet6, netlink; others, such as vsock, know no network namespace

_NOBODY = 65_534
MACHINES = tuple(_OWN_NUMBERS)


class _MountAttr(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns")]


class _Instruction(ctypes.Structure):
    _fields_ = [("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("value", ctypes.c_uint32)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction))]


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
    _checked(_libc.unshare(_NAMESPACES), "new namespaces (unshare)")


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
    _syscall(_own("pivot_root"), "pivot_root", b".", b".")
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


def forbid_calls() -> None:
    """Let the kernel refuse system calls that no notebook needs and that attacks on kernels begin with."""
    code = _filter()
    program = _Program(len(code), (_Instruction * len(code))(*code))
    _prctl(22, 2, ctypes.addressof(program), "seccomp")


def _filter() -> list[_Instruction]:
    """The seccomp program: other machines' calls fail, the forbidden ones give EPERM, all others pass."""
    machine = platform.machine()
    refuse = _Instruction(0x06, 0, 0, 0x00050000 | errno.EPERM)
    missing = _Instruction(0x06, 0, 0, 0x00050000 | errno.ENOSYS)
    allow = _Instruction(0x06, 0, 0, 0x7FFF0000)
    first_argument = _Instruction(0x20, 0, 0, 16)
    code = [_Instruction(0x20, 0, 0, 4), _Instruction(0x15, 1, 0, _own("arch")), refuse]
    code += [_Instruction(0x20, 0, 0, 0), _Instruction(0x35, 0, 1, 0x40000000), missing]
    code += [
        _Instruction(0x15, 0, 1, _CLONE3),
        missing,
    ]  # its flags cannot be seen here; the C library takes clone then
    for number in (*_FORBIDDEN[machine], *_FORBIDDEN_EVERYWHERE):
        code += [_Instruction(0x15, 0, 1, number), refuse]
    new_namespace, death_signal = _Instruction(0x45, 0, 1, _NAMESPACES), _Instruction(0x15, 0, 1, 1)
    code += [_Instruction(0x15, 0, 4, _own("clone")), first_argument, new_namespace, refuse, allow]
    code += [_Instruction(0x15, 0, 4, _own("prctl")), first_argument, death_signal, refuse, allow]
    families = [_Instruction(0x15, len(_FAMILIES) - place, 0, family) for place, family in enumerate(_FAMILIES)]
    code += [_Instruction(0x15, 0, len(families) + 2, _own("socket")), first_argument, *families, refuse, allow]
    return code


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


def _own(name: str) -> int:
    return _OWN_NUMBERS[platform.machine()][name]


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
