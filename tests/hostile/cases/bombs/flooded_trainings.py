"""Says a hundred thousand times over the line for trainings that it trained, and sends trainings that are none."""

ANSWERS = {
    "own": """
import gc

from autograder.kernels import fitting
from autograder.kernels.training import FIT, HERE, dump_plain, say

(line,) = (one for one in gc.get_objects() if type(one) is fitting._Line)
try:
    for _ in range(100_000):
        say(line._connection, HERE, dump_plain(None))
except Exception as error:
    print(type(error), error)
try:
    line._connection.sendall(FIT + bytes(1 << 20))
except Exception as error:
    print(type(error), error)
"""
}
