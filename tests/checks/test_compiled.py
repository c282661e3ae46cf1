"""Checks of compile settings."""

import warnings

import keras
import numpy as np
import pytest
import tensorflow as tf

from autograder import checks

SPARSE = "sparse_categorical_crossentropy"


def compiled(*args, **settings):
    """Compile a very small classifier."""
    net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax", name="out")])
    net.compile(*args, **settings)
    return net


def rebuilt(net):
    """Make the model anew from plain data, as another process does."""
    copy = keras.Sequential.from_config(net.get_config())
    copy.compile_from_config(net.get_compile_config())
    return copy


def own_loss(y_true, y_pred):
    """A student's own loss."""
    return keras.ops.mean(y_true - y_pred)


@pytest.mark.parametrize(
    ("loss", "name"),
    [
        (SPARSE, SPARSE),
        ("SparseCategoricalCrossentropy", SPARSE),
        (keras.losses.SparseCategoricalCrossentropy(), SPARSE),
        (keras.losses.SparseCategoricalCrossentropy(name="mine"), SPARSE),
        (keras.losses.sparse_categorical_crossentropy, SPARSE),
        (tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), SPARSE),
        ({"out": SPARSE}, SPARSE),
        ([SPARSE], SPARSE),
        ("categorical_crossentropy", "categorical_crossentropy"),
        (keras.losses.CategoricalCrossentropy(), "categorical_crossentropy"),
        ("mse", "mean_squared_error"),
        ("MSE", "mean_squared_error"),
        (keras.losses.MeanSquaredError(), "mean_squared_error"),
        (keras.losses.KLDivergence(), "kl_divergence"),
        (own_loss, "own_loss"),
    ],
)
def test_a_loss_has_one_name_in_every_form(loss, name):
    """Text, function and object name the same loss, before any training."""
    assert checks.loss(compiled(loss=loss)) == name


@pytest.mark.parametrize(
    ("loss", "logits"),
    [
        (SPARSE, False),
        (keras.losses.sparse_categorical_crossentropy, False),
        (keras.losses.SparseCategoricalCrossentropy(), False),
        (keras.losses.SparseCategoricalCrossentropy(from_logits=True), True),
        (tf.keras.losses.CategoricalCrossentropy(from_logits=True), True),
        (keras.losses.MeanSquaredError(), False),
    ],
)
def test_logits_are_seen(loss, logits):
    """A loss says whether it expects logits, and still does when the model was rebuilt."""
    net = compiled(loss=loss)
    assert checks.from_logits(net) is checks.from_logits(rebuilt(net)) is logits
    assert checks.loss(net) == checks.loss(rebuilt(net))


def test_a_lambda_is_a_loss_without_noise():
    """A loss written as a lambda has no name of Keras's, and nothing is printed about it."""
    net = compiled(loss=lambda y_true, y_pred: y_true - y_pred)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (checks.loss(net), checks.from_logits(net)) == ("lambda", False)


@pytest.mark.parametrize(
    ("optimizer", "name", "rate"),
    [
        ("adam", "adam", 0.001),
        ("Adam", "adam", 0.001),
        (keras.optimizers.Adam(0.01), "adam", 0.01),
        (tf.keras.optimizers.SGD(learning_rate=0.02), "sgd", 0.02),
        (keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5)), "sgd", 0.1),
        ("rmsprop", "rmsprop", 0.001),
        (keras.optimizers.AdamW(), "adamw", 0.001),
    ],
)
def test_an_optimizer_has_one_name_and_a_rate(optimizer, name, rate):
    """Text and object name the same optimizer; its rate is a number, also where a schedule sets it."""
    net = compiled(optimizer, SPARSE)
    assert checks.optimizer(net) == name
    assert checks.learning_rate(net) == pytest.approx(rate)


@pytest.mark.parametrize(
    ("metrics", "names"),
    [
        (["accuracy"], ["accuracy"]),
        (["acc"], ["accuracy"]),
        (("accuracy",), ["accuracy"]),
        ([["acc"]], ["accuracy"]),
        ({"out": ["accuracy"]}, ["accuracy"]),
        (["sparse_categorical_accuracy"], ["accuracy"]),
        ([keras.metrics.SparseCategoricalAccuracy()], ["accuracy"]),
        ([keras.metrics.SparseCategoricalAccuracy(name="acc")], ["accuracy"]),
        ([tf.keras.metrics.CategoricalAccuracy()], ["accuracy"]),
        ([keras.metrics.sparse_categorical_accuracy], ["accuracy"]),
        ([keras.metrics.MeanMetricWrapper(keras.metrics.sparse_categorical_accuracy, name="acc")], ["accuracy"]),
        (["accuracy", "mae"], ["accuracy", "mae"]),
        ([keras.metrics.SparseTopKCategoricalAccuracy()], ["sparse_top_k_categorical_accuracy"]),
        ([keras.metrics.Accuracy()], ["exact_accuracy"]),
        (["Accuracy"], ["exact_accuracy"]),
        (None, []),
    ],
)
def test_metrics_before_training(metrics, names):
    """The accuracy is found in every spelling before the first fit, and other metrics keep their names."""
    net = compiled(loss=SPARSE, metrics=metrics)
    assert checks.metrics(net) == checks.metrics(rebuilt(net)) == names


def test_metrics_after_training():
    """Training changes no name."""
    net = compiled("sgd", SPARSE, metrics=["acc"])
    net.fit(np.eye(4), np.array([0, 1, 2, 0]), verbose=0)
    assert (checks.metrics(net), checks.loss(net), checks.optimizer(net)) == (["accuracy"], SPARSE, "sgd")


@pytest.mark.parametrize("name", ["loss", "from_logits", "optimizer", "learning_rate", "metrics"])
def test_a_model_that_was_never_compiled(name):
    """Each check of compile settings says that compile is missing."""
    net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    with pytest.raises(checks.CheckFailed, match="net is not compiled yet. Call net.compile"):
        getattr(checks, name)(net, name="net")


def test_compiled_without_a_loss():
    """A missing loss is named, and so are two of them."""
    with pytest.raises(checks.CheckFailed, match="compiled without a loss"):
        checks.loss(compiled("adam"))
    with pytest.raises(checks.CheckFailed, match="compiled with 2 losses"):
        checks.loss(compiled("adam", loss=[SPARSE, "mse"]))


def test_nothing_is_compiled_anew():
    """Reading the settings leaves the optimizer, its state and the random state alone."""
    net = compiled("adam", SPARSE, metrics=["acc"])
    net.fit(np.eye(4), np.array([0, 1, 2, 0]), verbose=0)
    before = [variable.numpy() for variable in net.optimizer.variables]
    optimizer = net.optimizer
    for name in ("loss", "from_logits", "optimizer", "learning_rate", "metrics"):
        getattr(checks, name)(net)
    assert net.optimizer is optimizer
    assert all(np.array_equal(old, new.numpy()) for old, new in zip(before, net.optimizer.variables, strict=True))
