"""nbgrader's preprocessors of ours: run and judge a notebook, and record its verdicts."""

import atexit
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from autograder.cells import Role, Verdict, grade_id, role
from autograder.cells.verdict import FAILED, MANUAL, NOT_JUDGED
from autograder.course import Course, Limits
from autograder.grading.executors import Worker, WorkerDied
from autograder.kernels.job import Job, Result


def make_job(key: str, notebook: NotebookNode, limits: Limits, prepared: Path | None) -> Job:
    """The job of grading a repaired notebook under the course's limits."""
    return Job(key, notebook, limits.cell_seconds, limits.notebook_seconds, limits.output_bytes, str(prepared or ""))


def refused_because(notebook: NotebookNode) -> str:
    """Why a submission could not be read, "" for one that was."""
    reason: str = notebook.metadata.get("autograder", {}).get("refused", "")
    return reason


class JudgeNotebook(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts outputs and verdicts into a notebook: those that `autograder grade` brought along, else by running it now."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Put what came of each cell into it; everything else in the notebook stays."""
        name = resources["nbgrader"]["notebook"]
        results: dict[str, Result] = getattr(self.parent.parent, "results", {})
        if refused_because(nb):
            _refuse(nb)
            return nb, resources
        result = results.get(name) or self._run(nb, name)
        for cell, ran in zip(nb.cells, result.notebook["cells"] if result else (), strict=bool(result)):
            if cell.cell_type == "code":
                cell.outputs = nbformat.from_dict(ran["outputs"])
                cell.execution_count = ran["execution_count"]
            if "autograder" in ran["metadata"]:
                cell.metadata["autograder"] = nbformat.from_dict(ran["metadata"]["autograder"])
        return nb, resources

    def _run(self, nb: NotebookNode, name: str) -> Result | None:
        """Run the notebook now; None where the grader fails: without verdicts nothing is scored (see RecordVerdicts)."""
        course = Course(Path(self.parent.parent.coursedir.root), self.config)
        worker, prepared = _shared_worker(course.data)
        try:
            return worker.run(make_job(name, nb, course.limits, prepared))
        except WorkerDied as error:
            self.log.error("%s was not judged: %s", name, error)
            return None


@cache
def _shared_worker(data: Path | None) -> tuple[Worker, Path]:
    """One worker for all notebooks of this process: importing TensorFlow takes longer than judging most of them."""
    from autograder.datasets import prepare

    prepared = prepare(data, progress=False).folder
    worker = Worker(prepared)
    atexit.register(worker.close)
    return worker, prepared


def _refuse(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if role(cell) == Role.TEST:
            Verdict.of(cell, FAILED, 0.0, refused_because(notebook)).write(cell)


class RecordVerdicts(SaveAutoGrades):  # type: ignore[misc]
    """nbgrader's SaveAutoGrades, except that a test without a verdict never scores."""

    def _add_score(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        verdict = Verdict.read(cell) if role(cell) == Role.TEST else None
        if role(cell) == Role.TEST and (verdict is None or verdict.verdict in (NOT_JUDGED, MANUAL)):
            self._leave_to_a_person(cell, verdict)
            return
        super()._add_score(cell, resources)
        if verdict is not None:
            self._check(cell, verdict)

    def _grade(self, cell: NotebookNode) -> Any:
        return self.gradebook.find_grade(grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)

    def _leave_to_a_person(self, cell: NotebookNode, verdict: Verdict | None) -> None:
        """Keep the old score, if there is one, and mark it for a person."""
        if verdict is None:
            message = "The grader could not judge this test. A person will look at it."
            Verdict.of(cell, NOT_JUDGED, None, message).write(cell)
        self._grade(cell).needs_manual_grade = True
        self.gradebook.db.commit()

    def _check(self, cell: NotebookNode, verdict: Verdict) -> None:
        """Bonus points are extra credit; all others are what nbgrader reads from the outputs, which must be the verdict."""
        grade = self._grade(cell)
        if verdict.bonus:
            grade.extra_credit = verdict.score
            self.gradebook.db.commit()
        elif grade.auto_score != verdict.score:
            raise RuntimeError(f"{verdict.id}: nbgrader reads {grade.auto_score}, the judge said {verdict.score}.")
