"""nbgrader's preprocessors of ours: run and judge a notebook, and record its verdicts."""

import atexit
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from autograder.cells import Role, Verdict, grade_id, imported, role, shared, standard
from autograder.cells.sources import Sources
from autograder.cells.verdict import FAILED, MANUAL, NOT_JUDGED
from autograder.course import Course
from autograder.grading.executors import GraderFailed, Worker
from autograder.grading.notebook_file import notebook_file
from autograder.grading.reference import Tried, for_a_person
from autograder.grading.stubs import contested, declared, regions_of, students_names
from autograder.kernels.job import Job, Result
from autograder.kernels.material import read_material

UNJUDGED = "The grader could not judge this test. A person will look at it."


def make_job(
    course: Course,
    assignment: str,
    name: str,
    notebook: NotebookNode,
    prepared: Path,
    *,
    files: Mapping[str, bytes],
    tried: Tried,
    key: str,
) -> Job:
    """The job of grading a repaired notebook.

    Args:
        course: the course.
        assignment: name of the assignment.
        name: name of the notebook.
        notebook: what the student handed in, repaired.
        prepared: folder of data sets.
        files: what the student handed in besides notebooks, by relative path.
        tried: what is known of its tests by the course's own answers.
        key: the caller's name for the job.
    """
    source, regions = course.source_notebooks(assignment)[name], regions_of(course.settings)
    cells = _cells(Sources.of(course), source)
    texts = notebook_file(name, notebook) | {path: b64encode(content).decode() for path, content in files.items()}
    options: dict[str, Any] = {"files": texts, "walls": course.walls, "prepared": str(prepared)}
    options |= {"open": tried.without, "shared": shared(cells)}
    options |= {
        "person": tried.person,
        "unusual": declared(cells) | tried.unusual,
        "undecided": course.undecided(assignment),
    }
    options["manual"] = contested(cells, notebook.cells, regions) | tried.manual
    options["material"] = read_material(course, assignment)
    answers = students_names(cells, regions)
    notebook = standard(notebook, course.settings)  # what nbgrader put back has the course's own marks
    return Job(key, notebook, course.limits(assignment), answers, imported(cells), **options)


@cache
def _cells(sources: Sources, path: Path) -> list[NotebookNode]:
    """Cells of an instructor's notebook."""
    return list(sources.read(path).cells)


def refused_because(notebook: NotebookNode) -> str:
    """Why a submission could not be read, "" for one that was."""
    reason: str = notebook.metadata.get("autograder", {}).get("refused", "")
    return reason


def came_of(cell: Mapping[str, Any]) -> dict[str, Any]:
    """What of a cell that ran goes into the graded notebook; when it ran does not."""
    told = {name: cell.get(name) for name in ("outputs", "execution_count")}
    return told | {"autograder": cell["metadata"].get("autograder")}


class JudgeNotebook(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts outputs and verdicts into a notebook: those that `autograder grade` brought along, else by running it now."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Put what came of each cell into it; everything else in the notebook stays."""
        names = resources["nbgrader"]
        name = names["notebook"]
        results: dict[str, Result] = getattr(self.parent.parent, "results", {})
        _leave_unjudged(nb)
        if refused_because(nb):
            _refuse(nb)
            return nb, resources
        result = results.get(name) or self._run(nb, names["assignment"], name, resources.get("autograder_files", {}))
        for cell, ran in zip(nb.cells, result.notebook["cells"] if result else (), strict=bool(result)):
            came = nbformat.from_dict(came_of(ran))
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = came.outputs, came.execution_count
            if came.autograder is not None:
                cell.metadata["autograder"] = came.autograder
        return nb, resources

    def _run(self, nb: NotebookNode, assignment: str, name: str, files: Mapping[str, bytes]) -> Result | None:
        """Run the notebook now; None where the grader fails: without verdicts nothing is scored (see RecordVerdicts)."""
        course = Course(Path(self.parent.parent.coursedir.root), self.config)
        worker, prepared = _shared_worker(course.data)
        try:
            tried = for_a_person(course, assignment, prepared, partial(_each, worker), tell=self.log.info)
            job = make_job(course, assignment, name, nb, prepared, files=files, tried=tried[name], key=name)
            return worker.run(job)
        except GraderFailed as error:
            self.log.error("%s was not judged: %s", name, error)
            return None


def _each(worker: Worker, jobs: Iterable[Job]) -> Iterator[tuple[Job, Result]]:
    """Run jobs one after the other."""
    for job in jobs:
        yield job, worker.run(job)


@cache
def _shared_worker(data: Path | None) -> tuple[Worker, Path]:
    """One worker for all notebooks of this process: importing TensorFlow takes longer than judging most of them."""
    from autograder.datasets import prepare

    prepared = prepare(data, progress=False).folder
    worker = Worker(prepared)
    atexit.register(worker.close)
    return worker, prepared


def _leave_unjudged(notebook: NotebookNode) -> None:
    """Let every test say that it was not judged, which scores nothing, until a verdict takes the place of that."""
    for cell in notebook.cells:
        if role(cell) == Role.TEST:
            Verdict.of(cell, NOT_JUDGED, None, UNJUDGED).write(cell)


def _refuse(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if role(cell) == Role.TEST:
            Verdict.of(cell, FAILED, 0.0, refused_because(notebook)).write(cell)


class RecordVerdicts(SaveAutoGrades):  # type: ignore[misc]
    """nbgrader's SaveAutoGrades, except that a test without a verdict never scores.

    It stands on nothing of nbgrader's that is private, and looks whether it was asked about every test.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Record all cells of a notebook.

        Raises:
            RuntimeError: a test did not come by here; then nothing of the notebook may count.
        """
        self._seen: list[str] = []
        nb, resources = super().preprocess(nb, resources)
        missed = {grade_id(cell) for cell in nb.cells if role(cell) == Role.TEST} - set(self._seen)
        if missed:
            raise RuntimeError(
                f"This version of nbgrader records {', '.join(sorted(missed))} in another way than versions before. Install the one "
                "that requirements.lock names."
            )
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: ResourcesDict, cell_index: int) -> Any:
        """Record one cell; a test by its verdict."""
        if role(cell) != Role.TEST:
            return super().preprocess_cell(cell, resources, cell_index)
        self._seen.append(grade_id(cell))
        verdict = Verdict.read(cell)
        if verdict is None or verdict.verdict in (NOT_JUDGED, MANUAL):
            self._leave_to_a_person(cell, verdict)
            return cell, resources
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        self._check(cell, verdict)
        return cell, resources

    def _grade(self, cell: NotebookNode) -> Any:
        return self.gradebook.find_grade(grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)

    def _leave_to_a_person(self, cell: NotebookNode, verdict: Verdict | None) -> None:
        """Mark it for a person; what could not be judged keeps its old score, if there is one."""
        if verdict is None:
            Verdict.of(cell, NOT_JUDGED, None, UNJUDGED).write(cell)
        grade = self._grade(cell)
        grade.needs_manual_grade = True
        if verdict is not None and verdict.verdict == MANUAL:
            grade.auto_score = grade.extra_credit = None  # of an earlier state of the submission
        self.gradebook.db.commit()

    def _check(self, cell: NotebookNode, verdict: Verdict) -> None:
        """Bonus points are extra credit; all others are what nbgrader reads from the outputs, which must be the verdict."""
        grade = self._grade(cell)
        if verdict.bonus:
            grade.extra_credit = verdict.score
            self.gradebook.db.commit()
        elif grade.auto_score != verdict.score:
            raise RuntimeError(f"{verdict.id}: nbgrader reads {grade.auto_score}, the judge said {verdict.score}.")
