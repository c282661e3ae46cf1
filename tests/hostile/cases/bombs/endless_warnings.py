"""Warns of the line of a file without an end, which whoever shows the warning would read."""

ANSWERS = {
    "double": """
import warnings


def double(values):
    warnings.warn_explicit("look", UserWarning, "/dev/zero", 1)
    return values
""",
}
