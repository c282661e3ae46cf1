"""Keeps what it is given and what it gave, and changes both when it is called again."""

ANSWERS = {
    "double": """
kept = []


def double(values):
    for one in kept:
        one[...] = 0
    kept.append(values)
    values[...] = 0
    return values
""",
}
