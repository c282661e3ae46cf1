"""Who of a kernel's threads may ask the judge: one at a time, and only while a call of the test's runs.

Nothing here looks up a name of Python's own while a call runs: a test may have replaced it, and asking for that would ask again.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from time import sleep

OVER = "What a test hands over can be used by the call that it is handed to; that is over."
AGAIN = "What is asked of the test asks again, before there was an answer."
PAUSE = 0.001  # seconds


class _Call:
    """A call of the test's that runs."""

    def __init__(self) -> None:
        self.asking = self.ending = False
        self.by = 0  # the thread that asks


class Turns:
    """The calls that run, the innermost last: while a question of one is answered, only calls that the answer makes may ask."""

    def __init__(self) -> None:
        self._calls: list[_Call] = []
        self._lock = threading.Lock()

    @contextmanager
    def call(self) -> Iterator[None]:
        """A call runs, whose threads may ask; it ends when no question of theirs waits any more."""
        call = _Call()
        self._calls.append(call)
        try:
            yield
        finally:
            with self._lock:
                call.ending = True
            while call.asking:
                sleep(PAUSE)
            with self._lock:
                self._calls.remove(call)

    def take(self) -> _Call:
        """Begin to ask, as soon as no other thread does.

        Returns:
            The call that asks, for `give_back`.

        Raises:
            RuntimeError: no call runs, or this thread asks already: it would wait for itself.
        """
        while True:
            with self._lock:
                if not self._calls or (self._calls[0] is self._calls[-1] and self._calls[0].ending):
                    raise RuntimeError(OVER)
                call = self._calls[-1]
                if not (call.asking or call.ending):
                    call.asking, call.by = True, get_ident()
                    return call
                if call.asking and call.by == get_ident():
                    raise RuntimeError(AGAIN)
            sleep(PAUSE)

    def give_back(self, call: _Call) -> None:
        """Another may ask."""
        call.asking = False
