"""Which cells others stand on."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.cells import ANYTHING, effects, needed


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


def what(*sources):
    return [
        (sorted(one.makes), sorted(one.uses), one.stays)
        for one in effects([new_code_cell(text) for text in sources]).values()
    ]


@pytest.mark.parametrize(
    ("source", "makes", "uses", "stays"),
    [
        ("a = b", "a", "b", False),
        ("a.append(b)", "a", "a b", False),
        ("from os import *", "*", "", True),
        ("%cd x", "", "get_ipython", True),
        ("a = 'b.csv'", "a", "", True),
        ("this is no python", "", "", True),
        ("a = b[0]\na.fit()", "a b", "b", False),
        ("a = f(b)\na.fit()", "a", "b f", False),
        ("for a in b:\n    for c in a:\n        c.fit()", "a b c", "b c", False),
        ("[a.fit() for a in b]", "a b", "b", False),
        ("shuffle(a)", "a shuffle", "a shuffle", False),
        ("a.shuffle(b.c)", "a b", "a b", False),
        ("f(a, out=b)", "a b f", "a b f", False),
        ("f(a, inplace=True)", "a f", "a f", False),
        ("f(a, other=b)", "", "a b f", False),
        ("a = b = c[0]\nb.fit()", "a b c", "c", False),
    ],
)
def test_what_a_cell_does(source, makes, uses, stays):
    """Which names it binds or may change the objects of, which it looks up, and whether it does more than that."""
    assert what(source) == [(sorted(makes.split()), sorted(uses.split()), stays)]


def test_functions_that_change_something_are_known_in_all_cells():
    """What they are given, what is not theirs, and what functions change that they call; what is local is nobody's."""
    grow = "def grow(x):\n    y = []\n    y.append(1)\n    x.append(1)\n    things.append(1)"
    both = "def both(z):\n    grow(z)"
    pure = "def pure(x):\n    y = []\n    y.append(x)\n    return y"
    assert what(grow, both, pure, "grow(a)", "both(b)", "pure(c)", "m.grow(d)", "grow")[3:] == [
        (["a", "grow", "things"], ["a", "grow"], False),
        (["b", "both", "grow", "things"], ["b", "both"], False),
        ([], ["c", "pure"], False),
        (["d", "m", "things"], ["d", "m"], False),
        ([], ["grow"], False),
    ]


def test_text_has_no_effects():
    """Cells are told by their places."""
    cells = [new_markdown_cell("a = 1"), new_code_cell("b = 1")]
    assert [*effects(cells)] == [1]


@pytest.mark.parametrize("name", sorted(ANYTHING))
def test_who_calls_one_of_these_needs_all(name):
    """Whoever stands above, or is called by it."""
    assert left(["a = 1", "b = 2"], f"{name}('x')") == ["a = 1", "b = 2"]
    assert left(["a = 1", f"def f():\n    return {name}()"], "f()") == ["a = 1", f"def f():\n    return {name}()"]
    assert left(["a = 1", f"def f():\n    return {name}()"], "1") == []


def test_several_cells_may_count():
    """What any of them needs."""
    cells = [new_code_cell(text) for text in ("a = 1", "b = 2", "c = 3", "a", "c")]
    assert needed(cells, [3]) == [0, 3]
    assert needed(cells, [3, 4]) == [0, 2, 3, 4]
    assert needed(cells, []) == []
