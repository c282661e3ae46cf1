"""Rebinds `np`, `plt` and `checks` to objects of its own that are always content.

The course's own answer calls `np.sort(…)`; whoever takes that for a change of `np` takes `np` from the student.
"""

WORKS_ELSEWHERE = {"test-double", "test-double-2"}
ANSWERS = {
    "double": """
def double(values):
    return values


class Np:
    def __getattr__(self, name):
        return (lambda *values, **named: True) if name == "array_equal" else getattr(true_np, name)


true_np, np = np, Np()
checks = autograder = np
""",
    "model": "",
    "fig": "fig = None",
}
