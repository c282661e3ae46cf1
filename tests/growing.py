"""How the work for an input grows with its length."""

import time
from collections.abc import Callable
from typing import Any

NOISE = 0.05  # seconds


def assert_linear(make: Callable[[int], Any], work: Callable[[Any], Any], size: int) -> None:
    """Four times the input takes at most nine times as long: three times for each doubling, where a square takes four.

    Processor time counts, and of three tries the shortest, so that a busy machine changes little.

    Args:
        make: makes an input of some size.
        work: what is measured; nothing that it made before may help it.
        size: of the smaller input.
    """
    small, large = make(size), make(4 * size)
    first = _seconds(work, small)
    assert _seconds(work, large) <= 9 * first + NOISE, f"{size}: {first:.3f} s"


def _seconds(work: Callable[[Any], Any], given: Any) -> float:
    taken = []
    for _ in range(3):
        start = time.process_time()
        work(given)
        taken.append(time.process_time() - start)
    return min(taken)
