"""The closed list: which kind a value is of, and which kind a name on the wire means."""

import sys
from collections.abc import Callable
from typing import Any

from autograder.values import arrays, names, plain, records, scalars
from autograder.values.kinds import Kind, Table
from autograder.values.limits import Malformed


def _tables() -> Table:
    from autograder.values import tables

    return tables.types()


def _tensors() -> Table:
    from autograder.values import tensors

    return tensors.types()


def _keras() -> Table:
    from autograder.values import models, parts

    return {**parts.types(), **models.types()}


def _figures() -> Table:
    from autograder.values import figures

    return figures.types()


# A library's types join when it is imported: on the sending side by the student's code, on the other by a message
# that names one of its kinds.
LIBRARIES: dict[str, Callable[[], Table]] = {
    "pandas": _tables,
    "tensorflow": _tensors,
    "keras": _keras,
    "matplotlib.figure": _figures,
}
KINDS_OF: dict[str, str] = {
    **dict.fromkeys(("series", "frame", "index", "na", "nat", "timestamp", "duration"), "pandas"),
    **dict.fromkeys(("tensor", "tfvariable", "tfdtype", "tfshape"), "tensorflow"),
    **dict.fromkeys(("model", "modelstate", "history", "kerasvariable", "kerasobject"), "keras"),
    **dict.fromkeys(("figure", "axes", "artist"), "matplotlib.figure"),
}

_by_type: Table = {**plain.TYPES, **scalars.TYPES, **arrays.TYPES, **names.TYPES}
_by_name: dict[str, Kind] = {kind.name: kind for kind in [*_by_type.values(), *records.KINDS.values()]}
_waiting = dict(LIBRARIES)


def kind_of(value: Any) -> Kind | None:
    """Return the kind of a value by its exact type; None for what is not in the closed list."""
    exact = type(value)
    kind = _by_type.get(exact)
    if kind is not None:
        return kind
    joined = [_join(library) for library in list(_waiting) if _is_imported(library)]
    if any(joined):
        kind = _by_type.get(exact)
    if kind is None and issubclass(exact, type):
        return names.NAME
    return kind or records.kind_of_class(exact)


def kind_named(name: str) -> Kind:
    """Return the kind that a node names.

    Raises:
        Malformed: there is none.
    """
    if name not in _by_name and name in KINDS_OF:
        _join(KINDS_OF[name])
    if name not in _by_name:
        raise Malformed(f"There is no kind {name[:40]!r}.")
    return _by_name[name]


def _is_imported(library: str) -> bool:
    """Say whether a library is there, from its first line to its last."""
    spec = getattr(sys.modules.get(library), "__spec__", None)
    return spec is not None and not getattr(spec, "_initializing", False)


def _join(library: str) -> bool:
    """Add a library's types."""
    table = _waiting.pop(library, None)
    if table is None:
        return False
    found = table()
    _by_type.update(found)
    _by_name.update((kind.name, kind) for kind in found.values())
    return True
