"""What each command does: the stages called one after the other, and what is printed."""

import json
import shutil
import time
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import console as show
from autograder.course import CONFIG, Course
from autograder.errors import AutograderError, CourseError, ProofError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.datasets import Prepared
    from autograder.grading.grade import Report

DEMO_CELL_SECONDS = 120  # one sample submission loops for ever; nobody wants to watch that for long


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


def _prove(course: Course, assignment: str, workers: int | None, console: "Console") -> str:
    """Prove what is not proved yet; a phrase for the summary."""
    from autograder.authoring.memory import remember, unproved
    from autograder.authoring.proof import prove
    from autograder.grading.executors import Processes
    from autograder.grading.reference import for_a_person

    prepared = _prepare(course, console)
    cache = prepared.folder.parent
    if not any((course.texts / assignment).glob("*.py")):
        with Processes(prepared.folder, workers) as run:
            waiting = for_a_person(course, assignment, prepared.folder, run)
        for name, tests in waiting.items():
            for test in tests:
                console.print(
                    f"  {name}, {test}: cannot be judged apart from a kernel; a person marks it", markup=False
                )
        return "tried on its own answers"
    names = unproved(course, assignment, prepared.kind, cache / "proofs")
    if not names:
        return "proved before"
    started = time.monotonic()
    with Processes(prepared.folder, workers) as run:
        proof = prove(
            course,
            assignment,
            run,
            prepared=prepared.folder,
            only=names,
            tell=lambda line: console.print(f"  {line}", highlight=False, markup=False),
        )
    remember(course, assignment, prepared.kind, cache / "proofs", [name for name in names if name not in proof.faulty])
    if proof.faults:
        raise ProofError(f"{assignment} is built, but not proved:\n  " + "\n  ".join(proof.faults))
    seconds = time.monotonic() - started
    return f"proved on {prepared.kind} data: {proof.answers} answers judged in {seconds:.0f} s"


def _prepare(course: Course, console: "Console") -> "Prepared":
    """Find the data sets; rehearsal data is announced loudly."""
    from autograder.datasets import RehearsalWarning, prepare

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RehearsalWarning)  # said below, where nobody overlooks it
        prepared = prepare(course.data)
    if prepared.kind == "rehearsal":
        show.warn_of_rehearsal(console)
    return prepared


def grade(
    assignment: str,
    *,
    student: str | None,
    force: bool,
    executor: str,
    workers: int | None,
    json_file: Path | None,
    sandbox: str,
) -> None:
    """Grade a class and say what happened to each submission.

    Raises:
        AutograderError: something was not graded.
        UsageError: this machine has no sandbox.
    """
    course, console = Course.find(), show.console()
    _raise_walls(course, sandbox, console)
    reports = grade_class(course, assignment, console, student, force, executor, workers, json_file)
    lost = [report.student for report in reports if report.status == "not-judged"]
    if lost:
        raise AutograderError(f"Not judged: {', '.join(lost)}. Their old grades stay. Run the same command again.")


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


def doctor() -> None:
    """Look at all that grading needs, and say what helps where it is missing.

    Raises:
        AutograderError: grading is impossible here.
    """
    from autograder.doctor import examine

    console = show.console()
    missing = []
    for finding in examine():
        mark = "✓" if finding.fine else "✗" if finding.needed else "!"
        console.print(f"{mark} {finding.name}: {finding.found}", markup=False, highlight=False)
        if finding.remedy:
            console.print(f"    {finding.remedy}", markup=False, highlight=False)
        if finding.needed and not finding.fine:
            missing.append(finding.name)
    if missing:
        raise AutograderError(f"This machine cannot grade yet: {', '.join(missing)}. See above.")
    console.print("This machine can grade. Next: autograder demo")


def grade_class(
    course: Course,
    assignment: str,
    console: "Console",
    student: str | None = None,
    force: bool = False,
    executor: str = "processes",
    workers: int | None = None,
    json_file: Path | None = None,
) -> list["Report"]:
    """Grade a class with progress, a table and a last line.

    Raises:
        UsageError: there is no such executor.
    """
    from autograder.authoring.build import register
    from autograder.grading.executors import EXECUTORS
    from autograder.grading.grade import grade as grade_all
    from autograder.grading.grade import summary
    from autograder.grading.record import known
    from autograder.submissions.collection import read_all

    if executor not in EXECUTORS:
        raise UsageError(f"There is no executor {executor!r}. Choose one of: {', '.join(EXECUTORS)}.")
    prepared = _prepare(course, console)
    started = datetime.now(UTC)
    submissions = read_all(course, assignment, student)
    if not known(course, assignment):
        register(course, assignment)
    todo = grade_all(
        course,
        assignment,
        submissions,
        prepared=prepared.folder,
        executor=executor,
        workers=workers,
        force=force,
        tell=lambda line: console.print(f"    {line}", markup=False, highlight=False),
    )
    reports = list(show.show_reports(todo, len(submissions), console))
    reports.sort(key=lambda report: report.student)
    show.show_table(assignment, list(course.source_notebooks(assignment)), reports, console)
    if json_file:
        found = summary(assignment, reports, started=started, executor=executor, data=prepared.kind)
        json_file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    skipped = sum(report.skipped for report in reports)
    seconds = (datetime.now(UTC) - started).total_seconds()
    console.print(
        f"{assignment}: {len(reports) - skipped} graded on {prepared.kind} data in {seconds:.0f} s, {skipped} unchanged. "
        f"Next: autograder feedback {assignment}"
    )
    return reports


def feedback(assignment: str) -> None:
    """Make the feedback pages of an assignment."""
    from autograder.reporting.feedback import make_feedback

    course = Course.find()
    students = make_feedback(course, assignment)
    where = course.folder("feedback", "<student>", assignment).relative_to(course.root)
    show.console().print(f"Feedback for {len(students)} students is in {where}/", markup=False, highlight=False)


def export(assignment: str, *, to: Path) -> None:
    """Write an assignment's marks to a CSV file."""
    from autograder.reporting.export import export_marks

    course = Course.find()
    count = export_marks(course, assignment, to)
    show.console().print(f"The marks of {count} students are in {to}", markup=False, highlight=False)


def demo(assignment: str, *, workers: int | None) -> None:
    """Make a sample class in demo/, grade it, and give it feedback."""
    from autograder.authoring.samples import write_class
    from autograder.kernels.sandbox import available
    from autograder.reporting.feedback import make_feedback

    course, console = Course.find(), show.console()
    folder = _demo_course(course, assignment)
    students = write_class(course, assignment, folder / "submitted")
    console.print(
        f"{len(students)} sample submissions of {assignment} are in {show.short(folder)}/submitted/. Grading them:"
    )
    sample = Course.find(folder)
    if reason := available():
        console.print(f"{reason} The sample class is ours, so it is graded without walls.", style="red")
        sample.settings.Autograder.sandbox = "off"
    grade_class(sample, assignment, console, workers=workers)
    make_feedback(sample, assignment)
    page = _page(sample, assignment)
    console.print(f"\nA feedback page: {show.short(page)}", markup=False, highlight=False)
    console.print(
        f"Next: open it in a browser, or type: cd {show.short(folder)} && jupyter lab (Formgrader is in its menu)"
    )


def _demo_course(course: Course, assignment: str) -> Path:
    """A course folder of its own for the sample class, made anew each time; the real gradebook is never touched."""
    folder = course.root / "demo"
    if folder.exists() and not (folder / ".sample").exists():
        raise UsageError(f"{folder} is not a sample class that this command made. Move it away first.")
    shutil.rmtree(folder, ignore_errors=True)
    for step in ("source", "release"):
        shutil.copytree(course.folder(step) / assignment, folder / step / assignment)
    (folder / ".sample").touch()
    own = (course.root / CONFIG).read_text(encoding="utf-8")
    data = f"c.Autograder.data = {str(course.data)!r}\n" if course.data else ""
    (folder / CONFIG).write_text(f"{own}\nc.Autograder.cell_seconds = {DEMO_CELL_SECONDS}\n{data}", encoding="utf-8")
    return folder


def _page(course: Course, assignment: str) -> Path:
    """A feedback page that has something to say: one with few failed tests, but not none."""
    pages = sorted(course.folder("feedback").glob(f"*/{assignment}/*.html"))
    failed = {page: page.read_text(encoding="utf-8").count("not passed yet") for page in pages}
    return min(pages, key=lambda page: (failed[page] == 0, failed[page]))
