"""The process in which an assignment's script makes its data: `python -m autograder.grading.making`, told all on standard input.

A script is the course's own code, and runs as what it is. What goes wrong is the last line on standard error.
"""

import json
import sys
import traceback
from pathlib import Path
from typing import Any

from autograder.course import SCRIPT


def main() -> None:
    """Run the script's `make`."""
    told = json.load(sys.stdin)
    space: dict[str, Any] = {"__name__": "data", "__file__": SCRIPT}
    try:
        exec(compile(told["script"], SCRIPT, "exec"), space)
        if not callable(space.get("make")):
            sys.exit(
                "it has no function make(public, withheld, mnist, rng). A file of this name makes an assignment's data; "
                "call it something else if it does not."
            )
        _call(space["make"], told)
    except Exception as error:  # noqa: BLE001 - told to the author
        sys.exit(_told(error))


def _call(make: Any, told: dict[str, str]) -> None:
    import numpy as np

    from autograder.datasets.storage import read_npz

    generator = np.random.default_rng(int(told["secret"], 16))
    make(Path(told["public"]), Path(told["withheld"]), read_npz(Path(told["mnist"])), generator)


def _told(error: Exception) -> str:
    """An error in one line, with the last line of the script that it came through."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == SCRIPT]
    if isinstance(error, SyntaxError) and error.filename == SCRIPT:
        lines.append(error.lineno)
    place = f"line {lines[-1]}: " if lines else ""
    return f"{place}{type(error).__name__}: {' '.join(str(error).split())}"


if __name__ == "__main__":
    main()
