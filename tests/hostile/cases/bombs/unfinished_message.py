"""Begins to answer the judge and never goes on: one byte at a time, for ever."""

ANSWERS = {
    "own": """
import time

import autograder.kernels.serving as serving


def send(channel, message, **named):
    for byte in b"VAL1" + bytes(10**9):
        channel.sendall(bytes([byte]))
        try:
            time.sleep(0.5)
        except KeyboardInterrupt:
            pass


serving.offer = send
"""
}
