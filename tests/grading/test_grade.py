"""A class, graded into nbgrader's gradebook, by us and by nbgrader itself."""

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbgrader.api import Gradebook
from tests_support import GOOD, hand_in

from autograder import commands
from autograder.cells import Verdict, grade_id
from autograder.course import Course
from autograder.errors import AutograderError
from autograder.grading import record
from autograder.kernels.job import Result
from autograder.submissions.collection import read_all


@pytest.fixture
def graded_by(warm, monkeypatch):
    """Grade a course's class with the warm worker; what `--json` says of each student."""

    def grade(course: Course, **options) -> dict[str, dict]:
        monkeypatch.chdir(course.root)
        out = course.root / "out.json"
        commands.grade("toy", commands.How(json_file=out, **options), sandbox="on")
        return {entry["student"]: entry for entry in json.loads(out.read_text())["submissions"]}

    return grade


def tests_of(entry: dict) -> dict[str, tuple]:
    return {test["id"]: (test["verdict"], test["score"]) for test in entry["notebooks"][0]["tests"]}


tests_of.__test__ = False


def gradebook(course: Course, student: str):
    with Gradebook(course.gradebook, course.course_id) as book:
        grades = book.find_submission_notebook("1-sums", "toy", student).grades
        return {grade.name: (grade.auto_score, grade.extra_credit, grade.needs_manual_grade) for grade in grades}


def test_a_class(toy, graded_by):
    """Every kind of submission gets its own marks, messages and status in one run."""
    hand_in(toy, "good", GOOD)
    hand_in(toy, "untouched")
    hand_in(toy, "wrong", GOOD | {"total": "total = 36"})
    hand_in(toy, "partly", GOOD | {"double": "def double(values):\n    return np.where(values < 5, values * 2, 0)"})
    hand_in(toy, "raises", GOOD | {"double": "raise ValueError('lost')"})
    hand_in(toy, "json").write_text("no json")
    hand_in(toy, "renamed", GOOD, name="my-sums")
    found = graded_by(toy)
    scores = {name: (entry["score"], entry["bonus"], entry["status"]) for name, entry in found.items()}
    assert scores == {
        "good": (7, 2, "graded"),
        "untouched": (0, 0, "graded"),
        "wrong": (4, 2, "graded"),
        "partly": (3 + 4 * 0.5, 2, "graded"),
        "raises": (3, 0, "graded"),
        "json": (0, 0, "refused"),
        "renamed": (7, 2, "repaired"),
    }
    assert {entry["max_score"] for entry in found.values()} == {12}
    assert tests_of(found["partly"])["test-double"] == ("partial", 2.0)
    assert tests_of(found["good"])["why"] == ("manual", None)
    wrong = found["wrong"]["notebooks"][0]["tests"][0]
    assert wrong["message"] == "The sum is not right. Are all ten numbers in it?"
    assert wrong["hint"] == "count the numbers, too."
    assert "my-sums.ipynb" in " ".join(found["renamed"]["notes"])
    assert "no JSON" in " ".join(found["json"]["notes"])


def test_a_regrade_replaces_the_old_grade_and_keeps_a_persons_marks(toy, graded_by):
    """A worse resubmission loses points; manual scores and comments stay."""
    hand_in(toy, "ann", GOOD)
    graded_by(toy)
    with Gradebook(toy.gradebook, toy.course_id) as book:
        book.find_grade("why", "1-sums", "toy", "ann").manual_score = 4
        book.find_comment("why", "1-sums", "toy", "ann").manual_comment = "Nicely said"
        book.db.commit()
    hand_in(toy, "ann", GOOD | {"total": "import os\nos._exit(1)", "why": "Because of it."})
    entry = graded_by(toy)["ann"]
    assert tests_of(entry)["test-total"] == ("failed", 0.0)
    assert entry["score"] == 4
    assert entry["bonus"] == 0
    with Gradebook(toy.gradebook, toy.course_id) as book:
        assert book.find_comment("why", "1-sums", "toy", "ann").comment == "Nicely said"


def test_what_is_graded_is_not_graded_again(toy, graded_by, counted):
    """Only a changed submission, a changed test or --force runs a notebook again."""
    hand_in(toy, "ann", GOOD)
    first = graded_by(toy)["ann"]
    before = counted["notebooks executed"]
    again = graded_by(toy)["ann"]
    assert counted["notebooks executed"] == before
    assert [again[key] for key in ("score", "bonus", "status")] == [first[key] for key in ("score", "bonus", "status")]
    graded_by(toy, force=True)
    assert counted["notebooks executed"] == before + 1


def test_a_grader_that_fails_takes_no_points(toy, graded_by, monkeypatch, worker):
    """When the grader itself fails, the old grade stays, the rest of the class is graded, and the run says so."""
    from autograder.grading.executors import GraderFailed

    hand_in(toy, "ann", GOOD)
    assert graded_by(toy)["ann"]["score"] == 7
    hand_in(toy, "ann", GOOD | {"total": "total = 44 + 1"})
    hand_in(toy, "bob", GOOD)
    run = worker.run

    def broken(job):
        if job.key.startswith("ann"):
            raise GraderFailed("out of memory")
        return run(job)

    monkeypatch.setattr(worker, "run", broken)
    with pytest.raises(AutograderError, match="Not judged: ann"):
        graded_by(toy)
    entries = {e["student"]: e for e in json.loads((toy.root / "out.json").read_text())["submissions"]}
    assert (entries["ann"]["status"], entries["ann"]["score"]) == ("not-judged", 7)
    assert (entries["bob"]["status"], entries["bob"]["score"]) == ("graded", 7)


def test_ctrl_c_while_a_grade_is_recorded_ends_the_run(toy, graded_by, monkeypatch):
    """One more failure it would be for nbgrader; the next run records what was not."""
    hand_in(toy, "ann", GOOD)

    def interrupt(*about):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(record.Recorder, "convert_single_notebook", interrupt)
        with pytest.raises(AutograderError, match="Stopped"):
            graded_by(toy)
    assert graded_by(toy)["ann"]["score"] == 7


def test_a_verdict_without_output_never_scores(toy, graded_by):
    """A test whose verdict got lost on the way is left to a person; nbgrader alone would give full marks."""
    hand_in(toy, "ann", GOOD)
    graded_by(toy)
    submission = next(read_all(toy, "toy", ["ann"]))
    notebook = submission.notebooks["1-sums"]
    for name in ("test-total", "test-double", "test-double-2"):
        lost = json.loads(json.dumps(notebook))
        for cell in lost["cells"]:
            if grade_id(cell).startswith("test") and grade_id(cell) != name:
                Verdict.of(cell, "passed", Verdict.of(cell, "passed", 0, "").points, "").write(cell)
        result = Result("k", lost, (), 0.0)
        student = f"lost-{name}"
        hand_in(toy, student, GOOD)
        assert record.record(toy, "toy", student, {"1-sums": notebook}, {"1-sums": result}, "digest") == ""
        auto, extra, person = gradebook(toy, student)[name]
        assert (auto or 0, extra or 0, person) == (0, 0, True)


def test_only_what_has_changed_is_recorded(toy, graded_by):
    """Of a submission that is judged again, notebooks with the same result stay as they are, and so does what a person adds."""
    for known in (toy.folder("source") / "toy" / "1-sums.ipynb", hand_in(toy, "ann", GOOD)):
        shutil.copy(known, known.with_name("2-more.ipynb"))
    graded_by(toy)
    path, repaired = toy.folder("autograded", "ann", "toy"), next(read_all(toy, "toy", ["ann"])).notebooks
    ran = json.loads((path / "1-sums.ipynb").read_text())
    results = {name: Result("k", ran, (), 0.0) for name in repaired}

    def recorded():
        assert record.record(toy, "toy", "ann", repaired, results, "digest") == ""
        return [(path / f"{name}.ipynb").stat().st_mtime_ns for name in results]

    first = recorded()
    assert recorded() == first
    results = {name: Result("k", ran, (), 1.0) for name in repaired}
    assert recorded() == first  # how long it took is not recorded
    other = ran | {"cells": [*ran["cells"][:-1], ran["cells"][-1] | {"execution_count": 99}]}
    results["2-more"] = Result("k", other, (), 1.0)
    second = recorded()
    assert [old == new for old, new in zip(first, second, strict=True)] == [True, False]
    assert record.graded(toy, "toy", "ann", "digest")
    record.forget(toy, "toy", "ann")
    assert not record.graded(toy, "toy", "ann", "digest")
    assert [old == new for old, new in zip(second, recorded(), strict=True)] == [False, False]


def test_nbgraders_own_commands_give_the_same(toy, graded_by, tmp_path):
    """`nbgrader autograde` and `generate_feedback` go the same way, for every submission that nbgrader can read.
    Links, devices and other files beside a notebook are neither copied nor followed, here and there.
    """
    (tmp_path / "secret.txt").write_text("secret")
    folder = hand_in(toy, "good", GOOD).parent
    (folder / "stolen.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "timestamp.txt").symlink_to("/dev/zero")
    (folder / "page.html").write_text("<script></script>")
    os.mkfifo(folder / "pipe")
    hand_in(toy, "untouched")
    hand_in(toy, "wrong", GOOD | {"total": "total = 36"})
    hand_in(toy, "partly", GOOD | {"double": "def double(values):\n    return np.where(values < 5, values * 2, 0)"})
    hand_in(toy, "json").write_text("no json")
    noise = "import sys\nprint('noise', file=sys.stderr)\ntotal = np.sum(numbers)"
    broken = nbformat.read(hand_in(toy, "scrambled", GOOD | {"total": noise}), as_version=4)
    broken.cells += [broken.cells[4], broken.cells[5]]
    del broken.cells[4]
    nbformat.write(broken, toy.folder("submitted", "scrambled", "toy") / "1-sums.ipynb")
    assert graded_by(toy)["good"]["score"] == 7
    ours = {student: gradebook(toy, student) for student in toy.students("toy")}
    copied = toy.folder("autograded", "good", "toy")
    assert {path.name for path in copied.iterdir()} - {".graded"} == {"1-sums.ipynb"}
    (toy.root / "gradebook.db").unlink()
    shutil.rmtree(toy.folder("autograded"))
    nbgrader = [sys.executable, "-m", "nbgrader"]
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        done = subprocess.run(
            [*nbgrader, command, "toy", "--force"],
            cwd=toy.root,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr[-2000:]
    assert {path.name for path in copied.iterdir()} - {".graded"} == {"1-sums.ipynb"}
    assert {student: gradebook(toy, student) for student in toy.students("toy")} == ours
    assert (toy.folder("feedback", "wrong", "toy") / "1-sums.html").exists()
    exported = subprocess.run([*nbgrader, "export"], cwd=toy.root, capture_output=True, text=True, check=False)
    assert exported.returncode == 0, exported.stderr[-2000:]
    assert "scrambled" in (toy.root / "grades.csv").read_text()


def test_wrong_names_are_told(toy, graded_by, monkeypatch):
    """A missing assignment, student or executor is a sentence with what there is."""
    from autograder.errors import UsageError

    monkeypatch.chdir(toy.root)
    with pytest.raises(UsageError, match="Nothing to grade"):
        commands.grade("toy", commands.How(executor="serial"), sandbox="on")
    with pytest.raises(UsageError, match="No assignment 'toi'.*Assignments here: toy"):
        commands.grade("toi", commands.How(executor="serial"), sandbox="on")
    with pytest.raises(UsageError, match="no executor 'cloud'.*serial, processes, dask"):
        commands.grade("toy", commands.How(executor="cloud"), sandbox="on")
