"""`autograder calibrate`, from the texts to `calibration.json` and into the built tests."""

import json
import math
import re
import shutil
from dataclasses import replace

import nbformat
import pytest
from conftest import ROOT
from tests_support import TOY, hand_in

from autograder import commands
from autograder.authoring.build import build
from autograder.authoring.calibration.chances import falls_below
from autograder.authoring.calibration.record import read
from autograder.authoring.memory import remember, unproved
from autograder.authoring.source import adopt
from autograder.cells import thresholds
from autograder.course import Course
from autograder.errors import AuthoringError, AutograderError, CourseError, MarkerError, UsageError

LUCK = """# %% given
import random

import numpy as np
from keras.utils import set_random_seed

set_random_seed(42)

# %% answer="aside"
# aside: anything
aside = ...
### BEGIN SOLUTION
aside = "anything"
### END SOLUTION

# %% tests="aside" points=1
# aside is something
assert aside is not ..., "aside is still the placeholder."
### BEGIN HIDDEN TESTS
assert len(aside) > 2, "Say more."
### END HIDDEN TESTS

# %% answer="shot"
# shot: how near the mark, from 0 to 1
set_random_seed(42)
shot = ...
### BEGIN SOLUTION
shot = 0.9 + 0.05 * np.random.random() + 0.01 * random.random()
### END SOLUTION

# %% tests="shot" points=4
# shot comes near the mark
assert shot is not ..., "shot is still the placeholder."
### BEGIN HIDDEN TESTS
from autograder import checks

checks.band(shot, "near", message="Aim again.")
### END HIDDEN TESTS

# %%
raise RuntimeError("nothing after the last band is run")
"""

ANSWERS = """# %% wrong="shot" says="Aim again" typical
# Does not aim
shot = 0.4 + 0.1 * np.random.random()

# %% wrong="shot" says="Aim again"
# Looks away
shot = 0.1

# %% wrong="aside" says="Say more"
# Says little
aside = "no"
"""


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with a test that names a band, not built and not measured yet."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    for folder, text in (("notebooks", LUCK), ("tests/answers", ANSWERS)):
        (tmp_path / folder / "toy").mkdir(parents=True)
        (tmp_path / folder / "toy" / "1-sums.py").write_text(text)
    monkeypatch.chdir(tmp_path)
    return Course.find(tmp_path)


@pytest.fixture
def found(course, warm, capsys):
    """Calibrate, with what the course holds; what was written, and what was printed."""

    def calibrate(seeds=4):
        commands.calibrate("toy", seeds=seeds, workers=1)
        return json.loads(course.calibration("toy").read_text()), " ".join(capsys.readouterr().out.split())

    return calibrate


def rewrite(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def built_thresholds(course):
    source = nbformat.read(course.folder("source") / "toy" / "1-sums.ipynb", as_version=4)
    return {name: found for cell in source.cells for name, found in thresholds(cell.source).items()}


def test_runs_differ_though_the_notebook_sets_its_seed(found, prepared):
    """Every run draws other numbers than all others, in Python and NumPy alike, and the same ones when it is made again."""
    told, _ = found()
    values = told["bands"]["near"]["reference"]["values"]
    assert len({*values}) == 4
    assert all(0.9 <= value < 0.96 for value in values)
    assert all(0.4 <= value < 0.5 for value in told["bands"]["near"]["typical"]["values"])
    assert (told["runs"], told["data"], "keras" in told["versions"]) == (4, prepared.kind, True)
    assert found(6)[0]["bands"]["near"]["reference"]["values"][:4] == values


def test_what_was_measured_is_not_run_again(found, worker, monkeypatch):
    """A second call begins where the first one ended."""
    ran = []
    run = worker.run
    monkeypatch.setattr(worker, "run", lambda job: ran.append(job.key) or run(job))
    first = found(3)[0]
    assert len(ran) == 6
    assert found(3)[0] == first
    assert len(ran) == 6
    found(4)
    assert ran[6:] == ["4/1-sums", "4/1-sums:shot"]


@pytest.mark.parametrize(("fault", "says"), [(KeyboardInterrupt, "Stopped"), (ZeroDivisionError, "no value reached")])
def test_a_stopped_calibration_goes_on(course, found, worker, monkeypatch, fault, says):
    """Whether somebody ended it or a run came to nothing: what is finished is kept, and what is not is made again."""
    ran = []
    run = worker.run

    def stopped(job):
        ran.append(job.key)
        if len(ran) != 3:
            return run(job)
        if fault is KeyboardInterrupt:
            raise fault
        result = run(job)
        return replace(result, verdicts=tuple(replace(verdict, measured={}) for verdict in result.verdicts))

    monkeypatch.setattr(worker, "run", stopped)
    with pytest.raises(AutograderError, match=says):
        found(2)
    assert not course.calibration("toy").exists()
    assert "4 runs, 2 of them made before." in found(2)[1]
    assert ran == ["1/1-sums", "1/1-sums:shot", *2 * ["2/1-sums"], "2/1-sums:shot"]


def test_what_is_to_come_is_told(found):
    """How many runs there are beforehand, and the time as soon as it can be known."""
    _, printed = found(2)
    assert (
        "4 runs. The first ones show how long it takes; Ctrl-C ends it, and the same command goes on from there."
        in printed
    )
    assert "min left [4/4]" in printed
    assert "4 runs, all made before. [1/4]" in found(2)[1]


def test_fewer_runs_never_replace_more(course, found):
    """A first look at what is measured already is refused before anything runs."""
    before = found(3)[0]
    with pytest.raises(UsageError, match="holds 3 runs; 2 are not to take their place. Ask for --seeds 3"):
        found(2)
    assert json.loads(course.calibration("toy").read_text()) == before


def test_a_first_calibration_puts_what_it_proposes_into_force(course, found):
    """Its chances stand beside the thresholds, and the built test has them."""
    told, printed = found()
    band = told["bands"]["near"]
    assert (band["notebook"], band["test"], band["typical"]["answer"]) == ("1-sums", "test-shot", "Does not aim")
    assert max(band["proposed"].values()) == 4
    assert "points" not in band
    assert band["chance_below"].keys() == band["proposed"].keys()
    assert all(chance <= 0.001 for chance in band["chance_below"].values())
    assert "proposed, in force" in printed
    assert 'Next: where you want other thresholds, write "points" into the file; then: autograder build toy' in printed
    build(course, "toy")
    assert built_thresholds(course) == read(course.calibration("toy")).points
    assert list(built_thresholds(course)["near"].values()) == [*band["proposed"].values()]
    assert "near" not in (course.folder("release") / "toy" / "1-sums.ipynb").read_text().replace("near the mark", "")
    assert not (course.folder("source") / "toy" / "calibration.json").exists()


def test_proposals_follow_the_runs_until_the_author_decides(course, found):
    """What a few runs proposed is nobody's decision: more runs propose anew, and that is in force then."""
    few = found(3)[0]["bands"]["near"]
    more = found(8)[0]["bands"]["near"]
    assert max(map(float, more["proposed"])) > max(map(float, few["proposed"]))
    in_force = read(course.calibration("toy"))
    assert in_force.points["near"] == {float(limit): points for limit, points in more["proposed"].items()}
    assert in_force.own == {}


def test_the_author_has_the_last_word(course, found):
    """Points that are in the file stay, and the chance is that of their thresholds."""
    path = course.calibration("toy")
    path.write_text(json.dumps({"bands": {"near": {"points": {"0.93": 4, "0.5": 1}}, "far": {"points": {"1": 1}}}}))
    told, printed = found()
    band = told["bands"]["near"]
    assert band["points"] == {"0.5": 1, "0.93": 4}
    assert list(told["bands"]) == ["near"]
    assert "No test names far any more" in printed
    assert band["chance_below"].keys() == {*band["points"], *band["proposed"]}
    assert band["chance_below"]["0.93"] == pytest.approx(falls_below(band["reference"]["values"], 0.93), rel=0.1)
    assert "fall below 0.93, too many" in printed
    assert "the author's, in force" in printed
    assert band["proposed"] != band["points"]


def test_a_build_says_what_was_never_measured(course, found):
    """Other code needs other runs; other comments, messages, thresholds and cells beside it do not."""
    text = course.texts / "toy" / "1-sums.py"
    found()
    assert build(course, "toy").outdated == ()
    told = json.loads(course.calibration("toy").read_text())
    told["bands"]["near"]["points"] = {"0.5": 4}
    course.calibration("toy").write_text(json.dumps(told))
    rewrite(text, "# shot: how near the mark, from 0 to 1", "# shot: how near\n# the mark")
    rewrite(text, "still the placeholder", "not there yet")
    rewrite(text, 'aside = "anything"', 'aside = "whatever"')
    assert build(course, "toy").outdated == ()
    rewrite(text, "0.05 *", "0.04 *")
    assert build(course, "toy").outdated == ("near",)
    found()
    assert build(course, "toy").outdated == ()


def test_the_picture_is_beside_no_text(course, found):
    """It goes to report/, which is in no repository."""
    found()
    picture = course.root / "report" / "toy" / "calibration.png"
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_changed_points_are_judged_again_without_running(course, found, capsys):
    """A threshold is part of the built test, so what was kept is judged by the new one."""
    course.calibration("toy").write_text(json.dumps({"bands": {"near": {"points": {"0.5": 2, "0.9": 4}}}}))
    build(course, "toy")
    hand_in(course, "ann", {"aside": "aside = 'anything'", "shot": "shot = 0.6"})
    marks = []
    for points in (None, {"0.3": 2, "0.55": 3, "0.9": 4}):
        if points:
            course.calibration("toy").write_text(json.dumps({"bands": {"near": {"points": points}}}))
            build(course, "toy")
        how = commands.How(json_file=course.root / "out.json")
        commands.rejudge("toy", how) if points else commands.grade("toy", how, sandbox="on")
        (ann,) = json.loads(how.json_file.read_text())["submissions"]
        marks.append(ann["score"])
    assert marks == [1 + 2, 1 + 3]


def test_changed_points_are_proved_again(course, tmp_path):
    """What was proved with other thresholds is not proved with these."""
    for points in ({"0.5": 4}, {"0.6": 4}):
        course.calibration("toy").write_text(json.dumps({"bands": {"near": {"points": points}}}))
        build(course, "toy")
        assert unproved(course, "toy", "official", tmp_path / "proofs") == ["1-sums"]
        remember(course, "toy", "official", tmp_path / "proofs", ["1-sums"])
        assert unproved(course, "toy", "official", tmp_path / "proofs") == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"near"', '"missing"', "1-sums, test-shot: the band 'missing' is not in calibration.json"),
        ("checks.band(shot", 'checks.band(shot, "near")\nchecks.band(shot', "the band 'near' is named twice"),
    ],
)
def test_a_band_that_is_not_there_fails_the_build(course, old, new, says):
    """Nothing is left to be found out while a class is graded."""
    course.calibration("toy").write_text(json.dumps({"bands": {"near": {"points": {"0.5": 4}}}}))
    build(course, "toy")
    rewrite(course.texts / "toy" / "1-sums.py", old, new)
    with pytest.raises(MarkerError, match=says):
        build(course, "toy")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is no JSON"),
        ("[]", 'has no "bands"'),
        ('{"bands": {"near": {}}}', "'near' needs \"points\""),
        ('{"bands": {"near": {"points": {"high": 4}}}}', "'near' needs \"points\""),
        ('{"bands": {"near": {"points": {}}}}', "'near' needs \"points\""),
        ('{"bands": {"near": {"points": {"nan": 4}}}}', "'near' needs \"points\""),
        ('{"bands": {"near": {"points": {"0.5": 4, "0.9": 2}}}}', "more for a higher one"),
        ('{"bands": {"near": 4}}', "'near' needs \"points\""),
    ],
)
def test_a_broken_file_is_told(course, text, says):
    """With its name and what helps."""
    course.calibration("toy").write_text(text)
    with pytest.raises(MarkerError, match=says):
        build(course, "toy")


def test_adopt_takes_the_name_and_refuses_other_thresholds(course):
    """The text names the band; its thresholds have one place, the file."""
    course.calibration("toy").write_text(json.dumps({"bands": {"near": {"points": {"0.5": 4}}}}))
    build(course, "toy")
    text = course.texts / "toy" / "1-sums.py"
    before, source = text.read_text(), course.folder("source") / "toy" / "1-sums.ipynb"
    adopt(source, text)
    assert text.read_text() == before
    rewrite(source, "0.5: 4", "0.4: 4")
    with pytest.raises(AuthoringError, match=r"'near' is {0.4: 4} here and {0.5: 4.0} in calibration.json"):
        adopt(source, text)
    assert text.read_text() == before


@pytest.mark.parametrize(
    ("folder", "old", "new", "says"),
    [
        ("notebooks", "shot = 0.9 +", "shot = 1 / 0 +", "reference, run 1: no value reached the band 'near' .*ZeroDivision"),
        ("notebooks", 'message="Aim again.")', 'message="Aim again.")\nassert shot < 0, "Too near."', "reference, run 1: fails test-shot: Too near"),
        ("tests/answers", "shot = 0.4 + 0.1 * np.random.random()", "shot = ...", "Does not aim, run 1: .*still the placeholder"),
        ("tests/answers", 'wrong="aside" says="Say more"', 'wrong="aside" typical', "no test of 'aside' names a band"),
        ("tests/answers", 'says="Aim again"\n', 'says="Aim again" typical\n', "'shot' has a typical answer already"),
        ("notebooks", '"near"', "{0.5: 4}", "marked as typical, but no test of 'shot' names a band"),
    ],
)  # fmt: skip
def test_what_cannot_be_measured_is_told(course, found, folder, old, new, says):
    """Which run of which answer, and why; nothing is written then."""
    rewrite(course.root / folder / "toy" / "1-sums.py", old, new)
    with pytest.raises((AuthoringError, CourseError), match=says):
        found(2)
    assert not course.calibration("toy").exists()


def test_rehearsal_data_never_replace_official_ones(course, found, monkeypatch):
    """What decides marks stays measured on what marks are given for."""
    path = course.calibration("toy")
    path.write_text(json.dumps({"data": "official", "bands": {"near": {"points": {"0.5": 4}}}}))
    monkeypatch.setenv("AUTOGRADER_DATA", "rehearsal")
    with pytest.raises(UsageError, match="was measured on official data"):
        found()


def test_an_assignment_without_text_is_told(course, found):
    """The message names those that have one."""
    with pytest.raises(CourseError, match="No text of 'toi'.*Known: toy"):
        commands.calibrate("toi", seeds=2, workers=1)


def test_nothing_to_calibrate_is_told(course, found):
    """With how a test names a band."""
    (course.texts / "toy" / "1-sums.py").write_text(TOY)
    (course.answers / "toy" / "1-sums.py").unlink()
    with pytest.raises(CourseError, match="no test of toy names a band, as in checks.band"):
        found()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "notebooks").glob("*/calibration.json")), ids=lambda path: path.parent.name
)
def test_the_repositorys_thresholds_have_their_origin(path):
    """Measured on official data in five runs or more; at most 1 in 1,000 correct answers falls below one in force; students read the same."""
    told = json.loads(path.read_text())
    assert (told["data"], told["runs"] >= 5) == ("official", True)
    for name, band in told["bands"].items():
        values = band["reference"]["values"]
        assert len(values) == told["runs"], name
        chances = {limit: falls_below(values, float(limit)) for limit in band["chance_below"]}
        assert all(
            math.isclose(band["chance_below"][limit], chances[limit], rel_tol=0.1, abs_tol=1e-12) for limit in chances
        ), name
        in_force = band.get("points", band["proposed"])
        assert max(chances[limit] for limit in in_force) <= 0.001, name
        cells = (path.parent / f"{band['notebook']}.py").read_text().split("\n# %%")
        test = next(cell for cell in cells if f'"{name}"' in cell and "checks.band" in cell)
        told_students = {float(number) for number in re.findall(r"(?:at least|below|from) (0\.\d+)", test)}
        assert told_students <= {*map(float, in_force)}, f"{name}: the test's name or message says another threshold"
