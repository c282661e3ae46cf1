"""Holds shared memory that nobody has mapped any more, in pieces that are no process's own."""

ANSWERS = {
    "own": """
import mmap
import time

held = []
for _ in range(5):
    piece = mmap.mmap(-1, 400 << 20)
    for place in range(0, len(piece), 4096):
        piece[place] = 1
    piece.madvise(mmap.MADV_DONTNEED)
    held.append(piece)
time.sleep(60)
"""
}
