"""Jupyter kernels from the zygote: a kernel provisioner, and a kernel manager that uses it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase

from autograder.kernels.zygote import ONE_THREAD


class Zygote:
    """The forking process, seen from outside: started when first used, ended with `close`.

    Args:
        prepared: folder of data sets that `autograder.datasets.prepare` made, None to leave Keras alone.
        modules: names of modules that it imports on top of what notebooks need.
    """

    def __init__(self, prepared: Path | None, modules: Sequence[str] = ()) -> None:
        self._modules = modules
        self.environment = ONE_THREAD | ({"AUTOGRADER_PREPARED": str(prepared)} if prepared else {})
        self._process: subprocess.Popen[str] | None = None

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send one request and return the answer.

        Raises:
            RuntimeError: the process died.
        """
        process = self._process or self._start()
        assert process.stdin and process.stdout
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
        return self._read(process)

    def close(self) -> None:
        """End the process and all kernels that it forked."""
        if self._process:
            assert self._process.stdin and self._process.stdout
            self._process.stdin.close()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
            self._process.stdout.close()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "autograder.kernels.zygote", *self._modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | self.environment,
        )
        self._read(self._process)
        return self._process

    def _read(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        assert process.stdout
        line = process.stdout.readline()
        if not line:
            self._process = None
            raise RuntimeError(f"The process that forks kernels ended with status {process.wait()}.")
        answer: dict[str, Any] = json.loads(line)
        return answer


class ForkProvisioner(KernelProvisionerBase):  # type: ignore[misc]
    """A kernel that is a fork of the zygote."""

    zygote: Zygote | None = None
    folder: Path | None = None
    environment: dict[str, str] = {}
    pid: int | None = None

    @property
    def has_process(self) -> bool:
        """Whether a kernel was started and not cleaned up."""
        return self.pid is not None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Let the kernel manager write the connection file; there is no command line to make."""
        manager = self.parent
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Fork."""
        assert self.zygote and self.folder
        request = {
            "connection_file": self.parent.connection_file,
            "cwd": str(kwargs.get("cwd") or self.folder),
            "env": self.environment,
            "log": str(Path(self.parent.connection_file).with_suffix(".log")),
        }
        self.pid = self.zygote.ask({"fork": request})["pid"]
        return self.connection_info

    async def poll(self) -> int | None:
        """The exit status, None while the kernel runs."""
        assert self.zygote
        return None if self.pid is None else self.zygote.ask({"poll": self.pid})["status"]

    async def wait(self) -> int | None:
        """Wait until the kernel has ended."""
        while (status := await self.poll()) is None and self.pid is not None:
            await asyncio.sleep(0.02)
        self.pid = None
        return status

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel and what it started: its whole process group."""
        if self.pid is not None and await self.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signum) if signum != signal.SIGINT else os.kill(self.pid, signum)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once."""
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """Ask the kernel to end."""
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:
        """Nothing is left: files go with the notebook's folder."""


class _OwnKernels(KernelSpecManager):  # type: ignore[misc]
    """The one kernel spec that notebooks are graded with, whatever they ask for."""

    environment: dict[str, str] = {}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = [sys.executable, "-m", "autograder.kernels.cold", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="autograder", language="python", env=ONE_THREAD | self.environment)


def kernel_manager(folder: Path, zygote: Zygote | None, environment: dict[str, str]) -> AsyncKernelManager:
    """A manager whose kernel talks over sockets in `folder` and needs no network.

    Args:
        folder: private to this kernel; its path has to be short, because socket paths end at 107 bytes.
        zygote: forks the kernel; None starts an ordinary one.
        environment: variables that the kernel gets on top of this process's.
    """
    specs = _OwnKernels()
    specs.environment = environment
    manager = AsyncKernelManager(
        kernel_name="autograder",
        kernel_spec_manager=specs,
        transport="ipc",
        connection_file=str(folder / "k.json"),
    )
    if zygote:
        manager.provisioner = ForkProvisioner(parent=manager, kernel_spec=manager.kernel_spec, kernel_id="fork")
        manager.provisioner.zygote, manager.provisioner.folder = zygote, folder
        manager.provisioner.environment = environment
    return manager
