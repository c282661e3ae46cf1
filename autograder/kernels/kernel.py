"""What runs in a forked process that becomes a Jupyter kernel."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

WARM = (
    "autograder.kernels.kernel",
    "autograder.kernels.serving",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "keras.datasets.fashion_mnist",
    "keras.datasets.mnist",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "pandas",
    "sklearn.metrics",
    "tensorflow",
)
FILES = "files"  # beside the connection file: what the working folder begins with
INLINE = "module://matplotlib_inline.backend_inline"


def main(arguments: dict[str, Any], descriptors: list[int], ready: Callable[[], None]) -> None:
    """Become a kernel, and run until it is ended.

    Args:
        arguments: "connection_file"; "environment", variables for notebooks; "trainings", folder in which trusted
            notebooks share trainings, "" for none.
        descriptors: none are used.
        ready: called when the kernel's sockets are bound.
    """
    from ipykernel.kernelapp import IPKernelApp

    os.environ.update(arguments["environment"], MPLBACKEND=INLINE)
    handed = Path(arguments["connection_file"]).parent / FILES
    if handed.is_dir():
        shutil.copytree(handed, ".", dirs_exist_ok=True)
    refresh_random_states()
    sys.path.insert(0, "")
    share_trainings(arguments["trainings"])
    app = IPKernelApp.instance()
    app.initialize(["-f", arguments["connection_file"], "--HistoryManager.hist_file=:memory:"])
    ready()
    app.start()


def refresh_random_states() -> None:
    """Give this process random numbers of its own; a fork begins with its parent's."""
    import random

    import numpy

    random.seed()
    numpy.random.seed(None)


def share_trainings(folder: str) -> None:
    """Let trusted notebooks share trainings through a folder, "" for none."""
    if folder:
        from autograder.kernels.trainings import install

        install(Path(folder))
