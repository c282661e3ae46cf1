"""Takes all the memory there is, in one process: arrays, mappings, and a compressed page of zeros."""

ANSWERS = {
    "own": """
import mmap

taken = []
while True:
    taken.append(np.ones(50_000_000))
    room = mmap.mmap(-1, 200_000_000)
    room.write(b"x" * 200_000_000)
    taken.append(room)
"""
}
