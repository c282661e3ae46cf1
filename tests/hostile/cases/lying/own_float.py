"""Calls a class of its own `float`, and one `ndarray`, and gives objects of those."""

ANSWERS = {
    "total": "class float:\n    def __eq__(self, other): return True\n\ntotal = float()",
    "double": """
class ndarray:
    def __init__(self, values):
        self.values = values

    def __eq__(self, other):
        return np.ones(np.shape(other), bool)

    def __array__(self, *arguments, **named):
        return np.asarray(self.values) * 2


ndarray.__module__ = "numpy"


def double(values):
    return ndarray(values)
""",
}
