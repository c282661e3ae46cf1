"""A process that has imported everything once and forks a ready kernel for each notebook.

Started as `python -m autograder.kernels.zygote MODULE...`, it imports those modules, too, and answers one JSON line on standard output for each on standard input:
`{"fork": {"connection_file", "cwd", "env", "log"}}` → `{"pid"}`, `{"poll": pid}` → `{"status"}`. It ends, and ends its
kernels, when its input closes. No TensorFlow operation ever runs in it: after one, TensorFlow has threads, and a process
with threads cannot be forked safely.
"""

import gc
import importlib
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1"} | {
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}


WARM = (
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


def main() -> None:
    """Serve fork requests until the input closes."""
    _warm()
    _answer({"ready": os.getpid()})
    children: dict[int, int | None] = {}
    for line in sys.stdin:
        request = json.loads(line)
        if "fork" in request:
            pid = _fork(request["fork"])
            children[pid] = None
            _answer({"pid": pid})
        else:
            _answer({"status": _poll(children, request["poll"])})
    for pid, status in children.items():
        if status is None:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)


def _warm() -> None:
    """Import what notebooks import, with one thread, and serve the data sets from the prepared folder."""
    if "AUTOGRADER_PREPARED" in os.environ:
        from autograder.datasets import serve

        serve(Path(os.environ["AUTOGRADER_PREPARED"]))
    for name in (*WARM, *sys.argv[1:]):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _fork(request: dict[str, Any]) -> int:
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        raise RuntimeError(f"The zygote has {threads} threads and cannot fork safely.")
    pid = os.fork()
    if pid == 0:
        try:
            _become_kernel(request)
        finally:
            os._exit(0)
    return pid


def _become_kernel(request: dict[str, Any]) -> None:
    """In the child: a new session, no pipes to the parent, its own folder, random state and kernel."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    null = os.open(os.devnull, os.O_RDONLY)
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for old, new in ((null, 0), (log, 1), (log, 2)):
        os.dup2(old, new)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - lives as long as the process
    os.chdir(request["cwd"])
    os.environ.update(request["env"])
    prepare_kernel()
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance(argv=["-f", request["connection_file"], "--HistoryManager.hist_file=:memory:"])


def prepare_kernel() -> None:
    """What every kernel of ours does before it starts: fresh random states, and the training memo where it is asked for."""
    import random

    import numpy

    random.seed()
    numpy.random.seed(None)
    sys.path.insert(0, "")
    if os.environ.get("AUTOGRADER_TRAININGS"):
        from autograder.kernels.trainings import install

        install(Path(os.environ["AUTOGRADER_TRAININGS"]))


def _poll(children: dict[int, int | None], pid: int) -> int | None:
    """A child's exit status, None while it runs."""
    if children[pid] is None:
        done, status = os.waitpid(pid, os.WNOHANG)
        children[pid] = os.waitstatus_to_exitcode(status) if done else None
    return children[pid]


def _answer(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
