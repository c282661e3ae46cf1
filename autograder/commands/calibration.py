"""Measures the bands that an assignment's tests name, and says what their thresholds are worth."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import console as show
from autograder.commands.preparing import prepare_data
from autograder.course import Course
from autograder.errors import AutograderError, CourseError, UsageError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from autograder.authoring.calibration.record import Band, Before, Measured
    from autograder.grading.executors import Executor, Outcome
    from autograder.grading.kept import Kept
    from autograder.grading.progress import Progress
    from autograder.kernels.job import Job

PICTURE = "calibration.png"


def calibrate(assignment: str, *, seeds: int, workers: int | None) -> None:
    """Run what reaches bands over many seeds, and write what was measured; the author's own points stay as they are.

    Raises:
        CourseError: the assignment has no text, or names no band.
        UsageError: what is there was measured on better data, or in more runs.
        AuthoringError: a run did not come to its bands, or `calibration.json` cannot be read.
    """
    from autograder.authoring.calibration.picture import draw
    from autograder.authoring.calibration.record import Band, read, write
    from autograder.kernels.libraries import installed

    course, console = Course.find(), show.console()
    path = course.calibration(assignment)
    if not course.notebook_texts(assignment):
        known = ", ".join(course.assignments("notebooks")) or "none"
        raise CourseError(f"No text of {assignment!r}: {path.parent} holds no notebook. Known: {known}.")
    prepared = prepare_data(course, console)
    before = read(path)
    _refuse_less(before, prepared.kind, seeds, show.short(path))
    measured = _measure(course, assignment, prepared.folder, seeds, workers, console)
    bands = {name: Band(before.own.get(name, {}), found) for name, found in measured.items()}
    write(path, bands, data=prepared.kind, versions=installed())
    _show(assignment, bands, console)
    gone = sorted(before.points.keys() - bands.keys())
    if gone:
        console.print(f"No test names {', '.join(gone)} any more: removed.")
    picture = draw(bands, course.folder("report") / assignment / PICTURE)
    console.print(
        f"Wrote {show.short(path)} ({prepared.kind} data) and the picture {show.short(picture)}.", highlight=False
    )
    console.print(
        f'Next: where you want other thresholds, write "points" into the file; then: autograder build {assignment}',
        highlight=False,
    )


def _refuse_less(before: "Before", data: str, seeds: int, path: str) -> None:
    """Keep what was measured better, before anything runs.

    Raises:
        UsageError: it would be replaced.
    """
    if (before.data, data) == ("official", "rehearsal"):
        raise UsageError(f"{path} was measured on official data; rehearsal data are not to take its place.")
    if before.data == data and before.runs > seeds:
        raise UsageError(
            f"{path} holds {before.runs} runs; {seeds} are not to take their place. Ask for --seeds {before.runs}."
        )


def _measure(
    course: Course, assignment: str, prepared: Path, seeds: int, workers: int | None, console: "Console"
) -> dict[str, "Measured"]:
    from autograder.authoring.calibration.measuring import measure
    from autograder.grading import executors, store
    from autograder.grading.kept import Kept
    from autograder.grading.progress import Progress

    progress = Progress()

    def tell(line: str) -> None:
        left = progress.left() if progress.waiting else None
        said = f", about {math.ceil(left / 60)} min left" if left else ""
        console.print(f"  {line}{said}", markup=False, highlight=False)

    try:
        with executors.executor("processes", prepared, workers) as execute:
            run = _remembering(execute, Kept(store.shared_store()), progress, console)
            return measure(course, assignment, run, prepared=prepared, seeds=seeds, tell=tell)
    except KeyboardInterrupt:
        raise AutograderError("Stopped. Finished runs are kept; the same command goes on from there.") from None


def _remembering(
    execute: "Executor", kept: "Kept", progress: "Progress", console: "Console"
) -> Callable[[Iterable["Job"]], Iterator["Outcome"]]:
    """Runs jobs, but for those whose result was kept."""
    from autograder.kernels.job import Result

    def run(jobs: Iterable["Job"]) -> Iterator["Outcome"]:
        jobs = list(jobs)
        known = {job.key: found.result for job in jobs if (found := kept.find(job)) and found.same}
        fresh = [job for job in jobs if job.key not in known]
        progress.waiting.update(job.key for job in fresh)
        progress.running, progress.workers = execute.running, execute.workers
        console.print(_cost(len(jobs), len(known)), highlight=False)
        yield from ((job, known[job.key]) for job in jobs if job.key in known)
        for job, result in execute(fresh) if fresh else ():
            progress.take(job, result, kept=False)
            yield job, result
            if isinstance(result, Result):  # who asked for it took it: it came to its bands
                kept.keep(job, result)

    return run


def _cost(runs: int, known: int) -> str:
    """What is to come, as far as it is known."""
    before = f", {known} of them made before" if known else ""
    if runs == known:
        return f"{runs} runs, all made before."
    return f"{runs} runs{before}. The first ones show how long it takes; Ctrl-C ends it, and the same command goes on from there."


def _show(assignment: str, bands: Mapping[str, "Band"], console: "Console") -> None:
    """What was measured, what each threshold means, and what is not as it should be."""
    from autograder.authoring.calibration.chances import CHANCE, LUCK

    console.print(_values(assignment, bands))
    console.print(_thresholds(bands))
    for name, band in bands.items():
        full = max(band.points)
        below, reached = band.falls_below(full), band.reached(full)
        runs = len(band.measured.reference)
        if below > CHANCE:
            console.print(
                f"  {name}: {_odds(below)} by {runs} runs fall below {full:g}, too many. Measure more runs or lower it.",
                style="red",
            )
        if reached and reached > LUCK:
            console.print(f"  {name}: {full:g} does not tell the reference from the unimproved answer.", style="yellow")
        if len({*band.measured.reference}) == 1:
            console.print(
                f"  {name}: all runs are the same. Set seeds by keras.utils.set_random_seed only.", style="red"
            )


def _values(assignment: str, bands: Mapping[str, "Band"]) -> "Table":
    from statistics import fmean, stdev

    table = _table(f"{assignment}: what reached each band", "band", "answer", "runs", "mean", "sd", "lowest", "highest")
    for name, band in bands.items():
        measured = band.measured
        for answer, values in (("reference", measured.reference), (f"typical: {measured.answer}", measured.typical)):
            if values:
                numbers = (fmean(values), stdev(values), min(values), max(values))
                table.add_row(name, answer, str(len(values)), *(f"{number:.4f}" for number in numbers))
    return table


def _thresholds(bands: Mapping[str, "Band"]) -> "Table":
    table = _table(
        "What the thresholds mean", "band", "from", "points", "", "correct answers below", "unimproved ones reach it"
    )
    for name, band in bands.items():
        rows = [(*item, "the author's, in force") for item in band.own.items()]
        rows += [(*item, f"proposed{'' if band.own else ', in force'}") for item in band.measured.proposed.items()]
        for threshold, worth, whose in sorted(rows):
            reached = band.reached(threshold)
            below, luck = _odds(band.falls_below(threshold)), "–" if reached is None else _odds(reached)
            table.add_row(name, f"{threshold:g}", f"{worth:g}", whose, below, luck)
    return table


def _table(title: str, *columns: str) -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE)
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number < 1 or column in ("answer", "") else "right")
    return table


def _odds(chance: float) -> str:
    """A chance as people say it."""
    if chance < 1e-6:
        return "under 1 in a million"
    return f"1 in {float(f'{1 / chance:.2g}'):,.0f}" if chance < 0.1 else f"{chance:.0%}"
