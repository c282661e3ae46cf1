"""Makes notebooks: build, prove, adopt."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import console as show
from autograder.commands.preparing import prepare_data, prepare_material
from autograder.course import Course
from autograder.errors import CourseError, ProofError, UsageError

SHORT_SECONDS = 20  # that mutants may take after a proof that was short itself; else a third of its time

if TYPE_CHECKING:
    from rich.console import Console


def build(assignment: str | None, *, prove: bool, workers: int | None) -> None:
    """Build one assignment or all, and prove those whose proof is not remembered.

    Raises:
        AuthoringError: a text cannot become a release, or a proof fails.
    """
    from autograder.authoring.build import build as build_one

    course, console = Course.find(), show.console()
    names = [assignment] if assignment else course.assignments("notebooks") or course.assignments()
    if not names:
        raise CourseError(f"Nothing to build: neither notebooks/ nor source/ in {course.root} holds an assignment.")
    for name in names:
        built = build_one(course, name)
        for path in built.changed:
            console.print(f"  wrote {path}", highlight=False)
        if built.outdated:
            console.print(
                f"  The code that leads to {', '.join(built.outdated)} was never measured as it is now. Next: autograder "
                f"calibrate {name}",
                style="yellow",
                highlight=False,
            )
        for note in (*course.unheeded, *built.notes):
            console.print(f"  {note}", style="yellow", highlight=False, markup=False)
        proved = _prove(course, name, workers, console) if prove else "not proved"
        console.print(f"{name}: {len(built.notebooks)} notebooks built, {proved}. Students get release/{name}/.")


def adopt(notebook: Path) -> None:
    """Bring an edited source notebook back into the text that it was built from."""
    from autograder.authoring.source import adopt as adopt_one

    path = notebook.resolve()
    if not path.is_file():
        raise UsageError(
            f"There is no file {notebook}. Name a notebook under source/, for example source/lab/1-data.ipynb."
        )
    course = Course.find(path.parent)
    text = course.texts / path.parent.name / f"{path.stem}.py"
    adopt_one(path, text)
    show.console().print(
        f"{text.relative_to(course.root)} holds {path.name} now. Next: autograder build {path.parent.name}"
    )


def try_tests(
    course: Course,
    assignment: str,
    prepared: Path,
    console: "Console",
    workers: int | None,
    seconds: float | None = None,
) -> None:
    """Judge mutants of an assignment's own answers apart and in a kernel, and say on which tests the two disagree.

    Args:
        course: the course.
        assignment: its name.
        prepared: folder of data sets.
        console: where to print.
        workers: notebooks at a time, None for one a core.
        seconds: what the mutants may take besides the limits' own.
    """
    from autograder.grading import executors
    from autograder.grading.reference import for_a_person

    with executors.executor("processes", prepared, workers) as run:
        for_a_person(
            course,
            assignment,
            prepared,
            run,
            full=True,
            seconds=seconds,
            tell=lambda line: console.print(f"  {line}", markup=False, highlight=False),
        )


def _prove(course: Course, assignment: str, workers: int | None, console: "Console") -> str:
    """Prove what is not proved yet; a phrase for the summary."""
    from autograder.authoring.memory import remember, unproved
    from autograder.authoring.proof import prove
    from autograder.grading import executors

    prepared = prepare_data(course, console)
    prepare_material(course, assignment, prepared, console)
    cache = prepared.folder.parent
    if not course.notebook_texts(assignment):
        try_tests(course, assignment, prepared.folder, console, workers)
        return "tried on its own answers"
    names = unproved(course, assignment, prepared.kind, cache / "proofs")
    if not names:
        try_tests(course, assignment, prepared.folder, console, workers, seconds=SHORT_SECONDS)
        return "proved before"
    started = time.monotonic()
    with executors.executor("processes", prepared.folder, workers) as run:
        proof = prove(
            course,
            assignment,
            run,
            prepared=prepared,
            only=names,
            tell=lambda line: console.print(f"  {line}", highlight=False, markup=False),
        )
    remember(course, assignment, prepared.kind, cache / "proofs", [name for name in names if name not in proof.faulty])
    if proof.faults:
        raise ProofError(f"{assignment} is built, but not proved:\n  " + "\n  ".join(proof.faults))
    seconds = time.monotonic() - started
    try_tests(course, assignment, prepared.folder, console, workers, seconds=max(seconds / 3, SHORT_SECONDS))
    return f"proved on {prepared.kind} data: {proof.answers} answers judged in {seconds:.0f} s"
