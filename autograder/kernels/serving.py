"""The student kernel's side of the judge's questions: names, calls and attributes, as plain data.

It runs in the student's kernel, where student code could replace all of it: whoever asks must take every answer as the
student's word.
"""

import builtins
import contextlib
import copy
import dataclasses
import inspect
import os
import socket
import sys
import tempfile
import time
from abc import abstractmethod
from collections import namedtuple
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import CellType, new_class
from typing import Any

from autograder.kernels.handles import Handles
from autograder.kernels.lent import Lent, lend
from autograder.kernels.states import Watch, digest, plain, state_of, statics
from autograder.kernels.surroundings import Effects, around
from autograder.kernels.turns import Turns
from autograder.values import offer, receive
from autograder.values.dialogue import Dialogue, Known
from autograder.values.protocol import OPERATIONS
from autograder.values.records import register

SENTENCE = 1000  # characters of an error's text
TOLD = ("__notes__",)  # what an exception holds besides its own attributes
MOST = 1000  # files of a folder that are told
FILE_BYTES = 20_000_000  # of a file that is judged


def serve(path: str) -> None:
    """Answer questions that come over a Unix socket until it is closed.

    Args:
        path: where the other side listens.
    """
    with socket.socket(socket.AF_UNIX) as channel:
        channel.connect(path)
        line = _Line(channel)
        _close()
        while True:
            try:
                line.serve()
            except EOFError:
                return
            except KeyboardInterrupt:  # came between two answers
                continue


_HANDLES = Handles()
_SHARED: dict[str, Any] = {"kernel": "", "known": Known()}  # which kernel this is, and what the judge knows of it


class _Line:
    """A socket to the judge of one test."""

    def __init__(self, channel: socket.socket) -> None:
        self._effects, self._watch = Effects(), Watch(_main())
        self._raised: dict[int, tuple[BaseException, int]] = {}  # what the test's own functions raised, by its id
        self._dialogue = Dialogue(
            partial(offer, channel), partial(receive, channel), self._describe, self._made, self._answer
        )
        self.serve = self._dialogue.serve
        self._turns = Turns()

    def _resume(self, kernel: str, count: int, released: list[int]) -> str:
        """Go on with what the judge knows from earlier tests, where it is what this kernel knows.

        Args:
            kernel: that it knows.
            count: of objects that it has known.
            released: numbers of those that it holds no more.

        Returns:
            This kernel's name where it goes on, with "new" before it where it begins anew.
        """
        _SHARED["kernel"] = _SHARED["kernel"] or f"{os.getpid()} {time.time_ns()}"
        goes_on = (kernel, count) == (_SHARED["kernel"], _SHARED["known"].count)
        if not goes_on:
            _SHARED["known"] = Known()
        _SHARED["known"].forget(released)
        self._dialogue.begin(_SHARED["known"])
        return ("" if goes_on else "new ") + str(_SHARED["kernel"])

    def _describe(self, thing: Any) -> dict[str, Any]:
        if isinstance(thing, Lent):
            return {"id": vars(thing)["_description"]["id"], "kind": "yours"}
        described = _HANDLES.describe(thing)
        return described | {"text": _text(thing)} if described["kind"] == "error" else described

    def _made(self, description: dict[str, Any]) -> Any:
        """The student's own object, or what stands for one of the test's."""
        if description["kind"] == "yours":
            return _HANDLES.find(description)
        if description["kind"] in ("given", "record"):
            return _class_of_notebook(description)
        return lend(self._ask, description)

    def _ask(self, verb: str, *arguments: Any) -> Any:
        """What student code asks of the test's own objects."""
        turn = self._turns.take()
        patches = self._effects.suspend()
        try:
            match self._dialogue.ask(verb, self._effects.take(), *arguments):
                case ("value", value):
                    return value
                case ("error", list(kinds), str(text), int(number), own):
                    error = own[0] if type(own) is list else _as_raised(kinds, text, own)
                    self._raised[id(error)] = error, number
                    raise error
        finally:
            self._effects.resume(patches)
            self._turns.give_back(turn)
        raise RuntimeError("There was no answer.")

    def _answer(self, verb: str, *arguments: Any) -> tuple[Any, ...]:
        try:
            if verb == "resume":
                return ("value", self._resume(*arguments), self._noted(verb))
            if verb in _LOOKS:
                return ("value", _LOOKS[verb](*arguments), self._noted(verb, *arguments))
            context, *rest = arguments
            self._learn(context or {})
            with self._turns.call(), around(context, self._effects):
                found = _VERBS[verb](*rest)
            return ("value", found, (*self._effects.take(), self._watch.changed()))
        except BaseException as error:  # noqa: BLE001 - whatever student code raises is told to the judge
            effects = (*self._effects.take(), self._watch.changed())
            if id(error) in self._raised:
                return ("raised", self._raised[id(error)][1], effects)
            return ("error", error, *_held(error), effects)

    def _learn(self, context: dict[str, Any]) -> None:
        """Names that the judge wants to know changes of, and of classes that are the course's own."""
        classes = ((name, _main().get(name)) for name in context.get("given", ()))
        register((name, found) for name, found in classes if isinstance(found, type))
        for name in context.get("watch", ()):
            self._watch.add(name)

    def _noted(self, verb: str, *arguments: Any) -> tuple[Any, ...]:
        if verb in ("pull", "statics"):
            self._watch.add(arguments[0])
        return ((), (), (), (), ())


def _held(error: BaseException) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """What an exception says and holds: its text, its arguments, its attributes with those that Python gives it."""
    attributes = {name: value for name, value in vars(error).items() if name in TOLD or not name.startswith("__")}
    chained = {"__cause__": error.__cause__, "__context__": error.__context__}
    attributes |= {name: other for name, other in chained.items() if other}
    attributes |= {"__suppress_context__": True} if error.__suppress_context__ else {}
    arguments = error.args  # which a class of the student's may say otherwise
    return _text(error), arguments if type(arguments) is tuple else (), attributes


def _text(error: BaseException) -> str:
    """What an exception says; nothing where it fails to."""
    try:
        return str(error)[:SENTENCE]
    except Exception:  # noqa: BLE001 - as it would in a traceback
        return ""


def _class_of_notebook(description: dict[str, Any]) -> type:
    """A class of the notebook, or a named tuple's made anew where there is none of that name."""
    found = _main().get(description["name"])
    if description["kind"] == "given":
        if isinstance(found, type):
            register([(description["name"], found)])  # the first question may bring an object of it
        return found  # type: ignore[return-value]
    fields = tuple(description["fields"].split())
    if isinstance(found, type) and issubclass(found, tuple) and getattr(found, "_fields", None) == fields:
        return found
    return namedtuple(description["name"], fields)  # type: ignore[no-any-return,misc]


def _as_raised(kinds: list[str], text: str, held: Any) -> BaseException:
    """What the test's own function raised, as the nearest of the notebook's or of Python's own exceptions.

    Args:
        kinds: names of its class and of those above.
        text: what it says.
        held: its arguments and attributes, None where they are not told.
    """
    found = (_main().get(kind, getattr(builtins, kind, None)) for kind in kinds)
    nearest = next((kind for kind in found if isinstance(kind, type) and issubclass(kind, BaseException)), Exception)
    try:
        if not held or nearest.__name__ != kinds[0]:
            return nearest(text)
        error = nearest.__new__(nearest, *held[0])
        error.args = held[0]
        vars(error).update(held[1])
        return error
    except Exception:  # noqa: BLE001 - a class that asks for something else
        return Exception(text)


def _main() -> dict[str, Any]:
    return sys.modules["__main__"].__dict__


def _pull(name: str) -> Any:
    return [_main()[name]] if name in _main() else []


def _holds(name: str, wanted: str) -> bool | None:
    """Whether a name stands for something with that digest; None where there is no such name."""
    return (digest(_main()[name]) or b"").hex() == wanted if name in _main() else None


def _file(name: str) -> list[Any]:
    """A file's content; its size alone where it is too large; nothing where there is none."""
    path = Path(name)
    if not path.is_file():
        return []
    size = path.stat().st_size
    return [path.read_bytes() if size <= FILE_BYTES else size]


def _write(name: str, content: bytes | None) -> None:
    """A file of the test's; None takes it away."""
    path = Path(name)
    path.unlink(missing_ok=True)
    if content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _below(folder: str) -> list[list[str]]:
    """Files and folders in a folder."""
    paths = sorted(Path(folder).rglob("*"))[:MOST]
    return [[str(path) for path in paths if path.is_file()], [str(path) for path in paths if path.is_dir()]]


def _make_folders(paths: list[str], gone: list[str]) -> None:
    """Folders of the test's, and those that it removed, the innermost first."""
    for path in gone:
        with contextlib.suppress(OSError):  # the answer may have put something there
            Path(path).rmdir()
    for path in paths:
        Path(path).mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = paths[0]  # what the answer makes there itself, the test finds, too


def _call(thing: Any, arguments: list[Any], named: dict[str, Any]) -> Any:
    return thing(*arguments, **named)


def _subclass(name: str, bases: list[type], parts: dict[str, Any]) -> type:
    """A class of the test's, whose methods it does itself."""
    made = {key: _member(key, *part) for key, part in parts.items()}
    return new_class(name, tuple(bases), {}, lambda body: body.update(made, __module__="__main__"))


def _member(name: str, kind: str, values: list[Any], abstract: bool) -> Any:
    """What such a class holds under a name."""
    if kind == "value":
        return values[0]
    functions = [one and _passed_on(name, one) for one in values]
    if abstract:
        functions = [one and abstractmethod(one) for one in functions]
    return functions[0] if kind == "function" else getattr(builtins, kind)(*functions)


def _passed_on(name: str, function: Any) -> Callable[..., Any]:
    """A function of the test's as one that becomes a method."""

    def passed_on(*arguments: Any, **named: Any) -> Any:
        return function(*arguments, **named)

    passed_on.__name__, passed_on.__qualname__, passed_on.__doc__ = name, name, function.__doc__
    return passed_on


def _compare(name: str, one: Any, other: Any) -> Any:
    """What one object says of another, what it says the other way round, and what both hold."""
    return [OPERATIONS[name](one, other), OPERATIONS[name](other, one), state_of(one), state_of(other)]


def _signature(thing: Any) -> Any:
    """The parameters of a function, each a name, its kind, a list that holds the default, one that holds the annotation."""
    empty = inspect.Parameter.empty
    return [
        (one.name, int(one.kind), *[[] if found is empty else [found] for found in (one.default, one.annotation)])
        for one in inspect.signature(thing).parameters.values()
    ]


def _closure(thing: Any) -> Any:
    """What a function keeps of where it was made: for each name a list, which is empty where nothing stands for it yet."""
    kept = thing.__closure__
    return kept and [[cell.cell_contents] if cell != CellType() else [] for cell in kept]


def _fields(thing: Any) -> Any:
    """Fields of a dataclass, each a name, its type, a list that holds the default, whether it is a parameter; else None."""
    missing = dataclasses.MISSING
    found = dataclasses.fields(thing) if dataclasses.is_dataclass(thing) else None
    return found and [(one.name, one.type, [] if one.default is missing else [one.default], one.init) for one in found]


def _figures() -> Any:
    """Numbers of pyplot's open figures, the current one, and its current axes; None where there is none."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    numbers = pyplot.get_fignums() if pyplot else []
    if not numbers:
        return None
    figure = pyplot.gcf()
    return [*numbers], figure, figure.gca() if figure.axes else None


def _close(figure: str | None = "all") -> None:
    """Forget what was drawn: of an earlier test, or because a test says so."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    if pyplot:
        with contextlib.suppress(Exception):
            pyplot.close(figure)


def _bind(values: dict[str, Any], definitions: list[str]) -> None:
    """What a test leaves in the notebook for the cells that follow."""
    for text in definitions:
        exec(compile(text, "<test>", "exec"), _main())
    _main().update(values)


_LOOKS: dict[str, Callable[..., Any]] = {
    "pull": _pull,
    "has": lambda name: name in _main(),
    "file": _file,
    "below": _below,
    "folders": _make_folders,
    "names": lambda: [name for name in _main() if isinstance(name, str)],
    "statics": lambda name: statics(_main()[name]),
    "holds": _holds,
    "bind": _bind,
    "write": _write,
}
_VERBS: dict[str, Callable[..., Any]] = {
    "call": _call,
    "get": getattr,
    "set": setattr,
    "delete": delattr,
    "vars": lambda thing: dict(vars(thing)),
    "operate": lambda name, *operands: OPERATIONS[name](*operands),
    "compare": _compare,
    "plain": plain,
    "copy": lambda thing, deep: (copy.deepcopy if deep else copy.copy)(thing),
    "subclass": _subclass,
    "super": lambda kind, owner, name: getattr(super(kind, owner), name),
    "same": lambda thing: thing,
    "held": _held,
    "code": lambda thing, names: [getattr(thing.__code__, name) for name in names],
    "signature": _signature,
    "closure": _closure,
    "fields": _fields,
    "figures": _figures,
    "close": _close,
    "source": inspect.getsource,
    "shell": lambda command: [str(line) for line in _main()["get_ipython"]().getoutput(command)],
}
