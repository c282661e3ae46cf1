"""Stand-ins in the judge for functions that live in the student's kernel."""

import inspect
import types
from typing import Any

from autograder.grading.remote_objects import LIBRARYS, Stub, call, part_of, signature

FUNCTION_DATA = (
    *("__doc__", "__annotations__", "__defaults__", "__kwdefaults__", "__qualname__", "__module__", "__wrapped__"),
    *("__self__", "__func__"),
)
CODE = (
    *("co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_name", "co_varnames", "co_names"),
    *("co_freevars", "co_cellvars", "co_flags", "co_firstlineno"),
)


class FunctionStub(Stub):
    """A function of the student's: it can be called, and asked for what is written about it."""

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """What `isinstance` goes by."""
        return types.FunctionType

    def __call__(self, *arguments: Any, **named: Any) -> Any:  # noqa: D102
        return call(self, *arguments, **named)

    @property
    def __name__(self) -> str:
        return str(part_of(self, "_description")["name"])

    @property
    def __globals__(self) -> Any:
        return part_of(self, "_channel").space

    @property
    def __signature__(self) -> inspect.Signature:
        return signature(self)

    @property
    def __closure__(self) -> tuple[types.CellType, ...] | None:
        cells = part_of(self, "_channel").ask("closure", self, origin=".__closure__", limited=LIBRARYS)
        return cells and tuple(types.CellType(*content) for content in cells)

    @property
    def __code__(self) -> types.SimpleNamespace:
        code = part_of(self, "_channel").ask("code", self, list(CODE))
        return types.SimpleNamespace(**dict(zip(CODE, code, strict=True)))

    def __getattribute__(self, name: str) -> Any:
        if name == "__dict__":
            return part_of(self, "_channel").ask("vars", self, origin=".__dict__")
        if name in FUNCTION_DATA or not name.startswith("_"):
            # What is kept at a function may be anything, and is told nothing.
            return part_of(self, "_channel").ask("get", self, name, origin=f".{name}", limited=LIBRARYS)
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        part_of(self, "_channel").ask("set", self, name, value)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else types.MethodType(self, instance)
