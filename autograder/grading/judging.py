"""The judge's process: runs test cells on the course's own names and on plain data from the student's kernel.

No student code ever runs here. Forked from the zygote, behind walls of its own; it is told the notebook once,
then one test at a time, each with a socket to the kernel.
"""

import contextlib
import json
import random
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from autograder.checks.files import lend
from autograder.grading.notebook_judge import NotebookJudge
from autograder.grading.remote import lend_sources
from autograder.kernels import steps
from autograder.kernels.kernel import share_trainings
from autograder.kernels.working import furnish

WARM = (
    "autograder.checks",
    "autograder.grading.judging",
    "autograder.kernels.training",
    "IPython.core.display",
    "keras.datasets.fashion_mnist",
    "keras.datasets.mnist",
    "matplotlib.backends.backend_agg",
    "matplotlib.pyplot",
    "pandas",
    "sklearn.metrics",
    "tensorflow",
)
LENGTH = 4  # bytes that say how long a message is


def main(arguments: dict[str, Any], descriptors: list[int], ready: Callable[[], None]) -> None:
    """Judge tests until the other side closes the socket.

    Args:
        arguments: "reuse", whether trainings are asked for; "public" and "withheld", folders of the assignment's files, or "".
        descriptors: the socket to who asks, and one to who has trainings done.
        ready: called when the first message can be taken.
    """
    random.seed()
    np.random.seed(None)
    steps.install()
    share_trainings(descriptors[1:], reuse=arguments["reuse"])
    public, withheld = (Path(arguments[name]) if arguments[name] else None for name in ("public", "withheld"))
    furnish(Path(), public, {}, copied=0)
    lend(withheld)
    lend_sources()
    line = socket.socket(fileno=descriptors[0])
    ready()
    notebook, _ = read(line)
    ours = [folder for folder in (public, withheld) if folder]
    court = NotebookJudge(**notebook, files=ours, waiting=lambda asking: write(line, {"waiting": asking}))
    with contextlib.suppress(EOFError):
        while True:
            message, (descriptor,) = read(line)
            with socket.socket(fileno=descriptor) as connection:
                write(line, court.judge(message["test"], connection))


def read(line: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """One message, and the descriptors that came with it.

    Raises:
        EOFError: the other side closed the socket.
    """
    head, descriptors, _, _ = socket.recv_fds(line, LENGTH, 1)
    head += _exactly(line, LENGTH - len(head))
    return json.loads(_exactly(line, int.from_bytes(head))), list(descriptors)


def _exactly(line: socket.socket, count: int) -> bytes:
    """So many bytes and no more: what comes after may carry a descriptor."""
    parts = []
    while count:
        parts.append(line.recv(min(count, 1 << 20)))
        if not parts[-1]:
            raise EOFError
        count -= len(parts[-1])
    return b"".join(parts)


def write(line: socket.socket, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
    """Send one message."""
    text = json.dumps(message).encode()
    socket.send_fds(line, [len(text).to_bytes(LENGTH)], list(descriptors))
    line.sendall(text)
