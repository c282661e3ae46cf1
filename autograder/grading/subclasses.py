"""Classes that a test makes on the ground of the answer's: made in the kernel, with the test's own methods handed over."""

import builtins
import sys
from collections.abc import Callable, Mapping
from typing import Any

Part = tuple[str, list[Any], bool]
_NOT_SENT = ("__module__", "__qualname__", "__classcell__", "__firstlineno__", "__static_attributes__")


def subclass(ask: Callable[..., Any], name: str, bases: tuple[type, ...], body: dict[str, Any]) -> Any:
    """What stands here for a class of the test's, one of whose bases stands for a class of the student's.

    Args:
        ask: asks the kernel, as `Channel.ask` does.
        name: of the class.
        bases: of the class.
        body: what its statement bound.
    """
    parts = {key: _part(value) for key, value in body.items() if key not in _NOT_SENT}
    made = ask("subclass", name, list(bases), parts, origin=name)
    if cell := body.get("__classcell__"):
        cell.cell_contents = made
    return made


def _part(value: Any) -> Part:
    """What a class statement bound to a name: its kind, functions or a value, whether it is abstract."""
    abstract = bool(vars(value).get("__isabstractmethod__")) if isinstance(value, type(_part)) else False
    if isinstance(value, property):
        functions = [value.fget, value.fset, value.fdel]
        return ("property", functions, bool(value.__isabstractmethod__))
    if isinstance(value, staticmethod | classmethod):
        return (type(value).__name__, [value.__func__], bool(value.__isabstractmethod__))
    return ("function" if isinstance(value, type(_part)) else "value", [value], abstract)


class Super:
    """What `super()` is in a method of such a class: what its bases do, they do in the kernel.

    Args:
        ask: asks the kernel.
        kind: the class.
        owner: an object of it, or a class on its ground.
    """

    def __init__(self, ask: Callable[..., Any], kind: Any, owner: Any) -> None:
        object.__setattr__(self, "_asked", (ask, kind, owner))

    def __getattribute__(self, name: str) -> Any:
        ask, kind, owner = object.__getattribute__(self, "_asked")
        return ask("super", kind, owner, name, origin=f".{name}")


def super_of(asks: Callable[[Any], Callable[..., Any] | None]) -> Callable[..., Any]:
    """What the name `super` stands for in a test.

    Args:
        asks: gives what asks the kernel about a class that stands for one there, None for another class.
    """

    def super(*arguments: Any) -> Any:  # noqa: A001 - Python's own name
        kind, owner = (*arguments, None)[:2] if arguments else _of_caller(sys._getframe(1).f_locals, sys._getframe(1))
        ask = asks(kind)
        return Super(ask, kind, owner) if ask else builtins.super(kind, owner)

    return super


def _of_caller(names: Mapping[str, Any], frame: Any) -> tuple[Any, Any]:
    """The class that a method stands in, and its first argument."""
    if "__class__" not in names or not frame.f_code.co_argcount:
        raise RuntimeError("super(): no arguments")
    return names["__class__"], names[frame.f_code.co_varnames[0]]
