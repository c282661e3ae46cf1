"""The walled kernel, as any Jupyter client uses it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import autograder
from autograder.kernels.sandbox import available

CLIENT = """
import nbformat
from nbclient import NotebookClient

notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import os; print(os.getcwd(), os.getpid())")])
NotebookClient(notebook, kernel_name="autograder", timeout=60).execute()
print(notebook.cells[0].outputs[0].text)
"""


@pytest.mark.skipif(bool(available()), reason=available())
def test_any_client_can_use_it_by_its_kernel_spec(tmp_path):
    """A client that knows nothing of us starts a kernel behind walls by its name."""
    shutil.copytree(Path(autograder.__file__).parent / "kernels" / "spec", tmp_path / "kernels" / "autograder")
    done = subprocess.run(
        [sys.executable, "-c", CLIENT],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
        env=os.environ | {"JUPYTER_PATH": str(tmp_path)},
    )
    assert done.stdout.strip() == "/home/student/work 1", done.stderr[-2000:]
