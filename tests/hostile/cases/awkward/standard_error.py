"""Writes to standard error in every way, with `os.write(2, …)` too, in cells and while it is tested."""

ANSWERS = {
    "own": """
import os
import sys

os.write(2, b"raw\\n")
print("text", file=sys.stderr)
sys.__stderr__.write("deep")
""",
    "double": """
def double(values):
    import os
    import sys

    os.write(2, b"doubling\\n")
    print("doubling", file=sys.stderr)
    print("doubling")
    return values * 2
""",
}
