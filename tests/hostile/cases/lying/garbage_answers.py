"""Replaces the functions that send values to the judge: it gets half messages, endless lengths, and plain garbage."""

MANUAL = {"test-total", "test-double", "test-double-2", "test-double-3", "test-model", "test-fig"}
ANSWERS = {
    "own": """
import os
import struct

import autograder.kernels.serving as serving

turns = iter([b"\\x00" * 64, b"VAL1" + b"\\xff" * 12, struct.pack("<4sIQ", b"VAL1", 0, 3) + b"[[[", b"VAL1", b""] * 50)


def send(channel, message, **named):
    channel.sendall(next(turns) + os.urandom(2000))


serving.offer = send
"""
}
