"""Plain nbgrader's scores: its own way to run a notebook in an ordinary kernel, and its own way to read a score from outputs.

As a program: reads the paths of notebooks, writes what each test earned, `{path: {grade_id: [score, score without standard error]}}`.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from typing import Any

AT_ONCE = 2
Scores = dict[str, tuple[float, float]]


def graded(paths: Iterable[Path]) -> dict[Path, Scores]:
    """What each test of each notebook earns in plain nbgrader, and what it would without standard error."""
    asked = [str(path) for path in paths]
    shares = [share for share in (asked[number::AT_ONCE] for number in range(AT_ONCE)) if share]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        found = [pair for share in threads.map(_in_a_process, shares) for pair in share.items()]
    return {Path(path): {name: (raw, quiet) for name, (raw, quiet) in scores.items()} for path, scores in found}


def _in_a_process(paths: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        surroundings = os.environ | {"IPYTHONDIR": folder, "JUPYTER_CONFIG_DIR": folder, "MPLCONFIGDIR": folder}
        done = subprocess.run(
            [sys.executable, __file__], input=json.dumps(paths), env=surroundings, capture_output=True, text=True
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def _scores(path: str) -> dict[str, list[float]]:
    import nbformat
    from nbgrader.preprocessors import Execute
    from nbgrader.utils import is_grade

    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        Execute(timeout=60, kernel_name="python3").preprocess(notebook, {"metadata": {"path": folder}})
    return {cell.metadata.nbgrader.grade_id: _both(cell) for cell in notebook.cells if is_grade(cell)}


def _both(cell: Any) -> list[float]:
    from nbgrader.utils import determine_grade

    quiet = deepcopy(cell)
    quiet.outputs = [one for one in cell.outputs if one.get("name") != "stderr"]
    return [determine_grade(cell)[0], determine_grade(quiet)[0]]


if __name__ == "__main__":
    import logging

    logging.disable(logging.WARNING)
    print(json.dumps({path: _scores(path) for path in json.loads(sys.stdin.read())}))
