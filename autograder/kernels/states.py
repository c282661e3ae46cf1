"""What objects hold, as plain data, and which names of a notebook stand for something else than before."""

import hashlib
from types import ModuleType
from typing import Any, NoReturn

import numpy as np

from autograder.kernels.handles import FUNCTIONS
from autograder.values.calls import changes, snapshot
from autograder.values.decoding import Loaded
from autograder.values.encoding import dump
from autograder.values.limits import Limits, TooLarge
from autograder.values.records import attributes
from autograder.values.registry import kind_of

DEPTH = 20  # objects inside one another
PLAIN = (type(None), bool, int, float, complex, str, bytes, np.ndarray, np.generic)
NUMBERS_AND_TEXTS = (int, float, complex, str, bytes)
STATIC = (bool, int, float, str, type(None))
BIG = 1 << 20  # bytes of an array of which only a sample is looked at
MANY = 50_000  # parts of a container, and
ROWS = 50  # of a table that has more parts
MOST = 1 << 24  # bytes in all, beyond which a value is not held against another
SAMPLE = 1 << 14  # numbers


def state_of(thing: Any, depth: int = DEPTH) -> Any:
    """What an object and all that is in it hold: plain data as it is, other objects as their class and attributes."""
    if depth == 0:
        return "…"
    if type(thing) in (int, float, str) or isinstance(thing, (type, ModuleType, *FUNCTIONS)):
        return thing
    if type(thing) in PLAIN or isinstance(thing, np.ndarray | np.generic):
        return thing
    if part := plain(thing):
        inside: Any = part
    elif isinstance(thing, list | tuple):
        inside = [state_of(part, depth - 1) for part in thing]
    elif isinstance(thing, dict):
        inside = [(state_of(key, depth - 1), state_of(part, depth - 1)) for key, part in thing.items()]
    elif isinstance(thing, set | frozenset):
        inside = sorted((state_of(part, depth - 1) for part in thing), key=repr)
    else:
        inside = []
    held = {name: state_of(value, depth - 1) for name, value in attributes(thing).items()}
    return (type(thing).__qualname__, inside, held)


def plain(thing: Any) -> list[Any]:
    """The number or text that an object of a class of its own is, in a list; an empty one for others."""
    base: Any = next((kind for kind in NUMBERS_AND_TEXTS if issubclass(type(thing), kind)), None)
    if base is None or type(thing) in PLAIN:
        return []
    return [base.__getitem__(thing, slice(None)) if base in (str, bytes) else base.__add__(thing, base(0))]


class Watch:
    """Names that the judge knows the values of, until they stand for something else.

    Args:
        space: the notebook's names.
    """

    def __init__(self, space: dict[str, Any]) -> None:
        self._space = space
        self._known: dict[str, tuple[Any, Any]] = {}

    def add(self, name: str) -> None:
        """The judge knows it now."""
        if name in self._space:
            self._known[name] = self._space[name], _content(self._space[name])

    def changed(self) -> list[str]:
        """Names that stand for another value, or whose value holds something else, since the judge asked; each once."""
        found = [name for name, (value, content) in self._known.items() if self._differs(name, value, content)]
        for name in found:
            del self._known[name]
        return found

    def _differs(self, name: str, value: Any, content: Any) -> bool:
        if self._space.get(name) is not value:
            return True
        if isinstance(content, tuple):
            return bool(changes(*content))
        if isinstance(content, dict):
            return content != statics(value)
        return content is not None and bool(content != _sample(value))


def digest(value: Any) -> bytes | None:
    """A hash of what a value holds, the same in the judge and in a kernel; None for what is no plain data, or too much."""
    if isinstance(value, np.ndarray) and value.nbytes > BIG and value.dtype != object:
        return hashlib.sha256(f"{value.shape} {value.dtype}".encode() + _sample(value)).digest()
    if isinstance(value, list | tuple | dict | set | frozenset) and len(value) > MANY:
        return None
    if type(value).__module__.partition(".")[0] == "pandas" and getattr(value, "size", 0) > MANY:
        value = value.shape, list(getattr(value, "columns", ())), value[:: len(value) // ROWS + 1]
    try:
        message = dump(value, handle=_no_handle, limits=Limits(message_bytes=MOST)).message
    except (LookupError, TooLarge):
        return None
    return hashlib.sha256(b"".join([message.head, *(bytes(memoryview(blob)) for blob in message.blobs)])).digest()


def _no_handle(thing: Any) -> NoReturn:
    raise LookupError("no plain data")


def statics(kind: Any) -> dict[str, Any]:
    """The plain values that a class holds for all of its objects, such as a counter."""
    found = type.__dict__["__dict__"].__get__(kind).items() if issubclass(type(kind), type) else ()
    return {name: value for name, value in found if type(value) in STATIC and not name.startswith("__")}


def _content(value: Any) -> Any:
    """What tells whether a value has changed; None for one that is not looked at."""
    if isinstance(value, np.ndarray) and value.nbytes > BIG and value.dtype != object:
        return _sample(value)
    if issubclass(type(value), type):
        return statics(value)
    kind = kind_of(value)
    if isinstance(value, list | dict | set | bytearray | np.ndarray) or (kind and kind.name == "instance"):
        loaded = Loaded(value, {0: value})
        return loaded, snapshot(loaded)
    return None


def _sample(array: Any) -> bytes:
    flat = array.reshape(-1) if array.flags.c_contiguous else array.ravel()[:SAMPLE]
    return flat[:: max(1, flat.size // SAMPLE)].tobytes()
