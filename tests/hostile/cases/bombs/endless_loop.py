"""Loops for ever and takes every interrupt for a joke."""

ANSWERS = {
    "own": """
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
}
