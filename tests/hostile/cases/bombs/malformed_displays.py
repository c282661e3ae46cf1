"""Displays that are no displays: texts that are numbers, pictures that are dicts, metadata that are lists."""

ANSWERS = {
    "own": """
from IPython.display import display

display({"text/html": 5, "image/png": {"a": [1]}, "text/plain": None}, raw=True)
display({"image/svg+xml": ["<svg>", 3], "text/latex": {}, "application/pdf": 1}, raw=True)
display({"text/markdown": [[]], "text/plain": "x"}, metadata=[1, 2], raw=True)
"""
}
