"""What a command took, with everything that it started."""

import os
import sys
from pathlib import Path

import pytest
from measure import CommandFailed, measure

BUSY = "import time; end = time.process_time() + 1\nwhile time.process_time() < end: pass"
LEAVES_ONE_BEHIND = (
    f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BUSY!r}], start_new_session=True)"
)
LARGE = "import time; kept = bytearray(b'x') * 200_000_000; time.sleep(1.5)"


def run(code: str, folder: Path):
    return measure([sys.executable, "-c", code], folder, os.environ, folder / "log.log")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, what is left behind is nobody's child")
def test_processes_that_nobody_waited_for_are_counted(tmp_path):
    """A process that outlives its parent is waited for, and its second of work is in the sum."""
    took = run(LEAVES_ONE_BEHIND, tmp_path)
    assert took.cpu >= 1
    assert took.user <= took.cpu


def test_memory_is_that_of_the_whole_tree(tmp_path):
    """The largest sum, seen twice a second."""
    took = run(LARGE, tmp_path)
    assert 200e6 < took.memory < 400e6
    assert took.wall > 1.5
    assert took.seen <= took.cpu + 0.05


def test_a_broken_command_fails_loudly(tmp_path):
    """With its exit status and the last lines of what it printed."""
    with pytest.raises(CommandFailed, match=r"(?s)status 1\..*ZeroDivisionError"):
        run("print('before'); 1 / 0", tmp_path)
