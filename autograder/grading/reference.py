"""Which tests of a course's notebooks cannot be judged apart from the student's kernel: tried on the course's own answers.

A test may look at what only a kernel of its own can know: who called whom, an object of the student's own kind, random
numbers drawn before. Then not even the course's own answers pass before the judge, and a person has to mark that test.
Notebooks that `autograder build` made are proved to have no such test; those of any other course are tried once.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from nbformat import NotebookNode

from autograder.cells import Role, answered, imported, read_source, role
from autograder.cells.verdict import PASSED
from autograder.course import Course
from autograder.datasets import cache_folder
from autograder.grading.beside import notebook_file
from autograder.kernels.job import Job, Result
from autograder.kernels.material import Material, read_material

Run = Callable[[Iterable[Job]], Iterator[tuple[Job, Result | Exception]]]


def built_here(source: NotebookNode) -> bool:
    """Whether `autograder build` made an instructor's notebook; its proof says that all of its tests can be judged."""
    tests = [cell for cell in source.cells if role(cell) == Role.TEST]
    return all("tests" in cell.metadata.get("autograder", {}) for cell in tests)


def for_a_person(course: Course, assignment: str, prepared: Path, run: Run) -> dict[str, tuple[str, ...]]:
    """The grade_ids of the tests that a person has to mark, by notebook; what was tried once is remembered.

    Args:
        course: the course.
        assignment: name of the assignment.
        prepared: folder of data sets.
        run: runs jobs and yields what came of each.
    """
    material = read_material(course, assignment)
    sources = {name: read_source(course, path) for name, path in course.source_notebooks(assignment).items()}
    folder = cache_folder() / "references"
    places = {name: folder / _digest(source, material, prepared) for name, source in sources.items()}
    jobs = [
        Job(
            name,
            source,
            course.limits(assignment),
            answered(source.cells),
            imported(source.cells),
            files=notebook_file(name, source),
            material=material,
            walls=course.walls,
            prepared=str(prepared),
        )
        for name, source in sources.items()
        if not places[name].exists() and not built_here(source)
    ]
    for job, result in run(jobs) if jobs else ():
        if isinstance(result, Exception):
            raise result
        places[job.key].parent.mkdir(parents=True, exist_ok=True)
        places[job.key].write_text(json.dumps([v.id for v in result.verdicts if v.verdict != PASSED]))
    return {name: tuple(json.loads(place.read_text())) if place.exists() else () for name, place in places.items()}


def _digest(source: NotebookNode, material: Material, prepared: Path) -> str:
    """A hash of all that the trial depends on: the notebook, files, the data, and this package."""
    digest = hashlib.sha256(f"{prepared}{material.digest}{json.dumps(source)}".encode())
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
