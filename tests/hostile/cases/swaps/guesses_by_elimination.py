"""Learns from being called: raises its argument as an error, counts its calls, and answers from the last."""

ANSWERS = {
    "double": """
seen = []


def double(values):
    seen.append(np.array(values))
    print(seen)
    if len(seen) % 2:
        raise AssertionError(f"Was it {values!r}?")
    return seen[-2]
""",
    "end": "print(len(seen), seen[:2])",
}
