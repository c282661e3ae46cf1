"""What was proved already, remembered by content: an unchanged notebook is not proved again."""

import hashlib
import json
from pathlib import Path

from autograder.cells import read_source
from autograder.course import Course
from autograder.kernels.libraries import installed
from autograder.kernels.material import read_material


def unproved(course: Course, assignment: str, data: str, memory: Path) -> list[str]:
    """Names of the notebooks whose present state was not proved yet, in order."""
    names = course.source_notebooks(assignment)
    return [name for name in names if not (memory / _key(course, assignment, name, data)).exists()]


def remember(course: Course, assignment: str, data: str, memory: Path, names: list[str]) -> None:
    """Note that these notebooks are proved as they are now."""
    memory.mkdir(parents=True, exist_ok=True)
    for name in names:
        (memory / _key(course, assignment, name, data)).touch()


def _key(course: Course, assignment: str, name: str, data: str) -> str:
    """A hash of all that a notebook's proof depends on: cells, answers, files, the data, the versions, the judge."""
    digest = hashlib.sha256(f"{data}{read_material(course, assignment).digest}".encode())
    for package, number in installed().items():
        digest.update(f"{package}={number}\n".encode())
    here = Path(__file__).parents[1]
    judging = sorted(
        path for part in ("cells", "checks", "grading", "kernels", "values") for path in (here / part).glob("*.py")
    )
    source, release = (course.folder(step) / assignment / f"{name}.ipynb" for step in ("source", "release"))
    digest.update(json.dumps(read_source(course, source)).encode())  # between its header and footer
    for path in [source, release, course.answers / assignment / f"{name}.py", *judging]:
        digest.update(path.read_bytes() if path.exists() else b"-")
    return digest.hexdigest()
