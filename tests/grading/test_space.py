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


def test_a_name_is_taken_out(space):
    """Its own or the notebook's; what is not there gives the default, or says so."""
    space["mine"] = 1
    assert (space.pop("mine"), space.pop("mine", 5), space.pop("total"), space.pop("total", None)) == (1, 5, 6, None)
    assert "mine" not in space and "total" not in space and space.deleted == {"total"}
    for name in ("mine", "total", "nothing"):
        with pytest.raises(KeyError, match=name):
            space.pop(name)
        with pytest.raises(KeyError, match=name):
            del space[name]
        with pytest.raises(KeyError, match=name):
            space[name]


def test_names_values_and_items_agree(space):
    """Its own first, each once; what was deleted is in none of them."""
    space["mine"], space["add"] = 1, len
    del space["total"]
    expected = {"__name__": "__main__", "mine": 1, "add": len}
    assert list(space) == [*space.keys()] == [*expected] and len(space) == 3
    assert [*space.values()] == [*expected.values()] and dict(space.items()) == expected
    space["total"] = 7
    assert space["total"] == 7 and space.own() == expected | {"total": 7} and list(space)[-1] == "total"


def test_texts_alone_are_names(space):
    """Whatever else is asked for is not there."""
    for thing in (1, None, ("total",)):
        assert thing not in space


def test_defaults(space):
    """`get` gives one, `setdefault` binds it; what the notebook has stays."""
    assert (space.get("total", 1), space.get("mine", 1), space.get("mine")) == (6, 1, None)
    assert (space.setdefault("total", 1), space.setdefault("mine", 1), space.setdefault("none")) == (6, 1, None)
    assert space.own() == {"__name__": "__main__", "mine": 1, "none": None}
    del space["total"]
    assert space.get("total", 1) == 1 and space.setdefault("total", 2) == 2 and space["total"] == 2


def test_a_copy_goes_its_own_way(space):
    """It begins with the same names, and with those deleted that were."""
    space["mine"] = 1
    del space["add"]
    other = space.copy()
    assert type(other) is Space and other.own() == space.own() and "add" not in other and other["total"] == 6
    other["mine"], other["yours"] = 2, 3
    del other["total"]
    assert space.own() == {"__name__": "__main__", "mine": 1} and space["total"] == 6 and list(other) == [*other.own()]


def test_what_is_forgotten_is_the_notebooks_again(space):
    """No patch is left of it, and nothing that it did not hold is missed."""
    space["total"], space["mine"] = 1, 2
    space.forget(["total", "nothing"])
    assert space["total"] == 6 and "mine" in space and not space.deleted
    space.forget(["mine"])
    assert "mine" not in space


def test_patches_say_what_stands_for_something_else(space):
    """Of this test and of earlier ones, each name once: the last that was done to it."""
    space.left = {"add": ("__main__", "add", True, 1), "old": ("__main__", "old", False, None)}
    space["mine"], space["RATE"] = 1, 2
    del space["total"]
    patches = space.patches(lambda name, value: (name, value) == ("RATE", 2))
    assert sorted(patches, key=str) == [
        ("__main__", "RATE", True, 2),
        ("__main__", "add", True, 1),
        ("__main__", "old", False, None),
        ("__main__", "total", False, None),
    ]
    space["add"] = 5
    assert ("__main__", "add", True, 1) not in space.patches(lambda name, value: False)
    space["old"] = 5
    del space["old"]
    assert "old" not in space.left and "old" not in space.deleted


def test_what_the_module_set_and_lost_is_no_patch(space):
    """It is gone, and bound again by the test alone it is the test's own."""
    module = NotebookModule(space)
    module.rate = 3
    assert space.patched == {"rate"}
    del module.rate
    assert not space.patched and not hasattr(module, "rate")
    space["rate"] = 4
    assert space.patches(lambda name, value: False) == []


def test_the_module_says_what_it_lacks(space):
    """In Python's own words; its own names beside the notebook's."""
    module = NotebookModule(space)
    with pytest.raises(AttributeError, match=r"^module '__main__' has no attribute 'np'$") as caught:
        _ = module.np
    assert (caught.value.name, caught.value.obj) == ("np", module)
    with pytest.raises(AttributeError, match=r"^nothing$"):
        del module.nothing
    assert module.__class__ is NotebookModule and module.__doc__ is None
    assert dir(module) == sorted(["__name__", "total", "add"])
    with pytest.raises(AttributeError):
        _ = module.__no_such_thing__
