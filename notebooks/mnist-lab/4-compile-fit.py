# %% [markdown]
# # Part 4 · Compile and fit: what one update, one batch and one epoch do
#
# In part 3 you built a network and counted its 101,770 numbers. So far they are random, and so are its answers. Now it
# learns. In this notebook you will
#
# - choose a loss, an optimizer and a metric, and say what each is for,
# - work out how many updates one epoch makes,
# - train for 5 epochs and keep the record,
# - read training curves without being fooled by them,
# - change one thing at a time, and see what it does.
#
# **You need:** parts 2 and 3, or rows of pixels and a dense network of your own. **Time:** about 40 minutes, of which
# the computer trains for one or two. **Points:** 15.
#
# Grading runs the whole notebook from top to bottom. Before you hand in, do the same: *Restart and run all*.

# %% given
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

keras.utils.set_random_seed(42)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()


def preprocess(images):
    """What part 2 made: each image becomes a row of numbers between 0 and 1."""
    rows = np.array([image.ravel() for image in images], dtype="float32")
    return np.divide(rows, 255, out=rows)


def build(last="softmax"):
    """The network of part 3 with fresh weights: 784 inputs, 128 hidden neurons, 10 outputs."""
    keras.utils.set_random_seed(42)
    pixels = keras.Input((784,))
    hidden = keras.layers.Dense(128, "relu")(pixels)
    return keras.Model(pixels, keras.layers.Dense(10, last)(hidden))


rows_train, rows_test = preprocess(x_train), preprocess(x_test)
print("training rows:", rows_train.shape)
print("parameters:   ", build().count_params())

# %% [markdown]
# The cell above is locked: it brings you to where part 3 ended. `rows_train` and `rows_test` are prepared, and
# `build()` gives you a fresh network whenever you want one, each time with the same first weights. (It is written in
# another style than `Sequential`; the network is the same.)
#
# ## 1 · The loss: how wrong, and how sure
#
# For each image the network gives ten probabilities. Only one of them belongs to the true digit; call it `p_true`. The
# loss of that image is one line: `-np.log(p_true)`. It is called **cross-entropy**.

# %%
p_true = np.array([0.99, 0.9, 0.5, 0.1, 0.01])
print(-np.log(p_true).round(2))

# %% [markdown]
# We see a small loss where the network was right and sure, 0.69 where it gave the truth one half, and 4.61 where it was
# sure of something else. A network that knows nothing gives 0.1 to each digit: its loss is 2.30, which you met in part
# 3.

# %% given
p_true = np.linspace(0.005, 1, 200)
picture, ax = plt.subplots(figsize=(6, 3.4))
ax.plot(p_true, -np.log(p_true))
ax.plot(0.1, -np.log(0.1), "ko")
ax.annotate("knows nothing: 2.30", (0.1, 2.3), xytext=(0.17, 2.6))
ax.set(title="The loss of one image", xlabel="probability given to the true digit", ylabel="loss")
plt.show()

# %% [markdown]
# The curve falls from above 5 on the left to 0 on the right. It is steep on the left: being sure of the wrong digit
# costs most.
#
# **Predict.** Two networks look at the same three images. The careful one gives the true digits 0.6, 0.6 and 0.4, the
# bold one 0.9, 0.9 and 0.1. Say that an answer is right when the truth gets more than one half. Which network has the
# better accuracy, and which has the better (lower) loss?

# %%
my_guess = {"better accuracy": "careful, bold or neither?", "lower loss": "careful, bold or neither?"}

# %%
for name, p in {"careful": np.array([0.6, 0.6, 0.4]), "bold": np.array([0.9, 0.9, 0.1])}.items():
    print(f"{name:8} accuracy {np.mean(p > 0.5):.3f}, loss {np.mean(-np.log(p)):.3f}")
print("your guess:", my_guess)

# %% [markdown]
# The accuracies are equal, two of three. The losses are not: the bold network pays more for its one sure mistake than
# it gains on the other two. So the two numbers have two jobs:
#
# - the **loss** is what training makes smaller. It answers every small change of a weight with a small change of its
#   own.
# - the **metric**, here the accuracy, is for you. It only counts, and no weight ever moves because of it.
#
# ## 2 · Compile
#
# `compile` gives a network three things: an **optimizer**, which changes the weights; a **loss**, which says what is
# better; and a list of **metrics**, which you want to see. It does not train anything yet. Our optimizer is called
# Adam, a good first choice; section 7 compares it with a simpler one.
#
# Which cross-entropy you need depends on the form of the labels, not on the network:
#
# | labels | example of a 5 | name of the loss |
# | --- | --- | --- |
# | integers, such as `y_train` | `5` | `sparse_categorical_crossentropy` |
# | one-hot rows (part 2, section 4) | `[0, 0, 0, 0, 0, 1, 0, 0, 0, 0]` | `categorical_crossentropy` |
#
# **Exercise (2 points).** Compile `model` with the optimizer `adam`, the loss that fits `y_train`, and the accuracy as
# its only metric.

# %% answer="compile"
# model: compiled with adam, the cross-entropy for integer labels, and the accuracy
model = build()
### BEGIN SOLUTION
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
### END SOLUTION

# %% tests="compile" points=2
# model is compiled with adam, the cross-entropy for integer labels, and the accuracy
# Hint: model.compile takes optimizer=, loss= and metrics=. Write these three names; metrics is a list.
assert model is not None, (
    "model is None. compile changes the model itself and returns nothing: write model.compile(...) without model = "
    "before it."
)
assert isinstance(model, keras.Model), f"model is a {type(model).__name__}. Keep the network that build() returns."
settings = model.get_compile_config()
assert settings, "model is not compiled yet. Call model.compile with an optimizer, a loss and a list of metrics."
assert type(model.optimizer).__name__ == "Adam", (
    f"The optimizer is {type(model.optimizer).__name__}; Adam is asked for. Without optimizer= Keras takes another one."
)
loss_name = str(settings.get("loss")).lower().replace("_", "")
assert loss_name != "none", "There is no loss yet. Training needs to know what to make smaller: add loss=."
assert "sparse" in loss_name or "categoricalcrossentropy" not in loss_name, (
    "This cross-entropy wants one-hot rows, but y_train holds integers from 0 to 9. Look at the table above for "
    "their loss."
)
assert "sparsecategoricalcrossentropy" in loss_name, (
    "This loss is not the cross-entropy for ten classes. Look at the table above: which one takes integer labels?"
)
measured = str([settings.get("metrics"), settings.get("weighted_metrics")]).lower().replace("_", "")
assert "acc" in measured, "The accuracy is missing. Give compile a list of metrics with the accuracy in it."
### BEGIN HIDDEN TESTS
# Hint: the name "accuracy" lets Keras choose the kind of accuracy that fits the loss and the labels.
assert "sparsecategoricalaccuracy" in measured or (
    "categoricalaccuracy" not in measured and "binaryaccuracy" not in measured and "topk" not in measured
), "This kind of accuracy does not count right answers when labels are integers. (Part 4, section 2)"
### END HIDDEN TESTS

# %% [markdown]
# Three mistakes in `compile` raise an error, but only later, in `fit`, and in words that need a translation. Let's make
# them on purpose, with 64 images.

# %% given
def attempt(labels, loss, *third, **named):
    """Compile a fresh network, train it on 64 images, and print what Keras says."""
    network = build()
    network.compile("adam", loss, *third, **named)
    try:
        network.fit(rows_train[:64], labels[:64], verbose=0)
    except Exception as error:
        print("-", error)


identity = np.eye(10)
attempt(identity[y_train], "sparse_categorical_crossentropy", metrics=["accuracy"])
attempt(y_train, "categorical_crossentropy", metrics=["accuracy"])
attempt(y_train, "sparse_categorical_crossentropy", ["accuracy"])

# %% [markdown]
# | Keras says | it means |
# | --- | --- |
# | *output must have rank (ndim) `target.ndim - 1`* | one-hot labels met the sparse loss, which wants integers |
# | *must have the same rank* | integer labels met the loss that wants one-hot rows |
# | *dtype='string' is not a valid dtype* | the third place of `compile` is not for metrics; write `metrics=[...]` |
#
# *Rank* is the number of axes: labels of shape `(32,)` have rank 1, one-hot rows of shape `(32, 10)` have rank 2.
#
# **Spot the bug.** Worse are mistakes that raise nothing. Below, three fresh networks learn from the same 10,000
# images. Compare what Keras reports with the share of test images that each network really gets right.

# %% given
for name, last, metric in [
    ("as it should be", "softmax", "accuracy"),
    ("another accuracy", "softmax", keras.metrics.CategoricalAccuracy()),
    ("no softmax", None, "accuracy"),
]:
    network = build(last)
    network.compile("adam", "sparse_categorical_crossentropy", metrics=[metric])
    report = network.fit(rows_train[:10000], y_train[:10000], verbose=0).history
    right = np.mean(network.predict(rows_test, verbose=0).argmax(axis=1) == y_test)
    print(f"{name:17} reported {report[next(key for key in report if key != 'loss')][0]:.3f}, really right {right:.3f}")

# %% [markdown]
# `CategoricalAccuracy` compares one-hot rows. Given integers it counts nonsense: it reports less than guessing would
# reach, while the network is fine. A metric changes no weight, so nothing else gives it away.
#
# Without softmax the outputs are no probabilities, yet the loss takes their logarithm. Nothing stops, and the network
# hardly learns. Either end with softmax, or leave it out and say so:
# `keras.losses.SparseCategoricalCrossentropy(from_logits=True)`. (*Logits* are the outputs before softmax.)
#
# In the first row the two numbers differ as well, and nothing is wrong: section 5 shows why.
#
# ## 3 · One update, one batch, one epoch
#
# Now let's watch a single **update**. A few images go through the network, the loss is computed, and every weight moves
# a small step in the direction that makes this loss smaller. `train_on_batch` does exactly one. The helper below gives
# us a fresh network to practise on, compiled as in section 2, so that your `model` stays untouched.

# %% given
def practice_network():
    """A fresh network, compiled as section 2 asks."""
    network = build()
    network.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return network


practice = practice_network()
first_weights = practice.get_weights()
for update in range(21):
    if update in (0, 1, 5, 20):
        loss = practice.evaluate(rows_train[:32], y_train[:32], verbose=0, return_dict=True)["loss"]
        moved = max(np.abs(now - then).max() for now, then in zip(practice.get_weights(), first_weights))
        print(f"after {update:2} updates: loss of these 32 images {loss:.3f}, largest move of a weight {moved:.4f}")
    practice.train_on_batch(rows_train[:32], y_train[:32])

# %% [markdown]
# The first update moves no weight by more than 0.001: that is Adam's **learning rate**, which sets the size of its
# steps (later ones can be a little larger). Even so the loss falls, and after 20 updates these 32 images are no
# problem any more. Are others? Let's ask about the test images.

# %%
right = practice.predict(rows_test, verbose=0).argmax(axis=1) == y_test
print(f"right among the test images after 20 updates on one batch: {right.mean():.3f}")

# %% [markdown]
# Only about half. The network has learned 32 images by heart, so next time it should see others. This gives training
# its rhythm:
#
# - a **batch** is a handful of images, often 32. Each batch makes one update.
# - an **epoch** is one pass: every training image has been used once. Then they are shuffled, and the next epoch
#   begins.
# - `validation_split=0.2` first puts the last 20 % of the images aside. No update ever uses them; they are only
#   measured after each epoch.
#
# When the images do not fill the last batch of an epoch, it is simply smaller, and it makes an update like the
# others. (In the exercise, round the number of images that are put aside to a whole one.)
#
# **Exercise (4 points).** Write `batches_per_epoch(n, split, size)`: the number of updates in one epoch for `n` images,
# of which the share `split` is put aside for validation, in batches of `size` images.

# %% answer="batches"
def batches_per_epoch(n, split, size):
    """Return how many batches one epoch has: n images, a share split of them for validation, batches of size."""
    ### BEGIN SOLUTION
    training_images = round(n * (1 - split))
    return -(-training_images // size)
    ### END SOLUTION


# %% tests="batches" points=4
# batches_per_epoch counts the updates of one epoch, for any number of images, share and batch size
# Hint: how many images are left for training? How many batches do they fill, and are some images left over?
batches = batches_per_epoch(60000, 0.2, 32)
assert batches is not None, "batches_per_epoch returns nothing yet. End it with return and the number of batches."
assert np.ndim(batches) == 0 and isinstance(batches, (int, float, np.number)), (
    f"batches_per_epoch returns a {type(batches).__name__}. One number is asked for."
)
assert batches != 1875, "1,875 batches of 32 are all 60,000 images. 20 % of them are put aside and make no update."
assert batches != 375, "375 batches of 32 are 12,000 images: the share that is put aside. The others are for training."
assert batches != 1501, "1,501 is one too many: 48,000 images fill 1,500 batches of 32, and nothing is left over."
assert batches == 1500, (
    f"60,000 images, 20 % put aside, batches of 32: your function says {batches}. First find how many images are left "
    "for training, then how many batches they make."
)
assert batches_per_epoch(60000, 0.2, 128) == 375, (
    f"With batches of 128 your function says {batches_per_epoch(60000, 0.2, 128)}. Larger batches are fewer: 48,000 / "
    "128 = 375."
)
### BEGIN HIDDEN TESTS
# Hint: try a case by hand: 10 images in batches of 4. Which batches are there, and how large is each?
assert batches_per_epoch(10000, 0, 32) == 313, (
    "When the last batch is not full, its images are trained on all the same, and the answer is a whole number. "
    "(Part 4, section 3)"
)
chance = np.random.default_rng()
for share in [0, 0.5, 0.75]:
    full, width = int(chance.integers(3, 900)), int(chance.integers(8, 300))
    leftover = int(chance.integers(2, width - 2))
    whole_set = round((full * width + leftover) / (1 - share))
    assert batches_per_epoch(whole_set, share, width) == full + 1, (
        "For another number of images, share or batch size the count is not right. Use all three arguments. (Part 4, "
        "section 3)"
    )
### END HIDDEN TESTS

# %%
batches = batches_per_epoch(60000, 0.2, 32)
assert batches is not None, "This line needs batches_per_epoch. Finish the exercise above first."
print(f"one epoch: {batches} updates, five epochs: {5 * batches}")

# %% [markdown]
# In the next section Keras will show `1500/1500` beside each epoch. It counts batches, not images: nothing is left
# out.
#
# ## 4 · Fit
#
# `fit` runs the loop: batch after batch, epoch after epoch. It returns a record of what it measured, a `History`
# object. Keep it: the next call of `fit` makes a new one.
#
# **Exercise (3 points).** Train `model` on `rows_train` and `y_train` for 5 epochs, in batches of 32, with 20 % of the
# images for validation. Keep what `fit` returns as `history`. (`verbose=2` keeps the printing short.) It takes
# about 15 seconds.

# %% answer="fit"
# history: what model.fit returns for 5 epochs, batches of 32, 20 % for validation
history = ...
### BEGIN SOLUTION
history = model.fit(rows_train, y_train, epochs=5, batch_size=32, validation_split=0.2, verbose=2)
### END SOLUTION

# %% tests="fit" points=3
# history is the record of 5 epochs of training model, with 20 % of the images for validation
# Hint: history = model.fit(rows, labels, epochs=..., batch_size=..., validation_split=...), all in one call.
assert history is not ..., "history is still the placeholder. Replace the three dots by the call of model.fit."
curves = getattr(history, "history", None)
assert isinstance(curves, dict) and "loss" in curves, (
    f"history is a {type(history).__name__}. Keep what model.fit returns, as it is: history = model.fit(...)"
)
assert len(curves["loss"]) == 5, (
    f"history holds {len(curves['loss'])} of 5 epochs. Each call of fit makes a new record: ask for all epochs in one "
    "call."
)
assert "val_loss" in curves, "history has no val_loss: no images were put aside. Give fit a validation_split."
assert 0 < min(curves["loss"]) and max(curves["loss"]) < 10, (
    f"The loss was {curves['loss'][0]:.2f} in the first epoch. Did the prepared rows_train go in, with y_train as "
    "labels?"
)
updates = (getattr(history, "params", None) or {}).get("steps")
assert updates in (None, 1500), (
    f"One epoch made {updates} updates; batches of 32 and a validation share of 0.2 make 1,500. Look at both arguments."
)
### BEGIN HIDDEN TESTS
# Hint: model.evaluate(rows_test, y_test) shows what the network can do now. Restart, run all, and look at it after fit.
from autograder import checks

outputs = model.predict(rows_test, verbose=0)
checks.band(
    np.mean(np.argmax(outputs, axis=1) == y_test),
    "fit",
    message="model does not read the test images as well as five epochs on rows_train allow. Is it the network that was "
    "trained, on prepared rows, and not built again afterwards? (Part 4, section 4)",
)
test_loss = -np.mean(np.log(np.maximum(outputs[np.arange(10000), y_test], 1e-7)))
assert abs(test_loss - curves["val_loss"][-1]) > 1e-5, (
    "The validation images seem to be the test images. Keep those for the end: validation takes a share of the "
    "training images. (Part 4, section 4)"
)
### END HIDDEN TESTS

# %% [markdown]
# The optimizer counts its updates. Does the number agree with your function?

# %%
assert history is not ..., "This line needs a trained model. Finish section 4 first."
print("updates so far:", int(model.optimizer.iterations))

# %% [markdown]
# (More than 7,500? Then you have run the `fit` cell more than once. Here is why.)
#
# **Predict.** Somebody calls `fit` a second time on the same network. Does training start afresh, or does it go on?

# %%
my_guess = "starts afresh or goes on?"

# %% given
practice = practice_network()
for call in ["first", "second"]:
    report = practice.fit(rows_train[:6400], y_train[:6400], verbose=0)
    print(f"{call:6} call: epoch numbers {report.epoch}, loss {report.history['loss'][0]:.3f}, "
          f"updates so far {int(practice.optimizer.iterations)}")
print("your guess:", my_guess)

# %% [markdown]
# It goes on: the updates run from 200 to 400, and the loss of the second call is far lower, because it begins where the
# first one stopped. Only the epoch *numbers* start again (Keras counts them from 0 here), and the record is new. To
# start afresh you need fresh weights, that is, a new network. `compile` alone does not make one.
#
# ## 5 · Curves
#
# Look at what your `fit` printed for epoch 1. On MNIST the training accuracy is about 0.92, the validation accuracy
# above 0.95.
#
# **Predict.** How can a network do *better* on images that it has never learned from? Write down what you think.

# %%
my_guess = "because ..."

# %% [markdown]
# First the picture. `history.history` is a dictionary with one list for each curve; a table shows it better, and a
# picture better still.
#
# **Exercise (2 points).** Make `frame`, a pandas DataFrame of `history.history` with one row for each epoch. Then draw
# **two lines** over the epochs, the training loss (`loss`) and the validation loss (`val_loss`), into a figure named
# `fig`. Label both axes, and let a legend say which line is which.

# %% answer="curves"
# frame: history.history as a table; fig: the lines of loss and val_loss over the epochs
frame = ...
fig = ...
### BEGIN SOLUTION
frame = pd.DataFrame(history.history, index=range(1, 6))
fig, ax = plt.subplots(figsize=(6, 3.6))
ax.plot(frame.index, frame["loss"], "o-", label="training")
ax.plot(frame.index, frame["val_loss"], "s--", label="validation")
ax.set(title="Loss over five epochs", xlabel="epoch", ylabel="loss", xticks=frame.index)
ax.legend()
print(frame.round(3))
### END SOLUTION
plt.show()

# %% tests="curves" points=2
# frame holds the record of five epochs, and fig shows the training and the validation loss
# Hint: pd.DataFrame takes a dictionary of lists. fig, ax = plt.subplots() makes the figure; ax.plot draws one line.
assert frame is not ..., "frame is still the placeholder. pd.DataFrame makes a table of history.history."
assert hasattr(frame, "columns") and hasattr(frame, "index"), (
    f"frame is a {type(frame).__name__}; a pandas DataFrame is asked for. Give history.history to pd.DataFrame."
)
assert "loss" not in frame.index, "Rows and columns are swapped: each epoch should be a row, each curve a column."
assert "loss" in frame.columns and "val_loss" in frame.columns, (
    f"frame has the columns {list(frame.columns)}. It should have those of history.history, among them loss and "
    "val_loss."
)
assert len(frame) == 5, f"frame has {len(frame)} rows; one for each of the 5 epochs is expected."
assert np.allclose(frame["val_loss"], history.history["val_loss"], atol=0.01), (
    "The column val_loss of frame is not that of history.history. Make the table from the record of your training."
)
assert fig is not ..., "fig is still the placeholder. Begin with fig, ax = plt.subplots() and draw with ax.plot."
assert np.iterable(getattr(fig, "axes", None)), (
    f"fig is a {type(fig).__name__}, not the figure. Begin with fig, ax = plt.subplots(); from axes, ax.figure leads "
    "to it."
)
drawn = [line.get_ydata() for panel in fig.axes for line in panel.get_lines()]
assert len(drawn) >= 2, f"fig shows {len(drawn)} lines; two are asked for, the training loss and the validation loss."
assert any((panel.get_xlabel() or fig.get_supxlabel()) for panel in fig.axes), (
    "Label the x axis: what is counted there?"
)
assert any((panel.get_ylabel() or fig.get_supylabel()) for panel in fig.axes), (
    "Label the y axis: what is measured there?"
)
### BEGIN HIDDEN TESTS
# Hint: which of the columns belong together? Draw frame["loss"] and frame["val_loss"], each with five points.
for wanted in ["loss", "val_loss"]:
    assert any(np.shape(y) == (5,) and np.allclose(y, history.history[wanted], atol=0.01) for y in drawn), (
        "One of the two lines is another curve. Compare like with like: the loss on the images that the network "
        "learns from, and the same loss on those put aside. (Part 4, section 5)"
    )
### END HIDDEN TESTS

# %% [markdown]
# We see two lines that fall: the training loss begins above the validation loss, and soon it is below. Back to your
# guess about epoch 1. Let's train a fresh network for just one epoch, and ask about the *training* images once more
# when the epoch is over.

# %% given
practice = practice_network()
during = practice.fit(rows_train[:48000], y_train[:48000], verbose=0).history["loss"][0]
after = practice.evaluate(rows_train[:48000], y_train[:48000], verbose=0, return_dict=True)["loss"]
aside = practice.evaluate(rows_train[48000:], y_train[48000:], verbose=0, return_dict=True)["loss"]
print(f"training loss, reported for epoch 1:             {during:.3f}")
print(f"training loss, measured when epoch 1 is over:    {after:.3f}")
print(f"validation loss, measured when epoch 1 is over:  {aside:.3f}")
print("your guess:", my_guess)

# %% [markdown]
# There is no magic in the validation images. The number reported for training is the *mean over the whole epoch*, and
# it includes the first batches, when the network still knew nothing. The validation is measured at the end, with the
# best weights so far. Measured at the same moment, the training images come out ahead.
#
# A mean over an epoch belongs to the middle of it. So let's move the training line half an epoch to the left.

# %% given
assert history is not ..., "This picture needs history. Finish section 4 first."
epochs = np.arange(1, len(history.history["loss"]) + 1)
picture, axes = plt.subplots(1, 2, figsize=(10, 3.8), sharey=True)
for ax, shift, title in zip(axes, [0, 0.5], ["as Keras reports it", "training moved half an epoch to the left"]):
    ax.plot(epochs - shift, history.history["loss"], "o-", label="training")
    ax.plot(epochs, history.history["val_loss"], "s--", label="validation")
    ax.set(title=title, xlabel="epochs of training so far", ylabel="loss", xlim=(0, len(epochs) + 0.3))
    ax.legend()
plt.show()

# %% [markdown]
# Left, the training line (circles) begins far above the validation line (squares) and falls below it after about two
# epochs. Right, most of that strange beginning is gone: the lines meet soon after the first epoch, and from there on
# the known images are the easier ones, as you would expect. Move the line in your mind whenever you read such curves.
#
# ## 6 · Ten epochs: is every gap overfitting?
#
# After five epochs the training loss is clearly below the validation loss. Many would say at once: it overfits. Let's
# be careful with the word. A network **overfits** once more training makes it *worse on images it has not seen*.
#
# **Predict.** If we train a fresh network for 10 epochs, after which epoch will its validation loss be lowest?

# %%
my_guess = 0

# %% given
longer = practice_network()  # below: batches of 32, 10 epochs
report = longer.fit(rows_train, y_train, 32, 10, verbose=0, validation_split=0.2).history
best = int(np.argmin(report["val_loss"])) + 1
picture, ax = plt.subplots(figsize=(7, 3.8))
ax.plot(np.arange(10) + 0.5, report["loss"], "o-", label="training (half an epoch to the left)")
ax.plot(np.arange(10) + 1, report["val_loss"], "s--", label="validation")
ax.axvline(best, color="gray", linestyle=":", label=f"lowest validation loss: epoch {best}")
ax.set(title="Ten epochs", xlabel="epochs of training so far", ylabel="loss")
ax.legend()
plt.show()
print("your guess:", my_guess)

# %% [markdown]
# The training loss falls and falls. The validation loss falls too, reaches its lowest point (on MNIST with this seed
# after epoch 5, marked by a dotted line), and then rises slowly. Left of that line there is a gap as well, but both
# losses still fall: that gap only says that known images are easier. Right of it the network overfits: it learns its
# training images by heart.
#
# In five epochs you will mostly not see this; in ten you will. Part 6 shows what helps.
#
# ## 7 · Change one thing
#
# If you change two things and the result is better, which one was it? So we change one, keep all else, and begin with
# the same fresh weights.
#
# First the labels, and with them the loss, because the two belong together.
#
# **Predict.** With one-hot labels and their loss, will the network learn better, worse, or the same?

# %%
my_guess = "better, worse or the same?"

# %% [markdown]
# **Exercise (2 points).** Take a fresh network from `build()` as `model_onehot`. Compile it for **one-hot labels**,
# with `adam` and the accuracy as before. Train it on `rows_train` with one-hot labels (part 2, section 4) for **2
# epochs**, in batches of 32, with 20 % for validation. Keep the record as `history_onehot`.

# %% answer="labels"
# model_onehot: a fresh network compiled for one-hot labels; history_onehot: the record of 2 epochs
model_onehot = ...
history_onehot = ...
### BEGIN SOLUTION
model_onehot = build()
model_onehot.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
onehot = keras.utils.to_categorical(y_train, num_classes=10)
history_onehot = model_onehot.fit(rows_train, onehot, epochs=2, batch_size=32, validation_split=0.2, verbose=2)
### END SOLUTION

# %% tests="labels" points=2
# model_onehot learned from one-hot labels for 2 epochs, and all else stayed as it was
# Hint: three lines: a fresh network from build(), compile with the other cross-entropy, fit with one-hot labels.
assert history is not ..., "This exercise compares with history. Finish section 4 first."
assert model_onehot is not ..., "model_onehot is still the placeholder. Begin with a fresh network from build()."
assert history_onehot is not ..., "history_onehot is still the placeholder. Keep what model_onehot.fit returns."
assert isinstance(model_onehot, keras.Model), (
    f"model_onehot is a {type(model_onehot).__name__}. It should be the network."
)
curves = getattr(history_onehot, "history", None)
assert isinstance(curves, dict) and "loss" in curves, (
    f"history_onehot is a {type(history_onehot).__name__}. Keep what fit returns, as it is."
)
settings = model_onehot.get_compile_config()
assert settings, "model_onehot is not compiled. Did you build it again after training?"
loss_name = str(settings.get("loss")).lower().replace("_", "")
assert "categoricalcrossentropy" in loss_name and "sparse" not in loss_name, (
    "model_onehot does not use the cross-entropy for one-hot rows. Look at the table in section 2."
)
assert type(model_onehot.optimizer).__name__ == "Adam", (
    f"The optimizer is {type(model_onehot.optimizer).__name__} now. Only the labels and their loss change here: keep "
    "Adam."
)
assert len(curves["loss"]) == 2, (
    f"history_onehot holds {len(curves['loss'])} epochs; 2 are asked for, in one call of fit."
)
assert "val_loss" in curves, "history_onehot has no val_loss. Keep the validation share as it was: 0.2."
updates = (getattr(history_onehot, "params", None) or {}).get("steps")
assert updates in (None, 1500), (
    f"One epoch made {updates} updates instead of 1,500. Keep batch size and validation share."
)
assert curves["loss"][0] > 0.6 * history.history["loss"][0], (
    f"The first epoch begins with a loss of {curves['loss'][0]:.3f}: this network had learned before. compile does "
    "not make fresh weights; build() does."
)
### BEGIN HIDDEN TESTS
# Hint: let model_onehot answer the test images with predict, and compare with y_test.
from autograder import checks

answers = np.argmax(model_onehot.predict(rows_test, verbose=0), axis=1)
checks.band(
    np.mean(answers == y_test),
    "labels",
    message="model_onehot does not read the test images as two epochs allow. Is it the network that was trained, and "
    "does the 1 of each one-hot row stand in the place of the label? (Part 4, section 7)",
)
### END HIDDEN TESTS

# %% [markdown]
# Now back to integer labels, as in section 4, and change **only the optimizer**. `SGD` is plain gradient descent: every
# step is the slope times the learning rate, without Adam's adjustment for each weight.
#
# **Exercise (2 points).** Take a fresh network as `model_sgd`. Compile it with `SGD` and a learning rate of 0.02 (an
# *object* from `keras.optimizers`, because the bare name would come with another rate), with the labels, loss and
# metric of section 4. Train it for **2 epochs** in the same way, and keep the record as `history_sgd`.

# %% answer="optimizer"
# model_sgd: a fresh network compiled with SGD, learning rate 0.02; history_sgd: the record of 2 epochs
model_sgd = ...
history_sgd = ...
### BEGIN SOLUTION
model_sgd = build()
slow = keras.optimizers.SGD(learning_rate=0.02)
model_sgd.compile(optimizer=slow, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history_sgd = model_sgd.fit(rows_train, y_train, epochs=2, batch_size=32, validation_split=0.2, verbose=2)
### END SOLUTION

# %% tests="optimizer" points=2
# model_sgd learned with plain SGD at 0.02 for 2 epochs, and all else stayed as in section 4
# Hint: an object carries its settings: keras.optimizers.SGD(learning_rate=...). Give it to compile as the optimizer.
assert history is not ..., "This exercise compares with history. Finish section 4 first."
assert model_sgd is not ..., "model_sgd is still the placeholder. Begin with a fresh network from build()."
assert history_sgd is not ..., "history_sgd is still the placeholder. Keep what model_sgd.fit returns."
assert isinstance(model_sgd, keras.Model), f"model_sgd is a {type(model_sgd).__name__}. It should be the network."
curves = getattr(history_sgd, "history", None)
assert isinstance(curves, dict) and "loss" in curves, (
    f"history_sgd is a {type(history_sgd).__name__}. Keep what fit returns, as it is."
)
settings = model_sgd.get_compile_config()
assert settings, "model_sgd is not compiled. Did you build it again after training?"
assert type(model_sgd.optimizer).__name__ == "SGD", (
    f"The optimizer is {type(model_sgd.optimizer).__name__}; SGD is asked for."
)
rate = float(np.asarray(model_sgd.optimizer.learning_rate))
assert abs(rate - 0.02) < 1e-6, f"The learning rate is {rate:g}; 0.02 is asked for. Give it to keras.optimizers.SGD."
loss_name = str(settings.get("loss")).lower().replace("_", "")
assert "sparsecategoricalcrossentropy" in loss_name, (
    "The loss is not that of section 4. Only the optimizer changes here: integer labels and their cross-entropy stay."
)
assert len(curves["loss"]) == 2, f"history_sgd holds {len(curves['loss'])} epochs; 2 are asked for, in one call of fit."
assert "val_loss" in curves, "history_sgd has no val_loss. Keep the validation share as it was: 0.2."
updates = (getattr(history_sgd, "params", None) or {}).get("steps")
assert updates in (None, 1500), (
    f"One epoch made {updates} updates instead of 1,500. Keep batch size and validation share."
)
assert curves["loss"][0] > 0.6 * history.history["loss"][0], (
    f"The first epoch begins with a loss of {curves['loss'][0]:.3f}: this network had learned before. compile does "
    "not make fresh weights; build() does."
)
### BEGIN HIDDEN TESTS
# Hint: compare the arguments of your SGD with the text of the exercise. Is there one more than the learning rate?
from autograder import checks

assert model_sgd.optimizer.get_config().get("momentum", 0) == 0, (
    "This is not plain gradient descent. Change the optimizer and its learning rate, nothing besides. (Part 4, "
    "section 7)"
)
answers = np.argmax(model_sgd.predict(rows_test, verbose=0), axis=1)
checks.band(
    np.mean(answers == y_test),
    "optimizer",
    message="model_sgd does not read the test images as two epochs allow. Is it the network that was trained? (Part 4, "
    "section 7)",
)
### END HIDDEN TESTS

# %% given
assert history is not ... and history_onehot is not ... and history_sgd is not ..., (
    "This table needs history, history_onehot and history_sgd. Finish sections 4 and 7 first."
)
for name, report in {"section 4": history, "one-hot labels": history_onehot, "SGD 0.02": history_sgd}.items():
    print(f"{name:15} validation loss after epochs 1 and 2:", *report.history["val_loss"][:2])
print("your guess about one-hot labels:", my_guess)

# %% [markdown]
# The first two rows agree **to the last digit**. One-hot rows and integers say the same in two languages, and the two
# losses compute the same number; choose whichever your labels have. (If your rows differ, `fit` has run more than once.
# Restart and run all.)
#
# The third row differs a lot, by one change: after two epochs, plain SGD with these settings has not reached what Adam
# had after one. That does not make SGD bad: another learning rate is another experiment, and it would again be *one*
# change.
#
# ## What you learned
#
# In this notebook you gave a network a loss, an optimizer and a metric, and saw which one moves the weights. You
# counted updates, trained for five epochs, and read the record. You know why validation can look better than training
# in epoch 1, when a gap is overfitting and when it is not, and that `fit` goes on where it stopped. And you met
# failures without an error: a metric that counts nonsense, and a network without softmax.
#
# **Next:** [part 5](5-evaluate.ipynb) asks what the accuracy hides: which digits fail, and how sure the network is when
# it is wrong.
