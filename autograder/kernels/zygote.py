"""A process that has imported everything once and forks ready processes, each within its walls.

Started as `python -m autograder.kernels.zygote FD MODULE...` with one end of a socket pair. It answers each JSON message:
`{"fork": {"entry", "arguments", "walls"}}` with `{"pid", "waiter"}` or `{"error"}`, `{"poll": waiter}` with `{"status"}`;
file descriptors that come with a fork request are handed to the entry. It ends, and ends its children, when the socket
closes. One that forks `clone` shares its memory with another zygote, which serves a socket of its own. No TensorFlow
operation ever runs in it: after one, TensorFlow has threads, and a process with threads cannot be forked safely. Nothing
secret ever enters it: its children may run anything.
"""

import gc
import importlib
import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.kernels.sandbox import SandboxError, Walls, fork_inside

ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1"} | {
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",  # larger pages for what C code allocates: fewer to map in each fork
}
LONGEST_MESSAGE = 1 << 16
MOST_DESCRIPTORS = 4

Entry = Callable[[dict[str, Any], list[int], Callable[[], None]], None]


def main() -> None:
    """Import everything, and serve requests."""
    _ignore_interrupts()
    channel = socket.socket(fileno=int(sys.argv[1]))
    _warm(sys.argv[2:])
    _serve(channel)


def clone(arguments: dict[str, Any], descriptors: list[int], ready: Callable[[], None]) -> None:
    """Serve requests in a fork, as if it had imported everything itself.

    Args:
        arguments: "folder", where it works, "home", and "temporary", for its temporary files; what holds one of the first
            two is never shown to a walled process.
        descriptors: the socket.
        ready: called when the folder that it began in is of no use any more.
    """
    _ignore_interrupts()
    os.chdir(arguments["folder"])
    os.environ["HOME"] = arguments["home"]
    os.environ["TMPDIR"] = arguments["temporary"]
    tempfile.tempdir = None
    ready()
    _serve(socket.socket(fileno=descriptors[0]))


def _ignore_interrupts() -> None:
    """Ctrl-C is for who started this process; when that ends, its children have to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _serve(channel: socket.socket) -> None:
    """Answer requests until the socket closes."""
    threads = len(os.listdir("/proc/self/task")) if sys.platform == "linux" else 1
    _answer(channel, {"pid": os.getpid(), "threads": threads, "cold": not sys.argv[2:]})
    waiters: dict[int, int | None] = {}
    while True:
        message, descriptors, _, _ = socket.recv_fds(channel, LONGEST_MESSAGE, MOST_DESCRIPTORS)
        if not message:
            break
        request = json.loads(message)
        if "fork" in request:
            for waiter in waiters:
                _poll(waiters, waiter)  # nobody may have asked for those that have ended
            answer = _fork(request["fork"], descriptors)
            if "waiter" in answer:
                waiters[answer["waiter"]] = None
        else:
            answer = {"status": _poll(waiters, request["poll"])}
        for descriptor in descriptors:
            os.close(descriptor)
        _answer(channel, answer)
    for waiter, status in waiters.items():
        if status is None:
            with suppress(ProcessLookupError):
                os.killpg(waiter, signal.SIGKILL)


def _warm(modules: Sequence[str]) -> None:
    """Import what children need, with one thread, and serve the data sets from the prepared folder."""
    if "AUTOGRADER_PREPARED" in os.environ:
        from autograder.datasets import serve

        serve(Path(os.environ["AUTOGRADER_PREPARED"]))
    gc.disable()  # nearly all that is made now stays: looking for what does not is a fifth of the time
    for name in modules:
        importlib.import_module(name)
    gc.freeze()
    gc.enable()


def _fork(request: dict[str, Any], descriptors: Sequence[int]) -> dict[str, Any]:
    module, function = request["entry"].split(":")
    entry: Entry = getattr(importlib.import_module(module), function)
    walls = Walls(**request["walls"] | {"read": tuple(request["walls"]["read"])}) if request["walls"] else None
    try:
        inside = fork_inside(
            walls, lambda ready: entry(request["arguments"], list(descriptors), ready), keep=descriptors
        )
    except SandboxError as error:
        return {"error": str(error)}
    return asdict(inside)


def _poll(waiters: dict[int, int | None], waiter: int) -> int | None:
    """A child's exit status, None while it runs."""
    if waiters[waiter] is None:
        done, status = os.waitpid(waiter, os.WNOHANG)
        waiters[waiter] = os.waitstatus_to_exitcode(status) if done else None
    return waiters[waiter]


def _answer(channel: socket.socket, message: dict[str, Any]) -> None:
    channel.sendall(json.dumps(message).encode())


if __name__ == "__main__":
    main()
