"""Names and sentences about what was mended."""

import pytest

from autograder.submissions.notes import Note, cells, listed, quoted, texts


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a"], "'a'"),
        (["a", "b"], "'a' and 'b'"),
        (["b", "a", "c"], "'b', 'a' and 'c'"),
        (["a", "b", "c", "d", "e"], "'a', 'b', 'c', 'd' and 'e'"),
        (["a", "b", "c", "d", "e", "f"], "'a', 'b', 'c', 'd', 'e' and 1 more"),
        (["a", "b", "c", "d", "e", "f", "g"], "'a', 'b', 'c', 'd', 'e' and 2 more"),
        (["a", "b", "a", "a", "b", "a"], "'a' and 'b'"),
    ],
)
def test_names_are_listed_as_one_says_them(names, said):
    """Each once, in their order, and of many the first five."""
    assert listed(names) == said


def test_a_name_is_shown_on_one_line():
    """What cannot be shown is a question mark, and what is long is cut."""
    assert quoted("a\nb") == "'a?b'"
    assert quoted("x" * 61) == f"'{'x' * 59}…'"
    assert listed(iter(["a\n"])) == "'a?'"


def test_cells_are_one_or_several():
    """The same one twice is one."""
    assert (cells(["a"]), cells(["a", "a"]), cells(["a", "b"])) == ("cell 'a'", "cell 'a'", "cells 'a' and 'b'")


def test_sentences_are_told_once_in_their_order():
    """Whether or not they are for the student, too."""
    assert texts([Note("b."), Note("a.", to_student=True), Note("b.", to_student=True)]) == ("b.", "a.")
    assert not Note("a.").to_student
