"""Marks its answers as cells that a person grades, so that nothing tests them, and its text as an automatic test."""


def change(notebook):
    for cell in notebook["cells"]:
        meta = cell["metadata"].get("nbgrader", {})
        if meta.get("solution"):
            meta.update(grade=cell["cell_type"] == "code", points=14, locked=False, task=False)
