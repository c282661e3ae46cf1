"""Jupyter kernels from a zygote: a kernel provisioner that any Jupyter client can use, and a kernel manager with it."""

import asyncio
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase

from autograder.course import Limits
from autograder.kernels.forking import Child, Zygote, walls_of
from autograder.kernels.kernel import FILES, WARM
from autograder.kernels.working import furnish

IDLE_SECONDS = 0.2  # after an answer; then the channel was not connected yet, and it is asked again
ENTRY = "autograder.kernels.kernel:main"
LONGEST_FOLDER = 80  # of temporary files: the path of a socket in it ends at 103 bytes (macOS; 107 on Linux)


class ForkProvisioner(KernelProvisionerBase):  # type: ignore[misc]
    """A kernel that is a walled fork of a zygote and talks over Unix sockets in a folder of its own.

    Registered as "autograder": a kernel spec with `{"kernel_provisioner": {"provisioner_name": "autograder"}}` among its
    metadata uses it from any Jupyter client.
    """

    zygote: Zygote | None = None
    limits: Limits | None = Limits()
    arguments: dict[str, Any] = {"environment": {}, "reuse": False, "data": True}
    connection: socket.socket | None = None
    public: Path | None = None
    files: Mapping[str, bytes] = {}
    folder: Path | None = None
    child: Child | None = None

    @property
    def exchange(self) -> Path:
        """The folder that the kernel and its clients share."""
        assert self.folder
        return self.folder / "x"

    @property
    def has_process(self) -> bool:
        """Whether a kernel was started and not cleaned up."""
        return self.child is not None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Have the connection file written for Unix sockets; there is no command line to make."""
        usual = tempfile.gettempdir()
        self.folder = Path(tempfile.mkdtemp(prefix="ag-", dir=usual if len(usual) <= LONGEST_FOLDER else "/tmp"))
        self.exchange.mkdir()
        self.exchange.chmod(0o777)  # for the kernel's user; the folder around it is closed to all others
        furnish(self.exchange / FILES, self.public, self.files)
        manager = self.parent
        manager.transport, manager.connection_file = "ipc", str(self.exchange / "k.json")
        manager.ip = str(self.exchange / "k-ipc")
        manager.write_connection_file()
        (self.exchange / "k.json").chmod(0o644)
        self.connection_info = manager.get_connection_info()
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Fork."""
        zygote = self.zygote or _shared_zygote()
        arguments = self.arguments | {"connection_file": str(self.exchange / "k.json"), "links": bool(self.limits)}
        walls = walls_of(self.limits, str(self.exchange), self.public) if self.limits else None
        handed = [self.connection.fileno()] if self.connection else []
        self.child = zygote.fork(ENTRY, arguments, walls, handed, data=arguments["data"])
        return self.connection_info

    async def poll(self) -> int | None:
        """The exit status, None while the kernel runs."""
        return self.child.status() if self.child else None

    async def wait(self) -> int | None:
        """Wait until the kernel has ended."""
        while (status := await self.poll()) is None and self.child:
            await asyncio.sleep(0.02)
        if self.child:
            self.child.remove()
        self.child = None
        return status

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel."""
        if self.child and await self.poll() is None:
            if signum == signal.SIGKILL:
                self.child.kill()
            else:
                with suppress(ProcessLookupError):
                    os.kill(self.child.pid, signum)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once."""
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """End the kernel: process 1 of its own world would not hear a polite signal."""
        await self.kill()

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the kernel's folder."""
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None


@cache
def _shared_zygote() -> Zygote:
    """The zygote of Jupyter clients that bring none."""
    from autograder.datasets import prepare

    return Zygote(WARM, prepare(progress=False).folder)


class _OneKernel(KernelSpecManager):  # type: ignore[misc]
    """Knows the one kernel that notebooks are graded with, whatever they ask for."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(argv=[], display_name="autograder", language="python")


class _PromptClient(AsyncKernelClient):  # type: ignore[misc]
    """A client that does not wait for silence before it calls a kernel ready."""

    async def wait_for_ready(self, timeout: float) -> None:
        """Wait until the kernel has answered on both channels, and is idle again.

        Args:
            timeout: seconds.

        Raises:
            RuntimeError: it died, or did not answer in time.
        """
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline and await self.parent.is_alive():
            asked = self.kernel_info()
            with suppress(Empty):
                while not _answers(await self.shell_channel.get_msg(timeout=1), asked, "kernel_info_reply"):
                    pass
                while not _answers(await self.iopub_channel.get_msg(timeout=IDLE_SECONDS), asked, "status", "idle"):
                    pass
                return
        raise RuntimeError("The kernel died, or did not answer, before it was ready.")


def _answers(message: dict[str, Any], asked: str, kind: str, state: str = "") -> bool:
    """Whether a message is what is waited for."""
    content = message["content"]
    is_state = not state or content.get("execution_state") == state
    return bool(message["parent_header"].get("msg_id") == asked and message["msg_type"] == kind and is_state)


def kernel_manager(
    zygote: Zygote,
    limits: Limits | None,
    public: Path | None,
    files: Mapping[str, bytes],
    environment: dict[str, str],
    connection: socket.socket | None,
    reuse: bool,
    data: bool,
) -> AsyncKernelManager:
    """A manager whose kernel is a fork of a zygote.

    Args:
        zygote: forks the kernel.
        limits: what the kernel may use behind its walls; None for trusted notebooks, without walls.
        public: folder of the course's files for its working folder, None for none.
        files: further files for its working folder, by relative path.
        environment: variables that the kernel gets.
        connection: what the kernel asks for trainings over, None for Keras's own `fit`.
        reuse: whether it asks; else it only says that it trains.
        data: whether it has Keras's data sets.
    """
    manager = AsyncKernelManager(kernel_name="autograder", kernel_spec_manager=_OneKernel())
    manager.client_factory = _PromptClient
    provisioner = ForkProvisioner(parent=manager, kernel_spec=manager.kernel_spec, kernel_id="fork")
    provisioner.zygote, provisioner.limits = zygote, limits
    provisioner.public, provisioner.files = public, files
    provisioner.arguments = {"environment": environment, "reuse": reuse, "data": data}
    provisioner.connection = connection
    manager.provisioner = provisioner
    return manager
