"""Hands in a link to the course's own notebook with its solutions, in place of a notebook."""


def place(folder):
    notebook = folder / "1-lab.ipynb"
    notebook.unlink()
    notebook.symlink_to(folder.parents[2] / "source" / "lab" / "1-lab.ipynb")
