"""Takes memory in many processes at a time, each below the limit of one."""

ANSWERS = {
    "own": """
import os
import time

for _ in range(12):
    if os.fork() == 0:
        held = b"x" * 400_000_000
        time.sleep(60)
        os._exit(0)
time.sleep(30)
"""
}
