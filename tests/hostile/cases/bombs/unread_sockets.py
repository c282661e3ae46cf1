"""Fills sockets that nobody reads, in many processes: memory that is in no process at all."""

ANSWERS = {
    "own": """
import os
import socket
import time

for _ in range(40):
    if os.fork() == 0:
        pairs = [socket.socketpair() for _ in range(230)]
        for one, other in pairs:
            for end in (one, other):
                end.setblocking(False)
                try:
                    while True:
                        end.send(bytes(65536))
                except BlockingIOError:
                    pass
        time.sleep(60)
time.sleep(60)
"""
}
