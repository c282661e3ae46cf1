"""What the numbers were measured on; nothing that names this machine."""

import os
import platform
import re
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

PACKAGES = ("tensorflow-cpu", "tensorflow", "keras", "numpy", "nbgrader", "nbclient", "ipykernel")


def facts() -> dict[str, str]:
    """Name and value of everything that somebody needs to compare these numbers with others."""
    memory = psutil.virtual_memory().total / 2**30
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "processor": f"{_processor()}, {len(_usable())} cores usable",
        "memory": f"{memory:.0f} GiB",
        "system": _system(),
        "load before the first run": f"{os.getloadavg()[0]:.1f}",
        "Python": platform.python_version(),
        **{name: found for name in PACKAGES if (found := _version(name))},
    }


def _usable() -> set[int]:
    """The cores that this process may use."""
    try:
        return os.sched_getaffinity(0)
    except AttributeError:  # not on macOS
        return set(range(os.cpu_count() or 1))


def _processor() -> str:
    with suppress(OSError):
        names = re.findall(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
        if names:
            return names[0]
    return platform.processor() or platform.machine()


def _system() -> str:
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        name = platform.system()
    kernel = re.match(r"[\d.]*\d", platform.release())  # what follows may name whose machine it is
    return f"{name}, {platform.system()} {kernel[0] if kernel else ''}".rstrip()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
