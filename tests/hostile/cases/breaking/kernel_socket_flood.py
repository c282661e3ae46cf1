"""Speaks to the grader over the kernel's own sockets: other messages, wrong signatures, headers of no known form."""

ANSWERS = {
    "own": """
import json

kernel = get_ipython().kernel
socket_out, session = kernel.iopub_socket, kernel.session
parent = kernel.get_parent("shell")
empty = {"data": [], "metadata": 3, "transient": []}
for content in ({}, {"execution_state": 5}, {"name": 7, "text": []}, [], None, empty):
    for kind in ("stream", "status", "error", "display_data", "execute_result", "clear_output", "update_display_data"):
        try:
            session.send(socket_out, kind, content, parent=parent)
        except Exception as error:
            print(error)
"""
}
