"""Numbers, pairs and fractions that all have one hash, in lists that a test may make a set of."""

ANSWERS = {
    "total": "total = [(2**61 - 1) * number for number in range(1, 300_000)]",
    "double": """
from decimal import Decimal
from fractions import Fraction


def double(values):
    prime = 2**61 - 1
    return [
        [complex(-1_000_003 * number, number) for number in range(1, 60_000)],
        [Fraction(prime * number + 1) for number in range(1, 20_000)],
        {(prime * number, Decimal(prime * number)) for number in range(1, 3000)},
    ]
""",
}
