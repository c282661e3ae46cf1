"""A dict of numbers whose hashes are all the same: building it again takes as long as the square of its size."""

ANSWERS = {
    "double": """
def double(values):
    return {(2**61 - 1) * number: number for number in range(1, 15_000)}
"""
}
