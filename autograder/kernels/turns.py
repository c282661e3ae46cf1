"""Who of a kernel's threads may ask the judge: one at a time, and only while a call of the test's runs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

OVER = "What a test hands over can be used by the call that it is handed to; that is over."


class _Call:
    """A call of the test's that runs."""

    def __init__(self) -> None:
        self.asking = self.ending = False

    @property
    def is_free(self) -> bool:
        return not (self.asking or self.ending)


class Turns:
    """The calls that run, the innermost last: while a question of one is answered, only calls that the answer makes may ask."""

    def __init__(self) -> None:
        self._calls: list[_Call] = []
        self._changed = threading.Condition()

    @contextmanager
    def call(self) -> Iterator[None]:
        """A call runs, whose threads may ask; it ends when no question of theirs waits any more."""
        call = _Call()
        with self._changed:
            self._calls.append(call)
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                call.ending = True
                self._changed.wait_for(lambda: not call.asking)
                self._calls.remove(call)
                self._changed.notify_all()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """This thread asks, as soon as no other does.

        Raises:
            RuntimeError: no call runs.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._is_open or self._calls[-1].is_free)
            if not self._is_open:
                raise RuntimeError(OVER)
            call = self._calls[-1]
            call.asking = True
        try:
            yield
        finally:
            with self._changed:
                call.asking = False
                self._changed.notify_all()

    @property
    def _is_open(self) -> bool:
        """Whether a call runs that has not come to its end."""
        return bool(self._calls) and not (len(self._calls) == 1 and self._calls[0].ending)
