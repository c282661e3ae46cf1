"""How those who ask for the same training come to have one."""

from collections.abc import Callable
from typing import Protocol

from autograder.grading.store import Store
from autograder.kernels.training import RESULT
from autograder.values import Parcel

Pieces = list[memoryview]  # what a trainer said in the end: its kind, the head and the blobs


class Share(Protocol):
    """How those who ask for the same training come to have one."""

    def obtain(
        self, key: str, asked: Parcel, compute: Callable[[], Pieces | None], wanted: Callable[[], bool]
    ) -> tuple[Pieces | None, bool]:
        """What a training makes.

        Args:
            key: hash of what was asked.
            asked: what was asked (see `autograder.kernels.training`).
            compute: has it done by a trainer of this process; None where that came to no end.
            wanted: whether anybody still waits for it.

        Returns:
            What the trainer said, None where it said nothing; and whether it was asked just for this.

        Raises:
            OSError: nobody wants it any more.
        """


class Local:
    """All processes on a machine share one store, and take turns for a key.

    Args:
        store: where results are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def obtain(
        self, key: str, asked: Parcel, compute: Callable[[], Pieces | None], wanted: Callable[[], bool]
    ) -> tuple[Pieces | None, bool]:
        """What a training makes: see `Share`."""
        with self._store.claim(key, wanted):
            known = self._store.get(key)
            if known is not None:
                return known, False
            made = compute()
            if made is not None:
                keep(self._store, key, made)
            return made, True


def keep(store: Store, key: str, made: Pieces) -> None:
    """Keep what a training made; a refusal is not for good."""
    if bytes(made[0]) == RESULT:
        store.put(key, made)
