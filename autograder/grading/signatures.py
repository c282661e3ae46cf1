"""The parameters of a student's function, as its kernel tells them."""

import inspect
from typing import Any

from autograder.grading.decided import NeedsPerson


def signature_of(told: Any) -> inspect.Signature:
    """A signature.

    Args:
        told: of each parameter its name, its kind, a list that holds its default, and one that holds its annotation.

    Raises:
        NeedsPerson: there is no such signature.
    """
    empty = inspect.Parameter.empty
    try:
        parameters = [
            inspect.Parameter(
                name,
                inspect._ParameterKind(kind),
                default=default[0] if default else empty,
                annotation=annotation[0] if annotation else empty,
            )
            for name, kind, default, annotation in told
        ]
        return inspect.Signature(parameters)
    except (TypeError, ValueError) as error:
        raise NeedsPerson("What the kernel says of a function's parameters cannot be.") from error
