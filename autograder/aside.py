"""Runs our own functions on what students handed in, in a process that can be ended: none of it ends or hangs a run.

The process holds no student code and imports no TensorFlow. It is started when it is first needed, used for one submission after the
other, and replaced where one takes too long or takes it down.
"""

import atexit
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.errors import AutograderError
from autograder.problems import summary, traced

START_SECONDS = 120.0  # until the process has imported what it needs, on a machine that is busy
MEMORY_BYTES = 8_000_000_000  # of the process; a notebook of 50 MB needs about one


class Lost(Exception):
    """A function that ran aside did not return; the text says why, for staff.

    Args:
        reason: a short sentence without its full stop.
        trace: the traceback, or what else is known.
    """

    def __init__(self, reason: str, trace: str = "") -> None:
        super().__init__(reason)
        self.trace = trace or reason


class Aside:
    """One process, started when first used."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None
        self._ready = False
        self._lock = threading.Lock()

    def __call__(self, function: str, course: Course, *arguments: Any, seconds: float) -> Any:
        """Run a function there.

        Args:
            function: where it is, "package.module:name"; its first argument is the course.
            course: the course.
            arguments: its further arguments.
            seconds: how long it may take.

        Raises:
            Lost: it raised something, took too long, or the process ended.
            AutograderError: it raised that on purpose, about the course.
        """
        if os.name == "nt":  # no descriptor can be handed on
            return _call(function, course, arguments)
        with self._lock:
            kind, told = self._ask(pickle.dumps((function, *_packed(course), arguments, seconds)), seconds)
        if kind == "refused":
            raise told
        if kind == "lost":
            raise Lost(*told)
        return told

    @property
    def pid(self) -> int | None:
        """The process, None where there is none."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the process."""
        process, line, self._process, self._line, self._ready = self._process, self._line, None, None, False
        if line:
            line.close()
        if process:
            process.kill()
            process.wait()

    def _ask(self, message: bytes, seconds: float) -> tuple[str, Any]:
        line = self._started()
        try:
            line.send_bytes(message)
            if not line.poll(seconds):
                self.close()
                raise Lost(f"it took longer than {seconds:.0f} seconds")
            return line.recv()
        except (OSError, EOFError) as error:
            status = self._process.wait() if self._process else None
            self.close()
            raise Lost(f"the process that looked at it ended with status {status}") from error
        except KeyboardInterrupt:
            self.close()
            raise

    def begin(self) -> None:
        """Start the process without waiting for it."""
        with self._lock:
            if not self._process and os.name != "nt":
                self._launch()

    def _started(self) -> Connection:
        if self._process and self._process.poll() is not None:
            self.close()  # somebody ended it in the meantime
        if not self._process:
            self._launch()
        if not self._ready:
            self._greet()
        assert self._line
        return self._line

    def _launch(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-P", "-m", "autograder.aside", str(theirs.fileno())]
            nothing = subprocess.DEVNULL
            self._process = subprocess.Popen(
                command, pass_fds=(theirs.fileno(),), stdin=nothing, stdout=nothing, stderr=nothing
            )
        self._line = Connection(ours.detach())

    def _greet(self) -> None:
        assert self._line
        try:
            self._line.send([str(Path(place).resolve()) for place in sys.path])
            if not self._line.poll(START_SECONDS):
                raise EOFError
            self._ready = self._line.recv() == "ready"
        except (OSError, EOFError) as error:
            self.close()
            raise AutograderError(
                "The process that reads submissions could not be started. Try `python -m autograder.aside 0` for the reason."
            ) from error


@cache
def shared() -> Aside:
    """The one process of this kind that this one has; it ends with it."""
    made = Aside()
    atexit.register(made.close)
    return made


def _packed(course: Course) -> tuple[Path, bytes, bool]:
    """A course on its way: its configuration as far as that can be sent, and whether that is all of it."""
    try:
        return course.root, pickle.dumps(course.settings), True
    except Exception:  # noqa: BLE001 - a configuration may hold anything, such as a class of its own
        return course.root, pickle.dumps(_sendable(course.settings)), False


def _sendable(settings: Any) -> Any:
    kept = type(settings)()
    for name, value in settings.items():
        with suppress(Exception):
            kept[name] = _sendable(value) if isinstance(value, type(settings)) else pickle.loads(pickle.dumps(value))
    return kept


def _unpacked(root: Path, settings: bytes, whole: bool) -> Course:
    sent = pickle.loads(settings)
    if whole:
        return Course(root, sent)
    course = Course.find(root)  # what could not be sent stands in its file
    course.settings.merge(sent)
    return course


def _call(function: str, course: Course, arguments: tuple[Any, ...]) -> Any:
    module, _, name = function.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found(course, *arguments)


def _answer(message: bytes) -> tuple[str, Any]:
    """What comes of one request: a kind, and the result or what went wrong."""
    try:
        function, root, settings, whole, arguments, seconds = pickle.loads(message)
        signal.alarm(int(seconds) + 5)  # whoever asked may be gone
        return "done", _call(function, _unpacked(root, settings, whole), arguments)
    except AutograderError as error:
        return "refused", error
    except Exception as error:  # noqa: BLE001 - whatever it is, it concerns this request alone
        return "lost", (summary(error), traced(error))
    finally:
        signal.alarm(0)


def _limit_memory() -> None:
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _serve(descriptor: int) -> None:
    """Answer requests until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asks
    line = Connection(descriptor)
    sys.path[:] = line.recv()
    os.chdir("/")  # the folder that it was started in may go
    _limit_memory()
    for module in ("autograder.submissions.collection", "nbgrader.converters"):
        import_module(module)  # now, so that no submission has to wait for it
    line.send("ready")
    with suppress(EOFError, BrokenPipeError):
        while True:
            line.send(_answer(line.recv_bytes()))


if __name__ == "__main__":
    from autograder import aside  # exceptions and results are those of the module, not of this script

    aside._serve(int(sys.argv[1]))
