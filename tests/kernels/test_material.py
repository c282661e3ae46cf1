"""The files of an assignment, and the secret that its data are drawn from."""

import os
import stat
import subprocess
import threading
from base64 import b64decode

import pytest

from autograder.course import Course
from autograder.errors import CourseError
from autograder.kernels import material
from autograder.kernels.job import Job
from autograder.kernels.material import Material, read_material
from autograder.kernels.secret import secret_of

PUBLIC = {"table.csv": "a,b\n", "drawings/7.png": "png", "drawings/more/8.png": "png", "helpers.py": "x = 1"}
WITHHELD = {"labels.csv": "7\n", "drawings/9.png": "nine"}
NEVER = (".hidden", ".ipynb_checkpoints/old.csv", "__pycache__/helpers.pyc", "old.ipynb", "timestamp.txt")


@pytest.fixture
def course(tmp_path):
    """A course with files of every kind and no notebooks."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    source = tmp_path / "source" / "toy"
    for name, text in PUBLIC.items():
        write(source / name, text)
    for name in NEVER:
        write(source / name, "x")
    for name, text in WITHHELD.items():
        write(source / "withheld" / name, text)
    (source / "link.csv").symlink_to("/etc/hostname")
    return Course.find(tmp_path)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def decoded(texts):
    return {name: b64decode(text).decode() for name, text in texts.items()}


def test_public_and_withheld_files_are_told_apart(course):
    """Files under withheld/ are for judges; all others are public, but links, hidden files and notebooks."""
    found = read_material(course, "toy")
    assert decoded(found.public) == PUBLIC
    assert decoded(found.withheld) == WITHHELD
    assert (found.script, found.secret) == ("", "")
    assert not course.private.exists()


def test_where_there_is_a_release_its_files_are_public(course):
    """What students got is what they have while they are graded."""
    write(course.folder("release") / "toy" / "table.csv", "released")
    found = read_material(course, "toy")
    assert decoded(found.public) == {"table.csv": "released"}
    assert decoded(found.withheld) == WITHHELD


def test_an_assignment_with_nothing_but_withheld_files_shows_none(course):
    """Neither withheld files nor the script become public where the release holds no files."""
    source = course.folder("source") / "toy"
    for name in PUBLIC:
        (source / name).unlink()
    write(source / "data.py", "def make(*others): pass")
    found = read_material(course, "toy")
    assert found.public == {}
    assert found.script == "def make(*others): pass"


def test_a_changed_file_is_read_again(course):
    """The digest follows each kind of file, the script and the secret."""
    source = course.folder("source") / "toy"
    seen = {read_material(course, "toy").digest}
    for name in ("table.csv", "withheld/labels.csv", "data.py"):
        write(source / name, f"# another {name}")
        seen.add(read_material(course, "toy").digest)
    (course.private / "secret").unlink()
    seen.add(read_material(course, "toy").digest)
    assert len(seen) == 5


def test_a_huge_file_is_refused(course, monkeypatch):
    """The message says what to do instead."""
    monkeypatch.setattr(material, "LARGEST", 3)
    with pytest.raises(CourseError, match="Let data.py make it"):
        read_material(course, "toy")


def test_a_job_carries_it_and_does_not_show_it(course):
    """The way through plain data loses nothing; what is printed of a job holds neither secret nor withheld file."""
    write(course.folder("source") / "toy" / "data.py", "def make(*others): pass")
    found = read_material(course, "toy")
    job = Job("k", {}, material=found)
    assert Job.from_dict(job.to_dict()).material == found
    assert not [text for text in (found.secret, *found.withheld.values(), found.script) if text in repr(job)]
    assert Job("k", {}).material == Material()


# The secret


def test_a_secret_is_made_once_and_stays(course):
    """Every grading of a course draws from the same secret, each assignment from another."""
    first = secret_of(course, "toy")
    assert len(first) == 64 and int(first, 16)
    assert secret_of(Course.find(course.root), "toy") == first
    assert secret_of(course, "other") != first


def test_nobody_else_can_read_the_secret(course):
    """The file and its folder are their owner's."""
    secret_of(course, "toy")
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (course.private, course.private / "secret")]
    assert modes == [0o700, 0o600]


def test_git_never_sees_the_secret(course):
    """In any repository, whatever its .gitignore says."""
    secret_of(course, "toy")
    subprocess.run(["git", "init", "-q"], cwd=course.root, check=True)
    shown = subprocess.run(["git", "status", "--short", "-uall"], cwd=course.root, capture_output=True, text=True)
    assert "nbgrader_config.py" in shown.stdout
    assert ".autograder" not in shown.stdout


def test_several_at_once_agree(course):
    """Whoever is first, all go on with one and the same."""
    found = []
    threads = [threading.Thread(target=lambda: found.append(secret_of(course, "toy"))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20 and len(set(found)) == 1
    assert sorted(os.listdir(course.private)) == [".gitignore", "secret"]


@pytest.mark.parametrize("text", ["", "abc", "g" * 64])
def test_a_damaged_secret_is_no_reason_for_another(course, text):
    """A silent new one would change grades; the message names both ways out."""
    write(course.private / "secret", text)
    with pytest.raises(CourseError, match="Bring the file .* or delete it"):
        secret_of(course, "toy")


def test_a_secret_that_cannot_be_kept_is_told(course):
    """With where it should be, why, and what helps."""
    course.private.write_text("no folder")
    with pytest.raises(CourseError, match="can be neither read nor made .*Let yourself write"):
        secret_of(course, "toy")
