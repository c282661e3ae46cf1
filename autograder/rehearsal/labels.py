"""What rehearsal data shares with the real: how many pictures of each class, in which order, how bright."""

from collections.abc import Sequence

import numpy as np


def shuffled(rng: np.random.Generator, counts: Sequence[int], first: Sequence[int]) -> np.ndarray:
    """Labels in random order, but for the first few.

    Args:
        rng: source of randomness.
        counts: how often each class occurs.
        first: the classes that the set begins with.

    Returns:
        uint8 (sum(counts),).
    """
    labels = np.repeat(np.arange(len(counts), dtype=np.uint8), counts)
    rng.shuffle(labels)
    for here, label in enumerate(first):
        there = here + int(np.argmax(labels[here:] == label))
        labels[[here, there]] = labels[[there, here]]
    return labels


def originals(rng: np.random.Generator, labels: np.ndarray, groups: Sequence[np.ndarray]) -> np.ndarray:
    """Choose for each label one of the originals of its class.

    Args:
        rng: source of randomness.
        labels: uint8 (count,).
        groups: for each class, the numbers of its originals.

    Returns:
        int64 (count,).
    """
    chosen = np.empty(len(labels), np.int64)
    for label, group in enumerate(groups):
        places = np.flatnonzero(labels == label)
        chosen[places] = rng.choice(group, size=len(places))
    return chosen


def peaks(rng: np.random.Generator, count: int, below: int) -> np.ndarray:
    """Each picture's brightest value: 255 but for `below` pictures, never the first one.

    The real sets have 254 in all of those; one in eight is a good deal fainter here, so that dividing by a picture's
    own maximum instead of 255 can be told apart.

    Args:
        rng: source of randomness.
        count: number of pictures.
        below: how many have a maximum below 255.

    Returns:
        uint8 (count,).
    """
    values = np.full(count, 255, np.uint8)
    places = 1 + rng.choice(count - 1, size=below, replace=False)
    values[places] = 254
    faint = places[: below // 8]
    values[faint] = rng.integers(180, 250, size=len(faint))
    return values
