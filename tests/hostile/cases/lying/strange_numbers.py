"""Numbers that comparisons stumble over: not-a-number, infinity, objects in arrays, dates, and structured records."""

ANSWERS = {
    "total": 'total = np.array([np.nan, np.inf, np.datetime64("NaT"), None], dtype=object)[:1].reshape(())',
    "double": """
turn = iter(range(10**6))


def double(values):
    kinds = [
        np.full(len(values), np.nan),
        np.array([object()] * len(values), dtype=object),
        np.zeros(len(values), dtype=[("a", "i4"), ("b", "O")]),
        np.array(["NaT"] * len(values), dtype="datetime64[s]"),
        np.full(len(values), np.inf, dtype="float16"),
        np.zeros(len(values), dtype="V8"),
        np.ma.masked_all(len(values)),
        np.broadcast_to(np.int64(1), (10**6, len(values))),
    ]
    return kinds[next(turn) % len(kinds)]
""",
}
