"""Which changed answers may run in one notebook."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.cells.together import Part, together


def cell(source, name=""):
    return new_code_cell(source, metadata={"nbgrader": {"grade_id": name, "solution": True}} if name else {})


def part(number, *cells, changed=("a",)):
    return Part.of(number, [cell(*one) for one in cells], changed)


def meet(one, other):
    """Whether two answers meet, which is the same from either side."""
    assert one.meets(other) == other.meets(one)
    return one.meets(other)


def test_a_part_is_read_from_its_cells():
    """What the changed answers make, what any of the cells looks up, and on which named cells they stand."""
    cells = [cell("import math"), cell("a = math.pi\nb.append(a)", "a"), cell("c = d", "c"), new_markdown_cell("# e")]
    found = Part.of(7, cells, ["a"])
    assert found == Part([7], {"a"}, {"a", "c"}, frozenset("ab"), frozenset(["math", "b", "d"]), alone=False)


@pytest.mark.parametrize(
    ("source", "alone"),
    [
        ("a = 1", False),
        ("from os import *", True),
        ("%cd x", True),
        ("open('a.csv')", True),
        ("this is no python", True),
        ("a = eval(b)", True),
        ("print(globals())", True),
    ],
)
def test_who_leaves_more_than_names_stands_alone(source, alone):
    """Files, magics, any name at all: nobody can say what it has to do with."""
    found = part(1, (source, "a"))
    assert found.alone is alone
    assert meet(found, part(2, ("z = 1", "z"), changed=["z"])) is alone


def test_only_what_is_changed_makes_something():
    """A file that another cell writes is the same whichever answer is changed; a name that any test may look up is not."""
    assert not part(1, ("a = 1", "a"), ("open('a.csv')", "b")).alone
    assert part(1, ("a = 1", "a"), ("b = eval('a')", "b")).alone
    assert part(1, ("a = 1", "a"), ("b = 1", "b")).makes == {"a"}


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ([("x = 1", "a")], [("y = 2", "b")], False),
        ([("x = 1", "a")], [("y = x", "b")], True),  # a name
        ([("x = y", "a")], [("y = 2", "b")], True),
        ([("x = z", "a")], [("y = z", "b")], False),  # both only look it up
        ([("x = 1", "a")], [("x = 2", "b")], False),  # nobody looks it up
        ([("x = 1", "a")], [("y = 2", "b"), ("z = 3", "a")], True),  # the changed cell is one that the other stands on
        ([("x = 1", "a"), ("z = 3", "b")], [("y = 2", "b")], True),
        ([("x = 1", "a"), ("z = 3", "c")], [("y = 2", "b"), ("z = 3", "c")], False),  # both stand on a third
        (
            [("x = 1", "a"), ("z = 3", "")],
            [("y = 2", "b"), ("z = 3", "")],
            False,
        ),  # cells without names are not the same
    ],
)
def test_two_meet_where_one_may_change_what_the_other_sees(one, other, met):
    """By a name, or by a cell."""
    assert meet(part(1, *one), part(2, *other, changed=["b"])) is met


def test_groups_hold_all_and_nobody_meets_in_one():
    """In the order of their first; whoever joins brings all that is known of it."""

    def answer(number, source, name, *others):
        return part(number, (source, name), *others, changed=[name])

    parts = [
        answer(1, "a = 1", "A"),
        answer(2, "b = a", "B"),
        answer(3, "c = 1", "C"),
        answer(4, "d = c", "D"),  # meets the third, which is with the first
        answer(5, "e = eval('a')", "E"),
        answer(6, "f = 1", "F", ("g = 1", "C")),  # stands on the third, which was taken
        answer(7, "h = b", "H"),
    ]
    assert together(parts) == [[1, 3, 7], [2, 4, 6], [5]]
    assert together([]) == []


def test_who_is_taken_is_known_by_cells_and_names():
    """What another brought along counts for whoever comes later."""
    one, other = part(1, ("a = b", "a"), ("1", "x")), part(2, ("c = d", "c"), ("2", "y"), changed=["c"])
    one.take(other)
    assert one == Part([1, 2], {"a", "c"}, {"a", "c", "x", "y"}, frozenset("ac"), frozenset("bd"), alone=False)
