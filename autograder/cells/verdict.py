"""What the judge says of a test, and how it is written so that nbgrader computes the very same score."""

from dataclasses import asdict, dataclass, field
from typing import Any

import nbformat.v4

from autograder.cells.roles import Role, bonus, grade_id, points, role
from autograder.cells.testcell import TestCell

Cell = dict[str, Any]

BESIDE = "Judged in the student's own kernel, like plain nbgrader: as trustworthy as that, no more."
PASSED, PARTIAL, FAILED, MANUAL, NOT_JUDGED = "passed", "partial", "failed", "manual", "not-judged"


@dataclass(frozen=True)
class Verdict:
    """The outcome of one test.

    Args:
        id: nbgrader's grade_id of the test cell.
        points: what the test is worth.
        score: points earned, None while a person has to decide or nothing could be judged.
        verdict: "passed", "partial", "failed", "manual" or "not-judged".
        message: what was found, for the student; "" where nothing is to be said.
        hint: what to try next; "" where nothing is to be said.
        name: what the test states, in the words of its first comment.
        bonus: whether the points are extra credit.
        beside: whether the test ran in the student's own kernel, as in plain nbgrader, because it cannot be judged apart.
        reason: why it could not be judged apart; for staff, since it may tell of solutions.
        measured: what the test measured, by the names of the bands that it was held against; for staff.
    """

    id: str
    points: float
    score: float | None
    verdict: str
    message: str = ""
    hint: str = ""
    name: str = ""
    bonus: bool = False
    beside: bool = False
    reason: str = ""
    measured: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Half a pair of surrogates, from whoever raised it, could be written nowhere."""
        for name in ("message", "hint", "reason"):
            object.__setattr__(self, name, getattr(self, name).encode("utf-8", "replace").decode())

    @classmethod
    def of(cls, cell: Cell, verdict: str, score: float | None, message: str) -> "Verdict":
        """A verdict on a graded cell that no test came to: a refused file, a dead kernel, a person's part."""
        test = TestCell.parse(cell["source"]) if role(cell) == Role.TEST else None
        if test and test.fault and verdict == MANUAL:
            message = f"{test.fault} A person will look at it."
        name, hint = (test.name, test.hint) if test and verdict == FAILED else (test.name if test else "", "")
        return cls(grade_id(cell), points(cell), score, verdict, message, hint, name, bool(bonus(cell)))

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON and for cell metadata."""
        return asdict(self)

    @classmethod
    def read(cls, cell: Cell) -> "Verdict | None":
        """The verdict that was written into a test cell, None where there is none."""
        written = cell["metadata"].get("autograder", {}).get("verdict")
        return cls(**written) if written else None

    def write(self, cell: Cell) -> None:
        """Put the verdict into a test cell: as metadata, and as the outputs that nbgrader scores.

        No output is full marks, an `execute_result` is partial credit, an error is zero (`determine_grade` in
        nbgrader/utils.py). What was not judged is an error too, so that it can never score. What is printed never scores:
        it tells staff how the verdict came about.
        """
        cell["metadata"].setdefault("autograder", {})["verdict"] = self.to_dict()
        cell["outputs"] = self._outputs() + self._for_staff()

    def _outputs(self) -> list[Any]:
        if self.verdict == PASSED:
            return []
        if self.verdict == PARTIAL and not self.bonus:
            return [nbformat.v4.new_output("execute_result", {"text/plain": repr(self.score)}, execution_count=None)]
        if self.verdict == PARTIAL:
            return []
        lines = [self.message] + ([f"Hint: {self.hint}"] if self.hint else [])
        return [nbformat.v4.new_output("error", ename=self.verdict, evalue=self.message, traceback=lines)]

    def _for_staff(self) -> list[Any]:
        """What Formgrader shows besides; feedback pages show no outputs of tests."""
        lines = [BESIDE] * self.beside + [f"Not judged apart: {self.reason}"] * bool(self.reason)
        return [nbformat.v4.new_output("stream", name="stdout", text="\n".join(lines))] if lines else []
