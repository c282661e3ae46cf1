"""A function that comes to no end when it is tested, and that hears no interrupt."""

ANSWERS = {
    "double": """
def double(values):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
"""
}
