"""Stand-ins in the judge for what lives in the student's kernel and is no plain data: functions, classes, objects.

Data goes there and data comes back. An object is asked what it can do; what only it says of itself, that it is equal to another
above all, counts only where what both hold, as data, says the same.
"""

import inspect
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from autograder.grading.decided import NeedsPerson, Refused
from autograder.grading.signatures import fields_of, signature_of
from autograder.grading.subclasses import subclass
from autograder.values.protocol import ALWAYS, COMPARISONS, OPERATIONS, TYPES, methods

OWN_KIND = "{} is an object of your own class {!r}; plain data is asked for, such as a number, a list or an array."
OWN, LIBRARYS = "own", "library's"  # why an object is asked for little: whose class it is of, where data are usual
ITSELF = "Only the objects themselves say that one is {} the other."
WORDS = {
    "eq": "equal to",
    "ne": "different from",
    "lt": "less than",
    "gt": "greater than",
    "le": "at most",
    "ge": "at least",
}
LOCAL = frozenset(["_channel", "_description", "_origin", "_limited", "__class__"])
MAKING = frozenset(["__new__", "__init__", "__init_subclass__", "__subclasshook__", "__class_getitem__", "__class__"])


CLASS_DATA = (
    "__dict__",
    "__doc__",
    "__init__",
    "__annotations__",
    "__abstractmethods__",
    "__slots__",
    "__match_args__",
)


class Stub:
    """What all stand-ins have in common: they are asked about through their channel."""

    def __init__(self, channel: Any, description: dict[str, Any], origin: str, limited: str) -> None:
        for name, value in (("_channel", channel), ("_description", description), ("_origin", origin)):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_limited", limited)

    def _refuse(self, *arguments: Any, **named: Any) -> NoReturn:
        """Used as every method that would need the object itself."""
        raise NeedsPerson("The answer holds an object of its own kind, which only a person can judge.")

    def __copy__(self) -> Any:
        return part_of(self, "_channel").ask("copy", self, False, origin=part_of(self, "_origin"))

    def __deepcopy__(self, memo: Any) -> Any:
        return part_of(self, "_channel").ask("copy", self, True, origin=part_of(self, "_origin"))

    __reduce_ex__ = _refuse
    __array_ufunc__ = None  # NumPy leaves operators to the object


def part_of(stub: Any, name: str) -> Any:
    """What a stand-in holds itself, a class among them: `_channel`, `_description`, `_origin` or `_limited`."""
    return (type if issubclass(type(stub), type) else object).__getattribute__(stub, name)


def is_stub(thing: Any) -> bool:
    """Whether something stands for an object in the student's kernel, a class included."""
    return issubclass(type(thing), Stub | ClassStub)


class ObjectStub(Stub):
    """An object of the student's: its attributes, and what its class can do."""

    def __init_subclass__(cls) -> None:
        """The course's own classes are told of a new one; a library's have been, where it was made."""
        above = (one for one in _body(cls)["_line"] if "__init_subclass__" in _body(one))
        if (nearest := next(above, None)) and nearest.__module__ == "__main__":
            super().__init_subclass__()

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """What `isinstance` goes by."""
        return _body(type(self))["_outside"] or type(self)

    def __getattribute__(self, name: str) -> Any:
        special = name.startswith("__") and name not in ("__doc__", "__dict__")
        if name in LOCAL or (special and _is_own(type(self), name)):
            return object.__getattribute__(self, name)
        _no_data_to(self, data=False)
        channel, origin = part_of(self, "_channel"), f".{name}"
        if name == "__dataclass_fields__":
            return _fields(type(self))
        if name == "__dict__":
            return channel.ask("vars", self, origin=origin)
        found = channel.ask("get", self, name, origin=origin, limited=part_of(self, "_limited"))
        return self._refuse() if name.startswith("__array") else found

    def __setattr__(self, name: str, value: Any) -> None:
        part_of(self, "_channel").ask("set", self, name, value)

    def __delattr__(self, name: str) -> None:
        part_of(self, "_channel").ask("delete", self, name)

    def __dir__(self) -> list[str]:
        return list(part_of(self, "_channel").ask("operate", "dir", self))


def _is_own(kind: type, name: str) -> bool:
    """Whether a stand-in has a method itself: not by a class of the course's that stands among its bases."""
    return any(name in _body(one) for one in (kind, ObjectStub, Stub))


def _body(kind: type) -> Any:
    """What stands in a class here, whatever it says of itself."""
    return type.__dict__["__dict__"].__get__(kind)


class ClassStub(type):
    """A class of the student's; its objects here are stand-ins for those that it makes there."""

    def __new__(meta, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> "ClassStub":  # noqa: D102
        if "_line" not in body:
            return subclass(next(filter(None, map(asks_for, bases))), name, bases, body)  # type: ignore[no-any-return]
        return super().__new__(meta, name, bases, body)

    def mro(cls) -> list[type]:
        """The class, what all stand-ins do, and the classes that it stands on: `isinstance` goes by these."""
        return [cls, ObjectStub, Stub, *_body(cls)["_line"], object]

    def __call__(cls, *arguments: Any, **named: Any) -> Any:  # noqa: D102
        channel, origin = part_of(cls, "_channel"), part_of(cls, "_origin")
        return channel.ask("call", cls, list(arguments), named, origin=f"{origin}()")

    def __getattribute__(cls, name: str) -> Any:
        if name == "__signature__":
            return signature(cls)
        if name in ("__mro__", "__bases__"):
            return (cls, *_body(cls)["_line"], object) if name == "__mro__" else _body(cls)["_parents"]
        if name == "__dataclass_fields__":
            return _fields(cls)
        if (name.startswith("__") and name not in CLASS_DATA) or name == "mro":
            return type.__getattribute__(cls, name)
        channel = part_of(cls, "_channel")
        if name == "__dict__":
            return channel.ask("vars", cls, origin=".__dict__")
        return channel.ask("get", cls, name, origin=f".{name}")

    def __setattr__(cls, name: str, value: Any) -> None:
        part_of(cls, "_channel").ask("set", cls, name, value)

    def __delattr__(cls, name: str) -> None:
        part_of(cls, "_channel").ask("delete", cls, name)

    def __instancecheck__(cls, instance: Any) -> bool:
        """Also of what crossed as what it holds: a named tuple of that name."""
        record = type(instance).__bases__ == (tuple,) and hasattr(type(instance), "_fields")
        return super().__instancecheck__(instance) or (record and type(instance).__name__ == cls.__name__)

    def __len__(cls) -> int:
        return perform("len", cls)  # type: ignore[no-any-return]

    def __iter__(cls) -> Any:
        return perform("iter", cls)

    def __getitem__(cls, key: Any) -> Any:
        return perform("getitem", cls, key)

    def __contains__(cls, item: Any) -> bool:
        return perform("contains", cls, item)  # type: ignore[no-any-return]

    def __bool__(cls) -> bool:
        return True


def asks_for(kind: Any) -> Callable[..., Any] | None:
    """What asks the kernel about a class of the student's; None for another."""
    return _body(kind)["_channel"].ask if issubclass(type(kind), type) and "_channel" in _body(kind) else None


def is_subclass(kind: Any, others: Any) -> bool:
    """What the name `issubclass` stands for in a test: what a class stands on there counts, too, whatever can be its base here."""
    outside = _body(kind)["_outside"] if issubclass(type(kind), ClassStub) else None
    return issubclass(kind, others) or (outside is not None and issubclass(outside, others))


def stub_class(
    name: str,
    operations: list[str],
    line: tuple[type, ...],
    parents: tuple[type, ...],
    outside: type | None,
    about: dict[str, Any],
) -> ClassStub:
    """A stand-in for a class.

    Args:
        name: of the class.
        operations: that it defines.
        line: classes here that it stands on, the nearest first.
        parents: the nearest of them.
        outside: what `isinstance` has to go by instead, None where the line says all.
        about: `_channel`, `_description`, `_origin` and `_limited` of the stand-in.
    """
    known = [one for one in operations if one in OPERATIONS or one.removeprefix("r") in OPERATIONS]
    body = methods({*known, *ALWAYS}, perform) | {"__module__": "__main__", "_line": line, "_outside": outside} | about
    body["_parents"] = parents or (object,)
    if "eq" not in operations:
        body |= {"__eq__": _is_same, "__ne__": lambda self, other: not _is_same(self, other)}
    if "unhashable" in operations:
        body["__hash__"] = None
    if "call" in operations:
        body["__call__"] = call
    for special in _special(line) - body.keys() - _body(ObjectStub).keys() - _body(Stub).keys():
        body[special] = _unable(special)
    return ClassStub(name, (ObjectStub,), body)


def _is_same(self: Any, other: Any) -> bool:
    _no_data_to(self, data=False)
    return self is other


def _special(line: tuple[type, ...]) -> set[str]:
    """Python's own names of what classes here can do: the object did not say that it can, and they know nothing of it."""
    named = ((name, found) for kind in line for name, found in _body(kind).items() if name.startswith("__"))
    return {name for name, found in named if name.endswith("__") and callable(found)} - MAKING


def _unable(name: str) -> Callable[..., Any]:
    """A method that an object has not."""

    def unable(self: Any, *arguments: Any, **named: Any) -> Any:
        if name == "__del__":
            return None
        _no_data_to(self, data=False)
        if name.strip("_") in COMPARISONS:
            return NotImplemented
        raise (AttributeError if name == "__getattr__" else TypeError)(*arguments[:1])

    return unable


def call(self: Any, *arguments: Any, **named: Any) -> Any:
    """What a call of an object in the kernel gives."""
    _no_data_to(self, bool(arguments or named))
    return part_of(self, "_channel").ask("call", self, list(arguments), named, origin=f"{part_of(self, '_origin')}()")


def _no_data_to(stub: Any, data: bool) -> None:
    """What the test knows is not told to an object in a place where the course's own answer has none.

    Raises:
        Refused: the object is of the student's own class.
        NeedsPerson: it is of a library's, and the test would tell it something.
    """
    if part_of(stub, "_limited") == OWN:
        raise Refused(
            OWN_KIND.format(part_of(stub, "_origin") or "Your answer", part_of(stub, "_description").get("type"))
        )
    if data and part_of(stub, "_limited"):
        raise NeedsPerson(
            f"{part_of(stub, '_origin')} is asked about what the test knows, and is an object, not plain data."
        )


def perform(name: str, *operands: Any) -> Any:
    """One of Python's operations, at least one of whose operands stands for an object in the kernel."""
    if name in COMPARISONS:
        return _compared(name, *operands)
    stubs = [one for one in operands if is_stub(one)]
    for stub in stubs:
        if not issubclass(type(stub), ClassStub):
            _no_data_to(stub, name not in ("getitem", "format", "round") and len(operands) > len(stubs))
    return _asked(name, *((operands[0], operands[1], None, None) if name in ("exit", "aexit") else operands))


def _asked(name: str, *operands: Any) -> Any:
    """What an operation gives where the objects live."""
    stub = next(one for one in operands if is_stub(one))
    channel = part_of(stub, "_channel")
    origin = "[*]" if name in ("iter", "next", "aiter", "anext", "reversed", "getitem") else f"operator {name}"
    found = channel.ask("operate", name, *operands, origin=origin)
    if name in TYPES and type(found) is not TYPES[name]:
        raise NeedsPerson(f"What the answer's object gives for {name} is nothing that Python allows.")
    return found


def _compared(name: str, one: Any, other: Any) -> bool:
    """What an object says of another, where what both hold says the same."""
    for stub in (one, other):
        if is_stub(stub) and not issubclass(type(stub), ClassStub):
            _no_data_to(stub, data=False)
    if not is_stub(other) or not is_stub(one):
        if other is None and name in ("eq", "ne"):
            return name == "ne"
        return _unlike(name, one, other)
    said, back, *states = part_of(one, "_channel").ask("compare", name, one, other)
    if type(said) is not bool or type(back) is not bool:
        raise NeedsPerson(ITSELF.format(WORDS[name]))
    same = holds_same(*states) and one is not other and states[0][1:] != ([], {})
    agrees = {
        "eq": said == (same or one is other),
        "ne": said != (same or one is other),
        "lt": not (said and back),
        "gt": not (said and back),
    }.get(name, not (said and back) or same or one is other)
    if not agrees:
        raise NeedsPerson(ITSELF.format(WORDS[name]))
    return said


def _unlike(name: str, one: Any, other: Any) -> bool:
    """Whether an object says that it is something else than plain data, which it is."""
    stub = one if is_stub(one) else other
    if name in ("eq", "ne") and not issubclass(type(stub), ClassStub):
        _no_data_to(stub, data=True)
        if _asked(name, one, other) is (name == "ne"):
            return name == "ne"
    match part_of(stub, "_channel").ask("plain", stub):
        case [
            int() | float() | str() as plain
        ]:  # of a class on the ground of Python's own, such as an enumeration of numbers
            _no_data_to(stub, data=True)
            said = _asked(name, one, other)
            if said is OPERATIONS[name](*(plain if operand is stub else operand for operand in (one, other))):
                return bool(said)
    raise NeedsPerson("The test compares an object of the answer's own kind with plain data.")


def holds_same(one: Any, other: Any) -> bool:
    """Whether two states, as `autograder.kernels.states.state_of` gives them, hold the same."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(holds_same(*pair) for pair in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(holds_same(one[name], other[name]) for name in one)
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return type(one) is type(other) and np.array_equal(one, other)
    if is_stub(one) or is_stub(other):
        return one is other
    return bool(one == other)


def _fields(kind: Any) -> dict[str, Any]:
    return fields_of(part_of(kind, "_channel").ask("fields", kind))


def signature(stub: Any) -> inspect.Signature:
    """The parameters of a function or class in the kernel."""
    channel = part_of(stub, "_channel")
    return signature_of(channel.ask("signature", stub))
