"""Which tests of a course's notebooks cannot be judged apart from the student's kernel: tried on the course's own answers.

A test may look at what only a kernel of its own can know: who called whom, an object of the student's own kind, random
numbers drawn before. Then not even the course's own answers pass before the judge, or a wrong one passes there and not in a
kernel (see `autograder.grading.differential`), and a person has to mark that test. Each notebook is tried once; those that
`autograder build` made are proved to pass, and it alone tries mutants of them.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.cells import Role, read_source, role
from autograder.course import KERNEL, Course
from autograder.datasets import cache_folder
from autograder.kernels.job import Job, Result
from autograder.kernels.libraries import installed
from autograder.kernels.material import Material, read_material

Run = Callable[[Iterable[Job]], Iterator[tuple[Job, Result | Exception]]]
JUDGING = ("cells", "checks", "grading", "kernels", "values")  # parts of this package that a trial depends on
OPTIONS = ("ClearSolutions", "ClearHiddenTests", "Execute", "IncludeHeaderFooter")  # of nbgrader's, that it depends on
FULL, SHORT = "full", "short"
NO_REFERENCE = "Some answers of its own notebook hold no solution, so nothing is proved of: {}."


@dataclass(frozen=True)
class Tried:
    """What trying a notebook on the course's own answers showed.

    Args:
        manual: why tests cannot be judged apart, by grade_id.
        person: grade_ids of those among them that a kernel cannot decide after all else, either.
        unusual: what the course's own answers met in each test that plain data do not show, by grade_id.
        known: whether the notebook holds an answer for each test that does not pass.
        without: grade_ids of the tests whose answers are left open, and of which nothing is known.
        weak: how many mutants each test passed that no mutant failed.
        cost: a sentence about what was tried, and how long that took; "" where nothing was.
    """

    manual: dict[str, str] = field(default_factory=dict)
    person: tuple[str, ...] = ()
    unusual: dict[str, list[str]] = field(default_factory=dict)
    known: bool = True
    without: tuple[str, ...] = ()
    weak: dict[str, int] = field(default_factory=dict)
    cost: str = ""

    @classmethod
    def read(cls, path: Path) -> "Tried":
        """What was written down."""
        told = json.loads(path.read_text(encoding="utf-8"))
        return cls(**told | {name: tuple(told[name]) for name in ("person", "without")})

    def write(self, path: Path) -> None:
        """Write it down; who reads at the same time finds all of it or nothing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{id(self)}")
        new.write_text(json.dumps(asdict(self)), encoding="utf-8")
        new.replace(path)

    def lines(self, name: str, undecided: str) -> list[str]:
        """What staff are told of a notebook, a line for each test that is not simply judged.

        Args:
            name: of the notebook.
            undecided: who decides about a test that cannot be judged apart.
        """
        found = [NO_REFERENCE.format(", ".join(self.without))] if not self.known else []
        for test, reason in self.manual.items():
            who = "a kernel" if undecided == KERNEL and test not in self.person else "a person"
            decides = "decides, like plain nbgrader" if who == "a kernel" else "marks it"
            found.append(f"{test}: cannot be judged apart from a kernel; {who} {decides}. {reason}")
        found += [
            f"{test}: weak, none of {count} mutants of its answers fails it." for test, count in self.weak.items()
        ]
        return [f"{name}, {line}" if self.known or line != found[0] else f"{name}: {line}" for line in found]


def built_here(source: NotebookNode) -> bool:
    """Whether `autograder build` made an instructor's notebook; its proof says that all of its tests can be judged."""
    tests = [cell for cell in source.cells if role(cell) == Role.TEST]
    return all("tests" in cell.metadata.get("autograder", {}) for cell in tests)


def for_a_person(
    course: Course,
    assignment: str,
    prepared: Path,
    run: Run,
    *,
    full: bool = False,
    seconds: float | None = None,
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, Tried]:
    """What was found of the tests of each notebook, by its name; what was tried once is remembered.

    Args:
        course: the course.
        assignment: name of the assignment.
        prepared: folder of data sets.
        run: runs jobs and yields what came of each.
        full: whether to try about a dozen mutants for each test, of notebooks that were built here, too; else a few.
        seconds: what the mutants may take, the limits' own by default.
        tell: told what is not simply judged, and what was tried.
    """
    from autograder.grading.trial import Trial

    found = remembered(course, assignment, prepared, full=full)
    missing = [name for name in course.source_notebooks(assignment) if name not in found]
    if missing:
        trial = Trial(course, assignment, prepared, run, full=full, seconds=seconds)
        if trial.notable(missing):
            tell(
                f"{assignment}: trying its tests on its own answers, and on mutants of them for {trial.seconds:.0f} s at most."
            )
        for name, tried in trial.of(missing).items():
            found[name] = tried
            if tried.cost:
                tried.write(_place(course, assignment, name, prepared, FULL if full else SHORT))
                tell(f"{name}: {tried.cost}")
    undecided = course.undecided(assignment)
    for name, tried in sorted(found.items()):
        for line in tried.lines(name, undecided):
            tell(line)
    return found


def remembered(course: Course, assignment: str, prepared: Path, *, full: bool = False) -> dict[str, Tried]:
    """What is known of notebooks by now, by name.

    Args:
        course: the course.
        assignment: name of the assignment.
        prepared: folder of data sets.
        full: whether only what was tried in full counts.
    """
    found = {}
    for name in course.source_notebooks(assignment):
        places = [_place(course, assignment, name, prepared, how) for how in ((FULL,) if full else (FULL, SHORT))]
        if place := next((place for place in places if place.exists()), None):
            found[name] = Tried.read(place)
    return found


def beyond_judges(course: Course, assignment: str, prepared: Path) -> str:
    """A text that changes when other tests than before are known to be beyond the judge."""
    found = remembered(course, assignment, prepared)
    return json.dumps({name: sorted(tried.manual) for name, tried in found.items() if tried.manual}, sort_keys=True)


def _place(course: Course, assignment: str, name: str, prepared: Path, how: str) -> Path:
    source, material = course.source_notebooks(assignment)[name], read_material(course, assignment)
    limits = course.limits(assignment)
    settings: list[Any] = [course.walls, limits.mutant_seconds, limits.mutant_runs]
    settings += [repr(dict(course.settings.get(option) or {})) for option in OPTIONS]
    notebook = read_source(course, source)
    return cache_folder() / "references" / f"{_digest(notebook, material, prepared, settings)}.{how}"


def _digest(source: NotebookNode, material: Material, prepared: Path, settings: list[Any]) -> str:
    """A hash of all that the trial depends on: the notebook, files, the data, versions, settings, this package."""
    told = [str(prepared), material.digest, installed(), settings, _package()]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode())
    digest.update(json.dumps(source).encode())
    return digest.hexdigest()


@cache
def _package() -> str:
    """A hash of the parts of this package that judge."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(path for part in JUDGING for path in (package / part).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
