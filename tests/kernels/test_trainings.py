"""Trusted notebooks share trainings, bit for bit."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.kernels.job import Job

SETUP = """
import hashlib
import keras
import numpy as np
rng = np.random.default_rng(0)
x, y = rng.random((600, 20)), rng.integers(0, 3, 600)
def digest(model, history):
    parts = [np.asarray(v).tobytes() for v in [*model.variables, *model.optimizer.variables]]
    return hashlib.sha256(b"".join(parts) + repr(history.history).encode() + repr(history.epoch).encode()).hexdigest()
keras.utils.set_random_seed(7)
model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(8, "relu"), keras.layers.Dropout(0.3), keras.layers.Dense(3)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
"""
TWICE = (
    SETUP
    + """
first = digest(model, model.fit(x, y, epochs=2, verbose=0, validation_split=0.2))
slower = keras.callbacks.ReduceLROnPlateau("val_loss", factor=0.5, patience=0, min_delta=9)
second = digest(model, model.fit(x, y, 50, epochs=3, verbose=0, validation_data=(x[:99], y[:99]), callbacks=[slower]))
early = keras.callbacks.EarlyStopping("loss", patience=0, min_delta=9)
second += digest(model, model.fit(x, y, epochs=5, verbose=0, callbacks=[early])) + str(early.stopped_epoch)
after = float(np.asarray(keras.random.uniform((1,)))[0]), model.evaluate(x, y, verbose=0)
print(first, second, after)
"""
)


def run(worker, code, folder=""):
    job = Job("k", new_notebook(cells=[new_code_cell(code)]), walls=False, trainings=str(folder))
    result = worker.run(job)
    assert not result.errors, result.errors
    outputs = nbformat.from_dict(result.notebook).cells[0].outputs
    return "".join(output.text for output in outputs if output.get("name") == "stdout"), result.trainings


def test_a_shared_training_equals_an_unpatched_one_bit_for_bit(worker, tmp_path):
    """Weights, optimizer, dropout seeds, history, and what comes after, are the same computed, reused and unpatched."""
    plain, _ = run(worker, TWICE)
    computed, first = run(worker, TWICE, tmp_path)
    reused, second = run(worker, TWICE, tmp_path)
    assert plain == computed == reused
    assert (first, second) == ({"computed": 3}, {"reused": 3})


@pytest.mark.parametrize(
    "change",
    [
        "x[0, 0] += 1e-9",
        "keras.utils.set_random_seed(8)",
        "model.optimizer.learning_rate = 0.01",
        "model.layers[0].set_weights([w + 1e-6 for w in model.layers[0].get_weights()])",
    ],
)
def test_whatever_changes_a_training_changes_its_key(worker, tmp_path, change):
    """Data, seed, settings and weights all count."""
    fit = "\nmodel.fit(x, y, epochs=1, verbose=0)\nprint()"
    run(worker, SETUP + fit, tmp_path)
    assert run(worker, SETUP + change + fit, tmp_path)[1] == {"computed": 1}


@pytest.mark.parametrize(
    "fit",
    [
        "model.fit(x, y, epochs=1, verbose=0, callbacks=[keras.callbacks.LambdaCallback()])",
        "model.fit(x, y, class_weight={0: 1, 1: 2, 2: 1}, verbose=0)",
    ],
)
def test_what_cannot_be_shared_trains_itself(worker, tmp_path, fit):
    """Callbacks and weights are left to the ordinary fit."""
    assert run(worker, f"{SETUP}\n{fit}\nprint()", tmp_path)[1] == {"local": 1}
