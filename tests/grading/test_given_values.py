"""What given cells made, and what a test or an answer did to it since, judged beside a real kernel."""

import pytest
from grading.test_run import given, outcome, test_cell
from nbformat.v4 import new_code_cell, new_notebook

from autograder.cells import answered, imported, shared
from autograder.kernels.job import Job

GIVEN = """
import numpy as np
sales = {'pen': 3}
names = ['Bo', 'Ann']
image = np.arange(4.0)
class Animal:
    count = 0
    def __init__(self):
        Animal.count += 1
class Robot:
    def __init__(self):
        self.x = 0
robot = Robot()
"""
ANSWER = """
def ordered(values):
    return sorted(values)
def price(item):
    return sales[item]
def shift():
    robot.x += 1
class Bird(Animal):
    pass
"""
TESTS = {
    "function": "assert ordered(names) == ['Ann', 'Bo']",
    "kept": "assert names == ['Bo', 'Ann'] and image.tolist() == [0, 1, 2, 3]",
    "patched": "from unittest.mock import patch\nwith patch.dict(sales, pen=5):\n    assert price('pen') == 5\nassert price('pen') == 3",
    "set": "sales['cup'] = 1\nassert price('cup') == 1",
    "later": "assert price('cup') == 1",
    "moved": "shift()\nshift()\nassert robot.x == 2",
    "reset": "robot.x = 0\nshift()\nassert robot.x == 1",
    "counted": "before = Animal.count\nBird(), Bird()\nassert Animal.count == before + 2",
}
PASSED, MANUAL, FAILED = ("passed", 2.0), ("manual", None), ("failed", 0.0)
CHANGES = {  # what else an answer does, and the tests that are not passed then
    "": {},
    "names.sort()": {"kept": MANUAL},
    "image[0] = 9": {"kept": MANUAL},
    "image *= 1": {},
    "def price(item):\n    return 3": {"patched": FAILED, "set": FAILED, "later": FAILED},
    "def shift():\n    robot.x = 2": {"reset": FAILED},
    "class Bird:\n    pass": {"counted": FAILED},
}


@pytest.fixture(scope="module")
def judged(worker):
    """What each answer earns."""
    tests = [test_cell(source, name) for name, source in TESTS.items()]
    source = [given(GIVEN), new_code_cell(ANSWER), *tests]

    def job(answer, **about):
        cells = new_notebook(cells=[source[0], new_code_cell(answer), *tests])
        names = {"answers": answered(source), "imports": imported(source), "shared": shared(source)}
        return worker.run(Job("k", cells, walls=False, **names, **about))

    unusual = job(ANSWER, reference=True).unusual
    return {more: outcome(job(f"{ANSWER}\n{more}", unusual=unusual)) for more in CHANGES}


@pytest.mark.parametrize("more", CHANGES)
def test_given_values_are_as_in_one_kernel(judged, more):
    """What a test does to them the answer sees; what the answer did to them decides no test without a person."""
    assert judged[more] == dict.fromkeys(TESTS, PASSED) | CHANGES[more]
