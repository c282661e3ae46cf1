"""Lists that stand in two places each, sixty times inside one another, and fractions of gigantic numbers."""

ANSWERS = {
    "total": """
total = [1]
for _ in range(60):
    total = [total, total]
""",
    "double": """
import random
from fractions import Fraction

above, below = (random.getrandbits(130_000) | 1 for _ in range(2))


def double(values):
    loop = (1,)
    for _ in range(58):
        loop = (loop, loop)
    return [[Fraction(above, below)] * 50_000, [Fraction(above + number, below) for number in range(200)], loop]
""",
}
