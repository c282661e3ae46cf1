"""Executors by their names."""

from pathlib import Path

from autograder.errors import UsageError
from autograder.grading.executors.kinds import Executor
from autograder.grading.executors.processes import Processes, Serial

EXECUTORS = ("serial", "processes", "dask")


def executor(name: str, prepared: Path | None, workers: int | None = None, scheduler: str = "") -> Executor:
    """An executor.

    Args:
        name: one of `EXECUTORS`.
        prepared: folder of data sets for the kernels, None for none.
        workers: how many jobs at a time, one a core by default.
        scheduler: address of a Dask scheduler, "" for a cluster of this machine's own.

    Raises:
        UsageError: there is no such executor, or what it needs is not installed.
    """
    if name not in EXECUTORS:
        raise UsageError(f"There is no executor {name!r}. Choose one of: {', '.join(EXECUTORS)}.")
    if scheduler and name != "dask":
        raise UsageError(f"--scheduler is for --executor dask, not for {name}.")
    if name == "dask":
        return _cluster(prepared, workers, scheduler)
    return Serial(prepared) if name == "serial" else Processes(prepared, workers)


def _cluster(prepared: Path | None, workers: int | None, scheduler: str) -> Executor:
    """Dask is imported here, because most installations have no use for it."""
    try:
        from autograder.grading.executors.cluster import Cluster
    except ModuleNotFoundError as error:
        raise UsageError(
            f"--executor dask needs a package that is not installed ({error.name}). Install it with: "
            "pip install 'mnist-lab[dask]'"
        ) from error
    return Cluster(prepared, workers, scheduler)
