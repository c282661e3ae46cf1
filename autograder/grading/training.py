"""Has each distinct training of a class done once: keys, the store, and a trainer for what is not there yet.

A key is a hash of the very bytes that were received, so whoever asks can name only what he really asks for. The trainer is
a fork behind walls of its own, for one training; what it makes of certain bytes is only ever given to who sends the same.
"""

import random
import re
import select
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

import psutil
from blake3 import blake3

from autograder.course import Limits
from autograder.grading import versions
from autograder.grading.contents import Contents
from autograder.grading.sharing import Pieces, Share
from autograder.kernels import callbacks
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
from autograder.values import Limits as ValueLimits
from autograder.values import Malformed, Message, Parcel, deliver, receive, send, take
from autograder.values.parcels import NONE
from autograder.values.recipes import CLASSES, FUNCTIONS

ENTRY = "autograder.kernels.training:main"
SAME = dump_plain([]).head
LONGEST = 200  # characters of what an audit says
WORD = ValueLimits(message_bytes=1 << 16, head_bytes=1 << 16, blobs=0)  # of a message that is no training
MOST_TRAININGS = 5_000  # that one process may ask for or tell of
MOST_BYTES = 200 << 30  # that it may send in all


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
        self._kinds = Kinds(contents)
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
        """Answer what a process asks, within bounds; who goes beyond them trains without us from then on."""
        told = bytes_told = 0
        with connection, suppress(EOFError, OSError, Malformed):
            while told < MOST_TRAININGS and bytes_told < MOST_BYTES:
                kind, told = hear_kind(connection), told + 1
                if kind == FIT:
                    asked = self._contents.settle(take(connection, self._contents.find), keep=False)
                    bytes_told += len(asked.head) + sum(blob.length for blob in asked.blobs)
                    try:
                        self._answer(connection, asked, audited)
                    finally:
                        asked.close()
                elif kind == HERE:
                    receive(connection, WORD)
                    self.counts.local += 1
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
        kind = self._kinds.of(asked)
        audit = audited and (self._kinds.is_new(kind) or random.random() < self._audit)
        if audit:
            say(connection, AUDIT, dump_plain(""))
        connection.sendall(RESULT)
        send(connection, Message(bytes(known[1]), list(known[2:])))
        if audit:
            self._hear_audit(connection, kind)

    def _hear_audit(self, connection: socket.socket, kind: str) -> None:
        """Wait for what a kernel says of the comparison that it was asked for; no other word of one is ever heard."""
        with self._clock.still():
            connection.settimeout(self._limits.cell_seconds)
            said = hear_kind(connection)
            if said != AUDITED:
                raise EOFError
            found = receive(connection, WORD)
            connection.settimeout(None)
        self.counts.audited += 1
        if found.head == SAME:
            self._kinds.settle(kind)
        else:
            self.counts.differences.append(repr(found.head[:LONGEST]))

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


class Kinds:
    """Which kinds of trainings were compared with Keras's own `fit` on this machine, with these versions of the libraries.

    The kind of a training is the set of Keras's classes and functions that it names. With the versions that our own tests
    have proved, none is new.

    Args:
        contents: of the store that remembers it.
    """

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    def of(self, asked: Parcel) -> str:
        """The key of a training's kind."""
        named = sorted(set(WORDS.findall(asked.head)) & KNOWN)
        return KIND + blake3(b" ".join([versions.told().encode(), *named])).hexdigest()

    def is_new(self, kind: str) -> bool:
        """Whether none of this kind was compared yet."""
        return not versions.are_proved() and not self._contents.is_noted(kind)

    def settle(self, kind: str) -> None:
        """Remember that one of this kind was compared, and was the same."""
        self._contents.note(kind)


WORDS = re.compile(rb'"(\w{2,60})"')
KIND = "k"  # how keys of kinds begin; no other key has this letter first and 65 letters
KNOWN = frozenset(
    name.encode() for name in (*FUNCTIONS, *callbacks.KINDS, *(name for names in CLASSES.values() for name in names))
)


def _key(asked: Parcel) -> str:
    """A hash of what was received, big pieces by theirs, and of all on this side that may change a result."""
    digest = blake3(versions.told().encode())
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
