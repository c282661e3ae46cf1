"""A sample class through all of it."""

import shutil
from dataclasses import asdict, replace
from pathlib import Path

from autograder import console as show
from autograder.commands.grading import How, grade_class
from autograder.course import CONFIG, Course
from autograder.errors import UsageError

PATIENCE = 0.3  # of the limit for a cell: one sample submission loops for ever, and nobody wants to watch that for long


def demo(assignment: str, *, workers: int | None) -> None:
    """Make a sample class in demo/, grade it, and give it feedback."""
    from autograder.authoring.samples import write_class
    from autograder.kernels.sandbox import available
    from autograder.reporting.pages import make_feedback

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
    grade_class(sample, assignment, console, How(force=True, workers=workers))
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
    if course.private.is_dir():  # the same data, so that no training is done twice
        others = shutil.ignore_patterns("marked", "problems")  # about this course's own students
        shutil.copytree(course.private, folder / course.private.name, ignore=others)
    (folder / ".sample").touch()
    own = (course.root / CONFIG).read_text(encoding="utf-8")
    data = f"c.Autograder.data = {str(course.data)!r}\n" if course.data else ""
    limits = course.limits(assignment)
    patient = asdict(replace(limits, cell_seconds=round(PATIENCE * limits.cell_seconds)))
    settings = f"c.Autograder.limits = { ({assignment: patient})!r}\n{data}"
    (folder / CONFIG).write_text(f"{own}\n{settings}", encoding="utf-8")
    return folder


def _page(course: Course, assignment: str) -> Path:
    """A feedback page that has something to say: of who made one mistake, the one with the fewest failed tests, but not none."""
    pages = sorted(course.folder("feedback", "one-mistake-in-each", assignment).glob("*.html"))
    failed = {page: page.read_text(encoding="utf-8").count("not passed yet") for page in pages}
    return min(pages, key=lambda page: (failed[page] == 0, failed[page]))
