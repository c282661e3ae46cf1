"""What a course's configuration says."""

import subprocess
import sys

import pytest
from nbgrader import api
from sqlalchemy import text

from autograder.course import Course, Limits
from autograder.errors import CourseError


def course(folder, *lines):
    folder.joinpath("nbgrader_config.py").write_text("\n".join(["c = get_config()", *lines]))
    return Course.find(folder)


def test_limits_are_those_of_the_course_or_of_an_assignment(tmp_path):
    """One setting for all, and one assignment that may train for longer."""
    assert course(tmp_path).limits("lab") == Limits()
    both = ("c.Autograder.processes = 99", "c.Autograder.limits = {'project': {'cell_seconds': 600}}")
    assert course(tmp_path, *both).limits("lab") == Limits(processes=99)
    assert course(tmp_path, *both).limits("project") == Limits(processes=99, cell_seconds=600)


def test_an_unknown_limit_is_told(tmp_path):
    """A misspelt limit would leave students with another one than the course says."""
    wrong = course(tmp_path, "c.Autograder.limits = {'project': {'cell_second': 600}}")
    with pytest.raises(CourseError, match="'cell_second', which is no limit. Limits: cell_seconds, "):
        wrong.limits("project")


def test_a_new_gradebook_has_nbgraders_latest_schema(tmp_path, monkeypatch):
    """As nbgrader would find out in a process of its own."""
    says = [sys.executable, "-m", "nbgrader.dbutil", "heads"]
    assert course(tmp_path).settings
    (head,) = subprocess.run(says, capture_output=True, text=True, check=True).stdout.splitlines()
    monkeypatch.delattr(api.sp, "check_output")
    with api.Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        version = gradebook.db.execute(text("SELECT version_num FROM alembic_version")).scalar()
    assert head.split() == [version, "(head)"]
