"""One kernel and the cells that run in it: time limits, output limits, and a word for how each cell ended."""

import asyncio
import math
import shutil
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from autograder.kernels.provisioner import Zygote, kernel_manager

INTERRUPT_SECONDS = 5  # that a cell gets to end after an interrupt, before its kernel is killed
START_SECONDS = 120


class End(StrEnum):
    """How a cell ended."""

    DONE = "done"
    ERROR = "error"
    TIMEOUT = "timeout"  # interrupted; the kernel goes on
    KILLED = "killed"  # it did not listen to the interrupt; the kernel is gone
    DEAD = "dead"  # the kernel ended by itself
    NOT_RUN = "not-run"  # the kernel was gone before


class Session:
    """A kernel for one notebook; an asynchronous context manager.

    Args:
        cells: the notebook's cells, whose outputs are written in place.
        zygote: forks the kernel; None starts an ordinary one.
        environment: variables that the kernel gets.
        output_bytes: what one cell may put out; the rest is dropped.
    """

    def __init__(
        self,
        cells: Sequence[nbformat.NotebookNode],
        zygote: Zygote | None,
        environment: dict[str, str],
        output_bytes: int,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ag-", dir="/tmp" if Path("/tmp").is_dir() else None))
        (self.folder / "work").mkdir()
        manager = kernel_manager(self.folder, zygote, environment)
        # nbclient puts a cell that it ran into its notebook: the last place is for cells that belong to none.
        self._scratch = len(cells)
        notebook = nbformat.v4.new_notebook(cells=[*cells, nbformat.v4.new_code_cell()])
        self._client = _Client(notebook, km=manager, allow_errors=True, startup_timeout=START_SECONDS)
        self._client.output_bytes = output_bytes
        self._client.log.setLevel("CRITICAL")  # what happens is said in verdicts and notes
        self.alive = False

    async def __aenter__(self) -> "Session":
        await self._client.async_start_new_kernel(cwd=str(self.folder / "work"))
        await self._client.async_start_new_kernel_client()
        self.alive = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._kill()
        with suppress(Exception):
            self._client.kc.stop_channels()
        self._client.km.context.destroy(linger=0)
        shutil.rmtree(self.folder, ignore_errors=True)

    async def execute(self, cell: nbformat.NotebookNode, seconds: float, index: int | None = None) -> End:
        """Run one code cell; its outputs are in the cell afterwards, whatever happened.

        Args:
            cell: the cell.
            seconds: wall clock it may take.
            index: its place in the notebook, from 0; None for a cell that is not in it.
        """
        if not self.alive:
            return End.NOT_RUN
        self._client.timeout = max(1, math.ceil(seconds))
        try:
            place = self._scratch if index is None else index
            await self._client.async_execute_cell(cell, place, store_history=index is not None)
        except CellTimeoutError:
            return await self._interrupt()
        except DeadKernelError:
            self.alive = False
            return End.DEAD
        failed = any(output.output_type == "error" for output in cell.outputs)
        return End.ERROR if failed else End.DONE

    async def _interrupt(self) -> End:
        """Stop the running cell; when it does not listen, its kernel."""
        deadline = time.monotonic() + INTERRUPT_SECONDS
        self._client.stop_listening()
        await self._client.km.interrupt_kernel()
        probe = nbformat.v4.new_code_cell("None")
        self._client.timeout = INTERRUPT_SECONDS
        with suppress(CellTimeoutError, DeadKernelError, asyncio.TimeoutError):
            await self._client.async_execute_cell(probe, self._scratch, store_history=False)
            if time.monotonic() < deadline:
                return End.TIMEOUT
        await self._kill()
        return End.KILLED

    async def _kill(self) -> None:
        self.alive = False
        with suppress(Exception):
            await self._client.km.shutdown_kernel(now=True)


class _Client(NotebookClient):  # type: ignore[misc]
    """nbclient's client, which drops what a cell puts out beyond a limit and can stop listening to a cell."""

    output_bytes = 0
    _listening: asyncio.Task[Any] | None = None
    _cell: nbformat.NotebookNode | None = None
    _received = 0

    def process_message(self, msg: dict[str, Any], cell: nbformat.NotebookNode, cell_index: int) -> Any:
        if msg["msg_type"] in ("stream", "display_data", "execute_result", "update_display_data"):
            if cell is not self._cell:
                self._cell, self._received = cell, 0
            self._received += len(str(msg["content"]))
            if self._received > self.output_bytes:
                return None
        return super().process_message(msg, cell, cell_index)

    async def _async_poll_output_msg(self, *args: Any) -> None:
        self._listening = asyncio.current_task()
        await super()._async_poll_output_msg(*args)

    def stop_listening(self) -> None:
        """After a timeout nbclient goes on listening for the stopped cell, and takes the next cell's outputs away."""
        if self._listening:
            self._listening.cancel()
