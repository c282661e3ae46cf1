"""Which system calls a walled process may not make, as the program that the kernel of the system runs at each of them."""

import ctypes
import errno
import platform

# unshare: new user, mount, pid, network, ipc, host name and cgroup namespaces
NAMESPACES = 0x10000000 | 0x00020000 | 0x20000000 | 0x40000000 | 0x08000000 | 0x04000000 | 0x02000000

# System calls by number. From 424 on, numbers are the same on every machine.
_CLONE3 = 435
OWN_NUMBERS = {
    "x86_64": {"arch": 0xC000003E, "pivot_root": 155, "clone": 56, "prctl": 157, "socket": 41, "mmap": 9},
    "aarch64": {"arch": 0xC00000B7, "pivot_root": 41, "clone": 220, "prctl": 167, "socket": 198, "mmap": 222},
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


class Instruction(ctypes.Structure):
    """One step of the program."""

    _fields_ = [("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("value", ctypes.c_uint32)]


class Program(ctypes.Structure):
    """All steps, as the system takes them."""

    _fields_ = [("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(Instruction))]


def own(name: str) -> int:
    """The number of a call on this machine."""
    return OWN_NUMBERS[platform.machine()][name]


def program(shared_piece: int) -> list[Instruction]:
    """The seccomp program: other machines' calls fail, the forbidden ones give EPERM, all others pass."""
    machine = platform.machine()
    refuse = Instruction(0x06, 0, 0, 0x00050000 | errno.EPERM)
    missing = Instruction(0x06, 0, 0, 0x00050000 | errno.ENOSYS)
    allow = Instruction(0x06, 0, 0, 0x7FFF0000)
    first_argument = Instruction(0x20, 0, 0, 16)
    code = [Instruction(0x20, 0, 0, 4), Instruction(0x15, 1, 0, own("arch")), refuse]
    code += [Instruction(0x20, 0, 0, 0), Instruction(0x35, 0, 1, 0x40000000), missing]
    code += [
        Instruction(0x15, 0, 1, _CLONE3),
        missing,
    ]  # its flags cannot be seen here; the C library takes clone then
    for number in (*_FORBIDDEN[machine], *_FORBIDDEN_EVERYWHERE):
        code += [Instruction(0x15, 0, 1, number), refuse]
    if shared_piece:
        code += _only_small_pieces(shared_piece, refuse, allow)
    new_namespace = Instruction(0x45, 0, 1, NAMESPACES)
    death_signal, hiding = Instruction(0x15, 1, 0, 1), Instruction(0x15, 0, 1, 4)
    code += [Instruction(0x15, 0, 4, own("clone")), first_argument, new_namespace, refuse, allow]
    code += [Instruction(0x15, 0, 5, own("prctl")), first_argument, death_signal, hiding, refuse, allow]
    families = [Instruction(0x15, len(_FAMILIES) - place, 0, family) for place, family in enumerate(_FAMILIES)]
    code += [Instruction(0x15, 0, len(families) + 2, own("socket")), first_argument, *families, refuse, allow]
    return code


def _only_small_pieces(largest: int, refuse: Instruction, allow: Instruction) -> list[Instruction]:
    """Instructions for mmap: shared memory without a file is refused where its length has more than so many bytes."""
    length, upper_half, flags = Instruction(0x20, 0, 0, 24), Instruction(0x20, 0, 0, 28), Instruction(0x20, 0, 0, 40)
    return [
        Instruction(0x15, 0, 9, own("mmap")),
        flags,
        Instruction(0x45, 0, 6, 0x01),  # MAP_SHARED
        Instruction(0x45, 0, 5, 0x20),  # MAP_ANONYMOUS
        upper_half,
        Instruction(0x15, 0, 2, 0),
        length,
        Instruction(0x25, 0, 1, largest),
        refuse,
        allow,
    ]
