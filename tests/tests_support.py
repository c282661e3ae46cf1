"""A small assignment that needs no TensorFlow, for tests of the machinery."""

import shutil
from pathlib import Path

import nbformat

from autograder.cells import grade_id
from autograder.course import Course

TOY = '''# %% [markdown]
# # Sums

# %% given
import numpy as np

numbers = np.arange(10)

# %%
my_guess = "fill me in"

# %% answer="total"
# total: the sum of numbers
total = ...
### BEGIN SOLUTION
total = int(numbers.sum())
### END SOLUTION

# %% tests="total" points=3
# total is the sum of numbers
# Hint: numbers.sum() adds them up.
assert total is not ..., "total is still the placeholder."
assert total > 0, f"total is {total}; the numbers are positive, so their sum is, too."
### BEGIN HIDDEN TESTS
# Hint: count the numbers, too.
secret_sum = 45
assert total == secret_sum, "The sum is not right. Are all ten numbers in it?"
### END HIDDEN TESTS

# %% answer="double"
def double(values):
    """Each of the values times two."""
    ### BEGIN SOLUTION
    return values * 2
    ### END SOLUTION


# %% tests="double" points=4
# double doubles, and leaves what it is given alone
doubled = double(numbers)
assert doubled is not None, "double returns nothing yet."
right = int(np.sum(doubled == 2 * np.arange(10)))
right / 10 * 4

# %% tests="double" bonus=2
# double works for lists, too
half = double(np.array([1.5]))
assert half is not None and list(half) == [3.0], "Try double(np.array([1.5]))."

# %% [markdown] answer="why" points=5
# ### BEGIN SOLUTION
# Because it adds them.
# ### END SOLUTION
'''

TOY_ANSWERS = """# %% right="total"
# Adds in a loop
total = 0
for number in numbers:
    total += number

# %% wrong="total" says="Are all ten numbers in it?"
# Forgets the last
total = numbers[:-1].sum()

# %% wrong="total" says="their sum is, too"
# Subtracts
total = -numbers.sum()

# %% right="double"
# Adds twice
def double(values):
    return values + values

# %% wrong="double" earns=4
# Doubles the small ones
def double(values):
    return np.where(values < 5, values * 2, values) + 0
"""


GOOD = {"total": "total = 45", "double": "def double(values):\n    return values * 2", "why": "Because."}


def hand_in(course: Course, student: str, answers: dict[str, str] | None = None, name: str = "1-sums") -> Path:
    """The release with answers filled in, as a student's submission."""
    notebook = nbformat.read(course.folder("release") / "toy" / "1-sums.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = (answers or {}).get(grade_id(cell), cell.source)
    path = course.folder("submitted", student, "toy") / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def copy_course(course: Path, target: Path) -> Path:
    """A copy of what a course has in its repository, without anybody's work."""
    shutil.copy(course / "nbgrader_config.py", target)
    for step in ("notebooks", "source", "release", "tests/answers"):
        shutil.copytree(course / step, target / step)
    return target
