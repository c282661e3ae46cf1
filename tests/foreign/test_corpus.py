"""The records of foreign courses are what they should be before anything runs."""

import pytest
from foreign.corpus import CORPUS
from foreign.record import ANSWER

COURSES_AT_LEAST, WRONG_AT_LEAST = 70, 3


def test_there_are_enough():
    """One course for each style that instructors use."""
    assert len(CORPUS) >= COURSES_AT_LEAST


@pytest.mark.parametrize("name", CORPUS)
def test_a_course_has_right_and_wrong_answers(name):
    """Besides the reference another right answer, and wrong ones that lose tests of the course; names are those of its cells."""
    course = CORPUS[name]
    tests, answers = {cell.name for cell in course.tests}, {cell.name for cell in course.cells if cell.kind == ANSWER}
    assert len({cell.name for cell in course.cells}) == len(course.cells)
    assert course.right and all(set(one.answers) <= answers for one in course.right)
    assert len(course.wrong) >= WRONG_AT_LEAST
    for one in course.wrong:
        assert one.answers and set(one.answers) <= answers
        assert one.scores and set(one.scores) <= tests


@pytest.mark.parametrize("name", CORPUS)
def test_every_test_is_lost_by_somebody(name):
    """Each test has a wrong answer that it costs points, so none of them is there for nothing."""
    course = CORPUS[name]
    lost = {test for one in course.wrong for test, score in one.scores.items()}
    assert lost == {cell.name for cell in course.tests}
