"""`Model.fit` in a kernel that asks a trainer: the same result bit for bit, and the notebook looks as if it had trained.

It runs beside student code, which could replace all of it; then only the student's own training is another. What cannot
be said as data, and whatever the trainer cannot do, trains here, in the ordinary way.
"""

import contextlib
import inspect
import io
import os
import socket
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from autograder.kernels.calls import Call
from autograder.kernels.pristine import Pristine
from autograder.kernels.steps import batches
from autograder.kernels.training import (
    AUDIT,
    AUDITED,
    EPOCH,
    FIT,
    HERE,
    RESULT,
    Trained,
    dump_plain,
    hear,
    load_plain,
    say,
)
from autograder.values import Malformed, private


def install(connection: socket.socket, *, reuse: bool) -> None:
    """Make `keras.Model.fit` in this process ask for trainings.

    Args:
        connection: to who has them done; one training at a time.
        reuse: whether to ask; else each training is only counted.
    """
    import keras

    connection.set_inheritable(False)
    original = keras.Model.fit
    line = _Line(connection)

    def fit(self: Any, *args: Any, **kwargs: Any) -> Any:
        asked = None
        with line.mine() as free:
            if free:
                asked = Call.of(self, inspect.signature(original), args, kwargs) if reuse else None
                if asked is None:
                    line.say(HERE, None)
                elif line.say(FIT, asked.message):
                    done = _follow(line, asked, lambda: original(self, *args, **kwargs))
                    if done is not None:
                        return done
        return original(self, *args, **kwargs)

    fit.__doc__, fit.__name__ = original.__doc__, "fit"
    fit.__signature__ = inspect.signature(original)  # type: ignore[attr-defined]
    keras.Model.fit = fit
    Call.pristine = Pristine()


class _Line:
    """The connection; once something went wrong on it, there is none."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection: socket.socket | None = connection
        self._process = os.getpid()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def mine(self) -> Iterator[bool]:
        """Whether this thread may use it now: not in a process that was forked off, nor while a training asks for one."""
        free = self._process == os.getpid() and self._lock.acquire(blocking=False)
        try:
            yield free and self._connection is not None
        except BaseException:
            self._connection = None  # interrupted in the middle of a message
            raise
        finally:
            if free:
                self._lock.release()

    def say(self, kind: bytes, content: Any) -> bool:
        """Say something; whether it was heard."""
        with self._lost_on_error():
            assert self._connection
            say(self._connection, kind, content if kind == FIT else dump_plain(content))
        return self._connection is not None

    def hear(self) -> tuple[bytes, Any]:
        """What the other side says; b"" where there is nobody."""
        with self._lost_on_error():
            assert self._connection
            kind, message = hear(self._connection)
            return kind, load_plain(message)
        return b"", None

    @contextlib.contextmanager
    def _lost_on_error(self) -> Iterator[None]:
        try:
            yield
        except (OSError, EOFError, Malformed):
            self._connection = None


def _follow(line: _Line, asked: Call, train_here: Callable[[], Any]) -> Any:
    """Show the epochs as they come, then take the result over; None where nobody could do it."""
    shown, audit = _Shown(asked), False
    while True:
        kind, content = line.hear()
        if kind == EPOCH:
            shown.epoch(*content)
        elif kind == AUDIT:
            audit = True
        elif kind == RESULT:
            trained = Trained(**content)
            try:
                history = asked.restore(trained)
            except Exception:  # noqa: BLE001 - whatever does not fit, the training is done here
                asked.rewind()
                return None
            shown.rest(trained)
            return _audited(line, asked, train_here) if audit else history
        else:
            return None


def _audited(line: _Line, asked: Call, train_here: Callable[[], Any]) -> Any:
    """Train once more, here, and say whether that makes any difference."""
    reused = asked.state()
    asked.rewind()
    with contextlib.redirect_stdout(io.StringIO()):
        history = train_here()
    names = ("variables", "record", "callbacks' weights")
    line.say(AUDITED, [name for name, one, other in zip(names, reused, asked.state(), strict=True) if one != other])
    return history


class _Shown:
    """What `fit` prints while it trains, made of Keras's own parts; where these fail, it prints nothing of theirs."""

    def __init__(self, asked: Call) -> None:
        self._epochs = 0
        self._bar: Any = None
        with contextlib.suppress(Exception):
            self._bar = self._begun(asked) if asked.verbose != 0 else None

    def _begun(self, asked: Call) -> Any:
        import keras

        settings = asked.training.settings
        steps = settings["steps_per_epoch"] or batches(asked.training.samples, settings["batch_size"])
        bar = keras.callbacks.ProgbarLogger()
        bar.set_params({"verbose": asked.verbose, "epochs": settings["epochs"], "steps": steps})
        bar.on_train_begin()
        return bar

    def epoch(self, number: int, logs: dict[str, Any], text: str, seconds: float) -> None:
        """One epoch is done."""
        self._epochs += 1
        with self._silent_on_error():
            self._bar.on_epoch_begin(number)
            private.shift_start(self._bar, seconds)
        sys.stdout.write(text)
        with self._silent_on_error():
            self._bar.on_epoch_end(number, logs)

    @contextlib.contextmanager
    def _silent_on_error(self) -> Iterator[None]:
        try:
            yield
        except Exception:  # noqa: BLE001 - a bar that is not there, or cannot be drawn, ends no training
            self._bar = None

    def rest(self, trained: Trained) -> None:
        """The training is done: the epochs that have not been shown, and the last words."""
        for epoch in trained.epochs[self._epochs :]:
            self.epoch(*epoch)
        sys.stdout.write(trained.text)
        for warning in trained.warnings:
            warnings.warn(warning, stacklevel=4)
