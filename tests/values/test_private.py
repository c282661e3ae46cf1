"""Names of libraries that may go any day: each has a safe way when it is gone, and all are there today."""

import inspect

import keras
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from autograder.kernels.calls import Call
from autograder.values import dump, private

TRAINING = {  # of a training, and where each of the names stands in Keras and TensorFlow
    "layers_of": (keras.layers.Layer, "_flatten_layers"),
    "losses_of": (keras.Model, "_compile_loss"),
    "build_by_samples": (keras.Model, "_symbolic_build"),
    "compiled_with": (keras.Model, "_compile_config"),
    "has_strategy": (keras.Model, "_distribute_strategy"),
    "seed": (None, "global_seed"),
    "is_deterministic": (None, "is_op_determinism_enabled"),
    "jit": (None, "get_jit"),
}
VALUES = ("layers_of", "compiled_with")


def network():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    model.compile("sgd", "mse")
    return model


def call(model):
    x, y = np.zeros((8, 4)), np.zeros((8, 2))
    return Call.of(model, inspect.signature(keras.Model.fit), (x, y), {"verbose": 0})


def crosses(value):
    """Whether a value crosses as data, instead of as something that stays where it is."""
    found = []
    dump(value, handle=lambda thing: found.append(thing) or {"kind": "object"})
    return not found


def gone(*arguments, **named):
    raise AttributeError("no such name")


def test_all_names_are_there():
    """With the versions that are installed."""
    assert private.missing() == []


def test_what_is_gone_is_named(monkeypatch):
    """By the name that a maintainer looks for."""
    monkeypatch.delattr(Axes, "_left_title", raising=False)
    trainer = next(kind for kind in keras.Model.__mro__ if "_symbolic_build" in vars(kind))
    monkeypatch.delattr(trainer, "_symbolic_build")
    assert private.missing() == ["_symbolic_build"]


@pytest.mark.parametrize("name", TRAINING)
def test_a_training_without_it_stays_where_it_is(name, monkeypatch):
    """Nothing is sent, and nothing is raised."""
    keras.utils.set_random_seed(1)
    assert call(network()) is not None
    model = network()
    monkeypatch.setattr(private, name, gone)
    assert call(model) is None


@pytest.mark.parametrize("name", VALUES)
def test_a_model_without_it_is_opaque(name, monkeypatch):
    """A person looks at it, instead of a judge at half of it."""
    model = network()
    assert crosses(model)
    monkeypatch.setattr(private, name, gone)
    assert not crosses(model)


def test_functional_models_without_their_class_are_opaque(monkeypatch):
    """Models in a row still cross."""
    from autograder.values.models import model_types

    monkeypatch.setattr(private, "functional", gone)
    assert model_types() == (keras.Sequential,)


@pytest.mark.parametrize("name", ["titles", "text_of"])
def test_figures_without_it_are_opaque(name, monkeypatch):
    """Instead of figures that lack a title."""
    figure = Figure()
    figure.add_subplot().set_title("here", loc="left")
    figure.suptitle("above")
    assert crosses(figure)
    monkeypatch.setattr(private, name, gone)
    assert not crosses(figure)


def test_a_progress_bar_without_its_start_shows_another_time():
    """Nothing is raised, whatever it is."""
    for bar in (object(), keras.callbacks.ProgbarLogger(), None):
        private.shift_start(bar, 5.0)
