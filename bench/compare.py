"""Our grader against nbgrader's own, over one class, in turn, on one machine.

`python bench/compare.py [--students N] [--seed S] [--growing 1,6,60] [--only ours|nbgrader]`; all of it writes
bench/RESULTS.md. nbgrader alone takes three to five minutes a student on two cores, all of it fifty minutes.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import report
from graders import ALONE, NBGRADER, OURS, PLAIN, REJUDGE, Bench, Graded
from machine import facts
from measure import CommandFailed, Measured
from rich.console import Console

from autograder.course import Course
from autograder.datasets import prepare

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
WIDTH = 140  # of tables that go into a file
GROWING = "1,6,60"  # the first student, the class of both graders, a large one


def main() -> None:
    """Measure what was asked for, print it, and write it down when it is all of it."""
    asked, console = _asked(), Console()
    if not console.is_terminal:
        console.width = WIDTH
    prepared, machine = prepare(), facts()
    machine["data"] = prepared.kind
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = Bench(Course.find(HERE), Path(folder), prepared, asked.seed)
        try:
            runs, growing = _measure(asked, bench, console)
            again = _rejudged(growing, bench, console)
        except CommandFailed as error:
            console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
            sys.exit(1)
    tables = _tables(runs, growing, again)
    for table in [*tables, report.machine(machine)]:
        console.print(table.rich())
    if not asked.only:
        RESULTS.write_text(
            _results(asked.students, asked.seed, machine, runs, growing, again, tables), encoding="utf-8"
        )
        console.print(f"Written: bench/{RESULTS.name}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--students", type=int, default=6, help="size of the class that both grade")
    parser.add_argument("--seed", type=int, default=1, help="chooses the class")
    parser.add_argument(
        "--growing", default="", help=f"sizes of classes for ours alone; {GROWING} where all is measured"
    )
    parser.add_argument("--only", choices=["ours", "nbgrader"], help="one of them, for trying out; writes no results")
    asked = parser.parse_args()
    sizes = asked.growing or ("" if asked.only else GROWING)
    asked.growing = sorted(int(size) for size in sizes.split(",") if size)
    return asked


def _measure(asked: argparse.Namespace, bench: Bench, console: Console) -> tuple[list[Graded], list[Graded]]:
    """The runs over the one class, and those over a growing class."""
    count = asked.students
    graders: dict[str, Callable[[], Graded]] = {
        NBGRADER: lambda: bench.nbgrader(count),
        OURS: lambda: bench.ours(count),
        ALONE: lambda: bench.ours(count, reuse=False),
    }
    chosen = {"ours": [OURS], "nbgrader": [NBGRADER]}.get(asked.only, list(graders))
    runs = [_told(console, name, count, graders[name]) for name in chosen]
    known = {run.students: run for run in runs if run.grader == OURS}  # the same class, the same empty cache
    growing = [
        known[size] if size in known else _told(console, OURS, size, lambda size=size: bench.ours(size))  # type: ignore[misc]
        for size in asked.growing
    ]
    return runs, growing


def _told(console: Console, name: str, count: int, run: Callable[[], Graded]) -> Graded:
    """Run one grader, and say so before and after."""
    console.print(f"{name}, {count} students …")
    graded = run()
    took = graded.measured
    console.print(f"    {took.wall:.0f} s, CPU {took.cpu:.0f} s (at least {took.seen:.0f} s seen)")
    return graded


def _rejudged(growing: list[Graded], bench: Bench, console: Console) -> Measured | None:
    """The last class judged again after a test has changed; nothing where no class was graded last by ours."""
    if not growing:
        return None
    console.print(f"{REJUDGE}, {growing[-1].students} students …")
    took = bench.rejudge()
    console.print(f"    {took.wall:.0f} s, CPU {took.cpu:.0f} s")
    return took


def _tables(runs: list[Graded], growing: list[Graded], again: Measured | None) -> list[report.Table]:
    by = {run.grader: run for run in runs}
    tables = [report.costs(runs), report.notebooks(runs)]
    tables.append(report.scores([by[name] for name in (NBGRADER, OURS) if name in by]))
    if NBGRADER in by and OURS in by:
        tables.append(report.differences(by[NBGRADER], by[OURS]))
    if OURS in by:
        tables[1:1] = [report.stages(by[OURS]), report.overheads(by[OURS])]
    if OURS in by and ALONE in by:
        tables.append(report.differences(by[OURS], by[ALONE]))
    if growing and again:
        tables += [report.growth(growing), report.rejudging(growing[-1], again)]
    return tables


def _results(
    students: int,
    seed: int,
    machine: dict[str, str],
    runs: list[Graded],
    growing: list[Graded],
    again: Measured | None,
    tables: list[report.Table],
) -> str:
    """The text of RESULTS.md."""
    parts = [
        "# What grading costs",
        "Written by `python bench/compare.py`; do not edit.",
        f"A class of {students} (seed {seed}) hands in all seven notebooks of mnist-lab: parts 1 to 5 in different styles "
        "with a few mistakes, parts 6 and 7 from a menu of twelve networks and trainings (`bench/menu.py`), popular ones "
        "more often. The graders had the machine in turn, in one run. Each run of autograder began with an empty cache. "
        "nbgrader ran with nothing of ours but the data sets, which its kernels read from the same files, and with "
        "TensorFlow told to be silent (TF_CPP_MIN_LOG_LEVEL=3), because a warning on standard error costs a test its points; the bonus points of part 7 were made ordinary points for it, because "
        "a test that earns a part of 0 points ends its work on the whole submission. Its configuration, with a longer limit "
        f"for a cell than its own 30 seconds, which parts 6 and 7 exceed:\n\n```python\n{PLAIN}```",
        "Memory is the sum of all processes' proportional shares (PSS), looked at twice a second and measured when it is about as much as ever; processor time is that "
        "of all processes, forked kernels included. *Computed* trainings were computed by a trainer for whoever asks, "
        "*reused* ones were already there, *local* ones ran in the student's own kernel.",
        "## What the numbers say",
        "\n".join(f"- {sentence}" for sentence in report.reading(runs, growing, again)),
    ]
    for table in [*tables, report.machine(machine)]:
        parts += [f"## {table.title}", table.markdown() if table.rows else "None."]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
