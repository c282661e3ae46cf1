"""A notebook, run in a real kernel and judged there."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grading.run import run as run_here
from autograder.kernels.job import Job


def test_cell(source, name="t", points=2):
    meta = {"grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3}
    return new_code_cell(source, metadata={"nbgrader": meta | {"grade_id": name, "points": points}})


test_cell.__test__ = False


def run(worker, *cells, cell_seconds=60.0, notebook_seconds=120.0, output_bytes=1_000_000):
    made = [cell if not isinstance(cell, str) else new_code_cell(cell) for cell in cells]
    return worker.run(Job("k", new_notebook(cells=made), cell_seconds, notebook_seconds, output_bytes))


def outcome(result):
    return {verdict.id: (verdict.verdict, verdict.score) for verdict in result.verdicts}


def test_cells_run_in_order_and_tests_are_judged(worker):
    """Outputs are in the notebook, and each test cell carries its verdict."""
    result = run(worker, "x = 1", "print(x)", test_cell("assert x == 1"), test_cell("assert x == 2, 'no'", "u"))
    notebook = nbformat.from_dict(result.notebook)
    assert notebook.cells[1].outputs[0].text == "1\n"
    assert outcome(result) == {"t": ("passed", 2.0), "u": ("failed", 0.0)}
    assert notebook.cells[3].metadata.autograder.verdict.message == "no"


def test_an_error_does_not_end_the_notebook(worker):
    """Cells after one that raises still run."""
    result = run(worker, "1 / 0", "x = 1", test_cell("assert x == 1"))
    assert result.errors == {1: "ZeroDivisionError: division by zero"}
    assert outcome(result)["t"] == ("passed", 2.0)


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


def test_a_broken_test_is_not_judged(worker):
    """A test that ends in no score is the grader's fault, and scores nothing."""
    assert outcome(run(worker, test_cell("True")))["t"] == ("not-judged", None)


def test_kernels_start_with_different_random_numbers(worker):
    """Forks of one process do not share NumPy's and Python's unseeded random states."""
    drawn = "import random\nimport numpy as np\nprint(random.random(), np.random.random())"
    texts = {nbformat.from_dict(run(worker, drawn).notebook).cells[0].outputs[0].text for _ in range(2)}
    assert len(texts) == 2


def test_a_cold_kernel_judges_alike(prepared):
    """Where no kernel can be forked, an ordinary one serves the data sets and judges the same."""
    cells = [
        "import keras\n(x, y), _ = keras.datasets.mnist.load_data()",
        test_cell("assert x.shape == (60000, 28, 28)"),
    ]
    notebook = new_notebook(cells=[new_code_cell(cells[0]), cells[1]])
    result = run_here(Job("k", notebook, 60.0, 120.0, 1_000_000, str(prepared.folder)), None)
    assert outcome(result) == {"t": ("passed", 2.0)}, result


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
