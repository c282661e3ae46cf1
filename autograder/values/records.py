"""Named tuples, and objects of classes that the course's own cells define: they cross as what they hold.

Which class stands for a name on the other side, `stub` says there: {"kind": "record", "name": …, "fields": …} for a named
tuple, {"kind": "given", "name": …} for a class of the course's own.
"""

from collections import deque
from collections.abc import Iterable
from functools import cached_property
from types import FunctionType
from typing import TYPE_CHECKING, Any

from autograder.values.expecting import expect, items, text
from autograder.values.kinds import Kind, Table, words
from autograder.values.limits import Unencodable

if TYPE_CHECKING:
    from autograder.values.decoding import Reader
    from autograder.values.encoding import Writer

HEAP = 1 << 9  # Python's flag of classes that are made by a class statement, and of a few others
MOST_FIELDS = 200
METHODS = (FunctionType, staticmethod, classmethod, cached_property)
GENERATED = words(
    """__doc__ __slots__ __new__ __repr__ __getnewargs__ __match_args__ __module__ __annotations__ __orig_bases__ __replace__
    __annotate_func__ __annotations_cache__ __static_attributes__ __firstlineno__
    _fields _field_defaults _make _replace _asdict"""
)  # what a named tuple's class holds besides its fields

_given: dict[type, str] = {}


def register(classes: Iterable[tuple[str, type]]) -> None:
    """Let objects of some classes cross as what they hold.

    Args:
        classes: of the course's own, each with its name; those whose objects are laid out in another way stay as they are.
    """
    _given.update({kind: name for name, kind in classes if _is_plain(kind)})


def _is_plain(kind: type) -> bool:
    """Whether an object of a class is its attributes and nothing else."""
    own = [one for one in kind.__mro__ if one is not object]
    return all(one.__flags__ & HEAP and one.__module__ in ("__main__", "abc", "typing") for one in own) and not any(
        "__getattr__" in vars(one) or "__getattribute__" in vars(one) or "__reduce__" in vars(one) for one in own
    )


def kind_of_class(exact: type) -> Kind | None:
    """The kind of objects of a class, None where it is neither."""
    if exact in _given:
        return INSTANCE
    return RECORD if exact.__bases__ == (tuple,) and _is_record(exact) else None


def _is_record(exact: type) -> bool:
    held = vars(exact)
    fields = held.get("_fields")
    return type(fields) is tuple and held.keys() <= GENERATED | {*fields}


def attributes(found: Any) -> dict[str, Any]:
    """An object's own attributes, in `__dict__` and in slots."""
    slots = [slot for kind in type(found).__mro__ for slot in _slots(vars(kind).get("__slots__", ()))]
    held = {slot: getattr(found, slot) for slot in slots if not slot.startswith("__") and hasattr(found, slot)}
    own = getattr(found, "__dict__", {}).items()
    return held | {name: value for name, value in own if type(_of_class(found, name)) is not cached_property}


def _of_class(found: Any, name: str) -> Any:
    """What stands for a name in an object's class; None for nothing."""
    return next((vars(kind)[name] for kind in type(found).__mro__ if name in vars(kind)), None)


def _hides_method(found: Any, names: Iterable[str]) -> bool:
    """Whether one of an object's attributes would stand before what its class, the course's own, does or says."""
    return any(isinstance(_of_class(found, name), METHODS) for name in names)


def _slots(slots: Any) -> tuple[str, ...]:
    return (slots,) if isinstance(slots, str) else tuple(slots)


def set_attributes(found: Any, held: dict[Any, Any]) -> None:
    """Make an object hold other attributes.

    Raises:
        Malformed: these are none.
    """
    expect(all(type(name) is str and name.isidentifier() and not name.startswith("__") for name in held), "attributes")
    expect(not _hides_method(found, held), "attributes that are no methods of the class")
    for name in attributes(found).keys() - held.keys():
        object.__delattr__(found, name)
    for name, value in held.items():
        object.__setattr__(found, name, value)


def parts_of(found: Any) -> Iterable[Any]:
    """What a container, a record or an object of a class of the course's own holds; nothing for others."""
    exact = type(found)
    if issubclass(exact, dict):
        return (*found.keys(), *found.values())
    if issubclass(exact, list | tuple | set | frozenset | deque):
        return found  # type: ignore[no-any-return]
    return attributes(found).values() if exact in _given else ()


def _encode_record(writer: "Writer", found: Any) -> list[Any]:
    return [type(found).__name__, list(type(found)._fields), writer.values(found)]


def _build_record(reader: "Reader", raw: list[Any]) -> Any:
    name, fields, values = items(raw, 3)
    named = [text(field, 100) for field in items(fields, most=MOST_FIELDS)]
    made = reader.stub({"kind": "record", "name": text(name, 100), "fields": " ".join(named)})
    found = reader.values(values)
    expect(len(found) == len(named), "as many values as fields")
    return tuple.__new__(made, found)


def _encode_instance(writer: "Writer", found: Any) -> list[Any]:
    held = attributes(found)
    if not all(type(name) is str and name.isidentifier() for name in held) or _hides_method(found, held):
        raise Unencodable("No object that is its attributes.")
    return [_given[type(found)], list(held), writer.values(held.values())]


def _build_instance(reader: "Reader", raw: list[Any]) -> Any:
    kind = reader.stub({"kind": "given", "name": text(items(raw, 3)[0], 100)})
    expect(isinstance(kind, type) and kind in _given, "an object of a class of the course's own")
    return object.__new__(kind)


def _fill_instance(reader: "Reader", made: Any, raw: list[Any]) -> None:
    names, values = [text(name, 200) for name in items(raw[1])], reader.values(raw[2])
    expect(len(names) == len(values), "as many values as attributes")
    set_attributes(made, dict(zip(names, values, strict=True)))


RECORD = Kind("record", _encode_record, _build_record)
INSTANCE = Kind("instance", _encode_instance, _build_instance, _fill_instance)
KINDS: Table = {tuple: RECORD, object: INSTANCE}  # found by `kind_of_class`
