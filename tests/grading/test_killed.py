"""A grader that is killed, at any moment, and started again ends as if nothing had happened."""

import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import psutil
import pytest
from nbgrader.api import Gradebook
from tests_support import GOOD, hand_in

from autograder import commands
from autograder.course import Course

STUDENTS = {
    "ann": GOOD,
    "bob": GOOD | {"total": "total = 36"},
    "cyd": {},
    "dan": GOOD | {"double": "def double(values):\n    return np.where(values < 5, values * 2, 0)"},
    "eve": GOOD | {"total": "import os\nos._exit(1)"},
    "fay": GOOD | {"why": "Because of it."},
}


MARK = f"/nowhere-{os.getpid()}"  # in the search path of all that these tests start: other graders may be at work


@pytest.fixture(scope="module")
def temporary(tmp_path_factory):
    """Folder for temporary files of all that these tests start; its path is short, as paths of sockets have to be."""
    return tmp_path_factory.mktemp("t")


@pytest.fixture
def command(temporary):
    """How to start grading a course, as arguments of `subprocess`."""
    environment = os.environ | {"PATH": os.environ["PATH"] + os.pathsep + MARK, "TMPDIR": str(temporary)}
    arguments = [sys.executable, "-m", "autograder.cli", "grade", "toy", "--workers", "2"]
    return lambda course: {"args": arguments, "cwd": course.root, "env": environment}


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
    """Processes that these tests have started, or that those have."""
    found = []
    for process in psutil.process_iter(["pid"]):
        with contextlib.suppress(psutil.Error):
            if MARK in process.environ().get("PATH", ""):
                found.append(process.pid)
    return found


def kill_midway(command):
    """Start grading and kill the command's process at a random moment: before or after any of its students is graded."""
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(**command, **output) as process:
        awaited = random.randrange(len(STUDENTS))
        while awaited and (line := process.stdout.readline()):
            awaited -= ": graded" in line
        time.sleep(random.uniform(0, 1))
        process.send_signal(signal.SIGKILL)


def filled(course):
    """A course with the class's work in it, as nobody has ever handed it in before: nothing of it is known."""
    token = f"  # {random.randrange(1 << 60)}"
    for student, answers in STUDENTS.items():
        hand_in(course, student, answers and answers | {"total": answers["total"] + token})
    return course


@pytest.mark.parametrize("moments", [1, pytest.param(10, marks=pytest.mark.exhaustive)])
def test_a_killed_run_is_continued(toy, warm, monkeypatch, tmp_path, command, temporary, moments):
    """Kill -9 at random moments, then the same command again: the gradebook is that of an undisturbed run."""
    calm = filled(Course.find(shutil.copytree(toy.root, tmp_path / "calm") / "source"))
    monkeypatch.chdir(calm.root)
    commands.grade("toy", commands.How(), sandbox="on")
    for number in range(moments):
        disturbed = filled(Course.find(shutil.copytree(toy.root, tmp_path / f"disturbed-{number}") / "source"))
        kill_midway(command(disturbed))
        again = subprocess.run(**command(disturbed), capture_output=True, text=True, check=False)
        assert again.returncode == 0, again.stdout + again.stderr
        assert gradebook(disturbed) == gradebook(calm)
    assert_nothing_is_left(temporary)


def assert_nothing_is_left(temporary):
    """Processes end by themselves, soon, and take their files with them."""
    deadline = time.monotonic() + 45  # less than what the answer below sleeps
    while ours() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not ours(), "the stopped graders left processes behind"
    assert list(temporary.rglob("*")) == []


def test_a_run_that_is_stopped_by_hand_goes_on(toy, command, temporary):
    """Ctrl-C ends it soon, with a sentence and nothing left; the same command then grades the rest."""
    hand_in(filled(toy), "zoe", GOOD | {"total": "import time\ntime.sleep(60)"})
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs in the background ignores it
    process = subprocess.Popen(
        **command(toy), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    signal.signal(signal.SIGINT, before)
    said = ""
    while "fay: graded" not in said and (line := process.stdout.readline()):
        said += line
    os.killpg(process.pid, signal.SIGINT)
    said += process.communicate(timeout=45)[0]  # less than the answer sleeps
    assert process.returncode == 1 and "Stopped. What was graded is recorded" in said, said
    assert "Traceback" not in said
    assert_nothing_is_left(temporary)
    hand_in(toy, "zoe", GOOD)
    again = subprocess.run(**command(toy), capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stdout + again.stderr
    assert re.search(r"toy: [1-6] graded, [1-6] unchanged", again.stdout), again.stdout
