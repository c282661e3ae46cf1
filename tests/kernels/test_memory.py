"""All memory of a kernel's processes is counted, wherever it is; what others share with it is not."""

import asyncio
import mmap
import os

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.course import Limits
from autograder.kernels import memory, session
from autograder.kernels.forking import Zygote, walls_of
from autograder.kernels.job import Job
from autograder.kernels.kernel import WARM
from autograder.kernels.memory import Ledger, Memory
from autograder.kernels.sandbox import available
from autograder.kernels.session import Crowded, Session

pytestmark = pytest.mark.skipif(bool(available()), reason=available())

LIMITS = Limits(memory_bytes=400_000_000, scratch_bytes=200_000_000, cell_seconds=60)
HOLDING = {
    "shared, and given back": """
import mmap
maps = [mmap.mmap(-1, 100 << 20) for _ in range(6)]
for m in maps:
    for at in range(0, len(m), 4096): m[at] = 1
    m.madvise(mmap.MADV_DONTNEED)
""",
    "shared, and nearly all of it unmapped": """
import ctypes, mmap
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
for _ in range(6):
    place = libc.mmap(None, ctypes.c_size_t(100 << 20), 3, 0x21, -1, ctypes.c_long(0))
    ctypes.memset(place, 1, 100 << 20)
    libc.munmap(ctypes.c_void_p(place + 4096), ctypes.c_size_t((100 << 20) - 4096))
""",
    "a device that is shared memory": """
import mmap
maps = []
for _ in range(6):
    with open("/dev/zero", "r+b") as zero:
        maps.append(mmap.mmap(zero.fileno(), 100 << 20))
    maps[-1].write(b"x" * (100 << 20))
""",
    "files in memory": """
for folder in ("/dev/shm", "/tmp", "."):
    with open(f"{folder}/held", "wb") as held:
        for _ in range(150): held.write(bytes(1 << 20))
""",
    "files that have no name": """
import os
held = [open(f"{folder}/held", "wb") for folder in ("/dev/shm", "/tmp", ".")]
for file in held:
    os.unlink(file.name)
    for _ in range(150): file.write(bytes(1 << 20))
    file.flush()
""",
    "files with holes": """
import os
for folder in ("/dev/shm", "/tmp", "."):
    with open(f"{folder}/held", "wb") as held:
        for place in range(0, 180 << 20, 8192):
            os.pwrite(held.fileno(), b"x", place)
        for place in range(4096, 180 << 20, 8192):
            os.pwrite(held.fileno(), b"x", place)
""",
    "a child that holds it": """
import os, time
if os.fork() == 0:
    held = bytearray(200 << 20)
    if os.fork() == 0:
        more = bytearray(230 << 20)
        time.sleep(60)
    time.sleep(60)
""",
    "sockets that nobody reads": """
import os, socket, time
for _ in range(5):
    if os.fork() == 0:
        pairs = [socket.socketpair() for _ in range(450)]
        for one, _ in pairs:
            one.setblocking(False)
            try:
                while True: one.send(bytes(65536))
            except BlockingIOError: pass
        time.sleep(60)
""",
}
WAITS = "\nimport time\ntime.sleep(20)\nprint('not stopped')"


def run(worker, *cells, limits=LIMITS):
    return worker.run(Job("k", new_notebook(cells=[new_code_cell(cell) for cell in cells]), limits))


@pytest.mark.parametrize("way", HOLDING)
def test_whoever_holds_more_than_the_limit_is_stopped_and_told_why(worker, way):
    """Under whatever name: it does not come to its end, and the reason is the memory."""
    result = run(worker, HOLDING[way] + WAITS)
    assert "used more than 0.4 GB of memory and was stopped" in result.errors[1]


def test_what_is_below_the_limit_goes_on(worker):
    """Shared memory, files and children of an ordinary size; and the data sets, which every kernel reads."""
    code = """
import mmap, multiprocessing, os, keras, numpy as np
shared = mmap.mmap(-1, 30 << 20); shared.write(bytes(30 << 20)); shared.madvise(mmap.MADV_DONTNEED)
with open("/dev/shm/small", "wb") as file: file.write(bytes(20 << 20))
(x, y), _ = keras.datasets.mnist.load_data()
children = [os.fork() for _ in range(1)]
if not children[0]:
    import time; time.sleep(3); os._exit(0)
for child in children: os.waitpid(child, 0)
counts = multiprocessing.RawArray("d", 1000)
print(len(x))
"""
    result = run(worker, code)
    assert not result.errors
    assert nbformat.from_dict(result.notebook).cells[0].outputs[-1].text.endswith("60000\n")


def test_pages_of_a_forking_process_are_no_memory_of_a_kernel(worker):
    """A fresh kernel, which shares hundreds of megabytes of libraries with the one it came from, holds little."""
    code = "import time; time.sleep(3)"
    assert not run(worker, code, limits=Limits(memory_bytes=200_000_000)).errors


@pytest.mark.skipif(not memory.can_count_shared(), reason="only the administrator can count the pages of others")
def test_shared_pieces_count_by_their_pages():
    """A large piece of which little was written is little; what was written stays counted when it is unmapped."""
    before = Memory(os.getpid(), walled=False).held()
    piece = mmap.mmap(-1, 500 << 20)
    assert Memory(os.getpid(), walled=False).held() - before < 50 << 20
    piece[: 100 << 20] = bytes(100 << 20)
    piece.madvise(mmap.MADV_DONTNEED)
    assert 90 << 20 < Memory(os.getpid(), walled=False).held() - before < 150 << 20


def test_students_processes_end_before_ours():
    """When the system itself runs out of memory, it ends what runs student code first, then judges and trainers, then us."""
    adjustments = [walls_of(Limits()).first_to_die, walls_of(Limits(), ours=True).first_to_die]
    assert adjustments == sorted(adjustments, reverse=True) and adjustments[0] == 1000 and adjustments[1] > 0


def test_when_the_machine_has_none_left_the_largest_goes(tmp_path):
    """Of all kernels that run, whoever runs them, and of none that has ended."""
    ours, other = Ledger(os.getpid(), tmp_path), Ledger(os.getppid(), tmp_path)
    ours.note(100)
    other.note(200)
    gone = Ledger(2**22 + 5, tmp_path)
    gone.note(10**12)
    assert other.is_largest(200) and not ours.is_largest(100) and ours.is_largest(300)
    other.close()
    assert ours.is_largest(100)
    assert memory.is_short(1) and not memory.is_short(1 << 50)


def test_a_crowded_machine_gives_no_verdict(prepared, monkeypatch):
    """A kernel below its limit that has to go ends its session with an error that says what helps."""
    monkeypatch.setattr(session, "is_short", lambda: True)
    monkeypatch.setattr(session.Ledger, "is_largest", lambda self, held: True)
    cell = new_code_cell("import time; time.sleep(30)")

    async def play():
        async with Session([cell], zygote, Limits(), walls=not available(), files={}, environment={}) as kernel:
            await kernel.execute(cell, 60)

    zygote = Zygote(WARM, prepared.folder)
    try:
        with pytest.raises(Crowded, match="--workers"):
            asyncio.run(play())
    finally:
        zygote.close()
