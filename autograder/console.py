"""What the commands print: warnings that nobody overlooks, progress, the table of a class."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.naming import printable

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.grading.progress import Progress
    from autograder.grading.record import Marks
    from autograder.grading.reports import Report


def console() -> "Console":
    """Where everything is printed; a file gets lines wide enough for a table."""
    from rich.console import Console

    return Console(soft_wrap=True, width=None if sys.stdout.isatty() else 120)


def warn_of_rehearsal(out: "Console") -> None:
    """Say loudly that the data are stand-ins."""
    out.rule("[bold red]REHEARSAL DATA", style="red")
    out.print(
        "The official MNIST and Fashion-MNIST files were not found and cannot be downloaded. Drawn stand-ins take their "
        "place: good for trying the system, never for marks. Name a folder of the official files in AUTOGRADER_DATA.",
        style="red",
    )
    out.rule(style="red")


@contextmanager
def following(progress: "Progress", out: "Console") -> Iterator["Following"]:
    """Show how far a run is while it lasts: a line that is kept up to date on a terminal, else one line for each event."""
    from rich.live import Live

    shown = Following(progress, out)
    if not out.is_terminal:
        yield shown
        return
    with Live(console=out, get_renderable=shown.status, refresh_per_second=2, transient=True):
        yield shown


class Following:
    """What is printed while a class is graded.

    Args:
        progress: how far the run is.
        out: where to print.
    """

    def __init__(self, progress: "Progress", out: "Console") -> None:
        self.progress, self._out = progress, out

    def tell(self, line: str) -> None:
        """Print a sentence about a notebook."""
        self._out.print(f"    {line}", markup=False, highlight=False)

    def reports(self, reports: Iterable["Report"]) -> Iterator["Report"]:
        """Say what came of each submission as it comes, and pass it on."""
        for number, report in enumerate(reports, start=1):
            score = report.marks.get("")
            marks = f"{score.score:g} of {score.max_score:g}" if score else "no grade"
            what = "needs a real run" if report.needs_run else "unchanged" if report.skipped else report.status
            left = self._left() if not self._out.is_terminal else ""
            count = f"[{number}/{self.progress.students}]"
            self._out.print(
                f"  {count} {printable(report.student)}: {what}, {marks} ({report.seconds:.0f} s){left}", markup=False
            )
            yield report

    def status(self) -> str:
        """One line: how far the run is, and who is slow."""
        now = self.progress
        slow = [f"{printable(key)} has run for {seconds:.0f} s" for key, seconds in now.slow()[:3]]
        parts = [f"{now.done}/{now.students} students", f"{now.notebooks} notebooks{self._left()}", *slow]
        return ", ".join(parts + [self.trainings().rstrip(". ")] * bool(self.trainings()))

    def trainings(self) -> str:
        """How trainings were met, as a sentence; "" where there were none."""
        counts = self.progress.trainings
        words = {"computed": "computed", "reused": "reused", "local": "in the kernel"}
        said = [f"{counts[kind]} {word}" for kind, word in words.items() if counts[kind]]
        return f"Trainings: {', '.join(said)}. " if said else ""

    def _left(self) -> str:
        seconds = self.progress.left()
        return f", about {seconds:.0f} s left" if seconds and self.progress.waiting else ""


def show_table(assignment: str, notebooks: list[str], reports: list["Report"], out: "Console") -> None:
    """Students × notebooks, then what staff should know of each."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    heads = [name.split("-")[0] for name in notebooks]
    heads = heads if len(set(heads)) == len(heads) else notebooks
    beside = "~ judged in the student's own kernel, " if any(map(_beside, reports)) else ""
    title = f"{assignment} (* waits for a person, {beside}– was not handed in)"
    table = Table(title=title, title_justify="left", box=box.SIMPLE)
    table.add_column("student", no_wrap=True)
    for column in (*heads, "total"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for report in reports:
        cells = [_of_notebook(report, name) for name in notebooks]
        table.add_row(Text(printable(report.student)), *cells, _cell(report, ""), report.status)
    out.print(table)
    for report in reports:
        for note in report.notes:
            out.print(f"  {printable(report.student)}: {note}", markup=False, highlight=False)


def _of_notebook(report: "Report", name: str) -> str:
    """Marks of a notebook; of one that was not handed in only where there are some all the same, by a person."""
    marks = report.marks.get(name)
    counts = marks is not None and (marks.score or marks.bonus or marks.needs_person)
    return _cell(report, name) if name in report.verdicts or counts else "–"


def _cell(report: "Report", name: str) -> str:
    """Points of a notebook, or of all for "", with a sign where a test of it ran in the student's own kernel."""
    return _points(report.marks.get(name)) + "~" * _beside(report, name)


def _beside(report: "Report", name: str = "") -> bool:
    """Whether a verdict on a notebook, or on any for "", was taken in the student's own kernel."""
    return any(v.beside for notebook, found in report.verdicts.items() if name in ("", notebook) for v in found)


def _points(marks: "Marks | None") -> str:
    """Score, bonus and penalty where there are some, and a star where a person still has to mark something."""
    if marks is None:
        return "–"
    bonus = f" + {marks.bonus:g}" if marks.bonus else ""
    shown = f"{marks.score:g}{bonus}" if marks.max_score or not bonus else bonus.strip()
    shown += f" − {marks.penalty:g}" if marks.penalty else ""
    return f"{shown}{'*' if marks.needs_person else ''}"


def short(path: Path) -> str:
    """A path as one would type it here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
