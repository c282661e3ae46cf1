"""Entries of forked processes with one defence switched off: the product itself has no such switch.

A zygote imports this module, as it imports every entry, and calls the function in the new process; nothing but that
process is changed.
"""

from collections.abc import Callable
from typing import Any

from autograder.grading import encounters, judge, judging, notebook_judge, remote_objects

Ready = Callable[[], None]


def no_copies(arguments: dict[str, Any], descriptors: list[int], ready: Ready) -> None:
    """A judge that lets answers write into the course's own arrays, and does not mind."""
    notebook_judge.NotebookJudge._is_ours = lambda self: lambda thing: False
    encounters.Encounters.doubt = lambda self: ""
    judging.main(arguments, descriptors, ready)


def trusting_objects(arguments: dict[str, Any], descriptors: list[int], ready: Ready) -> None:
    """A judge that takes a student's object for data, and lets it say itself how it compares."""
    encounters.Encounters.is_usual = lambda self, origin, what: True
    remote_objects._compared = lambda name, one, other: remote_objects._asked(name, one, other)
    judging.main(arguments, descriptors, ready)


def talkative(arguments: dict[str, Any], descriptors: list[int], ready: Ready) -> None:
    """A judge that tells the student what Python said of a hidden line."""
    judge._hidden_message = lambda test, line, error: f"{type(error).__name__}: {error}"
    judging.main(arguments, descriptors, ready)
