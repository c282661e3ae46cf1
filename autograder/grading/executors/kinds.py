"""What every executor is: jobs in, outcomes out, as they come."""

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Protocol

from autograder.kernels.job import Job, Result

AHEAD = 3  # jobs for each place that are asked for at a time: what is at work, and what comes next


class GraderFailed(Exception):
    """A job could not be done, and that is the grader's own fault."""


Outcome = tuple[Job, Result | GraderFailed]


class Executor(Protocol):
    """Runs jobs until it is left; a context manager. Jobs and results are plain data.

    Args:
        running: when each job that is at work was begun (`time.monotonic`), by its key.
        workers: how many jobs run at a time.
    """

    running: dict[str, float]

    @property
    def workers(self) -> int:
        """How many jobs run at a time."""

    def __enter__(self) -> "Executor": ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Run jobs, begun in their order and asked for shortly before; what came of each, as it comes."""
