"""What the judge was told by a student's kernel: kept as it came, and told again when tests have changed.

Only questions for names are kept. What a student's function made of numbers that were drawn at the time says nothing about
other numbers, so a changed test that calls one needs the student's kernel.
"""

import json
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from autograder.grading.store import Store
from autograder.values import Malformed, Message, load, receive, send

KEPT = ("pull", "has")  # questions whose answers are kept
Snapshot = dict[str, dict[str, list[str]]]  # by test and question, where the pieces of the answer are kept


class Snapshots:
    """Keeps what a judge hands over, in a thread; a context manager.

    Args:
        store: where it is kept.
        tests: the grade_id of each test, by the number of its cell.
    """

    def __init__(self, store: Store, tests: dict[int, str]) -> None:
        self._store, self._tests = store, tests
        self._threads: list[threading.Thread] = []
        self.found: Snapshot = {}

    def __enter__(self) -> "Snapshots":
        return self

    def __exit__(self, *error: object) -> None:
        for thread in self._threads:
            thread.join()

    def connect(self) -> socket.socket:
        """The other end of a new connection, for a judge; the caller closes it once it is handed over."""
        ours, theirs = socket.socketpair()
        self._threads.append(threading.Thread(target=self._serve, args=(ours,), daemon=True))
        self._threads[-1].start()
        return theirs

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(EOFError, OSError, Malformed, ValueError, LookupError, TypeError):
            while True:
                place, question = json.loads(receive(connection).head)
                answer = receive(connection)
                keys = [self._store.keep(piece) for piece in (answer.head, *answer.blobs)]
                self.found.setdefault(self._tests[place], {})[str(question)] = keys


def hand_over(connection: socket.socket, place: int, verb: str, name: str, answer: Message) -> None:
    """In the judge: have an answer kept, before anything is made of its memory."""
    send(connection, Message(json.dumps([place, f"{verb} {name}"]).encode()))
    send(connection, answer)


class Replay:
    """Takes the place of a student's kernel: answers what was kept, and nothing else.

    Args:
        snapshot: what was kept.
        store: where.
    """

    alive = True

    def __init__(self, snapshot: Snapshot, store: Store) -> None:
        self._snapshot, self._store = snapshot, store
        self.test = ""
        self.missed: set[str] = set()

    @asynccontextmanager
    async def questions(self) -> AsyncIterator[socket.socket]:
        """A socket that answers questions for `self.test`; it is closed at the first that was not kept."""
        ours, theirs = socket.socketpair()
        thread = threading.Thread(target=self._serve, args=(ours, self.test), daemon=True)
        thread.start()
        try:
            yield theirs
        finally:
            theirs.close()
            thread.join()

    def _serve(self, connection: socket.socket, test: str) -> None:
        with connection, suppress(EOFError, OSError):
            while True:
                answer = self._answer(test, receive(connection))
                if answer is None:
                    self.missed.add(test)
                    return
                send(connection, answer)

    def _answer(self, test: str, question: Message) -> Message | None:
        asked = load(question, stub=lambda description: None).value
        if len(asked) != 2 or asked[0] not in KEPT:
            return None
        keys = self._snapshot.get(test, {}).get(f"{asked[0]} {asked[1]}", [])
        found = [self._store.get(key) for key in keys]
        pieces = [piece[0] for piece in found if piece]
        if not keys or len(pieces) < len(keys):
            return None
        return Message(bytes(pieces[0]), list(pieces[1:]))

    async def interrupt(self) -> None:
        """There is nothing to interrupt."""

    async def kill(self) -> None:
        """There is nothing to kill."""
