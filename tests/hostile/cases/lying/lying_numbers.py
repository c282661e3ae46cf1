"""Subclasses of int and of ndarray that agree with whatever they are compared with."""

WORKS_ELSEWHERE = {"test-total", "test-double", "test-double-2"}
MANUAL = {"test-total", "test-double", "test-double-2"}
ANSWERS = {
    "total": """
class Number(int):
    def __sub__(self, other):
        return 0

    __rsub__ = __abs__ = __sub__


total = Number(numbers.sum() - 1)
""",
    "double": """
class Values(np.ndarray):
    def __eq__(self, other):
        return np.ones(len(other), bool)

    def __array_function__(self, function, types, arguments, named):
        return True


def double(values):
    return np.zeros(len(values)).view(Values)
""",
}
