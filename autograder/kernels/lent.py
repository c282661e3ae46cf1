"""The test's own functions and objects as student code sees them: used where they live, in the judge's process."""

import types
from collections.abc import Callable
from typing import Any

from autograder.values.protocol import ALWAYS, OPERATIONS, methods

Ask = Callable[..., Any]


class Lent:
    """What all of them have in common: the number by which the judge knows them."""


class LentFunction(Lent):
    """A function, a method or a class of the test: it can be called."""

    def __init__(self, ask: Ask, description: dict[str, Any]) -> None:
        self._ask, self._description = ask, description
        self.__name__ = self.__qualname__ = str(description.get("name") or "function")
        self.__doc__ = str(description.get("doc") or "") or None

    def __call__(self, *arguments: Any, **named: Any) -> Any:  # noqa: D102
        return self._ask("call", self, arguments, named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._ask("get", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
        else:
            self._ask("set", self, name, value)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """As a method of a student's class, it gets the object."""
        return self if instance is None else types.MethodType(self, instance)


class LentObject(Lent):
    """An object of the test: its public attributes, and what its class can do."""

    def __init__(self, ask: Ask, description: dict[str, Any]) -> None:
        object.__setattr__(self, "_ask", ask)
        object.__setattr__(self, "_description", description)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._ask("get", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._ask("set", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._ask("delete", self, name)


def lend(ask: Ask, description: dict[str, Any]) -> Lent:
    """What stands for something of the test's.

    Args:
        ask: asks the judge.
        description: as `autograder.kernels.handles.Handles` gives it there.
    """
    if description.get("kind") in ("function", "class"):
        return LentFunction(ask, description)
    told = [name for name in str(description.get("operations", "")).split() if name.removeprefix("r") in OPERATIONS]
    own = [name for name in told if name not in ALWAYS] + ["bool", "str", "repr", "format", "eq", "ne"]
    body = methods(own, lambda name, *operands: ask("operate", name, *operands)) | {"__hash__": object.__hash__}
    if "call" in str(description.get("operations", "")).split():
        body["__call__"] = lambda self, *arguments, **named: ask("call", self, arguments, named)
    return type(str(description.get("type") or "object"), (LentObject,), body)(ask, description)
