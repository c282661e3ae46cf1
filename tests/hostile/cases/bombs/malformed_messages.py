"""Messages of the right kinds whose contents are of the wrong ones: names, counts and tracebacks that are lists."""

ANSWERS = {
    "own": """
kernel = get_ipython().kernel
parent = kernel.get_parent("shell")
for kind, content in [
    ("execute_input", {"code": 5, "execution_count": {"a": 1}}),
    ("stream", {"name": "stdxyz", "text": "x"}),
    ("stream", {"name": ["stdout"], "text": "x"}),
    ("execute_result", {"data": {"text/plain": "x"}, "metadata": {"": 0}, "execution_count": "three"}),
    ("error", {"ename": "1", "evalue": "x", "traceback": ["x"] * 1000}),
    ("error", {"ename": 1, "evalue": {}, "traceback": "x"}),
    ("display_data", {"data": {"": ""}, "metadata": {"": 0}, "transient": {"display_id": [1]}}),
]:
    kernel.session.send(kernel.iopub_socket, kind, content, parent=parent)
"""
}
