"""Puts a socket of its own at the path of the judge's, and listens there for whoever asks and whoever answers."""

ANSWERS = {
    "own": """
import os
import pathlib
import socket
import threading

from ipykernel.kernelapp import IPKernelApp

folder = pathlib.Path(IPKernelApp.instance().connection_file).parent
for step in ("unlink", "rename", "chmod"):
    try:
        if step == "unlink":
            os.unlink(folder / "q")
        elif step == "rename":
            os.rename(folder / "q", folder / "mine")
        else:
            folder.chmod(0o777)
    except OSError as error:
        print(step, error)


def listen(path):
    try:
        own = socket.socket(socket.AF_UNIX)
        own.bind(path)
        own.listen(5)
        while True:
            peer, _ = own.accept()
            print(peer.recv(1000))
    except OSError as error:
        print(error)


for path in (str(folder / "q"), "/tmp/q", "q"):
    threading.Thread(target=listen, args=(path,), daemon=True).start()
"""
}
