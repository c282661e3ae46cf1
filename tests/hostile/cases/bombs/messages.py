"""Floods the grader with messages: comms, displays, updates of displays, and a hundred thousand small prints."""

ANSWERS = {
    "own": """
from IPython.display import clear_output, display, update_display

kernel = get_ipython().kernel
for number in range(20_000):
    kernel.session.send(kernel.iopub_socket, "comm_open", {"comm_id": str(number), "target_name": "x", "data": {}})
    parent = kernel.get_parent("shell")
    kernel.session.send(kernel.iopub_socket, "stream", {"name": "stdout", "text": "."}, parent=parent)
    kernel.session.send(kernel.iopub_socket, "status", {"execution_state": "busy"}, parent=parent)
    display(number, display_id="same")
    update_display(number + 1, display_id="same")
    clear_output()
"""
}
