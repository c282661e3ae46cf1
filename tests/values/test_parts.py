"""Parts of Keras's models: which functions are a library's, which values fit, what is left out of descriptions."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from autograder.values import Excessive, Malformed, Unencodable, dump
from autograder.values.encoding import Writer
from autograder.values.limits import Limits
from autograder.values.parts import (
    assign,
    build,
    describe_variables,
    drop_compilation,
    fits,
    is_library_function,
    serialized,
)


def softmax(values):
    return values


class Named:
    """Says that it is of Keras's own."""

    __module__ = "keras.src.x"
    __name__ = "call"


@pytest.mark.parametrize(
    "function",
    [
        keras.activations.relu,
        keras.losses.mean_squared_error,
        keras.metrics.binary_accuracy,
        keras.ops.softmax,
        keras.ops.leaky_relu,
        tf.nn.softmax,
        tf.nn.relu,
        tf.math.sigmoid,
        tf.tanh,
        tf.nn.log_softmax,
        Named(),
    ],
)
def test_functions_that_keras_finds_under_their_names(function):
    """Its own, and TensorFlow's of the same name; wrappers that it makes itself."""
    assert is_library_function(function)


@pytest.mark.parametrize("function", [softmax, len, np.tanh, tf.nn.l2_loss, None, 5, tf.abs, lambda x: x])
def test_functions_that_it_does_not(function):
    """Whatever they are called."""
    assert not is_library_function(function)


def built(units=2):
    layer = layers.Dense(units)
    layer.build((None, 3))
    return layer


@pytest.mark.parametrize(
    ("shapes", "dtype", "fine"),
    [
        ([(3, 2), (2,)], "f4", True),
        ([(3, 2)], "f4", False),
        ([(3, 2), (2,), (2,)], "f4", False),
        ([(2, 3), (2,)], "f4", False),
        ([(3, 2), (2,)], "f8", False),
        ([], "f4", False),
    ],
)
def test_values_fit_by_number_shape_and_type(shapes, dtype, fine):
    """Else nothing is assigned."""
    layer, values = built(), [np.full(shape, 7, dtype) for shape in shapes]
    before = layer.get_weights()
    assert fits(layer.variables, values) is fine
    if fine:
        assign(layer.variables, values)
        assert all((weight == 7).all() for weight in layer.get_weights())
        return
    with pytest.raises(Malformed, match=r"^The message should hold values that fit the variables here\.$"):
        assign(layer.variables, values)
    assert all(map(np.array_equal, before, layer.get_weights()))


def test_a_layer_is_built_with_its_values():
    """Without values of its own on the way."""
    recipe, values = serialized(built()), [np.ones((3, 2), "f4"), np.zeros(2, "f4")]
    made = build(recipe, values)
    assert type(made) is layers.Dense and all(map(np.array_equal, made.get_weights(), values))
    with pytest.raises(Malformed, match="values that fit the variables"):
        build(recipe, values[:1])
    assert build(serialized(layers.Dense(2)), []).variables == []


def test_normalization_that_was_adapted_normalizes():
    """Its numbers are made of its variables."""
    layer = layers.Normalization()
    layer.adapt(np.array([[1.0], [3.0]]))
    made = build(serialized(layer), [np.asarray(variable.numpy()) for variable in layer.variables])
    assert np.allclose(made(np.array([[3.0]])), 1.0)


def test_what_a_model_was_compiled_with_is_told_apart():
    """At all depths, in dicts and lists."""
    raw = {"compile_config": 1, "a": [{"compile_config": 2, "b": {"compile_config": 3, "c": 4}}], "d": "compile_config"}
    drop_compilation(raw)
    assert raw == {"a": [{"b": {"c": 4}}], "d": "compile_config"}
    model = keras.Sequential([keras.Input((2,)), layers.Dense(1)])
    model.compile("adam", "mse")
    assert "compile_config" not in serialized(model)


def test_numbers_of_numpys_are_plain_in_descriptions():
    """As students write them."""
    assert serialized(layers.Rescaling(np.float32(0.5)))["config"]["scale"] == 0.5
    assert serialized(layers.Dropout(np.float64(0.25)))["config"]["rate"] == 0.25


def test_what_keras_cannot_bring_back_stays():
    """In words for who looks for it."""
    with pytest.raises(Unencodable, match=r"^Keras cannot bring this back\.$"):
        serialized(type("Own", (layers.Dense,), {})(1))
    layer = built()
    layer.activation = softmax
    with pytest.raises(
        Unencodable, match=r"^Keras cannot bring this back\.$|^A function of the student's own stays where it is\.$"
    ):
        serialized(layer)


def test_a_layer_without_weights_has_narrow_bounds():
    """One with weights is as large as these."""
    with pytest.raises(Unencodable):
        serialized(layers.Dense((1 << 13) + 1))
    large = layers.Dense((1 << 13) + 1)
    large.build((None, 1))
    assert serialized(large)["config"]["units"] == (1 << 13) + 1


def test_variables_of_numbers_are_described():
    """Of any kind, those of NumPy's too; texts stay."""
    writer = Writer(lambda thing: {}, None, Limits())
    found = describe_variables(writer, [keras.Variable(np.ones(2, "f4")), np.zeros(1, "i8"), tf.Variable([True])])
    assert [part[:2] for part in found] == [["<f4", [2]], ["<i8", [1]], ["|b1", [1]]] and len(writer.blobs) == 3
    with pytest.raises(Unencodable, match=r"^Variables of this type stay where they are\.$"):
        describe_variables(writer, [tf.Variable("a")])


@pytest.mark.parametrize("dtype", ["float64", "int8", "bool", "float16"])
def test_variables_keep_their_types(codec, dtype):
    """And names of so many letters."""
    for name, fine in (("n" * 1000, True), ("n" * 1001, False)):
        variable = keras.Variable(np.ones(2), dtype=dtype, name=name)
        message = dump(variable, handle=codec.handle).message
        assert codec.refused(message.head, *message.copy().blobs) is not fine
    found = codec.crossed(keras.Variable(np.ones(2), dtype=dtype, trainable=False, name="v"))
    assert (str(found.dtype), found.name, found.trainable) == (dtype, "v", False)


def test_records_come_back_whole(codec):
    """Also those that say nothing of epochs."""
    record = keras.callbacks.History()
    record.history, record.params = {"loss": [0.5]}, {"epochs": 1}
    found = codec.crossed(record)
    assert (found.history, found.params, vars(found).get("epoch")) == ({"loss": [0.5]}, {"epochs": 1}, None)
    record.epoch = [0, 1]
    assert codec.crossed(record).epoch == [0, 1]


def test_a_sample_may_not_grow_beyond_reason():
    """To the number."""

    def grown(times):
        first = keras.Input((1, 1 << 13))
        return keras.Model(first, layers.UpSampling1D(times)(layers.UpSampling1D(1 << 13)(first)))

    assert build(serialized(grown(4)), []).built
    with pytest.raises(
        Excessive, match=r"^The model makes 335,544,320 numbers of a single sample, too many to be tried\."
    ):
        build(serialized(grown(5)), [])
