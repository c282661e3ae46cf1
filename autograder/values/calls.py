"""Arguments that a call changed: noticed where the function ran, and done again to the caller's own objects."""

import hashlib
import json
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.values.decoding import Loaded
from autograder.values.encoding import Writer
from autograder.values.expecting import expect
from autograder.values.limits import Limits, Malformed
from autograder.values.records import attributes, set_attributes
from autograder.values.registry import kind_of

DICTS = (dict, OrderedDict, Counter, defaultdict)
LISTS = (list, deque)
BESIDE = (
    "series",
    "frame",
    "tfvariable",
    "kerasvariable",
    "model",
    "masked",
    "instance",
)  # compared by what they would send


@dataclass
class State:
    """What mutable objects held before a call: parts themselves, or a hash of numbers."""

    held: dict[int, Any] = field(default_factory=dict)


def snapshot(loaded: Loaded) -> State:
    """Remember what the objects of a message hold.

    Args:
        loaded: the arguments of a call.

    Returns:
        The state, for `changes`. It costs a list of references for each container and a hash of each array.
    """
    states = {number: state_of(found) for number, found in loaded.proper.items()}
    return State({number: state for number, state in states.items() if state is not None})


def changes(loaded: Loaded, state: State) -> list[tuple[int, Any]]:
    """Find the objects that hold something else now.

    Args:
        loaded: the arguments of a call.
        state: what they held before.

    Returns:
        The number of each changed object with its content now: a list, dict, set, bytes, array, table, or the state
        of a model.
    """
    changed = (number for number, before in state.held.items() if differs(before, state_of(loaded.proper[number])))
    return [(number, content_of(loaded.proper[number])) for number in changed]


def put_content(originals: dict[int, Any], changed: Any) -> None:
    """Make the caller's own objects hold what the changed ones hold.

    Args:
        originals: the caller's own objects by number.
        changed: the number of each that changed with its content now, as it came. Objects keep their identity.

    Raises:
        Malformed: a change does not fit its object. Then none has been made, or some of them.
    """
    expect(type(changed) is list and len(changed) <= len(originals), "a list of changes")
    steps: list[tuple[Callable[[Any, Any], None], Any, Any]] = []
    for change in changed:
        expect(type(change) is tuple and len(change) == 2 and type(change[0]) is int, "a number and a content")
        original = originals.get(change[0])
        step = _step(original, change[1])
        expect(step is not None, "a change that fits the object")
        steps.append((step, original, change[1]))  # type: ignore[arg-type]
    try:
        for step, original, content in steps:
            step(original, content)
    except Exception as error:  # what pandas or Keras say to content that does not fit
        raise Malformed(f"A change cannot be made ({type(error).__name__}).") from error


def state_of(found: Any) -> Any:
    """Return what tells whether an object has changed; None for one that cannot change, or stays where it is."""
    exact = type(found)
    if exact in LISTS:
        return list(found)
    if exact in DICTS:
        return [*found.keys(), *found.values()]
    if exact is set:
        return set(map(id, found)), list(found)
    if exact is bytearray:
        return bytes(found)
    if exact is np.ndarray and found.dtype == object:
        return found.ravel().tolist()
    if exact is np.ndarray:
        return found.shape, found.strides, found.dtype.str, _hash(found)
    kind = kind_of(found)
    return _sent(found) if kind is not None and kind.name in BESIDE else None


def differs(before: Any, now: Any) -> bool:
    """Compare states; parts count as the same only when they are the same objects."""
    if type(before) is list:
        return len(before) != len(now) or any(one is not other for one, other in zip(before, now))
    return bool(before[0] != now[0] if type(before) is tuple and type(before[0]) is set else before != now)


def _hash(array: np.ndarray) -> bytes:
    """Hash an array's numbers; 1.3 GB a second where the processor knows SHA-256."""
    ordered = array.T if array.flags.f_contiguous else np.ascontiguousarray(array)
    flat = ordered.reshape(-1)
    return hashlib.sha256(flat.view(np.uint8).data if flat.nbytes else b"").digest()


@dataclass
class _Sent:
    """What a table, a variable or a model would send; parts count by identity, and stay alive to keep it."""

    node: str
    hashes: list[bytes]
    parts: list[Any] = field(compare=False)


def _sent(found: Any) -> _Sent:
    writer = Writer(lambda part: {"id": id(part)}, lambda part: id(part), Limits())
    kind = kind_of(found)
    try:
        node = kind.encode(writer, found) if kind else []
    except Exception:  # noqa: BLE001 - a model may have become something that cannot be sent
        return _Sent("no longer of its kind", [], [])
    writer.run()
    hashes = [hashlib.sha256(blob).digest() for blob in writer.blobs]
    return _Sent(json.dumps([node, writer.nodes]), hashes, writer.found)


def content_of(found: Any) -> Any:
    """Return a shallow copy of what an object holds, in a form that is no longer the object itself."""
    exact = type(found)
    if exact in LISTS:
        return list(found)
    if exact in DICTS:
        return dict(found)
    if exact is set:
        return set(found)
    if exact is bytearray:
        return bytes(found)
    kind = kind_of(found)
    if kind is not None and kind.name == "instance":
        return attributes(found)
    if kind is not None and kind.name == "model":
        from autograder.values.models import ModelState

        return ModelState.of(found)
    return np.asarray(found.numpy()) if kind is not None and kind.name.endswith("variable") else found.copy()


def _step(original: Any, content: Any) -> Callable[[Any, Any], None] | None:
    """Return what puts a content into an object; None where they do not fit."""
    exact, given = type(original), type(content)
    pairs: list[tuple[bool, Callable[[Any, Any], None]]] = [
        (exact is list and given is list, lambda one, other: one.__setitem__(slice(None), other)),
        (exact is deque and given is list, _set_deque),
        (exact in DICTS and given is dict, _set_dict),
        (exact is set and given is set, _set_set),
        (exact is bytearray and given is bytes, lambda one, other: one.__setitem__(slice(None), other)),
        (exact is np.ndarray and given is np.ndarray and _alike(original, content), np.copyto),
        (exact is np.ma.MaskedArray and given is exact and _alike(original, content), _set_masked),
    ]
    found = next((step for fits, step in pairs if fits), None)
    return found or _library_step(original, content)


def _library_step(original: Any, content: Any) -> Callable[[Any, Any], None] | None:
    """The same for tables, variables and models."""
    kind = kind_of(original)
    name = kind.name if kind else ""
    if name in ("series", "frame") and type(content) is type(original):
        return _set_series if name == "series" else lambda one, other: one._update_inplace(other)
    if name in ("tfvariable", "kerasvariable") and type(content) is np.ndarray:
        return lambda one, other: one.assign(other) if tuple(one.shape) == other.shape else expect(False, "a shape")
    if name == "instance":
        return set_attributes if type(content) is dict else None
    if name == "model":
        from autograder.values.models import ModelState

        return (lambda one, other: other.apply_to(one)) if type(content) is ModelState else None
    return None


def _alike(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and one.dtype == other.dtype and one.flags.writeable


def _set_dict(one: dict[Any, Any], other: dict[Any, Any]) -> None:
    one.clear()
    for key, value in other.items():
        one[key] = value  # noqa: PERF403 - the `update` of a Counter adds


def _set_set(one: set[Any], other: set[Any]) -> None:
    one.clear()
    one.update(other)


def _set_deque(one: deque[Any], other: list[Any]) -> None:
    one.clear()
    one.extend(other)


def _set_series(one: Any, other: Any) -> None:
    one._update_inplace(other)
    one.name = other.name


def _set_masked(one: Any, other: Any) -> None:
    np.copyto(one.data, other.data)
    one.mask = other.mask
