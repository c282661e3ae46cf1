"""The student kernel's side of the judge's questions: names, calls and attributes, as plain data.

It runs in the student's kernel, where student code could replace all of it: whoever asks must take every answer as the
student's word.
"""

import socket
import sys
import types
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from autograder.values import dump_reply, load, offer, receive, snapshot

SENTENCE = 1000  # characters of an error's text
FILE_BYTES = 20_000_000  # of a file that is judged


def serve(path: str) -> None:
    """Answer questions that come over a Unix socket until it is closed.

    Args:
        path: where the other side listens.
    """
    with socket.socket(socket.AF_UNIX) as channel:
        channel.connect(path)
        while True:
            try:
                message = receive(channel)
                _answer(channel, message)
            except EOFError:
                return
            except KeyboardInterrupt:  # came between two answers
                continue


class _Handles:
    """Objects that the other side knows by number only."""

    def __init__(self) -> None:
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}

    def describe(self, thing: Any) -> dict[str, Any]:
        """What crosses in place of something that is no plain data."""
        number = self._numbers.get(id(thing))
        if number is None:
            number = self._numbers[id(thing)] = len(self._objects)
            self._objects.append(thing)
        name = getattr(thing, "__name__", None)
        return {
            "id": number,
            "kind": _kind(thing),
            "type": str(type(thing).__name__)[:80],
            "name": str(name)[:80] if isinstance(name, str) else "",
        }

    def find(self, description: dict[str, Any]) -> Any:
        """The object that the other side speaks of."""
        return self._objects[description["id"]]


_HANDLES = _Handles()
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, partial)


def _kind(thing: Any) -> str:
    if isinstance(thing, type):
        return "class"
    if isinstance(thing, types.ModuleType):
        return "module"
    return "function" if isinstance(thing, _FUNCTIONS) or hasattr(thing, "cache_info") else "object"


def _answer(channel: socket.socket, message: Any) -> None:
    asked = load(message, stub=_HANDLES.find)
    verb, *arguments = asked.value
    before = snapshot(asked)
    outcome: tuple[Any, ...]
    try:
        outcome = ("value", _VERBS[verb](*arguments))
    except BaseException as error:  # noqa: BLE001 - whatever student code raises is told to the judge
        outcome = ("error", [kind.__name__ for kind in type(error).__mro__], str(error)[:SENTENCE])
    offer(channel, dump_reply(outcome, asked, before, handle=_HANDLES.describe).message)


def _pull(name: str) -> Any:
    space = sys.modules["__main__"].__dict__
    return [space[name]] if name in space else []


def _has(name: str) -> bool:
    return name in sys.modules["__main__"].__dict__


def _file(name: str) -> list[Any]:
    """A file's content; its size alone where it is too large; nothing where there is none."""
    path = Path(name)
    if not path.is_file():
        return []
    size = path.stat().st_size
    return [path.read_bytes() if size <= FILE_BYTES else size]


def _call(thing: Any, arguments: list[Any], named: dict[str, Any]) -> Any:
    return thing(*arguments, **named)


_VERBS: dict[str, Callable[..., Any]] = {
    "pull": _pull,
    "has": _has,
    "file": _file,
    "call": _call,
    "get": getattr,
    "set": setattr,
    "items": list,
    "text": str,
    "length": len,
    "item": lambda thing, key: thing[key],
    "contains": lambda thing, item: item in thing,
}
