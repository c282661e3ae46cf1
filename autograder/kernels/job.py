"""A notebook to run and what came of it, as plain data that crosses process borders."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from autograder.cells import Verdict
from autograder.course import PERSON, Limits
from autograder.kernels.material import Material


@dataclass(frozen=True)
class Job:
    """One notebook to run from top to bottom, its tests to be judged.

    Args:
        key: the caller's name for it, unique in a run.
        notebook: nbformat 4 as plain data; test cells hold their hidden tests.
        limits: what it may use.
        answers: names that the course's own answers bind or change; what only given cells bind is no student's to say.
        imports: names that stand for an import, with its statement; the judge makes it itself.
        manual: why tests cannot be judged apart from the student's kernel, by grade_id; for staff.
        person: grade_ids of those among them that no kernel can decide after all else has run.
        undecided: what decides what cannot be judged apart: "person", or "kernel" for what such a test says in the student's.
        unusual: what the course's own answers met in each test when they were judged, by grade_id.
        open: grade_ids of tests to which the course holds no answer, so that nobody knows what is unusual.
        reference: whether these are the course's own answers, so that nothing is.
        shared: names that tests bind and the course's own answers read.
        plain: whether tests run as cells in their places, as plain nbgrader runs them; only what is the course's own does.
        files: what the student handed in besides notebooks, for the working folder, by relative path, in base64.
        material: the assignment's files; who runs the job lays them out.
        walls: whether the kernel and the judge are walled in; only what is trusted runs without.
        prepared: folder of data sets for the kernel, "" for none.
        reuse: whether a training that was done before is not done again; else every `fit` is Keras's own.
        audit: share of the reused trainings, from 0 to 1, that the kernel compares with its own.
        keep: whether what the judge is told by the kernel is kept, to judge changed tests by it.
        rejudge: grade_ids of tests to judge by what was kept; then no student code runs.
        snapshot: what was kept (see `autograder.grading.snapshots`).
    """

    key: str
    notebook: dict[str, Any]
    limits: Limits = field(default_factory=Limits)
    answers: tuple[str, ...] = ()
    imports: dict[str, str] = field(default_factory=dict)
    manual: dict[str, str] = field(default_factory=dict)
    person: tuple[str, ...] = ()
    undecided: str = PERSON
    unusual: dict[str, list[str]] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    reference: bool = False
    shared: tuple[str, ...] = ()
    plain: bool = False
    files: dict[str, str] = field(default_factory=dict)
    material: Material = field(default_factory=Material)
    walls: bool = True
    prepared: str = ""
    reuse: bool = True
    audit: float = 0.0
    keep: bool = False
    rejudge: tuple[str, ...] = ()
    snapshot: dict[str, dict[str, str]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; the notebook and other large parts are no copies."""
        return vars(self) | {"limits": asdict(self.limits), "material": asdict(self.material)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Job":
        """The inverse of `to_dict`, also after a way through JSON."""
        names = {field: tuple(data[field]) for field in ("answers", "person", "rejudge", "open", "shared")}
        parts = {"limits": Limits(**data["limits"]), "material": Material(**data["material"])}
        return cls(**data | names | parts)


@dataclass(frozen=True)
class Result:
    """What came of a job.

    Args:
        key: the job's.
        notebook: nbformat 4 with outputs; test cells carry their verdicts.
        verdicts: one for each test cell, in order.
        seconds: wall clock from the kernel's start to its end.
        stages: seconds of them that its own cells took, trainings included ("cells"), that its tests took ("tests"), and
            of these the ones that the judge computed itself ("judge").
        notes: sentences for staff: a cell that was stopped, a kernel that died.
        errors: for each cell that raised, its number from 1 and what it said; test cells are not among them.
        trainings: how often `fit` ran in the kernel ("local"), was computed for all ("computed") or reused ("reused").
        training_seconds: processor time of those that were computed for all.
        audited: how many reused trainings were compared with one in the kernel.
        differences: what the comparisons found.
        snapshot: what the judge was told, kept for changed tests.
        missed: grade_ids of tests that cannot be judged by what was kept.
        unusual: what each test met that plain data do not show, such as "doubled: object", by grade_id.
    """

    key: str
    notebook: dict[str, Any]
    verdicts: tuple[Verdict, ...]
    seconds: float
    stages: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    errors: dict[int, str] = field(default_factory=dict)
    trainings: dict[str, int] = field(default_factory=dict)
    training_seconds: float = 0.0
    audited: int = 0
    differences: tuple[str, ...] = ()
    snapshot: dict[str, dict[str, str]] = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    unusual: dict[str, list[str]] = field(default_factory=dict)

    def small(self) -> "Result":
        """Without its large parts, for who counts."""
        return replace(self, notebook={}, snapshot={})

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; the notebook and other large parts are no copies."""
        return vars(self) | {"verdicts": [verdict.to_dict() for verdict in self.verdicts]}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Result":
        """The inverse of `to_dict`, also after a way through JSON."""
        verdicts = tuple(Verdict(**verdict) for verdict in data["verdicts"])
        errors = {int(number): text for number, text in data["errors"].items()}
        texts = {name: tuple(data[name]) for name in ("notes", "differences", "missed")}
        return cls(**data | texts | {"verdicts": verdicts, "errors": errors})
