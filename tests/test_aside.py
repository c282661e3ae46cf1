"""The process apart: what runs there can neither end nor hang who asked."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from misbehaving import WAYS

from autograder.aside import Aside, Lost
from autograder.course import Course
from autograder.errors import CourseError


@pytest.fixture(scope="module")
def aside():
    made = Aside()
    yield made
    made.close()


@pytest.fixture(scope="module")
def ask(aside):
    def ask(how, course, seconds=20.0):
        return aside("misbehaving:act", course, how, seconds=seconds)

    return ask


@pytest.mark.parametrize("way", WAYS)
def test_whatever_happens_there_is_told_and_the_next_is_answered(ask, toy, way):
    """An exception, a recursion, a death, a hang, too much memory: one line says which, and the process is there again."""
    with pytest.raises(Lost) as told:
        ask(way, toy, 2.0 if way == "hangs" else 20.0)
    said = {"raises": "ValueError: what", "recurses": "RecursionError", "ends": "status 3", "hangs": "longer than 2 s"}
    said |= {"fills": "MemoryError", "odd text": "UnicodeDecodeError"}
    assert said[way] in str(told.value)
    assert str(told.value).isprintable()
    assert way not in ("raises", "recurses") or "in act" in told.value.trace
    assert ask("ordinary", toy) == "ordinary"


def test_one_process_serves_many(aside, ask, toy):
    """It is started once."""
    ask("ordinary", toy)
    process = aside.pid
    for number in range(50):
        assert ask(f"{number}", toy) == f"{number}"
    assert aside.pid == process


def test_an_error_about_the_course_stays_one(aside, toy):
    """It is raised as it was there: it concerns everybody."""
    with pytest.raises(CourseError, match="No assignment 'none'"):
        aside("autograder.submissions.exporter:found", toy, "none", toy.root, seconds=20)


def test_the_configuration_goes_along(aside, toy):
    """Changes that were made here hold there, and what cannot be sent is read there from its file."""
    toy.settings.Autograder.output_bytes = 12
    assert aside("limits_there:limits", toy, seconds=20).output_bytes == 12
    config = toy.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nclass Own: pass\n\nc.Own.kind = Own\nc.Autograder.file_bytes = 34\n")
    course = Course.find(toy.root)
    course.settings.Autograder.output_bytes = 12
    limits = aside("limits_there:limits", course, seconds=20)
    assert (limits.output_bytes, limits.file_bytes) == (12, 34)


def test_no_tensorflow_and_no_file_of_the_folder_is_imported(aside, toy, monkeypatch):
    """Neither a module that lies where the grader was started, nor what takes seconds to import."""
    (toy.root / "json.py").write_text("raise SystemExit('shadowed')")
    monkeypatch.chdir(toy.root)
    fresh = Aside()
    try:
        assert "tensorflow" not in fresh("limits_there:modules", toy, seconds=20)
    finally:
        fresh.close()


def test_it_ends_with_who_started_it():
    """Also where that is killed while something runs there."""
    code = (
        "import os, signal, sys; from autograder.aside import Aside; aside = Aside(); aside.begin(); "
        "print(aside.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    pid = int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).stdout)
    for _ in range(100):
        if not Path(f"/proc/{pid}/exe").exists():
            return
        time.sleep(0.1)
    raise AssertionError("it is still there")
