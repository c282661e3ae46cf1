"""Runs jobs on a Dask cluster: one that is there, or one of this machine's own.

The grader gives each thread of each worker one notebook at a time, and the next when it comes back. So what is at work is
known, nothing waits on a worker that may die, and a notebook that ends its worker is told from those that only waited there.
"""

import json
import logging
import os
import queue
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from uuid import uuid4

import cryptography  # noqa: F401 - Dask makes the keys of a cluster of this machine's own with it
import dask
from distributed import Client, Future, LocalCluster
from distributed.utils import silence_logging_cmgr

from autograder.errors import UsageError
from autograder.grading import kept
from autograder.grading.executors.crew import LOOK_SECONDS, Crew
from autograder.grading.executors.kinds import AHEAD, GraderFailed, Outcome
from autograder.grading.executors.remote_training import TOPIC, train
from autograder.grading.executors.remote_worker import NOTEBOOK, Desk, run_notebook
from autograder.kernels.job import Job, Result

TRIES = 3  # of one notebook, on different workers where there are several
CONNECT_SECONDS = 15
FETCH_SECONDS = 60  # that a result may be on its way
HELD = 1000  # trainings whose results, a few MB each, are kept in the workers' memory for who asks later
# A notebook is what is sent, so Dask's warning that it is large helps nobody.
SETTINGS = {"distributed.admin.large-graph-warning-threshold": "1GB"}


@dataclass
class _Task:
    """A job, and what came of it so far.

    Args:
        job: the job.
        address: of the worker that has it.
        future: what will come of it there.
        tried: workers that failed with it.
        why: the reason of each.
    """

    job: Job
    address: str = ""
    future: "Future[str] | None" = None
    tried: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


class Cluster:
    """Runs jobs on a Dask cluster; a context manager.

    Args:
        prepared: folder of data sets for the kernels, None for none; workers find their own of the same name.
        workers: how many jobs at a time; by default one a core, or one for each thread of a cluster that is there.
        scheduler: address of the scheduler of a cluster that is there, "" for one of this machine's own.
    """

    def __init__(self, prepared: Path | None, workers: int | None = None, scheduler: str = "") -> None:
        self.running: dict[str, float] = {}
        self._kind = prepared.name if prepared else ""
        self._most, self._scheduler = workers, scheduler
        self._stack = ExitStack()
        self._stopped = threading.Event()
        self._given: queue.SimpleQueue[_Task] = queue.SimpleQueue()
        self._waiting: deque[_Task] = deque()
        self._at_work: dict[str, _Task] = {}  # by the names of their futures
        self._news: queue.SimpleQueue[Future[str] | None] = queue.SimpleQueue()  # futures that are done, None to look
        self._held: deque[Future[list[bytes] | None]] = deque(maxlen=HELD)

    @property
    def workers(self) -> int:
        """How many jobs run at a time."""
        threads = sum(self._client.nthreads().values())
        return min(threads, self._most or threads)

    def __enter__(self) -> "Cluster":
        with ExitStack() as stack:
            stack.enter_context(dask.config.set(SETTINGS))
            stack.enter_context(silence_logging_cmgr(logging.CRITICAL))  # what matters is an outcome
            self._client = stack.enter_context(_connect(self._scheduler) if self._scheduler else self._own(stack))
            self._thread = stack.enter_context(ThreadPoolExecutor(1))
            stack.callback(self._stopped.set)
            self._stack = stack.pop_all()
        with suppress(Exception):  # a worker that cannot take it says why when it is greeted
            self._client.register_plugin(Desk(own=not self._scheduler))
        self._client.subscribe_topic(TOPIC, self._hold)
        self._crew = Crew(self._client, self._kind, kept.versions(), self._news.put)
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Run jobs, begun in their order and asked for shortly before; what came of each, as it comes."""
        outcomes: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self._stopped.clear()
        work, jobs, given = self._thread.submit(self._work, outcomes), iter(jobs), 0
        try:
            while not work.done():
                for job in islice(jobs, max(AHEAD * max(self._crew.threads, 1) - given, 0)):
                    self._given.put(_Task(job))
                    given += 1
                self._news.put(None)
                if not given:
                    return
                with suppress(queue.Empty):  # then it looks whether there are more workers now
                    outcome = outcomes.get(timeout=LOOK_SECONDS)
                    given -= 1
                    yield outcome
            work.result()  # it never ends before it is stopped, unless something is very wrong
        finally:
            self._stopped.set()
            self._news.put(None)
            wait([work])

    def _work(self, outcomes: "queue.SimpleQueue[Outcome]") -> None:
        """Have jobs done, while the caller records, until it has enough; what came of each goes into a queue."""
        self._crew.begin()
        while not self._stopped.is_set():
            try:
                for outcome in self._step():
                    outcomes.put(outcome)
            except Exception:  # noqa: BLE001 - whatever is wrong with the cluster, nobody's points depend on it
                why = traceback.format_exc(limit=-4)
                for job in self._drop():
                    outcomes.put((job, GraderFailed(f"{job.key} could not be run: the cluster failed.\n{why}")))
                self._stopped.wait(LOOK_SECONDS)
        self._drop()

    def _step(self) -> Iterator[Outcome]:
        """See how the cluster is, hand out what can be done, and take what comes back."""
        self._fetch()
        self._crew.look(self._at_work.keys())
        yield from self._gone()
        yield from self._given_up()
        self._hand_out()
        for future in self._done():
            yield from self._take(future)

    def _fetch(self) -> None:
        """Jobs that were given."""
        with suppress(queue.Empty):
            while True:
                self._waiting.append(self._given.get_nowait())

    def _own(self, stack: ExitStack) -> Client:
        """A cluster of this machine's own, with one worker a core; no other user of the machine can give it orders."""
        cluster = LocalCluster(
            n_workers=self._most or os.cpu_count() or 1,
            threads_per_worker=1,
            memory_limit=None,
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            silence_logs=logging.CRITICAL,
            security=True,
        )
        return Client(stack.enter_context(cluster), set_as_default=False)

    def _hold(self, event: tuple[float, tuple[str, str]]) -> None:
        """Keep what a training made until the grader leaves, by wanting it, too."""
        name, key = event[1]
        self._held.append(self._client.submit(train, name, key, key=name))

    def _hand_out(self) -> None:
        """Give a job to each free place."""
        for address in self._crew.places(Counter(task.address for task in self._at_work.values())):
            if self._most and len(self._at_work) >= self._most:
                return
            task = self._next(address)
            if task:
                self._begin(task, address)

    def _next(self, address: str) -> _Task | None:
        """The first job that this worker has not failed with yet; or that no other worker is left for."""
        for task in self._waiting:
            if address not in task.tried or self._crew.fit <= {*task.tried}:
                self._waiting.remove(task)
                return task
        return None

    def _begin(self, task: _Task, address: str) -> None:
        name = f"{NOTEBOOK}{uuid4().hex}"
        task.address, self._at_work[name] = address, task
        self.running[task.job.key] = time.monotonic()
        job = json.dumps(task.job.to_dict())
        task.future = self._client.submit(run_notebook, job, self._kind, key=name, workers=[address])
        task.future.add_done_callback(self._news.put)

    def _done(self) -> "list[Future[str]]":
        """Futures that are done; waits a moment for the first."""
        found = []
        with suppress(queue.Empty):
            found.append(self._news.get(timeout=LOOK_SECONDS))
            while True:
                found.append(self._news.get_nowait())
        return [future for future in found if future]

    def _take(self, future: "Future[str]") -> Iterator[Outcome]:
        """What came of a job."""
        name = str(future.key)
        if name not in self._at_work:  # a worker has answered, or a job was taken back
            return
        try:
            answer = json.loads(future.result(timeout=FETCH_SECONDS))
            result = Result.from_dict(answer["result"]) if "error" not in answer else None
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the cluster, the job is done again
            answer, result = {"error": f"{type(error).__name__}: {error}"}, None
        if result:
            yield self._end(name).job, result
        else:
            yield from self._failed(name, answer["error"].strip())

    def _end(self, name: str) -> _Task:
        task = self._at_work.pop(name)
        self.running.pop(task.job.key, None)
        if task.future:
            task.future.release()
            task.future = None
        return task

    def _gone(self) -> Iterator[Outcome]:
        """Jobs that will not come back: done again, or failed."""
        for name, task in tuple(self._at_work.items()):
            if why := self._crew.missing(name, task.address):
                yield from self._failed(name, why)

    def _failed(self, name: str, why: str) -> Iterator[Outcome]:
        """A job to be done again, unless that was tried often enough."""
        task = self._end(name)
        *details, last = why.splitlines()
        task.tried.append(task.address)
        task.why.append(f"{last} ({task.address})")
        if len(task.tried) < TRIES:
            self._waiting.append(task)  # the others first: it may end a worker once more
        else:
            words = [f"{task.job.key} failed {TRIES} times: {'; '.join(task.why)}", *details]
            yield task.job, GraderFailed("\n".join(words))

    def _given_up(self) -> Iterator[Outcome]:
        """All that waits, where there is nobody left who could do it."""
        while self._waiting and (why := self._crew.lost):
            task = self._waiting.popleft()
            yield task.job, GraderFailed(f"{task.job.key} could not be run. {why}")

    def _drop(self) -> list[Job]:
        """Take back what has not come back."""
        self._fetch()
        dropped = [self._end(name).job for name in tuple(self._at_work)] + [task.job for task in self._waiting]
        self._waiting.clear()
        return dropped


def _connect(scheduler: str) -> Client:
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"No Dask scheduler answers at {scheduler} ({error}). Start one with `dask scheduler`, or leave --scheduler "
            "out for a cluster of this machine's own."
        ) from error
    return client
