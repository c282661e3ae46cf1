"""Python's containers: list, tuple, set, dict and what the collections module adds."""

from collections import Counter, OrderedDict, defaultdict, deque
from typing import TYPE_CHECKING, Any

from autograder.values.expecting import expect, items, text
from autograder.values.kinds import Kind, Table
from autograder.values.limits import Unencodable

if TYPE_CHECKING:
    from autograder.values.decoding import Reader
    from autograder.values.encoding import Writer

FACTORIES: dict[str, type] = {
    kind.__name__: kind for kind in (bool, int, float, complex, str, bytes, list, tuple, set, frozenset, dict)
}


def _encode_items(writer: "Writer", found: Any) -> list[Any]:
    return [writer.values(found)]


def _fill_list(reader: "Reader", made: list[Any], raw: list[Any]) -> None:
    made.extend(reader.values(items(raw, 1)[0]))


def _build_tuple(reader: "Reader", raw: list[Any]) -> tuple[Any, ...]:
    return tuple(reader.values(items(raw, 1)[0]))


def _fill_set(reader: "Reader", made: set[Any], raw: list[Any]) -> None:
    made.update(reader.keys(items(raw, 1)[0]))


def _build_frozenset(reader: "Reader", raw: list[Any]) -> frozenset[Any]:
    return frozenset(reader.keys(items(raw, 1)[0]))


def _encode_dict(writer: "Writer", found: dict[Any, Any]) -> list[Any]:
    return [writer.values(found.keys()), writer.values(found.values())]


def _fill_dict(reader: "Reader", made: dict[Any, Any], raw: list[Any]) -> None:
    keys, values = (reader.keys(raw[0]), reader.values(raw[1])) if len(raw) >= 2 else ([], [])
    expect(len(raw) >= 2 and len(keys) == len(values), "as many keys as values")
    for key, value in zip(keys, values, strict=True):
        made[key] = value  # noqa: PERF403 - the `update` of a Counter adds


def _encode_defaultdict(writer: "Writer", found: defaultdict[Any, Any]) -> list[Any]:
    factory = found.default_factory
    name = None if factory is None else str(getattr(factory, "__name__", ""))
    if name is not None and FACTORIES.get(name) is not factory:
        raise Unencodable("A factory that is no built-in type stays where it is.")
    return [*_encode_dict(writer, found), name]


def _build_defaultdict(reader: "Reader", raw: list[Any]) -> defaultdict[Any, Any]:
    name = items(raw, 3)[2]
    expect(name is None or text(name) in FACTORIES, "a built-in type")
    return defaultdict(None if name is None else FACTORIES[name])


def _encode_deque(writer: "Writer", found: deque[Any]) -> list[Any]:
    return [writer.values(found), found.maxlen]


def _build_deque(reader: "Reader", raw: list[Any]) -> deque[Any]:
    length = items(raw, 2)[1]
    expect(length is None or (type(length) is int and 0 <= length < 1 << 62), "a length")
    return deque(maxlen=length)


def _fill_deque(reader: "Reader", made: deque[Any], raw: list[Any]) -> None:
    made.extend(reader.values(raw[0]))


def _encode_slice(writer: "Writer", found: slice) -> list[Any]:
    return [writer.values((found.start, found.stop, found.step))]


def _build_slice(reader: "Reader", raw: list[Any]) -> slice:
    start, stop, step = reader.values(items(items(raw, 1)[0], 3))
    return slice(start, stop, step)


TYPES: Table = {
    list: Kind("list", _encode_items, lambda reader, raw: [], _fill_list),
    tuple: Kind("tuple", _encode_items, _build_tuple),
    set: Kind("set", _encode_items, lambda reader, raw: set(), _fill_set),
    frozenset: Kind("frozenset", _encode_items, _build_frozenset),
    dict: Kind("dict", _encode_dict, lambda reader, raw: {}, _fill_dict),
    OrderedDict: Kind("ordereddict", _encode_dict, lambda reader, raw: OrderedDict(), _fill_dict),
    Counter: Kind("counter", _encode_dict, lambda reader, raw: Counter(), _fill_dict),
    defaultdict: Kind("defaultdict", _encode_defaultdict, _build_defaultdict, _fill_dict),
    deque: Kind("deque", _encode_deque, _build_deque, _fill_deque),
    slice: Kind("slice", _encode_slice, _build_slice),
}
