"""The scores of our command: everybody's work on foreign courses, graded in one go."""

import json
from dataclasses import dataclass
from pathlib import Path

from foreign.folder import ASSIGNMENT

from autograder import commands


@dataclass(frozen=True)
class Judged:
    """What was said of one test.

    Args:
        verdict: its word, such as "passed" or "manual".
        score: the points given, None where a person decides.
        message: what the student reads.
        reason: why a person decides, for staff; "" where nobody has to, or nobody said.
    """

    verdict: str
    score: float | None
    message: str
    reason: str = ""


Table = dict[tuple[str, str], dict[str, Judged]]  # of each notebook and student, what was said of each test


def graded(root: Path, workers: int = 2) -> Table:
    """Grade a course folder's class; what each test said of each student.

    The working folder has to be the course's.
    """
    commands.grade(ASSIGNMENT, commands.How(force=True, workers=workers, json_file=root / "run.json"), sandbox="on")
    run = json.loads((root / "run.json").read_text())
    return {
        (notebook["name"], one["student"]): {
            test["id"]: _judged(test, [*run.get("notes", []), *one["notes"]], notebook["name"])
            for test in notebook["tests"]
        }
        for one in run["submissions"]
        for notebook in one["notebooks"]
    }


def _judged(test: dict, notes: list[str], notebook: str) -> Judged:
    told = test.get("reason") or next((note for note in notes if notebook in note and test["id"] in note), "")
    return Judged(test["verdict"], test["score"], test["message"] or "", told if test["score"] is None else "")
