"""What objects of Keras's are made of, in one spelling: the same for two that train alike, another for all others."""

import keras
import numpy as np
import pytest

from autograder.kernels.pristine import Pristine
from autograder.kernels.state import Different, compare, state_of
from autograder.values import Plan, Unencodable, private
from autograder.values.recipes import CLASSES

SAMPLES = (np.zeros((8, 6), "float32"), np.zeros((8, 3), "float32"), None)
OPTIMIZERS = sorted(CLASSES["keras.optimizers"])
LOSSES = ["MeanSquaredError", "Huber", "CategoricalCrossentropy", "KLDivergence", "CosineSimilarity", "LogCosh"]
METRICS = ["CategoricalAccuracy", "MeanAbsoluteError", "AUC", "Precision", "Recall", "RootMeanSquaredError"]
LAYERS = {
    "Dense": lambda: keras.layers.Dense(5, "relu", kernel_regularizer="l2", bias_constraint="non_neg"),
    "Dropout": lambda: keras.layers.Dropout(0.4),
    "BatchNormalization": keras.layers.BatchNormalization,
    "LayerNormalization": keras.layers.LayerNormalization,
    "GaussianNoise": lambda: keras.layers.GaussianNoise(0.1),
    "PReLU": keras.layers.PReLU,
    "Embedding and flat": lambda: keras.Sequential([keras.layers.Embedding(5, 2), keras.layers.Flatten()]),
    "a row of layers": lambda: keras.Sequential([keras.layers.Dense(4), keras.layers.Activation("tanh")]),
    "a convolution": lambda: keras.Sequential(
        [keras.layers.Reshape((6, 1)), keras.layers.Conv1D(3, 2), keras.layers.GlobalAveragePooling1D()]
    ),
    "a memory": lambda: keras.Sequential([keras.layers.Reshape((6, 1)), keras.layers.LSTM(3)]),
}


def built(layer="Dense", optimizer="Adam", loss="MeanSquaredError", metric="MeanAbsoluteError"):
    model = keras.Sequential([keras.Input((6,)), LAYERS[layer](), keras.layers.Dense(3, "softmax")])
    model.compile(
        getattr(keras.optimizers, optimizer)(),
        getattr(keras.losses, loss)(),
        metrics=[getattr(keras.metrics, metric)()],
    )
    private.build_by_samples(model, SAMPLES)
    return model


def rebuilt(model):
    made = Plan.of(model).build()
    private.build_by_samples(made, SAMPLES)
    return made


CHOICES = [
    *({"layer": name} for name in LAYERS),
    *({"optimizer": name} for name in OPTIMIZERS),
    *({"loss": name} for name in LOSSES),
    *({"metric": name} for name in METRICS),
]


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: next(iter(choice.values())))
def test_what_a_plan_holds_whole_is_the_same(choice):
    """The original and what is built from its plan; so its training is shared."""
    model = built(**choice)
    compare(state_of(model), state_of(rebuilt(model)))


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: next(iter(choice.values())))
def test_any_attribute_that_a_plan_does_not_hold_is_found(choice):
    """In a layer, an optimizer, a loss or a metric: one of one's own, and each of theirs that has a number or a word."""
    model = built(**choice)
    told = state_of(rebuilt(model))
    parts = [model, model.optimizer, *model.layers, *model.metrics, model._compile_loss._flat_losses[0][1]]
    for part in parts:
        object.__setattr__(part, "of_my_own", 5)
        with pytest.raises(Different):
            compare(state_of(model), told)
        object.__delattr__(part, "of_my_own")
    compare(state_of(model), told)


@pytest.mark.parametrize("name", ["epsilon", "beta_1", "weight_decay", "use_ema", "ema_momentum", "clipnorm", "_built"])
def test_each_number_of_an_optimizer_counts(name):
    """Also one that Keras would describe: what is compared is what is there."""
    model = built(optimizer="AdamW")
    told = state_of(rebuilt(model))
    object.__setattr__(model.optimizer, name, 0.123)
    with pytest.raises(Different, match=r"does not hold this: .*0\.123"):
        compare(state_of(model), told)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda model: object.__setattr__(model, "train_step", lambda data: {}),
        lambda model: object.__setattr__(model.optimizer, "apply", print),
        lambda model: object.__setattr__(model.layers[0], "call", np.sum),
        lambda model: object.__setattr__(model.layers[0], "own", object()),
        lambda model: object.__setattr__(model.layers[0], "deep", _deep()),
    ],
)
def test_what_is_somebodys_own_is_never_the_same(spoil):
    """A replaced method, an object of a foreign kind, what has no end."""
    model = built()
    told = state_of(rebuilt(model))
    spoil(model)
    with pytest.raises((Unencodable, Different)):
        compare(state_of(model), told)


def _deep():
    found = []
    for _ in range(200):
        found = [found]
    return found


def test_a_layer_that_says_the_shape_of_its_input_is_an_ordinary_one():
    """An older spelling, which many use: it makes no other training."""
    for layers in ((keras.layers.Flatten,), (keras.layers.Dropout, 0.1)):
        model = keras.Sequential([layers[0](*layers[1:], input_shape=(6,)), keras.layers.Dense(3)])
        model.compile("adam", "mse")
        private.build_by_samples(model, SAMPLES)
        compare(state_of(model), state_of(rebuilt(model)))


def test_shared_layers_are_not_two_layers():
    """A layer that stands in two places is told from two that look alike."""
    same = keras.layers.Dense(6)
    once = keras.Sequential([keras.Input((6,)), same, same])
    once.compile("sgd", "mse")
    twice = keras.Sequential([keras.Input((6,)), keras.layers.Dense(6), keras.layers.Dense(6)])
    twice.compile("sgd", "mse")
    assert state_of(once) != state_of(twice)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (keras.layers.Dense, "call"),
        (keras.optimizers.Adam, "update_step"),
        (keras.losses.MeanSquaredError, "__init__"),
        (keras.src.backend.config, "_EPSILON"),
        (keras.src.ops.nn, "relu"),
    ],
)
def test_whatever_of_keras_is_replaced_is_noticed(place, name, monkeypatch):
    """A method, a function, a setting; and once it is back, nothing is."""
    before = Pristine()
    model = built()
    model.fit(SAMPLES[0], SAMPLES[1], verbose=0)
    assert before.changed() == ""
    monkeypatch.setattr(place, name, lambda *arguments: None)
    assert before.changed() != ""
    monkeypatch.undo()
    assert before.changed() == ""
