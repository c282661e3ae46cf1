"""What this machine can do: each thing that grading needs, whether it is there, and what helps where it is not."""

import json
import os
import platform
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from autograder.course import CONFIG, Course
from autograder.errors import AutograderError

PACKAGES = ("tensorflow", "keras", "numpy", "nbgrader", "nbclient", "ipykernel", "jupyter_client")
FREE_GB = 2  # for caches and kernels' folders
PATIENCE = 120  # seconds for a process that imports everything
MEMORY_GB = 4  # one notebook of the lab at a time, with its judge


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Args:
        name: what it is.
        fine: whether it is as it should be.
        found: what is there.
        remedy: what to do, "" where nothing has to be done.
        needed: whether grading is impossible without it.
    """

    name: str
    fine: bool
    found: str
    remedy: str = ""
    needed: bool = True


def examine() -> Iterator[Finding]:
    """Look at one thing after the other; a finding as each is known."""
    for look in (_python, _packages, _machine, _course, _data, _sandbox, _kernel, _names):
        yield look()


def _python() -> Finding:
    fine = (3, 11) <= sys.version_info < (3, 14)
    return Finding("Python", fine, platform.python_version(), "" if fine else "Use Python 3.11, 3.12 or 3.13.")


def _packages() -> Finding:
    from packaging.requirements import Requirement

    missing, found = [], []
    for text in requires("mnist-lab") or ():
        wanted = Requirement(text)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            installed = version(wanted.name)
        except PackageNotFoundError:
            missing.append(f"{wanted.name} is not installed")
            continue
        if not wanted.specifier.contains(installed, prereleases=True):
            missing.append(f"{wanted.name} is {installed}, {wanted.specifier} is needed")
        if wanted.name.removesuffix("-cpu") in PACKAGES:
            found.append(f"{wanted.name} {installed}")
    remedy = "Install them again: pip install -r requirements.lock" if missing else ""
    return Finding("packages", not missing, "; ".join(missing or found), remedy)


def _machine() -> Finding:
    import psutil

    memory = psutil.virtual_memory().total / 1e9
    free = shutil.disk_usage(Path.home()).free / 1e9
    found = f"{os.cpu_count()} cores, {memory:.0f} GB of memory, {free:.0f} GB free on disk"
    fine = memory >= MEMORY_GB and free >= FREE_GB
    remedy = f"{MEMORY_GB} GB of memory and {FREE_GB} GB free on disk are needed; with less, use --executor serial."
    return Finding("machine", fine, found, "" if fine else remedy, needed=False)


def _course() -> Finding:
    try:
        course = Course.find()
    except AutograderError as error:
        return Finding("course", False, "none here", str(error), needed=False)
    ours = "autograder" in str(course.settings.Autograde.exporter_class) and "nbgrader_settings" in (
        course.root / CONFIG
    ).read_text(encoding="utf-8")
    found = f"{course.root}, assignments: {', '.join(course.assignments()) or 'none'}"
    remedy = (
        f"`nbgrader autograde` and Formgrader still grade without the judge here. Add to {CONFIG}: "
        "from autograder.course import nbgrader_settings; c.merge(nbgrader_settings())"
    )
    told = " ".join([*([] if ours else [remedy]), *course.unheeded])
    return Finding("course", not told, found, told, needed=False)


def _data() -> Finding:
    from autograder.datasets import prepare

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # said below
            try:
                folder = Course.find().data
            except AutograderError:
                folder = None
            prepared = prepare(folder, progress=False)
    except AutograderError as error:
        return Finding("data", False, "not usable", str(error))
    if prepared.kind == "official":
        return Finding("data", True, f"official MNIST and Fashion-MNIST from {prepared.source}")
    remedy = "Name a folder of the official files in AUTOGRADER_DATA; rehearsal data are never for marks."
    return Finding("data", False, "rehearsal only", remedy, needed=False)


def _sandbox() -> Finding:
    from autograder.kernels.sandbox import available

    reason = available()
    remedy = f"{reason} Or grade work that you trust with --sandbox off." if reason else ""
    return Finding("sandbox", not reason, "student code is walled in" if not reason else "none", remedy)


def _kernel() -> Finding:
    from autograder.kernels.forking import Zygote
    from autograder.kernels.kernel import WARM

    zygote = Zygote(WARM, None)
    try:
        zygote.start()
    except AutograderError as error:
        return Finding("kernels", False, "none", str(error))
    finally:
        zygote.close()
    warm = not zygote.cold
    remedy = "Some package starts threads when it is imported: kernels take some seconds longer to start."
    return Finding("kernels", warm, "warm" if warm else "cold", "" if warm else remedy, needed=False)


def _names() -> Finding:
    """Whether the libraries still have the names of theirs that they do not promise; a process of its own looks."""
    code = "import json; from autograder.values.private import missing; print(json.dumps(missing()))"
    environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "MPLBACKEND": "agg"}
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=PATIENCE, env=environment
        )
        gone = list(json.loads(done.stdout.strip().splitlines()[-1]))
    except (subprocess.SubprocessError, ValueError, IndexError) as error:
        gone = [f"nothing could be tried: {type(error).__name__}"]
    found = f"changed: {', '.join(gone)}" if gone else "as this version knows them"
    remedy = (
        "Trainings run in each kernel, and some answers wait for a person: pip install -r requirements.lock"
        if gone
        else ""
    )
    return Finding("libraries", not gone, found, remedy, needed=False)
