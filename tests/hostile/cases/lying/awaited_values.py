"""Gives coroutines, and objects that can be awaited for ever, in place of numbers."""

ANSWERS = {
    "total": """
async def later():
    return numbers.sum()


total = later()
""",
    "double": """
class Soon:
    def __await__(self):
        while True:
            yield

    __aiter__ = __anext__ = __aenter__ = lambda self: self

    async def __eq__(self, other):
        return True


def double(values):
    return Soon()
""",
}
