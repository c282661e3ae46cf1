"""Hands in a pipe that nobody writes to, by the notebook's name: whoever opens it waits for ever."""

import os


def place(folder):
    (folder / "1-lab.ipynb").unlink()
    os.mkfifo(folder / "1-lab.ipynb")
    os.mkfifo(folder / "more.ipynb")
    os.mkfifo(folder / "data.csv")
