"""pyplot's figures in a test: its own, and those that the answer draws while it is tested, as if they were in one place."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from autograder.grading.decided import NeedsPerson

Ask = Callable[..., Any]


@contextmanager
def figures_shared(ask: Ask) -> Iterator[None]:
    """Let a test find what the answer drew, by `gcf`, `gca` and `get_fignums`.

    Args:
        ask: asks the student's kernel.
    """
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        yield
        return
    pyplot.close("all")  # what an earlier cell drew, as a notebook does
    shared = _Shared(pyplot, ask)
    with ExitStack() as stack:
        for name in ("gcf", "gca", "get_fignums", "close"):
            stack.enter_context(mock.patch.object(pyplot, name, getattr(shared, name)))
        yield


class _Shared:
    """What takes the place of some of pyplot's functions; all but a cell's own code gets pyplot's own."""

    def __init__(self, pyplot: Any, ask: Ask) -> None:
        self._ask = ask
        self._gcf, self._gca, self._numbers, self._close = pyplot.gcf, pyplot.gca, pyplot.get_fignums, pyplot.close

    def gcf(self) -> Any:
        """The current figure."""
        theirs = self._theirs() if _is_asked_by_a_cell() else None
        return theirs[1] if theirs else self._gcf()

    def gca(self) -> Any:
        """The current axes."""
        theirs = self._theirs() if _is_asked_by_a_cell() else None
        return theirs[2] if theirs and theirs[2] is not None else theirs[1].gca() if theirs else self._gca()

    def get_fignums(self) -> list[int]:
        """A number for each open figure."""
        own = self._numbers()
        theirs = self._drawn() if _is_asked_by_a_cell() else None
        return [*own, *range(len(own) + 1, len(own) + len(theirs[0]) + 1)] if theirs and own else (theirs or [own])[0]

    def close(self, fig: Any = None) -> None:
        """Forget a figure."""
        self._close(fig)
        if _is_asked_by_a_cell() and (fig is None or fig == "all"):
            self._ask("close", fig, origin="close()")

    def _theirs(self) -> Any:
        found = self._drawn()
        if found and self._numbers():
            raise NeedsPerson("Both the test and the answer draw, and the test asks for the current figure.")
        return found

    def _drawn(self) -> Any:
        """Numbers of the answer's figures, its current figure, and current axes; None where it drew nothing."""
        match self._ask("figures", origin="gcf()"):
            case (list(numbers), figure, axes) if numbers:
                return numbers, figure, axes
        return None


def _is_asked_by_a_cell() -> bool:
    """Whether a cell's own code calls the function that asks this."""
    return sys._getframe(2).f_code.co_filename.startswith(("<test>", "<cell "))
