"""Runs a command and measures it with everything that descends from it.

`python bench/measure.py RESULT LOG COMMAND…` is the process that does so: whatever an ancestor leaves behind becomes its
child, so that the processor time of every process that has ended is counted, whoever waited for it.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

INTERVAL = 0.5  # seconds between two looks at the memory
NEARLY = 0.97  # of the most memory that was seen: then it is measured exactly
LAST_LINES = 25  # of the output of a command that failed
SUBREAPER = 36  # prctl's number: orphans among our descendants become our children


class CommandFailed(Exception):
    """A command that was measured did not succeed; the message ends with its last lines."""


@dataclass(frozen=True)
class Measured:
    """What a command took.

    Args:
        status: its exit status.
        wall: seconds on the clock.
        user: seconds of processor time of its code, all descendants included.
        system: seconds of processor time of the operating system for it.
        seen: seconds of processor time that the looks at its processes add up to: a check, never more than the others.
        memory: the largest sum of its processes' memory, in bytes; shared pages are divided among those who share them
            (PSS), or left out where the system does not say (RSS without shared pages).
    """

    status: int
    wall: float
    user: float
    system: float
    seen: float
    memory: int

    @property
    def cpu(self) -> float:
        """Seconds of processor time."""
        return self.user + self.system


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> Measured:
    """Run a command and measure it.

    Args:
        command: program and arguments.
        folder: where it runs.
        environment: all of its environment.
        log: file for what it prints.

    Raises:
        CommandFailed: it ended with another status than 0.
    """
    result = log.with_suffix(".json")
    result.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, __file__, str(result), str(log), *command], cwd=folder, env=dict(environment), check=True
    )
    measured = Measured(**json.loads(result.read_text()))
    if measured.status != 0:
        last = "\n  ".join(log.read_text(errors="replace").splitlines()[-LAST_LINES:])
        raise CommandFailed(f"{' '.join(command[1:])}\nended with status {measured.status}. Its last lines:\n  {last}")
    return measured


def _run(result: Path, log: Path, command: Sequence[str]) -> None:
    """Run the command as our child, look at its processes until it has ended, and write down what it took."""
    with suppress(AttributeError):  # Linux only; elsewhere there are no walls, and kernels are waited for
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    begun = time.monotonic()
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT)
    watch = _Watch()
    while True:
        watch.look()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=INTERVAL)
            break
    wall = time.monotonic() - begun
    _wait_for_orphans()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    measured = Measured(process.returncode, wall, used.ru_utime, used.ru_stime, watch.seconds, watch.peak)
    result.write_text(json.dumps(asdict(measured)))


def _wait_for_orphans(patience: float = 20) -> None:
    """Wait for what the command left running, so that its time is counted."""
    end = time.monotonic() + patience
    with suppress(ChildProcessError):  # there are none
        while time.monotonic() < end:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.05)


class _Watch:
    """Adds up memory and processor time of our descendants, again and again.

    To ask for proportional shares takes the system milliseconds a process, which would be a tenth of all that is measured.
    So it is asked only when what it knows at once, shared pages counted for each process, is about as much as ever.
    """

    def __init__(self) -> None:
        self.peak = 0
        self._most = 0
        self._times: dict[psutil.Process, float] = {}

    @property
    def seconds(self) -> float:
        """Processor time of all processes that were seen, when they were seen last."""
        return sum(self._times.values())

    def look(self) -> None:
        """Look at every process once."""
        found, known_at_once = psutil.Process().children(recursive=True), 0
        for process in found:
            with suppress(psutil.Error):  # it has just ended
                times = process.cpu_times()
                self._times[process] = times.user + times.system
                known_at_once += _own_pages(process)
        if known_at_once > NEARLY * self._most:
            self._most = max(self._most, known_at_once)
            self.peak = max(self.peak, sum(map(_memory, found)))


def _memory(process: psutil.Process) -> int:
    """The share of one process, in bytes."""
    with suppress(psutil.Error):
        try:
            share: int = process.memory_full_info().pss
            return share
        except (AttributeError, psutil.AccessDenied):
            return _own_pages(process)
    return 0


def _own_pages(process: psutil.Process) -> int:
    """Memory of a process without the files that it shares, in bytes; pages of a fork that nobody has changed count, too."""
    plain = process.memory_info()
    return int(max(0, plain.rss - getattr(plain, "shared", 0)))


if __name__ == "__main__":
    _run(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
