"""A lent cgroup limits a kernel's memory; where it cannot be used, nothing depends on it. A folder plays the system's part."""

import pytest

from autograder.kernels.cgroup import VARIABLE, Cgroup


@pytest.fixture
def lent(tmp_path):
    """A cgroup with the memory controller, as far as files show it."""
    (tmp_path / "cgroup.controllers").write_text("cpu memory pids\n")
    (tmp_path / "cgroup.subtree_control").write_text("")
    return tmp_path


def test_processes_get_a_limit_together(lent):
    """The limit stands before they are moved, no swap goes around it, and they end together."""
    assert Cgroup.of((41, 42), 600_000_000, str(lent))
    made = lent / "kernel-41"
    assert (lent / "cgroup.subtree_control").read_text() == "+memory"
    told = {name: (made / name).read_text() for name in ("memory.max", "memory.swap.max", "memory.oom.group")}
    assert told == {"memory.max": "600000000", "memory.swap.max": "0", "memory.oom.group": "1"}
    assert (made / "cgroup.procs").read_text() == "42"  # a file keeps the last word; the system takes each


def test_the_system_says_who_held_too_much(lent):
    """Only where it ended somebody for that."""
    group = Cgroup.of((41,), 1, str(lent))
    assert group and not group.overflowed()
    (lent / "kernel-41" / "memory.events").write_text("low 0\nmax 12\noom 1\noom_kill 0\n")
    assert not group.overflowed()
    (lent / "kernel-41" / "memory.events").write_text("low 0\nmax 12\noom 1\noom_kill 3\n")
    assert group.overflowed()


@pytest.mark.parametrize("controllers", ["cpu pids", ""])
def test_without_the_memory_controller_there_is_none(lent, controllers):
    """And nothing is left in the folder."""
    (lent / "cgroup.controllers").write_text(controllers)
    assert Cgroup.of((41,), 1, str(lent)) is None
    assert not (lent / "kernel-41").exists()


def test_without_a_folder_there_is_none(monkeypatch, tmp_path):
    """None was named, or it is not there."""
    monkeypatch.delenv(VARIABLE, raising=False)
    assert Cgroup.of((41,), 1) is None
    monkeypatch.setenv(VARIABLE, str(tmp_path / "gone"))
    assert Cgroup.of((41,), 1) is None


def test_it_is_given_back(lent):
    """An empty cgroup goes; one that the system still holds stays."""
    group = Cgroup.of((41,), 1, str(lent))
    for file in (lent / "kernel-41").iterdir():
        file.unlink()
    group.close()
    assert not (lent / "kernel-41").exists()
    group.close()
