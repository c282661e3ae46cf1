"""What `get_ipython()` gives to the course's own cells in the judge: magics are about what a person sees.

Only one thing of a shell can be known apart from the student's kernel: what the files of its folder are and hold. The kernel is
asked for that, as for any other answer; it is the student's word, like the files themselves.
"""

from typing import Any

from autograder.cells.magics import reads_folder
from autograder.grading.decided import NeedsPerson
from autograder.grading.remote import Channel


class Shell:
    """IPython's shell, as far as a cell of the course's own may use it.

    Args:
        channel: to the student's kernel.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def run_line_magic(self, *arguments: Any, **named: Any) -> None:
        """Do nothing."""

    run_cell_magic = system = run_line_magic

    def getoutput(self, command: str, **named: Any) -> list[str]:
        """The lines that a command prints in the student's folder: `files = !ls`.

        Raises:
            NeedsPerson: the command may do more than say what files there are, or the answer is no text.
        """
        if not reads_folder(command):
            raise NeedsPerson("What a line for the shell gives cannot be known apart from a kernel.")
        lines = self._channel.ask("shell", command)
        if type(lines) is not list or not all(type(line) is str for line in lines):
            raise NeedsPerson("What a line for the shell gave is no text.")
        return lines
