"""Ends the kernel in the middle of a test; what was tested before stays, and the rest is told why it could not run."""

ANSWERS = {
    "double": """
def double(values):
    import os

    os._exit(0)
"""
}
