"""What the cells of a notebook mean: roles, regions, tests and verdicts."""

from autograder.cells.bands import Thresholds, band_names, thresholds, with_thresholds, without_thresholds
from autograder.cells.marks import Marks
from autograder.cells.names import answered, binds, changes, files_named, imported, plain_python, uses
from autograder.cells.needs import ANYTHING, effects, needed
from autograder.cells.regions import hidden_lines, solution_lines, without_hidden, without_solution
from autograder.cells.roles import Role, bonus, exercise, grade_id, points, role, unusual
from autograder.cells.sharing import shared
from autograder.cells.sources import read_release, read_source, standard
from autograder.cells.testcell import TestCell
from autograder.cells.verdict import Verdict

__all__ = [
    "ANYTHING",
    "Marks",
    "Role",
    "TestCell",
    "Thresholds",
    "Verdict",
    "answered",
    "band_names",
    "binds",
    "bonus",
    "changes",
    "effects",
    "exercise",
    "files_named",
    "grade_id",
    "hidden_lines",
    "imported",
    "needed",
    "plain_python",
    "points",
    "read_release",
    "read_source",
    "role",
    "shared",
    "solution_lines",
    "standard",
    "thresholds",
    "unusual",
    "uses",
    "with_thresholds",
    "without_hidden",
    "without_solution",
    "without_thresholds",
]
