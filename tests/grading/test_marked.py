"""What a person marked, after the work is graded again: page, table, `--json`, export and gradebook say the same."""

import csv
import html
import json
import re
import shutil
import stat
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook
from tests_support import GOOD, hand_in

from autograder import commands
from autograder.cells import grade_id
from autograder.grading.marked import Given, Memory, Seen, settle
from autograder.grading.record import marks


class Class:
    """A class of one, graded, marked and looked at.

    Args:
        course: its course.
    """

    def __init__(self, course):
        self.course = course

    def grade(self, **options):
        out = self.course.root / "out.json"
        commands.grade("toy", commands.How(json_file=out, **options), sandbox="on")
        return json.loads(out.read_text())["submissions"][0]

    def mark(self, cell, manual=None, extra=None, notebook="1-sums"):
        """What Formgrader does when a person enters points."""
        with Gradebook(self.course.gradebook, self.course.course_id) as book:
            grade = book.find_grade(cell, notebook, "toy", "ann")
            grade.manual_score = manual if manual is not None else grade.manual_score
            grade.extra_credit = extra if extra is not None else grade.extra_credit
            grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
            book.db.commit()

    def held(self, cell, notebook="1-sums"):
        """Score and whether a person has to look, in the gradebook."""
        with Gradebook(self.course.gradebook, self.course.course_id) as book:
            grade = book.find_grade(cell, notebook, "toy", "ann")
            return grade.score, grade.needs_manual_grade

    def page(self, cell, notebook="1-sums"):
        """What the feedback page says of a cell, in words."""
        commands.feedback("toy")
        text = html.unescape((self.course.folder("feedback", "ann", "toy") / f"{notebook}.html").read_text())
        row = re.search(rf'<a href="#cell-{cell}">.*?</tr>', text, re.DOTALL)
        return " ".join(re.sub(r"<[^>]*>", " ", row[0]).split()) if row else ""

    def change_test(self, old, new):
        path = self.course.folder("source") / "toy" / "1-sums.ipynb"
        path.chmod(0o644)
        path.write_text(path.read_text().replace(old, new))

    def begin_anew(self):
        """Nothing was ever graded here."""
        shutil.rmtree(self.course.folder("autograded"))
        shutil.rmtree(self.course.private)
        (self.course.root / "gradebook.db").unlink()

    def told(self, entry, cell):
        return next(test for test in entry["notebooks"][0]["tests"] if test["id"] == cell)


@pytest.fixture
def ann(toy, warm, monkeypatch):
    monkeypatch.chdir(toy.root)
    hand_in(toy, "ann", GOOD)
    made = Class(toy)
    made.grade()
    return made


def rejudge(ann):
    commands.rejudge("toy", commands.How())


def plain_nbgrader(ann):
    line = [sys.executable, "-m", "nbgrader", "autograde", "toy", "--student", "ann", "--force"]
    subprocess.run(line, cwd=ann.course.root, capture_output=True, check=True)


def force(ann):
    ann.grade(force=True)


AGAIN = {
    "--force": force,
    "a changed test": lambda ann: (ann.change_test("their sum is, too", "and so is their sum"), ann.grade()),
    "rejudge": lambda ann: (ann.change_test("their sum is, too", "and so is their sum"), rejudge(ann)),
    "another answer": lambda ann: (hand_in(ann.course, "ann", GOOD | {"total": "total = 44 + 1"}), ann.grade()),
    "another name": lambda ann: (
        (ann.course.folder("submitted", "ann", "toy") / "1-sums.ipynb").rename(
            ann.course.folder("submitted", "ann", "toy") / "my sums.ipynb"
        ),
        ann.grade(),
    ),
    "nbgrader's own command": plain_nbgrader,
}


@pytest.mark.parametrize("again", AGAIN)
def test_an_unchanged_answer_stays_marked(ann, again, capsys):
    """Everywhere: in the gradebook, on the page, in the table and in `--json`."""
    ann.mark("why", 4.0)
    AGAIN[again](ann)
    assert ann.held("why") == (4.0, False)
    assert "marked 4 of 5" in ann.page("why")
    capsys.readouterr()
    entry = ann.grade()
    told = ann.told(entry, "why")
    assert (told["score"], told["by_person"]) == (4.0, True)
    assert entry["score"] == 11 and "11 + 2 " in capsys.readouterr().out
    assert not any("waits for its marker" in note for note in entry["notes"])


def test_a_changed_answer_waits_for_its_marker_until_that_one_has_looked(ann):
    """Its points count until then, on the page, too; a further regrade does not make it looked at, a person does."""
    ann.mark("why", 4.0)
    hand_in(ann.course, "ann", GOOD | {"why": "Because of something else."})
    for _ in range(2):
        entry = ann.grade(force=True)
        assert ann.held("why") == (4.0, True)
        assert "will be looked at again 4 of 5" in ann.page("why")
        assert any("why waits for its marker" in note and "4 points count" in note for note in entry["notes"])
        with Gradebook(ann.course.gradebook, ann.course.course_id) as book:
            assert "has changed since it was marked" in book.find_comment("why", "1-sums", "toy", "ann").comment
    ann.mark("why", 4.0)
    ann.grade(force=True)
    assert ann.held("why") == (4.0, False)
    assert "marked 4 of 5" in ann.page("why")


def test_a_renamed_notebook_does_not_make_a_changed_answer_looked_at(ann):
    """Nbgrader resets what it finds no file for."""
    ann.mark("why", 4.0)
    hand_in(ann.course, "ann", GOOD | {"why": "Because of something else."}).rename(
        ann.course.folder("submitted", "ann", "toy") / "my sums.ipynb"
    )
    for again in (force, force, plain_nbgrader):
        again(ann)
        assert ann.held("why") == (4.0, True)


def test_a_corrected_test_stays_corrected_while_it_is_the_same(ann):
    """A person's points for a test hold until the judge says something else, or its answer is another."""
    hand_in(ann.course, "ann", GOOD | {"total": "total = 36"})
    assert ann.told(ann.grade(), "test-total")["score"] == 0
    ann.mark("test-total", 2.0)
    hand_in(ann.course, "ann", GOOD | {"total": "total = 36", "why": "Because of something else."})
    entry = ann.grade(force=True)
    assert ann.held("test-total") == (2.0, False)
    assert (ann.told(entry, "test-total")["verdict"], ann.told(entry, "test-total")["score"]) == ("failed", 2.0)
    assert "marked 2 of 3" in ann.page("test-total")
    hand_in(ann.course, "ann", GOOD | {"total": "total = 37"})
    assert any("test-total waits" in note for note in ann.grade()["notes"])
    assert ann.held("test-total") == (2.0, True)
    assert "looked at again 2 of 3" in ann.page("test-total")
    hand_in(ann.course, "ann", GOOD)
    ann.grade()
    assert ann.held("test-total") == (2.0, True)


def test_bonus_points_of_a_person_are_kept_and_those_of_the_judge_are_not(ann):
    """What a person made of a bonus test stays; without a person, the next verdict counts."""
    ann.mark("test-double-2", extra=1.0)
    ann.mark("test-total", extra=0.5)
    entry = ann.grade(force=True)
    assert (ann.held("test-double-2"), ann.held("test-total")) == ((1.0, False), (3.5, False))
    assert (entry["score"], entry["bonus"]) == (7, 1.5)
    assert "marked 1 of 2 bonus" in ann.page("test-double-2")
    hand_in(ann.course, "ann", GOOD | {"double": "def double(values):\n    return 0"})
    entry = ann.grade()
    assert ann.held("test-double-2") == (1.0, True)
    shutil.rmtree(ann.course.private / "marked")
    ann.mark("test-double-2", extra=0.0)
    hand_in(ann.course, "ann", GOOD)
    assert ann.grade()["bonus"] == 2.5


def test_what_nobody_remembers_waits_for_a_person(ann):
    """A gradebook of plain nbgrader, or a lost file: in doubt a person looks, and the points count until then."""
    ann.mark("why", 4.0)
    shutil.rmtree(ann.course.private / "marked")
    ann.grade(force=True)
    assert ann.held("why") == (4.0, True)


def test_notebooks_that_stay_as_they_are_keep_their_grades(ann):
    """Also where none has its own name, and only one of them is judged again."""
    ann.begin_anew()
    folder, source = ann.course.folder("submitted", "ann", "toy"), ann.course.folder("source") / "toy"
    other = nbformat.read(source / "1-sums.ipynb", as_version=4)
    for cell in other.cells:
        cell.source = cell.source.replace("total", "whole")
        cell["id"] = f"x{cell['id']}"
        if name := grade_id(cell):
            cell.metadata.nbgrader["grade_id"] = name.replace("total", "whole")
    nbformat.write(other, source / "2-more.ipynb")
    for name in ("1-sums", "2-more"):
        shutil.copy(source / f"{name}.ipynb", folder / f"mine of {name}.ipynb")
    (folder / "1-sums.ipynb").unlink()
    first = ann.grade()
    assert first["score"] == 14
    ann.mark("why", 3.0, notebook="2-more")
    ann.change_test("their sum is, too", "and so is their sum")
    rejudge(ann)
    assert marks(ann.course, "toy", "ann")[""].score == 17
    assert ann.held("why", "2-more") == (3.0, False)


def test_a_notebook_that_is_not_handed_in_any_more(ann, capsys):
    """Nothing that was judged of it counts; what a person gave counts until that person has looked, and is told."""
    ann.begin_anew()
    shutil.copy(
        ann.course.folder("source") / "toy" / "1-sums.ipynb", ann.course.folder("source") / "toy" / "2-more.ipynb"
    )
    shutil.copy(hand_in(ann.course, "ann", GOOD), ann.course.folder("submitted", "ann", "toy") / "2-more.ipynb")
    assert ann.grade()["bonus"] == 4
    ann.mark("why", 3.0, notebook="2-more")
    (ann.course.folder("submitted", "ann", "toy") / "2-more.ipynb").unlink()
    entry = ann.grade()
    assert (entry["score"], entry["bonus"]) == (10, 2)
    assert any("2-more: why waits for its marker" in note for note in entry["notes"])
    assert ann.held("why", "2-more") == (3.0, True)
    ann.mark("why", 3.0, notebook="2-more")
    ann.grade(force=True)
    assert ann.held("why", "2-more") == (3.0, False)


def test_a_late_penalty_is_in_the_table_and_below_nothing_on_the_page(ann, capsys):
    """Table, `--json`, page and export take off the same points."""
    with Gradebook(ann.course.gradebook, ann.course.course_id) as book:
        book.find_submission_notebook("1-sums", "toy", "ann").late_submission_penalty = 3.0
        book.db.commit()
    capsys.readouterr()
    entry = ann.grade()
    assert (entry["score"], entry["bonus"], entry["penalty"]) == (7, 2, 3)
    assert "7 + 2 − 3*" in capsys.readouterr().out
    commands.feedback("toy")
    page = ann.course.folder("feedback", "ann", "toy") / "1-sums.html"
    assert "<strong>6</strong> of 12 points" in page.read_text()
    commands.export("toy", to=ann.course.root / "out.csv")
    with (ann.course.root / "out.csv").open(newline="") as file:
        assert [row["score"] for row in csv.DictReader(file)] == ["6.0"]
    with Gradebook(ann.course.gradebook, ann.course.course_id) as book:
        book.find_submission_notebook("1-sums", "toy", "ann").late_submission_penalty = 30.0
        book.db.commit()
    commands.feedback("toy")
    assert "<strong>0</strong> of 12 points" in page.read_text()


def test_a_new_gradebook_begins_with_nothing(ann):
    """What is remembered of an old one changes no grade: neither bonus points nor what waits."""
    ann.mark("why", 4.0)
    shutil.rmtree(ann.course.folder("autograded"))
    (ann.course.root / "gradebook.db").unlink()
    again = ann.grade()
    assert (again["score"], again["bonus"]) == (7, 2)
    assert (ann.held("why"), ann.held("test-double-2")) == ((0.0, True), (2.0, False))


def entry(manual=None, auto=None, extra=None, waits=False):
    return SimpleNamespace(manual_score=manual, auto_score=auto, extra_credit=extra, needs_manual_grade=waits)


@pytest.mark.parametrize(
    ("after", "before", "seen", "extra", "waits"),
    [
        (entry(4, None, None, True), Given(4, None, None, False), Seen("s", None, False, None), None, False),
        (entry(4, None, None, True), Given(4, None, None, False), Seen("t", None, False, None), None, True),
        (entry(4, None, None, True), Given(4, None, None, True), Seen("s", None, True, 4), None, True),
        (entry(None, 3, None), Given(None, 0, None, False), Seen("t", None, False, None), None, False),
        (entry(None, None, None, True), Given(None, None, 1, False), Seen("s", None, False, None), 1, False),
    ],
    ids=["unchanged", "changed", "still waiting", "nobody marked", "a person's extra credit of a test that waited"],
)
def test_a_grade_is_settled(after, before, seen, extra, waits):
    """By what it held, and by whether what it is about is the same."""
    settle(after, before, seen, "s")
    assert (after.extra_credit, after.needs_manual_grade) == (extra, waits)


def test_the_memory_survives_what_it_finds(toy):
    """A file that is spoilt is none."""
    memory = Memory(toy, "toy", "ann")
    memory.write("1", {"a": Seen("s", None, True, 1.0)})
    assert Memory(toy, "toy", "ann").read("1") == {"a": Seen("s", None, True, 1.0)}
    assert memory.read("2") == {}
    next((toy.private / "marked").rglob("*.json")).write_text("{")
    assert memory.read("1") == {}
    assert stat.S_IMODE(toy.private.stat().st_mode) == 0o700
    assert (toy.private / ".gitignore").read_text() == "*\n"
    assert not marks(toy, "toy", "nobody")
