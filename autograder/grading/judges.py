"""The judge's process seen from the run of a notebook: started when first used, asked for one verdict at a time."""

import asyncio
import json
import socket
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from autograder.cells import Verdict, grade_id
from autograder.grading.judging import LENGTH, write
from autograder.grading.shelf import Shelf
from autograder.kernels.clock import Clock
from autograder.kernels.forking import Child, Zygote, walls_of
from autograder.kernels.job import Job
from autograder.kernels.session import CLOCK_SECONDS, INTERRUPT_SECONDS

ENTRY = "autograder.grading.judging:main"


class Kernel(Protocol):
    """A student's kernel, as far as a judge is concerned."""

    @property
    def alive(self) -> bool:
        """Whether it is there."""

    def questions(self, test: str) -> AbstractAsyncContextManager[socket.socket]:
        """A socket that answers the questions of a test."""

    async def interrupt(self) -> None:
        """Interrupt what it does."""

    async def kill(self) -> None:
        """End it."""


class JudgeDied(Exception):
    """The judge's process ended, or did not come to an end, without a verdict."""


@dataclass
class Judgement:
    """What came of one test.

    Args:
        verdict: what the judge said.
        waited: seconds that it waited for the student's kernel.
        worked: seconds that it computed itself.
        unusual: what the test met that plain data do not show.
    """

    verdict: Verdict
    waited: float
    worked: float
    unusual: list[str] = field(default_factory=list)


class Judge:
    """A process that judges the tests of one notebook; an asynchronous context manager.

    Args:
        zygote: forks it.
        job: the notebook.
        shelf: the assignment's files, None where there are none.
        clock: stands still while the judge waits for others.
        connect: makes a socket to who has trainings done.
    """

    def __init__(
        self, zygote: Zygote, job: Job, shelf: Shelf | None, clock: Clock, connect: Callable[[], socket.socket]
    ) -> None:
        self._zygote, self._job, self._shelf = zygote, job, shelf
        self._clock, self._connect = clock, connect
        self._child: Child | None = None
        self._line: socket.socket | None = None

    async def __aenter__(self) -> "Judge":
        return self

    async def __aexit__(self, *error: object) -> None:
        self._end()

    async def judge(self, place: int, kernel: Kernel, seconds: float) -> Judgement:
        """Judge one test; a first death of the judge is retried, unless the kernel had to be ended, too: nobody could answer then.

        Args:
            place: number of its cell in the notebook.
            kernel: the student's kernel.
            seconds: wall clock that the kernel may take to answer all questions of the test.

        Raises:
            JudgeDied: it died twice over this test.
        """
        try:
            return await self._judge(place, kernel, seconds)
        except JudgeDied:
            if not kernel.alive:
                raise
            return await self._judge(place, kernel, seconds)

    async def _judge(self, place: int, kernel: Kernel, seconds: float) -> Judgement:
        if self._line is None:
            await self._start()
        assert self._line
        async with kernel.questions(grade_id(self._job.notebook["cells"][place])) as connection:
            try:
                write(self._line, {"test": place}, [connection.fileno()])
                connection.close()
                return await self._wait(kernel, seconds)
            except (OSError, EOFError, TimeoutError) as error:
                self._end()
                raise JudgeDied(f"{type(error).__name__} {error}") from error

    async def _wait(self, kernel: Kernel, seconds: float) -> Judgement:
        """Take messages until the verdict; a kernel that lets the judge wait too long is interrupted, then killed."""
        waited, worked, asked = 0.0, 0.0, False
        patience: list[float] = [seconds, INTERRUPT_SECONDS, INTERRUPT_SECONDS]
        while True:
            begun = self._clock.now()
            try:
                message = await self._read(patience[0] if asked else self._job.limits.cell_seconds - worked)
            except TimeoutError:
                if not asked or len(patience) == 1:
                    raise
                await (kernel.interrupt() if len(patience) == 3 else kernel.kill())
                waited += patience.pop(0)
                continue
            passed = self._clock.now() - begun
            if asked:
                waited, patience[0] = waited + passed, patience[0] - passed
            else:
                worked += passed
            if "verdict" in message:
                return Judgement(Verdict(**message["verdict"]), waited, worked, message.get("unusual", []))
            asked = message["waiting"]

    async def _start(self) -> None:
        self._line, theirs = socket.socketpair()
        shelf = self._shelf
        walls = walls_of(self._job.limits, read=shelf.folder if shelf else None, ours=True) if self._job.walls else None
        places = {"public": str(shelf.public) if shelf else "", "withheld": str(shelf.withheld) if shelf else ""}
        with theirs, self._connect() as trainings:
            handed = [theirs.fileno(), trainings.fileno()]
            self._child = self._zygote.fork(ENTRY, {"reuse": self._job.reuse} | places, walls, handed)
        write(
            self._line,
            {"cells": self._job.notebook["cells"]}
            | {
                name: getattr(self._job, name)
                for name in ("answers", "imports", "unusual", "open", "reference", "shared")
            },
        )
        self._answers, self._closing = await asyncio.open_connection(sock=self._line.dup())

    async def _read(self, seconds: float) -> dict[str, Any]:
        """The next message; TimeoutError when that takes longer by the clock."""
        reading = asyncio.ensure_future(self._read_one())
        ended = self._clock.now() + seconds
        while not reading.done() and self._clock.now() < ended:
            await asyncio.wait((reading,), timeout=max(ended - self._clock.now(), CLOCK_SECONDS))
        if not reading.done():
            reading.cancel()
            raise TimeoutError
        return reading.result()

    async def _read_one(self) -> dict[str, Any]:
        length = int.from_bytes(await self._answers.readexactly(LENGTH))
        return dict(json.loads(await self._answers.readexactly(length)))

    def _end(self) -> None:
        if self._line:
            self._line.close()
            self._closing.close()
        if self._child:
            self._child.kill()
            self._child.remove()
        self._line = self._child = None
