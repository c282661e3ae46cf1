"""One submission never ends a run: whatever it does to the grader, it is said, and the others are graded."""

import json
import subprocess
import sys

import pytest
from misbehaving import WAYS
from tests_support import GOOD, hand_in

from autograder import commands
from autograder.errors import AutograderError, CourseError
from autograder.grading import grade as grading
from autograder.grading.record import marks
from autograder.reporting import pages
from autograder.submissions import collection, roster

pytestmark = pytest.mark.usefixtures("warm")


def graded(course, command=commands.grade, **options):
    """Grade a class; what `--json` says of each student, and what the command says in the end."""
    out, problem = course.root / "out.json", ""
    try:
        given = {"sandbox": "on"} if command is commands.grade else {}
        command("toy", commands.How(json_file=out, **options), **given)
    except AutograderError as error:
        problem = str(error)
    return {entry["student"]: entry for entry in json.loads(out.read_text())["submissions"]}, problem


@pytest.fixture
def course(toy, monkeypatch):
    monkeypatch.chdir(toy.root)
    toy.settings.Autograder.reading_seconds = 3
    config = toy.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.Autograder.reading_seconds = 3\n")
    return toy


def test_what_cannot_be_read_is_not_judged_and_the_others_are(course, monkeypatch, capsys):
    """An exception, a death, a hang: each is named in the table and in the notes, its traceback lies in a file."""
    monkeypatch.setattr(collection, "READ", "misbehaving:read_one")
    for student in ("ann", *WAYS, "zoe"):
        hand_in(course, student, GOOD)
    found, problem = graded(course)
    assert {name: entry["status"] for name, entry in found.items() if name not in WAYS} == {
        "ann": "graded",
        "zoe": "graded",
    }
    assert all(found[way]["status"] == "not-judged" and found[way]["score"] is None for way in WAYS)
    assert problem.startswith("Not judged: ends, fills, hangs, odd text, raises, recurses.")
    traces = course.private / "problems" / "toy"
    assert "RecursionError" in (traces / "recurses.txt").read_text()
    said = capsys.readouterr().out
    assert "traceback: .autograder/problems/toy/raises.txt" in said and "\x1b[31m" not in said
    assert "took longer than 3 seconds" in found["hangs"]["notes"][0]


def test_what_was_graded_stays_and_is_called_old(course, monkeypatch):
    """A submission that could be read once keeps its grade, and the next run reads it again."""
    hand_in(course, "raises", GOOD)
    assert graded(course)[0]["raises"]["score"] == 7
    with monkeypatch.context() as patch:
        patch.setattr(collection, "READ", "misbehaving:read_one")
        for command in (commands.grade, commands.rejudge):
            entry = graded(course, command)[0]["raises"]
            assert (entry["status"], entry["score"]) == ("not-judged", 7)
            assert any("earlier state" in note for note in entry["notes"])
    entry = graded(course)[0]["raises"]
    assert (entry["status"], entry["score"]) == ("graded", 7)


@pytest.mark.parametrize("step", ["begin", "come", "finish"])
@pytest.mark.parametrize(
    "error", [RecursionError("deep"), UnicodeEncodeError("utf-8", "\udcff", 0, 1, "no"), MemoryError()]
)
def test_the_steps_in_the_main_process_are_guarded(course, monkeypatch, step, error):
    """What is raised while a job is made, taken or recorded is that submission's, too."""
    real = getattr(grading.Waiting, step)

    def broken(self, *given):
        if self.submission.student == "bob":
            raise error
        return real(self, *given)

    monkeypatch.setattr(grading.Waiting, step, broken)
    for student in ("ann", "bob", "eve"):
        hand_in(course, student, GOOD | {"total": f"total = 45  # {student}"})
    found, problem = graded(course)
    assert [(name, entry["status"]) for name, entry in sorted(found.items())] == [
        ("ann", "graded"),
        ("bob", "not-judged"),
        ("eve", "graded"),
    ]
    assert "Not judged: bob" in problem
    assert type(error).__name__ in (course.private / "problems" / "toy" / "bob.txt").read_text()


def test_ctrl_c_and_errors_about_the_course_end_the_run(course, monkeypatch):
    """They concern everybody."""
    hand_in(course, "ann", GOOD)
    monkeypatch.setattr(grading.Waiting, "finish", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt()))
    with pytest.raises(AutograderError, match="Stopped"):
        commands.grade("toy", commands.How(), sandbox="on")
    monkeypatch.setattr(grading.Waiting, "begin", lambda *given: (_ for _ in ()).throw(CourseError("no such limit")))
    with pytest.raises(CourseError, match="no such limit"):
        commands.grade("toy", commands.How(), sandbox="on")


def test_feedback_goes_on_where_one_page_cannot_be_made(course, monkeypatch):
    """The others have theirs, half a page is taken away, and the command says whose is missing and why."""
    for student in ("ann", "ends", "hangs", "raises", "zoe"):
        hand_in(course, student, GOOD)
    graded(course)
    monkeypatch.setattr(pages, "PAGES", "misbehaving:make_pages")
    with pytest.raises(AutograderError, match="2 of 5 students have feedback pages now") as told:
        commands.feedback("toy")
    assert all(name in str(told.value) for name in ("ends: ", "hangs: ", "raises: ValueError"))
    there = {path.parts[-3] for path in course.folder("feedback").glob("*/toy/*.html")}
    assert there == {"ann", "zoe"}


NAMES = {
    "[ab]": "pattern",
    "b*": "pattern",
    "two\nlines": "cannot be shown",
    "\x1b[31mred": "cannot be shown",
    "\u202ecod": "cannot be shown",
    "ann ": "blank",
    "x" * 200: "200 characters",
    "caf\udce9": "UTF-8",
    "\u0430nn": "CYRILLIC SMALL LETTER A",
    "Jose\u0301": "COMBINING ACUTE ACCENT",
}


def test_folder_names_that_mean_others_or_nothing_are_refused(course, capsys):
    """A pattern, a line break, an escape sequence, bytes, look-alikes: each with its reason, and nobody else's grade changes."""
    for student in (
        "a",
        "ann",
        "Jos\u00e9",
        "-rf",
        "=1+1",
        "(bold)",
        "..x",
    ):
        hand_in(course, student, GOOD)
    for student in NAMES:
        hand_in(course, student, {"total": "total = 1"})
    found, problem = graded(course)
    assert {name for name, entry in found.items() if entry["status"] == "graded"} == {
        *("a", "ann", "Jos\u00e9", "-rf", "=1+1", "(bold)", "..x")
    }
    assert all(entry["score"] == 7 for entry in found.values() if entry["status"] == "graded")
    refused = [entry for entry in found.values() if entry["status"] == "not-judged"]
    assert len(refused) == len(NAMES)
    assert all(entry["student"].isprintable() and entry["score"] is None for entry in refused)
    for reason in NAMES.values():
        assert sum(reason in entry["notes"][0] for entry in refused) >= 1, reason
    said = capsys.readouterr().out
    assert "[ab]" in said and "\x1b[31m" not in said and "caf\\xe9" in said
    assert "Not judged" in problem
    commands.feedback("toy")
    commands.export("toy", to=course.root / "out.csv")
    rows = (course.root / "out.csv").read_text().splitlines()
    assert any(row.split(",")[3] == "'=1+1" for row in rows) and any(row.split(",")[3] == "'-rf" for row in rows)


def test_a_name_on_the_class_list_is_that_students():
    """Whatever it looks like; a look-alike of one on it is refused even where nobody else handed in."""
    known = frozenset({"\u0430nn", "bob"})
    assert roster.refused_name("\u0430nn", known, frozenset({"\u0430nn", "ann"})) == ""
    assert "CYRILLIC" in roster.refused_name("b\u043eb", known, frozenset())
    assert roster.refused_name("bobby", known, frozenset({"bobby"})) == ""


def test_file_names_of_every_kind_are_graded_or_left_out(course, capsys):
    """Beside the notebook, and instead of it: nothing of them ends a run or speaks to a terminal."""
    for number, name in enumerate(
        ("caf\udce9.csv", "two\nlines.csv", "\x1b[31m.csv", "-rf", "=1+1.csv", "[ab].csv", "x" * 250)
    ):
        (hand_in(course, f"s{number}", GOOD).parent / name).write_text("1,2")
    for number, name in enumerate(("caf\udce9", "two\nlines", "\x1b[31mred", "-rf", "=1+1", "[ab]", "x" * 240)):
        hand_in(course, f"t{number}", GOOD, name=name)
    found, problem = graded(course)
    assert problem == ""
    assert {entry["score"] for entry in found.values()} == {7}
    assert "\x1b[31m" not in capsys.readouterr().out
    assert "\\xe9" in " ".join(found["t0"]["notes"])
    commands.feedback("toy")


def test_nbgraders_own_command_goes_on_too(course):
    """A name that its patterns stumble over ends no run, and is told in its log."""
    for student in ("a", "ann", "two\nlines", "[ab]", "zoe"):
        hand_in(course, student, GOOD)
    for command in ("generate_assignment", "autograde"):
        line = [sys.executable, "-m", "nbgrader", command, "toy", "--force"]
        done = subprocess.run(line, cwd=course.root, capture_output=True, text=True, check=False)
    assert "[ab] is not graded" in done.stderr and "two?lines is not graded" in done.stderr
    assert all(marks(course, "toy", name) for name in ("a", "ann", "zoe"))
    assert not marks(course, "toy", "[ab]")
