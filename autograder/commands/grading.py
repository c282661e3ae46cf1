"""Grades a class, and says what came of it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import console as show
from autograder.cells.sources import mark_faults
from autograder.commands.preparing import prepare_data, prepare_material
from autograder.course import Course
from autograder.errors import AutograderError, UsageError
from autograder.naming import printable

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.grading.reports import Report


@dataclass(frozen=True)
class How:
    """How a class is graded.

    Args:
        student: the only one to grade, None for all.
        force: whether to run again what was run before.
        reuse: whether a training that was done before is not done again.
        audit: percentage of the reused trainings that are compared with one in the student's kernel.
        executor: what runs the notebooks.
        workers: notebooks at a time, None for one a core.
        scheduler: address of a Dask scheduler, "" for none.
        json_file: where to write what happened, None for nowhere.
    """

    student: str | None = None
    force: bool = False
    reuse: bool = True
    audit: float = 0.0
    executor: str = "processes"
    workers: int | None = None
    scheduler: str = ""
    json_file: Path | None = None


def grade(assignment: str, how: How, *, sandbox: str) -> None:
    """Grade a class and say what happened to each submission.

    Raises:
        AutograderError: something was not graded, or a reused training was not what it should be.
        UsageError: this machine has no sandbox.
    """
    course, console = Course.find(), show.console()
    _raise_walls(course, sandbox, console)
    reports = grade_class(course, assignment, console, how)
    if how.audit:
        _audit(reports, console)
    else:
        _tell_differences(reports, console)
    _refuse_lost(reports)


def _tell_differences(reports: list["Report"], console: "Console") -> None:
    """Say where the first training of a kind was not what the student's kernel makes; what the kernel made counts there."""
    for report in reports:
        for text in (text for result in report.results.values() for text in result.differences):
            console.print(
                f"{report.student}: a reused training differs from the kernel's own ({text}), which counts. If others have this, too, "
                "grade with --force --no-reuse, and report it.",
                markup=False,
            )


def _audit(reports: list["Report"], console: "Console") -> None:
    """Say how many trainings were compared; fail loudly where one was not what the student's kernel makes."""
    compared = sum(result.audited for report in reports for result in report.results.values())
    differences = [
        f"{printable(r.student)}: {text}"
        for r in reports
        for result in r.results.values()
        for text in result.differences
    ]
    if differences:
        raise AutograderError(
            "Reused trainings differ from trainings in the kernel. Grade with --force --no-reuse, and report this:\n  "
            + "\n  ".join(differences)
        )
    console.print(
        f"Audit: {compared} trainings were done once more in the students' kernels, and none differs."
        if compared
        else "Audit: nothing was trained, so nothing was compared. With --force, everything runs."
    )


def rejudge(assignment: str, how: How) -> None:
    """Judge changed tests by what was kept, without running student code.

    Raises:
        AutograderError: something could not be judged like that.
    """
    course, console = Course.find(), show.console()
    reports = grade_class(course, assignment, console, how, again=True)
    waiting = [report for report in reports if report.needs_run]
    for report in waiting:
        console.print(f"  {printable(report.student)}: needs a real run. {'. '.join(report.needs_run)}.", markup=False)
    _refuse_lost(reports)
    if waiting:
        raise AutograderError(
            f"{len(waiting)} of {len(reports)} submissions need a real run; their old grades stay until then. "
            f"Next: autograder grade {assignment}"
        )


def _refuse_lost(reports: list["Report"]) -> None:
    lost = [printable(report.student) for report in reports if report.status == "not-judged"]
    if lost:
        raise AutograderError(
            f"Not judged: {', '.join(lost)}. Their old grades stay. The notes say why; then run the same command again."
        )


def _raise_walls(course: Course, sandbox: str, console: "Console") -> None:
    """Take the walls away where that is asked for; refuse to go on where there could be none."""
    from autograder.kernels.sandbox import available

    if sandbox not in ("on", "off"):
        raise UsageError(f"--sandbox is on or off, not {sandbox!r}.")
    if sandbox == "off":
        course.settings.Autograder.sandbox = "off"
    if not course.walls:
        console.print("Without the sandbox, student code can do on this machine all that you can.", style="red")
    elif reason := available():
        raise UsageError(f"{reason} To grade work that you trust without walls: --sandbox off.")


def grade_class(
    course: Course, assignment: str, console: "Console", how: How, *, again: bool = False
) -> list["Report"]:
    """Grade a class with progress, a table and a last line.

    Args:
        course: the course.
        assignment: name of the assignment.
        console: where to print.
        how: how.
        again: only judge changed tests again, by what was kept.

    Raises:
        UsageError: there is no such executor.
    """
    from autograder.aside import shared
    from autograder.authoring.build import register
    from autograder.grading import executors
    from autograder.grading.grade import Run, grade
    from autograder.grading.kept import Kept
    from autograder.grading.progress import Progress
    from autograder.grading.record import forget, known
    from autograder.grading.rejudge import rejudge
    from autograder.grading.reports import summary
    from autograder.grading.store import shared_store
    from autograder.submissions.collection import read_all, submitters

    shared().begin()
    prepared = prepare_data(course, console)
    prepare_material(course, assignment, prepared, console)
    executor = executors.executor(how.executor, prepared.folder, how.workers, how.scheduler)
    for path in course.source_notebooks(assignment).values():
        for fault in mark_faults(course, path):
            console.print(f"  {fault} What it may be meant to hide is shown to nobody.", style="yellow", markup=False)
    started = datetime.now(UTC)
    students = submitters(course, assignment, how.student)
    registered = known(course, assignment)
    if not registered:
        register(course, assignment)
    if how.force or not registered:
        for student in students:
            forget(course, assignment, student)
    with show.following(Progress(len(students)), console) as following:
        run = Run(
            course,
            assignment,
            prepared.folder,
            executor,
            Kept(shared_store()),
            following.progress,
            following.tell,
            force=how.force,
            reuse=how.reuse,
            audit=how.audit / 100,
        )
        submissions = read_all(course, assignment, students)
        try:
            reports = list(following.reports((rejudge if again else grade)(run, submissions)))
        except KeyboardInterrupt:
            raise AutograderError(
                "Stopped. What was graded is recorded; the same command goes on from there."
            ) from None
    reports.sort(key=lambda report: report.student)
    show.show_table(assignment, list(course.source_notebooks(assignment)), reports, console)
    if how.json_file:
        found = summary(assignment, reports, started=started, executor=how.executor, data=prepared.kind)
        how.json_file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    seconds = (datetime.now(UTC) - started).total_seconds()
    console.print(f"{assignment}: {_done(reports, again)} on {prepared.kind} data in {seconds:.0f} s.", end=" ")
    console.print(f"{following.trainings()}Next: autograder feedback {assignment}", highlight=False)
    return reports


def _done(reports: list["Report"], again: bool) -> str:
    """How many submissions were graded, for the last line."""
    skipped = sum(report.skipped for report in reports)
    waiting = sum(bool(report.needs_run) for report in reports)
    lost = sum(report.status == "not-judged" for report in reports)
    done = f"{len(reports) - skipped - waiting - lost} {'judged again' if again else 'graded'}, {skipped} unchanged"
    return done + f", {lost} not judged" * bool(lost) + f", {waiting} need a real run" * bool(waiting)
