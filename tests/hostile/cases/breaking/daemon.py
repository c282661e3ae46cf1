"""Leaves a process behind: forked twice, in a session of its own, deaf to signals, with the streams closed."""

ANSWERS = {
    "own": """
import os
import signal
import socket
import subprocess
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        os.closerange(0, 64)
        for _ in range(600):
            try:
                open("{LEFT}-daemon", "a").write("here")
                socket.create_connection(("127.0.0.1", {PORT}), 1).send(b"CANARY" + b"-late")
            except OSError:
                pass
            time.sleep(1)
    os._exit(0)
subprocess.Popen("nohup setsid sleep 900 >/dev/null 2>&1 &", shell=True)
subprocess.Popen(["sleep", "901"], start_new_session=True)
"""
}
