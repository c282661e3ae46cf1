"""A grader that is killed, at any moment, and started again ends as if nothing had happened."""

import random
import shutil
import signal
import subprocess
import sys
import time

import psutil
import pytest
from nbgrader.api import Gradebook
from tests_support import GOOD, hand_in

from autograder.course import Course

STUDENTS = {
    "ann": GOOD,
    "bob": GOOD | {"total": "total = 36"},
    "cyd": {},
    "dan": GOOD | {"double": "def double(values):\n    return np.where(values < 5, values * 2, 0)"},
    "eve": GOOD | {"total": "import os\nos._exit(1)"},
    "fay": GOOD | {"why": "Because of it."},
}


def command(course):
    return [sys.executable, "-m", "autograder.cli", "grade", "toy", "--workers", "2"]


def gradebook(course):
    """All that a gradebook says of the class, without times."""
    with Gradebook(course.gradebook, course.course_id) as book:
        return sorted(
            (
                submission.student.id,
                grade.name,
                grade.auto_score,
                grade.manual_score,
                grade.extra_credit,
                grade.needs_manual_grade,
            )
            for submission in book.assignment_submissions("toy")
            for notebook in submission.notebooks
            for grade in notebook.grades
        )


def ours():
    """Processes of this user's that belong to a grader."""
    return [
        p.info["pid"]
        for p in psutil.process_iter(["pid", "cmdline"])
        if "autograder." in " ".join(p.info["cmdline"] or [])
    ]


def kill_after(course, seconds):
    """Start grading and kill the command's process after so long; whether it was still running."""
    process = subprocess.Popen(command(course), cwd=course.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


@pytest.mark.parametrize("moments", [1, pytest.param(10, marks=pytest.mark.exhaustive)])
def test_a_killed_run_is_continued(toy, tmp_path, moments):
    """Kill -9 at random moments, then the same command again: the gradebook is that of an undisturbed run."""
    for student, answers in STUDENTS.items():
        hand_in(toy, student, answers)
    calm = Course.find(shutil.copytree(toy.root, tmp_path / "calm") / "source")
    begun = time.monotonic()
    assert subprocess.run(command(calm), cwd=calm.root, capture_output=True, check=False).returncode == 0
    whole = time.monotonic() - begun
    before = set(ours())
    for number in range(moments):
        disturbed = Course.find(shutil.copytree(toy.root, tmp_path / f"disturbed-{number}") / "source")
        kill_after(disturbed, whole * random.uniform(0.3, 1))
        again = subprocess.run(command(disturbed), cwd=disturbed.root, capture_output=True, text=True, check=False)
        assert again.returncode == 0, again.stdout + again.stderr
        assert gradebook(disturbed) == gradebook(calm)
    deadline = time.monotonic() + 15
    while set(ours()) - before and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not set(ours()) - before, "the killed graders left processes behind"
