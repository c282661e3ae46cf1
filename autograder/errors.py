"""Everything that autograder raises on purpose.

    AutograderError
    ├── UsageError           the command was given something it cannot work with (exit code 2)
    │   ├── CourseError      no course here, no such assignment, a wrong setting
    │   └── DataError        a named data folder is incomplete or corrupt
    └── AuthoringError       a notebook's text cannot become a release (exit code 1)
        ├── MarkerError      a cell marker, a grade_id or points are wrong
        ├── LeakError        a release would contain what students must not see
        ├── MaterialError    an assignment lacks a file, or its data.py cannot make its data
        └── ProofError       an answer is not judged as the author says it is

Every message says what was found, what was expected, and what to do.
"""


class AutograderError(Exception):
    """Base of all errors that are shown to people as one sentence, without a traceback."""

    exit_code = 1


class UsageError(AutograderError):
    """The command was given something it cannot work with."""

    exit_code = 2


class CourseError(UsageError):
    """The course folder, its configuration or a name in it is wrong."""


class DataError(UsageError):
    """A data set that was named is incomplete or corrupt."""


class AuthoringError(AutograderError):
    """A notebook's text cannot become a release."""


class MarkerError(AuthoringError):
    """A cell marker, a grade_id or points are wrong."""


class LeakError(AuthoringError):
    """A release would contain what students must not see."""


class MaterialError(AuthoringError):
    """A file that a test asks for does not belong to the assignment, or its `data.py` cannot make its data."""


class ProofError(AuthoringError):
    """An answer is not judged as its author says it is."""
