"""Reads what others have handed in, and the kernels of others that run at the same time."""

ANSWERS = {
    "own": """
import glob
import os
import re

for pattern in ("{COURSE}/submitted/*/lab/*", "{COURSE}/feedback/*/lab/*", "{TEMPORARY}/**", "/tmp/ag-*/**"):
    for path in glob.glob(pattern, recursive=True):
        try:
            found = open(path, errors="replace").read()
            print(path, found[:200], *re.findall("CANARY" + "-[A-Z]+-[0-9a-f]{4}", found))
        except OSError as error:
            print(error)
for pid in filter(str.isdigit, os.listdir("/proc")):
    for part in ("cwd", "root", "exe"):
        try:
            print(pid, part, os.readlink(f"/proc/{pid}/{part}"), os.listdir(f"/proc/{pid}/{part}"))
        except OSError as error:
            print(pid, part, error)
"""
}
