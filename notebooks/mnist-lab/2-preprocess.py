# %% [markdown]
# # Part 2 · Preprocess: one function prepares every set
#
# In part 1 you saw that an image set is numbers. A network learns poorly from *these* numbers as they are: they are
# too large, and they lie in squares where a dense layer, the building block of part 3, wants rows. In this notebook
# you will
#
# - scale pixels from 0–255 to 0–1, and say why,
# - flatten each 28×28 image into a row of 784 numbers, without scrambling it,
# - put both steps into one function, and see what happens when a set misses it,
# - turn labels into one-hot rows with `to_categorical`.
#
# **You need:** part 1, or a first idea of NumPy's shapes. **Time:** about 25 minutes. **Points:** 15.
#
# Grading runs the whole notebook from top to bottom. Before you hand in, do the same: *Restart and run all*.

# %% given
import keras
import matplotlib.pyplot as plt
import numpy as np

keras.utils.set_random_seed(42)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
print("training images:", x_train.shape, x_train.dtype)
print("test images:    ", x_test.shape, x_test.dtype)

# %% [markdown]
# The cell above is locked: it brings you to where part 1 ended, with all 70,000 images loaded and untouched.
#
# ## 1 · Scale
#
# A pixel is one byte: 0 is background, 255 is full ink. A network multiplies its inputs by *weights*, which are small
# random numbers at the start, and it learns by changing them in small steps. Inputs in the hundreds make its first
# guesses wild and its steps clumsy; inputs between 0 and 1 do not. So we divide by 255.
#
# Let's look at one pixel in the middle of a stroke first, and at the type of the numbers.

# %%
print("row 5, column 18 of the first image:", x_train[0][5][18])
print("type:", x_train.dtype)

# %% [markdown]
# We see `uint8`: an unsigned byte (no minus sign, 8 bits). Bytes hold whole numbers from 0 to 255 and nothing else, so
# it matters *how* we divide.
#
# **Spot the bug.** Both lines below run without an error. Which one keeps the picture?

# %%
pixel = x_train[0][5][18]
print("pixel / 255 :", pixel / 255)
print("pixel // 255:", pixel // 255)

# %% [markdown]
# `/` makes a float and keeps every shade. `//` rounds down: all ink below 255 becomes 0, and most of the digit is gone.
#
# **Exercise (3 points).** Make `x_scaled`: the training images as numbers between 0 and 1, in the same shape. Leave
# `x_train` as it is, so that you can run the cell twice without dividing twice.

# %% answer="scale"
# x_scaled: every pixel of x_train as a number between 0 and 1
x_scaled = ...
### BEGIN SOLUTION
x_scaled = x_train / 255
### END SOLUTION

# %% tests="scale" points=3
# Every pixel of x_scaled lies between 0 and 1, and no shade is lost
# Hint: divide by the largest value that a byte can have, and give the result a new name.
assert x_scaled is not ..., "x_scaled is still the placeholder. Replace the three dots by the scaled images."
assert np.shape(x_scaled) == (60000, 28, 28), (
    f"x_scaled has shape {np.shape(x_scaled)}. Scaling changes the numbers, not the shape: (60000, 28, 28)."
)
assert x_train.max() == 255, (
    "x_train itself has changed. Choose Restart and run all, and give the scaled images their own name."
)
largest = float(np.max(x_scaled))
assert largest > 0.5, (
    f"The largest value is {largest:.4f}; full ink, 255, should become 1. Divided by 255 twice? Choose Restart and run "
    "all, then divide once and do nothing else."
)
assert largest <= 1, (
    f"The largest value is {largest:g}; full ink should become 1. A pixel can be as large as 255: divide by that, "
    "and do nothing else."
)
inked = float(x_scaled[0][5][18])
assert 0.6 < inked < 0.8, (
    f"The pixel at row 5, column 18 was 175 and is now {inked:.4f}. It should be about 0.69. Did // round it down?"
)
### BEGIN HIDDEN TESTS
# Hint: one number divides all pixels of all images. Which one does not depend on the images at hand?
faint = np.flatnonzero(x_train.max(axis=(1, 2)) < 255)[:50]
assert np.allclose(np.asarray(x_scaled)[faint], x_train[faint] / 255, atol=1e-3), (
    "Not every image is scaled by the same number. Faint images must stay fainter than bold ones. (Part 2, section 1)"
)
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · Flatten
#
# A dense layer takes one row of numbers for each image. A 28×28 image becomes a row of 784: its first line of pixels,
# then its second, and so on. Nothing is computed; the same numbers are only read in one long line.
#
# **Exercise (4 points).** Make `x_flat` from `x_scaled`: one row for each training image.

# %% answer="flatten"
# x_flat: one row of 784 numbers for each training image
x_flat = ...
### BEGIN SOLUTION
x_flat = x_scaled.reshape(len(x_scaled), -1)
### END SOLUTION

# %% tests="flatten" points=4
# Each row of x_flat is one image, read line by line
# Hint: reshape(rows, columns) reads the numbers in order. The rows are images; -1 lets NumPy work out the columns.
assert x_flat is not ..., "x_flat is still the placeholder. Replace the three dots by the flattened images."
assert np.ndim(x_flat) == 2, (
    f"x_flat has shape {np.shape(x_flat)}; a Dense layer wants one row of 784 numbers for each image. "
    "Try reshape with two numbers: how many rows, how many columns?"
)
assert np.shape(x_flat) == (60000, 784), (
    f"x_flat has shape {np.shape(x_flat)}. There are 60,000 images (rows), and each has 28 × 28 = 784 pixels (columns)."
)
assert np.allclose(np.asarray(x_flat)[0], x_train[0].ravel() / 255, atol=1e-3), (
    "The first row of x_flat is not the first image read line by line. Scaled first, then flattened? "
    "No transpose is needed: reshape alone keeps each image together."
)
### BEGIN HIDDEN TESTS
# Hint: draw a later row back as an image: plt.imshow(x_flat[1000].reshape(28, 28)). Is it still image 1000?
later = [1, 1000, 31415, 59999]
assert np.allclose(np.asarray(x_flat)[later], x_train[later].reshape(4, 784) / 255, atol=1e-3), (
    "The first row is right, later rows are not. Every row must be the image with the same number. (Part 2, section 2)"
)
### END HIDDEN TESTS

# %% [markdown]
# The shape `(60000, 784)` alone proves little. `x_scaled.reshape(784, -1).T` has the very same shape (`.T` swaps rows
# and columns). Let's draw the first row of each back as a picture. **Predict:** what will the second picture show?

# %% given
assert x_scaled is not ..., "This picture needs x_scaled. Finish section 1 first."
assert x_flat is not ..., "This picture needs x_flat. Finish section 2 first."
scrambled = x_scaled.reshape(784, -1).T
fig, axes = plt.subplots(1, 2, figsize=(7, 3.6))
for ax, rows, title in zip(axes, [x_flat, scrambled], ["one image, drawn back", "reshape(784, -1).T, drawn back"]):
    ax.imshow(rows[0].reshape(28, 28), cmap="gray")
    ax.set(title=title, xlabel="column", ylabel="row")
plt.show()

# %% [markdown]
# On the left a digit, on the right a carpet of vertical stripes: single pixels of many different images. A network that
# is trained on such rows gets no further than guessing (about 0.11 of the images right), and Python never complains. A
# right shape is not yet right data, so **draw something back** whenever you have moved numbers around.
#
# ## 3 · One function for every set
#
# The test images must be prepared in exactly the same way, and so must every drawing that the network ever sees. Two
# lines copied for each set are two chances to forget one. So you write a function.
#
# **Predict.** Suppose a network learned from scaled images, and somebody forgets to scale the test images. Do you
# expect the accuracy to collapse, to drop a little, or to stay? And the **loss**? It is a number that grows when the
# network is wrong, and most of all when it is wrong and *sure*. Put your two guesses into the cell; we come back to
# them.

# %%
my_guess = {"accuracy": "collapses, drops a little or stays?", "loss": "about the same or much larger?"}

# %% [markdown]
# **Exercise (6 points).** Write `preprocess(images)`. It takes a **batch** of grey images: any number of them, of any
# size, as an array of shape `(n, height, width)` with values from 0 to 255. It returns floats of shape
# `(n, height * width)` between 0 and 1, where 1 stands for 255. It must not change the images that it is given.

# %% answer="preprocess"
def preprocess(images):
    """Scale a batch of images (n, height, width) from 0-255 to 0-1 and flatten each into a row."""
    ### BEGIN SOLUTION
    return images.reshape(len(images), -1) / 255
    ### END SOLUTION


# %% tests="preprocess" points=6
# preprocess works for training images, test images and a batch of one
# Hint: inside the function use only images: its length is the number of rows, and 255 is always the largest pixel.
prepared = preprocess(x_test)
assert prepared is not None, "preprocess returns nothing yet. End it with return and the prepared images."
assert np.shape(prepared) == (10000, 784), (
    f"preprocess(x_test) has shape {np.shape(prepared)}; there are 10,000 test images, so (10000, 784) is expected. "
    "Does your function count the images it was given?"
)
assert np.max(prepared) <= 1, "preprocess(x_test) has values above 1. Scale inside the function."
assert np.allclose(prepared[3], x_test[3].ravel() / 255, atol=1e-3), (
    "Row 3 of preprocess(x_test) is not test image 3, scaled and read line by line."
)
assert np.shape(preprocess(x_test[:1])) == (1, 784), "One image is a batch too: its result should have shape (1, 784)."
### BEGIN HIDDEN TESTS
# Hint: try it on a small array of your own, such as np.full((2, 4, 5), 128, dtype="uint8"). What should come out?
rng = np.random.default_rng()
batch = rng.integers(0, 129, size=(6, 5, 7), dtype="uint8")
batch[0, 0, 0] = 128
before = batch.copy()
rows = np.asarray(preprocess(batch))
assert rows.shape == (6, 35), (
    "Images of another size come out in a wrong shape. Take the numbers from images itself. (Part 2, section 3)"
)
assert np.allclose(rows, before.reshape(6, 35) / 255, atol=1e-3), (
    "A batch without any full ink must stay faint: divide by 255, not by what the batch holds. (Part 2, section 1)"
)
assert np.array_equal(batch, before), (
    "The images that were handed in have changed. Return new numbers and leave the old ones alone. (Part 2, section 3)"
)
### END HIDDEN TESTS

# %% [markdown]
# Now back to your guess. A small network goes once through the prepared training images and learns; parts 3 and 4
# explain these lines. Then it is asked about the test images twice: prepared, and with the scaling forgotten.

# %% given
assert preprocess(x_test) is not None, "This experiment needs preprocess. Finish section 3 first."
keras.utils.set_random_seed(42)
sketch = keras.Sequential()
for layer in [keras.Input((784,)), keras.layers.Dense(32, "relu"), keras.layers.Dense(10, "softmax")]:
    sketch.add(layer)
sketch.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
sketch.fit(preprocess(x_train), y_train, verbose=0)
for name, rows in [("prepared", preprocess(x_test)), ("not scaled", x_test.reshape(10000, 784))]:
    loss, accuracy = sketch.evaluate(rows, y_test, verbose=0)
    print(f"test images {name:10}: accuracy {accuracy:.3f}, loss {loss:6.2f}")
print("your guess:", my_guess)

# %% [markdown]
# We see that the accuracy hardly moves, while the loss becomes many times larger. Strokes of 255 instead of 1 make the
# network shout its answers: the right ones, and the wrong ones as well. If you had looked at the accuracy alone, you
# would never have noticed. One function that prepares every set is how you make sure.
#
# ## 4 · One-hot labels
#
# A label such as 5 is a name, not an amount: a 5 is not "more" than a 3. It names one of ten **classes**, here the
# ten digits. Some losses therefore want ten numbers for each label: nine zeros, and a one in the place of the class.
# That is **one-hot** encoding; part 4 uses it.
#
# **Exercise (2 points).** Make `y_onehot` from `y_train` with `keras.utils.to_categorical`.

# %% answer="one-hot"
# y_onehot: ten numbers for each training label
y_onehot = ...
### BEGIN SOLUTION
y_onehot = keras.utils.to_categorical(y_train, num_classes=10)
### END SOLUTION

# %% tests="one-hot" points=2
# Each row of y_onehot has a single 1, in the place of its label
# Hint: to_categorical takes the labels 0 to 9 once. Encoding what is already encoded adds another axis.
assert y_onehot is not ..., "y_onehot is still the placeholder. Replace the three dots by the encoded labels."
assert np.shape(y_onehot) == (60000, 10), (
    f"y_onehot has shape {np.shape(y_onehot)}; (60000, 10) is expected: one row for each of 60,000 labels and "
    "one column for each of 10 classes."
)
assert np.all(np.sum(y_onehot, axis=1) == 1), "Each row should hold a single 1 and nine zeros."
assert np.argmax(y_onehot[0]) == y_train[0], f"The first label is {y_train[0]}: the 1 belongs in place {y_train[0]}."
### BEGIN HIDDEN TESTS
# Hint: np.argmax(y_onehot, axis=1) should give every label back.
assert np.array_equal(np.argmax(y_onehot, axis=1), y_train), (
    "Some rows name another class than the label. The place of the 1, counted from 0, is the label. (Part 2, section 4)"
)
### END HIDDEN TESTS

# %% [markdown]
# ## What you learned
#
# In this notebook you scaled pixels to 0–1 without losing a shade, flattened images without scrambling them, put both
# into one function for every set, and encoded labels as one-hot rows. You also met three silent failures: rounding
# with `//`, a reshape that scrambles, and a test set that was never scaled. None of them raises an error; a picture
# or a second number shows them all.
#
# **Next:** [part 3](3-dense.ipynb) builds a network for these rows, and counts every number in it.
