"""Messages of TensorFlow's and Keras's values, as keras_messages.txt holds them (see test_messages.py)."""

import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from wrong_parts import difference, told, write, written

from autograder.values.models import ModelState

pytestmark = pytest.mark.usefixtures("anew")
FILE = Path(__file__).with_name("keras_messages.txt")
DEEP = 3  # what is in arrays and descriptions is told elsewhere


def network(name):
    first = keras.Input((2,), name="first")
    dense = layers.Dense(1, kernel_initializer="ones", name="dense")
    found = keras.Sequential([first, dense], name=name)
    found.compile(keras.optimizers.SGD(0.5, momentum=0.5, name="sgd"), "mse", metrics=["mae"], jit_compile=False)
    return found


def trained():
    found = network("trained")
    found.fit(np.ones((1, 2)), np.ones((1, 1)), verbose=0)
    return found


def built():
    found = layers.Dense(1, kernel_initializer="ones", name="lone")
    found.build((None, 2))
    return found


def record():
    found = keras.callbacks.History()
    found.history, found.epoch, found.params = {"loss": [0.5]}, [0], {"epochs": 1}
    return found


def unbuilt():
    return keras.Sequential([layers.Dense(1, name="dense")], name="unbuilt")


VALUES = {
    "numbers": lambda: tf.constant([[1.5]]),
    "texts": lambda: tf.constant(["a", "bc"]),
    "a text": lambda: tf.constant("a"),
    "variable": lambda: tf.Variable([1, 2], name="v", trainable=False),
    "dtype": lambda: tf.float32,
    "shape": lambda: tf.TensorShape([1, None]),
    "keras variable": lambda: keras.Variable(np.ones(2, "f4"), name="v", trainable=False),
    "loss": lambda: keras.losses.MeanSquaredError(name="m"),
    "optimizer": lambda: keras.optimizers.SGD(0.5, name="s"),
    "metric": lambda: keras.metrics.Sum(name="s"),
    "initializer": lambda: keras.initializers.HeNormal(seed=1),
    "policy": lambda: keras.DTypePolicy("float32"),
    "layer": built,
    "layer without weights": lambda: layers.Dense(1, name="lone"),
    "record": record,
    "model without weights": unbuilt,
    "model": lambda: network("compiled"),
    "trained model": trained,
    "state": lambda: ModelState.of(trained()),
}


def lines_now(name):
    """What the file should say of a value."""
    return told(VALUES[name](), tuple, few=True, deep=DEEP)


@pytest.mark.parametrize("name", VALUES)
def test_a_message_is_as_it_ever_was(name):
    """Kind by kind, part by part; and so is what is said of wrong ones."""
    assert difference(lines_now(name), written(FILE)[name]) == ""


if __name__ == "__main__":
    write(FILE, {name: lines_now(name) for name in VALUES})
