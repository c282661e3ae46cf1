"""All batches in one call: the same bits, the same words and the same errors as Keras's own loops give."""

import contextlib
import io
import re

import numpy as np
import pytest

from autograder.kernels import steps
from autograder.kernels.training import Training, train
from autograder.values import Plan, Unencodable, private

WAYS = {
    "dense": (((20,), "dense", "batch_norm", "dropout", "out"), {}),
    "raw pixels": (((4, 5), "rescale", "flatten", "dense", "out"), {}),
    "convolution": (((4, 5, 1), "conv", "flatten", "out"), {"batch_size": 7}),
    "one number": (((20,), "one"), {}),
}


@pytest.fixture(scope="module", autouse=True)
def originals():
    """Keras's own methods, while ours are in their places."""
    import keras

    own = {name: getattr(keras.Model, name) for name in ("evaluate", "predict")}
    steps.install()
    yield own
    for name, method in own.items():
        setattr(keras.Model, name, method)


@pytest.fixture(autouse=True)
def taken():
    """Which ways are gone in a test: a way of ours that is broken would go unnoticed, because Keras's takes its place."""
    steps.taken.clear()
    return steps.taken


def network(shape, *parts):
    import keras

    made = {
        "dense": lambda: keras.layers.Dense(8, "relu"),
        "batch_norm": keras.layers.BatchNormalization,
        "dropout": lambda: keras.layers.Dropout(0.5),
        "rescale": lambda: keras.layers.Rescaling(1 / 255),
        "flatten": keras.layers.Flatten,
        "conv": lambda: keras.layers.Conv2D(3, 2),
        "out": lambda: keras.layers.Dense(3, "softmax"),
        "one": lambda: keras.layers.Dense(1),
    }
    model = keras.Sequential([keras.Input(shape), *(made[part]() for part in parts)])
    if parts[-1] == "one":
        model.compile("sgd", "mse")
    else:
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"], weighted_metrics=["accuracy"])
    return model


def samples(shape, count=333):
    rng = np.random.default_rng(count)
    return rng.random((count, *shape)), rng.integers(0, 3, count)


def shown(call):
    """What a call gives, and what its progress bar says in the end, without times."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        given = call()
    return given, re.split("[\r\b\n]", said.getvalue().strip())[-1].split()[:2]


@pytest.mark.parametrize("way", WAYS)
def test_the_same_bits_and_words(originals, taken, way):
    """And it is our way that gives them, each time."""
    (shape, *parts), settings = WAYS[way]
    model, (x, y) = network(shape, *parts), samples(shape)
    for images in (x, x.astype("float32"), (255 * x).astype("uint8"), x[:5]):
        ours, words = shown(lambda images=images: model.predict(images, **settings))
        theirs, their_words = shown(lambda images=images: originals["predict"](model, images, **settings))
        assert (ours.dtype, ours.shape, words) == (theirs.dtype, theirs.shape, their_words)
        assert ours.tobytes() == theirs.tobytes()
        assert ours.flags.writeable
    for more in ({}, {"return_dict": True}, {"sample_weight": np.linspace(0, 1, 333)}, {"verbose": 0}):
        ours, words = shown(lambda more=more: model.evaluate(x, y, **settings, **more))
        kept = [np.asarray(variable).tobytes() for variable in model.metrics_variables]
        theirs, their_words = shown(lambda more=more: originals["evaluate"](model, x, y, **settings, **more))
        assert (ours, words) == (theirs, their_words)
        assert kept == [np.asarray(variable).tobytes() for variable in model.metrics_variables]
    assert taken == {"predict": 4, "evaluate": 4}


def test_a_model_changes_between_calls(originals, taken):
    """What was compiled for a model follows its weights, and is forgotten when it is compiled anew."""
    model, (x, y) = network((20,), "dense", "out"), samples((20,))
    before = model.evaluate(x, y, verbose=0, return_dict=True)
    model.set_weights([weight + 0.5 for weight in model.get_weights()])
    assert model.predict(x, verbose=0).tobytes() == originals["predict"](model, x, verbose=0).tobytes()
    model.compile("adam", "mse", metrics=["mae"])
    after = model.evaluate(x, np.eye(3)[y], verbose=0, return_dict=True)
    assert after == originals["evaluate"](model, x, np.eye(3)[y], verbose=0, return_dict=True)
    assert after.keys() != before.keys()
    assert model.steps_per_execution == 1
    losses = [model.fit(x, np.eye(3)[y], verbose=0, validation_split=0.5).history["val_loss"] for _ in range(2)]
    assert len(losses) == 2
    assert taken["evaluate"] == 2 and taken["predict"] == 1 and not taken["predict of Keras"]


@pytest.mark.parametrize(
    "call",
    [
        lambda model, method, x, y: method["predict"](model, x[:, :19]),
        lambda model, method, x, y: method["predict"](model, x[0]),
        lambda model, method, x, y: method["predict"](model, None),
        lambda model, method, x, y: method["evaluate"](model, x[:, :19], y),
        lambda model, method, x, y: method["evaluate"](model, x, y[:-1]),
        lambda model, method, x, y: method["evaluate"](model, x, np.eye(3)[y]),
        lambda model, method, x, y: method["evaluate"](model, x, y, surprise=1),
    ],
)
def test_errors_are_those_of_keras(originals, taken, call):
    """Ours says nothing of its own."""
    import keras

    model, (x, y) = network((20,), "dense", "out"), samples((20,))
    ours = {"predict": keras.Model.predict, "evaluate": keras.Model.evaluate}
    said = []
    for methods in (ours, originals):
        with pytest.raises(Exception, match=".") as failure:
            call(model, methods, x, y)
        said.append((failure.type, str(failure.value)))
    assert said[0] == said[1]
    assert not taken["predict"] + taken["evaluate"]


def test_unusual_ways_are_those_of_keras(originals, taken):
    """Callbacks hear of each batch; a dataset, a limit, a model that runs in Python stay as they are."""
    import keras
    import tensorflow as tf

    heard = []
    model, (x, y) = network((20,), "dense", "out"), samples((20,))
    listener = keras.callbacks.LambdaCallback()
    listener.on_predict_batch_end = listener.on_test_batch_end = lambda batch, logs=None: heard.append(batch)
    model.predict(x, verbose=0, callbacks=[listener])
    model.evaluate(x, y, verbose=0, callbacks=[listener])
    assert heard == [*range(11), *range(11)]
    assert len(model.predict(x, verbose=0, steps=2)) == len(originals["predict"](model, x, verbose=0, steps=2))
    data = tf.data.Dataset.from_tensor_slices((x, y)).batch(50)
    assert model.evaluate(data, verbose=0) == originals["evaluate"](model, data, verbose=0)
    model.compile("adam", "sparse_categorical_crossentropy", run_eagerly=True)
    assert model.evaluate(x, y, verbose=0) == originals["evaluate"](model, x, y, verbose=0)
    assert taken == {"predict of Keras": 2, "evaluate of Keras": 3}


def own_layer():
    import keras

    class Own(keras.layers.Dense):
        """A layer of the student's own."""

    return Own(8)


def own_loss(truth, given):
    """A loss of the student's own."""
    import keras

    return keras.losses.mean_squared_error(truth, given)


UNLIKE = {
    "an activation": lambda layers: ([layers.Dense(8, "silu")], "mse"),
    "an activation as a layer": lambda layers: ([layers.Dense(8), layers.Activation("gelu")], "mse"),
    "a memory": lambda layers: ([layers.Reshape((20, 1)), layers.SimpleRNN(2)], "mse"),
    "a memory both ways": lambda layers: ([layers.Reshape((20, 1)), layers.Bidirectional(layers.SimpleRNN(2))], "mse"),
    "a layer of one's own": lambda layers: ([own_layer()], "mse"),
    "a loss of one's own": lambda layers: ([layers.Dense(8)], own_loss),
}


@pytest.mark.parametrize("parts", UNLIKE)
def test_what_may_be_simplified_otherwise_goes_keras_s_own_way(originals, taken, parts):
    """TensorFlow adds up in another order in a loop over batches, for such a model; nobody knows it for a student's own parts."""
    import keras

    between, loss = UNLIKE[parts](keras.layers)
    model = keras.Sequential([keras.Input((20,)), *between, keras.layers.Dense(1)])
    model.compile("adam", loss)
    x, y = samples((20,))
    assert model.predict(x, verbose=0).tobytes() == originals["predict"](model, x, verbose=0).tobytes()
    assert model.evaluate(x, y, verbose=0) == originals["evaluate"](model, x, y, verbose=0)
    assert taken == {"predict of Keras": 1, "evaluate of Keras": 1}
    if loss == "mse" and not parts.startswith("a layer"):
        plan = Plan.of(model)
        with pytest.raises(Unencodable, match="the last bit may be another"):
            steps.expect_alike(plan.recipe, plan.compilation)


@pytest.mark.parametrize("name", ["has_strategy", "expect_compiled", "in_order"])
def test_where_a_private_name_is_gone_keras_does_it(originals, taken, monkeypatch, name):
    """The same numbers, in the way that needs no such name."""

    def gone(*arguments):
        raise AttributeError(name)

    model, (x, y) = network((20,), "dense", "out"), samples((20,))
    monkeypatch.setattr(private, name, gone)
    assert model.evaluate(x, y, verbose=0) == originals["evaluate"](model, x, y, verbose=0)
    assert taken == {"evaluate of Keras": 1}


@pytest.mark.parametrize(
    ("settings", "used", "way"),
    [
        ({}, [], "epoch"),
        ({"validation_split": 0.25}, [("EarlyStopping", {"monitor": "loss"}, [])], "epoch"),
        ({"steps_per_epoch": 3}, [], "epoch of Keras"),
        ({"class_weight": {0: 1.0, 1: 2.0, 2: 1.0}}, [], "epoch of Keras"),
        ({}, [("TerminateOnNaN", {}, [])], "epoch of Keras"),
    ],
)
def test_a_trainer_takes_all_batches_of_an_epoch_in_one_call(taken, settings, used, way):
    """Unless something would notice; which way it went is what is looked at here, not only what came out."""
    import inspect

    import keras

    from autograder.kernels import callbacks
    from autograder.kernels.calls import Call

    keras.utils.set_random_seed(7)  # without a seed, no training is asked for
    model, (x, y) = network((20,), "dense", "out"), samples((20,))
    made = [callbacks.make(kind, {}, []) for kind, _, _ in used]
    asked = Call.of(model, inspect.signature(keras.Model.fit), (x, y), {"verbose": 0, "callbacks": made, **settings})
    assert asked is not None
    told = Training.from_message(asked.message.copy())
    assert isinstance(told.plan, Plan)
    assert len(train(told, lambda epoch: None).epochs) == 1
    assert {name: count for name, count in taken.items() if name.startswith("epoch")} == {way: 1}


@pytest.mark.parametrize(
    "array",
    [
        np.arange(999 * 784, dtype="float32").reshape(999, 784)[1:],
        np.asfortranarray(np.arange(12.0).reshape(3, 4)),
        np.frombuffer(b"read only", np.uint8),
        np.zeros((0, 5), bool),
        np.arange(5, dtype=">i4"),
    ],
    ids=lambda array: str(array.dtype),
)
def test_tensors_begin_where_tensorflow_can_compute(array):
    """It would use memory that begins elsewhere, too, and end the process."""
    found = steps.tensor(steps.numbers(array))
    assert np.asarray(memoryview(found)).ctypes.data % steps.ALIGNED == 0
    np.testing.assert_array_equal(found.numpy(), array)
