"""Python's own operations by name: those that a class defines, and objects that stand for others."""

import pytest

from autograder.values.protocol import ALWAYS, ARITHMETIC, COMPARISONS, OPERATIONS, OPTIONAL, defined_by, methods


class Value:
    """Answers each operation with its name."""

    __hash__ = None


def said(name):
    return lambda self, *others: (name, *others)


for operation in (*ARITHMETIC, *COMPARISONS, "neg", "pos", "invert", "divmod", "abs", "round", "getitem"):
    setattr(Value, f"__{operation}__", said(operation))
for operation in ARITHMETIC:
    setattr(Value, f"__r{operation}__", said(f"r{operation}"))
    setattr(Value, f"__i{operation}__", said(f"i{operation}"))


@pytest.mark.parametrize("name", [*ARITHMETIC, *(f"i{name}" for name in ARITHMETIC), *COMPARISONS])
def test_operators_with_two_sides(name):
    """Each is Python's own."""
    assert OPERATIONS[name](Value(), 3) == (name, 3)


@pytest.mark.parametrize("name", ["neg", "pos", "invert", "abs"])
def test_operators_with_one_side(name):
    """So are these."""
    assert OPERATIONS[name](Value()) == (name,)


def test_other_operations():
    """Items, lengths, conversions, iterators, contexts."""
    held = {"a": 1}
    OPERATIONS["setitem"](held, "b", 2)
    OPERATIONS["delitem"](held, "a")
    assert held == {"b": 2} and OPERATIONS["getitem"](held, "b") == 2 and OPERATIONS["contains"](held, "b") is True
    assert OPERATIONS["len"](held) == 1 and OPERATIONS["bool"]([]) is False and OPERATIONS["round"](1.26, 1) == 1.3
    assert [OPERATIONS[name]("1") for name in ("int", "float", "str", "repr")] == [1, 1.0, "1", "'1'"]
    assert OPERATIONS["format"](1.5, ".2f") == "1.50" and OPERATIONS["divmod"](7, 2) == (3, 1)
    assert OPERATIONS["bytes"]([1]) == b"\1" and OPERATIONS["complex"](1) == 1 and OPERATIONS["index"](True) == 1
    assert list(OPERATIONS["reversed"]([1, 2])) == [2, 1] and "append" in OPERATIONS["dir"]([])
    iterator = OPERATIONS["iter"]([5])
    assert OPERATIONS["next"](iterator) == [5] and OPERATIONS["next"](iterator) == []
    assert OPERATIONS["hash"]("a") == hash("a")


def test_contexts_are_asked_of_the_class():
    """As `with` does."""

    class Context:
        def __enter__(self):
            return "in"

        def __exit__(self, *error):
            return error

    context = Context()
    context.__enter__ = None
    assert OPERATIONS["enter"](context) == "in" and OPERATIONS["exit"](context, 1, 2, 3) == (1, 2, 3)


def test_what_every_object_has_is_not_optional():
    """Nor is `dir`."""
    assert set(OPTIONAL) == OPERATIONS.keys() - {*ALWAYS, "dir"}
    assert {*ALWAYS} == {"bool", "str", "repr", "format", "hash", "eq", "ne"}


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (object, []),
        (type("Empty", (), {}), []),
        (type("Called", (), {"__call__": print}), ["call"]),
        (type("Long", (), {"__len__": print, "__str__": print}), ["len", "str"]),
        (type("Same", (), {"__eq__": print}), ["eq", "unhashable"]),
        (type("Hashed", (), {"__eq__": print, "__hash__": hash}), ["eq", "hash"]),
        (type("Unhashed", (), {"__hash__": None}), ["unhashable"]),
        (type("Added", (), {"__add__": print, "__radd__": print, "__iadd__": print}), ["add", "iadd", "radd"]),
        (type("Child", (type("Long", (), {"__len__": print}),), {}), ["len"]),
        (type("Hidden", (type("Long", (), {"__len__": print}),), {"__len__": None}), []),
    ],
)
def test_what_a_class_defines(kind, found):
    """Itself, or by one that it is a child of; what all objects can do is not told."""
    assert defined_by(kind) == found


def standing(names):
    """A class whose objects stand for others, and what was asked of these."""
    asked = []

    def perform(name, *operands):
        asked.append((name, *operands))
        return {"next": [7], "len": 2, "iter": iter([1])}.get(name, 5)

    return type("Stub", (), methods(names, perform)), asked


def test_operations_on_what_stands_for_another():
    """Are asked for with the object first; reflected ones with it last."""
    kind, asked = standing(["add", "radd", "len", "call", "getitem", "next"])
    stub = kind()
    assert (stub + 1, 1 + stub, len(stub), stub["a"]) == (5, 5, 2, 5) and next(stub) == 7
    assert asked == [("add", stub, 1), ("add", 1, stub), ("len", stub), ("getitem", stub, "a"), ("next", stub)]
    assert sorted(name for name in vars(kind) if name in ("__add__", "__radd__", "__len__", "__sub__")) == [
        *("__add__", "__len__", "__radd__")
    ]


def test_an_iterator_ends_where_nothing_comes():
    """A list of nothing is its end."""
    kind = type("Stub", (), methods(["next"], lambda name, found: []))
    with pytest.raises(StopIteration):
        next(kind())


def test_operands_of_any_number():
    """`pow` and `round` have some to choose from."""
    kind, asked = standing(["pow", "round"])
    stub = kind()
    pow(stub, 2)
    round(stub, 3)
    assert asked == [("pow", stub, 2), ("round", stub, 3)]
