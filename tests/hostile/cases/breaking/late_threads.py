"""Leaves threads and exit handlers that go on after the last cell: they print and change answers."""

ANSWERS = {
    "end": """
import atexit
import sys
import threading
import time
import weakref


def go_on():
    for turn in range(10**6):
        try:
            sys.__stdout__.write("still here")
            globals()["total"] = turn
            open("{LEFT}-thread", "a").write("here")
        except Exception:
            pass
        time.sleep(0.01)


for _ in range(5):
    threading.Thread(target=go_on, daemon=False).start()
atexit.register(time.sleep, 600)
weakref.finalize(np, time.sleep, 600)
"""
}
