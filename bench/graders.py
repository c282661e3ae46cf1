"""The two graders, each over a class in a course folder of its own, and what came of it."""

import json
import os
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from classroom import write_class
from measure import Measured, measure
from nbgrader.api import Gradebook

from autograder.authoring.source import write_notebook
from autograder.cells import Role, bonus, grade_id, role
from autograder.course import CONFIG, Course
from autograder.datasets import Prepared

ASSIGNMENT = "mnist-lab"
REJUDGE = "autograder rejudge"
NBGRADER, OURS, ALONE = "nbgrader autograde", "autograder grade", "autograder grade --no-reuse"
PLAIN = """c = get_config()
c.CourseDirectory.course_id = "mnist-lab"
c.Execute.timeout = 300
"""  # nbgrader's own limit is 30 seconds a cell, and parts 6 and 7 train for longer; 300 is autograder's limit
SERVE = "from pathlib import Path\n\nfrom autograder.datasets import serve\n\nserve(Path({folder!r}))\n"
CHANGED = "3-dense"  # the notebook whose first test changes
LOG_FORMAT = "%(created).3f %(message)s"  # for seconds per notebook

Notebook = tuple[str, str]  # student, notebook
Test = tuple[str, str, str]  # student, notebook, grade_id


@dataclass(frozen=True)
class Graded:
    """A class that was graded.

    Args:
        grader: which command did it.
        students: how many.
        measured: what it took.
        seconds: of each notebook, its kernel's start included.
        trainings: how many were computed for all, reused, and local to a kernel; empty where nobody counts.
        scores: of each test, bonus points included; None waits for a person.
        remarks: what was said of each test that did not pass.
        stages: seconds of all notebooks together: "notebooks", of these "cells" and "tests", of these "judge"; and
            "trainings", processor time of the trainers; empty where nobody tells.
        overheads: for each name of a notebook, seconds of each that neither its cells nor its tests' own work took.
    """

    grader: str
    students: int
    measured: Measured
    seconds: dict[Notebook, float]
    scores: dict[Test, float | None]
    remarks: dict[Test, str]
    trainings: dict[str, int] = field(default_factory=dict)
    stages: dict[str, float] = field(default_factory=dict)
    overheads: dict[str, list[float]] = field(default_factory=dict)


class Bench:
    """Grades classes of one seed, each in new folders.

    Args:
        course: the course whose assignment it is.
        folder: an empty folder for everything.
        prepared: the data sets.
        seed: of the classes.
    """

    def __init__(self, course: Course, folder: Path, prepared: Prepared, seed: int) -> None:
        self._course, self._folder, self._prepared, self._seed = course, folder, prepared, seed
        self._runs, self._root = 0, folder

    def nbgrader(self, count: int) -> Graded:
        """A class graded as nbgrader does it, without anything of ours but the data sets, and with bonus points that count.

        Keras's own `load_data` gets them from a start-up file, because it would not take prepared files for its own.
        TensorFlow's messages are switched off: on standard error, they cost a test its points.
        """
        root = self._new_course(count, PLAIN)
        _count_bonus(root / "source" / ASSIGNMENT)
        startup = root / "ipython" / "profile_default" / "startup" / "data.py"
        startup.parent.mkdir(parents=True)
        startup.write_text(SERVE.format(folder=str(self._prepared.folder)))
        environment = self._environment(root) | {"IPYTHONDIR": str(root / "ipython"), "TF_CPP_MIN_LOG_LEVEL": "3"}
        command = [sys.executable, "-m", "nbgrader"]
        measure([*command, "generate_assignment", ASSIGNMENT, "--force"], root, environment, root / "generate.log")
        command += ["autograde", ASSIGNMENT, f"--Application.log_format={LOG_FORMAT}"]
        measured = measure(command, root, environment, root / "grade.log")
        return Graded(NBGRADER, count, measured, _seconds(root), _scores(root), _errors(root))

    def ours(self, count: int, *, reuse: bool = True) -> Graded:
        """A class graded by autograder, with nothing kept from any earlier run but the prepared data sets."""
        root = self._new_course(count, (self._course.root / CONFIG).read_text(encoding="utf-8"))
        environment = self._environment(root) | {"AUTOGRADER_CACHE": str(self._new_cache(root))}
        command = [sys.executable, "-m", "autograder.cli", "grade", ASSIGNMENT, "--json", "result.json"]
        measured = measure(command + ["--no-reuse"] * (not reuse), root, environment, root / "grade.log")
        found = json.loads((root / "result.json").read_text())
        seconds, remarks, trainings = {}, {}, dict.fromkeys(("computed", "reused", "local"), 0)
        stages = dict.fromkeys(("notebooks", "cells", "tests", "judge"), 0.0) | {"trainings": found["training_seconds"]}
        overheads = defaultdict(list)
        for student, notebook in _notebooks(found):
            seconds[student, notebook["name"]] = notebook["seconds"]
            for stage, spent in (notebook["stages"] | {"notebooks": notebook["seconds"]}).items():
                stages[stage] += spent
            own = notebook["stages"]
            overheads[notebook["name"]].append(notebook["seconds"] - own.get("cells", 0.0) - own.get("judge", 0.0))
            for kind, number in notebook["training"].items():
                trainings[kind] = trainings.get(kind, 0) + number
            for test in notebook["tests"]:
                if test["verdict"] != "passed":
                    remarks[student, notebook["name"], test["id"]] = f"{test['verdict']}: {test['message']}"
        return Graded(
            OURS if reuse else ALONE,
            count,
            measured,
            seconds,
            _scores(root),
            remarks,
            trainings,
            stages,
            dict(overheads),
        )

    def rejudge(self) -> Measured:
        """The class that `ours` graded last, judged again after one of its tests has changed."""
        root = self._root
        path = root / "source" / ASSIGNMENT / f"{CHANGED}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        next(
            cell for cell in notebook.cells if role(cell) == Role.TEST
        ).source += "\n# Changed after the class was graded."
        write_notebook(notebook, path)
        environment = self._environment(root) | {"AUTOGRADER_CACHE": str(root / "cache")}
        command = [sys.executable, "-m", "autograder.cli", "rejudge", ASSIGNMENT]
        return measure(command, root, environment, root / "rejudge.log")

    def _new_course(self, count: int, config: str) -> Path:
        """A course folder with a class and with the given configuration."""
        self._runs += 1
        root = self._root = self._folder / f"run-{self._runs}"
        for step in ("source", "release"):
            shutil.copytree(self._course.folder(step) / ASSIGNMENT, root / step / ASSIGNMENT)
        (root / CONFIG).write_text(config, encoding="utf-8")
        write_class(self._course, ASSIGNMENT, root / "submitted", count, self._seed)
        return root

    def _new_cache(self, root: Path) -> Path:
        """A cache that holds the prepared data sets and nothing else; their record of checksums speaks of it."""
        old, new = self._prepared.folder, root / "cache" / self._prepared.folder.name
        shutil.copytree(old, new)
        record = new / "verified.json"
        record.write_text(record.read_text().replace(str(old), str(new)))
        return new.parent

    def _environment(self, root: Path) -> dict[str, str]:
        """Ours, without settings of the person whose machine it is."""
        environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        scripts = str(Path(sys.executable).parent)  # nbgrader calls alembic by name
        environment["PATH"] = scripts + os.pathsep + environment["PATH"]
        environment["JUPYTER_CONFIG_DIR"] = str(root / "jupyter")
        data = environment.get("AUTOGRADER_DATA")
        if data and Path(data).exists():  # a relative path would mean another folder there
            environment["AUTOGRADER_DATA"] = str(Path(data).resolve())
        return environment


def _notebooks(found: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for submission in found["submissions"]:
        for notebook in submission["notebooks"]:
            yield submission["student"], notebook


def _scores(root: Path) -> dict[Test, float | None]:
    """What nbgrader's gradebook holds."""
    scores: dict[Test, float | None] = {}
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "mnist-lab") as gradebook:
        for submission in gradebook.assignment_submissions(ASSIGNMENT):
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    waits = grade.auto_score is None or grade.needs_manual_grade
                    score = None if waits else grade.auto_score + (grade.extra_credit or 0.0)
                    scores[submission.student.id, notebook.name, grade.name] = score
    return scores


def _count_bonus(folder: Path) -> None:
    """Make bonus points ordinary ones: a test that earns part of 0 points ends nbgrader's work on a whole submission."""
    for path in folder.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if bonus(cell):
                cell.metadata["nbgrader"]["points"] = bonus(cell)
        write_notebook(notebook, path)


def _errors(root: Path) -> dict[Test, str]:
    """What nbgrader takes for failures in the notebooks that it ran."""
    found = {}
    for path in sorted((root / "autograded").glob(f"*/{ASSIGNMENT}/*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if role(cell) == Role.TEST and (said := _error(cell)):
                found[path.parts[-3], path.stem, grade_id(cell)] = said
    return found


def _error(cell: nbformat.NotebookNode) -> str:
    """An error, or anything on standard error."""
    for output in cell.outputs:
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}"
        if output.output_type == "stream" and output.name == "stderr":
            return f"standard error: {output.text}"
    return ""


def _seconds(root: Path) -> dict[Notebook, float]:
    """From nbgrader's log: the time from the beginning of a notebook to the beginning of what comes next."""
    log = (root / "grade.log").read_text(errors="replace")
    began = re.compile(rf"^(\d+\.\d+) Sanitizing .*?([^/\s]+)/{ASSIGNMENT}/([^/\s]+)\.ipynb")
    seconds: dict[Notebook, float] = {}
    current, since, last = None, 0.0, 0.0
    for line in log.splitlines():
        stamp = re.match(r"^(\d+\.\d+) ", line)
        last = float(stamp[1]) if stamp else last
        if found := began.match(line):
            if current:
                seconds[current] = last - since
            current, since = (found[2], found[3]), last
    return seconds | ({current: last - since} if current else {})
