"""All that an object of Keras's is made of, attribute by attribute, in one spelling: two that train alike say the same.

A plan holds what Keras's own descriptions hold, and Keras leaves things out of these: `AdamW.exclude_from_weight_decay`, an attribute
that somebody set, a method that somebody replaced. So whoever asks for a training says all of its state beside the plan, whoever trains
looks at what was built from the plan, and where the two are not the same the training stays where it is.
"""

import inspect
import threading
import weakref
from collections.abc import Iterator
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np
from blake3 import blake3

from autograder.values import Unencodable, private

PLAIN = (bool, int, float, complex, str, bytes, type(None), type(...))
LIBRARIES = ("keras.", "tensorflow.", "optree.", "numpy.")
MEANINGLESS = (type(threading.Lock()), type(threading.RLock()), threading.local, weakref.ref, weakref.WeakKeyDictionary)
DEEPEST = 60
LONGEST = 80  # characters of a value that stands as it is
IGNORED = {
    "what it is called": (
        "name",
        "_name",
        "_auto_name",
        "_path",
        "_parent_path",
        "variable_path",
        "_trainable_variables_indices",
    ),
    "how Keras and TensorFlow keep track of attributes": (
        *(
            "_tracker",
            "_obj_reference_counts_dict",
            "_tf_trackable",
            "_layer_checkpoint_dependencies",
            "_lock",
            "_non_tracked",
            "_tracked",
            "backend",
        ),
        *(
            "_api_export_path",
            "_api_export_symbol_id",
            "_call_signature",
            "_call_context_args",
            "_auto_config",
            "_initial_config",
        ),
    ),
    "how layers hang together, which a plan holds": (
        *(
            "_inbound_nodes",
            "_outbound_nodes",
            "_nodes",
            "_nodes_by_depth",
            "_operations_by_depth",
            "_operations",
            "_layers_map",
        ),
        *("_inputs", "_outputs", "_inputs_struct", "_outputs_struct", "_input_names", "_output_names", "_parent"),
        *(
            "_functional",
            "_batch_shape",
            "_input_tensor",
            "_dtype_policy_name",
            "_seed_generators",
            "_build_shapes_dict",
        ),
    ),
    "what a plan holds, in the spelling in which it was given": (
        *(
            "_compile_config",
            "_user_loss",
            "_user_loss_weights",
            "_user_metrics",
            "_user_weighted_metrics",
            "_metrics",
            "_loss",
            "loss",
            "output_names",
            "_compiled_trainable_state",
        ),
        *(
            "_weighted_metrics",
            "_run_eagerly",
            "steps_per_execution",
            "_steps_per_execution",
            "unrolled_steps_per_execution",
        ),
    ),
    "what is used up when a model has its variables": ("_input_shape_arg",),
    "values of variables, which a plan holds": ("_value", "_initializer", "_ndim", "_shape"),
    "what a training sets before it looks at it": (
        "_model",
        "params",
        "history",
        "stop_training",
        "stop_evaluating",
        "stop_predicting",
        "_losses",
        "_eval_epoch_iterator",
    ),
    "where random numbers began, which is among the variables now": ("_initial_seed",),
    "what was compiled from all this, which is looked at apart": (
        "train_function",
        "test_function",
        "predict_function",
    ),
}
_IGNORED = frozenset().union(*IGNORED.values())


class Different(Exception):
    """What was built from a plan is not what the plan was made of."""


def state_of(*roots: Any) -> list[str]:
    """The state of some objects.

    Args:
        roots: a built and compiled model, callbacks.

    Returns:
        A line for each attribute, in a fixed order: where it is, and what it is.

    Raises:
        Unencodable: something in them is not of a library, or was replaced.
    """
    walk = _Walk(_names(roots[0]))
    return [line for place, root in enumerate(roots) for line in walk.lines(f"{place}", root, 0)]


def compare(told: list[str], built: list[str]) -> None:
    """Compare the state of the original with that of what was built.

    Raises:
        Different: they are not the same; with the first attribute that is not.
    """
    if told != built:
        first = next((line for line in told if line not in set(built)), None) or f"nothing of {len(built)} attributes"
        raise Different(f"The plan does not hold this: {first}"[:500])


class _Walk:
    """One walk through some objects; what was met before is told by its number."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._met: dict[int, int] = {}
        self._open: set[int] = set()

    def lines(self, where: str, found: Any, depth: int) -> Iterator[str]:
        """Tell one value, and all in it."""
        if depth > DEEPEST:
            raise Unencodable("Such deep attributes stay where they are.")
        kind = type(found)
        if kind is str and found in self._names:
            yield f"{where} a name"
        elif kind in PLAIN or isinstance(found, np.generic | np.dtype):
            yield f"{where} {kind.__name__} {_short(repr(found))}"
        elif isinstance(found, np.ndarray):
            yield f"{where} array {found.dtype} {found.shape} {_hash(found.tobytes())}"
        elif isinstance(found, FunctionType | BuiltinFunctionType | type | ModuleType):
            yield f"{where} {_name(found)}"
        elif isinstance(found, MethodType):
            yield f"{where} method {_name(found.__func__)}"
        elif id(found) in self._met:
            yield f"{where} again {self._met[id(found)]}"
        elif id(found) in self._open:
            yield f"{where} itself"
        else:
            if hasattr(found, "assign") or hasattr(found, "_tracker"):  # what a plan says the identity of, too
                self._met[id(found)] = len(self._met)
            self._open.add(id(found))
            yield from self._parts(where, found, depth + 1)
            self._open.discard(id(found))

    def _parts(self, where: str, found: Any, depth: int) -> Iterator[str]:
        if isinstance(found, dict):
            yield f"{where} dict {len(found)}"
            for number, (key, value) in enumerate(found.items()):
                yield from self.lines(f"{where}.{number}", key if isinstance(key, PLAIN) else "key", depth)
                yield from self.lines(f"{where}[{number}]", value, depth)
        elif isinstance(found, list | tuple):
            yield f"{where} {len(found)} in a row"
            for number, value in enumerate(found):
                yield from self.lines(f"{where}[{number}]", value, depth)
        elif isinstance(found, set | frozenset):
            inside = sorted(line for value in found for line in self.lines("", value, depth))
            yield f"{where} set {inside}"
        else:
            yield from self._object(where, found, depth)

    def _object(self, where: str, found: Any, depth: int) -> Iterator[str]:
        kind = type(found)
        if isinstance(found, MEANINGLESS):
            yield f"{where} {kind.__name__}"
            return
        if not f"{kind.__module__}.".startswith(LIBRARIES):
            raise Unencodable(f"A {kind.__name__} stays where it is: {where}")
        yield f"{where} {'a loss' if _is_plain_loss(found) else f'{kind.__module__}.{kind.__qualname__}'}"
        if hasattr(found, "numpy") and not hasattr(found, "assign"):
            yield from self.lines(f"{where}.numbers", np.asarray(found), depth)
            return
        for name, value in _of_loss(found) if _is_plain_loss(found) else _attributes(found):
            yield from self.lines(f"{where}.{name}", value, depth)


def _names(model: Any) -> frozenset[str]:
    """What its layers and losses are called, which makes no difference."""
    return frozenset(part.name for part in (model, *private.layers_of(model), *private.losses_of(model)))


def _attributes(found: Any) -> Iterator[tuple[str, Any]]:
    """The attributes of an object, but those that say nothing about how it trains."""
    attributes = dict(getattr(found, "__dict__", {}))
    for base in type(found).__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name != "__weakref__" and hasattr(found, name):
                attributes.setdefault(name, getattr(found, name))
    drawn = type(found).__module__.startswith("keras.src.initializers")
    for name in sorted(attributes):
        if name not in _IGNORED and not name.startswith("_self_") and not (drawn and name in ("seed", "_init_seed")):
            yield name, attributes[name]


def _is_plain_loss(found: Any) -> bool:
    """Whether a loss is nothing but a function and its arguments: then it makes no difference of which class it is."""
    import keras

    base = keras.losses.Loss
    return (
        isinstance(found, base) and hasattr(found, "fn") and type(found).call.__qualname__ == "LossFunctionWrapper.call"
    )


def _of_loss(found: Any) -> Iterator[tuple[str, Any]]:
    """The attributes of a plain loss, its function's arguments as they are when it is called."""
    parameters = inspect.signature(found.fn).parameters
    usual = {name: one.default for name, one in parameters.items() if one.default is not inspect.Parameter.empty}
    given = dict(found._fn_kwargs)
    yield "arguments", dict(sorted((usual | given).items()))
    for name, value in _attributes(found):
        if name != "_fn_kwargs" and name not in usual:
            yield name, value


def _name(found: Any) -> str:
    """What a function, class or module of a library is called.

    Raises:
        Unencodable: it is somebody's own, or bears the name of another.
    """
    module, name = getattr(found, "__module__", None), getattr(found, "__qualname__", getattr(found, "__name__", ""))
    if isinstance(found, ModuleType):
        module, name = found.__name__, ""
    if isinstance(found, BuiltinFunctionType) or f"{module}.".startswith(("builtins.", "_operator.", "math.")):
        return f"builtin {name}"
    if not f"{module}.".startswith(LIBRARIES):
        raise Unencodable(f"{name} in a model stays where it is.")
    if "<locals>" in name:
        return f"made by {module}.{name} {_hash(found.__code__.co_code)}"
    return f"{module}.{name}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else _hash(text.encode())


def _hash(content: bytes) -> str:
    return blake3(content).hexdigest()[:32]
