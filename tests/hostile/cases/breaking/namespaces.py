"""Asks the system for more: other namespaces, mounts, another root, another user, devices, loaded modules, tracing."""

ANSWERS = {
    "own": """
import ctypes
import os
import subprocess

libc = ctypes.CDLL(None, use_errno=True)
for flags in (0x10000000, 0x00020000, 0x10020000, 0x40000000, 0x20000000):
    print("unshare", hex(flags), libc.unshare(flags), ctypes.get_errno())
print("mount", libc.mount(b"proc", b"/tmp", b"proc", 0, None), ctypes.get_errno())
print("chroot", libc.chroot(b"/tmp"), "pivot", libc.syscall(155, b"/", b"/tmp"), ctypes.get_errno())
for step in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.mknod("/tmp/disk", 0o60666, os.makedev(8, 0))):
    try:
        step()
        print("done")
    except OSError as error:
        print(error)
for number in (101, 165, 272, 308, 310, 311, 321, 425, 428, 435, 438, 442):
    print(number, libc.syscall(number, 0, 0, 0, 0, 0, 0), ctypes.get_errno())
for command in ("sudo -n id", "su -c id", "mount", "unshare -r id", "nsenter -t 1 -a id", "ls -la /dev /sys", "dmesg"):
    print(subprocess.run(command, shell=True, capture_output=True, text=True, timeout=5))
for place in ("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/sys/kernel/uevent_helper"):
    try:
        open(place, "w").write("x")
    except OSError as error:
        print(error)
"""
}
