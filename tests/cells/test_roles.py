"""What nbgrader's metadata, and those of `autograder build`, say of a cell."""

import pytest

from autograder.cells import Role, bonus, exercise, grade_id, points, role, unusual


def cell(*, autograder=None, **meta):
    metadata = {"nbgrader": meta} if meta else {}
    return {"metadata": metadata | ({} if autograder is None else {"autograder": autograder})}


@pytest.mark.parametrize(
    ("meta", "found"),
    [
        ({}, Role.ORDINARY),
        ({"grade_id": "a"}, Role.ORDINARY),
        ({"locked": True}, Role.GIVEN),
        ({"locked": True, "solution": False, "grade": False, "task": False}, Role.GIVEN),
        ({"solution": True}, Role.ANSWER),
        ({"solution": True, "locked": True}, Role.ANSWER),
        ({"solution": True, "grade": False}, Role.ANSWER),
        ({"solution": True, "grade": True}, Role.WRITTEN),
        ({"grade": True}, Role.TEST),
        ({"grade": True, "locked": True, "solution": False}, Role.TEST),
        ({"task": True, "grade": True, "solution": True, "locked": True}, Role.TASK),
    ],
)
def test_a_cells_role_is_what_nbgrader_does_with_it(meta, found):
    """A task before an answer, an answer before a test, a test before a given cell."""
    assert role(cell(**meta)) is found


def test_an_ordinary_cell_has_no_name_and_is_worth_nothing():
    """Whether nbgrader's metadata are missing or say nothing."""
    for one in (cell(), cell(locked=True)):
        assert (grade_id(one), exercise(one), points(one), bonus(one), unusual(one)) == ("", "", 0, 0, [])


def test_a_test_is_worth_its_points_or_else_its_bonus():
    """What is extra credit counts nothing for nbgrader itself."""
    assert points(cell(points=3)) == 3
    assert (points(cell(points=0, autograder={"bonus": 2})), bonus(cell(autograder={"bonus": 2}))) == (2, 2)
    assert points(cell(points=3, autograder={"bonus": 2})) == 3
    assert isinstance(bonus(cell(autograder={"bonus": 2})), float) and isinstance(points(cell(points=3)), float)


def test_a_test_names_the_answer_that_it_tests():
    """Where `autograder build` wrote it down; else it has but its own name."""
    assert exercise(cell(grade_id="test-sum", autograder={"tests": "sum"})) == "sum"
    assert exercise(cell(grade_id="sum", autograder={})) == exercise(cell(grade_id="sum")) == "sum"


def test_a_test_says_what_is_unusual_in_the_courses_own_answer():
    """In a list that whoever asks may change."""
    one = cell(autograder={"unusual": ["experiments: missing"]})
    unusual(one).append("more")
    assert unusual(one) == ["experiments: missing"]
