"""Trainings on a Dask cluster: each is a task keyed by its training key, so that the whole cluster does it once.

The task runs in the process of a notebook that asks for it, in which it does what that notebook would do without a
cluster: the data stay where they are, the epochs are shown as they come, the notebook's clock runs. Who asks elsewhere
waits for the same task and gets its result. A task that comes to a worker where nobody asks, because the one who asked
first has died or given up, makes nothing, and those who still wait meet again at a task of the next name.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from distributed import Client, Future, get_worker

from autograder.grading.sharing import Local, Pieces, keep
from autograder.grading.store import POLL_SECONDS, Store
from autograder.values import Parcel

PLUGIN = "autograder"  # under which a worker holds what its tasks share
TOPIC = "autograder-trainings"  # told of each training that a task made: the task's name and the key
MEETINGS = 3  # names under which those who ask meet; after that each has it done for himself
MEET_SECONDS = 900  # as long as a notebook may take: nobody waits for ever, whatever becomes of the cluster
FETCH_SECONDS = 60  # that a result of some MB may be on its way
URGENT = 1  # before whatever else waits on a worker: a notebook stands still

Obtained = tuple[Pieces | None, bool]


class Ask:
    """A training that a notebook of this process asks for; a task does it, at most once, while the notebook waits.

    Args:
        obtain: does it; what it made, and whether it was computed just now.
    """

    def __init__(self, obtain: Callable[[], Obtained]) -> None:
        self._obtain = obtain
        self._turn = threading.Lock()
        self._open = True
        self._made: Obtained = None, False
        self._error: Exception | None = None
        self.answered = False

    def answer(self) -> Pieces | None:
        """Do it, unless that was tried before; what it made, None for nothing."""
        with self._turn:
            if self._open:
                self._open = False
                try:
                    self._made = self._obtain()
                except Exception as error:  # noqa: BLE001 - raised again where it was asked for
                    self._error = error
                self.answered = True
        return self._made[0]

    def close(self) -> None:
        """Let nobody begin with it from now on, and wait for who has begun."""
        with self._turn:
            self._open = False

    def result(self) -> Obtained:
        """What came of it; raises what `obtain` raised."""
        if self._error:
            raise self._error
        return self._made


class Asks:
    """All that is asked for in this process, by the names of tasks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asks: dict[str, list[Ask]] = {}

    @contextmanager
    def waiting(self, name: str, ask: Ask) -> Iterator[None]:
        """Let a task of that name find it."""
        with self._lock:
            self._asks.setdefault(name, []).append(ask)
        try:
            yield
        finally:
            with self._lock:
                self._asks[name].remove(ask)
                if not self._asks[name]:
                    del self._asks[name]

    def answer(self, name: str) -> Pieces | None:
        """Do what is asked for under a name, for the first who still wants it; None where nobody does."""
        with self._lock:
            asks = tuple(self._asks.get(name, ()))
        return next((made for ask in asks if (made := ask.answer()) is not None), None)


def train(name: str, key: str) -> list[bytes] | None:
    """The task: what a training makes, None where nobody of this worker asks for it."""
    worker = get_worker()
    desk: Any = worker.plugins[PLUGIN]
    made = desk.asks.answer(name) or desk.store.get(key)
    if made is None:
        return None
    worker.log_event(TOPIC, [name, key])
    return [bytes(piece) for piece in made]


class Keyed:
    """The `Share` of a notebook on a cluster: all who ask for a training wait for one task.

    Args:
        client: of the worker that the notebook runs on.
        address: of that worker.
        asks: where that worker's tasks find what is asked for.
        store: of that worker's machine.
    """

    def __init__(self, client: Client, address: str, asks: Asks, store: Store) -> None:
        self._client, self._address, self._asks, self._store = client, address, asks, store
        self._tasks: list[Future[list[bytes] | None]] = []  # kept for the others until the grader keeps them

    def obtain(
        self, key: str, asked: Parcel, compute: Callable[[], Pieces | None], wanted: Callable[[], bool]
    ) -> Obtained:
        """What a training makes: see `Share`."""
        known = self._store.get(key)
        if known is not None:
            return known, False
        ask = Ask(lambda: Local(self._store).obtain(key, asked, compute, wanted))
        try:
            found = self._meet(key, ask, wanted)
        finally:
            ask.close()
        if ask.answered:
            return ask.result()
        if found is not None:
            return found, False
        return Local(self._store).obtain(key, asked, compute, wanted)

    def _meet(self, key: str, ask: Ask, wanted: Callable[[], bool]) -> Pieces | None:
        """Wait for a task; what it made for somebody else, None where there is no such thing."""
        for number in range(MEETINGS):
            name = f"training-{key}-{number}"
            with self._asks.waiting(name, ask):
                task = self._client.submit(
                    train, name, key, key=name, workers=[self._address], allow_other_workers=True, priority=URGENT
                )
                self._tasks.append(task)
                deadline = time.monotonic() + MEET_SECONDS
                while not (ask.answered or task.done()) and time.monotonic() < deadline:
                    if not wanted():
                        raise InterruptedError(f"{key} is not wanted any more.")
                    time.sleep(POLL_SECONDS)
            found = None if ask.answered else self._fetch(task, key)
            if ask.answered or found is not None:
                return found
        return None

    def _fetch(self, task: "Future[list[bytes] | None]", key: str) -> Pieces | None:
        """The result of a task, from this machine's store or from the worker that has it."""
        known = self._store.get(key)
        if known is not None or not task.done():
            return known
        try:
            made = task.result(timeout=FETCH_SECONDS)
        except Exception:  # noqa: BLE001 - whatever is wrong with the cluster, it can be done here
            return None
        if made is None:
            return None
        pieces = [memoryview(piece) for piece in made]
        keep(self._store, key, pieces)
        return pieces
