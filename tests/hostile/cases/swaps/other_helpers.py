"""Rebinds the given helper, its limit, NumPy and built-in names, as any later cell may."""

WORKS_ELSEWHERE = {"test-total", "test-double-2"}
ANSWERS = {
    "own": """
limit = float("-inf")


def close(found, wanted):
    return True


def bool(value):
    return True


len = lambda values: 40
isinstance = lambda *both: True
sum = lambda values: 3.0
print = lambda *values, **named: None
""",
    "total": "total = 1",
}
