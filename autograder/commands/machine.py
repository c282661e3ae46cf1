"""Looks at the machine, and at an assignment's tests."""

from typing import TYPE_CHECKING

from autograder import console as show
from autograder.commands.authoring import try_tests
from autograder.commands.preparing import prepare_data, prepare_material
from autograder.course import Course
from autograder.errors import AutograderError

if TYPE_CHECKING:
    from rich.console import Console


def doctor(assignment: str | None = None, workers: int | None = None) -> None:
    """Look at all that grading needs, and say what helps where it is missing; then try an assignment's tests.

    Args:
        assignment: its name, None for the machine alone.
        workers: notebooks at a time, None for one a core.

    Raises:
        AutograderError: grading is impossible here.
    """
    console = show.console()
    if assignment is None:
        _examine(console)
        console.print("This machine can grade. Next: autograder demo")
        return
    course = Course.find()
    course.source_notebooks(assignment)  # refuses what is not there before anything is looked for
    _examine(console)
    prepared = prepare_data(course, console)
    prepare_material(course, assignment, prepared, console)
    try_tests(course, assignment, prepared.folder, console, workers)
    console.print(
        f"{assignment}: its tests are tried. What is not told above is judged apart. Next: autograder grade {assignment}"
    )


def _examine(console: "Console") -> None:
    from autograder.doctor import examine

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
