"""The one way in which a check says no."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

SPOKEN = {"str": "text", "ndarray": "array", "EagerTensor": "tensor", "float64": "float", "int64": "int"}


class CheckFailed(AssertionError):
    """A student's value is not what a test asks for.

    Args:
        message: what was found, what was expected, what to do; one or two sentences.
        hint: what to try next, or nothing.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


def check(function: Callable[P, R]) -> Callable[P, R]:
    """Let the keywords `message` and `hint` of a check replace the words that the check itself would use.

    A checking function names both keywords in its signature, for its readers and for type checkers, and needs to do
    nothing with them: they are put in here, also into the failures of the checks that it calls.
    """

    @functools.wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except CheckFailed as failure:
            message, hint = kwargs.get("message"), kwargs.get("hint")
            raise CheckFailed(str(message or failure.message), str(hint or failure.hint)) from failure.__cause__

    return checked


def described(value: object) -> str:
    """Say in a few words what kind of thing a student's value is: "a list", "an array", "nothing (None)"."""
    if value is ...:
        return "still the placeholder"
    if value is None:
        return "nothing (None)"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    kind = SPOKEN.get(type(value).__name__, type(value).__name__)
    return f"{'an' if kind[0].lower() in 'aeiou' else 'a'} {kind}"
