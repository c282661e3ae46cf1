"""Gives objects each of which has a class of its own, and named tuples by the thousand."""

ANSWERS = {
    "total": "total = [type(f'Own{number}', (), {})() for number in range(100_000)]",
    "double": """
from collections import namedtuple

Many = namedtuple("Many", [f"field_{number}" for number in range(100)])


def double(values):
    return [Many(*range(100)) for _ in range(20_000)]
""",
}
