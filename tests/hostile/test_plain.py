"""The attacks are real: each of these earns points with plain nbgrader, where tests run in the student's kernel."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile.support import CATEGORIES, FULL, WRONG, Case, Lab, cases

from autograder.datasets import cache_folder

WORKING = [case for case in cases(*CATEGORIES) if case.works]
AUTOGRADE = """
import json
import sys

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

settings = Config()
settings.CourseDirectory.root, student = sys.argv[1:]
settings.ClearSolutions.code_stub = {"python": "# Your code here"}
api = NbGraderAPI(config=settings)
made = api.generate_assignment("lab", force=True)
assert made["success"], made
done = api.autograde("lab", student, force=True)
with Gradebook("sqlite:///gradebook.db") as book:
    grades = book.find_submission_notebook("1-lab", "lab", student).grades
    print(json.dumps({grade.name: grade.auto_score for grade in grades}))
"""


@pytest.fixture
def plain(tmp_path: Path) -> Lab:
    """The lab without any part of ours in its configuration."""
    lab = Lab(tmp_path)
    (lab.root / "nbgrader_config.py").write_text("c = get_config()\n")
    (lab.root / "gradebook.db").unlink(missing_ok=True)
    return lab


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", WORKING, ids=lambda case: case.name)
def test_works_against_plain_nbgrader(case: Case, plain: Lab):
    """An ordinary kernel, an ordinary configuration, and the attack has its points."""
    plain.hand_in(case, WRONG)
    startup = plain.home / ".ipython" / "profile_default" / "startup" / "own.py"
    startup.write_text("from autograder.datasets import prepare, serve\n\nserve(prepare(progress=False).folder)\n")
    environment = {**os.environ, "HOME": str(plain.home), "TF_CPP_MIN_LOG_LEVEL": "3"}
    environment["AUTOGRADER_CACHE"] = str(cache_folder())
    environment["PATH"] = (
        f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls alembic by name
    )
    command = [sys.executable, "-c", AUTOGRADE, str(plain.root), case.student]
    done = subprocess.run(
        command, cwd=plain.root, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    scores = json.loads(done.stdout.strip().splitlines()[-1])
    earned = {name for name, points in FULL.items() if scores.get(name) == points}
    assert case.works <= earned, scores
