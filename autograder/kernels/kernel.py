"""What runs in a forked process that becomes a Jupyter kernel."""

import functools
import os
import shutil
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from autograder.datasets import serve
from autograder.kernels import steps

WARM = (
    "autograder.kernels.calls",
    "autograder.kernels.early",
    "autograder.kernels.fitting",
    "autograder.kernels.kernel",
    "autograder.kernels.serving",
    "ipykernel.debugger",
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
SEED = 0
APART = 1_000_003  # between the seeds of two runs of a calibration
SEEDS = 2**32  # NumPy takes seeds below


def main(arguments: dict[str, Any], descriptors: list[int], ready: Callable[[], None]) -> None:
    """Become a kernel, and run until it is ended.

    Args:
        arguments: "connection_file"; "environment", variables for notebooks; "reuse", whether trainings are asked for;
            "links", whether links to the course's files stay links, else they are copied; "data", whether Keras's
            data sets can be had.
        descriptors: a socket to who has trainings done (see `autograder.kernels.fitting`), or nothing.
        ready: called when the kernel's sockets are bound.
    """
    from ipykernel.kernelapp import IPKernelApp

    os.environ.update(arguments["environment"])
    handed = Path(arguments["connection_file"]).parent / FILES
    if handed.is_dir():
        shutil.copytree(handed, ".", symlinks=arguments["links"], dirs_exist_ok=True)
    if not arguments["data"]:
        serve(None)
    sys.path.insert(0, "")
    seed()
    steps.install()
    share_trainings(descriptors, reuse=arguments["reuse"])
    app = IPKernelApp.instance()
    app.initialize(["-f", arguments["connection_file"], "--HistoryManager.hist_file=:memory:"])
    app.shell.enable_matplotlib("inline")  # MPLBACKEND would come too late: the zygote has imported Matplotlib
    ready()
    app.start()


def seed() -> None:
    """Begin with the same random numbers in every kernel, so that who sets no seed gets the same grade each time."""
    import keras

    keras.utils.set_random_seed(SEED)


def vary(run: int) -> None:
    """Begin with other random numbers than in any other run, and move each seed that the notebook sets likewise.

    What `autograder calibrate` calls before the first cell, so that no two of its runs train alike.

    Args:
        run: number of the run, from 1.
    """
    import keras

    original = keras.utils.set_random_seed

    @functools.wraps(original)
    def set_random_seed(seed: int) -> None:
        original((seed + run * APART) % SEEDS)

    for module in [*sys.modules.values()]:  # tf.keras and Keras itself have it in several
        if getattr(module, "__dict__", {}).get("set_random_seed") is original:
            module.set_random_seed = set_random_seed  # type: ignore[attr-defined]
    set_random_seed(SEED)


def share_trainings(descriptors: Sequence[int], *, reuse: bool) -> None:
    """Have trainings done, or only counted, by who is at the other end of a socket; without one, `fit` is Keras's own."""
    for descriptor in descriptors:
        from autograder.kernels.fitting import install

        install(socket.socket(fileno=descriptor), reuse=reuse)
