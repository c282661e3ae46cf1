"""Fills every folder that can be written to: with one huge file, with many small ones, and in shared memory."""

ANSWERS = {
    "own": """
import os
import pathlib

from ipykernel.kernelapp import IPKernelApp

exchange = str(pathlib.Path(IPKernelApp.instance().connection_file).parent)
for place in (".", "/tmp", os.path.expanduser("~"), "/dev/shm", exchange, "/var/tmp", "/dev", "/proc", "/run"):
    try:
        with open(f"{place}/left-behind", "wb") as file:
            os.truncate(file.fileno(), 10**13)
    except OSError as error:
        print(place, error)
    try:
        for number in range(200):
            pathlib.Path(place, f"left-behind-{number}").write_bytes(b"x" * 5_000_000)
    except OSError as error:
        print(place, error)
    try:
        for number in range(50_000):
            pathlib.Path(place, f"left-behind-small-{number}").touch()
    except OSError as error:
        print(place, error)
"""
}
