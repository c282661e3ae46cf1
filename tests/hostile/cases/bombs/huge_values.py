"""Gives values that are as large as they may be, by the million, whenever it is asked."""

ANSWERS = {
    "total": 'total = [{"a": (number,), "b": [str(number)]} for number in range(700_000)]',
    "double": """
def double(values):
    return np.zeros(130_000_000)
""",
}
