"""What a kernel says while a cell runs: outputs go into the cell up to a limit, and whatever is no message is dropped."""

from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.client import CellExecutionComplete

MOST_CELLS = 1 << 31  # that a kernel may say it has run
QUIET = ("status", "execute_input", "clear_output")  # kinds of messages that put nothing out
READ = (*QUIET, "display_data", "error", "execute_result", "stream", "update_display_data")  # all that are read


class Client(NotebookClient):  # type: ignore[misc]
    """nbclient's client, which drops what a cell puts out beyond a limit.

    Widgets live in a browser only: their messages are dropped, too.
    """

    output_bytes = 0
    _cell: nbformat.NotebookNode | None = None
    _received = 0

    def process_message(self, msg: dict[str, Any], cell: nbformat.NotebookNode, cell_index: int) -> Any:
        """Take one message; what is none, or too much, changes nothing."""
        if msg["msg_type"] not in READ:
            return None
        if msg["msg_type"] not in QUIET:
            if cell is not self._cell:
                self._cell, self._received = cell, 0
            self._received += len(str(msg["content"]))
            if self._received > self.output_bytes:
                return None
        try:
            return super().process_message(msg, cell, cell_index)
        except CellExecutionComplete:
            raise
        except Exception:  # noqa: BLE001 - what student code sends as a message may be anything
            return None
        finally:
            count = cell.get("execution_count")
            if type(count) is not int or not 0 < count < MOST_CELLS:
                cell["execution_count"] = None
