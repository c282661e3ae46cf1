"""The parameters of a student's function, and the fields of a dataclass, as their kernel tells them."""

import dataclasses
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


def fields_of(told: Any) -> dict[str, Any]:
    """What the module `dataclasses` goes by.

    Args:
        told: of each field its name, its type, a list that holds its default, and whether it is a parameter; None for no
            dataclass.

    Raises:
        AttributeError: the class is no dataclass.
        NeedsPerson: there are no such fields.
    """
    if told is None:
        raise AttributeError("__dataclass_fields__")
    try:
        named = [
            (name, annotation, dataclasses.field(init=init, **({"default": default[0]} if default else {})))
            for name, annotation, default, init in told
        ]
        return dict(dataclasses.make_dataclass("Fields", named, kw_only=True).__dataclass_fields__)  # type: ignore[attr-defined]
    except (TypeError, ValueError) as error:
        raise NeedsPerson("What the kernel says of a dataclass's fields cannot be.") from error
