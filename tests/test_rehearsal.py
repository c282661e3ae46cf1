"""Rehearsal data has the form, the counts and about the difficulty of the real data."""

import os

import numpy as np
import pytest

from autograder.datasets import load, prepare
from autograder.rehearsal import digits, garments
from autograder.rehearsal.handwriting import TEST_COUNTS, TRAIN_COUNTS, split


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """Rehearsal data, drawn once for the whole test run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_CACHE", str(tmp_path_factory.getbasetemp() / "shared-cache"))
        patch.setenv("AUTOGRADER_DATA", "rehearsal")
        return prepare(progress=False)


@pytest.fixture(scope="session", params=["mnist", "fashion-mnist"])
def data(request, prepared):
    return request.param, load(request.param, prepared)


@pytest.fixture(scope="session")
def drawn_digits(prepared):
    return load("mnist", prepared)


def flat(images):
    return images.reshape(-1, 784).astype("float32") / 255


def test_shapes(data):
    """Shapes and types are those of the real data."""
    _, ((x_train, y_train), (x_test, y_test)) = data
    assert (x_train.shape, y_train.shape) == ((60000, 28, 28), (60000,))
    assert (x_test.shape, y_test.shape) == ((10000, 28, 28), (10000,))
    assert {array.dtype for array in (x_train, y_train, x_test, y_test)} == {np.dtype(np.uint8)}


def test_counts_of_digits(drawn_digits):
    """Each digit occurs as often as in MNIST, and the first labels are MNIST's."""
    (_, y_train), (_, y_test) = drawn_digits
    assert tuple(np.bincount(y_train)) == TRAIN_COUNTS
    assert tuple(np.bincount(y_test)) == TEST_COUNTS
    assert list(y_train[:5]) == [5, 0, 4, 1, 9]
    assert list(y_test[:5]) == [7, 2, 1, 0, 4]


def test_counts_of_garments(prepared):
    """Each garment occurs as often as in Fashion-MNIST, and the first labels are Fashion-MNIST's."""
    (_, y_train), (_, y_test) = load("fashion-mnist", prepared)
    assert (list(np.bincount(y_train)), list(np.bincount(y_test))) == ([6000] * 10, [1000] * 10)
    assert list(y_train[:5]) == [9, 0, 0, 3, 0]
    assert list(y_test[:5]) == [9, 2, 1, 1, 6]


def test_first_digit(drawn_digits):
    """The first training picture is a five with ink where MNIST's has it."""
    (x_train, y_train), _ = drawn_digits
    assert y_train[0] == 5
    assert x_train[0].max() == 255
    assert 150 <= x_train[0][5][18] <= 200


def test_maxima(data):
    """As many pictures as in the real data have a maximum below 255, and hundreds are clearly fainter."""
    name, ((x_train, _), (x_test, _)) = data
    train, test = x_train.max(axis=(1, 2)), x_test.max(axis=(1, 2))
    expected = {"mnist": (5999, 1021), "fashion-mnist": (5047, 812)}[name]
    assert ((train < 255).sum(), (test < 255).sum()) == expected
    assert (train < 250).sum() > 500
    assert train.min() > 100


def test_digits_are_centred(drawn_digits):
    """Digits are bright ink in the middle of a background of 0."""
    (x_train, _), _ = drawn_digits
    assert not x_train[:, [0, -1], :].mean() > 1
    mass = x_train.mean(axis=0)
    place = np.arange(28)
    assert 13 < mass.sum(axis=1) @ place / mass.sum() < 14.5
    assert 13 < mass.sum(axis=0) @ place / mass.sum() < 14.5
    assert np.median(x_train) == 0


def test_originals_are_not_shared():
    """No original digit lends itself to both the training set and the test set."""
    train, test = split(1797)
    assert (len(train), len(test)) == (1500, 297)
    assert set(train) | set(test) == set(range(1797))


def test_no_two_pictures_are_alike(data):
    """Every picture differs from every other, so that a test set cannot be learned by heart."""
    _, ((x_train, _), (x_test, _)) = data
    assert len({image.tobytes() for image in (*x_train, *x_test)}) == 70000


def test_drawing_again(data):
    """Drawing again gives the same bytes."""
    name, arrays = data
    again = digits() if name == "mnist" else garments()
    for pair, other in zip(arrays, again, strict=True):
        for array, repeated in zip(pair, other, strict=True):
            np.testing.assert_array_equal(array, repeated)


def test_nearest_mean_is_worse_than_a_network(data):
    """Comparing with the mean picture of each class is as poor a classifier as on the real data."""
    name, ((x_train, y_train), (x_test, y_test)) = data
    means = np.stack([flat(x_train[y_train == label]).mean(axis=0) for label in range(10)])
    distance = (means**2).sum(axis=1) - 2 * flat(x_test) @ means.T
    accuracy = (distance.argmin(axis=1) == y_test).mean()
    low, high = {"mnist": (0.70, 0.85), "fashion-mnist": (0.60, 0.75)}[name]  # real: 0.82 and 0.68
    assert low < accuracy < high


def test_network(data):
    """A small network learns in two epochs about as much as from the real data, and not everything."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    name, ((x_train, y_train), (x_test, y_test)) = data
    keras.utils.set_random_seed(42)
    layers = [keras.Input((784,)), keras.layers.Dense(128, "relu"), keras.layers.Dense(10, "softmax")]
    model = keras.Sequential(layers)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"], steps_per_execution=50)
    model.fit(flat(x_train), y_train, epochs=2, batch_size=64, verbose=0)
    _, accuracy = model.evaluate(flat(x_test), y_test, batch_size=1000, verbose=0)
    low, high = {"mnist": (0.945, 0.99), "fashion-mnist": (0.83, 0.93)}[name]
    assert low < accuracy < high
