"""`fit` asks a trainer, and nobody could tell."""

import re
import secrets

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.course import Limits
from autograder.kernels.job import Job

SETUP = """
import hashlib
import keras
import numpy as np
rng = np.random.default_rng({unique})
x, y = rng.random((600, 20)), rng.integers(0, 3, 600)
def digest(model, history, *callbacks):
    parts = [np.asarray(v).tobytes() for v in [*model.variables, *model.optimizer.variables, *model.metrics_variables]]
    said = [history.history, history.epoch, model.stop_training, history is model.history, history.model is model]
    for callback in callbacks:
        plain = {{k: v for k, v in vars(callback).items() if k not in ("_model", "params", "best_weights", "monitor_op")}}
        kept = getattr(callback, "best_weights", None) or []
        said += [sorted(plain.items(), key=str), callback.model is model, getattr(callback, "monitor_op", 0)]
        parts += [w.tobytes() for w in kept]
    return hashlib.sha256(b"".join(parts) + repr(said).replace(hex(id(model)), "").encode()).hexdigest()
keras.utils.set_random_seed(7)
def made(**names):
    return keras.Sequential([keras.Input((20,)), keras.layers.Dense(8, "relu", **names), keras.layers.Dropout(0.3), keras.layers.Dense(3)])
model = made()
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile("adam", loss, metrics=["accuracy"])
"""
FITS = {
    "validation split": "print(digest(model, model.fit(x, y, epochs=2, verbose=0, validation_split=0.2)))",
    "three in a row": """
a = digest(model, model.fit(x, y, 50, 2, 0, validation_data=(x[:99], y[:99])))
b = digest(model, model.fit(x, y, epochs=3, initial_epoch=1, verbose=0))
model.optimizer.learning_rate = 0.01
c = digest(model, model.fit(x[:301], y[:301], epochs=1, verbose=0, shuffle=False))
print(a, b, c, float(np.asarray(keras.random.uniform((1,)))[0]), rng.random(), np.random.random())
""",
    "early stopping": """
early = keras.callbacks.EarlyStopping("val_loss", patience=1, min_delta=0.02, restore_best_weights=True, verbose=1)
slower = keras.callbacks.ReduceLROnPlateau("val_loss", factor=0.5, patience=0, min_delta=9, verbose=1)
for _ in range(2):
    print(digest(model, model.fit(x, y, epochs=4, validation_split=0.3, verbose=2, callbacks=[early, slower]), early, slower))
""",
    "not a number": """
x[17] = np.nan
print(digest(model, model.fit(x, y, epochs=3, verbose=0, callbacks=keras.callbacks.TerminateOnNaN())))
""",
    "weights of classes and samples": """
a = digest(model, model.fit(x, y, class_weight={0: 1.0, 1: 2.0, 2: 0.5}, verbose=0))
b = digest(model, model.fit(x, y, sample_weight=np.linspace(0, 1, 600), verbose=0, steps_per_epoch=5))
print(a, b, model.evaluate(x, y, verbose=0))
""",
    "built late": """
model = keras.Sequential([keras.layers.Dense(8, "relu"), keras.layers.BatchNormalization(), keras.layers.Dense(3)])
model.compile(keras.optimizers.SGD(0.1, momentum=0.9), loss)
print(digest(model, model.fit(x, y, epochs=2, verbose=0)))
""",
    "functional": """
inputs = keras.Input((20,))
hidden = keras.layers.Dense(8, "tanh", kernel_regularizer="l2")(inputs)
outputs = keras.layers.Dense(3, "softmax")(keras.layers.Concatenate()([inputs, hidden]))
model = keras.Model(inputs, outputs)
model.compile("rmsprop", "categorical_crossentropy", metrics=[keras.metrics.CategoricalAccuracy(), keras.metrics.AUC()])
print(digest(model, model.fit(x, keras.utils.to_categorical(y, 3), epochs=2, verbose=0)))
""",
    "tables and tensors": """
import pandas as pd, tensorflow as tf
a = digest(model, model.fit(pd.DataFrame(x), pd.Series(y), epochs=1, validation_split=0.1, verbose=0))
model.compile("adam", loss, metrics=["accuracy"])
b = digest(model, model.fit(tf.constant(x), tf.constant(y), epochs=1, verbose=0))
print(a, b)
""",
    "frozen": """
model.fit(x, y, verbose=0)
model.layers[0].trainable = False
a = digest(model, model.fit(x, y, verbose=0))
model.compile("adam", loss, metrics=["accuracy"])
print(a, digest(model, model.fit(x, y, verbose=0)))
""",
}


def run(worker, code, **options):
    setup = SETUP.format(unique=options.pop("unique", 0))
    job = Job("k", new_notebook(cells=[new_code_cell(setup + code)]), Limits(), **options)
    result = worker.run(job)
    assert not result.errors, {number: text[-600:] for number, text in result.errors.items()}
    outputs = nbformat.from_dict(result.notebook).cells[0].outputs
    return "".join(output.text for output in outputs if output.get("name") == "stdout"), result


def trainings(worker, fits, unique=0):
    """How the trainings of several cells were met; each cell begins anew."""
    cells = [new_code_cell(SETUP.format(unique=unique) + fit) for fit in fits]
    result = worker.run(Job("k", new_notebook(cells=cells), Limits()))
    assert not result.errors, {number: text[-600:] for number, text in result.errors.items()}
    return result.trainings


@pytest.fixture
def unique():
    """Makes data that nobody has trained on before."""
    return secrets.randbits(60)


def masked(text):
    """What a notebook shows, without the times."""
    return re.sub(r"\d+m?s(/step)?", "…", text)


def final(text):
    """What stays on a screen when the progress bar is through."""
    return [masked(line.split("\r")[-1]) for line in text.split("\n")]


@pytest.fixture(scope="module")
def all_fits(worker):
    """What each of the fits says, and how they were met: by Keras itself, computed, reused. One notebook for each."""
    setup = SETUP.format(unique=secrets.randbits(60))
    found = []
    for reuse in (False, True, True):
        cells = [new_code_cell(setup + code) for code in FITS.values()]
        result = worker.run(Job("k", new_notebook(cells=cells), Limits(), reuse=reuse))
        assert not result.errors, {number: text[-600:] for number, text in result.errors.items()}
        outputs = [nbformat.from_dict(cell)["outputs"] for cell in result.notebook["cells"]]
        texts = ["".join(one.text for one in cell if one.get("name") == "stdout") for cell in outputs]
        found.append((dict(zip(FITS, texts)), result))
    return found


@pytest.mark.parametrize("fits", FITS)
def test_a_shared_training_equals_an_unpatched_one_bit_for_bit(all_fits, fits):
    """Weights, optimizer, metrics, dropout seeds, history, callbacks, and what is printed: computed, reused, unpatched."""
    plain, computed, reused = (masked(texts[fits]) for texts, _ in all_fits)
    assert plain == computed == reused != ""


def test_no_training_is_done_twice(all_fits):
    """What was computed for the first notebook is reused in the second, at no cost."""
    count = all_fits[0][1].trainings["local"]
    assert [result.trainings for _, result in all_fits] == [{"local": count}, {"computed": count}, {"reused": count}]
    seconds = [result.training_seconds for _, result in all_fits]
    assert seconds[1] > 0 == seconds[2] == seconds[0]


def test_the_notebook_looks_as_if_it_had_trained(worker, unique):
    """The progress bar of Keras, with the times of the training."""
    code = "model.fit(x, y, epochs=2, validation_split=0.2)\nprint()"
    shown = [run(worker, code, unique=unique, reuse=reuse)[0] for reuse in (False, True, True)]
    assert final(shown[0]) == final(shown[1]) == final(shown[2])
    assert re.search(r"Epoch 2/2\n.*15/15.*?\d+ms/step - accuracy: [\d.]+ - loss: .* - val_accuracy", shown[2])


CHANGES = [
    "x[0, 0] += 1e-6",
    "keras.utils.set_random_seed(8)",
    "model.optimizer.learning_rate = 0.01",
    "model.layers[0].set_weights([w + 1e-6 for w in model.layers[0].get_weights()])",
    "model.compile('adam', loss, metrics=['sparse_categorical_accuracy'])",
    "model.layers[1].rate = 0.4",
]
SAME = [
    "model.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=['accuracy'])",
    "weights = model.get_weights(); state = np.asarray(model.layers[1].seed_generator.state)\n"
    "model = made(name='hidden'); model.compile('adam', loss, metrics=['accuracy'])\n"
    "model.set_weights(weights); model.layers[1].seed_generator.state.assign(state)",
    "x = x.astype('float32')",
]


def test_whatever_changes_a_training_makes_it_another(worker, unique):
    """Data, seed, settings and weights all count."""
    fits = [f"{change}\nmodel.fit(x, y, epochs=1, verbose=0)" for change in ("", *CHANGES)]
    assert trainings(worker, fits, unique) == {"computed": len(fits)}


def test_spellings_make_no_difference(worker, unique):
    """Names of layers, `'adam'` or `Adam()`, fractions that Keras makes float32 anyway, a batch size that is the usual one."""
    fits = [f"{same}\nmodel.fit(x, y, 32, epochs=1, verbose=0)" for same in SAME]
    assert trainings(worker, ["model.fit(x, y, epochs=1, verbose=0)", *fits], unique) == {
        "computed": 1,
        "reused": len(fits),
    }


def test_what_cannot_be_sent_trains_in_the_kernel(worker):
    """Code of the student's own, data that is no array, and what gives other bits where it has other names."""
    fits = [
        "model.fit(x, y, epochs=1, verbose=0, callbacks=[keras.callbacks.LambdaCallback()])",
        "import tensorflow as tf; model.fit(tf.data.Dataset.from_tensor_slices((x, y)).batch(9), verbose=0)",
        "model.compile('adam', lambda a, b: loss(a, b)); model.fit(x, y, verbose=0)",
        "class Own(keras.layers.Dense): pass\n"
        "model = keras.Sequential([keras.Input((20,)), Own(3)]); model.compile('adam', loss); model.fit(x, y, verbose=0)",
        "early = keras.callbacks.EarlyStopping('loss'); early.on_epoch_end = print; model.fit(x, y, callbacks=early)",
        "model.layers[0].activation = keras.activations.silu; model.fit(x, y, verbose=0)",
        "keras.config.set_epsilon(1e-3); model.fit(x, y, verbose=0)",
    ]
    assert trainings(worker, fits) == {"local": len(fits)}


UNHELD = {  # what no description of Keras's holds, and what of it makes the training another
    "left out of the decay": "o = keras.optimizers.AdamW(0.01, weight_decay=5.0); o.exclude_from_weight_decay(var_names=['bias'])\nmodel.compile(o, loss, metrics=['accuracy'])",
    "a loss changed after it was made": "loss._fn_kwargs['from_logits'] = False",
    "a private attribute of a layer": "model.layers[1].noise_shape = (None, 1)\nmodel.layers[0].own = 5",
    "a metric's threshold": "m = keras.metrics.SparseCategoricalAccuracy(); m._fn = keras.losses.sparse_categorical_crossentropy\nmodel.compile('adam', loss, metrics=[m])",
    "a constraint put on a variable": "model.layers[0].kernel.constraint = keras.constraints.MaxNorm(0.1)",
    "a regularizer put on a variable": "model.layers[0].kernel.regularizer = keras.regularizers.L2(0.5)",
    "a weight's own overwriting": "model.layers[0].kernel.overwrite_with_gradient = True",
    "a learning rate for one variable": "model.optimizer._own = {'kernel': 0.5}",
    "a step of the model": "step = model.train_step; model.train_step = lambda data: step(data)",
    "a step of the optimizer": "apply = model.optimizer.apply; model.optimizer.apply = lambda *a, **k: apply(*a, **k)",
    "a call of a layer": "model.layers[0].call = lambda x, **k: keras.ops.zeros((keras.ops.shape(x)[0], 8))",
    "a compiled step": "model.make_train_function(); f = model.train_function; model.train_function = lambda i: f(i)",
    "metrics that an earlier `compile` left behind": "model.compile('adam', loss)",
    "an attribute of a callback": "early = keras.callbacks.EarlyStopping('loss'); early.monitor_op = np.less; used = [early]",
}
ELSEWHERE = {  # what changes Keras itself, in a kernel of its own each
    "a class of Keras's": "keras.layers.Dropout.call = lambda self, inputs, training=False: inputs",
    "a function of Keras's": "import keras.src.backend.tensorflow.nn as nn; relu = nn.relu; nn.relu = lambda x: 2 * relu(x)",
    "a function of TensorFlow's": "import tensorflow as tf; relu = tf.nn.relu; tf.nn.relu = lambda *a, **k: 2 * relu(*a, **k)",
    "a policy for all": "keras.config.set_dtype_policy('mixed_float16')",
}


def test_what_no_plan_holds_trains_where_it_is(worker, unique):
    """An attribute or a method that would not reach a trainer; the last training of all is an ordinary one."""
    fits = [f"used = []\n{change}\nmodel.fit(x, y, verbose=0, callbacks=used)" for change in UNHELD.values()]
    ordinary = "model.fit(x, y, verbose=0)"
    assert trainings(worker, [*fits, ordinary], unique) == {"local": len(fits), "computed": 1}


@pytest.mark.parametrize("change", ELSEWHERE)
def test_where_keras_is_another_everything_trains_where_it_is(worker, unique, change):
    """A class, a function or a setting that would not reach a trainer."""
    assert trainings(worker, [f"{ELSEWHERE[change]}\nmodel.fit(x, y, verbose=0)"], unique) == {"local": 1}


def test_who_leaves_a_weight_out_of_the_decay_gets_what_keras_gives(worker, unique):
    """The weights are those of an unpatched `fit`, to the bit."""
    code = UNHELD["left out of the decay"] + "\nprint(digest(model, model.fit(x, y, epochs=2, verbose=0)))"
    plain, shared = (run(worker, code, unique=unique, reuse=reuse)[0] for reuse in (False, True))
    assert plain == shared != ""


def test_errors_are_those_of_an_unpatched_fit(worker):
    """What a trainer cannot do says in the kernel why."""
    said = [
        run(worker, "try: model.fit(x, y[:5], verbose=0)\nexcept Exception as e: print(type(e), e)", reuse=reuse)[0]
        for reuse in (False, True)
    ]
    assert said[0] == said[1] != ""


@pytest.mark.parametrize("verbose", [0, 2])
def test_an_audit_trains_again_in_the_kernel(worker, unique, verbose):
    """It finds no difference, and says so, and shows nothing; with a forged line it would."""
    code = f"print(digest(model, model.fit(x, y, epochs=1, validation_split=0.2, verbose={verbose})))"
    plain, _ = run(worker, code, unique=unique, reuse=False)
    audited, result = run(worker, code, unique=unique, audit=1.0)
    plain, audited = (re.sub(r"\d+[mu]?s(/step)?", "", text) for text in (plain, audited))
    assert (plain, result.audited, result.differences) == (audited, 1, ())
    damage = "import autograder.kernels.calls as f; f.values_of = lambda v: [np.random.random(3)]\n"
    assert run(worker, damage + code, unique=unique, audit=1.0)[1].differences


def test_who_sets_no_seed_gets_the_same_each_time(worker):
    """A kernel begins with seeds of its own, so a grade can be made again."""
    code = "import random\nprint(random.random(), np.random.random(), model.get_weights()[0][0])"
    setup = SETUP.replace("keras.utils.set_random_seed(7)", "")
    cells = [new_code_cell(setup.format(unique=0) + code)]
    texts = {str(worker.run(Job("k", new_notebook(cells=cells))).notebook["cells"][0]["outputs"]) for _ in range(2)}
    assert len(texts) == 1


def test_an_interrupted_training_leaves_a_kernel_that_goes_on(worker, unique):
    """The cell's time is over while the trainer works: the cell is stopped, the next one trains."""
    code = "x = np.tile(x, (200, 1)); y = np.tile(y, 200)\nmodel.fit(x, y, epochs=500, verbose=0)"
    cells = [SETUP.format(unique=unique) + code, "print(model.fit(x[:99], y[:99], verbose=0).epoch)"]
    limits = Limits(cell_seconds=5)
    result = worker.run(Job("k", new_notebook(cells=[new_code_cell(cell) for cell in cells]), limits))
    assert "ran longer than 5 seconds" in result.errors[1] and list(result.errors) == [1]
    assert result.notebook["cells"][1]["outputs"][0]["text"] == "[0]\n"
