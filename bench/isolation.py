"""What the walls around a kernel cost: `python bench/isolation.py [ROUNDS]`, the same kernels with and without, in turn."""

import asyncio
import statistics
import sys
import time

import nbformat

from autograder.course import Limits
from autograder.grading.run import WARM
from autograder.kernels.forking import Zygote
from autograder.kernels.session import Session

CELLS = ["import tensorflow as tf, numpy as np", "x = np.arange(1000.0)", "x.sum()"]


async def notebook(zygote: Zygote, walls: bool) -> tuple[float, float]:
    """Seconds until a kernel is ready, and until its notebook has run and the kernel is gone."""
    cells = [nbformat.v4.new_code_cell(text) for text in CELLS]
    begun = time.perf_counter()
    async with Session(cells, zygote, Limits(), walls=walls, files={}, environment={}) as session:
        ready = time.perf_counter() - begun
        for index, cell in enumerate(cells):
            await session.execute(cell, 60, index)
    return ready, time.perf_counter() - begun


def main(rounds: int) -> None:
    """Print medians, and what the walls add."""
    zygote = Zygote(WARM, None)
    asyncio.run(notebook(zygote, walls=True))  # the zygote's own start is not measured
    taken: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for _ in range(rounds):
        for walls in (True, False):
            taken[walls].append(asyncio.run(notebook(zygote, walls)))
    zygote.close()
    ready, whole = ({walls: statistics.median(t[i] for t in times) for walls, times in taken.items()} for i in (0, 1))
    print(f"kernel ready with TensorFlow loaded: {ready[True]:.3f} s behind walls, {ready[False]:.3f} s without")
    print(
        f"notebook of {len(CELLS)} small cells:         {whole[True]:.3f} s behind walls, {whole[False]:.3f} s without"
    )
    added = 1000 * (whole[True] - whole[False])
    print(
        f"the walls add {added:.0f} ms to a notebook, {whole[True] / whole[False]:.2f} times as long ({rounds} rounds)"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
