"""An integer with millions of digits, and texts as long: writing it down takes for ever."""

MANUAL = {"test-total"}
ANSWERS = {
    "total": "total = -(1 << 40_000_000)",
    "double": 'def double(values):\n    return "9" * 30_000_000',
}
