"""Which cells others stand on."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.cells import needed


def left(sources, last):
    """The sources that run for the last one to do what it does."""
    cells = [new_code_cell(source) for source in [*sources, last]]
    places = needed(cells, [len(cells) - 1])
    assert places[-1] == len(cells) - 1
    return [cells[place].source for place in places[:-1]]


def test_names_are_followed_to_where_they_come_from():
    """Through any number of cells; what only draws or prints is left out."""
    sources = ["import numpy as np", "a = np.arange(3)", "print(a)", "b = a + 1", "c = b * 2", "guess = 5"]
    assert left(sources, "b.sum()") == ["import numpy as np", "a = np.arange(3)", "b = a + 1"]
    assert left(sources, "print(guess)") == ["guess = 5"]
    assert left(sources, "a = 1\na") == []


def test_a_function_needs_what_it_uses_wherever_that_is_bound():
    """Also where that is below it; what is local to it is nobody else's."""
    sources = ["def half(x):\n    y = x / whole\n    return y", "whole = 2", "x = 1", "y = 3"]
    assert left(sources, "half(4)") == sources[:2]


@pytest.mark.parametrize(
    "changes",
    [
        "things.append(1)",
        "things[0] = 1",
        "things.size = 1",
        "things += [1]",
        "del things[0]",
        "for thing in things:\n    thing.fit()",
        "first = things[0]\nfirst.compile()",
        "[thing.fit() for thing in things]",
        "for a, b in zip(things, others):\n    a.update(b)",
        "def grow(x):\n    x.append(1)\ngrow(things)",
        "def grow(x):\n    for y in x:\n        y.fit()\ngrow(x=things)",
        "def grow():\n    things.append(1)\ngrow()",
        "def one(x):\n    x.fit()\ndef two(x):\n    one(x)\ntwo(things)",
        "def again():\n    global things\n    things = 3\nagain()",
        "rng.shuffle(things)",
        "np.add(things, 1, out=things)",
        "things.sort_values(inplace=True)",
    ],
)
def test_what_changes_an_object_is_needed(changes):
    """In whatever way a cell does it: by itself, in a loop, under another name, in a function."""
    assert left(["things = []", changes], "print(things)") == ["things = []", changes]


@pytest.mark.parametrize(
    "harmless",
    [
        "print(things)",
        "ax.plot(things)",
        "other = sorted(things)",
        "def show(x):\n    found = make()\n    found.fit(x)\nshow(things)",
        "model.fit(things)",
        "for thing in things:\n    print(thing)",
    ],
)
def test_what_only_looks_is_left_out(harmless):
    """A function of the notebook's own, too, where it changes nothing that it is given."""
    assert left(["things = []", harmless], "print(things)") == ["things = []"]


@pytest.mark.parametrize(
    "other",
    ["%%bash\nls", "this is no python", "open('out.csv')", "from os import *"],
)
def test_what_others_may_stand_on_otherwise_stays(other):
    """Files, magics, what cannot be read."""
    assert left([other], "1 + 1") == [other]


def test_who_may_look_up_any_name_needs_all():
    """Names that are made up while it runs."""
    assert left(["a = 1", "b = 2"], "print(globals()['a'])") == ["a = 1", "b = 2"]


def test_text_stays():
    """It costs nothing."""
    cells = [new_markdown_cell("About"), new_code_cell("a = 1"), new_code_cell("b = 2")]
    assert needed(cells, [2]) == [0, 2]
