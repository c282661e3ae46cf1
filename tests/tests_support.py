"""A small assignment that needs no TensorFlow, for tests of the machinery."""

import shutil
from pathlib import Path

import nbformat

from autograder.cells import grade_id
from autograder.course import Course

ROOT = Path(__file__).parents[1]
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


def hand_in(
    course: Course, student: str, answers: dict[str, str] | None = None, name: str = "", part: str = "1-sums"
) -> Path:
    """The release with answers filled in, as a student's submission."""
    notebook = nbformat.read(course.folder("release") / "toy" / f"{part}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = (answers or {}).get(grade_id(cell), cell.source)
    path = course.folder("submitted", student, "toy") / f"{name or part}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def copy_course(course: Path, target: Path) -> Path:
    """A copy of what a course has in its repository, without anybody's work."""
    shutil.copy(course / "nbgrader_config.py", target)
    for step in ("notebooks", "source", "release", "tests/answers"):
        shutil.copytree(course / step, target / step)
    return target


FILES = """# %% given
from pathlib import Path

numbers = [int(line) for line in Path("numbers.csv").read_text().split()]

# %%
my_guess = "fill me in"

# %% answer="doubles"
# doubles.csv: a line for each of the numbers, with its double
### BEGIN SOLUTION
Path("doubles.csv").write_text("\\n".join(str(number * 2) for number in numbers))
### END SOLUTION

# %% tests="doubles" points=3
# doubles.csv has a line for each number
# Hint: Path("doubles.csv").write_text(...) writes it.
assert Path("doubles.csv").exists(), "There is no doubles.csv yet."
found = Path("doubles.csv").read_text().split()
assert len(found) == len(numbers), f"doubles.csv has {len(found)} lines; it should have {len(numbers)}."
### BEGIN HIDDEN TESTS
from autograder import checks

wanted = checks.withheld("doubles.txt").read_text().split()
assert found == wanted, "Not every line is the double of its number."
### END HIDDEN TESTS
"""

FILES_SCRIPT = """
LARGE = 12_000_000


def make(public, withheld, mnist, rng):
    numbers = rng.integers(0, 10**9, 20)
    (public / "numbers.csv").write_text("\\n".join(map(str, numbers)))
    (public / "large.csv").write_bytes(b"7" * LARGE)
    (withheld / "doubles.txt").write_text("\\n".join(map(str, numbers * 2)))
"""

FILES_ANSWERS = """# %% right="doubles"
# Writes line by line
with open("doubles.csv", "w") as file:
    for number in numbers:
        print(number + number, file=file)

# %% wrong="doubles" says="Not every line is the double"
# Writes the numbers
Path("doubles.csv").write_text("\\n".join(map(str, numbers)))

# %% wrong="doubles" says="There is no doubles.csv yet"
# Writes nothing
pass
"""


def write_files_course(root: Path) -> Course:
    """A course with one assignment that has public, withheld and made files; it is not built yet."""
    shutil.copy(ROOT / "nbgrader_config.py", root)
    texts, answers = root / "notebooks" / "toy", root / "tests" / "answers" / "toy"
    for folder in (texts / "drawings", texts / "withheld", answers):
        folder.mkdir(parents=True)
    (texts / "1-files.py").write_text(FILES)
    (texts / "data.py").write_text(FILES_SCRIPT)
    (texts / "drawings" / "7.png").write_bytes(b"seven")
    (texts / "withheld" / "nine.png").write_bytes(b"nine")
    (answers / "1-files.py").write_text(FILES_ANSWERS)
    return Course.find(root)
