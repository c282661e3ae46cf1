"""An assignment's files while it is graded: the course's own in every working folder, withheld ones for judges, the student's on demand."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from tests_support import hand_in, write_files_course

from autograder import commands
from autograder.authoring.build import build
from autograder.authoring.proof import prove
from autograder.cells import answered, grade_id, imported
from autograder.course import Course, Limits
from autograder.errors import AutograderError, MaterialError
from autograder.grading.shelf import lay_out
from autograder.kernels.job import Job
from autograder.kernels.material import read_material
from autograder.kernels.sandbox import available

ANSWER = 'Path("doubles.csv").write_text("\\n".join(str(number * 2) for number in numbers))'
LARGE = 12_000_000
WALLS = [False] if available() else [True, False]

with_and_without_walls = pytest.mark.parametrize("walls", WALLS)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A course with files of every kind, built."""
    course = write_files_course(tmp_path_factory.mktemp("course"))
    build(course, "toy")
    read_material(course, "toy")  # which makes the course's secret, for all copies
    return course.root


@pytest.fixture
def course(built, tmp_path):
    shutil.copytree(built, tmp_path / "course")
    return Course.find(tmp_path / "course")


@pytest.fixture
def run(course, worker):
    """Run cells as a notebook of the assignment; what came of each test, and what each cell printed."""

    def run(*cells, material=None, files=None, **options):
        made = [cell if not isinstance(cell, str) else new_code_cell(cell) for cell in cells]
        material = read_material(course, "toy") if material is None else material
        limits = Limits(**{"cell_seconds": 60, "notebook_seconds": 120} | options.pop("limits", {}))
        job = Job("k", new_notebook(cells=made), limits, answered(made), imported(made), **options)
        result = worker.run(replace(job, material=material, files=files or {}))
        verdicts = {v.id: v.verdict if v.verdict == "passed" else f"{v.verdict}: {v.message}" for v in result.verdicts}
        return result, verdicts

    return run


def test_cell(source, name="t"):
    meta = {"grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3}
    return new_code_cell(source, metadata={"nbgrader": meta | {"grade_id": name, "points": 2}})


test_cell.__test__ = False


def given(source):
    meta = {"grade": False, "solution": False, "locked": True, "task": False, "schema_version": 3, "grade_id": "given"}
    return new_code_cell(source, metadata={"nbgrader": meta})


def printed(result):
    outputs = [output for cell in result.notebook["cells"] for output in cell.get("outputs", ())]
    return "".join(output.get("text", "") for output in outputs)


# The course's own files


LOOK = """
import os
from pathlib import Path

found = sorted(path.as_posix() for path in Path().rglob("[!.]*.*") if path.is_file() and path.parts[0][0] != ".")
sizes = [Path("large.csv").stat().st_size, Path("numbers.csv").stat().st_size > 20]
drawing = Path("drawings/7.png").read_bytes()
"""


@with_and_without_walls
def test_public_files_lie_in_the_working_folder(run, walls):
    """Committed and made ones, with what the student handed in; nothing that is withheld."""
    test = f"""
assert found == ["drawings/7.png", "large.csv", "mine.txt", "numbers.csv"], str(found)
assert sizes == [{LARGE}, True]
assert drawing == b"seven"
"""
    _, verdicts = run(LOOK, test_cell(test), files={"mine.txt": "bWluZQ=="}, walls=walls)
    assert verdicts == {"t": "passed"}


@with_and_without_walls
def test_a_student_cannot_bring_a_file_of_the_courses_own(run, walls):
    """Neither one that is committed nor one that is made."""
    look = 'sizes = [len(open("large.csv").read()), len(open("drawings/7.png").read())]'
    files = {"large.csv": "bWluZQ==", "drawings/7.png": "bWluZQ==", "numbers.csv/more.txt": "bWluZQ=="}
    _, verdicts = run(look, test_cell(f"assert sizes == [{LARGE}, 5]"), files=files, walls=walls)
    assert verdicts == {"t": "passed"}


@with_and_without_walls
def test_nobody_changes_a_file_for_others(course, run, prepared, walls):
    """Whatever a notebook does to its public files, the next one has them as they were."""
    spoil = """
from contextlib import suppress
from pathlib import Path
for name in ("large.csv", "numbers.csv", "drawings/7.png"):
    with suppress(OSError):
        Path(name).write_text("spoilt")
    with suppress(OSError):
        Path(name).resolve().chmod(0o777)
    with suppress(OSError):
        Path(name).resolve().unlink()
    Path(name).unlink(missing_ok=True)
    Path(name).write_text("spoilt")
"""
    run(spoil, walls=walls)
    _, verdicts = run(LOOK, test_cell(f'assert (sizes[0], drawing) == ({LARGE}, b"seven")'), walls=walls)
    assert verdicts == {"t": "passed"}
    laid_out = lay_out(read_material(course, "toy"), prepared.folder)
    assert (laid_out.public / "large.csv").stat().st_size == LARGE


@pytest.mark.skipif(bool(available()), reason=available())
def test_a_large_file_takes_none_of_the_students_room(run):
    """It is shown and cannot be written; what the student may write is as much as ever."""
    code = """
from pathlib import Path
try:
    open("large.csv", "a")
except OSError as error:
    said = str(error)
Path("own.dat").write_bytes(bytes(3_000_000))
whole = len(Path("large.csv").read_bytes())
"""
    test = f'assert "large.csv" in said and whole == {LARGE}'
    _, verdicts = run(code, test_cell(test), limits={"scratch_bytes": 4_000_000})
    assert verdicts == {"t": "passed"}


@with_and_without_walls
def test_the_judge_reads_the_courses_own_files(run, walls):
    """A given cell and a test read a public file as it is, whatever the student made of it."""
    cells = [
        given('from pathlib import Path\nsize = len(Path("large.csv").read_bytes())'),
        'Path("large.csv").unlink()\nPath("large.csv").write_text("spoilt")',
        test_cell(f'assert size == {LARGE}\nassert Path("large.csv").stat().st_size == {LARGE}'),
    ]
    _, verdicts = run(*cells, walls=walls)
    assert verdicts == {"t": "passed"}


# Data sets


LOAD = """
import keras, tensorflow as tf
from keras.datasets.fashion_mnist import load_data
said = []
for load in (keras.datasets.mnist.load_data, tf.keras.datasets.mnist.load_data, load_data):
    try:
        load()
    except Exception as error:
        said.append(f"{type(error).__name__}: {error}")
print(said)
"""


@with_and_without_walls
def test_kernels_of_an_assignment_with_its_own_data_have_no_others(run, walls):
    """`load_data` says so in one sentence; the judge has them all the same."""
    sentence = "RuntimeError: This assignment brings its own data: read the files beside the notebook."
    test = f"""
assert len(said) == 3 and all(one.startswith({sentence!r}) for one in said), str(said)
import keras
(x_train, y_train), _ = keras.datasets.mnist.load_data()
assert x_train.shape == (60000, 28, 28)
"""
    _, verdicts = run(LOAD, test_cell(test), walls=walls)
    assert verdicts == {"t": "passed"}


def test_other_kernels_of_the_same_worker_have_them(course, run):
    """An assignment's files alone change nothing, and what was forked before changes nothing either."""
    committed = replace(read_material(course, "toy"), script="", secret="")
    result, verdicts = run(LOAD, test_cell("assert said == []"), material=committed)
    assert verdicts == {"t": "passed"}, printed(result)


# Withheld files


def test_a_withheld_file_that_is_not_there_is_the_courses_fault(run):
    """No points are lost, and staff read which file is meant."""
    test = 'from autograder import checks\nx = checks.withheld("labels.csv")'
    _, verdicts = run("x = 1", test_cell(test))
    assert verdicts["t"].startswith("not-judged: There is no withheld file 'labels.csv'. Put one under withheld")


def test_a_script_that_fails_stops_before_anybody_runs(course, warm, monkeypatch):
    """Its own words are the error, once, for the whole class."""
    (course.folder("source") / "toy" / "data.py").write_text("def make(*others):\n    raise ValueError('too few')")
    hand_in(course, "ann", {"doubles": ANSWER}, part="1-files")
    monkeypatch.chdir(course.root)
    with pytest.raises(MaterialError, match="^data.py: line 2: ValueError: too few$"):
        commands.grade("toy", commands.How(), sandbox="on")


# Files of the student's


@with_and_without_walls
def test_a_test_opens_what_the_notebook_wrote(run, walls):
    """By its name, as it is when the test runs; also one in a folder, and one that a given cell reads."""
    cells = [
        given("from pathlib import Path"),
        'Path("out").mkdir()\nPath("out/a.csv").write_text("first")\nPath("b.txt").write_text("b")',
        given('text = Path("b.txt").read_text()'),
        test_cell('assert Path("out/a.csv").read_text() == "first"\nassert text == "b"', "first"),
        'Path("out/a.csv").write_text("second")',
        test_cell('assert Path("out/a.csv").read_text() == "second"', "second"),
        'Path("out/a.csv").unlink()\nPath("c.txt").mkdir()\nimport os\nos.mkfifo("d.txt")',
        test_cell('assert not any(Path(name).exists() for name in ("out/a.csv", "c.txt", "d.txt"))', "gone"),
    ]
    _, verdicts = run(*cells, walls=walls)
    assert verdicts == {"first": "passed", "second": "passed", "gone": "passed"}


def test_given_cells_that_clear_files_away_change_nothing_for_tests(run):
    """The judge runs them when a name of theirs is asked for, in the midst of a test: the student's files stay what they are."""
    cells = [
        given("from pathlib import Path"),
        given('Path("a.txt").unlink(missing_ok=True)\nPath("b.txt").write_text("given")\nlimit = 3'),
        'Path("a.txt").write_text("mine")\nPath("b.txt").write_text("mine, too")',
        test_cell(
            'assert limit == 3\nassert [Path(name).read_text() for name in ("a.txt", "b.txt")] == ["mine", "mine, too"]'
        ),
    ]
    _, verdicts = run(*cells)
    assert verdicts == {"t": "passed"}


def test_a_file_that_is_too_large_is_told(run):
    """The message says how large it is and may be."""
    cells = ['open("a.csv", "wb").write(bytes(21_000_000))', test_cell('assert open("a.csv").read()')]
    _, verdicts = run(*cells)
    assert verdicts["t"] == "failed: a.csv has 21 MB; a file that is judged may have 20. Make it smaller."


def test_a_script_that_a_cell_runs_leaves_files_and_names(run):
    """`%run` runs it in the kernel, with what belongs to kernels; both are judged like all others."""
    script = "import keras\\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])\\n"
    script += "model.compile(loss='mse')\\nmodel.fit(keras.ops.ones((8, 2)).numpy(), keras.ops.ones((8, 3)).numpy(), verbose=0)\\n"
    script += "open('result.txt', 'w').write('done')\\n"
    cells = [
        f'open("mnist.py", "w").write("""{script}""")',
        given("%run mnist.py"),
        test_cell('assert open("result.txt").read() == "done"\nassert model.count_params() == 9'),
    ]
    result, verdicts = run(*cells)
    assert verdicts == {"t": "passed"}, (printed(result), result.errors)
    assert result.trainings in ({"computed": 1}, {"reused": 1})


# All of it together


def test_the_assignment_is_proved(course, worker, prepared):
    """Reference, untouched release and every answer are what they should be, in the proof's kernels, too."""
    proof = prove(course, "toy", lambda jobs: ((job, worker.run(job)) for job in jobs), prepared=prepared)
    assert proof.faults == []
    assert proof.answers == 3


class Class:
    """The course's class, graded again and again."""

    def __init__(self, course, ran):
        self.course, self.ran = course, ran

    def command(self, command):
        """Scores, and whose notebooks ran."""
        out = self.course.root / "out.json"
        self.ran.clear()
        command(commands.How(json_file=out))
        found = json.loads(out.read_text())["submissions"]
        return {entry["student"]: entry["score"] for entry in found}, sorted(key.split("/")[0] for key in self.ran)

    def grade(self):
        return self.command(lambda how: commands.grade("toy", how, sandbox="on"))

    def rejudge(self):
        return self.command(lambda how: commands.rejudge("toy", how))


@pytest.fixture
def graded(course, warm, worker, monkeypatch):
    """Two students' work, and a count of what really runs."""
    ran = []
    run = worker.run
    monkeypatch.setattr(worker, "run", lambda job: (job.rejudge or ran.append(job.key), run(job))[1])
    monkeypatch.chdir(course.root)
    hand_in(course, "ann", {"doubles": ANSWER}, part="1-files")
    hand_in(course, "ben", {"doubles": ANSWER.replace("* 2", "* 3")}, part="1-files")
    return Class(course, ran)


def test_a_changed_test_of_a_file_is_judged_by_what_was_kept(graded):
    """What the notebook wrote is part of what is kept: no student code runs again."""
    assert graded.grade() == ({"ann": 3, "ben": 0}, ["ann", "ben"])
    path = graded.course.folder("source") / "toy" / "1-files.ipynb"
    path.write_text(path.read_text().replace("assert found == wanted", "assert found != wanted"))
    assert graded.rejudge() == ({"ann": 0, "ben": 3}, [])
    assert graded.grade() == ({"ann": 0, "ben": 3}, [])


@pytest.mark.parametrize("name", ["drawings/7.png", "withheld/nine.png", "data.py", "secret"])
def test_changed_files_are_graded_again(graded, name):
    """Public, withheld, the script and the secret are all what a grade depends on; changed tests alone are not judged by then."""
    course = graded.course
    graded.grade()
    assert graded.grade()[1] == []
    if name == "secret":
        (course.private / "secret").write_text("ab" * 32)
    else:
        for step in ("source", "release"):
            path = course.folder(step) / "toy" / name
            if path.exists():
                path.write_text(path.read_text() + "\n# more")
    with pytest.raises(AutograderError, match="2 of 2 submissions need a real run"):
        graded.rejudge()
    assert graded.grade() == ({"ann": 3, "ben": 0}, ["ann", "ben"])


def test_the_secret_appears_nowhere(graded):
    """Neither in what is written of a run nor in what is kept of it."""
    graded.grade()
    course = graded.course
    material = read_material(course, "toy")
    secrets = [material.secret, (course.private / "secret").read_text().strip()]
    written = [p for p in course.root.rglob("*") if p.is_file() and course.private not in p.parents]
    kept = [path for path in (course.root.parent / "store").rglob("*") if path.is_file()]
    assert len(written) > 5 and kept
    for path in (*written, *kept):
        content = path.read_bytes()
        assert not [secret for secret in secrets if secret.encode() in content], path


def test_nbgraders_own_command_gives_the_same(graded):
    """`nbgrader autograde` has the files, too, and copies nothing withheld into a student's folder."""
    graded.grade()
    course = graded.course
    line = [sys.executable, "-m", "nbgrader", "autograde", "toy", "--force"]
    done = subprocess.run(line, cwd=course.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    for student, score in (("ann", "passed"), ("ben", "failed")):
        folder = course.folder("autograded", student, "toy")
        notebook = nbformat.read(folder / "1-files.ipynb", as_version=4)
        test = next(cell for cell in notebook.cells if grade_id(cell) == "test-doubles")
        assert test.metadata.autograder.verdict.verdict == score
        assert {path.name for path in folder.rglob("*")} & {"nine.png", "data.py", "withheld"} == set()
