"""What we say of everybody's work on foreign courses: by our command, graded in one go, or by judges alone."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from foreign.folder import ASSIGNMENT, source, submission
from foreign.record import ForeignCourse

from autograder import commands
from autograder.cells import answered, imported, shared
from autograder.cells.verdict import PASSED
from autograder.grading.executors import Worker
from autograder.kernels.job import Job, Result


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


def judged_apart(courses: Mapping[str, ForeignCourse], students: Collection[str], worker: Worker) -> Table:
    """What judges say, after they saw the course's own answers; nothing is recorded, and no kernel of plain nbgrader's asked.

    A test that the course's own answers do not pass waits for a person, as it would in grading.
    """
    found: Table = {}
    for name, course in courses.items():
        cells = source(course).cells
        about = {"answers": answered(cells), "imports": imported(cells), "shared": shared(cells), "walls": False}
        own = worker.run(Job(name, source(course), reference=True, **about))
        manual = {one.id: f"Its own answer: {one.message}" for one in own.verdicts if one.verdict != PASSED}
        about |= {"unusual": own.unusual, "manual": manual}
        for student in (one for one in course.attempts if one in students):
            found[name, student] = _said(worker.run(Job(name, submission(course, student), **about)))
    return found


def _said(result: Result) -> dict[str, Judged]:
    return {one.id: Judged(one.verdict, one.score, one.message, one.reason or one.message) for one in result.verdicts}


def _judged(test: dict, notes: list[str], notebook: str) -> Judged:
    told = test.get("reason") or next((note for note in notes if notebook in note and test["id"] in note), "")
    return Judged(test["verdict"], test["score"], test["message"] or "", told if test["score"] is None else "")
