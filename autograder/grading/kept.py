"""Results that are kept: for each notebook that was handed in, what came of it, as long as nothing has changed."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograder.cells import Role, role
from autograder.cells.verdict import NOT_JUDGED
from autograder.grading.store import Store
from autograder.kernels.job import Job, Result
from autograder.kernels.libraries import installed

ASIDE = ("key", "reuse", "audit", "keep", "rejudge", "snapshot")  # of a job: no part of what it does
TESTS = (
    "notebook",
    "answers",
    "imports",
    "manual",
    "person",
    "undecided",
    "unusual",
)  # of a job: follow from the tests, too


@dataclass(frozen=True)
class Known:
    """What came of a notebook before.

    Args:
        same: whether nothing has changed since then; else the tests have.
        tests: source of each test then, by grade_id.
        result: what came of it.
    """

    same: bool
    tests: dict[str, str]
    result: Result


class Kept:
    """Results in a store.

    Args:
        store: where they are.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, job: Job) -> Known | None:
        """What came of the same answers in the same surroundings, None where nothing is known."""
        pieces = self._store.get(_surroundings(job))
        if not pieces:
            return None
        found = json.loads(bytes(pieces[0]))
        return Known(found["digest"] == digest(job), found["tests"], Result.from_dict(found["result"]))

    def keep(self, job: Job, result: Result) -> None:
        """Keep what came of a job, unless the grader itself failed."""
        if any(verdict.verdict == NOT_JUDGED for verdict in result.verdicts):
            return
        kept = {"digest": digest(job), "tests": tests_of(job), "result": result.to_dict()}
        self._store.put(_surroundings(job), [json.dumps(kept).encode()])


def digest(job: Job) -> str:
    """A hash of all that may change what comes of a job: answers, tests, files, settings, data, versions."""
    return _hash({name: value for name, value in _told(job).items() if name not in ASIDE})


def tests_of(job: Job) -> dict[str, str]:
    """What each test of a job's notebook is, by grade_id."""
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: json.dumps([cell["source"], cell["metadata"]["nbgrader"]])
        for cell in job.notebook["cells"]
        if role(cell) == Role.TEST
    }


def source_of(told: str) -> str:
    """The source of a test, of what `tests_of` says of it."""
    return str(json.loads(told)[0])


@cache
def versions() -> str:
    """This program and the libraries that it grades with."""
    code = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        code.update(path.read_bytes())
    return " ".join([code.hexdigest(), *(f"{name} {version}" for name, version in installed().items())])


def _surroundings(job: Job) -> str:
    """A hash of the same but for the tests."""
    given = {name: value for name, value in _told(job).items() if name not in (*ASIDE, *TESTS)}
    cells = [cell for cell in job.notebook["cells"] if cell["cell_type"] == "code" and role(cell) != Role.TEST]
    return _hash(given | {"cells": [[role(cell), cell["source"]] for cell in cells]})


def _told(job: Job) -> dict[str, Any]:
    told = job.to_dict() | {"prepared": Path(job.prepared).name, "versions": versions()}
    cells = [{name: cell[name] for name in ("cell_type", "metadata", "source")} for cell in job.notebook["cells"]]
    return told | {"notebook": cells}


def _hash(told: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
