"""What several commands begin with."""

import warnings
from typing import TYPE_CHECKING

from autograder import console as show
from autograder.course import Course

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.datasets import Prepared


def prepare_data(course: Course, console: "Console") -> "Prepared":
    """Find the data sets; rehearsal data is announced loudly."""
    from autograder.datasets import RehearsalWarning, prepare

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RehearsalWarning)  # said below, where nobody overlooks it
        prepared = prepare(course.data)
    if prepared.kind == "rehearsal":
        show.warn_of_rehearsal(console)
    return prepared
