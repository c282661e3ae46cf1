# %% [markdown]
# # Part 1 · Two networks: what a convolution sees
#
# This project ends with a small program that reads handwritten digits, yours too. First it needs a network that is
# worth running. In this notebook you will
#
# - train a dense network on MNIST, as a yardstick,
# - write a convolution yourself, and see what it answers to,
# - train a small convolutional network (a **CNN**), and compare the two by accuracy and by time,
# - shuffle all pixels, and find out which of the two suffers,
# - build both confusion matrices, find the most confused pair, and look at mistakes.
#
# **You need:** a first idea of building and training with Keras, for example from parts 1 to 5 of the lab. **Time:**
# about 40 minutes, of which the computer trains for about 4. **Points:** 47, of which a person marks 10.
#
# Grading runs the whole notebook from top to bottom. Before you hand in, do the same: *Restart and run all*.

# %% given
import time

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from keras.layers import Conv2D, Dense, Dropout, Flatten, MaxPooling2D
from sklearn.metrics import confusion_matrix

keras.utils.set_random_seed(42)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
images_train = np.multiply(x_train, 1 / 255, dtype="float32")
images_test = np.multiply(x_test, 1 / 255, dtype="float32")
print("images_train:", images_train.shape, " from", images_train.min(), "to", images_train.max())
print("images_test: ", images_test.shape)

# %% [markdown]
# The cell above is locked. `x_train` and `x_test` are the raw images with values from 0 to 255; `images_train` and
# `images_test` are the same images scaled to 0–1. The networks of this notebook learn from the scaled ones.
#
# ## 1 · The yardstick: a dense network
#
# The network to beat is small. It lays the 28×28 pixels out as one row (`Flatten`), looks at them with 128 neurons, and
# gives ten probabilities. Between the two stands `Dropout(0.3)`: in training, about 30 % of the neurons rest in each
# update, so that the network learns less by heart.
#
# **Exercise (3 + 3 points).** Build this network as `dense`: input of 28×28, `Flatten`, 128 neurons with `relu`,
# `Dropout(0.3)`, 10 outputs with `softmax`. Compile it with Adam, a loss for labels that are whole numbers, and
# accuracy. Train it on `images_train` for **10 epochs** with batches of **128**, a tenth of the images held out
# (`validation_split=0.1`). Keep what `fit` returns as `dense_history`, and the seconds that it took as `dense_seconds`.
# (`time.perf_counter()` before and after `fit` gives two moments; their difference is a number of seconds.)

# %% answer="dense"
# dense: the trained dense network;  dense_history: what fit returned;  dense_seconds: how long it took
keras.utils.set_random_seed(42)
dense = ...
dense_history = ...
dense_seconds = ...
### BEGIN SOLUTION
dense = keras.Sequential([
    keras.Input(shape=(28, 28)),
    Flatten(),
    Dense(128, activation="relu"),
    Dropout(0.3),
    Dense(10, activation="softmax"),
])
dense.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
start = time.perf_counter()
dense_history = dense.fit(images_train, y_train, epochs=10, batch_size=128, validation_split=0.1, verbose=2)
dense_seconds = time.perf_counter() - start
### END SOLUTION

# %% tests="dense" points=3
# dense is Flatten, 128 neurons, dropout 0.3 and ten outputs, on images of 28x28
# Hint: 784·128 + 128 weights and biases in the hidden layer, 128·10 + 10 in the output layer. dense.summary() shows
# yours. Dropout and Flatten have none.
assert dense is not ..., "dense is still the placeholder. Build the network, for example with keras.Sequential([...])."
assert isinstance(dense, keras.Model), (
    f"dense is a {type(dense).__name__}, not a network. fit returns the training record; call that dense_history."
)
assert dense.built, "dense does not know its input size yet. Let it begin with keras.Input(shape=(28, 28))."
assert dense.output_shape == (None, 10), (
    f"dense gives an output of shape {dense.output_shape}; one row of ten numbers for each image, (None, 10), is "
    "asked for. Is Flatten there, before the first Dense?"
)
assert dense.input_shape[1:] in ((28, 28), (28, 28, 1), (784,)), (
    f"dense takes samples of shape {dense.input_shape[1:]}; images of 28×28 are asked for: keras.Input(shape=(28, 28))."
)
assert dense.count_params() == 101770, (
    f"dense has {dense.count_params():,} parameters; Flatten, 128 neurons and ten outputs make 101,770."
)
### BEGIN HIDDEN TESTS
# Hint: what stands between the 128 neurons and the output, and at which rate? Which activation do the 128 have?
from autograder import checks

order = [type(layer).__name__ for layer in dense.layers if isinstance(layer, (Dense, Dropout))]
assert checks.dropout_rates(dense) == [0.3] and (len(order) < 3 or order == ["Dense", "Dropout", "Dense"]), (
    "The dropout is not as asked for: one layer, between the 128 neurons and the output. (Part 1, section 1)"
)
assert checks.activations(dense)[0] == "relu", (
    "The 128 neurons lack the activation that is asked for. Without one, two layers do no more than one. (Part 1, "
    "section 1)"
)
### END HIDDEN TESTS

# %% tests="dense" points=3
# dense has learned for 10 epochs, with a tenth of the images held out
# Hint: dense.fit(images_train, y_train, epochs=10, ...). A second run of fit alone goes on from where the first ended:
# run the whole cell.
assert dense is not ..., "dense is still the placeholder. Build and train the network in the cell above."
assert dense_history is not ..., "dense_history is still the placeholder. Keep what fit returns: dense_history = ..."
assert dense_seconds is not ..., "dense_seconds is still the placeholder. Measure the time before and after fit."
record = getattr(dense_history, "history", dense_history)
assert isinstance(record, dict) and "loss" in record, "dense_history holds no losses. It should be what fit returns."
assert len(record["loss"]) == 10, f"dense_history shows {len(record['loss'])} epochs; 10 are asked for."
assert "val_loss" in record, "Nothing was held out. Give fit validation_split=0.1."
assert np.ndim(dense_seconds) == 0 and np.asarray(dense_seconds).dtype.kind in "fiu", (
    f"dense_seconds is {dense_seconds!r}; one number of seconds is asked for."
)
assert float(dense_seconds) > 0, f"dense_seconds is {float(dense_seconds)}. Is it the later moment minus the earlier?"
assert isinstance(dense, keras.Model) and dense.built and dense.output_shape == (None, 10), (
    "dense is no network that gives ten numbers for each image. fit returns the record; keep both, under two names."
)
fed = images_train[:2000].reshape(-1, *(28 if size is None else size for size in dense.input_shape[1:]))
some = keras.ops.convert_to_numpy(dense(fed, training=False)).argmax(axis=1)
assert np.mean(some == y_train[:2000]) > 0.85, (
    f"dense reads {np.mean(some == y_train[:2000]):.3f} of 2,000 training images. Was it trained on images_train, the "
    "scaled images, with y_train?"
)
### BEGIN HIDDEN TESTS
# Hint: all 60,000 images go into fit; validation_split holds the last 6,000 of them out. Ten epochs, batches of 128.
from autograder import checks

checks.band(
    checks.accuracy(dense, x_test, y_test),
    "dense",
    message="On the test images dense stays well below what this recipe reaches. Did all images go into fit, for 10 "
    "epochs? (Part 1, section 1)",
)
### END HIDDEN TESTS

# %% [markdown]
# About 97.7 % of the test images on most runs. For a network that knows nothing of pictures that is astonishing: after
# `Flatten`, the pixel above and the pixel a whole row away are just two numbers in a row. It has to find out by itself
# which of them belong together.
#
# ## 2 · What a convolution does
#
# A picture is more than a row of numbers: a stroke is made of pixels that are **neighbours**. A convolution looks at
# neighbours only. It slides a small table of weights, the **kernel**, over the image. At every place it multiplies the
# kernel with the pixels below it, number by number, and adds the products up:
#
# | pixels below | kernel | products |
# | --- | --- | --- |
# | 0 0 1 | −1 0 1 | 0 0 1 |
# | 0 0 1 | −1 0 1 | 0 0 1 |
# | 0 0 1 | −1 0 1 | 0 0 1 |
#
# The sum is 3. The result of all places is a smaller image, called a **feature map**: it is bright where the image
# looks like the kernel. A 3×3 kernel on a 28×28 image fits in 26×26 places.
#
# **Predict.** The kernel above has −1 on the left and 1 on the right. Which edges of a digit will it answer to: the
# left edges of strokes, the right ones, the upper or the lower ones? (An edge on the left of a stroke is dark, then
# bright.)

# %%
my_edges = "left, right, upper or lower?"

# %% [markdown]
# **Exercise (3 + 3 points).** Write `convolve(image, kernel)` for one image and one kernel, each a table (a
# two-dimensional array) of any size, the kernel no larger than the image. It returns the feature map: at `[r, c]` the
# sum of the products when the kernel's upper left corner lies on `image[r, c]`. The kernel stays as it is, neither
# turned nor mirrored, and it never hangs over the edge. Two loops are fine.

# %% answer="convolve"
def convolve(image, kernel):
    """Return the feature map of one image (height, width) under one kernel (rows, columns)."""
    ### BEGIN SOLUTION
    windows = np.lib.stride_tricks.sliding_window_view(image, np.shape(kernel))
    return (windows * kernel).sum(axis=(2, 3))
    ### END SOLUTION


# %% tests="convolve" points=3
# convolve slides a 3x3 kernel over an image and adds up the products
# Hint: there are height - 2 places from top to bottom for a kernel of three rows. At each:
# np.sum(image[r : r + 3, c : c + 3] * kernel).
stairs = np.array([[0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 1, 1], [5, 0, 0, 0]])
answers = convolve(stairs, np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]))
assert answers is not None, "convolve returns nothing yet. End it with return and the feature map."
assert np.shape(answers) == (2, 2), (
    f"For an image of 4x4 and a kernel of 3x3, convolve gives shape {np.shape(answers)}. The kernel fits in 2x2 places "
    "without hanging over the edge."
)
assert np.asarray(answers).dtype.kind in "iuf", (
    f"The feature map holds {np.asarray(answers).dtype}; numbers are asked for."
)
assert not np.allclose(answers, [[-3, -3], [3, -2]]), (
    "Everything has the wrong sign: the kernel is mirrored on its way. (scipy.signal.convolve2d does that; a network "
    "does not.)"
)
assert np.allclose(answers, [[3, 3], [-3, 2]]), (
    f"The feature map is {np.asarray(answers).tolist()}. In the upper left corner the pixels 0 0 1 lie below −1 0 1 in "
    "each of three rows, which makes 3. Compare the other three places in the same way."
)

# %% tests="convolve" points=3
# convolve takes images and kernels of any size, and leaves both as they are
# Hint: take the numbers of rows and columns from the kernel itself, and make a new array for the feature map.
strip = convolve(np.arange(12).reshape(2, 6), np.ones((2, 1)))
assert strip is not None, "convolve returns nothing yet. End it with return and the feature map."
assert np.shape(strip) == (1, 6), (
    f"For an image of 2x6 and a kernel of 2x1, convolve gives shape {np.shape(strip)}; the kernel fits in 1x6 places."
)
assert np.allclose(strip, [[6, 8, 10, 12, 14, 16]]), (
    f"A kernel of two ones, one above the other, adds each pixel to the one below it. convolve gives "
    f"{np.asarray(strip).tolist()} for the rows 0 to 5 and 6 to 11."
)
### BEGIN HIDDEN TESTS
# Hint: try an image of bytes (uint8), as in x_test, with a kernel of fractions, and look at the image afterwards.
dice = np.random.default_rng()
for height, width, rows, columns in [(9, 14, 3, 3), (12, 7, 2, 5), (8, 8, 4, 1), (5, 6, 5, 6)]:
    picture_in = dice.integers(0, 256, (height, width)).astype("uint8")
    weights_in = dice.normal(size=(rows, columns)).round(2)
    wanted = np.zeros((height - rows + 1, width - columns + 1))
    for r, c in np.ndindex(wanted.shape):
        wanted[r, c] = (picture_in[r : r + rows, c : c + columns].astype(float) * weights_in).sum()
    first, second = picture_in.copy(), weights_in.copy()
    mapped = convolve(first, second)
    assert np.shape(mapped) == wanted.shape, (
        "For some other sizes the feature map has another shape. How many places are there for a kernel of that "
        "size? (Part 1, section 2)"
    )
    assert np.allclose(mapped, wanted, atol=0.01), (
        "For some other image and kernel the sums are not right. Are fractions and negative numbers kept, and do rows "
        "and columns keep their places? (Part 1, section 2)"
    )
    assert np.array_equal(first, picture_in) and np.array_equal(second, weights_in), (
        "The image or the kernel that was handed in has changed. Write into a new array. (Part 1, section 2)"
    )
### END HIDDEN TESTS

# %% [markdown]
# Let's look at what three kernels see in one digit.

# %% given
sample = images_test[0]
assert convolve(sample, np.ones((3, 3))) is not None, "This picture needs convolve. Finish section 2 first."
kernels = {
    "the image": None,
    "dark, then bright, from the left": np.array([[-1, 0, 1]] * 3),
    "dark, then bright, from above": np.array([[-1, 0, 1]] * 3).T,
    "all ones: blurred": np.ones((3, 3)) / 9,
}
picture, axes = plt.subplots(1, 4, figsize=(12, 3.4))
for ax, (name, kernel) in zip(axes, kernels.items()):
    seen = sample if kernel is None else np.asarray(convolve(sample, kernel))
    ax.imshow(seen, cmap="gray" if kernel is None else "coolwarm", vmin=-3 if kernel is not None else 0,
              vmax=3 if kernel is not None else 1)
    ax.set_title(f"{name}\n{seen.shape[0]}×{seen.shape[1]}")
    ax.axis("off")
plt.show()
print("your guess:", my_edges)

# %% [markdown]
# The picture shows a handwritten 7 and three feature maps of it. In the second picture, red (positive) stands along the
# left edges of the strokes and blue (negative) along the right edges: the kernel answers to dark-then-bright, wherever
# it is in the image, and with a minus to bright-then-dark. The third answers to upper and lower edges in the same way.
# The last one adds nine neighbours evenly, and blurs.
#
# Nobody draws kernels by hand today. A layer `Conv2D(32, 3)` has 32 kernels of 3×3, and training finds their numbers.
# Is your `convolve` what Keras computes? Let's give one Keras kernel the same numbers.

# %% given
layer = Conv2D(filters=1, kernel_size=3, use_bias=False)
layer.build((None, 28, 28, 1))
layer.set_weights([kernels["dark, then bright, from the left"].reshape(3, 3, 1, 1).astype("float32")])
by_keras = keras.ops.convert_to_numpy(layer(sample.reshape(1, 28, 28, 1)))[0, :, :, 0]
by_you = np.asarray(convolve(sample, kernels["dark, then bright, from the left"]))
print("Keras gives shape", by_keras.shape, " largest difference from yours:", np.abs(by_keras - by_you).max().round(6))

# %% [markdown]
# The same, up to rounding. Two things make this so strong for pictures:
#
# - **Neighbours.** Each number of a feature map depends on 3×3 pixels that touch each other. The network need not find
#   out which pixels belong together; it is built in.
# - **The same kernel everywhere.** What was learned about an edge in one corner holds in all others, and 9 weights (and
#   a bias) do the work that a dense neuron needs 784 for.
#
# After the first layer there is no image any more, but a stack of 32 feature maps. The kernels of the next layer look
# at all of them: 3×3×32 numbers each. `MaxPooling2D()` then keeps the largest of each 2×2 numbers. That halves height
# and width, so that the next kernels see a larger part of the digit, and a stroke may lie a pixel to the left or right.
#
# ## 3 · A small CNN
#
# **Predict.** Here is the network that you will build. Which layer has the most parameters?
#
# | layer | gives | parameters |
# | --- | --- | --- |
# | input: 28×28 pixels, one channel | 28×28×1 | |
# | 32 kernels of 3×3, `relu` | 26×26×32 | ? |
# | pooling 2×2 | 13×13×32 | |
# | 64 kernels of 3×3, `relu` | 11×11×64 | ? |
# | pooling 2×2 | 5×5×64 | |
# | flatten | 1,600 | |
# | 64 neurons, `relu` | 64 | ? |
# | dropout 0.3 | 64 | |
# | 10 outputs, `softmax` | 10 | ? |

# %%
my_layer = "the first or the second convolution, the 64 neurons, or the output?"

# %% [markdown]
# **Exercise (4 + 6 points).** Build this network as `cnn`, compile it as before, and train it on the same images for
# **8 epochs** with batches of 128 and a tenth held out. Keep `cnn_history` and `cnn_seconds`. A convolution wants to
# know the number of **channels**: a colour image has three, red, green and blue; ours has one, grey. So the input is
# `(28, 28, 1)`, and `images_train[..., np.newaxis]` gives the images this last axis. The training takes a bit more than
# a minute on one core.

# %% answer="cnn"
# cnn: the trained CNN;  cnn_history: what fit returned;  cnn_seconds: how long it took
keras.utils.set_random_seed(42)
cnn = ...
cnn_history = ...
cnn_seconds = ...
### BEGIN SOLUTION
cnn = keras.Sequential([
    keras.Input(shape=(28, 28, 1)),
    Conv2D(32, 3, activation="relu"),
    MaxPooling2D(),
    Conv2D(64, 3, activation="relu"),
    MaxPooling2D(),
    Flatten(),
    Dense(64, activation="relu"),
    Dropout(0.3),
    Dense(10, activation="softmax"),
])
cnn.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
start = time.perf_counter()
cnn_history = cnn.fit(images_train[..., np.newaxis], y_train, epochs=8, batch_size=128, validation_split=0.1, verbose=2)
cnn_seconds = time.perf_counter() - start
### END SOLUTION

# %% tests="cnn" points=4
# cnn has two convolutions with pooling, 64 neurons, dropout 0.3 and ten outputs: 121,930 parameters
# Hint: a kernel has a weight for each pixel and each map that it looks at, and one bias: (3·3·1 + 1)·32 in the first
# layer, (3·3·32 + 1)·64 in the second. cnn.summary() shows yours.
assert cnn is not ..., "cnn is still the placeholder. Build the network layer by layer, as the table says."
assert isinstance(cnn, keras.Model), (
    f"cnn is a {type(cnn).__name__}, not a network. fit returns the training record; call that cnn_history."
)
assert cnn.built, "cnn does not know its input size yet. Let it begin with keras.Input(shape=(28, 28, 1))."
assert cnn.output_shape == (None, 10), (
    f"cnn gives an output of shape {cnn.output_shape}; ten numbers for each image, (None, 10), are asked for. Is "
    "Flatten there, after the second pooling?"
)
assert cnn.count_params() not in (515146, 220234, 609354, 2378826), (
    f"cnn has {cnn.count_params():,} parameters, which is what comes out when a pooling is missing or the image keeps "
    "its size in a convolution. Compare the shapes in cnn.summary() with the table."
)
assert cnn.count_params() == 121930, (
    f"cnn has {cnn.count_params():,} parameters; the network in the table has 121,930. Compare layer by layer: "
    "cnn.summary()."
)
### BEGIN HIDDEN TESTS
# Hint: activation="relu" in both convolutions and in the 64 neurons, Dropout(0.3) before the output, MaxPooling2D
# twice.
from autograder import checks

order = [type(layer).__name__ for layer in cnn.layers if isinstance(layer, (Dense, Dropout))]
assert checks.dropout_rates(cnn) == [0.3] and (len(order) < 3 or order == ["Dense", "Dropout", "Dense"]), (
    "The dropout is not as asked for: one layer, between the 64 neurons and the output. (Part 1, section 3)"
)
assert checks.activations(cnn)[:3] == ["relu"] * 3, (
    "One of the convolutions, or the 64 neurons, lacks the activation in the table. (Part 1, section 3)"
)
### END HIDDEN TESTS

# %% tests="cnn" points=6
# cnn has learned for 8 epochs, and reads about 99 of 100 test images
# Hint: the same recipe as for dense: scaled images, batches of 128, a tenth held out. Eight epochs are enough for 99 %.
assert cnn is not ..., "cnn is still the placeholder. Build and train the network in the cell above."
assert cnn_history is not ..., "cnn_history is still the placeholder. Keep what fit returns: cnn_history = ..."
assert cnn_seconds is not ..., "cnn_seconds is still the placeholder. Measure the time before and after fit."
record = getattr(cnn_history, "history", cnn_history)
assert isinstance(record, dict) and "loss" in record, "cnn_history holds no losses. It should be what fit returns."
assert len(record["loss"]) == 8, f"cnn_history shows {len(record['loss'])} epochs; 8 are asked for."
assert "val_loss" in record, "Nothing was held out. Give fit validation_split=0.1."
assert np.ndim(cnn_seconds) == 0 and np.asarray(cnn_seconds).dtype.kind in "fiu", (
    f"cnn_seconds is {cnn_seconds!r}; one number of seconds is asked for."
)
assert float(cnn_seconds) > 0, f"cnn_seconds is {float(cnn_seconds)}. Is it the later moment minus the earlier?"
assert isinstance(cnn, keras.Model) and cnn.built and cnn.output_shape == (None, 10), (
    "cnn is no network that gives ten numbers for each image. fit returns the record; keep both, under two names."
)
fed = images_train[:1000].reshape(-1, *(28 if size is None else size for size in cnn.input_shape[1:]))
some = keras.ops.convert_to_numpy(cnn(fed, training=False)).argmax(axis=1)
assert np.mean(some == y_train[:1000]) > 0.9, (
    f"cnn reads {np.mean(some == y_train[:1000]):.3f} of 1,000 training images. Was it trained on the scaled images, "
    "images_train, with y_train?"
)
### BEGIN HIDDEN TESTS
# Hint: 60,000 scaled images, 8 epochs, batches of 128, a tenth held out. With fewer images or larger batches it falls
# short.
from autograder import checks

checks.band(
    checks.accuracy(cnn, x_test, y_test),
    "cnn",
    message="On the test images cnn stays below what this recipe reaches. Did all images go into fit, in batches of "
    "128? (Part 1, section 3)",
)
### END HIDDEN TESTS

# %% given
assert cnn is not ..., "This table needs cnn. Finish section 3 first."
cnn.summary()
print("your guess:", my_layer)

# %% [markdown]
# The two convolutions have 320 and 18,496 parameters; of all 121,930, the 64 neurons behind `Flatten` hold 102,464. The
# layers that see the picture are the small ones. And what takes the time? Each of the 18,496 numbers of the second
# convolution is used at 11×11 places, each of the 102,464 only once: parameters are not work.
#
# ## 4 · Which, and why
#
# **Exercise (3 points).** Make a table `comparison`, a DataFrame with one row for each network, `"dense"` and `"cnn"`,
# and the columns `network`, `parameters`, `test_accuracy` (a share between 0 and 1, measured on the test set) and
# `seconds`.

# %% answer="comparison"
# comparison: a DataFrame with the columns network, parameters, test_accuracy and seconds
comparison = ...
### BEGIN SOLUTION
dense_accuracy = dense.evaluate(images_test, y_test, verbose=0)[1]
cnn_accuracy = cnn.evaluate(images_test[..., np.newaxis], y_test, verbose=0)[1]
comparison = pd.DataFrame({
    "network": ["dense", "cnn"],
    "parameters": [dense.count_params(), cnn.count_params()],
    "test_accuracy": [dense_accuracy, cnn_accuracy],
    "seconds": [dense_seconds, cnn_seconds],
})
### END SOLUTION
comparison

# %% tests="comparison" points=3
# comparison holds parameters, test accuracy and seconds of both networks
# Hint: pd.DataFrame({"network": ["dense", "cnn"], "parameters": [..., ...], ...}). evaluate on the test set returns the
# loss first, then the accuracy.
assert comparison is not ..., "comparison is still the placeholder. Replace the three dots by a DataFrame."
assert isinstance(comparison, (pd.DataFrame, list, dict)), (
    f"comparison is a {type(comparison).__name__}; a table is asked for: pd.DataFrame(...)."
)
if isinstance(comparison, dict):
    assert len({np.size(column) for column in comparison.values()}) == 1, "The columns of comparison differ in length."
table = pd.DataFrame(comparison)
absent = [name for name in ["network", "parameters", "test_accuracy", "seconds"] if name not in table.columns]
assert not absent, f"comparison has no column {absent[0]!r}. It has: {', '.join(map(str, table.columns))}."
assert sorted(map(str, table["network"])) == ["cnn", "dense"], (
    f"The column network holds {list(table['network'])}; one row 'dense' and one row 'cnn' are asked for."
)
by_name = {str(row["network"]): row for row in table.to_dict("records")}
for name in ["dense", "cnn"]:
    for column in ["parameters", "test_accuracy", "seconds"]:
        entry = by_name[name][column]
        assert np.ndim(entry) == 0 and np.asarray(entry).dtype.kind in "iuf" and float(entry) > 0, (
            f"Under {column}, the row of {name} holds {entry!r}; a number above 0 is asked for."
        )
    assert float(by_name[name]["test_accuracy"]) <= 1, (
        f"The test_accuracy of {name} is {float(by_name[name]['test_accuracy']):.4g}. Write a share between 0 and 1."
    )
### BEGIN HIDDEN TESTS
# Hint: evaluate both networks on the test images and y_test. Is each number in the row of its own network?
from autograder import checks

for name, net in [("dense", dense), ("cnn", cnn)]:
    assert int(by_name[name]["parameters"]) == net.count_params(), (
        "A number of parameters is not that of the network in its row. count_params() tells it. (Part 1, section 4)"
    )
    stated, reached = float(by_name[name]["test_accuracy"]), checks.accuracy(net, x_test, y_test)
    room = 0.0051 if abs(stated - round(stated, 2)) < 1e-6 else 0.0006  # two decimals are enough
    assert abs(stated - reached) < room, (
        "A test_accuracy is not what the network in its row reaches on the test images. Training and validation "
        "accuracy are other numbers. (Part 1, section 4)"
    )
### END HIDDEN TESTS

# %% [markdown]
# Now say it in words. Do not compare percent alone: 97.7 and 99.0 look close, but count the *mistakes*.
#
# **Exercise (4 points, marked by a person).** Write three to six sentences for somebody who has to choose one of the
# two networks. One point for each of these:
#
# 1. **Mistakes, with numbers.** How many test images does each network read wrongly, and how many times fewer is that?
# 2. **Cost, with numbers.** What does the better one cost in seconds and in parameters?
# 3. **Why.** What about the convolution makes the difference? (Not: "it has more parameters".)
# 4. **A choice, with its reason,** and one case in which you would choose the other network.

# %% [markdown] answer="which-and-why" points=4
# *Your answer, three to six sentences:*
#
# ### BEGIN SOLUTION
# Of 10,000 test images the dense network misreads about 230, the CNN about 90: less than half as many. It costs
# about 75 seconds of training instead of about 10, with only a fifth more parameters (121,930 against 101,770).
# The difference comes from how the parameters are used: a kernel looks at pixels that touch each other, and the same
# kernel works at every place, so what is learned about an edge in one corner holds everywhere; the dense network has to
# learn each place anew. I would choose the CNN, because a minute of training is nothing beside half of the mistakes. On
# a device that reads thousands of digits in a second with little power, or for data whose columns have no neighbours, I
# would stay with the dense network.
# ### END SOLUTION

# %% [markdown]
# ## 5 · Take the neighbourhood away
#
# Is it really the neighbourhood? There is a cruel experiment. Choose one random order of the 784 pixels, and rearrange
# **all** images in this same order, training and test. No information is lost: whoever knows the order can put every
# image back. But pixels that touched each other are now strangers.

# %% given
order = np.random.default_rng(7).permutation(784)
shuffled_train = images_train.reshape(-1, 784)[:, order].reshape(-1, 28, 28)
shuffled_test = images_test.reshape(-1, 784)[:, order].reshape(-1, 28, 28)
picture, axes = plt.subplots(1, 4, figsize=(10, 2.9))
for ax, image, title in zip(
    axes, [images_train[0], shuffled_train[0], images_train[7], shuffled_train[7]],
    [f"a {y_train[0]}", "the same, shuffled", f"a {y_train[7]}", "the same, shuffled"],
):
    ax.imshow(image, cmap="gray")
    ax.set_title(title)
    ax.axis("off")
plt.show()

# %% [markdown]
# The picture shows two digits, each beside its shuffled form, which looks like noise to us.
#
# **Predict.** Both networks are built anew and trained for three epochs on half of the images, once in order and once
# shuffled. Which of them suffers: the dense one, the CNN, both, or neither?

# %%
my_sufferer = "dense, cnn, both or none?"

# %% given
assert dense is not ... and cnn is not ..., "This experiment needs both networks. Finish sections 1 and 3 first."
for name, net in {"dense": dense, "cnn": cnn}.items():
    for pixels, seen, unseen in [("in order", images_train, images_test), ("shuffled", shuffled_train, shuffled_test)]:
        keras.utils.set_random_seed(42)
        twin = keras.models.clone_model(net)  # the same layers with fresh weights
        twin.compile("adam", net.loss, metrics=["accuracy"])
        shape = (-1, *twin.input_shape[1:])
        twin.fit(seen[:30000].reshape(shape), y_train[:30000], 128, 3, verbose=0)
        share = np.mean(twin.predict(unseen.reshape(shape), verbose=0).argmax(axis=1) == y_test)
        print(f"{name:6} pixels {pixels:9} test accuracy {share:.4f}")
print("your guess:", my_sufferer)

# %% [markdown]
# The dense network does not notice: it never knew which pixels are neighbours, so a new order is as good as the old
# one. The CNN loses all that it was ahead, and more. Its kernels still look at 3×3 pixels, but these have nothing to do
# with each other any more. So the CNN's advantage was not "more layers": it was a **true assumption about pictures**,
# built in. Where the assumption does not hold, it costs.
#
# ## 6 · Two confusion matrices
#
# Accuracy is one number for 10,000 images. Where do the two networks fail? A **confusion matrix** is a table of counts:
# `[4, 9]` counts the test images of a 4 that were read as a 9.

# %% given
assert dense is not ... and cnn is not ..., "This needs both networks. Finish sections 1 and 3 first."
said_dense = dense.predict(images_test.reshape(-1, *dense.input_shape[1:]), verbose=0).argmax(axis=1)
said_cnn = cnn.predict(images_test.reshape(-1, *cnn.input_shape[1:]), verbose=0).argmax(axis=1)
print("wrong: dense", np.sum(said_dense != y_test), " cnn", np.sum(said_cnn != y_test))

# %% [markdown]
# **Exercise (3 points).** Make `cm_dense` and `cm_cnn`: the confusion matrices of `said_dense` and `said_cnn` on the
# test set, true digits as rows. `confusion_matrix` from scikit-learn is imported above.

# %% answer="matrices"
# cm_dense, cm_cnn: two 10x10 tables of counts, rows are true digits, columns are what the network said
cm_dense = ...
cm_cnn = ...
### BEGIN SOLUTION
cm_dense = confusion_matrix(y_test, said_dense)
cm_cnn = confusion_matrix(y_test, said_cnn)
### END SOLUTION

# %% tests="matrices" points=3
# cm_dense and cm_cnn count the test images of each digit by what the networks said
# Hint: the rows of both matrices add up to the same ten numbers, np.bincount(y_test): so many images there are of each
# digit.
per_digit = np.bincount(y_test, minlength=10)
for name, table in [("cm_dense", cm_dense), ("cm_cnn", cm_cnn)]:
    assert table is not ..., f"{name} is still the placeholder. Replace the three dots by the confusion matrix."
    counts = np.asarray(table)
    assert counts.shape == (10, 10), f"{name} has shape {counts.shape}; ten true digits and ten answers make (10, 10)."
    assert counts.dtype.kind in "iuf", f"{name} holds {counts.dtype}; counts are numbers."
    assert counts.sum() == 10000, (
        f"The numbers in {name} add up to {counts.sum():g}; each of 10,000 test images should be counted once."
    )
    assert not np.array_equal(counts.sum(axis=0), per_digit), (
        f"The columns of {name} add up to the numbers of each digit, so the true digits are in the columns. They "
        "should be the rows: which comes first in confusion_matrix?"
    )
    assert np.array_equal(counts.sum(axis=1), per_digit), (
        f"The first row of {name} adds up to {counts.sum(axis=1)[0]:g}, but there are {per_digit[0]} zeros in the test "
        "set."
    )
### BEGIN HIDDEN TESTS
# Hint: np.trace of a matrix is the number of right answers. Does it fit the network that the matrix is named after?
from autograder import checks

for net, table in [(dense, cm_dense), (cnn, cm_cnn)]:
    own = confusion_matrix(y_test, checks.predictions(net, x_test))
    assert np.abs(np.asarray(table) - own).sum() <= 8, (
        "One of the matrices does not hold the answers of the network that it is named after. (Part 1, section 6)"
    )
### END HIDDEN TESTS

# %% given
assert cm_dense is not ... and cm_cnn is not ..., "This picture needs both matrices. Finish section 6 first."
picture, axes = plt.subplots(1, 2, figsize=(12, 5.8), layout="constrained")
for ax, name, table in zip(axes, ["dense", "cnn"], [np.array(cm_dense), np.array(cm_cnn)]):
    mistakes = np.where(np.eye(10, dtype=bool), 0, table)
    ax.imshow(mistakes, cmap="Blues", vmin=0, vmax=20)
    for (t, p), count in np.ndenumerate(mistakes):
        if count:
            ax.text(p, t, int(count), ha="center", va="center", color="white" if count > 12 else "black")
    ax.set(title=f"{name}: {mistakes.sum():g} mistakes", xlabel="the network said", ylabel="true digit",
           xticks=range(10), yticks=range(10))
plt.show()

# %% [markdown]
# Two tables side by side, mistakes only, in one scale of colour: the darker a cell, the more mistakes, and the count is
# written in it. The right table is far emptier. Do the same cells stand out in both?
#
# ## 7 · The most confused pair
#
# A 4 read as a 9 and a 9 read as a 4 are the same difficulty. For a **pair** of digits, both cells count.
#
# **Exercise (3 + 2 points).** Write two functions.
#
# - `most_confused(matrix)` returns the two different classes of any square matrix of counts with the largest `matrix[i,
#   j] + matrix[j, i]`, as `(i, j)`. The matrix stays as it is.
# - `examples(truth, said, i, j)` returns the **places** (whole numbers, from the first to the last) of all images that
#   are an `i` and were read as `j`, or are a `j` and were read as `i`. `truth` and `said` are arrays of the same
#   length.

# %% answer="pair"
def most_confused(matrix):
    """Return the two different classes i, j with the largest matrix[i, j] + matrix[j, i]."""
    ### BEGIN SOLUTION
    pairs = [(i, j) for i in range(len(matrix)) for j in range(i)]
    return max(pairs, key=lambda pair: matrix[pair[0]][pair[1]] + matrix[pair[1]][pair[0]])
    ### END SOLUTION


def examples(truth, said, i, j):
    """Return the places where an i was read as j, or a j as i."""
    ### BEGIN SOLUTION
    return np.flatnonzero((truth == i) & (said == j) | (truth == j) & (said == i))
    ### END SOLUTION


# %% tests="pair" points=3
# most_confused adds both directions and finds the pair, in any matrix
# Hint: go through all pairs i > j, and keep the one with the largest sum of both cells. The diagonal holds right
# answers.
three = np.array([[50, 8, 4], [0, 50, 6], [1, 5, 50]])
found = most_confused(three.copy())
assert found is not None, "most_confused returns nothing yet. End it with return and the two classes."
assert hasattr(found, "__len__") and not isinstance(found, (str, dict)) and len(found) == 2, (
    f"most_confused returns {found!r}; two classes are asked for, for example return i, j."
)
found = tuple(found)
assert found[0] != found[1], (
    f"most_confused returns {found[0]} twice. The diagonal holds the right answers; leave it out."
)
assert sorted(int(one) for one in found) != [0, 1], (
    "In [[50, 8, 4], [0, 50, 6], [1, 5, 50]] the 8 is the largest single mistake, but 0 and 1 are confused 8 + 0 "
    "times. Which pair is confused more often, both directions together?"
)
assert sorted(int(one) for one in found) == [1, 2], (
    "In [[50, 8, 4], [0, 50, 6], [1, 5, 50]] classes 1 and 2 are confused 6 + 5 times; most_confused returns "
    f"{found!r}."
)
### BEGIN HIDDEN TESTS
# Hint: take the number of classes from the matrix, and blank nothing out in the matrix itself: work on a copy.
dice = np.random.default_rng()
for classes in [4, 6, 10]:
    drawn = dice.integers(0, 20, (classes, classes)) + 300 * np.eye(classes, dtype=int)
    one, two = (int(number) for number in dice.choice(classes, 2, replace=False))
    drawn[one, two], drawn[two, one] = 21, 20
    handed = drawn.copy()
    reply = most_confused(handed)
    assert sorted(int(number) for number in reply) == sorted([one, two]), (
        "For some other matrix this is not the pair with the most mistakes, both directions together. (Part 1, section "
        "7)"
    )
    assert np.array_equal(handed, drawn), (
        "The matrix that was handed in has changed, and the next reader finds other counts. Work on a copy. (Part 1, "
        "section 7)"
    )
### END HIDDEN TESTS

# %% tests="pair" points=2
# examples finds the places of both directions
# Hint: (truth == i) & (said == j) is True where an i was read as j. The sign | joins it with the other direction.
places = examples(np.array([4, 9, 4, 9, 4, 1]), np.array([9, 9, 4, 4, 9, 4]), 4, 9)
assert places is not None, "examples returns nothing yet. End it with return and the places."
assert np.asarray(places).dtype != bool, (
    "examples returns True and False for each image; their places are asked for. np.flatnonzero gives them."
)
assert np.ndim(places) == 1, f"examples returns something of shape {np.shape(places)}; one row of places is asked for."
assert [int(place) for place in places] != [0, 4], (
    "examples finds the fours that were read as 9, places 0 and 4, but not the nine that was read as 4, place 3."
)
assert [int(place) for place in places] == [0, 3, 4], (
    "For the digits 4 9 4 9 4 1, read as 9 9 4 4 9 4, the pair 4 and 9 is confused at places 0, 3 and 4; examples "
    f"gives {[int(place) for place in places]}."
)
### BEGIN HIDDEN TESTS
# Hint: use truth and said, the arrays that come in, not y_test and the answers of one network.
dice = np.random.default_rng()
for _ in range(4):
    true_ones, said_ones = dice.integers(0, 5, (2, 60))
    one, two = (int(number) for number in dice.choice(5, 2, replace=False))
    wanted = [n for n in range(60) if {true_ones[n], said_ones[n]} == {one, two}]
    given_back = examples(true_ones.copy(), said_ones.copy(), one, two)
    assert [int(place) for place in given_back] == wanted, (
        "For other arrays of digits, these are not all places where the pair is confused, in order. (Part 1, section 7)"
    )
### END HIDDEN TESTS

# %% given
assert cm_dense is not ... and cm_cnn is not ..., "This needs both matrices. Finish section 6 first."
assert most_confused(np.eye(3)) is not None and examples(y_test[:1], y_test[:1], 0, 1) is not None, (
    "This picture needs both functions. Finish section 7 first."
)
picture, axes = plt.subplots(2, 6, figsize=(11, 4.4), layout="constrained")
for line, name, table, said in zip(axes, ["dense", "cnn"], [cm_dense, cm_cnn], [said_dense, said_cnn]):
    i, j = (int(digit) for digit in most_confused(np.array(table)))
    print(f"{name}: {i} and {j} are confused {np.array(table)[i, j] + np.array(table)[j, i]:g} times")
    for ax in line:
        ax.axis("off")
    for ax, n in zip(line, examples(y_test, said, i, j)):
        ax.imshow(x_test[n], cmap="gray")
        ax.set_title(f"{name}: a {y_test[n]}\nread as {said[n]}", fontsize=10)
plt.show()

# %% [markdown]
# Up to six images of the most confused pair of each network, the dense one above, the CNN below. Which pair it is
# changes from run to run, for the CNN above all: it makes so few mistakes that two or three images decide. That is a
# reason to report counts, not only the name of the winner.
#
# ## 8 · Eight mistakes
#
# **Exercise (4 points).** Draw **eight different test images that `cnn` gets wrong**, each in axes of its own, in a
# figure `fig`. The title of each says what is true and what was predicted: `true 4, pred 9`. You will want this picture
# again in part 3, where a program draws it.

# %% answer="mistakes"
# fig: eight test images that cnn gets wrong, each titled "true ..., pred ..."
fig = ...
### BEGIN SOLUTION
wrong = np.flatnonzero(said_cnn != y_test)
fig, axes = plt.subplots(2, 4, figsize=(9, 5))
for ax, place in zip(axes.flat, wrong):
    ax.imshow(x_test[place], cmap="gray")
    ax.set_title(f"true {y_test[place]}, pred {said_cnn[place]}")
    ax.set_axis_off()
### END SOLUTION
plt.show()

# %% tests="mistakes" points=4
# fig shows eight different mistakes of cnn, each with its true and its predicted digit
# Hint: np.flatnonzero(said_cnn != y_test) gives the places of the mistakes. Use one place for image, label and answer.
import re

assert fig is not ..., "fig is still the placeholder. Begin with fig, axes = plt.subplots(2, 4)."
assert np.iterable(getattr(fig, "axes", None)), (
    f"fig is a {type(fig).__name__}, not a figure. plt.subplots gives two things: fig, axes = plt.subplots(2, 4)."
)
shown = [panel for panel in fig.axes if len(panel.images)]
assert len(shown) == 8, f"fig shows {len(shown)} images; eight are asked for, each in axes of its own."
told = []
for panel in shown:
    words = panel.get_title()
    pair_told = re.search(r"true\D*(\d).*pred\D*(\d)", words, re.IGNORECASE | re.DOTALL)
    assert pair_told, f"A title is {words!r}; it should have this form: true 4, pred 9."
    assert pair_told[1] != pair_told[2], (
        f"A title is {words!r}, which is no mistake. Do image, label and answer have the same place in the test set?"
    )
    told.append((int(pair_told[1]), int(pair_told[2])))
### BEGIN HIDDEN TESTS
# Hint: choose the places first. Then x_test[place], y_test[place] and said_cnn[place] belong together.
from autograder import checks

network_says = checks.predictions(cnn, x_test)
missed = np.flatnonzero(network_says != y_test)
known = x_test[missed] / 255
seen_places = set()
for panel, digits in zip(shown, told):
    pixels = np.ma.getdata(panel.images[0].get_array()).astype(float)
    assert pixels.shape == (28, 28), "A picture is not 28 pixels high and wide. Draw x_test[place]. (Part 1, section 8)"
    near = np.abs(known - pixels / (255 if pixels.max() > 1 else 1)).max(axis=(1, 2)) < 0.01
    assert near.any(), "One of the pictures shows no test image that cnn gets wrong. (Part 1, section 8)"
    place = missed[np.argmax(near)]
    assert digits == (y_test[place], network_says[place]), (
        "A title does not belong to its picture: image, label and answer must have the same place. (Part 1, section 8)"
    )
    seen_places.add(int(place))
assert len(seen_places) == 8, (
    "A mistake is shown more than once. Eight different ones are asked for. (Part 1, section 8)"
)
### END HIDDEN TESTS

# %% [markdown]
# ## 9 · Your paragraph
#
# **Exercise (6 points, marked by a person).** Write about 100 to 150 words on how the two networks fail. Two points for
# each of these:
#
# 1. **The pairs, with counts.** Which pair does each network confuse most, how often in each direction, and which
#    counts are too small to say much?
# 2. **Reasons from shapes.** Describe two mistakes of your grid: what did the writer do, and what may have misled the
#    network? Is there one that you would have got wrong, too?
# 3. **Neighbourhood.** What do the shuffled images show about where the CNN's advantage comes from?
#
# When the grader runs your notebook again, the last digits can differ. The numbers in the notebook that you hand in
# count.

# %% [markdown] answer="paragraph" points=6
# *Your paragraph:*
#
# ### BEGIN SOLUTION
# The dense network confuses 2 and 7 most, 18 times in both directions together; for the CNN the top pair, 4 and 9, has
# only 10 mistakes, and the next pairs have nearly as many, so I would not say which pair is hardest for it: another
# seed may give another one. In my grid a 6 is read as a 0 because its upper stroke is hardly there and the loop is all
# that is left; I would have read it as a 0, too. A 9 is read as a 4 because its loop is open at the top, so that two
# strokes and a stem remain. Shuffling all pixels in the same way left the dense network as good as before and threw the
# CNN below it. The same numbers were there, only not beside each other; so the CNN's advantage comes from looking at
# neighbours with the same kernels everywhere, and not from its size.
# ### END SOLUTION

# %% [markdown]
# ## What you learned
#
# In this notebook you trained a dense network and a CNN on the same images by the same recipe: the CNN makes less than
# half as many mistakes, and takes several times as long. You wrote a convolution, and saw that it answers to
# neighbours; with shuffled pixels its advantage was gone. You built two confusion matrices, found the most confused
# pair by code, and looked at what is left: images that are hard for people, too.
#
# **Next:** in [part 2](2-handwriting.ipynb) the CNN reads digits that were not written for MNIST: drawings, and your
# own.
