"""Prints every environment that it can read: its own, that of each process, and that of the first."""

LEAKS_ELSEWHERE = {"environment"}
ANSWERS = {
    "own": """
import glob
import os

print(dict(os.environ), os.environb)
for place in ["/proc/self/environ", "/proc/1/environ", *glob.glob("/proc/*/environ"), *glob.glob("/proc/*/cmdline")]:
    try:
        print(place, open(place, "rb").read())
    except OSError as error:
        print(place, error)
"""
}
