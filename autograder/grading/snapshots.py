"""What lies between a judge and a student's kernel: questions pass, answers pass and are kept; kept answers are told again.

Only answers to questions for names and files are kept. What a student's function made of numbers that were drawn at the time says
nothing about other numbers, so a changed test that calls one needs the student's kernel.
"""

import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, NoReturn

from autograder.grading.contents import Contents
from autograder.kernels.session import Session
from autograder.values import Malformed, Message, Parcel, deliver, dump, receive, send, take

KEPT = ("pull", "has", "file", "holds")  # questions whose answers are kept
LONGEST = 1000  # bytes of such a question
RESUMES = b'["tuple",["resume",'  # in a question whether the kernel goes on with what it knows
REFERENCE = b'["ref",'  # in an answer that says no more than that something came before
Snapshot = dict[str, dict[str, str]]  # by test and question, the key of the answer


class Relay:
    """A student's kernel as a judge sees it.

    Args:
        session: the kernel.
        contents: where big pieces of answers are kept, each once.
        keep: whether answers are kept, too.
    """

    def __init__(self, session: Session, contents: Contents, *, keep: bool) -> None:
        self._session, self._contents, self._keep = session, contents, keep
        self.found: Snapshot = {}

    @property
    def alive(self) -> bool:
        """Whether there is a kernel."""
        return self._session.alive

    @asynccontextmanager
    async def questions(self, test: str) -> AsyncIterator[socket.socket]:
        """A socket that answers the questions of a test."""
        async with self._session.questions() as kernel:
            with _answering(lambda question: self._ask(kernel, test, question)) as theirs:
                try:
                    yield theirs
                finally:
                    with suppress(OSError):
                        kernel.shutdown(socket.SHUT_RDWR)

    def _ask(self, kernel: socket.socket, test: str, question: Message) -> Parcel:
        send(kernel, question)
        try:
            answer = self._contents.settle(take(kernel, self._contents.find), keep=self._keep and bool(_name(question)))
        except Malformed:
            return Parcel(b"no message")  # the judge finds out
        name = _name(question)
        if self._keep and name and REFERENCE not in answer.head:
            self.found.setdefault(test, {})[name] = self._contents.keep(answer)
        return answer

    async def interrupt(self) -> None:
        """Interrupt what the kernel does."""
        await self._session.interrupt()

    async def kill(self) -> None:
        """End the kernel."""
        await self._session.kill()


class Replay:
    """Takes the place of a student's kernel: answers what was kept, and nothing else.

    Args:
        snapshot: what was kept.
        contents: where.
    """

    alive = True

    def __init__(self, snapshot: Snapshot, contents: Contents) -> None:
        self._snapshot, self._contents = snapshot, contents
        self.missed: set[str] = set()

    @asynccontextmanager
    async def questions(self, test: str) -> AsyncIterator[socket.socket]:
        """A socket that answers the questions of a test; it is closed at the first whose answer was not kept."""
        with _answering(lambda question: self._find(test, question)) as theirs:
            yield theirs

    def _find(self, test: str, question: Message) -> Parcel | None:
        if RESUMES in bytes(question.head[:100]):
            return Parcel(_ANEW.head)
        name = _name(question)
        key = self._snapshot.get(test, {}).get(name)
        found = self._contents.get(key) if key else None
        if found is None and name.startswith("holds "):
            return Parcel(_UNKNOWN.head)  # the test, or what the course's own cells make, is another now
        if found is None:
            self.missed.add(test)
        return found

    async def interrupt(self) -> None:
        """There is nothing to interrupt."""

    async def kill(self) -> None:
        """There is nothing to kill."""


def _no_object(thing: Any) -> NoReturn:
    raise TypeError(f"{thing!r} is no plain data.")


# The answer of a kernel that knows nothing of earlier tests.
_ANEW = dump((("value", "new kernel", ((),) * 5), [], []), handle=_no_object).message

_UNKNOWN = dump(("value", None, ((),) * 5), handle=_no_object).message


def _name(question: Message) -> str:
    """What a question for a name or a file asks, such as "pull x_train"; "" for any other question."""
    if question.blobs or len(question.head) > LONGEST:
        return ""
    match json.loads(question.head)["nodes"]:
        case [["tuple", [str(verb), str(name), *more]]] if verb in KEPT:
            return " ".join([verb, name, *map(str, more)])
    return ""


@contextmanager
def _answering(answer: Callable[[Message], Parcel | None]) -> Iterator[socket.socket]:
    """The other end of a socket whose questions a thread answers, until it is closed or there is no answer."""
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=_answer_all, args=(ours, answer), daemon=True)
    thread.start()
    with theirs:
        try:
            yield theirs
        finally:
            with suppress(OSError):
                ours.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=1)


def _answer_all(connection: socket.socket, answer: Callable[[Message], Parcel | None]) -> None:
    with connection, suppress(EOFError, OSError, Malformed):
        while True:
            parcel = answer(receive(connection))
            if parcel is None:
                return
            try:
                deliver(connection, parcel)
            finally:
                parcel.close()
