"""Raises exceptions that cause each other, say nothing of themselves, and lie about what they hold."""

ANSWERS = {
    "double": """
class Liar(AssertionError):
    args = property(lambda self: 3)
    code = property(lambda self: 1 / 0)

    def __str__(self):
        raise ValueError("nothing to say")


def double(values):
    one, other = Liar(), Liar()
    one.__cause__, other.__cause__ = other, one
    one.__dict__.update(_channel=None, _text="", _description={"id": 0}, add_note=5, __notes__=3)
    raise one
""",
}
