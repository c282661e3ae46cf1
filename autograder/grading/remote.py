"""Questions of a test to the student's kernel: plain data, and stand-ins for what stays there."""

import inspect
import socket
import sys
import threading
import types
import warnings
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NoReturn

from autograder.grading.arriving import decided, filled
from autograder.grading.current import Current
from autograder.grading.decided import NeedsPerson, Refused
from autograder.grading.encounters import Encounters
from autograder.grading.lending import Lending
from autograder.grading.mirrors import ErrorClass, Mirrors, met_again
from autograder.grading.remote_functions import FunctionStub
from autograder.grading.remote_objects import LIBRARYS, OWN, OWN_KIND, ObjectStub, is_stub, part_of
from autograder.grading.surroundings import Surroundings
from autograder.values import Dumped, accept, dump, load, send
from autograder.values.dialogue import OUTCOMES, Dialogue

# Questions that run no code of the student's.
LOOKS = ("pull", "has", "file", "below", "folders", "names", "statics", "holds", "bind", "write", "resume")
MOST_ERRORS = 100  # exceptions that an outcome may bring
NO_ANSWER = "What came from the kernel was no answer."


class Channel:
    """Questions of one test to a student's kernel (see `autograder.kernels.serving`).

    Args:
        connection: a socket to the kernel.
        waiting: told True before each question and False after its answer.
        ours: makes a function that says whether a thing belongs to the course's own cells, which no answer may change.
        encounters: is told what is met.
        current: is told that this is the channel of the test that runs now.
        named: names that stand in the test itself.
        forget: told names whose values a call changed.
        told: what the kernel is told once: "watch", names of the course's own whose changes are to be told; "given", names of
            its classes.
    """

    def __init__(
        self,
        connection: socket.socket,
        waiting: Callable[[bool], None],
        ours: Callable[[], Callable[[Any], bool]],
        encounters: Encounters,
        *,
        current: Current,
        named: frozenset[str],
        forget: Callable[[list[str]], None],
        told: dict[str, list[str]],
    ) -> None:
        self._connection, self._waiting, self._ours = connection, waiting, ours
        self._encounters, self._named = encounters, named
        self._current, self._lending = current, Lending()
        self._met: set[Any] = set()  # numbers of objects that this test has met
        self._bare: list[BaseException] = []  # exceptions of which only the text has come
        self._origins: list[tuple[str, str, str]] = [
            ("", "", "")
        ]  # where each answer comes from, why it is limited, the verb
        self._patches: list[Any] = []
        self._copied: set[int] = set()  # ids of copies of the course's own things
        self._lock = threading.RLock()
        self._dialogue = Dialogue(
            self._send,
            self._receive,
            self._describe,
            self._stub,
            self._answer,
            self._prepare,
            self._note_changes,
            self._meet,
            keeps=True,
        )
        self._forget, self._told = forget, told
        self.keeps_arguments = False  # whether what the answer does to what it is given happens to copies
        self._began, self._depth = False, 0

    @property
    def _mirrors(self) -> Mirrors:
        return self._current.mirrors

    def begin(self, space: Any, surroundings: Surroundings, folders: Any) -> None:
        """The test begins to run.

        Args:
            space: its namespace.
            surroundings: what it changes around it.
            folders: the files that it shares with the answer.
        """
        self.space, self._surroundings, self._folders = space, surroundings, folders
        self._current.channel = self

    def pull(self, name: str) -> Any:
        """The value of a name.

        Raises:
            KeyError: there is no such name.
        """
        found = self.ask("pull", name, origin=name)
        if type(found) is not list or len(found) != 1:
            raise KeyError(name)
        return found[0]

    def renewed(self, value: Any, name: str) -> Any:
        """What an earlier test left under a name: for an object of the answer's, its stand-in in this test."""
        return self.ask("same", value, origin=name) if is_stub(value) else value

    def has(self, name: str) -> bool:
        """Whether the student's cells have bound a name."""
        return self.ask("has", name) is True

    def names(self) -> list[str]:
        """All names that the notebook has."""
        found = self.ask("names")
        return [name for name in found if type(name) is str] if type(found) is list else []

    def ask(self, verb: str, *arguments: Any, origin: str = "", limited: str = "") -> Any:
        """Ask one question.

        Args:
            verb: what is asked for.
            arguments: of the question.
            origin: where the answer comes from, for who reads it: "total", "mean()", ".size".
            limited: why what is asked is asked for little: it stands where the course's own answer has plain data.

        Raises:
            Exception: what the student's code raised, as an exception of the same class.
            Refused: the answer would take more than any computer has, or is of a kind that earns nothing.
            NeedsPerson: the answer or the question is no plain data.
            KernelGone: there is no answer.
        """
        with self._lock:  # a test may have threads of its own
            if not self._began:
                self._began = True
                self._dialogue.begin(self._current.begin())
            return self._ask(verb, arguments, origin, limited)

    def _ask(self, verb: str, arguments: tuple[Any, ...], origin: str, limited: str) -> Any:
        runs = verb not in LOOKS
        if runs:
            self._folders.send()
        context, patches = self._context() if runs else (None, [])
        self._origins.append((origin, limited, verb))
        outer, self._patches = self._patches, patches
        self._surroundings.suspend(patches)
        try:
            dialogue = self._dialogue
            outcome = dialogue.ask(verb, context, *arguments) if runs else dialogue.look(verb, *arguments)
        except BaseException as error:
            self._current.sound = False  # the two sides may know different things now
            raise decided(error) from error
        finally:
            self._surroundings.resume(patches)
            self._patches = outer
            self._origins.pop()
        if runs:
            self._folders.fetch(origin=origin)
        if self._bare:
            self._complete(outcome)
        return self._come(outcome, origin)

    def _complete(self, outcome: tuple[Any, ...]) -> None:
        """Ask what the exceptions hold that an outcome brought besides the one that it is."""
        bare, self._bare = self._bare, []
        for count, error in enumerate(bare):
            if outcome[0] == "error" and error is outcome[1]:
                continue
            if count > MOST_ERRORS or self._depth > MOST_ERRORS:
                raise NeedsPerson("The answer's exceptions hold too many others.")
            self._depth += 1
            match self._ask("held", (error,), self._origins[-1][0], ""):
                case (str(text), tuple(arguments), dict(attributes)):
                    filled(error, text, arguments, attributes)
            self._depth -= 1

    def _come(self, outcome: tuple[Any, ...], origin: str) -> Any:
        match outcome:
            case ("value", value, effects):
                self._take(effects)
                self._encounters.look_at(value, origin)
                return value
            case ("raised", int(number), effects):
                self._take(effects)
                raise self._lending.error(number)
            case ("error", BaseException() as error, str(text), tuple(arguments), dict(attributes), effects):
                self._take(effects)
                raise filled(error, text, arguments, attributes)
        raise NeedsPerson(NO_ANSWER)

    def _context(self) -> tuple[dict[str, Any] | None, list[Any]]:
        """What the call has to see of what the test changed."""
        context, patches = self._surroundings.context()
        if self._told:
            context, self._told = (context or {}) | self._told, {}
        return context, patches

    def _take(self, effects: Any) -> None:
        """Let the test see what a call did: what it printed, warned of, and bound."""
        match effects:
            case (list(texts), list(warned), list(logged), list(rebound), list(names)):
                self._print(texts)
                self._surroundings.log(logged)
                pairs = [one for one in rebound if type(one) is tuple and len(one) == 2 and type(one[0]) is str]
                for name in self.space.take(dict(pairs)):
                    self._encounters.note(name, "rebound")
                self._forget([name for name in names if type(name) is str])
                for one in warned:
                    self._warn(one)
            case ((), (), (), (), ()):
                pass
            case _:
                raise NeedsPerson(NO_ANSWER)

    def _print(self, texts: list[Any]) -> None:
        for told in texts:
            match told:
                case ("stdout", str(text)):
                    sys.stdout.write(text)
                case ("stderr", str(text)):
                    sys.stderr.write(text)

    def _warn(self, told: Any) -> None:
        match told:
            case (Warning() as warning, str(text), str(file), int(line)):
                module = "__main__" if "ipykernel" in file or file.startswith("<") else file.rpartition("/")[2][:-3]
                again: Any = filled(warning, text, (text,), {})
                unread = (
                    file if file.startswith("<") and file.endswith(">") else f"<{file}>"
                )  # showing it reads no file
                warnings.warn_explicit(again, type(warning), unread, line, module or "answer")

    def _send(self, message: Any) -> None:
        send(self._connection, message)

    def _receive(self) -> Any:
        self._waiting(True)
        try:
            return accept(self._connection)
        finally:
            self._waiting(False)

    def _answer(self, verb: str, effects: Any = None, *arguments: Any) -> tuple[Any, ...]:
        """What student code asks of the test's own functions and objects."""
        patches = self._patches
        self._surroundings.resume(patches)
        try:
            self._take((*effects, []) if type(effects) is tuple else effects)
            if verb == "set" and self.keeps_change(self._origins[-1][0]):
                return ("value", None)
            return self._lending.answer(verb, *arguments)
        finally:
            self._surroundings.suspend(patches)

    def _describe(self, thing: Any) -> dict[str, Any]:
        if isinstance(thing, BaseException) and "_description" in vars(thing):
            return {"id": vars(thing)["_description"]["id"], "kind": "yours"}
        if issubclass(type(thing), ErrorClass):
            return {"id": vars(thing)["_described"]["id"], "kind": "yours"}
        if not is_stub(thing):
            own = isinstance(thing, type) and self._mirrors.is_given(thing)
            return {"kind": "given", "name": thing.__name__} if own else self._lending.describe(thing)
        return {"id": part_of(thing, "_description")["id"], "kind": "yours"}

    def _prepare(self, asked: Dumped) -> dict[int, Any]:
        """What the answer does to the course's own things happens to a copy, unless the course's own answer does so, too."""
        if not self._encounters.is_open and self._encounters.is_usual(self._origins[-1][0], "changes"):
            return {}
        is_ours = self._ours()
        copies = {node: _copy(thing, self._mirrors.record) for node, thing in asked.proper.items() if is_ours(thing)}
        self._copied |= {id(copy) for copy in copies.values()}
        return copies

    def keeps_change(self, origin: str) -> bool:
        """Tell of what the answer did to something of the test's own; whether that stays as it was."""
        self._encounters.note(origin, "changes")
        return self.keeps_arguments

    def _note_changes(self, changed: set[int], handed: set[int]) -> set[int]:
        """Tell of what the answer did to what it was given; the numbers of what is to stay as it was."""
        if not changed:
            return set()
        origin, is_ours = self._origins[-1][0], self._ours()
        for number in changed:
            known = self._dialogue.known(number)
            if id(known) in self._copied or is_ours(known):  # or left by an earlier test
                self._encounters.note(origin, "changes the course's")
            elif number in handed:
                self._encounters.note(origin, "changes")
        return changed & handed if self.keeps_arguments else set()

    def _meet(self, payload: tuple[Any, ...], objects: Iterable[Any]) -> None:
        """Look at all data that comes, however it comes; what two objects hold that are compared is their own affair."""
        origin, _, verb = self._origins[-1]
        if verb != "compare" or payload[0] not in OUTCOMES:
            self._encounters.look_into(objects, origin)

    def _stub(self, description: dict[str, Any]) -> Any:
        kind = description.get("kind")
        if kind == "yours":
            return self._lending.find(description)
        if kind in ("given", "record"):
            if kind == "record":
                self._encounters.note(self._origins[-1][0], "record")
            return self._mirrors.record(description)
        number, stubs = description.get("id"), self._current.stubs
        if kind == "error":
            return self._error(number, description)
        if number not in self._met or number not in stubs:
            stubs[number] = self._made(str(kind), description, stubs.get(number))
            self._met.add(number)
        return stubs[number]

    def _error(self, number: Any, description: dict[str, Any]) -> BaseException:
        """An exception, of which the text has come."""
        found = self._current.stubs.get(number)
        if not isinstance(found, BaseException):
            found = self._mirrors.error(description, ends=self._origins[-1][0] in (".send()", ".throw()"))
            vars(found).update(_description=description, _channel=self._current)
            self._current.stubs[number] = found
            self._bare += [] if isinstance(found, Warning) else [found]  # what a warning says is all of it
        return found

    def _made(self, kind: str, description: dict[str, Any], before: Any) -> Any:
        """What stands for an object that this test meets for the first time.

        Args:
            kind: of it.
            description: as it came.
            before: what stood for it in earlier tests, None where nothing did.
        """
        origin, limited, _ = self._origins[-1]
        if kind == "function":
            self._encounters.note(origin, "function")
            found: Any = before if type(before) is FunctionStub else object.__new__(FunctionStub)
            FunctionStub.__init__(found, self._current, description, origin, limited)
            return found
        limited = limited or self._limits(kind, description, origin)
        if limited == OWN and origin in self._named:
            raise Refused(OWN_KIND.format(origin, description.get("type")))
        if kind == "class":
            given = self._mirrors.given_class(description)
            return given or met_again(self._mirrors.of(description, origin, limited=limited), origin, limited)
        exact = self._mirrors.of(description, origin, limited=limited)
        found = before if type(before) is exact else object.__new__(exact)
        ObjectStub.__init__(found, self._current, description, origin, limited)
        if self._mirrors.outside(description) is not types.CoroutineType:
            return found
        return before if type(before) is types.CoroutineType else _awaiting(found)

    def _limits(self, kind: str, description: dict[str, Any], origin: str) -> str:
        """Why an object or a class is asked for little, "" where the course's own answer has one in its place."""
        usual = self._encounters.note(origin, "class" if kind == "class" else "object")
        calls = kind == "class" or "call" in str(description.get("operations", "")).split()
        if usual or (calls and self._encounters.is_usual(origin, "function")):
            return ""
        known = self._mirrors.outside(description) or self._encounters.is_usual(origin, "record")
        known = known or self._mirrors.stands_on_library(
            description
        )  # a network as a class of its own: a person can tell
        return LIBRARYS if known or self._encounters.is_open else OWN


async def _awaiting(coroutine: Any) -> Any:
    """A coroutine of the student's as one of Python's own."""
    return await coroutine


def lend_sources() -> None:
    """Let `inspect.getsource` tell what a student's function says in the notebook."""
    original = inspect.getsource

    def getsource(object: Any) -> str:  # noqa: A002 - Python's own name
        return source_of(object) if is_stub(object) else original(object)

    inspect.getsource = getsource


def source_of(thing: Any) -> str:
    """What `inspect.getsource` gives of a function or class of the student's."""
    return str(part_of(thing, "_channel").ask("source", thing))


def _copy(thing: Any, stub: Callable[[dict[str, Any]], Any]) -> Any:
    """A copy that shares no memory with a thing, its objects of classes that `stub` gives."""
    message = dump(thing, handle=_no_handle).message
    return load(replace(message, blobs=[bytearray(blob) for blob in message.blobs]), stub=stub).value


def _no_handle(thing: Any) -> NoReturn:
    raise NeedsPerson("The test hands an object to the answer that cannot be sent to it.")
