"""Python's own operations on objects by name: done where an object lives, asked for where something stands for it."""

import asyncio
import operator
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

ARITHMETIC = (
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "lshift",
    "rshift",
    "and",
    "or",
    "xor",
)
COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")
TYPES: dict[str, type] = {
    **{"len": int, "hash": int, "bool": bool, "int": int, "float": float, "complex": complex, "index": int},  # noqa: PIE800
    **{"str": str, "repr": str, "bytes": bytes, "format": str, "contains": bool},  # noqa: PIE800
}  # of what the operations give, where Python itself insists on it
_UNARY: list[Any] = [
    operator.neg,
    operator.pos,
    operator.invert,
    operator.index,
    operator.getitem,
    operator.setitem,
    operator.delitem,
]
_PLAIN: list[Any] = [
    divmod,
    abs,
    round,
    len,
    bool,
    hash,
    int,
    float,
    complex,
    str,
    repr,
    bytes,
    format,
    dir,
    iter,
    reversed,
]

OPERATIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(operator, f"__{name}__") for name in (*ARITHMETIC, *COMPARISONS)},
    **{f"i{name}": getattr(operator, f"__i{name}__") for name in ARITHMETIC},
    **{function.__name__: function for function in [*_UNARY, *_PLAIN]},
    "contains": operator.contains,
    "next": lambda found: _at_most_one(found),
    "enter": lambda found: type(found).__enter__(found),
    "exit": lambda found, *error: type(found).__exit__(found, *error),
    "await": lambda found: _awaited(found),
    "aiter": aiter,
    "anext": lambda found: _awaited(_at_most_one_awaited(found)),
    "aenter": lambda found: _awaited(type(found).__aenter__(found)),
    "aexit": lambda found, *error: _awaited(type(found).__aexit__(found, *error)),
}
"""What each operation does; "next" gives a list of the next item, an empty one at the end, as "anext" does."""

AWAITED = ("anext", "aenter", "aexit")  # whose methods are awaited


def _at_most_one(iterator: Any) -> list[Any]:
    try:
        return [next(iterator)]
    except StopIteration:
        return []


async def _at_most_one_awaited(iterator: Any) -> list[Any]:
    try:
        return [await anext(iterator)]
    except StopAsyncIteration:
        return []


def _awaited(found: Any) -> Any:
    """What an awaitable gives in the end; it is run at once, in a loop of its own, whatever loop runs around it."""
    loop, around = asyncio.new_event_loop(), asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        return loop.run_until_complete(_waiting_for(found))
    finally:
        loop.close()
        asyncio._set_running_loop(around)


async def _waiting_for(found: Any) -> Any:
    return await found


ALWAYS = ("bool", "str", "repr", "format", "hash", "eq", "ne")  # every object has them
OPTIONAL = tuple(name for name in OPERATIONS if name not in (*ALWAYS, "dir"))
REFLECTED = ARITHMETIC


def defined_by(kind: type) -> list[str]:
    """The operations that a class defines itself, or inherits from another than `object`; "call", and "unhashable"."""
    found = [name for name in (*OPERATIONS, "call") if _method_of(kind, f"__{name}__")]
    found += [f"r{name}" for name in REFLECTED if _method_of(kind, f"__r{name}__")]
    return found if _method_of(kind, "__hash__", object.__hash__) else [*found, "unhashable"]


def _method_of(kind: type, method: str, default: Any = None) -> Any:
    """A method by Python's own rule, which does not look at what a class itself can do; `default` for that of `object`."""
    for one in kind.__mro__:
        if one is object:
            break
        if method in vars(one):
            return vars(one)[method]
    return default


def methods(names: Iterable[str], perform: Callable[..., Any]) -> dict[str, Any]:
    """Methods of a class whose objects stand for others.

    Args:
        names: of operations, as `defined_by` gives them.
        perform: called with the name of an operation and its operands.

    Returns:
        A method for each name, by Python's name for it.
    """
    return {f"__{name}__": _method(name, perform) for name in names}


def _method(name: str, perform: Callable[..., Any]) -> Callable[..., Any]:
    if name == "next":
        return lambda self: _next(perform("next", self))
    if name == "await":
        return lambda self: _at_once(partial(perform, "await", self))
    if name in AWAITED:
        return lambda self, *others: _given(name, partial(perform, name, self, *others))
    if name in OPERATIONS:
        return lambda self, *others: perform(name, self, *others)
    return lambda self, other: perform(name[1:], other, self)  # reflected: the other stands first


async def _given(name: str, give: Callable[[], Any]) -> Any:
    """What an `await` of one of Python's own asynchronous methods gives."""
    found = give()
    if name != "anext":
        return found
    for item in found:
        return item
    raise StopAsyncIteration


def _at_once(give: Callable[[], Any]) -> Iterator[Any]:
    """What an `await` is satisfied with: an iterator that ends with the value."""
    return give()
    yield


def _next(found: Any) -> Any:
    """The one item in a list, or the end."""
    for item in found:
        return item
    raise StopIteration
