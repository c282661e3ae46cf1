"""Only what is new or changed runs, and changed tests are judged by what was kept."""

import copy
import json
import re
import shutil

import nbformat
import pytest
from tests_support import GOOD, hand_in

from autograder import commands
from autograder.cells import grade_id
from autograder.course import Limits
from autograder.errors import AutograderError
from autograder.grading import kept


class Class:
    """The toy course, graded again and again.

    Args:
        course: the course.
        ran: keys of the notebooks that ran since `ran` was looked at.
        judged: keys of those that were only judged since then.
    """

    def __init__(self, course, ran, judged, capsys):
        self.course, self._ran, self.judged, self._capsys = course, ran, judged, capsys

    def grade(self, **options):
        """Grade; the scores of each student, and which students' notebooks ran."""
        return self._command(lambda how: commands.grade("toy", how, sandbox="on"), options)

    def rejudge(self):
        """Judge changed tests; the same."""
        return self._command(lambda how: commands.rejudge("toy", how), {})

    def _command(self, command, options):
        out = self.course.root / "out.json"
        self._ran.clear()
        self.judged.clear()
        self._capsys.readouterr()
        command(commands.How(json_file=out, **options))
        found = json.loads(out.read_text())["submissions"]
        return {entry["student"]: entry["score"] for entry in found}, sorted({key.split("/")[0] for key in self._ran})

    def change(self, test, old, new):
        """Change the text of a test in the instructor's notebook."""
        path = self.course.folder("source") / "toy" / "1-sums.ipynb"
        notebook = nbformat.read(path, as_version=4)
        cell = next(cell for cell in notebook.cells if grade_id(cell) == test)
        assert old in cell.source
        cell.source = cell.source.replace(old, new)
        nbformat.write(notebook, path)

    @property
    def printed(self):
        return " ".join(self._capsys.readouterr().out.split())


@pytest.fixture
def toys(toy, warm, worker, monkeypatch, capsys):
    """Two students' work, and a count of what really runs."""
    ran, judged = [], []
    run = worker.run

    def counting(job):
        (judged if job.rejudge else ran).append(job.key)
        return run(job)

    monkeypatch.setattr(worker, "run", counting)
    monkeypatch.chdir(toy.root)
    hand_in(toy, "ann", GOOD)
    hand_in(toy, "ben", GOOD | {"total": "total = 44"})
    return Class(toy, ran, judged, capsys)


def test_nothing_runs_twice(toys):
    """The second run says that it skipped all, unless it is told to run again."""
    first, ran = toys.grade()
    assert ran == ["ann", "ben"]
    assert toys.grade() == (first, [])
    assert "0 graded, 2 unchanged" in toys.printed
    assert toys.grade(force=True) == (first, ["ann", "ben"])


def test_only_what_was_handed_in_anew_runs(toys):
    """A changed answer runs; the other student's does not."""
    toys.grade()
    hand_in(toys.course, "ben", GOOD | {"total": "total = 40 + 5"})
    assert toys.grade() == ({"ann": 7, "ben": 7}, ["ben"])


def test_what_was_graded_before_a_kill_is_not_run_again(toys, monkeypatch):
    """Also where it was not recorded yet."""

    def killed(*about):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("autograder.grading.grade.record", killed)
        with pytest.raises(AutograderError, match="Stopped"):
            toys.grade()
    assert toys.grade() == ({"ann": 7, "ben": 4}, ["ben"])


@pytest.mark.parametrize("change", ["tests", "settings", "versions", "data"])
def test_whatever_a_grade_depends_on_makes_it_run_again(toys, monkeypatch, change):
    """Tests, limits, versions of libraries, given cells."""
    before, _ = toys.grade()
    if change == "tests":
        toys.change("test-total", "secret_sum = 45", "secret_sum = 44")
    elif change == "settings":
        monkeypatch.setattr(type(toys.course), "limits", lambda course, assignment: Limits(cell_seconds=99))
    elif change == "versions":
        monkeypatch.setattr(kept, "versions", lambda: "others")
        monkeypatch.setattr("autograder.grading.grade.versions", lambda: "others")
    else:
        (toys.course.folder("submitted", "ann", "toy") / "data.txt").write_text("more")
    after, ran = toys.grade()
    assert ran == (["ann"] if change == "data" else ["ann", "ben"])
    assert after == (before if change != "tests" else {"ann": 4, "ben": 7})


def test_equal_work_runs_once(toys):
    """What nobody has changed since somebody else handed it in needs no second run."""
    toys.grade()
    hand_in(toys.course, "cem", GOOD)
    assert toys.grade() == ({"ann": 7, "ben": 4, "cem": 7}, [])


def test_a_changed_test_is_judged_by_what_was_kept(toys):
    """Scores, messages and the gradebook are those of a run from the beginning; no student code runs."""
    toys.grade()
    toys.change("test-total", "secret_sum = 45", "secret_sum = 44")
    judged, ran = toys.rejudge()
    assert (judged, ran) == ({"ann": 4, "ben": 7}, [])
    assert "2 judged again, 0 unchanged" in toys.printed
    again = nbformat.read(toys.course.folder("autograded", "ann", "toy") / "1-sums.ipynb", 4)
    assert toys.grade() == (judged, [])
    assert toys.grade(force=True)[0] == judged
    forced = nbformat.read(toys.course.folder("autograded", "ann", "toy") / "1-sums.ipynb", 4)
    cells = [[(cell.source, cell.get("outputs"), cell.metadata) for cell in one.cells] for one in (again, forced)]
    assert cells[0] == cells[1]
    toys.change("test-total", "secret_sum = 44", "secret_sum = 45")
    assert toys.rejudge() == ({"ann": 7, "ben": 4}, [])


def test_those_who_said_the_same_are_judged_once(toys):
    """However they came to it: the judge is told of nothing else."""
    hand_in(toys.course, "cem", GOOD | {"total": "total = 40 + 5"})
    hand_in(toys.course, "dan", GOOD | {"total": "total = 22 + 22"})
    toys.grade()
    toys.change("test-total", "secret_sum = 45", "secret_sum = 44")
    assert toys.rejudge() == ({"ann": 4, "ben": 7, "cem": 4, "dan": 7}, [])
    assert len(toys.judged) == 2
    judged = {key.split("/")[0] for key in toys.judged}
    assert len(judged & {"ann", "cem"}) == len(judged & {"ben", "dan"}) == 1


def test_a_test_that_binds_a_name_for_itself_is_not_judged_again(toys):
    """It does not see what another test binds to that name."""
    toys.change("test-double", "right = int(", "secret_sum = 5\nright = secret_sum - 5 + int(")
    toys.grade()
    toys.change("test-total", "secret_sum = 45", "secret_sum = 44")
    assert toys.rejudge() == ({"ann": 4, "ben": 7}, [])  # else the function would be needed


def test_what_a_change_reaches_through_a_given_cell_is_judged_again(toys):
    """A test binds a name, a given cell uses it, another test uses what that makes of it."""
    path = toys.course.folder("source") / "toy" / "1-sums.ipynb"
    notebook = nbformat.read(path, as_version=4)
    place = next(place for place, cell in enumerate(notebook.cells) if grade_id(cell) == "test-total") + 1
    given = copy.deepcopy(next(cell for cell in notebook.cells if "np.arange(10)" in cell.source))
    given.source, given.metadata.nbgrader.grade_id, given.id = "full = secret_sum", "given-more", "given-more"
    notebook.cells.insert(place, given)
    nbformat.write(notebook, path)
    toys.change("test-double", "right / 10 * 4", "right / 10 * (4 if full == 45 else 1)")
    assert toys.grade()[0] == {"ann": 7, "ben": 4}
    toys.change("test-total", "secret_sum = 45", "secret_sum = 44")
    with pytest.raises(AutograderError, match="need a real run"):
        toys.rejudge()
    assert "was not kept (test-double)" in toys.printed
    assert toys.grade()[0] == {"ann": 1, "ben": 4}


def test_a_notebook_whose_tests_did_not_change_stays_as_it_is(toys):
    """It is not written again, though it was read and the one beside it was judged again."""
    source = toys.course.folder("source") / "toy" / "1-sums.ipynb"
    shutil.copy(source, source.with_name("2-more.ipynb"))
    for student, total in {"ann": 42, "ben": 43}.items():  # what two hand in alike is kept once, as the last one ran
        hand_in(toys.course, student, {"total": f"total = {total}"}, name="2-more")
    toys.grade()
    written = {path: path.stat().st_mtime_ns for path in toys.course.folder("autograded").rglob("*.ipynb")}
    toys.change("test-total", "secret_sum = 45", "secret_sum = 44")
    assert toys.rejudge() == ({"ann": 4, "ben": 7}, [])
    changed = {path.stem for path, then in written.items() if path.stat().st_mtime_ns != then}
    assert len(written) == 4 and changed == {"1-sums"}


def test_points_may_change(toys):
    """The kept results know nothing of what a test is worth."""
    toys.grade()
    path = toys.course.folder("source") / "toy" / "1-sums.ipynb"
    notebook = nbformat.read(path, as_version=4)
    next(cell for cell in notebook.cells if grade_id(cell) == "test-total").metadata.nbgrader.points = 10
    nbformat.write(notebook, path)
    assert toys.rejudge() == ({"ann": 14, "ben": 4}, [])


def test_a_name_that_was_not_kept_needs_a_real_run(toys):
    """It is said who, and why; the old grade stays; the next run does it."""
    toys.grade()
    toys.change("test-total", "assert total is not ...", "assert my_guess\nassert total is not ...")
    with pytest.raises(AutograderError, match="2 of 2 submissions need a real run.*Next: autograder grade toy"):
        toys.rejudge()
    assert re.search(r"ann: needs a real run. 1-sums: .* was not kept \(test-total\)", toys.printed)
    assert toys.grade() == ({"ann": 7, "ben": 4}, ["ann", "ben"])
    toys.change("test-total", "assert my_guess", "assert my_guess != 'no'")
    assert toys.rejudge() == ({"ann": 7, "ben": 4}, [])


def test_a_changed_test_of_a_function_needs_a_real_run(toys):
    """What a function made of other numbers says nothing."""
    toys.grade()
    toys.change("test-double", "2 * np.arange(10)", "2 * np.arange(10) + 0")
    with pytest.raises(AutograderError, match="need a real run"):
        toys.rejudge()


def test_a_changed_given_cell_needs_a_real_run(toys):
    """It is not only the tests that changed."""
    toys.grade()
    path = toys.course.folder("source") / "toy" / "1-sums.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if "np.arange(10)" in cell.source)
    cell.source = cell.source.replace("np.arange(10)", "np.arange(11)")
    nbformat.write(notebook, path)
    with pytest.raises(AutograderError, match="need a real run"):
        toys.rejudge()
    assert "nothing was kept of how it ran" in toys.printed
