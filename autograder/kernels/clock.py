"""A clock that stands still while a notebook waits for something that is not its own doing."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager


class Clock:
    """Seconds since it was made, without those during which it stood still."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._lock = threading.Lock()
        self._stood = 0.0
        self._stopped: list[float] = []

    def now(self) -> float:
        """Seconds so far."""
        with self._lock:
            until = self._stopped[0] if self._stopped else time.monotonic()
            return until - self._started - self._stood

    @contextmanager
    def still(self) -> Iterator[Callable[[], AbstractContextManager[None]]]:
        """Let it stand still; what is given goes on for a while within."""
        self._stop()
        try:
            yield self._going
        finally:
            self._go()

    @contextmanager
    def _going(self) -> Iterator[None]:
        self._go()
        try:
            yield
        finally:
            self._stop()

    def _stop(self) -> None:
        with self._lock:
            self._stopped.append(time.monotonic())

    def _go(self) -> None:
        with self._lock:
            begun = self._stopped[0]
            self._stopped.pop()
            if not self._stopped:
                self._stood += time.monotonic() - begun
