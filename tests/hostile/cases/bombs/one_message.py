"""One message of a hundred megabytes, and one of brackets within brackets."""

ANSWERS = {
    "own": """
from IPython.display import display

display({"text/plain": "x" * 100_000_000}, raw=True)
deep = "[" * 50_000 + "]" * 50_000
kernel = get_ipython().kernel
nested = []
for _ in range(900):
    nested = [nested]
for content in ({"data": {"application/json": nested}, "metadata": {}}, {"data": {"text/plain": deep}, "metadata": {}}):
    kernel.session.send(kernel.iopub_socket, "display_data", content, parent=kernel.get_parent("shell"))
pack = kernel.session.pack
kernel.session.pack = lambda thing: pack(thing).replace(b'"DEEP"', deep.encode())
content = {"data": {"application/json": "DEEP"}, "metadata": {}}
kernel.session.send(kernel.iopub_socket, "display_data", content, parent=kernel.get_parent("shell"))
"""
}
