"""Gives arrays of records, of objects that are equal to everything, and without axes."""

ANSWERS = {
    "double": """
class Same:
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0

    __rsub__ = __sub__
    __hash__ = object.__hash__


turns = [0]


def double(values):
    turns[0] += 1
    if turns[0] % 3 == 0:
        return np.zeros(np.shape(values), dtype=[("a", int)])
    return np.array(Same(), dtype=object) if turns[0] % 3 == 1 else np.array([Same()] * 3, dtype=object)
""",
}
