"""notebooks → source → release of one assignment: all of it, or nothing when something is wrong."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from autograder.authoring.calibration.record import Before, code_of
from autograder.authoring.calibration.record import read as read_calibration
from autograder.authoring.endings import look_at_tests, refuse_tests
from autograder.authoring.leaks import Secrets, refuse_leaked_files, refuse_leaks
from autograder.authoring.release import generate
from autograder.authoring.source import build_source, write_notebook
from autograder.cells import (
    Role,
    Thresholds,
    band_names,
    grade_id,
    read_release,
    read_source,
    role,
    standard,
    with_thresholds,
)
from autograder.cells.sources import mark_faults
from autograder.course import CALIBRATION, Course
from autograder.errors import AuthoringError, CourseError, MarkerError


@dataclass(frozen=True)
class Built:
    """What a build made.

    Args:
        assignment: its name.
        notebooks: names of its notebooks, in order.
        changed: names of the files under source/ and release/ that are different now.
        outdated: names of the bands that were measured on other code than there is now.
        notes: sentences about what its author should know.
    """

    assignment: str
    notebooks: tuple[str, ...]
    changed: tuple[str, ...]
    outdated: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def build(course: Course, assignment: str) -> Built:
    """Build the instructor's notebooks from their texts and the students' from those.

    An assignment without a folder under notebooks/ (any nbgrader course) is released from its source as it is.

    Args:
        course: the course folder.
        assignment: name of the assignment.

    Raises:
        MarkerError: a text cannot become a notebook.
        LeakError: a release would show what students must not see. source/ and release/ are left as they were.
        AuthoringError: nbgrader refused.
    """
    with tempfile.TemporaryDirectory(prefix="autograder-") as name:
        scratch = Path(name)
        calibration = read_calibration(course.calibration(assignment))
        write_source(course, assignment, scratch / "source" / assignment, calibration.points)
        _refuse_marks(course, scratch / "source" / assignment)
        gradebook = f"sqlite:///{scratch / 'gradebook.db'}"
        generate(course, assignment, source=scratch / "source", release=scratch / "release", gradebook=gradebook)
        names, notes = _check(course, scratch, assignment)
        outdated = _outdated(course, scratch / "source" / assignment, calibration)
        changed = [*_install(scratch, course, "source", assignment), *_install(scratch, course, "release", assignment)]
        register(course, assignment)
    return Built(assignment, tuple(names), tuple(changed), tuple(outdated), tuple(notes))


def register(course: Course, assignment: str) -> None:
    """Let the course's gradebook know the cells and points of an assignment's source notebooks.

    Raises:
        AuthoringError: submissions are graded already, and the graded cells are not the same any more.
    """
    with tempfile.TemporaryDirectory(prefix="autograder-") as scratch:
        source, release = course.folder("source"), Path(scratch)
        try:
            generate(course, assignment, source=source, release=release, gradebook=course.gradebook)
        except AuthoringError as error:
            raise AuthoringError(
                f"The gradebook does not take the new cells of {assignment}: {error} Where submissions of it are graded "
                f"already, move {course.gradebook.removeprefix('sqlite:///')} and {course.folder('autograded')} away first."
            ) from error


def write_source(course: Course, assignment: str, target: Path, bands: Mapping[str, Thresholds]) -> None:
    """Build an assignment's instructor notebooks into a folder; without texts, they are copied as they are.

    Args:
        course: the course.
        assignment: its name.
        target: the folder, made here.
        bands: thresholds of the bands that its tests may name.

    Raises:
        CourseError: there is no such assignment.
        MarkerError: a text cannot become a notebook, or names a band that is not there.
    """
    texts = course.notebook_texts(assignment)
    if not texts:
        present = course.folder("source") / assignment
        if not any(present.glob("*.ipynb")):
            known = ", ".join(course.assignments("notebooks") or course.assignments()) or "none"
            raise CourseError(
                f"No assignment {assignment!r}: {course.texts / assignment} holds no .py file. Known: {known}."
            )
        shutil.copytree(present, target)
        return
    used: set[str] = set()
    for text in texts:
        notebook = build_source(text)
        refuse_tests(standard(notebook, course.settings), text.stem)
        _set_bands(notebook, text.stem, bands, used)
        write_notebook(notebook, target / f"{text.stem}.ipynb")
    _copy_companions(course.texts / assignment, texts, target)


def _copy_companions(folder: Path, texts: Sequence[Path], target: Path) -> None:
    """All other files of an assignment go with its notebooks; what students must not get is left out of the release."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        passing = any(part.startswith(".") or part == "__pycache__" for part in name.parts)
        if path.is_file() and path not in texts and name != Path(CALIBRATION) and not passing:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)


def _set_bands(notebook: NotebookNode, place: str, bands: Mapping[str, Thresholds], used: set[str]) -> None:
    """Write the thresholds of the bands that tests name into the tests; each name belongs to one test."""
    for cell in notebook.cells:
        for name in band_names(cell.source) if role(cell) == Role.TEST else ():
            if name in used:
                raise MarkerError(
                    f"{place}, {grade_id(cell)}: the band {name!r} is named twice. Give each its own name."
                )
            if name not in bands:
                raise MarkerError(
                    f"{place}, {grade_id(cell)}: the band {name!r} is not in {CALIBRATION}. Measure it: autograder calibrate"
                )
            used.add(name)
        if role(cell) == Role.TEST:
            cell.source = with_thresholds(cell.source, bands)


def _outdated(course: Course, built: Path, calibration: Before) -> list[str]:
    """Names of the bands that were measured on other code than these notebooks hold."""
    found = []
    for path in sorted(built.glob("*.ipynb")):
        source = read_source(course, path)
        named = [name for cell in source.cells if role(cell) == Role.TEST for name in band_names(cell.source)]
        found += [name for name in named if calibration.code.get(name, code_of(source)) != code_of(source)]
    return found


def _refuse_marks(course: Course, built: Path) -> None:
    """Refuse marks that are none, or stand where they should not: what they were to hide would be released."""
    for path in sorted(built.glob("*.ipynb")):
        for fault in mark_faults(course, path):
            raise MarkerError(fault)


def _check(course: Course, scratch: Path, assignment: str) -> tuple[list[str], list[str]]:
    """Refuse leaks in every notebook and of every file; the names of the notebooks, and what should be known of them."""
    refuse_leaked_files(scratch / "source" / assignment, scratch / "release" / assignment)
    foreign = not course.notebook_texts(assignment)
    earlier: list[Secrets] = []
    names, notes = [], []
    for path in sorted((scratch / "source" / assignment).glob("*.ipynb")):
        source = read_source(course, path)
        release = read_release(course, scratch / "release" / assignment / path.name)
        secrets = Secrets.of(source, foreign=foreign)
        notes += refuse_leaks(path.stem, release, secrets, earlier, course.not_leaks)
        notes += look_at_tests(source, path.stem) if foreign else ()
        earlier.append(secrets)
        names.append(path.stem)
    return names, notes


def _install(scratch: Path, course: Course, step: str, assignment: str) -> list[str]:
    """Move a built folder into its place; the names of the files that are not what they were."""
    built, place = scratch / step / assignment, course.folder(step) / assignment
    old = {path.relative_to(place): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    new = {path.relative_to(built): path.read_bytes() for path in built.rglob("*") if path.is_file()}
    changed = sorted({path for path in old.keys() | new.keys() if old.get(path) != new.get(path)})
    for path in changed:
        if path in new:
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(new[path])
        else:
            (place / path).unlink()
    return [f"{step}/{assignment}/{path.as_posix()}" for path in changed]
