"""What it costs to make dicts and sets of keys that somebody else chose, counted before they are made.

Python finds a key by its hash. Whoever chooses keys can make all hashes equal (multiples of 2**61 - 1, pairs of numbers as complex ones,
tuples of such), or different ones that are looked for in the same places; then each key costs as many steps as there are keys.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.values.limits import Excessive

FEW = 1000  # keys that cost nothing, whatever they are
LOOKS = 64  # places on average that a key may be looked for in; ordinary keys need two, multiples of a large power of two a dozen
FEWEST_LOOKS = 2_000_000  # in all, that cost nothing: milliseconds
SHIFT = 5  # bits of a hash that decide the next place, as in CPython's dict and set
LONG = re.compile(rb"\d{19,}")  # whole numbers that may have the hash of another one: 2**61 - 1 has 19 digits
ALIKE = 5_000  # numbers with one hash, wherever they stand: a test that makes a set of them needs a second
WORDS = (
    "The answer holds {count:,} values that Python's dicts and sets cannot tell apart quickly, because of their hashes. Other values are "
    "asked for here."
)


def check_keys(keys: Sequence[Any], weight: int, spend: Callable[[int], None]) -> None:
    """Refuse keys that take too much work to become a dict or a set.

    Args:
        keys: all of them.
        weight: of how many values they consist.
        spend: is told how much work it is: one for each comparison of two values.

    Raises:
        Excessive: it is more work than any honest value makes.
    """
    if len(keys) <= FEW:
        return
    hashes = np.fromiter(map(hash, keys), np.int64, len(keys))
    counts = _runs(hashes)
    try:
        spend(int((counts * (counts - 1) // 2).sum()) * max(weight // len(keys), 1))
    except Excessive:
        raise Excessive(WORDS.format(count=len(keys))) from None
    for part, size in _tables(hashes):
        most = max(LOOKS * len(part), FEWEST_LOOKS)
        if looks(part, size, most) > most:
            raise Excessive(WORDS.format(count=len(keys)))


def check_alike(hashes: Sequence[int]) -> None:
    """Refuse many different numbers that have the same hash, before somebody makes a set of them.

    Raises:
        Excessive: there are more than `ALIKE`.
    """
    if len(hashes) > ALIKE and (most := int(_runs(np.array(hashes, np.int64)).max())) > ALIKE:
        raise Excessive(WORDS.format(count=most))


def long_numbers(head: bytes) -> list[int]:
    """Hashes of the different long whole numbers that stand in a message's text."""
    found = {match.group() for match in LONG.finditer(head)}  # texts: their hashes are nobody's choice
    return [hash(int(digits)) for digits in found] if len(found) > ALIKE else []


def looks(hashes: np.ndarray, size: int, most: int) -> int:
    """In how many places keys are looked for while they become a table.

    All keys look for a place at the same time, round by round: those that find a free one stay there. That is not the order in which
    Python adds them, but the number of looks is nearly the same.

    Args:
        hashes: of the keys, int64.
        size: of the table, a power of two.
        most: looks after which it is enough.
    """
    owner = np.full(size, -1, np.int32)
    keys, rest = np.arange(len(hashes), dtype=np.int32), hashes.astype(np.uint64)
    places, total = (rest & np.uint64(size - 1)).astype(np.int64), 0
    while len(keys) and total <= most:
        total += len(keys)
        free = owner[places] < 0
        owner[places[free]] = keys[free]
        left = owner[places] != keys
        keys, rest = keys[left], rest[left] >> np.uint64(SHIFT)
        places = (places[left] * 5 + rest.astype(np.int64) + 1) & (size - 1)
    return total


def _tables(hashes: np.ndarray) -> Iterator[tuple[np.ndarray, int]]:
    """The tables that a dict or a set goes through while it grows, each with the keys that it holds at most."""
    count = len(hashes)
    while count > FEW:
        for more in range(3):
            yield hashes[:count], 1 << (count.bit_length() + more)
        count //= 2


def _runs(hashes: np.ndarray) -> np.ndarray:
    """How often each hash occurs; sorted, because counting in a dict would be slow for the very hashes that are looked for."""
    found = np.sort(hashes)
    edges = np.flatnonzero(np.concatenate(([True], found[1:] != found[:-1], [True])))
    return np.diff(edges)
