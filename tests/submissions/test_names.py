"""What a piece of code binds and needs, before anybody runs it."""

import pytest

from autograder.submissions import names as module
from autograder.submissions.names import Names, identifiers, names


@pytest.mark.parametrize(
    ("text", "bound", "needed"),
    [
        ("x = y", "x", "y"),
        ("y = 1\nx = y", "x y", ""),
        ("x = y\ny = 1", "x y", "y"),
        ("x += 1", "x", "x"),
        ("x[0] += y", "", "x y"),
        ("x: int = y", "x", "int y"),
        ("a, (b, *c) = d", "a b c", "d"),
        ("import numpy as np, os.path\nfrom math import pi as p, e", "np os p e", ""),
        ("def f(a, *b, c=d, **e):\n    g = a + h\n    return g + f(b)", "f", "d h f"),
        ("async def f(): pass", "f", ""),
        ("class A(B):\n    size = x\n    def f(self):\n        return size", "A", "B x"),
        ("f = lambda a: a + b", "f", "b"),
        ("x = [a * b for a in c]", "x", "b c"),
        ("x = {a: 1 for a in c}, {a for a in d}, [*(a for a in e)]", "x", "c d e"),
        ("a = [a for a in b]", "a", "b"),
        ("for i in rows:\n    total = i + start", "i total", "rows start"),
        ("while go():\n    x = 1\nelse:\n    y = 2", "x y", "go"),
        ("if a:\n    b = 1\nelif c:\n    d = 2", "b d", "a c"),
        ("if a:\n    b = 1\n    c = b", "b c", "a"),
        ("with open(n) as file:\n    text = file.read()", "file text", "open n"),
        ("try:\n    x = a\nexcept E:\n    x = b", "x", "a E b"),
        ("match a:\n    case 1: b = 1", "b", "a"),
        ("if (n := m) > 2: pass", "n", "m"),
        ("print((n := m))", "n", "print m"),
        ("x = x", "x", "x"),
        ("%matplotlib inline\n!ls\nx = y", "x", "y"),
        ("  \n# only a comment\n", "", ""),
    ],
)
def test_names_are_read_from_python(text, bound, needed):
    """Whatever a text binds at its top level, and what it takes from elsewhere."""
    found = names(text)
    assert (found.parses, found.bound, found.needed) == (True, frozenset(bound.split()), frozenset(needed.split()))


def test_magics_are_passed_over_wherever_they_stand():
    """In a block, too, which stays one."""
    assert names("if a:\n    %time f()\nb = 1") == Names(True, frozenset("b"), frozenset("a"), (("b", 2),))


def test_the_first_statement_that_binds_a_name_is_told_by_its_line():
    """Counted from 0, decorators included; a later one does not count."""
    text = "import os\n\na = 1\n@one\n@two\ndef f(): pass\na = 2\nb, c = (\n  1, 2)\nfor i in c:\n    d = i"
    assert dict(names(text).starts) == {"os": 0, "a": 2, "f": 3, "b": 7, "c": 7, "i": 9, "d": 9}


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("(", {}),
        ("a = 1\nb, c = (", {"a": 0, "b": 1, "c": 1}),
        ("a = 1\na = (", {"a": 0}),
        ("def f(x)\n    y = 1\nclass A\nasync def g(", {"f": 0, "A": 2, "g": 3}),
        ("a == (1\n    b = 2\nif c:\nd += 1", {}),
        ("total = 45\nBecause it adds.", {"total": 0}),
    ],
)
def test_names_are_guessed_from_what_is_no_python(text, starts):
    """From lines without indentation; nobody knows what it needs."""
    assert names(text) == Names(False, frozenset(starts), frozenset(), tuple(starts.items()))


@pytest.mark.parametrize("text", ["x = '\x00'", "(" * 300 + ")" * 300, "-" * 100_000 + "1", "\ud800 = 1"])
def test_what_python_chokes_on_is_no_python(text):
    """Nothing is raised."""
    assert not names(text).parses


def test_a_very_long_text_is_guessed_up_to_a_limit(monkeypatch):
    """It holds data, no answer that has to be found."""
    monkeypatch.setattr(module, "LONGEST", 24)
    long = "a = 1\n# so long a line it is\nb = 2"
    assert names(long) == Names(False, frozenset("a"), frozenset(), (("a", 0),))
    assert names("a = 1\nb = 2 # not yet so").parses
    assert names("c = 3 # 24 letters, I say").parses is False
    assert names("d = 3 # 24 letters, I sa").parses is True
    assert identifiers("one two three four five six") == {"one", "two", "three", "four", "five"}


def test_odd_escapes_in_a_students_text_warn_nobody(recwarn):
    """What is wrong in it is the student's to hear from the kernel."""
    assert names("a = '\\d'").bound == {"a"}
    assert not recwarn.list


def test_identifiers_are_all_words_that_could_be_names():
    """Keywords and words of texts, too; no numbers."""
    assert identifiers("größe = x1 + 2  # 'an odd one'") == {"größe", "x1", "an", "odd", "one"}
