"""Hands in a notebook of ten gigabytes, most of it a hole."""

import os


def place(folder):
    os.truncate(folder / "1-lab.ipynb", 10**10)
