"""Hands in a `timestamp.txt` that is no time: nbgrader reads one from every submission and stumbles over it."""


def place(folder):
    (folder / "timestamp.txt").write_text("yesterday, I promise")
