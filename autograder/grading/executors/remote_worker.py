"""What runs on a Dask worker: notebooks, and what all of them share there.

The functions are tasks of the cluster. A notebook's task secedes, it leaves Dask's count of threads: the grader gives each
thread one notebook, and the threads themselves stay free for trainings, which notebooks wait for.
"""

import json
import signal
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from distributed import Worker, WorkerPlugin, get_client, get_worker, secede

from autograder.datasets import prepare
from autograder.errors import UsageError
from autograder.grading import kept
from autograder.grading.executors.remote_training import PLUGIN, Asks, Keyed
from autograder.grading.run import WARM, run
from autograder.grading.store import Store, shared_store
from autograder.kernels.forking import Child, Zygote
from autograder.kernels.job import Job, Result
from autograder.kernels.sandbox import SandboxError, Walls

NOTEBOOK = "notebook-"  # what the names of notebooks' tasks begin with


class Leash(Zygote):
    """A zygote as one notebook knows it: all that it forked for this notebook can be ended at once, for good.

    Args:
        zygote: forks, for other notebooks, too.
    """

    def __init__(self, zygote: Zygote) -> None:
        self._shared = zygote
        self._children: list[Child] = []
        self._parents: set[Any] = set()  # the zygote's processes, one unless it ended meanwhile
        self._cut = False

    @property
    def cold(self) -> bool:
        """Whether its children have to import everything themselves."""
        return self._shared.cold

    @property
    def whole(self) -> bool:
        """Whether nobody has cut it, and one process forked all and is still there; else a result means nothing."""
        process = self._shared._process
        return not self._cut and process is not None and process.poll() is None and self._parents <= {process}

    @property
    def prepared(self) -> Path | None:
        """The folder of data sets that it was given."""
        return self._shared.prepared

    def fork(
        self,
        entry: str,
        arguments: dict[str, Any],
        walls: Walls | None,
        descriptors: Sequence[int] = (),
        *,
        data: bool = True,
    ) -> Child:
        """Fork a process: see `Zygote.fork`."""
        with self._shared._lock:
            if self._cut:
                raise SandboxError("Nobody waits for this notebook any more.")
            child = self._shared.fork(entry, arguments, walls, descriptors, data=data)
            self._parents.add(self._shared._process)
            self._children.append(child)
        return child

    def cut(self) -> None:
        """End all that was forked."""
        with self._shared._lock:
            if self.whole:
                for child in self._children:
                    if child.status() is None:
                        child.kill()
            self._cut = True


class Desk(WorkerPlugin):  # type: ignore[misc]  # mypy does not read Dask
    """What all notebooks on one Dask worker share: warm processes and a store, made when first used.

    They are kept for the next grader and end with the worker. Dask calls `setup`, `teardown` and `transition`.

    Args:
        own: whether the grader has started the worker, and ends it: then Ctrl-C is for the grader alone.
    """

    name = PLUGIN
    idempotent = True  # a second grader on the same cluster must not end what the first works with

    def __init__(self, *, own: bool) -> None:
        self._own = own

    def setup(self, worker: Worker) -> None:
        """Begin with nothing."""
        if self._own:
            signal.signal(signal.SIGINT, _leave_to_grader)  # not SIG_IGN, which kernels would inherit
        self.address = worker.address
        self.asks = Asks()
        self.places = threading.BoundedSemaphore(worker.state.nthreads)  # for the notebooks of all graders together
        self._lock = threading.Lock()
        self._zygotes: dict[str, Zygote] = {}
        self._wanted: set[str] = set()
        self._leashes: dict[str, Leash] = {}

    def teardown(self, worker: Worker) -> None:
        """End everything."""
        for leash in tuple(self._leashes.values()):
            leash.cut()
        for zygote in self._zygotes.values():
            zygote.close()

    def transition(self, key: Any, start: str, finish: str, **kwargs: Any) -> None:
        """Note which notebooks are wanted; end one that nobody waits for any more, because its grader left or died."""
        if not str(key).startswith(NOTEBOOK):
            return
        if finish == "executing":
            self._wanted.add(key)
        elif finish != "long-running":
            self._wanted.discard(key)
            leash = self._leashes.get(key)
            if leash:
                threading.Thread(target=leash.cut).start()  # it may have to wait

    @cached_property
    def store(self) -> Store:
        """The store of this machine."""
        return shared_store()

    def zygote(self, kind: str) -> Zygote:
        """The process that forks kernels, trainers and judges.

        Args:
            kind: name of the folder of data sets, which tells what is in them; "" for none.

        Raises:
            UsageError: this worker has other data.
            SandboxError: the process ended at its start.
        """
        with self._lock:
            if kind not in self._zygotes:
                zygote = Zygote(WARM, self._data(kind) if kind else None)
                zygote.start()
                self._zygotes[kind] = zygote
            return self._zygotes[kind]

    def _data(self, kind: str) -> Path:
        found = prepare(progress=False).folder
        if found.name != kind:
            raise UsageError(
                f"Worker {self.address} has the data {found.name}, the grader has {kind}. Set AUTOGRADER_DATA for the "
                "worker as it is set for the grader, and start the worker again."
            )
        return found

    @contextmanager
    def leash(self, key: str, zygote: Zygote) -> Iterator[Leash]:
        """A leash for a notebook, cut as soon as nobody waits for it any more."""
        leash = self._leashes[key] = Leash(zygote)
        try:
            if key not in self._wanted:
                leash.cut()
            yield leash
        finally:
            del self._leashes[key]


def greet(kind: str, versions: str) -> str:
    """The task with which a worker begins: get ready; why this worker cannot be used, "" where it can.

    Args:
        kind: name of the grader's folder of data sets, "" for none.
        versions: of all that the grader grades with.
    """
    if kept.versions() != versions:
        return (
            "It has another version of autograder, or of a library that is graded with. Install what the grader has "
            "(requirements.lock), and start the worker again."
        )
    try:
        _desk().zygote(kind)
    except Exception as error:  # noqa: BLE001 - told to the grader, which does without this worker
        return f"{error}"
    return ""


def run_notebook(job: str, kind: str) -> str:
    """The task that runs a notebook. It raises nothing: not every error can be pickled, and one that cannot is never told.

    Args:
        job: a `Job` as JSON.
        kind: name of the folder of data sets, "" for none.

    Returns:
        JSON: a `Result` as "result", or what went wrong as "error".
    """
    try:
        return json.dumps({"result": _run(Job.from_dict(json.loads(job)), kind).to_dict()})
    except Exception:  # noqa: BLE001 - told to the grader, which has it done again
        return json.dumps({"error": traceback.format_exc(limit=-4)})


def _run(job: Job, kind: str) -> Result:
    desk = _desk()
    zygote, client = desk.zygote(kind), get_client()
    secede()
    share = Keyed(client, desk.address, desk.asks, desk.store)
    with desk.places, desk.leash(str(get_worker().get_current_task()), zygote) as leash:
        result = run(job, leash, desk.store, share)
        if not leash.whole:
            raise SandboxError("The process that forks kernels ended.")
    return result


def _desk() -> Desk:
    desk = get_worker().plugins[PLUGIN]
    assert isinstance(desk, Desk)
    return desk


def _leave_to_grader(number: int, frame: Any) -> None:
    """Ctrl-C reaches every process of the terminal."""
