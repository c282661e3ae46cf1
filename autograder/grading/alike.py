"""Judges once what is alike: those who said the same of a test are told the same."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import TracebackType

from autograder.cells import Role, role
from autograder.grading.executors import Executor, Outcome
from autograder.kernels.job import Job, Result

SHARED = (
    "limits",
    "answers",
    "imports",
    "material",
    "walls",
    "prepared",
    "rejudge",
    "manual",
    "person",
    "undecided",
    "unusual",
)  # of a job: what a judge is told
MOST = 50  # jobs that wait for one that they are like; the next one runs itself, so that no class is held in memory
OURS = (Role.GIVEN, Role.TEST)  # cells that it runs


class Alike:
    """An executor that rejudges only what no earlier job was like; a context manager.

    A judge that is told kept answers knows the course's own cells and those answers, and nothing else of a student.

    Args:
        executor: does it.
    """

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._found: dict[str, Result] = {}
        self.running = executor.running

    @property
    def workers(self) -> int:
        """How many jobs run at a time."""
        return self._executor.workers

    def __enter__(self) -> "Alike":
        self._executor.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._executor.__exit__(kind, error, trace)

    def known(self, job: Job) -> Result | None:
        """What came of an earlier job that this one is like, None where there was none."""
        found = self._found.get(_likeness(job))
        return found and _for(job, found)

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Run jobs; what came of each, as it comes."""
        followers: dict[str, list[Job]] = {}

        def first() -> Iterator[Job]:
            for job in jobs:
                others = followers.setdefault(_likeness(job), [job])
                if others[0] is job or len(others) == MOST:
                    yield job
                else:
                    others.append(job)

        for job, outcome in self._executor(first()):
            yield job, outcome
            likeness = _likeness(job)
            _, *others = followers.pop(likeness, [job])
            if isinstance(outcome, Result):
                self._found[likeness] = outcome.small()
                yield from ((other, _for(other, outcome)) for other in others)
            else:
                yield from ((other, outcome) for other in others)


def _for(job: Job, result: Result) -> Result:
    """What came of a job that this one is like."""
    return replace(result, key=job.key, seconds=0.0)


def _likeness(job: Job) -> str:
    """A hash of all that a judge is told of a job; for a notebook that has to run, its own key."""
    if not job.rejudge:
        return job.key
    told = job.to_dict()
    cells = [[role(cell), cell["source"], cell["metadata"]] for cell in job.notebook["cells"] if role(cell) in OURS]
    kept = [job.snapshot.get(test) for test in job.rejudge]
    parts = [{name: told[name] for name in SHARED}, cells, kept]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
