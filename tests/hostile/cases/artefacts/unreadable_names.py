"""Hands in files whose names are no UTF-8, orders to a terminal, formulas, patterns, and letters that look like others."""

import os
from pathlib import Path


def place(folder):
    text = (folder / "1-lab.ipynb").read_bytes()
    for name in (
        b"caf\xe9.csv",
        b"\x1b]0;left-behind\x07.csv",
        b"=1+1.csv",
        b"[12]-lab.txt",
        b"two\nlines.csv",
        b"\xff",
    ):
        Path(folder, os.fsdecode(name)).write_bytes(b"1,2")
    for name in (b"1-lab \xe9.ipynb", b"1-lab \x1b[31m.ipynb", b"=cmd.ipynb", b"[1]-lab.ipynb", b"1-l\xd0\xb0b.ipynb"):
        Path(folder, os.fsdecode(name)).write_bytes(text)
