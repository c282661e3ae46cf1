"""Opens files, sockets and pipes until there are none left, also when it is tested."""

ANSWERS = {
    "own": """
import os
import socket

kept = []
try:
    while True:
        kept.append(open("/dev/null"))
except OSError as error:
    print(error)
""",
    "double": """
def double(values):
    import os

    while True:
        os.pipe()
""",
}
