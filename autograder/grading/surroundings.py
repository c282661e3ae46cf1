"""What a test changed in its own process that a call of the student's must see, as it would beside it.

The other side of `autograder.kernels.surroundings`.
"""

import ast
import builtins
import logging
import os
import random
import re
import sys
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from autograder.grading.decided import NeedsPerson
from autograder.grading.remote_objects import asks_for, is_subclass
from autograder.grading.subclasses import super_of
from autograder.values.names import MODULES, SUBMODULES
from autograder.values.settings import holding, settings

Patch = tuple[str, str, bool, Any]  # module, name, whether it is there, what it stands for
PATCHING = re.compile(r"\b(?!patches\b)(\w*[pP]atch\w*|\w*[mM]ock\w*|setattr|delattr|__dict__|builtins|sys|environ)\b")
SETTING = re.compile(r"context|option|\bprec\b")  # where libraries' settings may be changed
OWN = frozenset(["stdout", "stderr", "modules", "path", "displayhook", "excepthook", "last_type", "last_value"]) | {
    "last_traceback",
    "last_exc",
    "setrecursionlimit",
    "getrecursionlimit",
    "_",
    "__builtins__",
    "super",
    "issubclass",
}  # names that belong to the process itself
ROOM = 500  # calls inside one another that the judge itself needs


class Surroundings:
    """What one test changes around it; a context manager, which leaves all as it was.

    Args:
        source: the test's code, and that of cells which it stands on.
        space: gives patches of the notebook's own names.
    """

    def __init__(self, source: str, space: Callable[[], list[Patch]]) -> None:
        self._patches, self._space = may_patch(source), space
        self._texts = frozenset(re.findall(r"[A-Za-z_][\w.]*", source)) if self._patches else frozenset()
        self._logs = "og" in source and bool(re.search(r"\blogging\b|Logs\b", source))
        self._sets = bool(SETTING.search(source))
        self._builtins = types.ModuleType("builtins")
        vars(self._builtins).update(vars(builtins), super=super_of(asks_for), issubclass=is_subclass)
        self._before: dict[str, dict[str, Any]] = {}
        self._seeded: set[str] = set()
        self._sent: dict[str, Any] = {}
        self._limit = sys.getrecursionlimit()
        self._stack = ExitStack()

    @property
    def builtins(self) -> types.ModuleType:
        """The module `builtins` of the test: what it patches there, it patches for itself and for the answer."""
        return self._builtins

    def __enter__(self) -> "Surroundings":
        stack = self._stack
        stack.enter_context(module_replaced("builtins", self._builtins))
        stack.enter_context(warnings.catch_warnings())
        _usual_filters()
        self._filters = list(warnings.filters)
        self._environment = dict(os.environ)
        self._folder = Path.cwd()
        stack.callback(os.chdir, self._folder)
        self._errors = np.geterr()
        limit = sys.getrecursionlimit()
        stack.callback(sys.setrecursionlimit, limit)
        stack.callback(lambda: np.seterr(**self._errors))
        stack.callback(_restore_environment, self._environment)
        stack.enter_context(_replaced(sys, "setrecursionlimit", self._set_limit))
        stack.enter_context(_replaced(sys, "getrecursionlimit", lambda: self._limit))
        self._first_limit = self._limit
        for module, names in ((random, ("seed", "setstate")), (np.random, ("seed", "set_state"))):
            for name in names:
                stack.enter_context(_replaced(module, name, self._noting(module, getattr(module, name))))
        self._settings = settings() if self._sets else {}
        stack.enter_context(holding(self._settings))
        self._loggers = _loggers() if self._logs else {}
        stack.callback(self._restore_loggers)
        self._remember()
        stack.callback(self._restore)
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def context(self) -> tuple[dict[str, Any] | None, list[Patch]]:
        """What a call must see, None for nothing; and the patches among it that the judge has to do without meanwhile."""
        if Path.cwd() != self._folder:
            raise NeedsPerson("The test works in another folder than the answer.")
        patches = self._patched()
        own = self._own_builtins() if self._patches else []
        found: dict[str, Any] = {"patches": [list(patch) for patch in self._space() + patches + own]}
        found["filters"] = _errors(warnings.filters[: max(0, len(warnings.filters) - len(self._filters))])
        found["recursion"] = self._limit if self._limit != self._first_limit else None
        found["seeds"] = self._seeds()
        found["errors"] = np.geterr() if np.geterr() != self._errors else None
        found["environment"] = self._changed_environment() if self._patches else None
        found["settings"] = self._changed_settings() if self._settings else None
        found["logging"] = self._changed_levels() if self._logs else None
        return {name: value for name, value in found.items() if value or value == {}} or None, patches

    def log(self, records: list[Any]) -> None:
        """Tell the test's own handlers of what the answer logged.

        Args:
            records: of each a logger's name, the level's number, the text, and what else it holds.
        """
        for told in records:
            match told:
                case (str(name), int(level), str(text), dict(details)):
                    logger = logging.getLogger(name)
                    if logger.hasHandlers():
                        logger.handle(_record(name, level, text, details))

    def suspend(self, patches: list[Patch]) -> None:
        """Patches of modules do not hold: the judge's own code runs."""
        sys.modules["builtins"] = builtins
        for module, name, _, _ in patches:
            _set(vars(sys.modules[module]), name, self._before[module].get(name, _NOTHING))

    def resume(self, patches: list[Patch]) -> None:
        """Patches of modules hold again."""
        sys.modules["builtins"] = self._builtins
        for module, name, there, value in patches:
            _set(vars(sys.modules[module]), name, value if there else _NOTHING)

    def _set_limit(self, limit: int) -> None:
        if not isinstance(limit, int) or limit < 1:
            raise ValueError("recursion limit must be greater or equal than 1")
        self._limit = limit

    def _noting(self, module: types.ModuleType, seed: Callable[..., Any]) -> Callable[..., Any]:
        """A function that sets random numbers, and says so."""

        def noting(*arguments: Any, **named: Any) -> Any:
            found = seed(*arguments, **named)
            if (arguments and arguments[0] is not None) or named:
                name = "random" if module is random else "numpy"
                self._seeded.add(name)
                self._sent.pop(name, None)
            return found

        return noting

    def _seeds(self) -> dict[str, Any]:
        """The states of random numbers that the test set, where they are others than the answer was told."""
        now: dict[str, Any] = {}
        if "random" in self._seeded:
            version, numbers, gauss = random.getstate()
            now["random"] = [version, list(numbers), gauss]
        if "numpy" in self._seeded:
            state: Any = np.random.get_state()
            now["numpy"] = [state[0], np.array(state[1]), int(state[2]), int(state[3]), float(state[4])]
        changed = {name: state for name, state in now.items() if repr(state) != self._sent.get(name)}
        self._sent |= {name: repr(state) for name, state in changed.items()}
        return changed

    def _changed_environment(self) -> dict[str, str | None]:
        now, before = dict(os.environ), self._environment
        changed: dict[str, str | None] = {name: value for name, value in now.items() if before.get(name) != value}
        return changed | {name: None for name in before if name not in now}

    def _changed_levels(self) -> dict[str, int] | None:
        """Levels of loggers that the test listens to; None where it listens to none."""
        now = _loggers()
        changed = {name: state[0] for name, state in now.items() if state != self._loggers.get(name, _UNUSED)}
        return {name: level for name, level in changed.items() if level} if changed else None

    def _restore_loggers(self) -> None:
        for name, state in (_loggers() if self._logs else {}).items():
            before = self._loggers.get(name, _UNUSED)
            if state != before:
                logger = logging.getLogger(name or None)
                level, logger.handlers[:], logger.propagate, logger.disabled = before
                logger.setLevel(level)

    def _changed_settings(self) -> dict[str, Any]:
        return {name: value for name, value in settings().items() if self._settings.get(name, value) != value}

    def _remember(self) -> None:
        if self._patches:
            watched = [name for name in MODULES | SUBMODULES | self._texts if name not in ("builtins", "__main__")]
            self._before = {name: dict(vars(sys.modules[name])) for name in watched if _is_module(name)}

    def _patched(self) -> list[Patch]:
        """Names of modules that stand for something else than before."""
        found = []
        for module, before in self._before.items():
            now = vars(sys.modules[module])
            changed = [name for name, value in now.items() if _is_patch(before, name, value)]
            found += [(module, name, True, now[name]) for name in changed]
            found += [(module, name, False, None) for name in before if name not in now]
        return found

    def _own_builtins(self) -> list[Patch]:
        now, before = vars(self._builtins), vars(builtins)
        changed = [name for name, value in now.items() if before.get(name, _NOTHING) is not value and name not in OWN]
        found: list[Patch] = [("builtins", name, True, now[name]) for name in changed if not name.startswith("__")]
        return found + [("builtins", name, False, None) for name in before if name not in now]

    def _restore(self) -> None:
        for module, name, _, _ in self._patched():
            _set(vars(sys.modules[module]), name, self._before[module].get(name, _NOTHING))


def _record(name: str, level: int, text: str, details: dict[Any, Any]) -> logging.LogRecord:
    """A record of a log, which says its text whatever its parts are: nothing of the answer's is formatted here."""
    error = details.pop("error", None)
    cause: Any = (type(error), error, None) if isinstance(error, BaseException) else None
    found = logging.LogRecord(name, level, "<answer>", 0, text, (), cause)
    free = {
        one: value for one, value in details.items() if type(one) is str and (one in _TOLD or not hasattr(found, one))
    }
    vars(found).update(free, getMessage=lambda: text)
    return found


_TOLD = ("msg", "args", "funcName", "lineno", "stack_info")  # what a record of the answer's says of itself
_NOTHING = object()
_UNUSED = (logging.NOTSET, (), True, False)


def _loggers() -> dict[str, tuple[int, tuple[logging.Handler, ...], bool, bool]]:
    """How each logger is set up: its level, handlers, whether it tells those above it, whether it is off."""
    named = logging.getLogger().manager.loggerDict
    found = {name: logger for name, logger in named.items() if isinstance(logger, logging.Logger)}
    return {
        name: (one.level, tuple(one.handlers), one.propagate, one.disabled)
        for name, one in {"": logging.getLogger(), **found}.items()
    }


def may_patch(source: str) -> bool:
    """Whether code may change what names of modules stand for: rather once too often."""
    if PATCHING.search(source):
        return True
    try:
        nodes = [*ast.walk(ast.parse(source))]
    except SyntaxError:
        return True
    return any(isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del) for node in nodes)


def _is_module(name: str) -> bool:
    return isinstance(sys.modules.get(name), types.ModuleType)


def _is_patch(before: Mapping[str, Any], name: str, value: Any) -> bool:
    """A new name counts where it is a mock, and a private one; libraries change names of their own as they are used."""
    if name in OWN:
        return False
    if name in before and (not name.startswith("_") or isinstance(value, types.FunctionType)):
        return before[name] is not value
    return isinstance(value, mock.NonCallableMock)


def _set(space: dict[str, Any], name: str, value: Any) -> None:
    if value is _NOTHING:
        space.pop(name, None)
    else:
        space[name] = value


@contextmanager
def module_replaced(name: str, module: types.ModuleType) -> Iterator[None]:
    """Importing a name gives another module."""
    before = sys.modules[name]
    sys.modules[name] = module
    try:
        yield
    finally:
        sys.modules[name] = before


@contextmanager
def _replaced(module: types.ModuleType, name: str, value: Any) -> Iterator[None]:
    before = vars(module)[name]
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


def _usual_filters() -> None:
    """The filters of warnings that a notebook's kernel begins with."""
    warnings.resetwarnings()
    for category in (ResourceWarning, ImportWarning, PendingDeprecationWarning, DeprecationWarning):
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")


def _errors(filters: Any) -> list[tuple[str, type]]:
    """Those of a test's filters that make Python's own warnings errors, the last first, as they have to be set."""
    found = [(action, category) for action, _, category, _, _ in filters if category.__module__ == "builtins"]
    return found[::-1] if any(action == "error" for action, _ in found) else []


def _restore_environment(before: dict[str, str]) -> None:
    if dict(os.environ) != before:
        os.environ.clear()
        os.environ.update(before)
