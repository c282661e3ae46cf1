import json
import os
import subprocess
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keras import layers

from autograder import checks
from autograder.values import Excessive, Malformed, Message, dump, load

X = np.random.default_rng(0).random((20, 8), np.float32)
Y = np.arange(20) % 3


def stacked():
    model = keras.Sequential(
        [
            keras.Input((8,)),
            layers.Normalization(),
            layers.Dense(16, activation=tf.nn.relu),
            layers.Dropout(0.3, seed=3),
            layers.BatchNormalization(),
            layers.Dense(3, activation=tf.nn.softmax),
        ]
    )
    model.layers[0].adapt(X)
    return model


def branched():
    first = keras.Input((8,))
    rows = layers.Reshape((8, 1))(first / 255.0)
    joined = layers.Add()([layers.LSTM(5)(layers.Conv1D(4, 3)(rows)), layers.Dense(5, activation="tanh")(first)])
    return keras.Model(first, keras.ops.softmax(joined[:, :3]), name="branched")


def nested():
    inner = keras.Sequential([keras.Input((8,)), layers.Dense(4, activation=keras.ops.relu)], name="inner")
    return keras.Sequential([keras.Input((8,)), inner, layers.Dense(3, activation=layers.ReLU())])


def images():
    parts = [keras.Input((8, 1)), layers.Conv1D(2, 3, activation="swish"), layers.GlobalAveragePooling1D()]
    return keras.Sequential([layers.Reshape((8, 1)), keras.Sequential(parts), layers.Dense(3)])


MODELS = [stacked, branched, nested, images]
RATE = keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)
OPTIMIZERS = [
    keras.optimizers.Adam,
    lambda: keras.optimizers.SGD(0.1, momentum=0.9),
    keras.optimizers.RMSprop,
    keras.optimizers.AdamW,
    lambda: keras.optimizers.SGD(RATE),
]


def equal(ones, others) -> bool:
    """The same variables with the same bits."""
    return len(ones) == len(others) and all(
        one.dtype == other.dtype and np.array_equal(one, other) for one, other in zip(ones, others, strict=True)
    )


@pytest.mark.parametrize("make", MODELS)
def test_structure_and_predictions(codec, make):
    """A model comes back with its names, shapes and weights, and predicts the same to the last bit."""
    model = make()
    expected = model(X).numpy()
    found = codec.crossed(model)
    assert type(found) is type(model) and found.name == model.name and found.built
    assert [layer.name for layer in found.layers] == [layer.name for layer in model.layers]
    assert equal(found.variables, model.variables) and np.array_equal(found(X).numpy(), expected)
    for check in (checks.input_shape, checks.output_shape, checks.parameters, checks.dense_units, checks.activations):
        assert check(found) == check(model)
    assert not found.compiled


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_training(codec, optimizer):
    """What a model is compiled with crosses before and after training, with the optimizer's state."""
    model = keras.Sequential([layers.Dense(4, activation="relu"), layers.Dense(3)])
    loss, accuracy = (
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        keras.metrics.SparseCategoricalAccuracy(),
    )
    model.compile(optimizer(), loss, metrics=[accuracy, "acc"])
    assert not codec.crossed(model).built and codec.crossed(model).compiled
    record = model.fit(X, Y, epochs=2, verbose=0)
    found, again = codec.crossed([model, record])
    assert found.get_compile_config() == model.get_compile_config()
    assert equal(found.optimizer.variables, model.optimizer.variables)
    assert int(found.optimizer.iterations) == 2 and checks.learning_rate(found) == checks.learning_rate(model)
    assert checks.loss(found) == checks.loss(model) and checks.metrics(found) == checks.metrics(model)
    assert found.history is again and again.model is found and again.history == record.history
    assert checks.epochs(again) == 2 and again.params == record.params


def test_training_goes_on_alike(codec):
    """One more epoch from the same state ends in the same weights."""
    model = stacked()
    model.compile("adam", keras.losses.sparse_categorical_crossentropy, metrics=["accuracy"])
    model.fit(X, Y, verbose=0)
    model.optimizer.learning_rate = 0.02
    found = codec.crossed(model)
    assert float(found.optimizer.learning_rate) == float(model.optimizer.learning_rate)
    assert model.evaluate(X, Y, verbose=0) == found.evaluate(X, Y, verbose=0)
    for each in (model, found):
        each.fit(X, Y, verbose=0, shuffle=False)
    assert equal(found.variables, model.variables)


def test_layers_frozen_after_training(codec):
    """A model of which layers were frozen since crosses without the optimizer's slots."""
    model = nested()
    model.compile("adam", "mse")
    model.fit(X, np.zeros((20, 3)), verbose=0)
    model.layers[0].trainable = False
    found = codec.crossed(model)
    assert len(found.trainable_weights) == 2 and int(found.optimizer.iterations) == 1


def test_a_record_of_a_model_that_stays(codec):
    """The record of a model that is a handle has a stub as its model."""

    class Own(keras.Sequential):
        pass

    model = Own([layers.Dense(3)])
    model.compile("sgd", "mse")
    found = codec.crossed(model.fit(X, np.zeros((20, 3)), verbose=0))
    assert type(found) is keras.callbacks.History and type(found.model) is codec.Stub


def test_a_model_as_argument(codec):
    """What a function does to a model's weights and training, it does to the caller's model."""
    model = stacked()
    kept = model.layers[-1]

    def train(given):
        given.compile(keras.optimizers.Adam(0.5), "sparse_categorical_crossentropy", metrics=["accuracy"])
        return given.fit(X, Y, epochs=3, verbose=0)

    caller = codec.Caller(model)
    record = caller.call(train)
    theirs = caller.theirs[0]
    assert model.layers[-1] is kept and equal(model.variables, theirs.variables) and model.compiled
    assert equal(model.optimizer.variables, theirs.optimizer.variables)
    assert model.history is record and record.model is model and checks.epochs(record) == 3


def test_variables_as_arguments(codec):
    """A variable is assigned in place."""
    one, other = tf.Variable([1.0, 2]), keras.Variable(np.zeros(2, np.float32))
    codec.Caller(one, other).call(lambda x, y: str([x.assign([3, 4]), y.assign([5, 6])]))
    assert one.numpy().tolist() == [3, 4] and np.asarray(other).tolist() == [5, 6]


def softmax(values):
    return values


class Quick(layers.Dense):
    pass


class Lying(keras.Sequential):
    def evaluate(self, *args, **kwargs):
        return [0.0, 1.0]


def _compiled(**kwargs):
    model = keras.Sequential([keras.Input((8,)), layers.Dense(3)])
    model.compile(**kwargs)
    return model


def _patched():
    model = keras.Sequential([keras.Input((8,)), layers.Dense(3)])
    model.layers[0].call = lambda values: values
    return model


def _with(layer):
    return keras.Sequential([keras.Input((8,)), layer])


STAY = [
    lambda: _with(layers.Dense(3, activation=softmax)),
    lambda: _with(layers.Dense(3, activation=lambda values: values)),
    lambda: _with(layers.Dense(3, activation=keras.ops.gelu)),
    lambda: _with(layers.Dense(3, kernel_initializer=lambda shape, dtype: keras.ops.ones(shape, dtype))),
    lambda: _with(layers.Lambda(lambda values: values)),
    lambda: _with(Quick(3)),
    lambda: Lying([keras.Input((8,)), layers.Dense(3)]),
    _patched,
    lambda: _compiled(loss=lambda one, other: 0.0),
    lambda: _compiled(loss=softmax),
    lambda: _compiled(loss="mse", metrics=[softmax]),
    lambda: _compiled(loss=type("Own", (keras.losses.MeanSquaredError,), {})()),
    lambda: keras.Input((3,)),
    lambda: layers.Lambda(lambda values: values),
    lambda: layers.TextVectorization(),
    lambda: tf.data.Dataset.range(3),
    lambda: tf.ragged.constant([[1], [1, 2]]),
    lambda: tf.function(softmax),
]


@pytest.mark.parametrize("make", STAY, ids=range(len(STAY)))
@pytest.mark.filterwarnings("ignore:The object being serialized includes a `lambda`")
def test_what_stays(codec, make):
    """Anything of the student's own inside keeps a model, a layer or a loss where it is."""
    assert type(codec.crossed([make()])[0]) is codec.Stub


LONE = [
    *(keras.losses.SparseCategoricalCrossentropy(from_logits=True), keras.optimizers.Adam(0.01), keras.metrics.AUC()),
    *(keras.initializers.HeNormal(seed=123456789), layers.Dense(3, name="out"), RATE, keras.regularizers.L2(0.1)),
]


@pytest.mark.parametrize("value", LONE, ids=lambda value: type(value).__name__)
def test_lone_objects(codec, value):
    """A loss, an optimizer, a metric, a layer … crosses by its configuration."""
    found = codec.crossed(value)
    assert type(found) is type(value) and json.dumps(found.get_config(), default=str) == json.dumps(
        value.get_config(), default=str
    )


def test_lone_layers_keep_their_weights(codec):
    """A built layer has its weights."""
    layer = layers.Dense(3)
    expected = layer(X)
    assert np.array_equal(codec.crossed(layer)(X), expected)


TENSORS = [tf.constant([[1.5]]), tf.constant(3), tf.constant("a"), tf.constant([[b"a", b"bc"]]), tf.constant([True])]


@pytest.mark.parametrize("tensor", TENSORS, ids=str)
def test_tensors(codec, tensor):
    """A tensor keeps shape, dtype and values."""
    found = codec.crossed(tensor)
    assert type(found) is type(tensor) and found.dtype == tensor.dtype and found.shape == tensor.shape
    assert bool(tf.reduce_all(found == tensor))


def test_variables(codec):
    """So does a variable, with its name; dtypes and shapes cross too."""
    one, other = codec.crossed(
        [tf.Variable([1, 2], name="q", trainable=False), keras.Variable(np.ones(2, "f4"), name="v")]
    )
    assert one.name == "q:0" and not one.trainable and one.numpy().tolist() == [1, 2]
    assert type(other) is keras.Variable and other.name == "v" and np.asarray(other).tolist() == [1, 1]
    assert codec.crossed(tf.float32) is tf.float32 and codec.crossed(tf.TensorShape([1, None])) == (1, None)


def test_names(codec):
    """Keras's and TensorFlow's own functions, classes and modules are the same on both sides."""
    same = [
        tf.nn.softmax,
        layers.Dense,
        keras.activations.relu,
        keras.losses.MeanSquaredError,
        keras,
        tf,
        layers,
        tf.nn,
    ]
    assert all(codec.crossed(value) is value for value in [*same, keras.Sequential, tf.Tensor, keras.callbacks.History])
    assert codec.crossed(tf.keras) is keras
    for value in (layers.Lambda, keras.models.load_model, tf.io.write_file, tf.py_function):
        assert type(codec.crossed(value)) is codec.Stub


SMALL = dump(keras.Sequential([keras.Input((8,)), layers.Dense(4)]), handle=lambda found: {}).message.copy()
HEAD = SMALL.head.decode()


def activated(description: str) -> str:
    return HEAD.replace('"activation":"linear"', f'"activation":{description}')


def compiled(description: str, history: str = "null") -> str:
    return HEAD.replace(",null,[],null,null]", f",{description},[],{history},null]")


def function(name: str, module: str = "builtins") -> str:
    return f'{{"module":"{module}","class_name":"function","config":"{name}","registered_name":"{name}"}}'


TYPESPEC = '{"class_name":"__typespec__","spec_name":"x","module":"os","config":[],"registered_name":null}'
TABLE = '{"module":"keras.metrics","class_name":"MeanIoU","config":{"num_classes":100000},"registered_name":null}'
WIDE = HEAD.replace('"units":4', '"units":9999999').replace("[null,8]", "[null,9999999]")
GLOROT = WIDE[WIDE.index('{"module":"keras.initializers","class_name":"Glorot') : WIDE.index(',"bias_initializer"')]
SPOILT = {
    "ten million units": HEAD.replace('"units":4', '"units":10000000'),
    "a billion units": HEAD.replace('"units":4', '"units":1000000000'),
    "ten million inputs": HEAD.replace("[null,8]", "[null,10000000]"),
    "both": WIDE,
    **{f"both, {name}": WIDE.replace(GLOROT, f'"{name}"') for name in ("orthogonal", "identity", "ones", "he_normal")},
    "no weights": WIDE.replace(WIDE[WIDE.index(",true,[[") :], ",true,[],null,[],null,null]]}").replace(
        "9999999", "9999"
    ),
    "lambda": HEAD.replace('"Dense"', '"Lambda"'),
    "a reader of files": HEAD.replace('"Dense"', '"TFSMLayer"'),
    "a module": HEAD.replace('"keras.layers"', '"os"'),
    "a private module": HEAD.replace('"keras.layers"', '"keras.src.layers"'),
    "a name of one's own": HEAD.replace('"registered_name":null', '"registered_name":"Own>Dense"'),
    "a function": activated(function("eval")),
    "a function elsewhere": activated(function("system", "os")),
    "code": activated('{"class_name":"__lambda__","config":{"value":["",null,null]}}'),
    "code without a name": activated('{"value":["4wEA",null,null]}'),
    "a type": activated(TYPESPEC),
    "an unknown activation": activated('"eval"'),
    "compiled inside": HEAD.replace('"build_config"', '"compile_config"'),
    "another type": HEAD.replace('"float32"', '"object"'),
    "a layer alone": HEAD.replace('"class_name":"Sequential"', '"class_name":"DTypePolicy"'),
    "not built": HEAD.replace("true,[[", "false,[["),
    "more weights": HEAD.replace('["<f4",[4]', '["<f4",[2,2]'),
    "an optimizer of another kind": compiled('{"optimizer":{"class_name":"Dense"}}'),
    "an argument of compile": compiled('{"self":1}'),
    "a record of another kind": compiled("null", "[0]"),
    "a big metric": compiled(f'{{"loss":"mse","metrics":[{TABLE}]}}'),
}
GROWING = """
import os, resource, sys
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import json, keras
from autograder.values import Malformed, Message, load
heads, blobs = json.load(sys.stdin)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for name, head in heads.items():
    try:
        load(Message(head.encode(), [bytearray(blob) for blob in blobs]), stub=dict)
    except Malformed:
        continue
    print("loaded", name)
with keras.StatelessScope():
    pass
keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10)
"""


def refuses(head: str) -> bool:
    try:
        load(Message(head.encode(), SMALL.copy().blobs), stub=dict)
    except Malformed:
        return True
    return False


@pytest.mark.parametrize("name", SPOILT)
def test_hostile_models(name):
    """A model that no encoder describes is refused."""
    assert SPOILT[name] != HEAD and refuses(SPOILT[name])


def test_hostile_models_stay_small():
    """Nothing large is made on the way, nor afterwards."""
    given = json.dumps([SPOILT, [list(bytes(blob)) for blob in SMALL.blobs]])
    run = subprocess.run([sys.executable, "-c", GROWING], input=given, capture_output=True, text=True, check=True)
    assert int(run.stdout) < 200  # megabytes


def test_operations_that_grow(codec):
    """A model that makes gigantic tensors of a sample is refused, and so are operations off the list."""
    first = keras.Input((2, 2, 1))
    wide = keras.Model(first, layers.UpSampling2D(3)(first))
    head = dump(wide, handle=codec.handle).message.head.decode()
    assert codec.refused(head.replace('"size":[3,3]', '"size":[100000,100000]').encode())
    assert not codec.refused(head.encode())


def test_a_sample_that_is_far_too_large(codec):
    """A model whose input shape holds the number of samples is refused in words for who built it."""
    crowd = keras.Sequential([keras.Input((60000, 28, 28, 1)), layers.Dense(128)])
    with pytest.raises(Excessive, match="6,021,120,000 numbers of a single sample"):
        codec.crossed(crowd)


JUNK = (
    st.none()
    | st.booleans()
    | st.integers(-2, 10**8)
    | st.sampled_from(["", "x", "Dense", "os", [], [[]], {}, 1.5, [None, 8]])
)


def _places(part, path=()):
    yield path
    for key, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from _places(inner, (*path, key))


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_spoilt_parts(data):
    """A description in which a part is exchanged is a model or Malformed."""
    head = json.loads(HEAD)
    path = data.draw(st.sampled_from([path for path in _places(head) if len(path) > 3]))
    part = head
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = data.draw(JUNK)
    refuses(json.dumps(head))
