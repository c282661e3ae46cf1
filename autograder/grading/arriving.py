"""Exceptions that come from the student's kernel, or from the way to it: what they hold, and what they mean for a test."""

from typing import Any

from autograder.grading.decided import KernelGone, NeedsPerson, Refused
from autograder.values import Excessive, Malformed, TooLarge

ENDLESS = "The test did not come to an end with your answer. Is there a loop that never stops?"


def decided(error: BaseException) -> BaseException:
    """What an error on the way to the kernel means for the test."""
    match error:
        case EOFError() | OSError():
            return KernelGone()
        case Excessive():
            return Refused(f"{error}")
        case TooLarge():
            return NeedsPerson(f"What the test hands to the answer is too much: {error}")
        case Malformed():
            return NeedsPerson("What came from the kernel could not be read as data.")
    return error


def filled(error: BaseException, text: str, arguments: tuple[Any, ...], attributes: dict[Any, Any]) -> BaseException:
    """An exception with what the student's held."""
    if isinstance(error, KeyboardInterrupt):
        raise Refused(ENDLESS)
    BaseException.__setattr__(error, "args", arguments)
    for name in ("__context__", "__cause__"):  # in this order: the latter says that the former is not shown
        if isinstance(attributes.get(name), BaseException):
            setattr(error, name, attributes[name])
    if attributes.get("__suppress_context__") is True:
        error.__suppress_context__ = True
    for note in attributes["__notes__"] if type(attributes.get("__notes__")) is list else ():
        error.add_note(str(note))
    own = {name: value for name, value in attributes.items() if type(name) is str and not name.startswith("_")}
    vars(error).update(own)
    if type(error).__module__ == "__main__":
        vars(error)["_text"] = text
    return error
