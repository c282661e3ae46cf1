"""Raises what cannot be written down: half characters, objects that fail when they are shown, hints that are no texts."""

ANSWERS = {
    "double": """
shown = [0]


class Unsayable:
    def __repr__(self):
        shown[0] += 1
        if shown[0] > 4:
            raise SystemExit
        return "\\ud800"

    __str__ = __repr__


def double(values):
    error = KeyError(Unsayable()) if len(values) % 2 else ValueError("\\ud800")
    error.hint = {Unsayable: values}
    raise error
""",
}
