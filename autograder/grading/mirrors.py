"""Classes of the student's in the judge: stand-ins that keep what is whose subclass, and genuine classes for exceptions."""

import json
from collections import namedtuple
from collections.abc import Callable
from functools import cache
from typing import Any, NoReturn

import numpy as np

from autograder.grading.decided import NeedsPerson, Refused
from autograder.grading.remote_objects import OWN, ClassStub, ObjectStub, asks_for, part_of, stub_class
from autograder.grading.subclasses import subclass
from autograder.kernels.handles import library_class
from autograder.values.names import MODULES

LIBRARIES = MODULES | frozenset(["IPython", "traitlets", "unittest"])
HEAP = 1 << 9  # Python's flag of classes that are made by a class statement, and of a few others
ENDS = (StopIteration, StopAsyncIteration, GeneratorExit)
DATA = (bool, int, float, complex, str, bytes, bytearray, list, tuple, set, frozenset, dict, type(None), np.ndarray)
MOST = 2000  # classes in one test: each takes as long to make as a thousand numbers to read
PLAIN_BASES = ("builtins", "abc", "typing", "enum", "collections.abc")  # modules of bases that say nothing of a library
UNREADABLE = "What the kernel says of a class cannot be."


class Mirrors:
    """The classes of one kernel, each made once.

    Args:
        channel: what their stand-ins ask.
        given: gives the course's own class of a name, None where there is none.
    """

    def __init__(self, channel: Any, given: Callable[[str], type | None]) -> None:
        self._channel = channel
        self.begin(given)
        self._classes: dict[int, type] = {}
        self._records: dict[tuple[str, tuple[str, ...]], type] = {}

    def begin(self, given: Callable[[str], type | None]) -> None:
        """Another test begins, before which the course's cells may define more."""
        self._given = cache(given)

    def of(self, description: dict[str, Any], origin: str = "", *, limited: str = "") -> type:
        """The class that is described, or whose object is.

        Args:
            description: what crossed.
            origin: where it came from.
            limited: why it is asked for little, "" where it is not.

        Raises:
            NeedsPerson: there can be no such class.
        """
        about = {"_channel": self._channel, "_description": description, "_origin": origin, "_limited": limited}
        operations = str(description.get("operations", "")).split()
        entries = _entries(description)
        if limited == OWN:
            entries[0][0] = f"{entries[0][0]} (your own class)"
        found = self._class(0, entries, operations, about)
        if description.get("abstract") is True and isinstance(found, ClassStub):
            type.__setattr__(found, "__abstractmethods__", frozenset(["abstract"]))
        return found

    def error(self, described: dict[str, Any], *, ends: bool = False) -> BaseException:
        """An exception of the student's, with its text.

        Args:
            described: what crossed.
            ends: whether it may say that an iterator has come to its end.
        """
        kind = self.of(described)
        if not issubclass(kind, BaseException):
            raise NeedsPerson(UNREADABLE)
        quiet = issubclass(kind, ENDS) and not ends
        if quiet or any(one.__module__ == "unittest.case" for one in kind.__mro__):
            kind = RuntimeError  # in a loop or a test case of the test's these would mean that all went well
        return _made(kind, str(described.get("text", "")))

    def given_class(self, description: dict[str, Any]) -> type | None:
        """The course's own class that is described, None where it is none of its."""
        name, module, _, _ = _entries(description)[0]
        return self._given(name) if module == "__main__" else None

    def is_given(self, kind: type) -> bool:
        """Whether a class is the course's own."""
        return self._given(kind.__name__) is kind

    def record(self, description: dict[str, Any]) -> type:
        """The class of what crossed as what it holds: the course's own, or that of a named tuple of the student's.

        Raises:
            NeedsPerson: there can be no such class.
        """
        name, fields = str(description["name"]), tuple(str(description.get("fields", "")).split())
        found = self._given(name)
        if description["kind"] == "given":
            return found or _refuse()
        if found and issubclass(found, tuple) and getattr(found, "_fields", None) == fields:
            return found
        if (name, fields) not in self._records:
            self._count()
            try:
                self._records[name, fields] = namedtuple(name, fields)  # type: ignore[misc]
            except ValueError as error:
                raise NeedsPerson(UNREADABLE) from error
        return self._records[name, fields]

    def _count(self) -> None:
        if len(self._classes) + len(self._records) >= MOST:
            raise Refused(f"Your answer holds objects of more than {MOST:,} classes of its own. Make it simpler.")

    def outside(self, description: dict[str, Any]) -> type | None:
        """The class of Python's or a library's that an object is of; None where it is the student's own, or says nothing."""
        name, module, _, _ = _entries(description)[0]
        found = library_class(name, module, LIBRARIES)
        return None if found is object else found

    def stands_on_library(self, description: dict[str, Any]) -> bool:
        """Whether a class of the student's own has a library's among its bases, such as Keras's Model."""
        found = (library_class(name, module, LIBRARIES) for name, module, _, _ in _entries(description))
        return any(one is not None and one.__module__ not in PLAIN_BASES for one in found)

    def _class(self, place: int, entries: list[Any], operations: list[str], about: dict[str, Any]) -> type:
        name, module, number, _ = entries[place]
        found = library_class(name, module, LIBRARIES)
        if found is None and module == "__main__":
            found = self._given(name)
        if found is not None and (place or issubclass(found, BaseException)):
            return found
        if not place and found in DATA:
            raise NeedsPerson(f"The answer holds something that says it is a {name}, and cannot be read as one.")
        if number not in self._classes:
            self._count()
            self._classes[number] = self._made(place, entries, operations, about, found)
        return self._classes[number]

    def _made(self, place: int, entries: list[Any], operations: list[str], about: dict[str, Any], exact: Any) -> type:
        name, bases = entries[place][0].rpartition(".")[2] or "object", entries[place][3]
        above = [one for one in _above(place, entries) if entries[one][:2] != ["object", "builtins"]]
        line = [self._class(one, entries, [], about) for one in above]
        parents = tuple(self._class(one, entries, [], about) for one in bases)
        if any(issubclass(one, BaseException) for one in line):
            told = {"id": entries[place][2]}
            return _error_class(
                name, tuple(one for one in parents if issubclass(one, BaseException)), self._channel, told
            )
        inside = tuple(one for one in line if _can_be_base(one))
        outside = exact or next((one for one in line if one not in inside), None)
        if outside and not exact:
            outside = _subclass(name, outside)
        itself = {"_description": about.get("_description", {}) | {"id": entries[place][2]}}  # it may be of an object
        return stub_class(name, operations, inside, parents, outside, about | itself)


def _refuse() -> NoReturn:
    raise NeedsPerson(UNREADABLE)


def _entries(description: dict[str, Any]) -> list[Any]:
    """What is told of a class and its bases, looked over."""
    try:
        entries = json.loads(description["lineage"])
        for place, (name, module, number, bases) in enumerate(entries):
            if not (isinstance(name, str) and isinstance(module, str) and isinstance(number, int)):
                raise ValueError
            if not all(isinstance(base, int) and place < base < len(entries) for base in bases):
                raise ValueError
        return list(entries) if len(entries) < 100 else entries[100]
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise NeedsPerson(UNREADABLE) from error


def _above(place: int, entries: list[Any]) -> list[int]:
    """Places of the classes that a class stands on, in their order in the list."""
    found, waiting = set[int](), [*entries[place][3]]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += entries[one][3]
    return sorted(found)


def _can_be_base(kind: type) -> bool:
    """Whether objects of a class are laid out as those of `object`."""
    if isinstance(kind, ClassStub):
        return True
    made = all(one is object or (one.__flags__ & HEAP and not vars(one).get("__slots__")) for one in kind.__mro__)
    return made and kind.__basicsize__ <= ObjectStub.__basicsize__


def _subclass(name: str, kind: type) -> type:
    """A class of which nothing but its bases is of use."""
    try:
        return type(kind)(name, (kind,), {})
    except Exception:  # noqa: BLE001 - a metaclass that asks for something else, such as that of enumerations
        return kind


class ErrorClass(type):
    """A class of exceptions of the student's: genuine here, for `except` and `raise`; what it makes and says, it does there."""

    def __new__(meta, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> "ErrorClass":  # noqa: D102
        if "_channel" not in body:
            return subclass(next(filter(None, map(asks_for, bases))), name, bases, body)  # type: ignore[no-any-return]
        return super().__new__(meta, name, bases, body)

    def __call__(cls, *arguments: Any, **named: Any) -> Any:  # noqa: D102
        channel = part_of(cls, "_channel")
        return channel.ask("call", cls, list(arguments), named, origin=f"{cls.__name__}()")

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}")
        return part_of(cls, "_channel").ask("get", cls, name, origin=f".{name}")


def _error_class(name: str, bases: tuple[type, ...], channel: Any, described: dict[str, Any]) -> type:
    body = {"__module__": "__main__", "__str__": _text, "__getattr__": _attribute, "__setattr__": _set_attribute}
    try:
        return ErrorClass(name, bases or (Exception,), body | {"_channel": channel, "_described": described})
    except TypeError as error:
        raise NeedsPerson(UNREADABLE) from error


def _attribute(error: Any, name: str) -> Any:
    """What the student's own exception says: a property, a method."""
    if name.startswith("_"):
        raise AttributeError(name)
    return vars(error)["_channel"].ask("get", error, name, origin=f".{name}")


def _set_attribute(error: Any, name: str, value: Any) -> None:
    """What the test notes at the student's own exception, its own class sees, too."""
    BaseException.__setattr__(error, name, value)
    if not name.startswith("_") and "_channel" in vars(error):
        vars(error)["_channel"].ask("set", error, name, value)


def _text(error: Any) -> str:
    return str(error._text)


def _made(kind: type[BaseException], text: str) -> BaseException:
    """An exception with a text, whatever its class asks for."""
    try:
        error: Any = kind.__new__(kind, text)
        BaseException.__init__(error, text)
    except Exception as problem:  # a library's class that wants something else
        raise NeedsPerson(UNREADABLE) from problem
    if kind.__module__ == "__main__":
        error._text = text
    return error  # type: ignore[no-any-return]


def met_again(kind: type, origin: str, limited: str) -> type:
    """A class that may have been met before, and is met by itself now."""
    if issubclass(type(kind), ClassStub):
        type.__setattr__(kind, "_origin", origin)
        type.__setattr__(kind, "_limited", limited)
    return kind
