"""Counts in several processes that share memory of an ordinary size, and keeps files in memory."""

ANSWERS = {
    "own": """
import mmap
import multiprocessing

counts = multiprocessing.RawArray("q", 4)
board = mmap.mmap(-1, 20 << 20)


def count(place):
    counts[place] = int(numbers.sum())
    board[place << 20 : (place + 1) << 20] = b"x" * (1 << 20)


workers = [multiprocessing.get_context("fork").Process(target=count, args=(place,)) for place in range(4)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
with open("/dev/shm/board", "wb") as file:
    file.write(board[: 4 << 20])
print(set(counts), board[:2])
""",
}
