"""nbgrader's own command over the hostile class ends in the same gradebook."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hostile.support import AWKWARD, CATEGORIES, RIGHT, WRONG, Lab, cases, honest

from autograder.grading.record import marks


@pytest.mark.exhaustive
def test_nbgrader_autograde_gives_the_same_scores(tmp_path: Path):
    """For every submission that nbgrader hands us, whatever is in it."""
    lab = Lab(tmp_path)
    for case in [*cases(*CATEGORIES), *cases(AWKWARD), *honest()]:
        base = {} if case.says == "honest" else RIGHT if case.category == AWKWARD else WRONG
        lab.hand_in(case, base)
    lab.grade()
    students = list(lab.course.students("lab"))
    ours = {student: marks(lab.course, "lab", student) for student in students}
    shutil.rmtree(lab.course.folder("autograded"))
    (lab.root / "gradebook.db").unlink()
    for command in ("generate_assignment", "autograde"):
        line = [sys.executable, "-m", "nbgrader", command, "lab", "--force"]
        subprocess.run(line, cwd=lab.root, capture_output=True, check=False)
    theirs = {student: marks(lab.course, "lab", student) for student in students}
    handed = {student for student in students if theirs[student]}
    assert len(handed) >= len(students) - 2, set(students) - handed
    assert {student: theirs[student] for student in handed} == {student: ours[student] for student in handed}
