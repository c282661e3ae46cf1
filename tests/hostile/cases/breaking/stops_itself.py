"""Stops its own process, so that it neither ends nor answers, and whoever waits for it waits for ever."""

ANSWERS = {
    "double": """
def double(values):
    import os
    import signal
    import threading
    import time

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCONT):
        signal.signal(number, signal.SIG_IGN)
    os.kill(os.getpid(), signal.SIGSTOP)
    while True:
        time.sleep(1)
"""
}
