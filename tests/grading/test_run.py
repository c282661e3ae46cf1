"""A notebook, run in a real kernel and judged there."""

import base64
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.cells import answered, imported
from autograder.course import Limits
from autograder.kernels.job import Job


def test_cell(source, name="t", points=2):
    meta = {"grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3}
    return new_code_cell(source, metadata={"nbgrader": meta | {"grade_id": name, "points": points}})


test_cell.__test__ = False


def given(source):
    meta = {"grade": False, "solution": False, "locked": True, "task": False, "schema_version": 3, "grade_id": "given"}
    return new_code_cell(source, metadata={"nbgrader": meta})


def run(worker, *cells, walls=False, reference=False, **limits):
    made = [cell if not isinstance(cell, str) else new_code_cell(cell) for cell in cells]
    limits = Limits(**{"cell_seconds": 60, "notebook_seconds": 120, "output_bytes": 1_000_000} | limits)
    return worker.run(
        Job("k", new_notebook(cells=made), limits, answered(made), imported(made), walls=walls, reference=reference)
    )


def outcome(result):
    return {verdict.id: (verdict.verdict, verdict.score) for verdict in result.verdicts}


def test_cells_run_in_order_and_tests_are_judged(worker):
    """Outputs are in the notebook, and each test cell carries its verdict."""
    result = run(worker, "x = 1", "print(x)", test_cell("assert x == 1"), test_cell("assert x == 2, 'no'", "u"))
    notebook = nbformat.from_dict(result.notebook)
    assert notebook.cells[1].outputs[0].text == "1\n"
    assert outcome(result) == {"t": ("passed", 2.0), "u": ("failed", 0.0)}
    assert notebook.cells[3].metadata.autograder.verdict.message == "no"


def test_figures_are_shown(worker):
    """What a cell drew stands below it as in Jupyter, once, and the next cell begins with a new figure."""
    shown = "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2])\nplt.show()"
    left = "plt.plot([2, 1])\nNone"
    result = run(worker, shown, left, "print(plt.get_fignums())", test_cell("assert len(fig.axes[0].lines) == 1"))
    cells = nbformat.from_dict(result.notebook).cells
    for cell in cells[:2]:
        assert [output.output_type for output in cell.outputs] == ["display_data"]
        assert base64.b64decode(cell.outputs[0].data["image/png"]).startswith(b"\x89PNG")
    assert cells[2].outputs[0].text == "[]\n"
    assert outcome(result)["t"] == ("passed", 2.0)


def test_garbage_is_collected_as_in_any_python(worker):
    """A kernel's memory grows like that of the student's own, though it comes from a process that looks less often."""
    code = "import gc; print(gc.isenabled(), gc.get_threshold())"
    result = run(worker, code)
    python = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert nbformat.from_dict(result.notebook).cells[0].outputs[0].text == python.stdout


def test_an_error_does_not_end_the_notebook(worker):
    """Cells after one that raises still run."""
    result = run(worker, "1 / 0", "x = 1", test_cell("assert x == 1"))
    assert result.errors == {1: "ZeroDivisionError: division by zero"}
    assert outcome(result)["t"] == ("passed", 2.0)


def test_what_counts_is_what_a_test_met_at_first(worker):
    """An answer that fills its argument in place waits for a person; what it gives to a test that is tried again does not fail it."""
    series = given("import pandas as pd\nseries = pd.Series([1.0, None])")
    test = test_cell("copy = series.copy()\nassert fill(copy).isna().sum() == 0")
    result = run(worker, series, "def fill(s):\n    s.fillna(0, inplace=True)\n    return s", test)
    assert outcome(result) == {"t": ("manual", None)}


def test_streams_change_no_score(worker):
    """Standard error, prints, warnings and bytes written to file descriptors leave a passed test passed."""
    noise = "import os, sys, warnings\nos.write(2, b'raw')\nprint('x', file=sys.stderr)\nwarnings.warn('w')\nassert x"
    assert outcome(run(worker, "x = 1", test_cell(noise)))["t"] == ("passed", 2.0)


def test_names_of_tests_do_not_reach_the_notebook(worker):
    """A later cell does not see what a test bound."""
    result = run(worker, "x = 1", test_cell("y = x"), "y")
    assert result.errors == {3: "NameError: name 'y' is not defined"}


def test_an_endless_cell_is_stopped_and_the_rest_goes_on(worker):
    """A cell that never ends costs its own time only."""
    result = run(worker, "x = 1", "while True:\n    pass", test_cell("assert x == 1"), cell_seconds=5)
    assert outcome(result)["t"] == ("passed", 2.0)
    assert result.notes == ("Cell 2 ran longer than 5 seconds and was stopped.",)


def test_a_cell_that_ignores_interrupts_ends_its_kernel(worker):
    """What was judged before stays judged; what comes after says why it could not run."""
    stubborn = "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except KeyboardInterrupt:\n        pass"
    result = run(worker, test_cell("assert True", "a"), stubborn, test_cell("assert True", "b"), cell_seconds=5)
    assert outcome(result) == {"a": ("passed", 2.0), "b": ("failed", 0.0)}
    assert "Cell 2 ran longer than 5 seconds" in result.verdicts[1].message


def test_a_dead_kernel_keeps_what_was_judged(worker):
    """os._exit ends the notebook, not the grade of what came before."""
    result = run(worker, test_cell("assert True", "a"), "import os\nos._exit(3)", test_cell("assert True", "b"))
    assert outcome(result) == {"a": ("passed", 2.0), "b": ("failed", 0.0)}
    assert result.verdicts[1].message.startswith("Cell 2 ended the kernel.")


def test_a_function_that_never_ends_fails_its_test(worker):
    """A loop inside a tested function is the answer's failure, told in a sentence."""
    loop = "def f():\n    while True: pass"
    result = run(worker, loop, test_cell("f()"), test_cell("assert True", "u"), cell_seconds=5)
    assert outcome(result) == {"t": ("failed", 0.0), "u": ("passed", 2.0)}
    assert "did not come to an end" in result.verdicts[0].message


def test_the_notebook_has_a_time_limit_of_its_own(worker):
    """Many cells within their limits still end with the notebook's."""
    slow = ["import time\ntime.sleep(4)"] * 4
    result = run(worker, test_cell("assert True", "a"), *slow, test_cell("assert True", "b"), notebook_seconds=10)
    assert outcome(result) == {"a": ("passed", 2.0), "b": ("failed", 0.0)}
    assert "time for this notebook was used up" in result.verdicts[1].message


def test_output_has_a_limit(worker):
    """An endless print is cut where it is received."""
    result = run(worker, "for i in range(200_000): print('x' * 50)", "'after'", output_bytes=100_000)
    notebook = nbformat.from_dict(result.notebook)
    assert sum(len(output.text) for output in notebook.cells[0].outputs) <= 100_000
    assert notebook.cells[1].outputs[0].data["text/plain"] == "'after'"


def test_given_names_are_the_courses_own(worker):
    """What only given cells bind, the student cannot rebind; helpers use the course's own constants, too."""
    own = given("import numpy as np\nlimit = 10\ndef far(x):\n    return x > limit")
    cheat = "limit = 0\nfar = lambda x: True\nnp = None\nlen = lambda x: 3\nx = [1]"
    test = "assert not far(5)\nassert limit == 10\nassert len(x) == 1\nassert np.sum(x) == 1"
    source = [own, new_code_cell("x = ..."), test_cell(test)]
    job = [own, new_code_cell(cheat), test_cell(test)]
    result = worker.run(Job("k", new_notebook(cells=job), Limits(), answered(source), walls=False))
    assert outcome(result)["t"] == ("passed", 2.0), result.verdicts


def test_imports_are_pythons_own_and_the_students_to_make(worker):
    """A name that the course imports in an answer is the real module, once the student has bound it at all."""
    source = [new_code_cell("import numpy as np"), test_cell("assert np.sum([1, 2]) == 3")]
    for cell, expected in (("import numpy as np", 2.0), ("np = 'mine'", 2.0), ("pass", 0.0)):
        made = new_notebook(cells=[new_code_cell(cell), source[1]])
        result = worker.run(Job("k", made, Limits(), answered(source), imported(source), walls=False))
        assert outcome(result)["t"][1] == expected, cell


def test_given_cells_run_with_the_students_values(worker):
    """A given cell that works on an answer does so in the judge as well; its magics and displays do nothing there."""
    own = given("%matplotlib inline\ndisplay(answer)\nlarge = max(answer)")
    assert outcome(run(worker, "answer = [1, 5]", own, test_cell("assert large == 5")))["t"] == ("passed", 2.0)


def test_a_given_cell_that_cannot_run_says_so(worker):
    """Its own sentence is the message of the test that needs it."""
    own = given("assert answer is not ..., 'Finish section 1 first.'\nlarge = max(answer)")
    result = run(worker, "answer = ...", own, test_cell("assert large == 5"))
    assert result.verdicts[0].message == "Finish section 1 first."


def test_later_tests_use_what_earlier_tests_bind(worker):
    """Imports and helpers of a test cell serve the tests after it, as in an ordinary notebook."""
    result = run(
        worker,
        "x = 4",
        test_cell("import math\ndef root(v): return math.sqrt(v)"),
        test_cell("assert root(x) == 2", "u"),
    )
    assert outcome(result)["u"] == ("passed", 2.0)


def test_functions_are_called_where_they_live(worker):
    """They keep their state, see the student's names, and change what they are given."""
    made = (
        "calls = []\nk = 3\ndef f(values, *, by=1):\n    calls.append(1)\n    values.append(k * by)\n    return values"
    )
    test = "mine = [1]\nassert f(mine, by=2) is mine\nassert mine == [1, 6]\nassert len(calls) == 1\nf([])\nassert f.__name__ == 'f'"
    assert outcome(run(worker, made, test_cell(test), reference=True))["t"] == ("passed", 2.0)


def test_a_function_cannot_change_what_is_the_courses(worker):
    """Given arrays that are handed to an answer stay what they are, views of them as well; that it tried is told."""
    own = given("import numpy as np\nnumbers = np.arange(5)\nrows = [[1], [2]]")
    made = "def f(v):\n    v[0] = 99\n    return v"
    test = "f(numbers)\nf(numbers[1:])\nf(rows[0])\nassert numbers.tolist() == [0, 1, 2, 3, 4] and rows == [[1], [2]]"
    result = run(worker, own, made, test_cell(test), test_cell(f"{test}\nassert 0", "u"))
    assert outcome(result) == {"t": ("manual", None), "u": ("failed", 0.0)}
    assert result.verdicts[0].message.startswith(
        "f() changes what the course's own cells made, which the course's own answer does not."
    )
    assert result.verdicts[1].message == "This does not hold: assert 0"


def test_errors_of_functions_are_pythons_own(worker):
    """A test may expect an exception; one of the student's own kind is one of what it is derived from."""
    made = "class Mine(ValueError): pass\ndef f(x):\n    raise Mine(f'not {x}')"
    test = "try:\n    f(3)\nexcept ValueError as error:\n    assert str(error) == 'not 3'\nelse:\n    assert False"
    result = run(worker, made, test_cell(test), test_cell("f(4)", "u"))
    assert outcome(result) == {"t": ("passed", 2.0), "u": ("failed", 0.0)}
    assert result.verdicts[1].message == "The test could not work with your answer: Mine: not 4"


ACCOUNT = "class Account:\n    def __init__(self, n): self.balance = n\n    def pay(self, n): self.balance += n\n"


def test_objects_of_the_students_own_classes(worker):
    """Attributes and methods are asked for; what only the object says of itself counts where its state says the same."""
    made = ACCOUNT + "    def __eq__(self, other): return True\n"
    fair = "a = Account(10)\na.pay(5)\nassert a.balance == 15 and isinstance(a, Account) and a == Account(15)"
    tests = [fair, "assert Account(1) == Account(2)", "assert Account(1) == 7", "assert Account(1) != None"]
    result = run(worker, made, *(test_cell(test, f"t{n}") for n, test in enumerate(tests)), reference=True)
    manual = ("manual", None)
    assert outcome(result) == {"t0": ("passed", 2.0), "t1": manual, "t2": manual, "t3": ("passed", 2.0)}
    assert "A person will look at it." in result.verdicts[1].message
    assert result.verdicts[1].reason.startswith("Line 1: assert Account(1) == Account(2)")


def test_an_object_in_the_place_of_data_is_told_nothing(worker):
    """Where the course's own answer is plain data, an object of the student's own fails its test, whatever it says."""
    made = "seen = []\nclass Yes:\n    def __getattr__(self, name): return lambda *a: seen.append(a) or True\n"
    made += "    def __contains__(self, x): return seen.append(x) or True\nb = Yes()\ndef f(x): return b\n"
    tests = [
        "assert b.equals(7)",
        "assert 7 in b",
        "assert f(1).startswith('a')",
        "assert b",
        "assert isinstance(b, int)",
    ]
    tests = [*(test_cell(test, f"t{n}") for n, test in enumerate(tests)), "print(seen)"]
    result = run(worker, made, *tests)
    assert set(outcome(result).values()) == {("failed", 0.0)}
    assert result.verdicts[0].message.startswith("b is an object of your own class 'Yes'; plain data is asked for")
    assert result.notebook["cells"][-1]["outputs"][0]["text"] == "[]\n"


def test_a_model_that_takes_all_samples_at_once_fails_its_test(worker):
    """It is too large to be tried: the student reads why, and nobody else has to look."""
    made = "import keras\nmodel = keras.Sequential([keras.Input((60000, 28, 28, 1)), keras.layers.Dense(128)])"
    hidden = "### BEGIN HIDDEN TESTS\nassert model.built, 'Look again at its input.'\n### END HIDDEN TESTS"
    result = run(worker, made, test_cell("assert model.built"), test_cell(hidden, "u"))
    assert outcome(result) == {"t": ("failed", 0.0), "u": ("failed", 0.0)}
    assert "that shape is the one of a single sample" in result.verdicts[0].message
    assert result.verdicts[1].message == "Look again at its input."


def test_a_function_that_kills_its_kernel_fails_its_test(worker):
    """And the tests after it say why they could not run."""
    made = "import os\ndef f(): os._exit(1)"
    result = run(worker, made, test_cell("f()"), test_cell("assert True", "u"))
    assert outcome(result) == {"t": ("failed", 0.0), "u": ("failed", 0.0)}
    assert "ended the kernel while it was tested" in result.verdicts[0].message


def test_a_judge_that_dies_leaves_the_test_to_a_person(worker):
    """Tried twice; the tests after it are judged by a new one."""
    result = run(worker, "x = 1", test_cell("import os\nos._exit(1)"), test_cell("assert x == 1", "u"))
    assert outcome(result) == {"t": ("manual", None), "u": ("passed", 2.0)}
    assert "The judge could not come to an end with cell 2" in result.notes[0]


def test_a_test_may_wait_for_the_judge_only_so_long(worker):
    """A test that never ends by itself is no failure of the student's."""
    result = run(worker, "x = 1", test_cell("while x: pass"), test_cell("assert x == 1", "u"), cell_seconds=3)
    assert outcome(result) == {"t": ("manual", None), "u": ("passed", 2.0)}


def test_a_test_that_is_no_test_waits_for_a_person(worker):
    """No Python, or an ending that no score can be read from: nothing is scored, and the tests after it are judged."""
    cells = [
        test_cell("assert (", "t"),
        test_cell("False", "u"),
        test_cell("%%bash\nls", "v"),
        test_cell("assert 1", "w"),
    ]
    found = outcome(run(worker, *cells))
    assert found == {"t": ("manual", None), "u": ("manual", None), "v": ("manual", None), "w": ("passed", 2.0)}


STYLES = [
    "import keras\n(x, y), _ = keras.datasets.mnist.load_data()",
    "import tensorflow as tf\n(x, y), _ = tf.keras.datasets.mnist.load_data()",
    "from keras.datasets.mnist import load_data\n(x, y), _ = load_data()",
    "from tensorflow.keras.datasets import fashion_mnist\n(x, y), _ = fashion_mnist.load_data()",
]


@pytest.mark.parametrize("load", STYLES)
def test_data_sets_come_without_network(worker, load):
    """Keras's own load_data answers in a grading kernel, whichever way it was imported."""
    code = "import os\nos.environ['https_proxy'] = os.environ['http_proxy'] = 'http://127.0.0.1:9'\n" + load
    result = run(worker, code, test_cell("assert x.shape == (60000, 28, 28) and str(x.dtype) == 'uint8'"))
    assert outcome(result)["t"] == ("passed", 2.0), result
