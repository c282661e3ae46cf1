"""The test's own functions and objects in the hands of student code: what may be handed over, and what may be asked of it.

Student code gets no object of the judge's process, only a number; what it asks comes back here. It can call what is handed
over, and use the public attributes of objects whose class the course's own cells define. It never sees code, frames, modules or
private names, through which it could reach what the test expects.
"""

import collections
import functools
import io
import random
import types
from typing import Any, NoReturn
from unittest import mock

import numpy as np

from autograder.grading.decided import Decided, NeedsPerson, Refused
from autograder.values.protocol import ALWAYS, ARITHMETIC, COMPARISONS, OPERATIONS, defined_by

MOST = 200_000  # questions of student code in one test
OBJECTS = (mock.NonCallableMock, random.Random, np.random.Generator, np.random.RandomState, io.StringIO, io.BytesIO)
CONTAINERS = (list, dict, set, str, collections.deque, random.Random, np.random.RandomState, np.random.Generator)
MOCKS_OWN = frozenset(["configure_mock", "attach_mock", "reset_mock", "mock_add_spec"])  # change what a mock says
ITERATORS: tuple[type, ...] = (
    *(types.GeneratorType, map, filter, zip, enumerate, reversed),
    *map(type, (iter([]), iter(()), iter({}), iter(set()), iter(""), iter("ä"), iter(b""), iter(range(0)))),
    *map(type, (iter({}.values()), iter({}.items()), reversed([]), reversed({}))),
)
PLAIN = (type(None), bool, int, float, complex, str, bytes)
SENTENCE = 1000  # characters of an error's text
CANNOT = "The test hands {} to the answer, which cannot be sent to it."


class Lending:
    """What one test handed over."""

    def __init__(self) -> None:
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._errors: list[BaseException] = []
        self._count = 0

    def describe(self, thing: Any) -> dict[str, Any]:
        """What crosses to the kernel in place of something of the test's.

        Raises:
            NeedsPerson: it cannot be lent.
        """
        if not _is_lendable(thing):
            raise NeedsPerson(CANNOT.format(f"an object of the kind {type(thing).__name__!r}"))
        number = self._numbers.setdefault(id(thing), len(self._objects))
        if number == len(self._objects):
            self._objects.append(thing)
        kind = "class" if isinstance(thing, type) else "function" if _is_function(thing) else "object"
        name = getattr(thing, "__name__", "") if kind != "object" else ""
        told = {"id": number, "kind": kind, "type": type(thing).__name__[:80], "name": str(name)[:80]}
        doc = thing.__doc__ if kind == "function" else ""
        told["doc"] = doc[:SENTENCE] if isinstance(doc, str) else ""
        return told | {"operations": " ".join(defined_by(type(thing)))}

    def has(self, thing: Any) -> bool:
        """Whether something was handed over."""
        return id(thing) in self._numbers

    def find(self, description: dict[str, Any]) -> Any:
        """The test's own object that comes back."""
        number = description["id"]
        if not 0 <= number < len(self._objects):
            raise LookupError(f"There is no object {number}.")
        return self._objects[number]

    def error(self, number: int) -> BaseException:
        """What the test's own function raised, and student code let pass."""
        if not 0 < number <= len(self._errors):
            raise NeedsPerson("What came from the kernel was no answer.")
        return self._errors[number - 1]

    def answer(self, verb: str, *arguments: Any) -> tuple[Any, ...]:
        """What student code asked for: the outcome.

        Raises:
            Decided: what decides the test inside a function of its own decides it here.
        """
        self._count += 1
        if self._count > MOST:
            raise Refused(
                f"Your answer called what it was given more than {MOST:,} times. Is there a loop that never stops?"
            )
        try:
            self._expect_lent(verb, arguments)
            return ("value", _VERBS[verb](*arguments))
        except Decided:
            raise
        except BaseException as error:  # noqa: BLE001 - the test's own, or what student code made it raise: told to student code
            self._errors.append(error)
            kinds = [kind.__name__ for kind in type(error).__mro__]
            text = (
                "" if isinstance(error, AssertionError) else str(error)
            )  # what the test expects is not for the answer
            own = "_description" in vars(error)  # the student's, which passed through the test's function
            return ("error", kinds, text[:SENTENCE], len(self._errors), [error] if own else _held(error))

    def _expect_lent(self, verb: str, arguments: tuple[Any, ...]) -> None:
        """Only what was handed over can be used here: a text's `format`, say, would read all that its arguments reach.

        Raises:
            TypeError: it was not.
        """
        used = arguments[:1]
        if verb == "operate":
            used = arguments[1:] if arguments[0] in (*ARITHMETIC, *COMPARISONS) else arguments[1:2]
        mine = [one for one in used if self.has(one)]
        if not mine:
            raise TypeError("What is used here was not handed over.")
        if verb == "operate":
            _expect_defined(arguments[0], [one for one in mine if not isinstance(one, type) and not _is_function(one)])


def _held(error: BaseException) -> tuple[tuple[Any, ...], dict[str, Any]] | None:
    """Arguments and attributes of one of the course's or of Python's own exceptions; None where these are not for the answer."""
    kind, attributes = type(error), {name: one for name, one in vars(error).items() if not name.startswith("_")}
    own = kind.__module__ == "__main__"
    if isinstance(error, AssertionError) or not (own or kind.__module__ == "builtins"):
        return None
    plain = all(type(one) in PLAIN for one in (*error.args, *attributes.values()))
    return (error.args, attributes) if own or plain else None


def _is_function(thing: Any) -> bool:
    return isinstance(thing, types.FunctionType | types.MethodType | types.BuiltinFunctionType | functools.partial)


def _is_lendable(thing: Any) -> bool:
    """Whether something is the test's own, and harmless in strange hands."""
    exact = type(thing)
    if issubclass(exact, types.FunctionType):
        return thing.__module__ in ("__main__", None)
    if issubclass(exact, types.MethodType):
        return _is_lendable(thing.__self__) or _is_lendable(thing.__func__)
    if issubclass(exact, types.BuiltinFunctionType):
        return isinstance(thing.__self__, CONTAINERS + OBJECTS)
    if issubclass(exact, functools.partial):
        return _is_lendable(thing.func)
    if issubclass(exact, type):
        return thing.__module__ == "__main__"
    return issubclass(exact, OBJECTS + ITERATORS) or exact.__module__ == "__main__"


def _call(thing: Any, arguments: Any, named: dict[str, Any]) -> Any:
    if not callable(thing):
        raise TypeError(f"'{type(thing).__name__}' object is not callable")
    return thing(*arguments, **named)


def _get(thing: Any, name: str) -> Any:
    own = _is_function(thing) and name not in _own(thing)
    if name.startswith("_") or isinstance(thing, ITERATORS) or own or (_is_mock(thing) and name in MOCKS_OWN):
        raise AttributeError(name)
    return getattr(thing, name)


def _is_mock(thing: Any) -> bool:
    return issubclass(type(thing), mock.NonCallableMock)


def _own(function: Any) -> dict[str, Any]:
    """What somebody noted at a function of the test's."""
    return vars(function) if isinstance(function, types.FunctionType) else {}


def _set(thing: Any, name: str, value: Any) -> None:
    if name.startswith("_") or not (type(thing).__module__ == "__main__" or isinstance(thing, types.FunctionType)):
        raise AttributeError(name)
    if callable(getattr(type(thing), name, None)):  # what the test's own class does is not the answer's to say
        raise AttributeError(name)
    setattr(thing, name, value)


def _delete(thing: Any, name: str) -> NoReturn:
    raise AttributeError(name)


def _expect_defined(name: str, objects: list[Any]) -> None:
    allowed = {*ALWAYS}.union(*(defined_by(type(one)) for one in objects))
    if not objects or (name not in allowed and f"r{name}" not in allowed):
        raise TypeError(f"unsupported operation {name!r}")


def _operate(name: str, *operands: Any) -> Any:
    return OPERATIONS[name](*operands)


_VERBS: dict[str, Any] = {"call": _call, "get": _get, "set": _set, "delete": _delete, "operate": _operate}
