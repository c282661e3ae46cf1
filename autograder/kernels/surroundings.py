"""What lies around a call: done here as the test changed it in its own process, and what the call did is told back.

A test may patch `print`, set a seed, make warnings errors, lower the limit of recursion; beside the answer all that would hold
for the answer. And what the answer prints and warns of would be seen by the test.
"""

import io
import os
import random
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import numpy as np

MOST_TEXT = 10_000_000  # characters that the calls of one test may print
MOST_WARNINGS = 10_000
MISSING = "missing"


class Effects:
    """What calls did to what is around them, until it is taken."""

    def __init__(self) -> None:
        self._texts: list[list[Any]] = []
        self._length = 0
        self._warnings: list[Any] = []

    def write(self, stream: str, text: str) -> None:
        """Note that something was printed."""
        self._length += len(text)
        if self._length > MOST_TEXT:
            raise MemoryError(f"More than {MOST_TEXT:,} characters were printed while it was tested.")
        if self._texts and self._texts[-1][0] == stream:
            self._texts[-1][1].append(text)
        else:
            self._texts.append([stream, [text]])

    def warn(self, warning: warnings.WarningMessage) -> None:
        """Note a warning."""
        if len(self._warnings) < MOST_WARNINGS:
            message = warning.message
            self._warnings.append((message, str(message), warning.filename, warning.lineno))

    def take(self) -> tuple[Any, ...]:
        """Texts in their order, each with its stream, and warnings; they are forgotten here."""
        found = [(stream, "".join(parts)) for stream, parts in self._texts], self._warnings
        self._texts, self._warnings = [], []
        return found


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
def _replaced(space: dict[str, Any], name: str, value: Any) -> Iterator[None]:
    """A name of a module stands for something else."""
    before = space.get(name, _NOTHING)
    if value is _NOTHING:
        space.pop(name, None)
    else:
        space[name] = value
    try:
        yield
    finally:
        if before is _NOTHING:
            space.pop(name, None)
        else:
            space[name] = before


_NOTHING = object()


@contextmanager
def _patched(patches: list[Any]) -> Iterator[None]:
    with ExitStack() as stack:
        for module, name, there, value in patches:
            if module in sys.modules:
                stack.enter_context(_replaced(vars(sys.modules[module]), name, value if there else _NOTHING))
        yield


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
    "patches": _patched,
    "recursion": _recursion,
    "seeds": _seeded,
    "errors": lambda settings: np.errstate(**settings),
    "environment": _environment,
}
