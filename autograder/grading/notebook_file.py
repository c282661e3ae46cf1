"""The notebook's own file, for a kernel whose folder a cell of the course's own lists: `files = !ls` finds it, as in Jupyter."""

import json
from base64 import b64encode
from typing import Any

from autograder.cells import Role, magics, role

OURS = (Role.GIVEN, Role.TEST)
STUDENTS = (Role.ANSWER, Role.WRITTEN, Role.ORDINARY)


def notebook_file(name: str, notebook: dict[str, Any]) -> dict[str, str]:
    """The file, in base64 by its path; none where no cell lists the folder.

    Args:
        name: name of the notebook.
        notebook: the repaired one. Of the course's own cells nothing goes into the file.
    """
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and role(cell) in OURS]
    if not any(_lists_folder(cell["source"]) for cell in code):
        return {}
    cells = [
        {"cell_type": cell["cell_type"], "metadata": {}, "source": cell["source"]}
        | ({"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {})
        for cell in notebook["cells"]
        if role(cell) in STUDENTS
    ]
    text = json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})
    return {f"{name}.ipynb": b64encode(text.encode()).decode()}


def _lists_folder(source: str) -> bool:
    try:
        return any(one.method == "getoutput" for one in magics.asked(magics.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
