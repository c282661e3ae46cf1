"""What is told of objects that stay where they are: a number, a name, their class and what it stands on."""

import json
import sys
import types
from functools import lru_cache, partial
from typing import Any

from autograder.values.protocol import defined_by

NAME = 80  # characters of a name that are told
ABSTRACT = 1 << 20  # Python's flag of classes that have abstract methods
LINEAGE = 12_000  # characters of all that is told of a class
FUNCTIONS = (
    *(types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.MethodWrapperType, partial),
    type(lru_cache(len)),
    *(types.WrapperDescriptorType, types.MethodDescriptorType, types.ClassMethodDescriptorType),
)

NAMELESS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(found for found in vars(types).values() if isinstance(found, type)),
        *map(type, ({}.keys(), {}.values(), {}.items(), iter([]), iter(()), iter({}), iter(""), iter(range(0)))),
        *map(type, (iter({}.values()), iter({}.items()), iter(set()), iter(b""), reversed([]))),
    )
}
"""Classes of Python's own that no module of it names."""


class Handles:
    """Objects that the other side knows by number only."""

    def __init__(self) -> None:
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}

    def describe(self, thing: Any) -> dict[str, Any]:
        """What crosses in place of something that is no plain data."""
        kind, exact = kind_of(thing), type(thing)
        name = getattr(thing, "__name__", None)
        described = {"id": self.number(thing), "kind": kind, "type": _short(exact.__name__)}
        described["name"] = name[:NAME] if isinstance(name, str) else ""
        if kind != "function":
            whose = thing if kind == "class" else exact
            described["lineage"] = self._lineage(whose)
            described["operations"] = " ".join(defined_by(whose))
            described["abstract"] = kind == "class" and bool(type.__getattribute__(thing, "__flags__") & ABSTRACT)
        return described

    def number(self, thing: Any) -> int:
        """The number of an object, which it keeps; it stays alive."""
        number = self._numbers.get(id(thing))
        if number is None:
            number = self._numbers[id(thing)] = len(self._objects)
            self._objects.append(thing)
        return number

    def find(self, description: dict[str, Any]) -> Any:
        """The object that the other side speaks of.

        Raises:
            LookupError: it was never told of such an object.
        """
        number = description["id"]
        if not 0 <= number < len(self._objects):
            raise LookupError(f"There is no object {number}.")
        return self._objects[number]

    def _lineage(self, kind: type) -> str:
        """A class and all that it stands on, as JSON: name, module, number, places of its bases in this list, of each."""
        line = type.mro(kind) if type(kind) is type else [*kind.__mro__]
        places = {id(one): place for place, one in enumerate(line)}
        told = [
            [
                _short(one.__qualname__),
                _short(one.__module__),
                self.number(one),
                [places[id(base)] for base in one.__bases__ if id(base) in places],
            ]
            for one in line
        ]
        text = json.dumps(told)
        return text if len(text) <= LINEAGE else json.dumps([[*told[0][:3], [1]], ["object", "builtins", 0, []]])


def kind_of(thing: Any) -> str:
    """What stands for an object on the other side: a "function", "class", "module", "error" or another "object"."""
    exact = type(thing)
    if issubclass(exact, type):
        return "class"
    if issubclass(exact, types.ModuleType):
        return "module"
    if issubclass(exact, BaseException):
        return "error"
    return "function" if issubclass(exact, FUNCTIONS) else "object"


def library_class(name: str, module: str, libraries: frozenset[str]) -> type | None:
    """A class of Python or of a library by its name; None where there is none.

    Args:
        name: qualified, such as "Match".
        module: where it is, such as "re".
        libraries: whose classes count, besides Python's own.
    """
    if module.partition(".")[0] not in libraries | sys.stdlib_module_names | {"builtins"}:
        return None
    if module == "__main__" or module not in sys.modules:
        return None
    if module == "builtins" and name in NAMELESS:
        return NAMELESS[name]
    found: Any = sys.modules[module]
    for part in name.split("."):
        found = vars(found).get(part) if isinstance(found, types.ModuleType | type) else None
    return found if isinstance(found, type) else None


def _short(text: Any) -> str:
    return str(text)[:NAME]
