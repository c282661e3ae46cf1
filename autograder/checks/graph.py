"""The order in which a Keras model's layers and functions follow each other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import keras

# tf.nn.softmax calls itself softmax_v2 and tf.nn.silu swish; Keras has no function for PReLU, whose slope is learned.
OTHER_NAMES = {"softmaxv2": "softmax", "logsoftmaxv2": "log_softmax", "swish": "silu", "identity": "linear"}
LEARNED = {"prelu": "prelu"}
REPEATABLE = {"linear", "relu", "relu6"}  # a second time they change nothing


@dataclass
class Step:
    """One layer or operation, and the places of the steps that take what it gives."""

    operation: Any
    followers: list[int] = field(default_factory=list)


def flat_layers(network: "keras.Model") -> list[Any]:
    """Return the layers and operations in order, those of nested models in their place."""
    return [step.operation for step in steps(network)]


def steps(network: "keras.Model") -> list[Step]:
    """Return the model's graph as a list in order, nested models flattened."""
    found: list[Step] = []
    _add_model(network, [], found)
    return found


def followers_of(network: "keras.Model") -> list[str]:
    """Name the functions that follow each weighted layer, joined by a plus sign, or "linear"."""
    graph = steps(network)
    return [_joined(_functions(graph, step)) for step in graph if _is_weighted(step.operation)]


def function_name(function: Any) -> str:
    """Return Keras's own name of an activation function, or the name that the function has."""
    if function is None:
        return "linear"
    return function_step(function) or str(getattr(function, "__name__", type(function).__name__))


def function_step(operation: Any) -> str | None:
    """Return the name of an activation given as function, layer or operation; None for anything else."""
    kind = str(getattr(operation, "__name__", type(operation).__name__)).replace("_", "").lower()
    if kind == "activation":
        return function_name(operation.activation)
    if kind == "lambda":
        return function_step(getattr(operation, "function", None))
    known = _activation_names().get(kind)
    if known == "relu" and getattr(operation, "max_value", None) == 6:
        return "relu6"
    sloped = bool(getattr(operation, "negative_slope", None))
    return "leaky_relu" if known == "relu" and sloped else known


@cache
def _activation_names() -> dict[str, str]:
    """Map each spelling, without underscores and capitals, to the name of the function in keras.activations."""
    import keras

    public = {name: getattr(keras.activations, name) for name in dir(keras.activations) if name[0].islower()}
    plain = {name.replace("_", ""): function.__name__ for name, function in public.items() if callable(function)}
    not_functions = {"get", "serialize", "deserialize"}
    return {name: own for name, own in plain.items() if name not in not_functions} | OTHER_NAMES | LEARNED


def _add_model(network: Any, sources: list[int], found: list[Step]) -> list[int]:
    """Append a model's steps, fed by the steps at `sources`; return the places of its last ones."""
    parents = _parents(network)
    if parents is None:
        for layer in network.layers:
            sources = _add(layer, sources, found)
        return sources
    ends: dict[str, list[int]] = {}
    for operation in network.operations:
        before = [place for parent in parents.get(operation.name, []) for place in ends.get(parent, [])]
        ends[operation.name] = _add(operation, before or sources, found)
    inner = {parent for names in parents.values() for parent in names}
    return [place for name, places in ends.items() if name not in inner for place in places]


def _add(operation: Any, sources: list[int], found: list[Step]) -> list[int]:
    """Append one layer, or all steps of a nested model."""
    import keras

    if isinstance(operation, keras.Model):
        return _add_model(operation, sources, found)
    found.append(Step(operation))
    for place in sources:
        found[place].followers.append(len(found) - 1)
    return [len(found) - 1]


def _parents(network: Any) -> dict[str, list[str]] | None:
    """Return which operation takes from which in a Functional model; None where layers simply follow each other."""
    if not hasattr(network, "operations"):
        return None
    try:
        layers = network.get_config()["layers"]
    except (KeyError, TypeError, ValueError, NotImplementedError):  # a subclass that does not describe itself
        return None
    return {layer["name"]: list(_names_in(layer["inbound_nodes"])) for layer in layers}


def _names_in(node: Any) -> Iterator[str]:
    """Yield the names of the operations that a saved node takes its tensors from."""
    if isinstance(node, dict):
        if "keras_history" in node:
            yield node["keras_history"][0]
        node = list(node.values())
    if isinstance(node, list | tuple):
        for part in node:
            yield from _names_in(part)


def _is_weighted(operation: Any) -> bool:
    """Say whether a layer has weights of its own that mix its inputs: no normalisation, no activation."""
    kind = type(operation).__name__
    return bool(getattr(operation, "weights", None)) and not kind.endswith("Normalization") and kind != "PReLU"


def _functions(graph: list[Step], step: Step) -> list[str]:
    """Collect the functions from a weighted layer on to the next one."""
    own = getattr(step.operation, "activation", None)
    names = [function_name(own)]
    while step.followers and not _is_weighted((step := graph[step.followers[0]]).operation):
        names.append(function_step(step.operation) or "linear")
    return names


def _joined(names: list[str]) -> str:
    """Join the names of functions, leaving out those that change nothing."""
    kept: list[str] = []
    for name in names:
        if name != "linear" and not (name in REPEATABLE and name in kept[-1:]):
            kept.append(name)
    return "+".join(kept) or "linear"
