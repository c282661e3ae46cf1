"""Names of submission folders and the class list."""

import pytest
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.submissions.roster import doubt, refused_name, roster

NOBODY = frozenset()


def named(*names):
    return frozenset(names)


# --- names that cannot be graded


def test_a_name_that_nbgrader_cannot_hold_is_refused():
    """Whoever is on the list."""
    said = refused_name("a*", named("a*"), named("a*"))
    assert said == (
        "The folder's name cannot be a student's: nbgrader takes * ? [ ] in it for a pattern that stands for other names."
        " Rename the folder, and grade again."
    )


@pytest.mark.parametrize(
    ("student", "students", "everybody"),
    [
        ("ann", NOBODY, named("ann")),
        ("ann", NOBODY, named("ann", "bob")),
        ("ann", named("ann"), named("ann", "аnn")),
        ("аnn", named("аnn"), named("ann", "аnn")),
        ("аnn", NOBODY, named("аnn")),
        ("ann", NOBODY, named("ann", "аnn")),
        ("zoë", named("ann"), named("zoë", "ann")),
    ],
)
def test_a_name_of_its_own_is_graded(student, students, everybody):
    """One that is on the list, one that no other looks like, and the plain one of two that do."""
    assert refused_name(student, students, everybody) == ""


@pytest.mark.parametrize(
    ("student", "students", "everybody"),
    [
        ("аnn", NOBODY, named("ann", "аnn")),
        ("аnn", named("ann"), named("аnn")),
        ("аnn", named("ann", "bob"), named("ann", "аnn")),
    ],
)
def test_a_name_that_looks_like_anothers_is_refused(student, students, everybody):
    """With the letter that is not what it looks like."""
    assert refused_name(student, students, everybody) == (
        "The folder's name looks like 'ann' and is another (CYRILLIC SMALL LETTER A). "
        "Rename one of the folders, or add the student to the class list, and grade again."
    )


def test_the_plain_name_is_refused_where_the_odd_one_is_on_the_list():
    """The letter is told, whichever of both names has it."""
    said = refused_name("ann", named("аnn"), named("ann"))
    assert "looks like 'аnn' and is another (CYRILLIC SMALL LETTER A)" in said


# --- names that are not on the list


@pytest.mark.parametrize(
    ("student", "students", "said"),
    [
        ("ann", NOBODY, ""),
        ("ann", named("ann", "bob"), ""),
        ("anm", named("ann", "bob"), "'anm' is not on the class list. Is 'ann' meant? Rename the folder, and grade again."),
        ("zzz", named("ann", "bob"), "'zzz' is not on the class list. Rename the folder, or add the student, and grade again."),
        ("anna", named("anna1", "annabel", "hannah"), "'anna' is not on the class list. Is 'anna1' meant? Rename the folder, and grade again."),
    ],
)  # fmt: skip
def test_a_name_that_is_not_on_the_list_is_doubted(student, students, said):
    """With the nearest one that is, if one is near; without a list nobody is doubted."""
    assert doubt(student, students) == said


# --- the list


def course(root, students=None):
    """A course that names its students, or none, in its configuration."""
    text = "c = get_config()\n" + (f"c.CourseDirectory.db_students = {students!r}\n" if students else "")
    (root / "nbgrader_config.py").write_text(text)
    return Course.find(root)


def test_a_course_without_a_gradebook_has_no_list_and_gets_none(tmp_path):
    """Looking makes no file."""
    assert roster(course(tmp_path)) == NOBODY
    assert not [*tmp_path.glob("*.db")]


def test_students_of_the_configuration_are_on_the_list(tmp_path):
    """By their ids, whatever those are; what is no student is passed over."""
    listed = [{"id": "ann"}, {"id": 7}, {"first_name": "Bob"}, "carl", {"id": "dora", "email": "d@x.org"}]
    assert roster(course(tmp_path, listed)) == {"ann", "7", "dora"}
    assert roster(course(tmp_path, "ann")) == NOBODY


def test_students_whom_somebody_entered_are_on_the_list(tmp_path):
    """With a name or an e-mail address; those whom nbgrader added because they handed in are not."""
    found = course(tmp_path, [{"id": "eve"}])
    with Gradebook(found.gradebook, found.course_id) as book:
        book.add_student("handed-in")
        book.add_student("ann", first_name="Ann")
        book.add_student("bob", last_name="Bobson")
        book.add_student("carl", email="carl@example.org")
    assert roster(found) == {"ann", "bob", "carl", "eve"}
