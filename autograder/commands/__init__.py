"""What each command does: the stages called one after the other, and what is printed."""

from autograder.commands.authoring import adopt, build
from autograder.commands.calibration import calibrate
from autograder.commands.grading import How, grade, grade_class, rejudge
from autograder.commands.machine import doctor
from autograder.commands.reporting import export, feedback
from autograder.commands.sample import demo

__all__ = [
    "How",
    "adopt",
    "build",
    "calibrate",
    "demo",
    "doctor",
    "export",
    "feedback",
    "grade",
    "grade_class",
    "rejudge",
]
