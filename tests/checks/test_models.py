"""Checks of how models are built."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from autograder import checks

pytestmark = pytest.mark.filterwarnings("ignore:.*`input_shape`/`input_dim`:UserWarning")


def sequential(*parts, shape=(784,)):
    """Put layers after an Input."""
    return keras.Sequential([keras.Input(shape), *parts])


def added():
    """Build with add, functions as layers of their own."""
    net = keras.Sequential()
    net.add(keras.Input(shape=(784,)))
    net.add(layers.Dense(128))
    net.add(layers.Dropout(0.2))
    net.add(layers.ReLU())
    net.add(layers.Dense(10))
    net.add(layers.Softmax())
    return net


def functional():
    """Build with the Functional API."""
    inputs = keras.Input(shape=(784,))
    hidden = layers.Dropout(0.2)(layers.Dense(128, activation="relu")(inputs))
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(hidden))


def functions_between():
    """Build with the Functional API and functions in place of activation layers."""
    inputs = keras.Input(shape=(784,))
    hidden = keras.ops.relu(layers.Dense(128)(inputs))
    outputs = keras.activations.softmax(layers.Dense(10)(layers.Dropout(0.2)(hidden)))
    return keras.Model([inputs], [outputs])


def nested():
    """Build with a model inside a model."""
    front = keras.Sequential([layers.Dense(128), layers.Dropout(0.2)])
    return sequential(front, layers.Activation("relu"), layers.Dense(10, activation=keras.activations.softmax))


def nested_functional():
    """Build with a Functional model around a Functional model."""
    inputs = keras.Input(shape=(784,))
    inner = functional()
    return keras.Model(inputs, keras.Sequential([inner])(inputs))


def normalised():
    """Build with BatchNormalization between a layer and its function."""
    middle = [layers.BatchNormalization(), layers.Activation(keras.ops.relu), layers.Dropout(0.2)]
    return sequential(layers.Dense(128, use_bias=False), *middle, layers.Dense(10), layers.Activation("softmax"))


def first_layer_knows():
    """Build in the older way, with input_shape in the first layer."""
    return keras.Sequential(
        [layers.Dense(128, "relu", input_shape=(784,)), layers.Dropout(0.2), layers.Dense(10, "softmax")]
    )


def input_layer():
    """Build with InputLayer."""
    parts = [layers.Dense(128, tf.nn.relu), layers.Dropout(0.2), layers.Dense(10, tf.nn.softmax)]
    return keras.Sequential([layers.InputLayer(shape=(784,)), *parts])


def built_by_data():
    """Build without an Input, by the first data."""
    net = keras.Sequential([layers.Dense(128, layers.ReLU()), layers.Dropout(0.2), layers.Dense(10, "softmax")])
    net(np.zeros((3, 784)))
    return net


class Subclassed(keras.Model):
    """A model that computes in its own call."""

    def __init__(self):
        super().__init__()
        self.hidden = layers.Dense(128, activation="relu")
        self.drop = layers.Dropout(0.2)
        self.out = layers.Dense(10, activation="softmax")

    def call(self, inputs):
        """Chain the layers."""
        return self.out(self.drop(self.hidden(inputs)))


class Described(keras.Model):
    """A Functional model in a class that does not write down its layers."""

    def __init__(self):
        inputs = keras.Input(shape=(784,))
        hidden = layers.Dropout(0.2)(layers.Dense(128, activation="relu")(inputs))
        super().__init__(inputs, layers.Dense(10, activation="softmax")(hidden))


def subclassed():
    """Build a subclassed model by calling it."""
    net = Subclassed()
    net(np.zeros((3, 784)))
    return net


SPELLINGS = [added, functional, functions_between, nested, nested_functional, normalised, first_layer_knows]
SPELLINGS += [input_layer, built_by_data, subclassed, Described]


@pytest.fixture(scope="module", params=SPELLINGS, ids=lambda build: build.__name__)
def spelling(request):
    """The same network in one of many spellings."""
    return request.param()


def test_every_spelling_is_the_same_network(spelling):
    """Shapes, units, rates and functions are the same, however the network is written."""
    assert checks.model(spelling) is spelling
    assert (checks.input_shape(spelling), checks.output_shape(spelling)) == ((784,), (10,))
    assert checks.dense_units(spelling) == [128, 10]
    assert checks.dropout_rates(spelling) == [0.2]
    assert checks.activations(spelling) == ["relu", "softmax"]
    assert checks.parameters(spelling) == spelling.count_params()


def test_a_model_after_training_has_as_many_parameters():
    """States of optimizer, metrics and random generators are no parameters."""
    net = sequential(layers.Dense(3, "relu"), layers.Dropout(0.5), layers.Dense(2, "softmax"), shape=(4,))
    net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    net.fit(np.eye(4), np.zeros(4), verbose=0)
    assert checks.parameters(net) == 4 * 3 + 3 + 3 * 2 + 2


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (..., "model is still the placeholder"),
        (None, "model is None. add, compile and fit change a model and do not return it"),
        (keras.Sequential, "model is the class Sequential itself"),
        ([layers.Dense(10)], r"model is a list. Put the layers into a model: keras.Sequential\(\[…\]\)"),
        (layers.Dense(10), "model is a Dense, not a Keras model. This is a single layer"),
        (keras.Input((784,)), "This is the output of a layer"),
        (keras.callbacks.History(), "This is what fit returns"),
        ("model", "model is a text, not a Keras model"),
        (keras.Sequential(), "model has no layers yet"),
        (keras.Sequential([keras.Input((784,))]), "model has no layers yet"),
        (keras.Sequential([layers.Dense(10)]), r"input size yet. Add keras.Input\(shape=\(784,\)\)"),
        (Subclassed(), "does not know its input size yet"),
    ],
)
def test_what_is_no_built_model_is_told_why(value, words):
    """Each usual mistake has a message of its own, from every check of models."""
    for function in (checks.model, checks.input_shape, checks.parameters, checks.activations):
        with pytest.raises(checks.CheckFailed, match=words):
            function(value)


@pytest.mark.parametrize("shape", [(784,), (28, 28), (28, 28, 1), (60000, 784), (None, None, 1)])
def test_the_input_shape_is_that_of_one_sample(shape):
    """The batch axis is left out; a batch size in Input shows up as one axis too many."""
    assert checks.input_shape(sequential(layers.Dense(10), shape=shape)) == shape


def test_a_missing_flatten_shows_in_the_output_shape():
    """Dense on 28 lines of an image gives 28 rows, although nothing complains."""
    assert checks.output_shape(sequential(layers.Dense(10, "softmax"), shape=(28, 28))) == (28, 10)


def test_several_inputs_have_no_one_shape():
    """A model with two inputs has no single input shape, and the message says so."""
    inputs = [keras.Input((3,)), keras.Input((4,))]
    net = keras.Model(inputs, layers.Concatenate()(inputs))
    with pytest.raises(checks.CheckFailed, match="net should have one input"):
        checks.input_shape(net, name="net")


def test_a_subclassed_model_that_cannot_tell():
    """A subclassed model whose call fails on symbols has no known output shape, and nothing crashes."""

    class Odd(Subclassed):
        def call(self, inputs):
            """Refuse any but plain values."""
            return super().call(np.asarray(inputs))

    net = Odd()
    net(np.zeros((3, 784)))
    with pytest.raises(checks.CheckFailed, match="model should have one output of a known shape"):
        checks.output_shape(net)


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        ([layers.Dense(3)], ["linear"]),
        ([layers.Dense(3, "linear")], ["linear"]),
        ([layers.Dense(3, tf.identity)], ["linear"]),
        ([layers.SimpleRNN(3, activation=None)], ["linear"]),
        ([layers.Embedding(9, 3), layers.Flatten(), layers.Dense(2, "relu")], ["linear", "relu"]),
        ([layers.Dense(3, tf.nn.silu)], ["silu"]),
        ([layers.Dense(3, "swish")], ["silu"]),
        ([layers.Dense(3, tf.nn.log_softmax)], ["log_softmax"]),
        ([layers.Dense(3, tf.nn.tanh)], ["tanh"]),
        ([layers.Dense(3, tf.sigmoid)], ["sigmoid"]),
        ([layers.Dense(3, keras.ops.leaky_relu)], ["leaky_relu"]),
        ([layers.Dense(3), layers.LeakyReLU()], ["leaky_relu"]),
        ([layers.Dense(3), layers.ReLU(negative_slope=0.1)], ["leaky_relu"]),
        ([layers.Dense(3), layers.ReLU(max_value=6)], ["relu6"]),
        ([layers.Dense(3), layers.ELU()], ["elu"]),
        ([layers.Dense(3), layers.PReLU(), layers.Dense(2)], ["prelu", "linear"]),
        ([layers.Dense(3), layers.Lambda(tf.nn.relu)], ["relu"]),
        ([layers.Dense(3), layers.Lambda(lambda x: x)], ["linear"]),
        ([layers.Dense(3, lambda x: x)], ["<lambda>"]),
        ([layers.Dense(3, "relu"), layers.ReLU()], ["relu"]),
        ([layers.Dense(3, "softmax"), layers.Softmax()], ["softmax+softmax"]),
        ([layers.Dense(3, "relu"), layers.Dense(2), layers.Softmax()], ["relu", "softmax"]),
        ([layers.ReLU(), layers.Dense(3)], ["linear"]),
    ],
)
def test_functions_have_keras_names(parts, names):
    """A function has one name, whoever made it; two in a row are both named, unless the second changes nothing."""
    shape = (4, 2) if isinstance(parts[0], layers.RNN) else (4,)
    assert checks.activations(sequential(*parts, shape=shape)) == names


def test_functions_of_a_convolutional_network():
    """Pooling and Flatten may stand between a layer and its function."""
    parts = [layers.Conv2D(2, 3, activation="relu"), layers.MaxPooling2D(), layers.Conv2D(2, 3), layers.MaxPooling2D()]
    net = sequential(*parts, layers.ReLU(), layers.Flatten(), layers.Dense(10, "softmax"), shape=(28, 28, 1))
    assert checks.activations(net) == ["relu", "relu", "softmax"]
    assert checks.dense_units(net) == [10]


def test_functions_of_branches():
    """Each branch of a network keeps its own function."""
    inputs = keras.Input((4,))
    left = layers.Dense(3, name="left")(inputs)
    right = layers.Dense(3, name="right")(inputs)
    joined = layers.Concatenate()([layers.ReLU()(left), layers.Activation("tanh")(right)])
    net = keras.Model(inputs, layers.Dense(2, "softmax")(joined))
    assert sorted(checks.activations(net)) == ["relu", "softmax", "tanh"]


def test_functions_survive_the_way_to_another_process():
    """A model that was rebuilt from its configuration has the same functions."""
    net = nested()
    assert checks.activations(keras.Sequential.from_config(net.get_config())) == checks.activations(net)
