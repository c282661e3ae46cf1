"""The namespace of a test: its own names, and the notebook's when they are used."""

import sys

import pytest

from autograder.grading.space import NotebookModule, Space

NOTEBOOK = {"total": 6, "add": print}


@pytest.fixture
def space():
    return Space(NOTEBOOK.__getitem__, NOTEBOOK.__contains__, lambda: list(NOTEBOOK))


def run(space, code):
    exec(compile(code, "<test>", "exec"), space)


def test_names_of_the_notebook_are_there(space):
    """Looked up, asked for in every usual way, and not where there are none."""
    run(space, "assert total == 6 and 'total' in globals() and 'total' in dir() and 'total' in vars()")
    run(space, "assert 'numpy' not in globals() and 'numpy' not in dir() and 'numpy' not in locals()")
    run(space, "assert globals()['total'] == 6 and globals().get('add') is print and globals().get('x') is None")
    run(space, "assert {'total', 'add'} <= set(globals()) and dict(globals())['total'] == 6 and len(globals()) > 2")
    with pytest.raises(NameError):
        run(space, "numpy")


def test_functions_of_a_test_see_them_too(space):
    """By the test's own globals, in a copy as well."""
    run(space, "def f():\n    return total\nassert f() == 6\nassert globals().copy()['total'] == 6")


def test_what_a_test_deletes_is_gone(space):
    """For the test, and for what it calls; bound again, it is back."""
    run(
        space,
        "before = total\ndel total\nassert 'total' not in globals()\ntry:\n    total\nexcept NameError:\n    pass",
    )
    assert space.patches(lambda name, value: False) == [("__main__", "total", False, None)]
    run(space, "total = before\nassert total == 6")
    assert space.patches(lambda name, value: False) == []
    with pytest.raises(NameError):
        run(space, "del nothing")


def test_only_what_is_shared_is_seen_by_the_answer(space):
    """A name that the test binds is its own, unless answers read it."""
    run(space, "expected = 4\nRATE = 0.5")
    assert space.patches(lambda name, value: name == "RATE") == [("__main__", "RATE", True, 0.5)]


def test_the_module_is_the_notebook(space):
    """`import __main__` finds its names, and what is set there is patched."""
    module = NotebookModule(space)
    assert module.total == 6 and hasattr(module, "add") and not hasattr(module, "np") and "total" in dir(module)
    assert vars(module) is space and module.__name__ == "__main__" and isinstance(module, type(sys))
    module.add = 3
    assert space.patches(lambda name, value: False) == [("__main__", "add", True, 3)]
    del module.add
    with pytest.raises(AttributeError):
        del module.nothing
