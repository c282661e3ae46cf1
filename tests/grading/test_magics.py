"""Tests and given cells with magics and shell lines, judged beside a real kernel."""

import base64
import json

import pytest
from grading.test_run import given, outcome, run, test_cell
from nbformat.v4 import new_code_cell, new_notebook

from autograder.cells import answered, grade_id, imported
from autograder.grading.notebook_file import notebook_file
from autograder.kernels.job import Job

RIGHT, WRONG = "def f(n):\n    return n + 1", "def f(n):\n    return n"
FORMS = [
    "%%time\nassert f(1) == 2",
    "%%timeit -n 2 -r 1\nassert f(1) == 2",
    "%%capture\nprint('x')\nassert f(1) == 2",
    "%%capture out\nprint(f(1))\nassert out.stdout == '2\\n'",
    "%%prun\nassert f(1) == 2",
    "%matplotlib inline\n%load_ext autoreload\n%autoreload 2\nassert f(1) == 2",
    "%time x = f(1)\nassert x == 2",
    "x = %time f(1)\nassert x == 2",
    "?f\n!ls\nassert f(1) == 2\n%who",
    "%config InlineBackend.figure_format = 'svg'\nassert f(1) == 2;",
]


def test_a_test_with_magics_means_what_it_means_without(worker):
    """Right answers earn full marks, and wrong ones none."""
    tests = [test_cell(source, f"t{number}") for number, source in enumerate(FORMS)]
    right, wrong = (outcome(run(worker, answer, *tests)) for answer in (RIGHT, WRONG))
    assert right == {grade_id(test): ("passed", 2.0) for test in tests}
    assert wrong == {grade_id(test): ("failed", 0.0) for test in tests}


def test_partial_credit_behind_a_magic(worker):
    """What `%%time` shows counts, and what `%%capture` keeps back does not."""
    tests = [test_cell("%%time\nf(0) / 2", "time"), test_cell("%%capture\nf(0) / 2", "capture")]
    assert outcome(run(worker, RIGHT, *tests)) == {"time": ("partial", 0.5), "capture": ("passed", 2.0)}


def test_given_cells_with_magics_make_what_the_tests_use(worker):
    """What is timed or captured there is the course's own, and a student cannot rebind it."""
    cells = [given("%matplotlib inline\n%time limit = 3"), given("%%capture said\nprint('given')\nwanted = 2")]
    cells[1].metadata.nbgrader.grade_id = "given-2"
    tests = [
        test_cell("assert limit == 3 and wanted == 2", "names"),
        test_cell("assert said.stdout == 'given\\n'", "said"),
    ]
    source = [*cells, new_code_cell(RIGHT), *tests]
    handed_in = new_notebook(cells=[*source[:3], new_code_cell("limit = wanted = said = 0"), *tests])
    found = outcome(worker.run(Job("k", handed_in, answers=answered(source), imports=imported(source), walls=False)))
    assert found == {"names": ("passed", 2.0), "said": ("passed", 2.0)}


LISTS = {
    "files = !ls\nassert 'made.txt' in files": "passed",
    "files = !ls *.txt\nassert files == ['made.txt']": "passed",
    "text = !cat made.txt\nassert text == ['one', 'two']": "passed",
    "files = !ls\nassert 'other.txt' in files": "failed",
    "out = !python made.py\nassert out == []": "manual",
    "!rm made.txt\nassert f(1) == 2": "manual",
    "%%bash\nls": "manual",
}


def test_a_shell_line_says_what_is_in_the_students_folder(worker):
    """And one that might do more waits for a person."""
    tests = [test_cell(source, f"t{number}") for number, source in enumerate(LISTS)]
    made = RIGHT + "\nopen('made.txt', 'w').write('one\\ntwo\\n')"
    found = outcome(run(worker, made, *tests))
    assert [found[grade_id(test)][0] for test in tests] == list(LISTS.values())


@pytest.mark.parametrize("lie", ["[5]", "None", "type('L', (list,), {'__contains__': lambda *a: True})(['x'])", "['b.txt']"])  # fmt: skip
def test_a_students_shell_cannot_say_more_than_lines(worker, lie):
    """A student who replaces it is believed as far as lines of text go, like the files themselves."""
    replaced = f"class Shell:\n    def getoutput(self, command):\n        return {lie}\nget_ipython = lambda: Shell()"
    cells = [new_code_cell(replaced), test_cell("files = !ls\nassert 'a.txt' in files")]
    found = outcome(worker.run(Job("k", new_notebook(cells=cells))))
    assert found["t"][0] in ("failed", "manual")


def test_no_test_cell_ends_a_run(worker):
    """What is no Python, or cannot be compiled, is for a person; the tests around it are judged."""
    broken = ["assert (", "This is text.", "await", "return 3", "%%sql\nselect 1", "(" * 300 + ")" * 300]
    tests = [test_cell(source, f"t{number}") for number, source in enumerate(broken)]
    found = run(worker, RIGHT, *tests, test_cell("assert f(1) == 2", "last"))
    assert [verdict.verdict for verdict in found.verdicts] == ["manual"] * len(broken) + ["passed"]
    assert all("of the test is" in verdict.message for verdict in found.verdicts[:-1])


def test_a_folder_that_is_listed_holds_the_notebook():
    """With the student's cells alone: neither tests nor given cells, and nothing where nobody looks."""
    cells = [given("given = 4321"), new_code_cell("mine = 1"), test_cell("files = !ls\nassert len(files) > 0, 4321")]
    ((name, text),) = notebook_file("p1", new_notebook(cells=cells)).items()
    assert name == "p1.ipynb"
    assert [cell["source"] for cell in json.loads(base64.b64decode(text))["cells"]] == ["mine = 1"]
    assert notebook_file("p1", new_notebook(cells=cells[:2])) == {}
