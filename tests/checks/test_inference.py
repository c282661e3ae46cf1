"""Checks of what models answer."""

import warnings

import keras
import numpy as np
import pytest
from keras import layers

from autograder import checks

RNG = np.random.default_rng(0)
keras.utils.set_random_seed(0)  # the networks of this file are the same in every run
IMAGES = RNG.integers(0, 256, size=(1203, 28, 28), dtype="uint8")


def network(*parts, shape=(784,)):
    """Put layers after an Input."""
    return keras.Sequential([keras.Input(shape), *parts])


def brightest(*front, shape=(784,), activation=None):
    """Make a network whose class is the largest of the image's first ten pixels."""
    net = network(*front, layers.Dense(10, activation, use_bias=False, name="out"), shape=shape)
    net.get_layer("out").set_weights([np.eye(784, 10)])
    return net


RIGHT = IMAGES.reshape(-1, 784)[:, :10].argmax(axis=1)
PROBABLE = network(layers.Dense(10, activation="softmax"))
ROWS = (IMAGES.reshape(-1, 784) / 255).astype("float32")


@pytest.mark.parametrize(
    ("net", "rows"),
    [
        (PROBABLE, ROWS),
        (PROBABLE, ROWS[:1]),
        (PROBABLE, ROWS[:5].tolist()),
        (
            network(layers.Flatten(), layers.Dense(10), layers.Softmax(), shape=(28, 28)),
            (IMAGES / 255).astype("float32"),
        ),
        (network(layers.Dropout(0.5), layers.Dense(10, "softmax")), ROWS),
    ],
)
def test_probabilities_of_any_softmax(net, rows):
    """Rows of probabilities come back for every sample, also with fewer samples than a batch."""
    given = checks.probabilities(net, rows)
    assert given.shape == (len(rows), 10)
    assert np.allclose(given, net.predict(np.asarray(rows), verbose=0), atol=1e-6)


@pytest.mark.parametrize(
    ("net", "words"),
    [
        (network(layers.Dense(10)), "gives negative numbers.*Which activation is last"),
        (network(layers.Dense(10, "sigmoid")), "for one sample add to .*add to 1. Which activation"),
        (network(layers.Dense(10, "relu")), "for one sample add to"),
        (network(layers.Dense(11, "softmax")), "gives 11 numbers for each sample; it should give one for each class"),
        (network(layers.Dense(1, "sigmoid")), "gives 1 numbers"),
    ],
)
def test_other_outputs_are_no_probabilities(net, words):
    """Logits, sigmoids and another number of classes are refused with a question about the last layer."""
    with pytest.raises(checks.CheckFailed, match=words):
        checks.probabilities(net, ROWS)


def test_a_missing_flatten_is_named():
    """A model that answers with 28 rows for an image is asked about Flatten."""
    with pytest.raises(
        checks.CheckFailed, match=r"shape \(28, 10\) for each sample, not one row. Is a Flatten missing"
    ):
        checks.scores(network(layers.Dense(10, "softmax"), shape=(28, 28)), IMAGES)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (IMAGES, r"cannot take samples of shape \(28, 28\). It was built for samples of shape \(784,\)"),
        (ROWS.T, r"cannot take samples of shape \(1203,\)"),
        (ROWS[0], r"Keras expects a batch: shape \(1, 784\)"),
        (["a", "b"], "Keras expects a batch"),
    ],
)
def test_rows_that_do_not_fit(rows, words):
    """Keras's own error is put into a sentence with both shapes."""
    with pytest.raises(checks.CheckFailed, match=words):
        checks.scores(PROBABLE, rows)


def test_scores_are_raw():
    """Scores are what the model gives, negative or not."""
    assert np.allclose(checks.scores(brightest(), -ROWS), -ROWS[:, :10])
    with pytest.raises(checks.CheckFailed, match="gives 10 numbers"):
        checks.scores(brightest(), ROWS, classes=3)


def test_a_broken_training_is_named():
    """A model whose weights are NaN is no classifier, whatever argmax says."""
    net = network(layers.Dense(10))
    net.set_weights([np.full((784, 10), np.nan), np.zeros(10)])
    with pytest.raises(checks.CheckFailed, match="answers with NaN"):
        checks.accuracy(net, IMAGES, RIGHT)


def test_two_outputs_are_no_row():
    """A model with two outputs is refused, not crashed on."""
    inputs = keras.Input((784,))
    net = keras.Model(inputs, [layers.Dense(10)(inputs), layers.Dense(10)(inputs)])
    with pytest.raises(checks.CheckFailed, match="net gives an output of shape|net cannot take samples"):
        checks.scores(net, ROWS[:4], name="net")


def test_two_inputs_cannot_be_fed():
    """A model with two inputs is asked what its author's preparation makes."""
    inputs = [keras.Input((784,)), keras.Input((784,))]
    net = keras.Model(inputs, layers.Dense(10)(layers.Concatenate()(inputs)))
    with pytest.raises(checks.CheckFailed, match="Does it take what your own preparation makes"):
        checks.scores(net, ROWS[:4])


def test_one_number_a_sample_is_no_row():
    """A model that gives a lone number for each sample is told so."""
    net = network(layers.Dense(1), layers.Reshape(()))
    with pytest.raises(checks.CheckFailed, match=r"an output of shape \(4,\) for 4 samples; one row for each"):
        checks.scores(net, ROWS[:4])


def test_a_model_without_weights_scales_nothing():
    """A model without any weights is given scaled pixels."""
    assert checks.fit_input(network(layers.Flatten()), IMAGES).max() == 1


@pytest.mark.parametrize("shape", [(784,), (28, 28), (28, 28, 1)])
def test_the_courses_preparation_fits_every_input(shape):
    """Raw images become floats from 0 to 1 in the shape that the model takes."""
    made = checks.fit_input(network(layers.Flatten(), layers.Dense(10), shape=shape), IMAGES)
    assert made.shape == (1203, *shape) and made.dtype == np.float32
    assert np.allclose(made.reshape(ROWS.shape), ROWS)


def test_any_size_of_image():
    """The size of images is taken from the images; a free size in the model fits them all."""
    net = network(layers.Conv2D(2, 3), layers.GlobalMaxPooling2D(), layers.Dense(3), shape=(None, None, 1))
    assert checks.fit_input(net, IMAGES[:, :9, :7]).shape == (1203, 9, 7, 1)


def scaled_between():
    """Divide by 255 in the model without a layer for it."""
    inputs = keras.Input((28, 28))
    return keras.Model(inputs, layers.Dense(10)(layers.Flatten()(inputs / 255)))


@pytest.mark.parametrize(
    "net",
    [
        network(layers.Rescaling(1 / 255), layers.Flatten(), layers.Dense(10), shape=(28, 28)),
        network(layers.Flatten(), layers.Rescaling(1 / 127.5, -1), layers.Dense(10), shape=(28, 28)),
        network(keras.Sequential([layers.Rescaling(1 / 255), layers.Flatten()]), layers.Dense(10), shape=(28, 28)),
        scaled_between(),
    ],
)
def test_a_model_that_scales_gets_raw_pixels(net):
    """A model that begins by scaling is not given scaled pixels."""
    assert checks.fit_input(net, IMAGES).max() == 255


@pytest.mark.parametrize("shape", [(60000, 784), (32, 32, 1), (28, 28, 3), (100,)])
def test_another_input_asks_for_prepare(shape):
    """A model with an input of its own asks for its author's prepare."""
    with pytest.raises(checks.CheckFailed, match=r"Write a function prepare\(images\)"):
        checks.fit_input(network(layers.Dense(10), shape=shape), IMAGES)


@pytest.mark.parametrize(
    "net",
    [
        brightest(),
        brightest(activation="softmax"),
        brightest(layers.Flatten(), shape=(28, 28)),
        brightest(layers.Flatten(), shape=(28, 28, 1)),
        brightest(layers.Rescaling(1 / 255), layers.Flatten(), shape=(28, 28)),
    ],
)
def test_accuracy_is_measured_on_raw_images(net):
    """Logits or probabilities, flat or square input: the share of right answers is the same."""
    assert np.array_equal(checks.predictions(net, IMAGES), RIGHT)
    assert checks.accuracy(net, IMAGES, RIGHT) == 1
    some = RIGHT.copy()
    some[:401] = (some[:401] + 1) % 10
    assert checks.accuracy(net, IMAGES, some) == pytest.approx(802 / 1203)


@pytest.mark.parametrize(
    "prepare",
    [
        lambda images: images.reshape(len(images), -1) / 255,
        lambda images: (images.reshape(len(images), 784) - 33.3) / 78.6,
        lambda images: keras.ops.reshape(images, (-1, 784)),
        lambda images: images.reshape(-1, 784).tolist(),
    ],
)
def test_accuracy_through_the_students_preparation(prepare):
    """Standardised pixels, tensors and lists are fair preparations."""
    assert checks.accuracy(brightest(), IMAGES, RIGHT, prepare=prepare) == 1


def test_prepare_cannot_spoil_the_images():
    """What a student's function does to its argument does not reach the next check."""

    def prepare(images):
        images[:] = 0
        return images.reshape(-1, 784)

    before = IMAGES.copy()
    checks.predictions(brightest(), IMAGES, prepare=prepare)
    assert np.array_equal(IMAGES, before)


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (..., "prepare is not a function yet"),
        (ROWS, "prepare is not a function yet"),
        (lambda images: None, "returns nothing yet"),
        (lambda images: ..., "still the placeholder"),
        (lambda images: images.nothing, "stopped with AttributeError"),
        (lambda images: images.reshape(784, -1).T[:7], r"gives shape \(7, 784\) for 1203 images"),
        (lambda images: 5, r"gives shape \(\) for 1203 images"),
        (lambda images: "rows", "is a text"),
        (lambda images: images / 255, r"cannot take samples of shape \(28, 28\)"),
        (lambda images: np.full((len(images), 784), np.nan), "holds NaN"),
    ],
)
def test_a_prepare_that_does_not_work(prepare, words):
    """What goes wrong in a student's preparation is said as such."""
    with pytest.raises(checks.CheckFailed, match=words):
        checks.accuracy(brightest(), IMAGES, RIGHT, prepare=prepare)


def test_labels_are_the_authors():
    """Labels that do not belong to the images are the author's error, not the student's."""
    with pytest.raises(ValueError, match="one whole number for each of 1203 images"):
        checks.accuracy(brightest(), IMAGES, RIGHT[:5])


@pytest.mark.parametrize("answer", [lambda scores: scores, lambda scores: [scores]])
def test_a_subclassed_model_reads_images(answer):
    """A subclassed model is run like any other, also when it gives its one output in a list."""

    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.out = layers.Dense(10, activation="softmax")

        def call(self, inputs):
            """Apply the one layer."""
            return answer(self.out(inputs))

    net = Own()
    net(ROWS[:2])
    assert checks.predictions(net, IMAGES).shape == (1203,)
    assert checks.probabilities(net, ROWS).shape == (1203, 10)


def test_asking_changes_nothing():
    """Weights, the state of dropout and of the optimizer stay as they are, and nothing is printed or warned of."""
    inputs = keras.Input((784,))
    hidden = layers.Dropout(0.5)(layers.BatchNormalization()(inputs))
    net = keras.Model([inputs], [layers.Dense(10, "softmax")(hidden)])
    net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    net.fit(ROWS[:64], RIGHT[:64], verbose=0)
    held = [*net.variables, *net.optimizer.variables]
    before = [variable.numpy() for variable in held]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        checks.accuracy(net, IMAGES, RIGHT)
        checks.probabilities(net, ROWS)
    assert all(np.array_equal(old, new.numpy()) for old, new in zip(before, held, strict=True))
