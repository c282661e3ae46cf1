"""The workers of a Dask cluster as a grader sees them: who is there, who is fit, and who has room for another notebook."""

import time
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from uuid import uuid4

from distributed import Client, Future

from autograder.grading.executors.remote_worker import greet

LOOK_SECONDS = 1.0  # between two looks at who is there
LOOKS = 5  # in which a task was not at work, until it counts as lost
ANSWER_SECONDS = 10  # that the few words of a worker may be on their way
HOPE_SECONDS = 5.0  # that a worker that can be used may yet appear where all others cannot
PATIENCE_SECONDS = 60.0  # that a cluster may be without workers: one that died is started again in the meantime


class Crew:
    """The workers of a cluster.

    Args:
        client: connected to the scheduler.
        kind: name of the folder of data sets that they need, "" for none.
        versions: of all that they need.
        wake: called, in another thread, when a worker has answered.
    """

    def __init__(self, client: Client, kind: str, versions: str, wake: Callable[["Future[str]"], None]) -> None:
        self._client, self._needs, self._wake = client, (kind, versions), wake
        self._threads: dict[str, int] = {}
        self._paused: set[str] = set()
        self._greetings: dict[str, Future[str]] = {}  # of those who have not answered
        self._answers: dict[str, str] = {}  # why a worker cannot be used, "" where it can
        self._unseen: Counter[str] = Counter()
        self._looked = float("-inf")
        self._seen = self._hoped = time.monotonic()

    def begin(self) -> None:
        """Look afresh for a new run: who is there now may not have been there at the end of the last one."""
        self._looked = float("-inf")
        self._seen = self._hoped = time.monotonic()

    def look(self, at_work: Collection[str]) -> None:
        """See who has come and gone and what is done there, and hear those who have been greeted.

        Args:
            at_work: names of the tasks that should be at work.
        """
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            self._looked = time.monotonic()
            with suppress(OSError):  # no answer yet; who is cut off from the scheduler for good is told so
                self._meet()
                self._watch(at_work)
        for address, greeting in tuple(self._greetings.items()):
            if greeting.done():
                self._hear(address, self._greetings.pop(address))
        if not self._refused:
            self._hoped = time.monotonic()

    def missing(self, name: str, address: str) -> str:
        """Why a task will not come back from a worker, "" as long as it may."""
        if address not in self._threads:
            return "its worker ended"
        return "the cluster lost it" if self._unseen[name] >= LOOKS else ""

    @property
    def threads(self) -> int:
        """How many notebooks the workers can have at a time."""
        return sum(self._threads.values())

    @property
    def fit(self) -> set[str]:
        """Workers that can be used."""
        return {address for address, problem in self._answers.items() if not problem} - self._paused

    @property
    def lost(self) -> str:
        """Why nothing more can be run, "" where there is hope."""
        if self._refused and time.monotonic() - self._hoped > HOPE_SECONDS:
            return " ".join(f"Worker {address} cannot be used: {why}" for address, why in self._answers.items())
        if not self._threads and time.monotonic() - self._seen > PATIENCE_SECONDS:
            return f"No worker of the cluster could be reached for {PATIENCE_SECONDS:.0f} seconds."
        return ""

    @property
    def _refused(self) -> bool:
        """Whether there are workers, and none of them can be used."""
        return bool(self._threads) and all(self._answers.get(address) for address in self._threads)

    def places(self, taken: Counter[str]) -> Iterator[str]:
        """The worker of each free place, those with most room first.

        Args:
            taken: how many places of each worker are taken.
        """
        free = [(taken[name] + more, name) for name in self.fit for more in range(self._threads[name] - taken[name])]
        return (name for _, name in sorted(free))

    def _meet(self) -> None:
        scheduler = self._client.scheduler if self._client.status == "running" else None
        # Not `scheduler_info`: the client itself replaces what that returns, by one without workers, every two seconds.
        workers = self._client.sync(scheduler.identity, n_workers=-1)["workers"] if scheduler else {}
        self._threads = {address: worker["nthreads"] for address, worker in workers.items()}
        self._paused = {address for address, worker in workers.items() if worker["status"] != "running"}
        for known in (self._greetings, self._answers):
            for address in known.keys() - self._threads.keys():
                del known[address]
        for address in self._threads.keys() - self._greetings.keys() - self._answers.keys():
            self._greet(address)
        if self._threads:
            self._seen = time.monotonic()

    def _watch(self, at_work: Collection[str]) -> None:
        """Count how often each task was not where it should be: a cluster may lose one without a word."""
        if not self._threads:
            return
        found = {key for keys in self._client.processing().values() for key in keys}
        self._unseen = Counter({name: self._unseen[name] + 1 for name in at_work if name not in found})

    def _greet(self, address: str) -> None:
        greeting = self._client.submit(greet, *self._needs, key=f"greeting-{uuid4().hex}", workers=[address])
        greeting.add_done_callback(self._wake)
        self._greetings[address] = greeting

    def _hear(self, address: str, greeting: "Future[str]") -> None:
        """What a worker says of itself; who cannot be used is told of."""
        try:
            self._answers[address] = greeting.result(timeout=ANSWER_SECONDS)
        except Exception as error:  # noqa: BLE001 - whatever it is, this worker is of no use
            self._answers[address] = " ".join(f"{type(error).__name__}: {error}".split())
        if self._answers[address]:
            warnings.warn(f"Worker {address} is not used: {self._answers[address]}", stacklevel=2)
