"""The zygote seen from outside: started when first used, asked for walled processes, ended with `close`."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from autograder.course import Limits
from autograder.datasets import cache_folder
from autograder.kernels.memory import SHARED_PIECE, can_count_shared
from autograder.kernels.sandbox import SandboxError, Walls
from autograder.kernels.zygote import ENVIRONMENT, LONGEST_MESSAGE

PROCESSOR_SHARE = 4  # seconds of processor time for each second of wall clock: notebooks may use several threads
STUDENTS_DIE, OURS_DIE = 1000, 500  # how early the system ends a process when it runs out of memory; all others have 0
GROWTH = 1.5  # a zygote that holds this many times the memory it began with is replaced
KEPT = (
    "PATH",
    "PYTHONPATH",
    "LANG",
    "LD_LIBRARY_PATH",
    "TMPDIR",
    "TZ",
)  # of the environment: no variable of the instructor's reaches a zygote


def walls_of(limits: Limits, exchange: str = "", read: Path | None = None, *, ours: bool = False) -> Walls:
    """The walls that a course's limits ask for.

    Args:
        limits: what one notebook may use.
        exchange: a folder that the process may write to until it is ready.
        read: a folder that it sees besides, None for none.
        ours: whether it runs nothing but code of ours: then it is not the first to end when the machine runs out of memory.
    """
    return Walls(
        read=(str(read),) if read else (),
        exchange=exchange,
        memory_bytes=limits.memory_bytes,
        scratch_bytes=limits.scratch_bytes,
        processes=limits.processes,
        file_bytes=limits.file_bytes,
        open_files=limits.open_files,
        cpu_seconds=PROCESSOR_SHARE * limits.notebook_seconds,
        shared_piece=0 if can_count_shared() else SHARED_PIECE,
        first_to_die=OURS_DIE if ours else STUDENTS_DIE,
    )


@dataclass(frozen=True)
class Child:
    """A process that a zygote forked.

    Args:
        zygote: whose child it is.
        pid: its number on this machine.
        waiter: number of the process that ends when it ends.
        home: the folder that it works in where it has no walls, "" otherwise.
    """

    zygote: "Zygote"
    pid: int
    waiter: int
    home: str

    def status(self) -> int | None:
        """Its exit status, None while it runs."""
        return self.zygote.poll(self.waiter)

    def kill(self) -> None:
        """End it and all that it started, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def remove(self) -> None:
        """Remove the folder that it worked in."""
        if self.home:
            shutil.rmtree(self.home, ignore_errors=True)


class Zygote:
    """A process that forks ready processes.

    Args:
        modules: what it imports before it forks.
        prepared: folder of data sets that `autograder.datasets.prepare` made, None to leave Keras alone.
        cloned: other end of a socket that was given to `clone`; should nobody serve it, this one starts a process of its own.
    """

    def __init__(self, modules: Sequence[str], prepared: Path | None, cloned: socket.socket | None = None) -> None:
        self._modules = modules if sys.platform == "linux" else ()
        self._prepared = prepared
        self._cloned = cloned
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._pid = 0
        self._memory = 0
        self._lock = threading.RLock()  # notebooks ask from one thread, trainings from others

    @property
    def prepared(self) -> Path | None:
        """The folder of data sets that it was given."""
        return self._prepared

    @property
    def cold(self) -> bool:
        """Whether its children have to import everything themselves, because it has more than one thread otherwise."""
        return not self._modules

    def fork(
        self,
        entry: str,
        arguments: dict[str, Any],
        walls: Walls | None,
        descriptors: Sequence[int] = (),
        *,
        data: bool = True,
    ) -> Child:
        """Fork a process.

        Args:
            entry: "module:function", called with the arguments, the descriptors and a function to call when ready.
            arguments: plain data.
            walls: what it sees and may use; None puts no walls around it.
            descriptors: files and sockets that the child gets.
            data: whether it sees the data sets, too.

        Raises:
            SandboxError: the child could not be walled in, or the zygote died twice.
        """
        if walls and data and self._prepared:
            walls = replace(walls, read=(*walls.read, str(self._prepared)))
        request = {"fork": {"entry": entry, "arguments": arguments, "walls": asdict(walls) if walls else None}}
        with self._lock:
            if self._channel and self._grown():
                self.close()
            answer = self._ask(request, descriptors) or self._ask(request, descriptors)
        if answer is None:
            raise SandboxError("The process that forks kernels died twice.")
        if "error" in answer:
            raise SandboxError(answer["error"])
        return Child(self, answer["pid"], answer["waiter"], answer["home"])

    def poll(self, waiter: int) -> int | None:
        """The exit status of a child, None while it runs; -9 where the zygote, and with it all its children, died."""
        with self._lock:
            if self._channel is None:
                return -signal.SIGKILL
            answer = self._ask({"poll": waiter})
        return answer["status"] if answer else -signal.SIGKILL

    def close(self) -> None:
        """End the process and all that it forked."""
        if self._channel:
            self._channel.close()
        if self._process:
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = self._channel = None

    def clone(self, served: socket.socket, temporary: Path) -> None:
        """Fork another zygote, which shares the memory of this one, and lives until its socket closes.

        Args:
            served: one end of a pair of Unix sockets that keep messages apart (SOCK_SEQPACKET); closed afterwards.
            temporary: folder for its temporary files.

        Raises:
            SandboxError: it could not be forked.
        """
        with served:
            folders = {"folder": str(Path.cwd()), "home": str(_home()), "temporary": str(temporary)}
            self.fork("autograder.kernels.zygote:clone", folders, None, [served.fileno()]).remove()

    def _ask(self, request: dict[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any] | None:
        """Send one request; the answer, None where the process died."""
        channel = self._channel or self.start()
        with suppress(BrokenPipeError, ConnectionResetError):
            socket.send_fds(channel, [json.dumps(request).encode()], list(descriptors))
            answer = channel.recv(LONGEST_MESSAGE)
            if answer:
                return dict(json.loads(answer))
        self.close()
        return None

    def start(self) -> socket.socket:
        """Start the process; where it has threads, start one that imports nothing.

        Raises:
            SandboxError: it ended, and why.
        """
        if self._cloned:
            self._channel, self._cloned = self._cloned, None
            if self._greeted(self._channel):
                return self._channel
            self.close()
        while True:
            threads = self._launch()
            if self._channel and threads == 1:
                return self._channel
            self.close()
            if not self._modules:
                raise SandboxError(f"A process that has imported nothing has {threads} threads; it cannot be forked.")
            self._modules = ()

    def _greeted(self, channel: socket.socket) -> int:
        """How many threads the process at the other end has; 0 where there is none."""
        answer = channel.recv(LONGEST_MESSAGE)
        if not answer:
            return 0
        said = json.loads(answer)
        self._pid, self._memory = said["pid"], _memory(said["pid"])
        if said["cold"]:
            self._modules = ()
        return int(said["threads"])

    def _launch(self) -> int:
        """Start a process; how many threads it has."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = {name: os.environ[name] for name in KEPT if name in os.environ} | ENVIRONMENT
        environment |= {"HOME": str(_home()), "MPLBACKEND": "agg", "PYTHONSAFEPATH": "1"}
        if self._prepared:
            environment["AUTOGRADER_PREPARED"] = str(self._prepared)
        with tempfile.TemporaryFile() as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "autograder.kernels.zygote", str(theirs.fileno()), *self._modules],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env=environment,
                pass_fds=[theirs.fileno()],
            )
            theirs.close()
            self._channel = ours
            threads = self._greeted(ours)
            if not threads:
                status = self._process.wait()
                said.seek(0)
                reason = (said.read().decode(errors="replace").strip().splitlines() or ["it said nothing"])[-1]
                raise SandboxError(f"The process that forks kernels ended with status {status} at its start: {reason}")
            return threads

    def _grown(self) -> bool:
        return bool(self._memory) and _memory(self._pid) > GROWTH * self._memory


def _memory(pid: int) -> int:
    """Memory of a process without files, in pages, 0 where the system does not say: a fork begins with no page of a file."""
    try:
        _, resident, files, *_ = map(int, Path(f"/proc/{pid}/statm").read_text().split())
        return resident - files
    except OSError:
        return 0


def _home() -> Path:
    """A home folder for processes that have nobody's."""
    home = cache_folder() / "home"
    home.mkdir(parents=True, exist_ok=True)
    return home
