"""Descriptions of layers, losses and optimizers that may be built: what is taken as it is, and what is refused in which words."""

import pytest

from autograder.values import Malformed, recipes
from autograder.values.recipes import (
    LARGEST,
    LARGEST_TABLE,
    LARGEST_UNBUILT,
    MOST_RECIPES,
    checked,
    checked_compilation,
)


def layer(**config):
    return {"module": "keras.layers", "class_name": "Dense", "config": config, "registered_name": None}


def function(name):
    return {"module": "builtins", "class_name": "function", "config": name, "registered_name": "function"}


def special(name, config):
    return {"class_name": name, "config": config}


def refusal(config, **options):
    with pytest.raises(Malformed) as refused:
        checked(config, **options)
    said = str(refused.value)
    assert said.startswith("The message should hold ") and said.endswith(" here.")
    return said.removeprefix("The message should hold ").removesuffix(" here.")


TENSOR = {"shape": [None, 3], "dtype": "float32", "keras_history": ["a", 0, 0]}
TAKEN = {
    "numbers": layer(units=LARGEST, less=-LARGEST, rate=1e300, name="d", none=None, truth=True),
    "a long text": layer(name="x" * 10_000),
    "lists": layer(shape=[1, [2, "a"], {"b": [3]}]),
    "another layer": layer(inner=layer(units=1)),
    "all entries": layer()
    | {"build_config": {"input_shape": [None, 3]}, "name": "n", "inbound_nodes": []}
    | {"shared_object_id": 5},
    "its own name": layer() | {"registered_name": "Dense"},
    "a dtype": layer(dtype="float32"),
    "a seed": layer(seed=(1 << 63) - 1, decay_steps=1 - (1 << 63), boundaries=[1, 2], warmup_steps=None),
    "an amount": layer(values=[1.5, 1e18], mean=None, variance=(1 << 63) - 1, value=-0.5),
    "a table": layer(num_classes=LARGEST_TABLE, num_thresholds=1),
    "nothing special": layer(unroll=False, sparse=None, ragged=False, quantization_config=None, lora_rank=None),
    "truth": layer(trainable=True, use_bias=False, run_eagerly=False),
    "a function": layer(activation=function("relu")),
    "a tensor": layer(args=[special("__keras_tensor__", TENSOR)]),
    "a scalar's tensor": layer(args=special("__keras_tensor__", TENSOR | {"shape": [], "dtype": None})),
    "a constant": layer(x=special("__numpy__", {"value": [[1, 2.5], [True, []]], "dtype": "int8"})),
    "a number": layer(x=special("__tensor__", {"value": 3, "dtype": None})),
    "a slice": layer(x=special("__slice__", {"start": None, "stop": 5, "step": -1})),
    "an ellipsis": layer(x=special("__ellipsis__", {})),
    "an operation": {"module": "keras.src.ops.core", "class_name": "Cast", "config": {}},
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_on_the_list_is_taken_as_it_is(name):
    """A copy, at all depths."""
    found = checked(TAKEN[name])
    assert found == TAKEN[name] and found is not TAKEN[name] and found["config"] is not TAKEN[name]["config"]


def test_functions_are_spelled_as_keras_does():
    """With nothing else around the name."""
    for given, name in (("softmax_v2", "softmax"), ("log_softmax_v2", "log_softmax"), ("tanh", "tanh")):
        raw = {"module": "evil", "class_name": "function", "config": given, "other": 1}
        assert checked(layer(activation=raw))["config"]["activation"] == function(name)


def test_special_values_are_nothing_but_themselves():
    """Whatever stood beside them is left out."""
    raw = special("__ellipsis__", {}) | {"module": "evil", "registered_name": "x"}
    assert checked(layer(x=raw))["config"]["x"] == special("__ellipsis__", {})


REFUSED = {
    "the description of a Keras object": [
        *(5, None, [], {}, {"config": {}}),
        layer() | {"other": 1},
        layer(x=layer() | {"other": 1}),
    ],
    "a class on the list": [
        layer() | {"class_name": "Lambda"},
        layer() | {"module": "keras.losses"},
        layer() | {"module": "os"},
        {"class_name": "Dense", "config": {}},
        layer(x={"class_name": "Dense"}),
    ],
    "a class of Keras's own": [layer() | {"registered_name": "my>Dense"}, layer() | {"registered_name": ""}],
    "a configuration": [
        layer() | {"config": None},
        layer() | {"config": []},
        {"module": "keras", "class_name": "Sequential"},
    ],
    "plain entries": [
        *(layer(x={name: 1}) for name in ("module", "registered_name", "spec_name", "compile_config")),
        layer(module="x"),
    ],
    "a plain value": [layer(x=1j), layer(x=(1, 2)), layer(x=b"a")],
    "a text": [
        layer(x="x" * 10_001),
        {"class_name": 5},
        {"class_name": "x" * 101},
        layer(x={"class_name": "function", "config": 5}),
    ],
    f"a whole number from {-LARGEST} to {LARGEST}": [layer(x=LARGEST + 1), layer(x=-LARGEST - 1)],
    "a function of Keras's": [layer(x=function("eval")), layer(x=function("")), layer(x=function("get"))],
    "a dtype": [
        layer(dtype="object"),
        layer(dtype=5),
        layer(x=special("__keras_tensor__", TENSOR | {"dtype": "object"})),
        layer(x=special("__numpy__", {"value": 1, "dtype": "object"})),
    ],
    "a whole number": [
        *(layer(seed=wrong) for wrong in (1 << 63, -(1 << 63), 1.5, "1", True)),
        layer(x=special("__slice__", {"start": 1.5, "stop": None, "step": None})),
        layer(x=special("__slice__", {"start": None, "stop": None, "step": "1"})),
    ],
    "a number": [layer(value=wrong) for wrong in (1 << 63, -float(1 << 63), "1", True)],
    "a number of classes or thresholds": [layer(num_classes=wrong) for wrong in (0, -1, LARGEST_TABLE + 1, 1.5, True)],
    "nothing special": [layer(unroll=wrong) for wrong in (True, 0, "x", 1)],
    "true or false": [layer(trainable=wrong) for wrong in (None, 1, "x")],
    "a tensor": [
        layer(x=special("__keras_tensor__", wrong))
        for wrong in (None, [], {"shape": [], "dtype": None}, TENSOR | {"x": 1})
    ],
    "a list": [
        layer(x=special("__keras_tensor__", TENSOR | {"shape": None})),
        layer(x=special("__keras_tensor__", TENSOR | {"keras_history": None})),
    ],
    "a list of another length": [
        layer(x=special("__keras_tensor__", TENSOR | {"shape": [1] * 21})),
        layer(x=special("__keras_tensor__", TENSOR | {"keras_history": ["a", 0]})),
    ],
    "a whole number from 0 to 10000000": [
        layer(x=special("__keras_tensor__", TENSOR | {"shape": [wrong]})) for wrong in (-1, LARGEST + 1, 1.5, True)
    ],
    "a whole number from 0 to 1000": [
        layer(x=special("__keras_tensor__", TENSOR | {"keras_history": ["a", *wrong]}))
        for wrong in ((-1, 0), (0, -1), (1001, 0), (0, 1001), ("0", 0), (0, None))
    ],
    "a constant": [
        layer(x=special(kind, wrong))
        for kind in ("__numpy__", "__tensor__")
        for wrong in (None, {"value": 1}, {"dtype": None})
    ],
    "numbers": [layer(x=special("__numpy__", {"value": wrong, "dtype": None})) for wrong in (None, "1", [["1"]], {})],
    "a slice": [layer(x=special("__slice__", wrong)) for wrong in (None, {}, {"start": 1, "stop": 2})],
    "an ellipsis": [layer(x=special("__ellipsis__", wrong)) for wrong in (None, [], {"a": 1})],
}


@pytest.mark.parametrize(("says", "config"), [(says, one) for says, several in REFUSED.items() for one in several])
def test_what_is_not_is_refused(says, config):
    """In words that say what should stand there."""
    assert refusal(config) == says


def nested(depth, innermost=1):
    for _ in range(depth):
        innermost = [innermost]
    return innermost


def test_descriptions_have_a_depth():
    """Forty lists, entries or objects inside one another."""
    assert checked(layer(x=nested(37))) and refusal(layer(x=nested(38))) == "a description less deep"
    deep = {"a": 1}
    for _ in range(36):
        deep = {"a": deep}
    assert checked(layer(x=deep)) and refusal(layer(x={"a": deep})) == "a description less deep"
    inner = layer()
    for _ in range(19):
        inner = layer(x=inner)
    assert checked(inner) and refusal(layer(x=inner)) == "a description less deep"
    for depth, fine in ((7, True), (8, False)):
        constant = layer(x=special("__numpy__", {"value": nested(depth), "dtype": None}))
        assert checked(constant) if fine else refusal(constant) == "a constant less deep"


def test_tensors_have_a_place():
    """Of a name of so many letters."""
    for length, fine in ((1000, True), (1001, False)):
        raw = layer(x=special("__keras_tensor__", TENSOR | {"keras_history": ["x" * length, 1000, 1000]}))
        assert checked(raw) if fine else refusal(raw) == "a text"
    assert checked(layer(x=special("__keras_tensor__", TENSOR | {"shape": [LARGEST] * 20})))


def test_objects_are_counted_and_cost_something():
    """Ten for each, functions and special values among them."""
    spent = []
    checked(layer(a=layer(), b=function("relu"), c=special("__ellipsis__", {})), spend=spent.append)
    assert spent == [40]
    many = [special("__ellipsis__", {})] * (MOST_RECIPES - 1)
    checked(layer(x=many), spend=spent.append)
    assert spent[-1] == 10 * MOST_RECIPES and refusal(layer(x=[*many, many[0]])) == "fewer objects"


def test_what_has_no_weights_yet_has_narrow_bounds():
    """Nothing tells how large they will become."""
    assert checked(layer(units=LARGEST_UNBUILT), unbuilt=True)
    says = f"a whole number from {-LARGEST_UNBUILT} to {LARGEST_UNBUILT}"
    assert refusal(layer(units=LARGEST_UNBUILT + 1), unbuilt=True) == says


def test_the_outermost_object_is_of_the_kind_that_is_asked_for():
    """What is in it is not."""
    kinds = frozenset({"keras.losses", "keras.layers"})
    assert checked(layer(x={"module": "keras.initializers", "class_name": "Ones", "config": {}}), kinds)
    assert refusal(layer(), modules=frozenset({"keras.losses"})) == "another kind of Keras object"
    assert refusal(function("relu") | {"module": None}, modules=kinds) == "another kind of Keras object"


OPTIMIZER = {"module": "keras.optimizers", "class_name": "Adam", "config": {"learning_rate": 0.5}}


def compilation_refusal(config):
    with pytest.raises(Malformed) as refused:
        checked_compilation(config)
    return str(refused.value).removeprefix("The message should hold ").removesuffix(" here.")


def test_what_a_model_is_compiled_with():
    """Each part by its own rule."""
    given = {
        "optimizer": OPTIMIZER,
        "loss": function("softmax_v2"),
        "loss_weights": [1.0],
        "metrics": ["accuracy"],
        "weighted_metrics": None,
        "run_eagerly": False,
        "steps_per_execution": 1000,
        "jit_compile": "auto",
        "auto_scale_loss": True,
    }
    assert checked_compilation(given) == given | {"loss": function("softmax")}
    assert checked_compilation({"optimizer": "adam"}) == {"optimizer": "adam"} and checked_compilation({}) == {}
    for wrong in (None, [], {"other": 1}, {"optimizer": None, "module": "x"}):
        assert compilation_refusal(wrong) == "what a model is compiled with"
    for wrong in (layer(), OPTIMIZER | {"module": None}, {"learning_rate": 1}):
        assert compilation_refusal({"optimizer": wrong}) == "an optimizer"
    for wrong in (0, 1001, -1):
        assert compilation_refusal({"steps_per_execution": wrong}) == "steps per execution"
    assert compilation_refusal({"run_eagerly": 1}) == "true or false"
    assert compilation_refusal({"loss_weights": [LARGEST + 1]}) == f"a whole number from {-LARGEST} to {LARGEST}"
    assert compilation_refusal({"loss": nested(40)}) == "a description less deep"
    assert checked_compilation({"loss": nested(39)}) and checked_compilation({"loss": LARGEST})


def test_the_tables_are_of_words():
    """Nothing on them runs code that a text holds."""
    classes = {name for names in recipes.CLASSES.values() for name in names}
    assert not classes & {"Lambda", "TFSMLayer", "StringLookup", "Function"} and "Dense" in classes
