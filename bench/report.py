"""Tables of what was measured, for the terminal and for bench/RESULTS.md."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median

import psutil
from graders import NBGRADER, OURS, REJUDGE, Graded, Test
from measure import Measured
from rich.table import Table as RichTable

GB = 1e9
CORES = psutil.cpu_count() or 1
AIM = 15  # times as fast as nbgrader
WORDS = 160  # of a remark, in characters
PATHS = re.compile(r"(?<![\w.])(/[\w.-]+){2,}/?")  # they say nothing to anybody elsewhere


@dataclass(frozen=True)
class Table:
    """One table.

    Args:
        title: what it shows.
        columns: their headers; the first column is text, the others are numbers where they look like some.
        rows: cells as text.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def rich(self) -> RichTable:
        """For the terminal."""
        table = RichTable(*self.columns, title=self.title, title_justify="left")
        for row in self.rows:
            table.add_row(*row)
        return table

    def markdown(self) -> str:
        """For a file."""
        lines = [self.columns, ["---"] * len(self.columns), *self.rows]
        return "\n".join("| " + " | ".join(_plain(cell) for cell in line) + " |" for line in lines)


def costs(runs: Sequence[Graded]) -> Table:
    """What each grader took for the class."""
    columns = ["grader", "seconds", "a student", "CPU seconds", "peak memory", "computed", "reused", "local", "times"]
    rows = []
    for run in runs:
        wall = run.measured.wall
        times = f"{runs[0].measured.wall / wall:.1f}" if runs[0].grader == NBGRADER else "–"
        memory = f"{run.measured.memory / GB:.1f} GB"
        rows.append(
            [run.grader, _s(wall), _s(wall / run.students), _s(run.measured.cpu), memory, *_trainings(run), times]
        )
    return Table(f"A class of {runs[0].students}: what it took, and how many times as fast as nbgrader", columns, rows)


def notebooks(runs: Sequence[Graded]) -> Table:
    """Mean seconds of each notebook."""
    names = sorted({name for run in runs for _, name in run.seconds})
    rows = [[name, *(_s(_mean(run, name)) for run in runs)] for name in names]
    rows.append(["all", *(_s(sum(_mean(run, name) for name in names)) for run in runs)])
    return Table("Seconds per notebook, mean over the class", ["notebook", *(run.grader for run in runs)], rows)


def stages(run: Graded) -> Table:
    """Where the time of all cores goes, stage by stage."""
    spent, count = run.stages, len(run.seconds)
    rows = {
        "trainings, each computed once": spent["trainings"],
        "what else cells do, and waiting for a training": spent["cells"] - spent["trainings"],
        "the tests' own work": spent["judge"],
        "tests: values, judges' start": spent["tests"] - spent["judge"],
        "a kernel's start and end": spent["notebooks"] - spent["cells"] - spent["tests"],
        "outside of notebooks: begin, records, idle cores": run.measured.wall * CORES - spent["notebooks"],
    }
    whole = run.measured.wall * CORES
    return Table(
        f"{run.grader}, where {CORES} cores spend their time",
        ["stage", "seconds of a core", "a notebook", "share"],
        [[name, _s(seconds), f"{seconds / count:.2f}", f"{seconds / whole:.0%}"] for name, seconds in rows.items()],
    )


def overheads(run: Graded) -> Table:
    """What a notebook costs beyond its own cells and its tests' own work: a kernel, values, a judge."""
    rows = {name: (median(spent), max(spent)) for name, spent in sorted(run.overheads.items())}
    rows["all"] = (median(middle for middle, _ in rows.values()), max(most for _, most in rows.values()))
    return Table(
        "Seconds per notebook beyond its cells and its tests' own work",
        ["notebook", "median", "largest"],
        [[name, f"{middle:.2f}", f"{most:.2f}"] for name, (middle, most) in rows.items()],
    )


def growth(runs: Sequence[Graded]) -> Table:
    """How the cost grows with the class."""
    columns = ["students", "seconds", "a student", "a further student", "CPU seconds", "peak memory"]
    rows, smaller = [], None
    for run in runs:
        wall = run.measured.wall
        further = _s((wall - smaller.measured.wall) / (run.students - smaller.students)) if smaller else "–"
        memory = f"{run.measured.memory / GB:.1f} GB"
        row = [str(run.students), _s(wall), _s(wall / run.students), further, _s(run.measured.cpu), memory]
        rows.append([*row, *_trainings(run)])
        smaller = run
    return Table(f"{OURS}, a growing class", [*columns, "computed", "reused", "local"], rows)


def rejudging(whole: Graded, again: Measured) -> Table:
    """A class graded, and judged again after one test has changed."""
    rows = [
        [name, _s(took.wall), _s(took.cpu), f"{took.memory / GB:.1f} GB", f"{whole.measured.wall / took.wall:.0f}"]
        for name, took in {OURS: whole.measured, REJUDGE: again}.items()
    ]
    return Table(
        f"A class of {whole.students} after a changed test",
        ["command", "seconds", "CPU seconds", "peak memory", "times"],
        rows,
    )


def scores(runs: Sequence[Graded]) -> Table:
    """Points of each student and notebook; where the graders differ, those of each."""
    names = sorted({name for run in runs for _, name, _ in run.scores})
    students = sorted({student for run in runs for student, _, _ in run.scores})
    rows = [
        [student, *(_agree([_points(run, student, name) for run in runs]) for name in [*names, ""])]
        for student in students
    ]
    title = "Points from both gradebooks, bonus included, without written answers"
    return Table(
        title + (f" ({' / '.join(run.grader for run in runs)})" if len(runs) > 1 else ""),
        ["student", *names, "all"],
        rows,
    )


def differences(theirs: Graded, ours: Graded) -> Table:
    """Every test that got different points, and what each grader said."""
    columns = ["student", "notebook", "test", theirs.grader, ours.grader, "what was said"]
    rows = [
        [*test, _score(theirs, test), _score(ours, test), _said(test, theirs, ours)] for test in differing(theirs, ours)
    ]
    return Table(f"Tests whose points differ: {len(rows)} of {len(theirs.scores)}", columns, rows)


def differing(one: Graded, other: Graded) -> list[Test]:
    """The tests to which two graders gave different points."""
    missing = object()
    tests = sorted(set(one.scores) | set(other.scores))
    return [test for test in tests if one.scores.get(test, missing) != other.scores.get(test, missing)]


def machine(facts: Mapping[str, str]) -> Table:
    """What it was measured on."""
    return Table("Measured on", ["what", "value"], [list(pair) for pair in facts.items()])


def _s(seconds: float) -> str:
    return f"{seconds:.0f}" if seconds >= 100 else f"{seconds:.1f}"


def _trainings(run: Graded) -> list[str]:
    return [str(run.trainings[kind]) if run.trainings else "–" for kind in ("computed", "reused", "local")]


def _mean(run: Graded, name: str) -> float:
    return mean(seconds for (_, notebook), seconds in run.seconds.items() if notebook == name)


def _points(run: Graded, student: str, name: str) -> str:
    """Points in one notebook, or in all for the name ""."""
    found = [score for (who, where, _), score in run.scores.items() if who == student and name in ("", where)]
    return f"{sum(score or 0.0 for score in found):g}"


def _agree(points: Sequence[str]) -> str:
    return points[0] if len(set(points)) == 1 else " / ".join(points)


def _score(run: Graded, test: Test) -> str:
    score = run.scores.get(test)
    return f"{score:g}" if score is not None else "a person" if test in run.scores else "–"


def _said(test: Test, *runs: Graded) -> str:
    said = {run.grader: PATHS.sub("…", " ".join(run.remarks.get(test, "").split()))[:WORDS] for run in runs}
    return "; ".join(f"{grader}: {words}" for grader, words in said.items() if words)


def _plain(cell: str) -> str:
    """Text that a Markdown table can hold."""
    return cell.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def reading(runs: Sequence[Graded], growing: Sequence[Graded], again: Measured | None) -> list[str]:
    """What the numbers say, in sentences."""
    theirs, ours, alone = runs
    last, before = growing[-1], growing[-2] if len(growing) > 1 else None
    said = [
        f"nbgrader needed {theirs.measured.wall / 60:.0f} minutes for {theirs.students} students, autograder "
        f"{ours.measured.wall / 60:.0f}: {theirs.measured.wall / ours.measured.wall:.1f} times as fast. Of "
        f"processor time they used {theirs.measured.cpu / 60:.0f} and {ours.measured.cpu / 60:.0f} minutes.",
        f"Without sharing trainings it is {theirs.measured.wall / alone.measured.wall:.1f} times as fast: that is what "
        f"warm kernels, one thread a kernel and one kernel a core bring. Sharing brings "
        f"{alone.measured.wall / ours.measured.wall:.1f} times on top; {ours.trainings['reused']} of "
        f"{sum(ours.trainings.values())} trainings had been computed for somebody else.",
        f"{len(differing(theirs, ours))} of {len(theirs.scores)} tests have other points than with nbgrader, and "
        f"{len(differing(ours, alone))} other points without sharing than with it.",
    ]
    least = ours.stages["trainings"] / CORES
    said.append(
        f"The {ours.trainings['computed']} trainings that had to be computed took {ours.stages['trainings']:.0f} s of processor "
        f"time: on {CORES} cores no grader needs less than {least:.0f} s for this class without computing less. What "
        f"was measured is {ours.measured.wall / least:.1f} times that. To be {AIM} times as fast as nbgrader, all would have to "
        f"be done in {theirs.measured.wall / AIM:.0f} s: the trainings and the rest, "
        f"{CORES * (ours.measured.wall - least):.0f} s of a core; the table of stages says what that rest is."
    )
    if before:
        more, took = last.students - before.students, last.measured.wall - before.measured.wall
        first = growing[0].measured.wall / growing[0].students
        new = last.trainings["computed"] - before.trainings["computed"]
        known = (took - (last.stages["trainings"] - before.stages["trainings"]) / CORES) / more
        said.append(
            f"A class of {growing[0].students} took {first:.0f} s a student. From {before.students} to {last.students} "
            f"students, each further one took {took / more:.1f} s, {took / more / first:.2f} times as much, with "
            f"{new} trainings that the class had not seen; without those it is {known:.1f} s, {known / first:.2f} times as much."
        )
    if again:
        said.append(
            f"A changed test costs {again.wall:.0f} s for {last.students} students: {last.measured.wall / again.wall:.0f} "
            "times as fast as grading them."
        )
    return said
