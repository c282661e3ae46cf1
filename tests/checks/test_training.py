"""Checks of a training record."""

import keras
import numpy as np
import pandas as pd
import pytest

from autograder import checks

RECORD = {"accuracy": [0.9, 0.95], "loss": [0.4, 0.2], "val_accuracy": [0.93, 0.96], "val_loss": [0.3, 0.25]}


def trained(metric):
    """Train a very small model for two epochs."""
    net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax")])
    net.compile(loss="sparse_categorical_crossentropy", metrics=[metric])
    return net.fit(np.eye(3), np.array([0, 1, 0]), epochs=2, verbose=0, validation_data=(np.eye(3), np.zeros(3)))


@pytest.fixture(scope="module")
def history():
    """A real training record."""
    return trained("accuracy")


FORMS = {
    "dict": RECORD,
    "DataFrame": pd.DataFrame(RECORD),
    "dict of arrays": {name: np.array(column) for name, column in RECORD.items()},
    "array with named columns": pd.DataFrame(RECORD).to_records(index=False),
    "list of dicts": pd.DataFrame(RECORD).to_dict("records"),
    "rows below their names": [list(RECORD), *pd.DataFrame(RECORD).to_numpy().tolist()],
    "rows of a CSV file": [list(RECORD), *([str(cell) for cell in row] for row in pd.DataFrame(RECORD).to_numpy())],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("role", RECORD)
def test_every_form_of_a_record_is_read(form, role):
    """A dict, a table or rows of text hold the same curves."""
    assert checks.metric(FORMS[form], role) == RECORD[role]
    assert checks.epochs(FORMS[form]) == 2


def test_a_history_is_read(history):
    """What fit returns is read as it is, and so are its dict and its table."""
    assert checks.epochs(history) == checks.epochs(history.history) == checks.epochs(pd.DataFrame(history.history)) == 2
    assert checks.metric(history, "val_loss") == history.history["val_loss"]
    assert all(type(number) is float for number in checks.metric(history, "accuracy"))


@pytest.mark.parametrize(
    "metric",
    [
        "acc",
        "sparse_categorical_accuracy",
        keras.metrics.SparseCategoricalAccuracy(),
        keras.metrics.SparseCategoricalAccuracy(name="train_acc"),
    ],
)
def test_accuracy_is_found_under_each_name(metric):
    """The accuracy is found by its role, whatever Keras or the student calls it."""
    record = trained(metric)
    assert "accuracy" not in record.history
    assert len(checks.metric(record, "accuracy")) == len(checks.metric(record, "val_accuracy")) == 2


def test_training_and_validation_are_not_mixed_up():
    """Validation accuracy never stands in for training accuracy, nor top-5 accuracy for accuracy."""
    record = {"loss": [1], "val_acc": [0.5], "top_5_accuracy": [0.9]}
    with pytest.raises(checks.CheckFailed, match="no accuracy. It holds: loss, val_acc, top_5_accuracy"):
        checks.metric(record, "accuracy")
    assert checks.metric(record, "val_accuracy") == [0.5]


@pytest.mark.parametrize(
    ("role", "remedy"), [("val_loss", "validation_split"), ("accuracy", "metrics="), ("learning_rate", "")]
)
def test_a_missing_curve_names_those_that_exist(role, remedy):
    """The message lists what the record holds, the hint says how the missing curve gets there."""
    with pytest.raises(checks.CheckFailed, match=f"history has no {role}. It holds: loss") as caught:
        checks.metric({"loss": [0.5]}, role)
    assert remedy in caught.value.hint


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (..., "history is still the placeholder"),
        (None, r"nothing \(None\). It should be what fit returns"),
        ("loss", "history is a text"),
        ([0.5, 0.4], "history is a list"),
        ([], "history is a list"),
        ({"loss": 0.5}, "history is a dict"),
        ({}, "nothing has been trained yet"),
        ({"loss": []}, "nothing has been trained yet"),
        (keras.callbacks.History(), "nothing has been trained yet"),
        (keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]), "history is a Sequential"),
    ],
)
def test_anything_else_is_no_record(value, words):
    """What is no training record, or an empty one, is refused with the line that makes one."""
    with pytest.raises(checks.CheckFailed, match=words):
        checks.epochs(value)


def test_a_column_of_text_is_no_curve():
    """A curve holds numbers."""
    with pytest.raises(checks.CheckFailed, match="one number for each epoch"):
        checks.metric({"loss": ["low", "lower"]}, "loss")
