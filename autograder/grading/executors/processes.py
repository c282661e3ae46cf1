"""Runs jobs in worker processes of this machine: one, or one on each core."""

import json
import os
import queue
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import TracebackType

from autograder.grading.executors.kinds import AHEAD, GraderFailed, Outcome
from autograder.grading.run import WARM
from autograder.kernels.forking import Zygote
from autograder.kernels.job import Job, Result
from autograder.kernels.sandbox import SandboxError
from autograder.problems import summary


class Worker:
    """One process that runs jobs, started when first used.

    Args:
        prepared: folder of data sets for the kernels, None for none.
        zygote: what is cloned for its kernels, so that several workers, and one that is started again, import everything once;
            None for one of its own.
    """

    def __init__(self, prepared: Path | None, zygote: Zygote | None = None) -> None:
        self._prepared, self._zygote = prepared, zygote
        self._process: subprocess.Popen[str] | None = None
        self._folder = Path()  # for the temporary files of the process; removed however it ends
        self._closed = False

    def run(self, job: Job) -> Result:
        """Run a job; a first failure of the grader is retried in a new process.

        Raises:
            GraderFailed: it failed twice, or the worker was closed.
        """
        try:
            return self._run(job)
        except GraderFailed:
            self._end()
            return self._run(job)

    def close(self, *, now: bool = False) -> None:
        """End the process, and with it its kernels; it takes no job any more.

        Args:
            now: whether to end what it does at the moment.
        """
        self._closed = True
        if now and self._process:
            self._process.kill()
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            assert process.stdin and process.stdout
            with suppress(BrokenPipeError):
                process.stdin.close()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, job: Job) -> Result:
        if self._closed:
            raise GraderFailed(f"{job.key} was not run: the run was stopped.")
        process = self._process or self._start()
        assert process.stdin and process.stdout
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(job.to_dict()) + "\n")
            process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise GraderFailed(f"The process that ran {job.key} ended with status {process.wait()}.")
        answer = json.loads(line)
        if "error" in answer:
            raise GraderFailed(f"{job.key}: {answer['error'].strip().splitlines()[-1]}\n{answer['error']}")
        return Result.from_dict(answer["result"])

    def _start(self) -> subprocess.Popen[str]:
        if not self._zygote:
            return self._launch()
        served, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            process = self._launch(theirs.fileno())
        with suppress(SandboxError):  # then nobody serves the socket, and the worker starts its own
            self._zygote.clone(served, self._folder)
        return process

    def _launch(self, *cloned: int) -> subprocess.Popen[str]:
        self._folder = Path(tempfile.mkdtemp(prefix="ag-"))
        places = (str(self._prepared or ""), str(self._folder))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "autograder.grading.executors.worker", *places, *map(str, cloned)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            pass_fds=cloned,
        )
        return self._process


class Processes:
    """Runs jobs in several worker processes, which stay warm until it is left; a context manager.

    Args:
        prepared: folder of data sets for the kernels, None for none.
        workers: how many jobs at a time, one a core by default.
    """

    def __init__(self, prepared: Path | None, workers: int | None = None) -> None:
        self.running: dict[str, float] = {}
        count = workers or os.cpu_count() or 1
        self._zygote = Zygote(WARM, prepared)
        self._workers = [Worker(prepared, self._zygote) for _ in range(count)]
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()  # a worker that is warm goes first
        for worker in self._workers:
            self._idle.put(worker)

    @property
    def workers(self) -> int:
        """How many jobs run at a time."""
        return len(self._workers)

    def __enter__(self) -> "Processes":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        now = {"now": kind is not None}
        closing = [threading.Thread(target=worker.close, kwargs=now) for worker in self._workers]
        for thread in closing:
            thread.start()
        for thread in closing:
            thread.join()
        self._zygote.close()

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Run jobs, begun in their order and asked for shortly before; what came of each, as it comes."""
        threads, jobs = ThreadPoolExecutor(len(self._workers)), iter(jobs)
        waiting: set[Future[Outcome]] = set()
        try:
            while True:
                for job in islice(jobs, AHEAD * len(self._workers) - len(waiting)):
                    waiting.add(threads.submit(self._run, job))
                if not waiting:
                    return
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)

    def _run(self, job: Job) -> Outcome:
        worker = self._idle.get()
        self.running[job.key] = time.monotonic()
        try:
            return job, worker.run(job)
        except Exception as error:  # noqa: BLE001 - whatever it is, it concerns this job alone
            return job, error if isinstance(error, GraderFailed) else GraderFailed(f"{job.key}: {summary(error)}")
        finally:
            del self.running[job.key]
            self._idle.put(worker)


class Serial(Processes):
    """Runs jobs one after the other; a context manager.

    Args:
        prepared: folder of data sets for the kernels, None for none.
    """

    def __init__(self, prepared: Path | None) -> None:
        super().__init__(prepared, workers=1)
