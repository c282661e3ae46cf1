"""Every class and function of Keras's that a shared training may name, trained once by a trainer and once by the kernel.

With the versions that are installed here; `autograder.grading.versions.PROVED` names those for which this held.
"""

import re
import secrets

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.course import Limits
from autograder.grading import versions
from autograder.grading.training import KNOWN
from autograder.kernels.job import Job
from autograder.kernels.steps import OTHERWISE
from autograder.values.recipes import ACTIVATIONS, CLASSES

SETUP = """
import json
import keras
import numpy as np
from keras import constraints, initializers, layers, losses, metrics, ops, optimizers, regularizers
keras.utils.set_random_seed(7)
rng = np.random.default_rng({unique})
x, y = rng.random((999, 12), dtype="float32"), rng.integers(0, 3, 999)
t = np.eye(3, dtype="float32")[y]
line, square, cube = layers.Reshape((12, 1)), layers.Reshape((4, 3, 1)), layers.Reshape((3, 2, 2, 1))
def fit(*between, optimizer="adam", loss="categorical_crossentropy", metric="accuracy", target=t, callbacks=()):
    head = [layers.Flatten(), layers.Dense(3, "softmax")]
    train(keras.Sequential([keras.Input((12,)), *between, *head]), optimizer, loss, metric, target, callbacks)
def through(function):
    inputs = keras.Input((12,))
    outputs = layers.Dense(3, "softmax")(layers.Flatten()(function(layers.Dense(12, "sigmoid")(inputs))))
    train(keras.Model(inputs, outputs), "adam", "categorical_crossentropy", "accuracy", t, ())
def train(model, optimizer, loss, metric, target, callbacks):
    model.compile(optimizer, loss, metrics=[metric])
    print(model.to_json(), json.dumps(model.get_compile_config(), default=str), [type(one).__name__ for one in callbacks])
    model.fit(x, target, epochs=2, validation_split=0.3, verbose=0, callbacks=list(callbacks))
    ours, theirs = ([model.predict(x, verbose=0, **how), model.evaluate(x, target, verbose=0, **how)] for how in ({{}}, {{"callbacks": []}}))
    assert ours[0].tobytes() == theirs[0].tobytes(), "predict"
    assert repr(ours[1]) == repr(theirs[1]), "evaluate"
"""


def each(text):
    return text.split()


IN_A_LINE = each("""AveragePooling1D(2) Conv1D(2,2) Conv1DTranspose(2,2) Cropping1D(1) DepthwiseConv1D(2) GRU(2) LSTM(2) SimpleRNN(2)
    GlobalAveragePooling1D() GlobalMaxPooling1D() MaxPooling1D(2) SeparableConv1D(2,2) SpatialDropout1D(0.3) UpSampling1D(2)
    ZeroPadding1D(1) Bidirectional(layers.LSTM(2)) TimeDistributed(layers.Dense(2)) RNN(layers.GRUCell(2))
    RNN(layers.LSTMCell(2)) RNN(layers.SimpleRNNCell(2)) Permute((2,1)) Masking(0.5) EinsumDense("abc,cd->abd",(12,2))
    RNN(layers.StackedRNNCells([layers.LSTMCell(2),layers.GRUCell(2)]))""")
IN_A_SQUARE = each("""AveragePooling2D(2) CenterCrop(2,2) Conv2D(2,2) Conv2DTranspose(2,2) Cropping2D(1) DepthwiseConv2D(2)
    GlobalAveragePooling2D() GlobalMaxPooling2D() GroupNormalization(1) MaxPooling2D(2) RandomBrightness(0.2)
    RandomContrast(0.2) RandomCrop(4,3) RandomFlip() RandomRotation(0.1) RandomTranslation(0.1,0.1) RandomZoom(0.1)
    Resizing(3,3) SeparableConv2D(2,2) SpatialDropout2D(0.3) UpSampling2D(2) ZeroPadding2D(1)""")
IN_A_CUBE = each("""AveragePooling3D(2) Conv3D(2,2) Conv3DTranspose(2,2) Cropping3D((1,0,0)) GlobalAveragePooling3D()
    GlobalMaxPooling3D() MaxPooling3D(2) SpatialDropout3D(0.3) UpSampling3D(2) ZeroPadding3D(1)""")
PLAIN = each("""ActivityRegularization(0.1) AlphaDropout(0.3) BatchNormalization() Dense(5) Dropout(0.3) ELU() GaussianDropout(0.3)
    GaussianNoise(0.1) Identity() LayerNormalization() LeakyReLU() PReLU() ReLU() RepeatVector(2) Rescaling(0.5) Softmax()
    UnitNormalization() Activation("tanh") Normalization(mean=0.5,variance=0.3) Embedding(3,2) CategoryEncoding(5)
    SpectralNormalization(layers.Dense(4))""")
OF_TWO = each("Add Average Concatenate Maximum Minimum Multiply Subtract Dot(1) Attention AdditiveAttention")
INITIALIZERS = {"Constant": "0.1", "Identity": "", "RandomNormal": "", "VarianceScaling": ""}
SCHEDULES = each("""CosineDecay(0.1,5) CosineDecayRestarts(0.1,5) ExponentialDecay(0.1,5,0.9) InverseTimeDecay(0.1,5,0.9)
    PiecewiseConstantDecay([3],[0.1,0.01]) PolynomialDecay(0.1,5)""")
SPARSE = ("SparseCategoricalCrossentropy", "SparseCategoricalAccuracy", "SparseTopKCategoricalAccuracy")
ARGUMENTS = {
    "BinaryIoU": "[0]",
    "IoU": "3, [0], sparse_y_true=False, sparse_y_pred=False",
    "MeanIoU": "3, sparse_y_true=False, sparse_y_pred=False",
    "MeanMetricWrapper": "keras.losses.mean_squared_error",
    "SparseTopKCategoricalAccuracy": "2",
    "TopKCategoricalAccuracy": "2",
}
OF_NO_TARGET = ("Mean", "Sum")  # metrics that look at no prediction
OF_NO_LAYER = ("glu", "threshold")  # functions that no `Dense` can have: half of its values, and one more argument
SPARSE_LOSS = ", loss='sparse_categorical_crossentropy'"
ONE = each("""abs absolute ceil cos exp expm1 floor log log10 log1p log2 negative reciprocal round sign sin sqrt square tanh
    celu elu gelu hard_sigmoid hard_silu leaky_relu log_sigmoid log_softmax relu relu6 selu sigmoid silu softmax softplus
    softsign""")
TWO = each("add divide floor_divide maximum minimum mod multiply power subtract true_divide")
COMPARED = each("equal greater greater_equal less less_equal not_equal")
WITH = [
    *(f"ops.{name}(v, axis=1, keepdims=True)" for name in each("amax amin max mean min prod std sum var")),
    "ops.cast(ops.argmax(v, axis=1, keepdims=True), 'float32')",
    "ops.cast(ops.argmin(v, axis=1, keepdims=True), 'float32')",
    "ops.average(ops.stack([v, v], axis=1), axis=1)",
    "ops.clip(v, 0.2, 0.8)",
    "ops.concatenate([v, v], axis=1)",
    "ops.expand_dims(v, 2)",
    "ops.flip(v, axis=1)",
    "v[:, 1:4]",
    "ops.cast(ops.logical_and(v > 0.3, v < 0.6), 'float32')",
    "ops.cast(ops.logical_or(v > 0.6, v < 0.3), 'float32')",
    "ops.cast(ops.logical_not(v > 0.6), 'float32')",
    "ops.matmul(ops.reshape(v, (-1, 3, 4)), ops.reshape(v, (-1, 4, 3)))",
    "ops.moveaxis(ops.reshape(v, (-1, 3, 4)), 1, 2)",
    "ops.swapaxes(ops.reshape(v, (-1, 3, 4)), 1, 2)",
    "ops.transpose(ops.reshape(v, (-1, 3, 4)), (0, 2, 1))",
    "ops.pad(v, ((0, 0), (1, 1)))",
    "ops.reshape(ops.ravel(v), (-1, 12))",
    "ops.repeat(v, 2, axis=1)",
    "ops.roll(v, 2, axis=1)",
    "ops.squeeze(ops.expand_dims(v, 2), 2)",
    "ops.tile(v, (1, 2))",
    "ops.where(v > 0.5, v, 0.1)",
    "ops.normalize(v)",
    "ops.one_hot(ops.cast(v * 3, 'int32'), 4)",
    "layers.MultiHeadAttention(1, 2)(line(v), line(v))",
]


LOCAL = ("fit(layers.Softmax())", "fit(metric=metrics.CosineSimilarity())")  # they stay in the kernel


def names(module):
    return sorted(CLASSES[module])


def named(text):
    """The words in quotation marks in what a training said of itself."""
    return set(re.findall(r"[\"'](\w+)[\"']", text))


def measured(module, name):
    target = ", target=y" if name in SPARSE else ""
    kind = "loss" if module == "losses" else "metric"
    return f"fit({kind}={module}.{name}({ARGUMENTS.get(name, '')}){target}{SPARSE_LOSS if kind == 'metric' and target else ''})"


FITS = {
    "optimizers": [f"fit(optimizer=optimizers.{name}())" for name in names("keras.optimizers")]
    + [f"fit(optimizer=optimizers.SGD(optimizers.schedules.{schedule}))" for schedule in SCHEDULES],
    "losses": [*(measured("losses", name) for name in names("keras.losses")), "fit(loss=losses.huber)"],
    "metrics": [measured("metrics", name) for name in names("keras.metrics") if name not in OF_NO_TARGET],
    "activations": [f"fit(layers.Dense(6, '{name}'))" for name in each(ACTIVATIONS) if name not in OF_NO_LAYER],
    "settings": [
        *(f"fit(layers.Dense(12, kernel_initializer=initializers.{name}({INITIALIZERS.get(name, '')})))" for name in names("keras.initializers")),
        *(f"fit(layers.Dense(6, kernel_regularizer=regularizers.{name}()))" for name in names("keras.regularizers")),
        *(f"fit(layers.Dense(6, kernel_constraint=constraints.{name}()))" for name in names("keras.constraints")),
        "fit(callbacks=[keras.callbacks.EarlyStopping('loss', patience=0, restore_best_weights=True)])",
        "fit(callbacks=[keras.callbacks.ReduceLROnPlateau('loss', patience=0, min_delta=9)])",
        "fit(callbacks=[keras.callbacks.TerminateOnNaN()])",
    ],
    "layers": [
        *(f"fit(layers.{layer})" for layer in PLAIN),
        *(f"fit(line, layers.{layer})" for layer in IN_A_LINE),
        *(f"fit(square, layers.{layer})" for layer in IN_A_SQUARE),
        *(f"fit(cube, layers.{layer})" for layer in IN_A_CUBE),
        *(f"through(lambda v: layers.{layer if '(' in layer else layer + '()'}([line(v), line(v)]))" for layer in OF_TWO),
    ],
    "operations": [
        *(f"through(lambda v: ops.{name}(v))" for name in ONE),
        *(f"through(lambda v: ops.{name}(v, v + 0.5))" for name in TWO),
        *(f"through(lambda v: ops.cast(ops.{name}(v, v[:, ::-1]), 'float32'))" for name in COMPARED),
        *(f"through(lambda v: {code})" for code in WITH),
    ],
}  # fmt: skip


@pytest.mark.exhaustive
@pytest.mark.parametrize("fit", [fit for group in FITS.values() for fit in group])
def test_a_trainer_trains_as_the_kernel_does(worker, fit):
    """To the last bit, or the training stays in the kernel; only those do that are named here or in `OTHERWISE`."""
    cells = [new_code_cell(SETUP.format(unique=secrets.randbits(60)) + fit)]
    result = worker.run(Job("k", new_notebook(cells=cells), Limits(), audit=1.0))
    assert not result.errors, result.errors[1][-300:]
    outputs = nbformat.from_dict(result.notebook).cells[0].outputs
    text = "".join(output.text for output in outputs if output.get("name") == "stdout")
    local = fit in LOCAL or named(text) & OTHERWISE
    assert not result.differences
    assert (result.audited, result.trainings.get("local", 0)) == ((0, 1) if local else (1, 0))


@pytest.mark.exhaustive
def test_no_class_and_no_function_is_left_out(capsys):
    """What is on the list is in one of the trainings, or is never shared; here nothing is trained."""
    space = {}
    exec(re.sub(r"\n    model\.fit\(.*", "", SETUP.format(unique=0), flags=re.DOTALL), space)
    for group in FITS.values():
        for fit in group:
            exec(fit, space)
    seen = named(capsys.readouterr().out) | OTHERWISE
    assert KNOWN - {word.encode() for word in seen} == {b"Abs"}  # another name of Absolute


def test_the_versions_here_are_the_proved_ones():
    """After an update: `make test-all`, and where it holds, the new versions go into `PROVED`."""
    assert versions.are_proved(), f"{versions.installed()} is not in {versions.PROVED}"
