"""One kernel and the cells that run in it: time limits, output limits, and a word for how each cell ended."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any

import nbformat
import zmq
from nbclient.exceptions import DeadKernelError

from autograder.course import Limits
from autograder.errors import AutograderError
from autograder.kernels.cgroup import Cgroup
from autograder.kernels.client import Client
from autograder.kernels.clock import Clock
from autograder.kernels.forking import Zygote
from autograder.kernels.memory import Ledger, Memory, is_short
from autograder.kernels.provisioner import kernel_manager

INTERRUPT_SECONDS = 5  # that a cell gets to end after an interrupt, before its kernel is killed
START_SECONDS = 120
CLOCK_SECONDS = 0.05  # the least time between two looks at a clock that may stand still
WATCH_SECONDS = 0.2  # between two looks at the machine's free memory
UNLIMITED = 7 * 24 * 3600  # seconds: another limit holds


MESSAGES = 3  # times what a cell may put out: the largest message that is received at all
QUEUE = 100  # messages that wait to be read
CROWDED = (
    "The machine has no memory left for so many kernels at a time, though none holds more than c.Autograder.memory_bytes. Grade "
    "with fewer workers (--workers), or set that limit lower."
)


class Crowded(AutograderError):
    """The machine had too little memory left for all kernels that ran, and this one held most of it."""


class End(StrEnum):
    """How a cell ended."""

    DONE = "done"
    ERROR = "error"
    TIMEOUT = "timeout"  # interrupted; the kernel goes on
    KILLED = "killed"  # it did not listen to the interrupt; the kernel is gone
    DEAD = "dead"  # the kernel ended by itself
    MEMORY = "memory"  # its processes together used too much; the kernel is gone
    NOT_RUN = "not-run"  # the kernel was gone before


class Session:
    """A kernel for one notebook; an asynchronous context manager.

    Args:
        cells: the notebook's cells, whose outputs are written in place.
        zygote: forks the kernel.
        limits: what the notebook may use.
        walls: whether the kernel is walled in.
        public: folder of the course's files for its working folder, None for none.
        files: further files for its working folder, by relative path.
        environment: variables that the kernel gets.
        connection: what the kernel asks for trainings over, None for Keras's own `fit`; closed once the kernel has it.
        reuse: whether it asks; else it only says that it trains.
        data: whether it has Keras's data sets.
        clock: stands still while the kernel waits for others.
    """

    def __init__(
        self,
        cells: Sequence[nbformat.NotebookNode],
        zygote: Zygote,
        limits: Limits,
        *,
        walls: bool,
        public: Path | None = None,
        files: Mapping[str, bytes],
        environment: dict[str, str],
        connection: socket.socket | None = None,
        reuse: bool = True,
        data: bool = True,
        clock: Clock | None = None,
    ) -> None:
        self._limits = limits
        self._clock, self._connection = clock or Clock(), connection
        handed = (public, files, environment, connection, reuse, data)
        self._manager = kernel_manager(zygote, limits if walls else None, *handed)
        self._manager.context.setsockopt(zmq.MAXMSGSIZE, MESSAGES * limits.output_bytes)
        self._manager.context.setsockopt(zmq.RCVHWM, QUEUE)
        # nbclient puts a cell that it ran into its notebook: the last place is for cells that belong to none.
        self._scratch = len(cells)
        notebook = nbformat.v4.new_notebook(cells=[*cells, nbformat.v4.new_code_cell()])
        options = {"allow_errors": True, "startup_timeout": START_SECONDS, "timeout": None}
        self._client = Client(notebook, km=self._manager, **options)
        self._client.output_bytes = limits.output_bytes
        self._client.log.setLevel("CRITICAL")  # what happens is said in verdicts and notes
        self._watcher: asyncio.Task[None] | None = None
        self._walled = walls
        self._used_up_memory = self._crowded = False
        self._group: Cgroup | None = None
        self.alive = False

    async def __aenter__(self) -> "Session":
        try:
            await self._client.async_start_new_kernel()
            await self._client.async_start_new_kernel_client()
        except BaseException:
            await self._manager.provisioner.cleanup()
            raise
        finally:
            if self._connection:
                self._connection.close()
        self.alive = True
        child = self._manager.provisioner.child
        if self._walled:
            self._group = Cgroup.of((child.pid, child.waiter), self._limits.memory_bytes)
        self._questions = socket.socket(socket.AF_UNIX)
        self._questions.setblocking(False)
        self._questions.bind(self._question_path)
        Path(self._question_path).chmod(0o777)
        self._questions.listen(1)
        self._watcher = asyncio.create_task(self._watch_memory())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watcher:
            self._watcher.cancel()
        await self.kill()
        self._questions.close()
        with suppress(Exception):
            self._client.kc.stop_channels()
        self._client.km.context.destroy(linger=0)
        await self._manager.provisioner.cleanup()
        if self._group:
            self._group.close()
        if self._crowded and not error:
            raise Crowded(CROWDED)

    async def execute(self, cell: nbformat.NotebookNode, seconds: float, index: int | None = None) -> End:
        """Run one code cell; its outputs are in the cell afterwards, whatever happened.

        Where the machine runs out of memory, and not the notebook, the session ends with `Crowded`.

        Args:
            cell: the cell.
            seconds: it may take by the session's clock.
            index: its place in the notebook, from 0; None for a cell that is not in it.
        """
        if not self.alive:
            return End.NOT_RUN
        place = self._scratch if index is None else index
        running = self._client.async_execute_cell(cell, place, store_history=index is not None)
        try:
            if stopped := await self._run(asyncio.ensure_future(running), seconds):
                return stopped
        except DeadKernelError:
            self.alive = False
            overflowed = self._used_up_memory or (self._group is not None and self._group.overflowed())
            return End.MEMORY if overflowed else End.DEAD
        except Exception:  # noqa: BLE001 - what it sent is no message
            await self.kill()
            return End.DEAD
        cell.outputs = _joined(cell.outputs)
        failed = any(output.output_type == "error" for output in cell.outputs)
        return End.ERROR if failed else End.DONE

    @asynccontextmanager
    async def questions(self) -> AsyncIterator[socket.socket]:
        """A socket over which the kernel answers questions (see `autograder.kernels.serving`) until it is closed.

        Where the kernel does not answer, or there is none any more, the socket's other end is closed.
        """
        if not self.alive:
            with _unanswered() as channel:
                yield channel
            return
        code = f"__import__('autograder.kernels.serving', fromlist=['serve']).serve({self._question_path!r})"
        serving = asyncio.create_task(self.execute(nbformat.v4.new_code_cell(code), UNLIMITED))
        accepting = asyncio.ensure_future(asyncio.get_running_loop().sock_accept(self._questions))
        await asyncio.wait((serving, accepting), return_when=asyncio.FIRST_COMPLETED)
        if accepting.done():
            channel = accepting.result()[0]
        else:
            accepting.cancel()
            channel = _unanswered()
        channel.setblocking(True)
        try:
            yield channel
        finally:
            channel.close()
            await asyncio.wait((serving,), timeout=INTERRUPT_SECONDS)
            if not serving.done():
                await self.interrupt()
                await asyncio.wait((serving,), timeout=INTERRUPT_SECONDS)
            if not serving.done():
                await self.kill()
                serving.cancel()
                await asyncio.wait((serving,))

    async def interrupt(self) -> None:
        """Interrupt what the kernel runs."""
        await self._client.km.interrupt_kernel()

    async def kill(self) -> None:
        """End the kernel at once."""
        self.alive = False
        with suppress(Exception):
            await self._manager.provisioner.kill()
            await asyncio.wait_for(self._manager.provisioner.wait(), INTERRUPT_SECONDS)
            await self._manager.cleanup_resources()

    @property
    def _question_path(self) -> str:
        return str(self._manager.provisioner.exchange / "q")

    async def _run(self, running: "asyncio.Future[Any]", seconds: float) -> End | None:
        """Wait for a cell; when its time is over stop it, and when it does not listen, its kernel."""
        ended = self._clock.now() + seconds
        while not running.done() and self._clock.now() < ended:
            await asyncio.wait((running,), timeout=max(ended - self._clock.now(), CLOCK_SECONDS))
        if running.done():
            await running
            return None
        await self.interrupt()
        await asyncio.wait((running,), timeout=INTERRUPT_SECONDS)
        if not running.done():
            await self.kill()
            await asyncio.wait((running,), timeout=INTERRUPT_SECONDS)
        if running.done() and self.alive:
            await running
            return End.TIMEOUT
        running.cancel()
        with suppress(Exception):
            await running
        return End.KILLED

    async def _watch_memory(self) -> None:
        """Kill the kernel when all its processes together use more memory than one may, or most where there is none left."""
        child = self._manager.provisioner.child
        memory = Memory(child.pid, self._limits.memory_bytes, walled=self._walled)
        ledger = Ledger(child.pid)
        try:
            while self.alive:
                if memory.is_due():
                    held = memory.held()
                    ledger.note(held)
                    self._used_up_memory = held > self._limits.memory_bytes
                    self._crowded = not self._used_up_memory and is_short() and ledger.is_largest(held)
                if self._used_up_memory or self._crowded:
                    child.kill()
                    return
                await asyncio.sleep(WATCH_SECONDS)
        finally:
            ledger.close()


def _unanswered() -> socket.socket:
    """A socket at whose other end nobody is."""
    channel, nobody = socket.socketpair()
    nobody.close()
    return channel


def _joined(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Outputs in which what was printed in one go is one: how often a kernel sends what waits is a matter of time."""
    found: list[nbformat.NotebookNode] = []
    for output in outputs:
        last = found[-1] if found else output
        if output is not last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text = f"{last.text}{output.text}"
        else:
            found.append(output)
    return found
