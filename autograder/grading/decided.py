"""What decides a test for good, whatever the test then does with it: raised through its code, and remembered."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

FILENAME = "<test>"  # of a test's code

_raised: ContextVar[list["Decided"] | None] = ContextVar("raised", default=None)


class Decided(BaseException):
    """Nothing that a test catches: `except:` and `except BaseException:` around it change no verdict.

    Args:
        message: what is told.
    """

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.line = _line()
        raised = _raised.get()
        if raised is not None:
            raised.append(self)


class NeedsPerson(Decided):
    """A test asks for something that only the student's kernel could say."""


class KernelGone(Decided):
    """The student's kernel ended, or was ended, while it was asked."""


class Refused(Decided):
    """The answer is of a kind that earns nothing; the message is for the student."""


@contextmanager
def decisions() -> Iterator[list[Decided]]:
    """Collect what is raised in this block, caught or not; the first counts."""
    found: list[Decided] = []
    token = _raised.set(found)
    try:
        yield found
    finally:
        _raised.reset(token)


def _line() -> int:
    """The line of the test that runs, counted from 1; 0 where none does."""
    frame = sys._getframe()
    while frame.f_back:
        frame = frame.f_back
        if frame.f_code.co_filename == FILENAME:
            return frame.f_lineno
    return 0
