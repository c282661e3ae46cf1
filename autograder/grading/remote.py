"""Stand-ins in the judge for what lives in the student's kernel and is no plain data: functions, classes, objects.

Data goes there and data comes back. Whatever would let the student's object itself decide a test (comparisons, truth,
what class it is) needs a person.
"""

import builtins
import socket
import types
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NoReturn

from autograder.checks import CheckFailed
from autograder.kernels.serving import FILE_BYTES
from autograder.values import Excessive, Malformed, accept, dump, load, load_reply, send


class NeedsPerson(BaseException):
    """A test asks for something that only the student's kernel could say; no `except Exception` of a test may swallow it."""


class KernelGone(BaseException):
    """The student's kernel ended, or was ended, while it was asked."""


class Channel:
    """Questions to a student's kernel (see `autograder.kernels.serving`).

    Args:
        connection: a socket to the kernel.
        waiting: told True before each question and False after its answer.
        ours: makes a function that says whether a thing belongs to the course's own cells, which no answer may change.
    """

    def __init__(
        self,
        connection: socket.socket,
        waiting: Callable[[bool], None],
        ours: Callable[[], Callable[[Any], bool]],
    ) -> None:
        self._connection = connection
        self._waiting = waiting
        self._ours = ours

    def pull(self, name: str) -> Any:
        """The value of a name.

        Raises:
            KeyError: there is no such name.
        """
        found = self.ask("pull", name)
        if type(found) is not list or len(found) != 1:
            raise KeyError(name)
        return found[0]

    def has(self, name: str) -> bool:
        """Whether the student's cells have bound a name."""
        return self.ask("has", name) is True

    def file(self, name: str) -> bytes | None:
        """The content of a file that the kernel has, by its relative path; None where it has none.

        Raises:
            CheckFailed: it is too large to be judged.
        """
        match self.ask("file", name):
            case [bytes(content)] if len(content) <= FILE_BYTES:
                return content
            case [int(size)] if size > FILE_BYTES:
                raise CheckFailed(
                    f"{name} has {size / 1e6:.0f} MB; a file that is judged may have {FILE_BYTES // 1_000_000}. Make it smaller."
                )
        return None

    def ask(self, verb: str, *arguments: Any) -> Any:
        """Ask one question.

        Raises:
            Exception: what the student's code raised, as the nearest of Python's own exceptions.
            CheckFailed: the answer would take more than any computer has.
            NeedsPerson: the answer or the question is no plain data.
            KernelGone: there is no answer.
        """
        question = dump((verb, *arguments), handle=_own_number)
        is_ours = self._ours()
        for number, thing in question.objects.items():
            if not issubclass(type(thing), _Stub) and is_ours(thing):  # what the answer does to it happens to a copy
                question.objects[number] = _copy(thing)
        self._waiting(True)
        try:
            send(self._connection, question.message)
            outcome = load_reply(accept(self._connection), question, stub=self._stub).value
        except (EOFError, OSError) as error:
            raise KernelGone from error
        except Excessive as error:
            raise CheckFailed(f"{error}") from error
        except Malformed as error:
            raise NeedsPerson("What came from the kernel could not be read as data.") from error
        finally:
            self._waiting(False)
        match outcome:
            case ("value", value):
                return value
            case ("error", list(kinds), str(text)):
                raise _own_exception(kinds)(text)
        raise NeedsPerson("What came from the kernel was no answer.")

    def _stub(self, description: dict[str, Any]) -> Any:
        made = {"function": FunctionStub, "class": ClassStub}.get(str(description.get("kind")), ObjectStub)
        # The class bears the name of the student's, so that "a Account" rather than "a stub" stands in messages.
        name = str(description.get("type"))
        name = name if name.isidentifier() else "object"
        return type(name, (made,), {})(self, description)


class _Stub:
    """What all stand-ins have in common: they are asked about through their channel."""

    def __init__(self, channel: Channel, description: dict[str, Any]) -> None:
        object.__setattr__(self, "_channel", channel)
        object.__setattr__(self, "_description", description)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._channel.ask("call", self, list(arguments), named)  # type: ignore[attr-defined]

    def _refuse(self, *arguments: Any, **named: Any) -> NoReturn:
        """Used as every method by which an object could decide a test itself."""
        raise NeedsPerson("The answer holds an object of its own kind, which only a person can judge.")

    __reduce_ex__ = __copy__ = __deepcopy__ = _refuse


class FunctionStub(_Stub):
    """A function of the student's: it can be called."""

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """What `isinstance` goes by."""
        return types.FunctionType

    @property
    def __name__(self) -> str:
        return str(self._description["name"])  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ("__doc__", "__wrapped__"):
            raise AttributeError(name)
        return self._refuse()

    @property
    def __signature__(self) -> NoReturn:
        self._refuse()


class ObjectStub(_Stub):
    """An object of the student's: its attributes, items and text can be asked for."""

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """What `isinstance` goes by."""
        self._refuse()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self._channel.ask("get", self, name)  # type: ignore[attr-defined]

    def __setattr__(self, name: str, value: Any) -> None:
        self._channel.ask("set", self, name, value)

    def __len__(self) -> int:
        return self._plain("length", int)

    def __str__(self) -> str:
        return self._plain("text", str)

    __repr__ = __str__

    def __format__(self, form: str) -> str:
        return format(str(self), form)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._plain("items", list))

    def __getitem__(self, key: Any) -> Any:
        return self._channel.ask("item", self, key)  # type: ignore[attr-defined]

    def __contains__(self, item: Any) -> bool:
        return self._plain("contains", bool, item)

    def _plain(self, verb: str, kind: type, *arguments: Any) -> Any:
        """An answer that has to be of one of Python's own kinds."""
        answer = self._channel.ask(verb, self, *arguments)  # type: ignore[attr-defined]
        return answer if type(answer) is kind else self._refuse()

    __bool__ = __float__ = __int__ = __index__ = __complex__ = __array__ = _Stub._refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _Stub._refuse  # type: ignore[assignment]
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _Stub._refuse
    __floordiv__ = __mod__ = __pow__ = __neg__ = __pos__ = __abs__ = __matmul__ = __rmatmul__ = _Stub._refuse
    __and__ = __or__ = __xor__ = __invert__ = __round__ = _Stub._refuse


class ClassStub(ObjectStub):
    """A class of the student's: it makes objects when it is called."""

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """What `isinstance` goes by."""
        return type

    @property
    def __name__(self) -> str:
        return str(self._description["name"])  # type: ignore[attr-defined]

    __instancecheck__ = __subclasscheck__ = __mro_entries__ = _Stub._refuse


def _own_number(thing: Any) -> dict[str, Any]:
    """What crosses to the kernel in place of a stand-in: the number of the student's own object."""
    if not issubclass(type(thing), _Stub):
        raise NeedsPerson("The test hands an object to the answer that cannot be sent to it.")
    return {"id": thing._description["id"], "kind": "yours"}


def _copy(thing: Any) -> Any:
    """A copy that shares no memory with a thing."""
    message = dump(thing, handle=_own_number).message
    return load(replace(message, blobs=[bytearray(blob) for blob in message.blobs]), stub=_no_stub).value


def _no_stub(description: dict[str, Any]) -> NoReturn:
    raise NeedsPerson("The test hands an object to the answer that cannot be sent to it.")


def _own_exception(kinds: list[Any]) -> type[BaseException]:
    """The first of these names that is one of Python's own exceptions."""
    for kind in kinds:
        found = getattr(builtins, kind, None) if isinstance(kind, str) else None
        if isinstance(found, type) and issubclass(found, StopIteration | StopAsyncIteration | GeneratorExit):
            return RuntimeError  # in a loop of the test's these would mean that all went well
        if isinstance(found, type) and issubclass(found, BaseException):
            return found
    return Exception
