"""What the page says of each graded cell: the gradebook's points, the judge's words, a person's comment."""

from dataclasses import asdict, dataclass
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import GetGrades

from autograder.cells import Role, Verdict, bonus, grade_id, role
from autograder.cells.verdict import FAILED, MANUAL, NOT_JUDGED, PARTIAL, PASSED

MARKED = "marked"  # by a person, where no judge has a say
AGAIN = "again"  # there are points, and a person has to look at them again
WORDS = {
    PASSED: "passed",
    PARTIAL: "partly passed",
    FAILED: "not passed yet",
    MANUAL: "waits for a person",
    NOT_JUDGED: "waits for a person",
    MARKED: "marked",
    AGAIN: "will be looked at again",
}
SIGNS = {PASSED: "✓", PARTIAL: "◐", FAILED: "✗", MANUAL: "…", NOT_JUDGED: "…", MARKED: "✎", AGAIN: "…"}
TITLES = {Role.WRITTEN: "Written answer", Role.TASK: "Task"}


@dataclass(frozen=True)
class Mark:
    """One graded cell.

    Args:
        anchor: where on the page it is.
        title: what a test states, or what a person marks.
        kind: "test", "written" or "task".
        state: a verdict's word, "marked" or "again".
        word: the state in words for the student.
        sign: the state as one sign, since colour must not be the only one.
        earned: points so far, "–" where there are none yet.
        points: what can be had.
        bonus: whether they are extra credit.
        message: what was found; "" where nothing is to be said.
        hint: what to try next; "" where nothing is to be said.
        changed: whether a person gave other points than the judge.
    """

    anchor: str
    title: str
    kind: str
    state: str
    word: str
    sign: str
    earned: str
    points: str
    bonus: bool
    message: str = ""
    hint: str = ""
    changed: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Plain data for a cell's metadata."""
        return asdict(self)


def mark(cell: NotebookNode) -> Mark:
    """The mark of a graded cell.

    Args:
        cell: with nbgrader's `score` and `points` from the gradebook, `waits`, whether a person must look at it, and `counts`,
            whether there are points all the same: those of the total.
    """
    meta, verdict, kind = cell.metadata["nbgrader"], Verdict.read(cell), role(cell)
    verdict = verdict if kind == Role.TEST else None
    waits = bool(meta.get("waits")) or (kind == Role.TEST and verdict is None)
    score = None if waits and not meta.get("counts") else float(meta.get("score") or 0.0)
    changed = bool(verdict and verdict.score is not None and score is not None and abs(score - verdict.score) > 1e-9)
    state = (MANUAL if score is None else AGAIN) if waits else verdict.verdict if verdict else MARKED
    if verdict and not waits and score is not None and (changed or verdict.verdict in (MANUAL, NOT_JUDGED)):
        state = MARKED
    worth = bonus(cell) or float(meta.get("points") or 0.0)
    title = (verdict.name if verdict else "") or f"{TITLES.get(kind, 'Test')} “{grade_id(cell)}”"
    hint = verdict.hint if verdict and state in (FAILED, PARTIAL) else ""
    told = (verdict.message if verdict else "", hint)
    earned = "–" if score is None else f"{round(score, 2):g}"
    about = (f"cell-{grade_id(cell)}", title, str(kind), state, WORDS[state], SIGNS[state])
    return Mark(*about, earned, f"{round(worth, 2):g}", bool(bonus(cell)), *told, changed)


class ReadMarks(GetGrades):  # type: ignore[misc]
    """nbgrader's GetGrades, which also says what waits for a person, what a person wrote, and what is extra credit."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Put scores and comments into the cells, and the sums into the resources."""
        resources["nbgrader"] |= {"bonus": 0.0, "waiting": 0}
        nb, resources = super().preprocess(nb, resources)
        resources["nbgrader"]["score"] = max(
            0.0, resources["nbgrader"]["score"]
        )  # as exports have it: no penalty goes below
        return nb, resources

    def _get_comment(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        super()._get_comment(cell, resources)
        where = (grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)
        cell.metadata.nbgrader["by_person"] = bool(self.gradebook.find_comment(*where).manual_comment)

    def _get_score(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        super()._get_score(cell, resources)
        where = (grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)
        grade = self.gradebook.find_grade(*where)
        cell.metadata.nbgrader["waits"] = bool(grade.needs_manual_grade)
        cell.metadata.nbgrader["counts"] = grade.manual_score is not None or grade.auto_score is not None
        resources["nbgrader"]["bonus"] += grade.extra_credit or 0.0
        resources["nbgrader"]["waiting"] += bool(grade.needs_manual_grade)
