"""What lies around a call: done here as the test changed it in its own process, and what the call did is told back.

A test may patch `print`, set a seed, make warnings errors, lower the limit of recursion; beside the answer all that would hold
for the answer. And what the answer prints and warns of would be seen by the test.
"""

import io
import logging
import os
import random
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import numpy as np

from autograder.values.settings import holding

MOST_TEXT = 10_000_000  # characters that the calls of one test may print
MOST_WARNINGS = 10_000


_NOTHING = object()
_Place = tuple[dict[str, Any], str, Any]  # a module's names, one of them, and what it stands for


def _put(space: dict[str, Any], name: str, value: Any) -> None:
    if value is _NOTHING:
        space.pop(name, None)
    else:
        space[name] = value


class Effects:
    """What calls did to what is around them, until it is taken."""

    def __init__(self) -> None:
        self._texts: list[list[Any]] = []
        self._length = 0
        self._warnings: list[Any] = []
        self._logs: list[tuple[str, int, str, dict[str, Any]]] = []
        self._set: dict[str, Any] = {}  # names of the notebook as the test set them
        self._patches: list[_Place] = []  # what stood for names of modules that the test patched
        self._rebound: list[tuple[str, Any]] = []

    def write(self, stream: str, text: str) -> None:
        """Note that something was printed."""
        patches = self.suspend()
        try:
            self._length += len(text)
            if self._length > MOST_TEXT:
                raise MemoryError(f"More than {MOST_TEXT:,} characters were printed while it was tested.")
            if self._texts and self._texts[-1][0] == stream:
                self._texts[-1][1].append(text)
            else:
                self._texts.append([stream, [text]])
        finally:
            self.resume(patches)

    def warn(self, warning: warnings.WarningMessage) -> None:
        """Note a warning."""
        patches = self.suspend()
        try:
            if len(self._warnings) < MOST_WARNINGS:
                message = warning.message
                self._warnings.append((message, str(message), warning.filename, warning.lineno))
        finally:
            self.resume(patches)

    def log(self, record: logging.LogRecord) -> None:
        """Note what was logged."""
        patches = self.suspend()
        try:
            if len(self._logs) < MOST_WARNINGS:
                self._logs.append((record.name, record.levelno, record.getMessage(), _details(record)))
        finally:
            self.resume(patches)

    def take(self) -> tuple[Any, ...]:
        """Texts in their order, each with its stream; warnings; what was logged; names that the test set, bound anew.

        They are forgotten here.
        """
        self._note_rebound()
        texts = [(stream, "".join(parts)) for stream, parts in self._texts]
        found = texts, self._warnings, self._logs, self._rebound
        self._texts, self._warnings, self._logs, self._rebound = [], [], [], []
        return found

    def _note_rebound(self) -> None:
        space = sys.modules["__main__"].__dict__
        found = [(name, space[name]) for name, value in self._set.items() if space.get(name, value) is not value]
        self._set |= dict(found)
        self._rebound += found

    @contextmanager
    def patched(self, patches: list[Any]) -> Iterator[None]:
        """Names of modules stand for what the test says; those of the notebook may be bound anew meanwhile.

        Args:
            patches: of each name its module, itself, whether it is there, and what it stands for.
        """
        outer, self._set = self._set, {}
        with ExitStack() as stack:
            for module, name, there, value in patches:
                if module == "__main__" and there:
                    self._set[name] = value
                if module in sys.modules:
                    space = vars(sys.modules[module])
                    before = space.get(name, _NOTHING)
                    stack.enter_context(_replaced(space, name, value if there else _NOTHING))
                    if module != "__main__":
                        self._patches.append((space, name, before))
            try:
                yield
            finally:
                self._patches = []
                self._note_rebound()
                self._set = outer

    def suspend(self) -> tuple[list[_Place], list[_Place]]:
        """Patches of modules do not hold: our own code runs, and looks up Python's own names.

        It looks up none of them itself: a test may have replaced it.

        Returns:
            What `resume` has to be given.
        """
        patches, held = self._patches, []
        self._patches = []
        for space, name, before in patches[::-1]:
            held.append((space, name, space.get(name, _NOTHING)))
            _put(space, name, before)
        return patches, held

    def resume(self, suspended: tuple[list[_Place], list[_Place]]) -> None:
        """They hold again."""
        patches, held = suspended
        for space, name, value in held[::-1]:
            _put(space, name, value)
        if patches:
            self._patches = patches


RECORDS_OWN = frozenset(vars(logging.makeLogRecord({})))
DETAILS = ("msg", "args", "funcName", "lineno", "stack_info")


def _details(record: logging.LogRecord) -> dict[str, Any]:
    """What a record of a log holds besides its text: what the call gave, where it stands, an exception."""
    found = {name: getattr(record, name) for name in DETAILS}
    found |= {name: value for name, value in vars(record).items() if name not in RECORDS_OWN}
    return found | ({"error": record.exc_info[1]} if record.exc_info and record.exc_info[1] else {})


class _Stream(io.TextIOBase):
    """Standard output or error while a call runs."""

    encoding = "utf-8"  # type: ignore[assignment]

    def __init__(self, effects: Effects, name: str) -> None:
        self._effects, self._name = effects, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._effects.write(self._name, text)
        return len(text)


@contextmanager
def around(context: dict[str, Any] | None, effects: Effects) -> Iterator[None]:
    """Run a call in surroundings that the judge told, and note what it does to them.

    Args:
        context: what a test changed: see `autograder.grading.surroundings`; None for nothing.
        effects: gets what is printed and warned of.
    """
    with ExitStack() as stack:
        for name in ("stdout", "stderr"):
            stack.enter_context(_replaced(vars(sys), name, _Stream(effects, name)))
        stack.enter_context(_warnings(effects, (context or {}).get("filters")))
        stack.enter_context(effects.patched((context or {}).get("patches", [])))
        if "logging" in (context or {}):
            stack.enter_context(_logged(effects, context["logging"]))  # type: ignore[index]
        for change, value in (context or {}).items():
            if change in _CHANGES:
                stack.enter_context(_CHANGES[change](value))
        yield


@contextmanager
def _warnings(effects: Effects, filters: list[tuple[str, type]] | None) -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        for action, category in filters or ():
            warnings.simplefilter(action, category)  # type: ignore[arg-type]
        warnings._showwarnmsg_impl = effects.warn  # type: ignore[attr-defined]
        warnings.showwarning = warnings._showwarning_orig  # type: ignore[attr-defined]
        yield


@contextmanager
def _logged(effects: Effects, levels: dict[str, int]) -> Iterator[None]:
    """The test listens to loggers: it gets what they log besides their own handlers, at the levels that it set."""
    loggers = {name: logging.getLogger(name or None) for name in levels}
    before = {name: logger.level for name, logger in loggers.items()}

    original = logging.Logger.callHandlers

    def call_handlers(self: logging.Logger, record: logging.LogRecord) -> None:
        effects.log(record)
        if self.hasHandlers():
            original(self, record)

    try:
        for name, logger in loggers.items():
            logger.setLevel(levels[name])
        logging.Logger.callHandlers = call_handlers  # type: ignore[method-assign]
        yield
    finally:
        logging.Logger.callHandlers = original  # type: ignore[method-assign]
        for name, logger in loggers.items():
            logger.setLevel(before[name])


@contextmanager
def _replaced(space: dict[str, Any], name: str, value: Any) -> Iterator[None]:
    """A name of a module stands for something else."""
    before = space.get(name, _NOTHING)
    _put(space, name, value)
    try:
        yield
    finally:
        _put(space, name, before)


@contextmanager
def _recursion(limit: int) -> Iterator[None]:
    """The limit counts from here, as it would in a cell that sets it."""
    before, depth = sys.getrecursionlimit(), _depth()
    with suppress(RecursionError, OverflowError, ValueError):
        sys.setrecursionlimit(limit + depth)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _depth() -> int:
    frame, depth = sys._getframe(), 0
    while frame.f_back:
        frame, depth = frame.f_back, depth + 1
    return depth


@contextmanager
def _seeded(states: dict[str, Any]) -> Iterator[None]:
    """Random numbers go on from where the test set them."""
    if "random" in states:
        version, numbers, gauss = states["random"]
        random.setstate((version, tuple(numbers), gauss))
    if "numpy" in states:
        np.random.set_state(states["numpy"])
    yield


@contextmanager
def _environment(changed: dict[str, str | None]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in changed}
    try:
        _set_environment(changed)
        yield
    finally:
        _set_environment(before)


def _set_environment(changed: dict[str, str | None]) -> None:
    for name, value in changed.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


_CHANGES: dict[str, Any] = {
    "recursion": _recursion,
    "seeds": _seeded,
    "errors": lambda settings: np.errstate(**settings),
    "settings": holding,
    "environment": _environment,
}
