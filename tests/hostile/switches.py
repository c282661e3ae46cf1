"""Entries of forked processes with one defence switched off: the product itself has no such switch.

A zygote imports this module, as it imports every entry, and calls the function in the new process; nothing but that
process is changed.
"""

from collections.abc import Callable
from typing import Any

from autograder.grading import judge, judging, remote

Ready = Callable[[], None]


def no_copies(arguments: dict[str, Any], descriptors: list[int], ready: Ready) -> None:
    """A judge that lets answers write into the course's own arrays."""
    judging._Court._is_ours = lambda self: lambda thing: False
    judging.main(arguments, descriptors, ready)


def trusting_objects(arguments: dict[str, Any], descriptors: list[int], ready: Ready) -> None:
    """A judge that lets a student's object say itself how it compares."""

    def asking(name: str) -> Callable[..., Any]:
        return lambda self, *others: self._channel.ask("call", self._channel.ask("get", self, name), list(others), {})

    for name in ("__gt__", "__lt__", "__sub__", "__abs__"):
        setattr(remote.ObjectStub, name, asking(name))
    judging.main(arguments, descriptors, ready)


def talkative(arguments: dict[str, Any], descriptors: list[int], ready: Ready) -> None:
    """A judge that tells the student what Python said of a hidden line."""
    judge._hidden_message = lambda test, line, error: f"{type(error).__name__}: {error}"
    judging.main(arguments, descriptors, ready)
