"""How far a run is: what is done, what is at work, and how long the rest may take."""

import statistics
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.kernels.job import Job, Result

SLOW = 3.0  # times what such a notebook usually takes
SLOW_SECONDS = 20.0  # nobody minds less


@dataclass
class Progress:
    """Counts of one run.

    Args:
        students: how many submissions there are.
        begun: how many of them it has come to.
        done: how many of them are recorded, or need nothing.
        waiting: notebooks of these that have not come back, by key.
        notebooks: how many notebooks came back.
        kept: how many of them did not have to run.
        trainings: trainings "computed", "reused" and "local".
        running: since when each notebook that is at work is (`time.monotonic`), by key.
        workers: notebooks at a time.
        seconds: what notebooks took, by name.
    """

    students: int = 0
    begun: int = 0
    done: int = 0
    waiting: set[str] = field(default_factory=set)
    notebooks: int = 0
    kept: int = 0
    trainings: Counter[str] = field(default_factory=Counter)
    running: Mapping[str, float] = field(default_factory=dict)
    workers: int = 1
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def take(self, job: Job, result: Result | Exception, *, kept: bool) -> None:
        """A notebook has come back."""
        self.waiting.discard(job.key)
        self.notebooks += 1
        self.kept += kept
        if isinstance(result, Result) and not kept:
            self.trainings.update(result.trainings)
            self.seconds.setdefault(_name(job.key), []).append(result.seconds)

    def left(self) -> float | None:
        """Seconds that the rest will take at the pace so far; None while nothing is known."""
        if not self.seconds:
            return None
        usual = {name: statistics.fmean(taken) for name, taken in self.seconds.items()}
        average = statistics.fmean(usual.values())
        whole = sum(usual.get(_name(key), average) for key in self.waiting)
        if self.begun:  # the others may need as many notebooks each
            ran = self.notebooks - self.kept + len(self.waiting)
            whole += average * ran * (self.students - self.begun) / self.begun
        now = time.monotonic()
        begun = sum(min(now - since, usual.get(_name(key), average)) for key, since in dict(self.running).items())
        return max(whole - begun, 0.0) / max(self.workers, 1)

    def slow(self) -> list[tuple[str, float]]:
        """Notebooks that have been at work for unusually long, with their seconds, the slowest first."""
        now = time.monotonic()
        found = []
        for key, since in dict(self.running).items():
            usual = statistics.median(self.seconds.get(_name(key), [SLOW_SECONDS]))
            if now - since > max(SLOW * usual, SLOW_SECONDS):
                found.append((key, now - since))
        return sorted(found, key=lambda entry: -entry[1])


def _name(key: str) -> str:
    return key.rsplit("/", 1)[-1]
