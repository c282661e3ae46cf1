"""Hides numbers where nobody looks at once: far behind in a list, in a named tuple, in what it changes."""

ANSWERS = {
    "total": "total = [0] * 500 + [np.ma.masked]",
    "double": """
from collections import deque, namedtuple

Kept = namedtuple("Kept", "values")
turns = [0]


def double(values):
    turns[0] += 1
    nothing = np.ma.masked_all(np.shape(values))
    return [Kept(nothing), deque([nothing]), [[[[nothing]]]], {1: nothing}][turns[0] % 4]
""",
}
