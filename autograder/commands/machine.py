"""Looks at the machine."""

from typing import TYPE_CHECKING

from autograder import console as show
from autograder.errors import AutograderError

if TYPE_CHECKING:
    pass


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
