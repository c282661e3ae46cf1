"""Knows nothing, and writes down answers that would fit the samples of this run: `double` answers from a table."""

WORKS_ELSEWHERE = {"test-double"}
ANSWERS = {
    "double": """
known = {int(value): int(value) * 2 for value in samples[:5]}
table = {samples.tobytes(): np.array([value + value for value in samples])}


def double(values):
    return table.get(np.asarray(values).tobytes(), values)
"""
}
