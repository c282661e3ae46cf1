"""The autograder of mnist-lab: author notebooks, release them, grade a class, give feedback."""

from autograder.course import Course, Limits
from autograder.errors import (
    AuthoringError,
    AutograderError,
    CourseError,
    DataError,
    LeakError,
    MarkerError,
    ProofError,
    UsageError,
)

__all__ = [
    "AuthoringError",
    "AutograderError",
    "Course",
    "CourseError",
    "DataError",
    "LeakError",
    "Limits",
    "MarkerError",
    "ProofError",
    "UsageError",
]
