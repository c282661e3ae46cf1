"""How much a message may hold, and the errors about messages."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


class Malformed(ValueError):
    """What was received is no message of this codec, or more than the limits allow."""


class Excessive(Malformed):
    """A value is described as it should be, and would take more than any computer has; the text is for who made it."""


class TooLarge(ValueError):
    """A value is larger than one message may be; nothing was sent."""


class Unencodable(Exception):
    """A value of a known type holds something that is not in the closed list; it crosses as a handle."""


@dataclass(frozen=True)
class Limits:
    """The most that one message may hold; both sides should use the same.

    Args:
        message_bytes: head and blobs together.
        head_bytes: the JSON text.
        blobs: how many separate pieces of memory.
        nodes: how many objects that are no plain numbers or texts.
        depth: how many immutable objects inside one another (tuples in tuples …); lists and dicts do not count.
        hashed: how many values the keys of all dicts and sets are made of.
        work: steps of comparing and computing that making the values takes: some ten nanoseconds each.
        unfolded: how many values there would be if what stands in several places stood there each time anew.
        effort: how much that is costly to make: parts of figures and models, tables, tensors.
        description: characters in one text of a handle's description.
    """

    message_bytes: int = 1 << 30
    head_bytes: int = 64 << 20
    blobs: int = 200_000
    nodes: int = 2_000_000
    depth: int = 60
    hashed: int = 8_000_000
    work: int = 100_000_000
    unfolded: int = 100_000_000
    effort: int = 200_000
    description: int = 20_000


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep Python from looking for garbage among millions of new lists: it would take most of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
