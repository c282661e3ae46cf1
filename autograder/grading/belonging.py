"""Whether something is part of some values, or shares memory with one of their arrays."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np


def belongs_to(values: Iterable[Any]) -> Callable[[Any], bool]:
    """A function that says of a thing whether it is one of some values, in one of them, or shares memory with one.

    Args:
        values: of any kind; containers are looked into, objects are not.
    """
    known, arrays, waiting = set[int](), list[np.ndarray](), [*values]
    while waiting:
        thing = waiting.pop()
        if id(thing) in known:
            continue
        known.add(id(thing))
        kind = type(thing)  # isinstance would ask a stand-in what it is
        if issubclass(kind, np.ndarray):
            arrays.append(thing)
        elif issubclass(kind, list | tuple | set | frozenset | deque):
            waiting += thing
        elif issubclass(kind, dict):
            waiting += thing.values()

    def belongs(thing: Any) -> bool:
        if id(thing) in known:
            return True
        return issubclass(type(thing), np.ndarray) and any(np.may_share_memory(thing, array) for array in arrays)

    return belongs
