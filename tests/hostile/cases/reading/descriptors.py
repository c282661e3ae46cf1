"""Reads from every open descriptor that it inherited, and from those of the processes around it."""

ANSWERS = {
    "own": """
import os
import socket
import stat

for pid in ("self", "1", *filter(str.isdigit, os.listdir("/proc"))):
    try:
        numbers = os.listdir(f"/proc/{pid}/fd")
    except OSError as error:
        print(pid, error)
        continue
    for number in numbers:
        try:
            target = os.readlink(f"/proc/{pid}/fd/{number}")
            print(pid, number, target)
            if target.startswith("/") and not target.startswith("/dev"):
                print(open(f"/proc/{pid}/fd/{number}", "rb").read(2000))
            for path in ("..", "../..", "../../.."):
                print(os.listdir(f"/proc/{pid}/fd/{number}/{path}")[:20])
        except OSError as error:
            print(error)
"""
}
