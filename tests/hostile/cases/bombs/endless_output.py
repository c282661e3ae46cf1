"""Prints without an end, on every stream that there is."""

ANSWERS = {
    "own": """
import os
import sys

while True:
    print("x" * 100_000)
    sys.stderr.write("y" * 100_000)
    os.write(1, b"z" * 10_000)
"""
}
