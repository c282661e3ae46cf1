"""What several commands begin with."""

import warnings
from typing import TYPE_CHECKING

from autograder import console as show
from autograder.course import Course

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.datasets import Prepared


def prepare_material(course: Course, assignment: str, prepared: "Prepared", console: "Console") -> None:
    """Have an assignment's files on this machine before anything runs: what is wrong with its script is then told once.

    Raises:
        CourseError: a file is too large, or the course's secret can be neither read nor made.
        MaterialError: the script cannot make its data.
    """
    from autograder.grading.shelf import is_laid_out, lay_out
    from autograder.kernels.material import read_material

    material = read_material(course, assignment)
    if not is_laid_out(material, prepared.folder):
        console.print(f"Making the data of {assignment}, this once ...")
    lay_out(material, prepared.folder)


def prepare_data(course: Course, console: "Console") -> "Prepared":
    """Find the data sets; rehearsal data is announced loudly."""
    from autograder.datasets import RehearsalWarning, prepare

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RehearsalWarning)  # said below, where nobody overlooks it
        prepared = prepare(course.data)
    if prepared.kind == "rehearsal":
        show.warn_of_rehearsal(console)
    return prepared
