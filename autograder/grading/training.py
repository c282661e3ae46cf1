"""Has each distinct training of a class done once: keys, the store, and a trainer for what is not there yet.

A key is a hash of the very bytes that were received, so whoever asks can name only what he really asks for. The trainer is
a fork behind walls of its own, for one training; what it makes of certain bytes is only ever given to who sends the same.
"""

import inspect
import random
import select
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from platform import machine

import psutil
from blake3 import blake3

from autograder.course import Limits
from autograder.grading.contents import Contents
from autograder.grading.sharing import Pieces, Share
from autograder.kernels import callbacks, steps, training
from autograder.kernels.clock import Clock
from autograder.kernels.forking import Child, Zygote, walls_of
from autograder.kernels.sandbox import SandboxError
from autograder.kernels.training import (
    AUDIT,
    AUDITED,
    EPOCH,
    FIT,
    HERE,
    REFUSED,
    RESULT,
    dump_plain,
    hear,
    hear_kind,
    say,
)
from autograder.values import Malformed, Message, Parcel, deliver, plans, receive, send, take
from autograder.values.parcels import NONE

ENTRY = "autograder.kernels.training:main"
DECIDES = ("tensorflow", "keras", "numpy")  # modules whose version may change the last bit
OURS = (training, steps, callbacks, plans)  # modules of ours whose every change may change a result
SAME = dump_plain([]).head
LONGEST = 200  # characters of what an audit says


@dataclass
class Counts:
    """How the trainings that one notebook asked for were met.

    Args:
        computed: trainers did them now.
        reused: they had been done before, for whoever.
        local: the kernel did them itself.
        seconds: processor time of the trainers.
        audited: how many were compared with a training in the kernel.
        differences: what the comparison found, in the words of the kernel.
    """

    computed: int = 0
    reused: int = 0
    local: int = 0
    seconds: float = 0.0
    audited: int = 0
    differences: list[str] = field(default_factory=list)


class Trainings:
    """Answers the trainings that one notebook's kernel and judge ask for, each in a thread; a context manager.

    Args:
        zygote: forks the trainers.
        share: how trainings are shared.
        contents: where big pieces of what is asked are kept, each once.
        limits: what a trainer may use; no training takes longer than a cell may.
        walls: whether trainers are walled in.
        clock: stands still while a kernel waits for somebody else's training.
        audit: share of the results, from 0 to 1, that the kernel compares with its own training.
    """

    def __init__(
        self,
        zygote: Zygote,
        share: Share,
        contents: Contents,
        limits: Limits,
        *,
        walls: bool,
        clock: Clock,
        audit: float,
    ) -> None:
        self._zygote, self._share, self._contents, self._limits = zygote, share, contents, limits
        self._walls = walls_of(limits, ours=True) if walls else None
        self._clock, self._audit = clock, audit
        self._connections: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._open = True
        self.counts = Counts()

    def __enter__(self) -> "Trainings":
        return self

    def __exit__(self, *error: object) -> None:
        self._open = False
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def connect(self, *, audited: bool = False) -> socket.socket:
        """The other end of a new connection, over which a process may ask; the caller closes it once it is handed over.

        Args:
            audited: whether a share of its trainings is compared with its own.
        """
        ours, theirs = socket.socketpair()
        self._connections.append(ours)
        self._threads.append(threading.Thread(target=self._serve, args=(ours, audited), daemon=True))
        self._threads[-1].start()
        return theirs

    def _serve(self, connection: socket.socket, audited: bool) -> None:
        with connection, suppress(EOFError, OSError, Malformed):
            while True:
                kind = hear_kind(connection)
                if kind == FIT:
                    asked = self._contents.settle(take(connection, self._contents.find), keep=False)
                    try:
                        self._answer(connection, asked, audited)
                    finally:
                        asked.close()
                elif kind == HERE:
                    receive(connection)
                    self.counts.local += 1
                elif kind == AUDITED:
                    self._note(receive(connection))
                else:
                    return

    def _answer(self, connection: socket.socket, asked: Parcel, audited: bool) -> None:
        with self._clock.still() as go_on:

            def compute() -> Pieces | None:
                with go_on():
                    return self._compute(connection, asked)

            known, computed = self._share.obtain(
                _key(asked), asked, compute, lambda: self._open and not _is_gone(connection)
            )
        if known is None or bytes(known[0]) != RESULT:
            self.counts.local += 1
            say(connection, REFUSED, dump_plain(""))
            return
        self.counts.computed += computed
        self.counts.reused += not computed
        if audited and random.random() < self._audit:
            say(connection, AUDIT, dump_plain(""))
        connection.sendall(RESULT)
        send(connection, Message(bytes(known[1]), list(known[2:])))

    def _compute(self, connection: socket.socket, asked: Parcel) -> Pieces | None:
        """Have a trainer do it, passing on each epoch; None where it comes to no end."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            try:
                trainer = self._zygote.fork(ENTRY, {}, self._walls, [theirs.fileno()])
            except SandboxError:
                return None
            theirs.close()
            try:
                said = self._follow(connection, ours, asked)
                self.counts.seconds += _processor_seconds(trainer)
            finally:
                trainer.kill()
                trainer.remove()
        if said is None:
            return None
        kind, message = said
        return [memoryview(part).cast("B") for part in (kind, message.head, *message.blobs)]

    def _follow(self, connection: socket.socket, trainer: socket.socket, asked: Parcel) -> tuple[bytes, Message] | None:
        deadline = time.monotonic() + self._limits.cell_seconds
        with suppress(EOFError, OSError, Malformed):
            trainer.settimeout(self._limits.cell_seconds)
            deliver(trainer, asked)
            while _wait(trainer, connection, deadline):
                kind, message = hear(trainer)
                if kind != EPOCH:
                    return kind, message
                say(connection, EPOCH, message)
        if _is_gone(connection):
            raise EOFError("Nobody wants this training any more.")
        return None

    def _note(self, found: Message) -> None:
        """Count what a kernel says of a comparison: a list of what differed."""
        self.counts.audited += 1
        if found.head != SAME:
            self.counts.differences.append(repr(found.head[:LONGEST]))


@cache
def _versions() -> str:
    """The machine's kind, the packages that hold the modules, which have several names, and what our own modules say."""
    holding = metadata.packages_distributions()
    names = sorted({name for module in DECIDES for name in holding[module]})
    ours = [blake3(inspect.getsource(module).encode()).hexdigest() for module in OURS]
    return " ".join([machine(), *(f"{name} {metadata.version(name)}" for name in names), *ours])


def _key(asked: Parcel) -> str:
    """A hash of what was received, big pieces by theirs, and of all on this side that may change a result."""
    digest = blake3(_versions().encode())
    for part in (asked.head, *(blob.memory if blob.digest == NONE else blob.digest for blob in asked.blobs)):
        assert part is not None
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.hexdigest()


def _wait(trainer: socket.socket, connection: socket.socket, deadline: float) -> bool:
    """Wait until the trainer says something; whether it did, in time, while somebody still wanted it."""
    ready, _, _ = select.select([trainer, connection], [], [], max(deadline - time.monotonic(), 0))
    return trainer in ready


def _is_gone(connection: socket.socket) -> bool:
    """Whether the other side has closed the connection, or talks before it was answered."""
    try:
        return bool(select.select([connection], [], [], 0)[0])
    except (OSError, ValueError):
        return True


def _processor_seconds(trainer: Child) -> float:
    try:
        times = psutil.Process(trainer.pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)
