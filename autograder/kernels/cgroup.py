"""A cgroup that somebody lends us: then the system itself counts and limits the memory of a kernel's processes, all of it.

`AUTOGRADER_CGROUP` names it: a folder of cgroup v2 that we may write to, without processes, with the memory controller handed down
(`systemd-run --user -p Delegate=memory …` makes one). Without it, or where it cannot be used, `autograder.kernels.memory` counts.
"""

import os
from contextlib import suppress
from pathlib import Path

VARIABLE = "AUTOGRADER_CGROUP"


class Cgroup:
    """One kernel's own cgroup below the one that was lent.

    Args:
        folder: its folder, which exists.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of(cls, pids: tuple[int, ...], limit: int, lent: str | None = None) -> "Cgroup | None":
        """Put processes into a cgroup of their own, before they run anything of a student's.

        Args:
            pids: their numbers; what they start will be in it, too.
            limit: bytes that all of them together may hold.
            lent: the folder, that of the environment by default.

        Returns:
            The cgroup; None where none was lent, or it cannot be used.
        """
        place = os.environ.get(VARIABLE, "") if lent is None else lent
        if not place:
            return None
        made = cls(Path(place) / f"kernel-{pids[0]}")
        try:
            made._begin(pids, limit)
        except OSError:
            made.close()
            return None
        return made

    def _begin(self, pids: tuple[int, ...], limit: int) -> None:
        if "memory" not in (self._folder.parent / "cgroup.controllers").read_text().split():
            raise OSError("The memory controller was not handed down.")
        (self._folder.parent / "cgroup.subtree_control").write_text("+memory")
        self._folder.mkdir()
        (self._folder / "memory.max").write_text(str(limit))
        with suppress(OSError):  # not every system has both
            (self._folder / "memory.swap.max").write_text("0")
            (self._folder / "memory.oom.group").write_text("1")
        for pid in pids:
            (self._folder / "cgroup.procs").write_text(str(pid))

    def overflowed(self) -> bool:
        """Whether the system ended a process in it because all together held too much."""
        with suppress(OSError):
            rows = (row.split() for row in (self._folder / "memory.events").read_text().splitlines())
            return any(name == "oom_kill" and int(count) > 0 for name, count in rows)
        return False

    def close(self) -> None:
        """Give it back; its processes have ended."""
        with suppress(OSError):
            self._folder.rmdir()
