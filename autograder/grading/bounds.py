"""What a trial may cost, and how to keep to it while an executor asks for jobs ahead of time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.kernels.job import Job, Result


@dataclass(frozen=True)
class Bounds:
    """What a comparison may cost.

    Args:
        runs: notebooks to run.
        until: by `time.monotonic`, no notebook begins that would not be done by then.
        each: seconds that a notebook may take, as long as none was run.
    """

    runs: int
    until: float
    each: float = 0.0


class Pace:
    """How long notebooks take, to know when no more should begin: an executor asks for some before others are done.

    Args:
        each: seconds that one may take, as long as none was run.
    """

    def __init__(self, each: float) -> None:
        self._each, self._done, self._waiting, self._seconds = each, 0, 0, 0.0

    @property
    def ahead(self) -> float:
        """Seconds until all that has begun is done, one after the other."""
        return self._waiting * (self._seconds / self._done if self._done else self._each)

    def begun(self, jobs: Iterable[Job]) -> Iterator[Job]:
        """Count jobs on their way out."""
        for job in jobs:
            self._waiting += 1
            yield job

    def ended(self, outcomes: Iterable[tuple[Job, Result | Exception]]) -> Iterator[tuple[Job, Result | Exception]]:
        """Count them on their way back."""
        for job, result in outcomes:
            self._waiting -= 1
            if isinstance(result, Result):
                self._done, self._seconds = self._done + 1, self._seconds + result.seconds
            yield job, result
