"""notebooks → source → release."""

import nbformat
import pytest
from conftest import ROOT
from tests_support import write_files_course

from autograder.authoring.build import build
from autograder.cells import grade_id
from autograder.course import Course
from autograder.errors import AuthoringError, CourseError, LeakError, MarkerError


def files(course, *steps):
    folders = [course.folder(step) for step in steps]
    return {
        path.relative_to(course.root): path.read_bytes() for f in folders for path in f.rglob("*") if path.is_file()
    }


def rewrite(course, old, new):
    path = course.texts / "toy" / "1-sums.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_the_repositorys_notebooks_are_a_fresh_build(tmp_path):
    """source/ and release/ in the repository are what their texts build, to the byte."""
    import shutil

    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    course = Course.find(tmp_path)
    for assignment in course.assignments("notebooks"):
        build(course, assignment)
    assert files(course, "source", "release") == files(Course.find(ROOT), "source", "release")


def test_building_twice_changes_nothing(toy):
    """The same text gives the same bytes."""
    assert build(toy, "toy").changed == ()


def test_a_release_has_stubs_and_no_hidden_tests(toy):
    """Students get the placeholder, the comment and the visible test."""
    release = nbformat.read(toy.folder("release") / "toy" / "1-sums.ipynb", as_version=4)
    cells = {grade_id(cell): cell.source for cell in release.cells}
    assert cells["total"] == "# total: the sum of numbers\ntotal = ...\n# Your code here"
    assert "secret_sum" not in cells["test-total"]
    assert cells["test-total"].startswith("# total is the sum of numbers")
    assert "Because it adds" not in cells["why"]


def test_the_gradebook_learns_cells_and_points(toy):
    """After a build nbgrader's own commands can grade at once; bonus points are in no total."""
    from nbgrader.api import Gradebook

    with Gradebook(toy.gradebook, toy.course_id) as book:
        assert book.find_assignment("toy").max_score == 12


LEAKS = {
    "a solution line": ("# %% answer=\"double\"", "# %%\nprint(int(numbers.sum()), total)\ntotal = int(numbers.sum())\n\n# %% answer=\"double\""),
    "a hidden test's line": ("my_guess =", "assert total == secret_sum, \"The sum is not right. Are all ten numbers in it?\"\nmy_guess ="),
    "only a hidden test binds": ("my_guess =", "print(secret_sum)\nmy_guess ="),
}  # fmt: skip


@pytest.mark.parametrize("what", LEAKS)
def test_a_leak_fails_the_build_and_changes_nothing(toy, what):
    """A secret in the release is named with its cell; the old release stays."""
    before = files(toy, "source", "release")
    rewrite(toy, *LEAKS[what])
    with pytest.raises(LeakError, match=what) as caught:
        build(toy, "toy")
    assert "1-sums, cell" in str(caught.value)
    assert files(toy, "source", "release") == before


def test_an_earlier_parts_solution_is_a_leak(toy):
    """A later part's given cell must get there by other code."""
    (toy.texts / "toy" / "2-more.py").write_text("# %% given\ntotal = int(numbers.sum())\n")
    with pytest.raises(LeakError, match="2-more, cell 1 .*earlier part's solution line"):
        build(toy, "toy")


def test_a_hidden_region_outside_a_test_is_refused(toy):
    """The objections of nbgrader arrive as one sentence."""
    rewrite(toy, "my_guess =", "### BEGIN HIDDEN TESTS\nx = 1\n### END HIDDEN TESTS\nmy_guess =")
    with pytest.raises(AuthoringError, match="nbgrader could not make the release"):
        build(toy, "toy")


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("right == 10", "asserts nothing"),
        ("'well done'", "asserts nothing"),
        ("True", "asserts nothing"),
        ("not right", "asserts nothing"),
        ("0.5 +", "no Python"),
        ("!touch right", "a line for the shell, which cannot be judged apart"),
        ("False", "in False, and nbgrader gives full marks"),
        ("5", "in 5, which is no number of points from 0 to 4"),
        ("1 if right else -1", "in -1, which is no number"),
    ],
)
def test_a_test_that_ends_in_no_score_is_refused(toy, new, says):
    """A bare comparison would give full marks whatever it finds."""
    rewrite(toy, "right / 10 * 4", new)
    with pytest.raises(MarkerError, match=says):
        build(toy, "toy")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("### BEGIN HIDDEN TESTS", "### BEGIN HIDDEN TEST"),
        ("### END HIDDEN TESTS", "### end hidden tests"),
        ("### BEGIN SOLUTION", "### BEGIN SOLUTON"),
        ("### BEGIN HIDDEN TESTS", "# nothing begins here"),
    ],
)
def test_a_misspelled_mark_in_a_text_is_refused(toy, old, new):
    """Before anything of it is released."""
    before = files(toy, "source", "release")
    rewrite(toy, old, new)
    with pytest.raises(MarkerError, match=r"1-sums, cell \d+ \(.*\): line \d+, '###"):
        build(toy, "toy")
    assert files(toy, "source", "release") == before


def test_a_text_has_the_marks_that_its_course_names(toy):
    """All that is said of hidden tests holds of what stands between them."""
    config = toy.root / "nbgrader_config.py"
    own = 'c.ClearHiddenTests.begin_test_delimeter, c.ClearHiddenTests.end_test_delimeter = "SECRET", "PUBLIC"'
    config.write_text(f"{config.read_text()}\n{own}\n")
    path = toy.texts / "toy" / "1-sums.py"
    path.write_text(path.read_text().replace("BEGIN HIDDEN TESTS", "SECRET").replace("END HIDDEN TESTS", "PUBLIC"))
    course = Course.find(toy.root)
    build(course, "toy")
    assert "secret_sum" not in (course.folder("release") / "toy" / "1-sums.ipynb").read_text()
    rewrite(course, *LEAKS["a hidden test's line"])
    with pytest.raises(LeakError, match="a hidden test's line"):
        build(course, "toy")


def test_an_unknown_assignment_is_told(toy):
    """The message names what there is."""
    with pytest.raises(CourseError, match="No assignment 'toi'.*Known: toy"):
        build(toy, "toi")


def test_cells_cannot_change_under_graded_submissions(toy):
    """When submissions are graded already, the gradebook's refusal says what to do."""
    from nbgrader.api import Gradebook

    with Gradebook(toy.gradebook, toy.course_id) as book:
        book.add_student("ann")
        book.add_submission("toy", "ann")
    rewrite(toy, '# %% answer="double"', '# %% tests="total" points=1\n# again\nassert total\n\n# %% answer="double"')
    with pytest.raises(AuthoringError, match="Where submissions of it are graded already, move .*gradebook.db"):
        build(toy, "toy")


# Files besides notebooks


@pytest.fixture
def filed(tmp_path):
    """A course whose assignment has files of every kind, not built yet."""
    return write_files_course(tmp_path)


def test_files_go_where_they_belong(filed):
    """Public files reach the students; withheld ones and the script stop at the source."""
    build(filed, "toy")
    names = {step: {p.name for p in filed.folder(step).rglob("*") if p.is_file()} for step in ("source", "release")}
    assert names["release"] == {"1-files.ipynb", "7.png"}
    assert names["source"] == {"1-files.ipynb", "7.png", "nine.png", "data.py"}
    assert (filed.folder("source") / "toy" / "withheld" / "nine.png").read_bytes() == b"nine"
    assert build(filed, "toy").changed == ()


def test_a_file_that_is_gone_goes_everywhere(filed):
    """source/ and release/ hold what the texts' folder holds, and nothing of before."""
    build(filed, "toy")
    (filed.texts / "toy" / "drawings" / "7.png").unlink()
    assert build(filed, "toy").changed == ("source/toy/drawings/7.png", "release/toy/drawings/7.png")


def test_plain_nbgrader_releases_nothing_withheld(filed):
    """Also where an instructor presses Formgrader's button instead."""
    from nbgrader.apps import NbGraderAPI

    build(filed, "toy")
    done = NbGraderAPI(config=filed.settings).generate_assignment("toy", force=True)
    assert done["success"], done
    names = {path.name for path in filed.folder("release").rglob("*") if path.is_file()}
    assert names == {"1-files.ipynb", "7.png"}


def test_a_withheld_file_under_another_name_is_a_leak(filed):
    """A copy among the public files is found by what is in it, and the old release stays."""
    build(filed, "toy")
    before = files(filed, "source", "release")
    (filed.texts / "toy" / "drawings" / "9.png").write_bytes(b"nine")
    with pytest.raises(LeakError, match="drawings/9.png, which is the same as withheld/nine.png"):
        build(filed, "toy")
    assert files(filed, "source", "release") == before


@pytest.mark.parametrize("name", ["withheld/nine.png", "data.py"])
def test_a_withheld_file_in_a_release_is_a_leak(filed, monkeypatch, name):
    """Were nbgrader to release it after all, the build would fail."""
    from autograder.authoring import build as building

    real = building.generate

    def careless(*arguments, source, release, **named):
        real(*arguments, source=source, release=release, **named)
        (release / "toy" / name).parent.mkdir(exist_ok=True)
        (release / "toy" / name).write_text("anything")

    monkeypatch.setattr(building, "generate", careless)
    with pytest.raises(LeakError, match=f"would hold {name}, which is not for students"):
        build(filed, "toy")
