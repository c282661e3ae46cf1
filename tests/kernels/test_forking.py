"""The zygote, seen from outside: it is replaced when it dies or grows, and does without warmth where it has threads."""

import asyncio
import os
import signal
import socket
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from autograder.course import Limits
from autograder.kernels.forking import Zygote, walls_of
from autograder.kernels.sandbox import SandboxError, available
from autograder.kernels.session import End, Session

WALLS = not available()


def run(zygote: Zygote) -> str:
    """What a small process says that this zygote forks."""
    heard, said = os.pipe()
    with os.fdopen(heard) as answer:
        child = zygote.fork("answers:main", {}, walls_of(Limits()) if WALLS else None, [said])
        os.close(said)
        text = answer.read()
    child.remove()
    return text


def run_kernel(zygote: Zygote) -> str:
    """What a small notebook prints in a kernel of this zygote's."""
    cell = nbformat.v4.new_code_cell("import json; print(json.dumps(6 * 7))")

    async def execute() -> End:
        async with Session([cell], zygote, Limits(), walls=WALLS, files={}, environment={}) as session:
            return await session.execute(cell, 30, 0)

    assert asyncio.run(execute()) == End.DONE
    return cell.outputs[0].text.strip()


@pytest.fixture
def zygote(monkeypatch, tmp_path):
    """One that imports very little, and something of this test's."""
    (tmp_path / "starts_threads.py").write_text(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
    )
    (tmp_path / "sleeps.py").write_text("import time\ndef main(told, files, ready): ready(), time.sleep(600)\n")
    (tmp_path / "answers.py").write_text(
        "import os\ndef main(told, files, ready):\n    ready()\n    os.write(files[0], b'%d' % (6 * 7))\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    made = Zygote(["json"], None)
    yield made
    made.close()


def runs(pid):
    """Whether a process runs; one that has ended may wait for a while until the system takes note."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_zygote_that_died_is_replaced(zygote):
    """The next kernel comes from a new one."""
    assert run(zygote) == "42"
    first = zygote._process.pid
    os.kill(first, signal.SIGKILL)
    assert run(zygote) == "42"
    assert zygote._process.pid != first
    assert not zygote.cold


def test_ctrl_c_leaves_nothing_behind(zygote):
    """It reaches every process of a terminal; the zygote ends what it forked when its owner ends, walls or not."""
    zygote.start()
    child = zygote.fork("sleeps:main", {}, None)
    os.kill(zygote._process.pid, signal.SIGINT)
    assert child.status() is None
    zygote.close()
    child.remove()
    deadline = time.monotonic() + 30
    while runs(child.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not runs(child.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent is gone")
def test_nothing_outlives_a_zygote_that_is_killed(zygote):
    """Not even what has no walls and a group of processes of its own."""
    zygote.start()
    child = zygote.fork("sleeps:main", {}, None)
    os.kill(zygote._process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while runs(child.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    child.remove()
    assert not runs(child.pid)


def test_a_zygote_that_grew_is_replaced(zygote):
    """Whatever it was that grew: kernels are as small as they were."""
    run(zygote)
    first, zygote._memory = zygote._process.pid, 1
    assert run(zygote) == "42"
    assert zygote._process.pid != first


def test_with_threads_kernels_start_cold(zygote):
    """A package that starts a thread when it is imported costs warmth, not grades."""
    zygote._modules = ["starts_threads"]
    assert run_kernel(zygote) == "42"
    assert zygote.cold


def test_a_zygote_that_cannot_start_says_why(zygote):
    """The reason is the last line that it said."""
    zygote._modules = ["no_such_module_at_all"]
    with pytest.raises(SandboxError, match="No module named 'no_such_module_at_all'"):
        run(zygote)


def test_the_instructors_environment_stays_outside(zygote, monkeypatch):
    """No variable but a few harmless ones reaches the process that kernels are forked from."""
    monkeypatch.setenv("SECRET_TOKEN", "canary")
    zygote.start()
    assert "SECRET_TOKEN" not in Path(f"/proc/{zygote._process.pid}/environ").read_text()


def test_a_clone_is_a_zygote(zygote, tmp_path):
    """It serves its own socket, in the same folder, with no room of its own; without it, what it served begins its own."""
    ours, served = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    zygote.clone(served, tmp_path)
    cloned = Zygote(zygote._modules, None, ours)
    try:
        assert run(cloned) == run(zygote) == run(cloned) == "42"
        assert cloned._process is None
        assert cloned._pid != zygote._pid
        assert Path(f"/proc/{cloned._pid}/cwd").resolve() == Path.cwd()
        zygote.close()
        assert run(cloned) == "42"
        assert cloned._process
    finally:
        cloned.close()


def test_a_clone_that_cannot_be_forked_is_done_without(zygote, tmp_path):
    """Who was to use it has a socket that nobody serves."""
    ours, served = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    zygote._modules = ["no_such_module_at_all"]
    with pytest.raises(SandboxError):
        zygote.clone(served, tmp_path)
    cloned = Zygote(["json"], None, ours)
    assert run(cloned) == "42"
    cloned.close()
