"""Raises what ends a program: SystemExit, KeyboardInterrupt, GeneratorExit, StopIteration, and one of its own."""

ANSWERS = {
    "double": """
End = type("End", (BaseException,), {})
turns = iter([KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration, MemoryError, End] * 50)


def double(values):
    raise next(turns)(0)
"""
}
