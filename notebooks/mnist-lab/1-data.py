# %% [markdown]
# # Part 1 · Data: an image set is numbers
#
# In seven short notebooks you teach a network to read handwritten digits, and you find out where it fails and why.
# Before any network there is data, and most surprises later come from not having looked at it. In this notebook you
# will
#
# - load MNIST, 70,000 handwritten digits, with one line of Keras,
# - read the shape of an image set, and never again mix up image, row and column,
# - find out which number is ink, and write a function that describes any image set,
# - count the labels, and look at nine random images with their labels,
# - set a mark without any network that every later model has to beat.
#
# **You need:** Python, a first idea of NumPy arrays, and one picture that you once drew with Matplotlib. **Time:**
# about 25 minutes. **Points:** 10.
#
# Grading runs the whole notebook from top to bottom. Before you hand in, do the same: *Restart and run all*.

# %% given
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from keras.datasets import mnist

keras.utils.set_random_seed(42)

# %% [markdown]
# The cell above is locked: it imports what you need and fixes the seed, so that "random" is the same each time you
# restart. If it prints red lines about `oneDNN` or CPU instructions: these are notes of TensorFlow about itself, no
# errors, and you can pass over them in every part.
#
# ## 1 · From scratch to Keras
#
# Perhaps you have written a network from scratch: arrays of weights, a loop, derivatives by hand. Then you have built
# an engine, and you know what happens inside when it runs. Keras puts a dashboard in front of an engine that is already
# built:
#
# | from scratch, you built | with Keras, you write |
# | --- | --- |
# | arrays of weights and biases | `keras.layers.Dense(128)` |
# | the matrix products from pixels to answer | `model.predict(images)` |
# | derivatives, and a loop that updates the weights | `model.fit(images, labels)` |
# | the count of right answers | `model.evaluate(images, labels)` |
#
# The arithmetic is the same. What no dashboard takes over is the driving: knowing the data, asking the right question,
# and noticing when a number looks too good. If you have never built an engine, do not worry: part 3 opens the bonnet,
# the lid over the engine, and you look inside.

# %%
print("dashboard: Keras", keras.__version__)
print("engine:   ", keras.backend.backend())

# %% [markdown]
# ## 2 · Load
#
# MNIST is so common that Keras brings it along: `mnist.load_data()` fetches it and returns two pairs. The first pair is
# for training: images and labels. The second pair is for the test, to be asked only at the end. The images are usually
# called `x`, the labels `y`.
#
# **Exercise (2 points).** Load the four arrays as `x_train`, `y_train`, `x_test` and `y_test`. Leave the numbers as
# they come.

# %% answer="load"
# x_train, y_train: training images and their labels; x_test, y_test: test images and their labels
x_train, y_train, x_test, y_test = ..., ..., ..., ...
### BEGIN SOLUTION
(x_train, y_train), (x_test, y_test) = mnist.load_data()
### END SOLUTION

# %% tests="load" points=2
# x_train, y_train, x_test and y_test hold 60,000 and 10,000 images with their labels
# Hint: load_data() returns (training images, training labels), (test images, test labels).
# Unpack it in the same pattern.
for name, array in [("x_train", x_train), ("y_train", y_train), ("x_test", x_test), ("y_test", y_test)]:
    assert array is not ..., f"{name} is still the placeholder. Load the data with mnist.load_data()."
    assert hasattr(array, "shape"), (
        f"{name} is a {type(array).__name__}, not an array. load_data() returns two pairs: "
        "unpack both pairs into four names."
    )
assert np.shape(x_train) != (10000, 28, 28), (
    "x_train holds 10,000 images: that is the test set. The pair for training comes first."
)
assert np.shape(x_train) == (60000, 28, 28), f"x_train has shape {np.shape(x_train)}; (60000, 28, 28) is expected."
assert np.shape(y_train) == (60000,), (
    f"y_train has shape {np.shape(y_train)}; one label for each of 60,000 training images is expected. "
    "Each pair is (images, labels): the training pair first, then the test pair."
)
assert np.shape(x_test) == (10000, 28, 28), f"x_test has shape {np.shape(x_test)}; (10000, 28, 28) is expected."
assert np.shape(y_test) == (10000,), f"y_test has shape {np.shape(y_test)}; one label for each test image is expected."
assert y_train[0] == 5, (
    f"The first label is {y_train[0]}, but MNIST begins with a 5. Did you load mnist, and not fashion_mnist?"
)
### BEGIN HIDDEN TESTS
# Hint: print x_train.min(), x_train.max() and x_train.dtype. A pixel comes as a whole number from 0 to 255.
for pixels in [x_train, x_test]:
    assert np.max(pixels) == 255 and np.array_equal(pixels, np.floor(pixels)), (
        "Leave the pixels as they come: whole numbers up to 255. Scaling is the matter of part 2. (Part 1, section 2)"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · Image, row, column
#
# The shape of `x_train` has three numbers. Each index that you write takes one of them away, from the left: first you
# choose an image, then a row in it, then a column.

# %%
assert x_train is not ..., "These shapes need x_train. Finish section 2 first."
print("all images:      ", x_train.shape)
print("first image:     ", x_train[0].shape)
print("its row 5:       ", x_train[0][5].shape)
print("row 5, column 18:", x_train[0][5][18])

# %% [markdown]
# **Spot the bug.** Somebody wants *the first image* and tries three ways. All three run. Which ones are something else,
# and what?

# %%
assert x_train is not ..., "These shapes need x_train. Finish section 2 first."
print("x_train[0]      ", x_train[0].shape)
print("x_train[:, 0]   ", x_train[:, 0].shape)
print("x_train[:, :, 0]", x_train[:, :, 0].shape)

# %% [markdown]
# Only `x_train[0]` is an image. `x_train[:, 0]` is the top row of *every* image, `x_train[:, :, 0]` the left column of
# every image. The shapes give it away: 60,000 of something is never one picture.
#
# Let's draw the first image and put a ring around the pixel in row 5, column 18. The picture is saved as a PNG file as
# well.

# %%
assert x_train is not ..., "This picture needs x_train. Finish section 2 first."
picture, ax = plt.subplots(figsize=(4.5, 4.5))
ax.imshow(x_train[0], cmap="gray")
ax.plot(18, 5, "o", markersize=14, markerfacecolor="none", markeredgecolor="orange", markeredgewidth=2)
ax.set(title=f"First training image, label {y_train[0]}", xlabel="column (second index)", ylabel="row (first index)")
picture.savefig("first_digit.png")
plt.show()

# %% [markdown]
# We see a 5 in white strokes on black, with an orange ring at its upper right. Rows count downwards from the top.
# Notice the trap: an array wants *row, column*, while `ax.plot(18, 5)` wants *x, y*, which is column first. Code that
# mixes the two runs without an error and points at the wrong place.
#
# ## 4 · 255 is ink
#
# On paper, ink is dark. In MNIST, one number means "no ink" and another "full ink". **Predict:** if you print a few
# pixels of the picture above, which number will you see most, 0 or 255?

# %%
my_guess = "0 or 255?"

# %%
assert x_train is not ..., "These numbers need x_train. Finish section 2 first."
print(x_train[0][2:8, 16:28])
print(f"share of zeros among all training pixels: {np.mean(x_train == 0):.2f}")
print("your guess:", my_guess)

# %% [markdown]
# Zeros everywhere around the stroke: about four of five pixels are 0. So 0 is background, 255 is full ink, and the
# numbers between are the soft edges of a stroke. Whether ink *looks* white or black is only a matter of the colour map.

# %%
assert x_train is not ..., "This picture needs x_train. Finish section 2 first."
picture, axes = plt.subplots(1, 2, figsize=(7, 3.8))
for ax, colours in zip(axes, ["gray", "gray_r"]):
    ax.imshow(x_train[0], cmap=colours)
    ax.set(title=f'cmap="{colours}"', xlabel="column", ylabel="row")
plt.show()

# %% [markdown]
# The same numbers twice: white ink on black on the left, black ink on white on the right. So never decide from a
# picture which number is ink; look at the numbers. A photo of paper has it the other way round, bright paper and dark
# ink, and a network trained on MNIST reads nonsense in it until you turn it over.
#
# Five numbers tell you most about a new image set: how many images, how high, how wide, and the lowest and highest
# pixel. You will want them again for other data, so make it a function.
#
# **Exercise (3 points).** Write `describe(images)`. For *any* image set of shape `(count, height, width)`, such as
# `(7, 5, 9)`, it returns five separate numbers in this order: count, height, width, low, high. Low and high are the
# smallest and the largest pixel of all images.

# %% answer="describe"
def describe(images):
    """Return count, height, width, lowest and highest pixel of an array of shape (count, height, width)."""
    ### BEGIN SOLUTION
    return *images.shape, images.min(), images.max()
    ### END SOLUTION


# %% tests="describe" points=3
# describe returns count, height, width, low and high of any image set
# Hint: images.shape holds three of the numbers, in the order image, row, column; min() and max() find the other two.
seven = np.full((7, 5, 9), 40, dtype="uint8")  # seven images, 5 rows high, 9 columns wide
seven[0, 0, 3], seven[0, 4, 8] = 3, 200


def five_numbers(answer):
    """The five numbers in their order, from a tuple, list, array, Series or dict."""
    row = pd.Series(answer)
    return row.reindex(["count", "height", "width", "low", "high"]).tolist() if "count" in row.index else row.tolist()


answer = describe(seven)
assert answer is not None, "describe returns nothing yet. End it with return and the five numbers."
assert isinstance(answer, (tuple, list, dict, np.ndarray, pd.Series)), (
    f"describe returns a {type(answer).__name__}. Return the five numbers together, separated by commas."
)
assert len(answer) == 5, (
    f"describe returns {len(answer)} values instead of 5. The shape is a tuple of three numbers: "
    "take them out one by one."
)
assert five_numbers(answer)[0] == 7, (
    f"For images of shape (7, 5, 9), describe counts {five_numbers(answer)[0]} images. "
    "The first axis is the image: there are 7."
)
assert five_numbers(answer)[1:3] == [5, 9], (
    f"For images of shape (7, 5, 9), describe says height, width = {five_numbers(answer)[1:3]}. "
    "Rows come before columns: 5 rows make a height of 5, 9 columns a width of 9."
)
assert five_numbers(answer)[3:] == [3, 200], (
    f"The pixels of this set go from 3 to 200; describe says {five_numbers(answer)[3:]}. "
    "Find the smallest and the largest pixel in the images that the function is given."
)
### BEGIN HIDDEN TESTS
# Hint: try a set of your own in which the darkest and the brightest pixel are both in the last image.
sizes = [int(n) for n in np.random.default_rng().integers(2, 12, size=3)]
others = np.random.default_rng().integers(40, 90, size=sizes)
others[-1, 0, 0], others[-1, -1, -1] = 120, 17
assert five_numbers(describe(others))[:3] == sizes, (
    "Count, height and width do not fit an image set of another size. Take them from images.shape. (Part 1, section 4)"
)
assert five_numbers(describe(others))[3:] == [17, 120], (
    "Low and high must be the smallest and the largest pixel of all images, not of some of them. (Part 1, section 4)"
)
### END HIDDEN TESTS

# %%
assert x_train is not ..., "These lines need x_train. Finish section 2 first."
assert describe(x_train) is not None, "These lines need describe. Finish the exercise above first."
print("training set:", describe(x_train))
print("test set:    ", describe(x_test))

# %% [markdown]
# Both sets hold the same kind of images. If you read `np.uint8(255)`: that is how NumPy writes "255, kept in
# one byte".
#
# ## 5 · Are the labels balanced?
#
# A label says which digit an image shows. If nine of ten images showed a 1, a model that always says "1" would look
# clever. So let's count. Pandas has a method for it.

# %%
assert y_train is not ..., "This table needs y_train. Finish section 2 first."
print(pd.Series(y_train).value_counts())

# %% [markdown]
# **Spot the bug.** A friend takes these counts as a list and says: "The first one is 6,742, so there are 6,742 zeros."
# What did your friend overlook?
#
# The left column. `value_counts()` sorts by *frequency*: the list goes 1, 7, 3, 2, … and the first count belongs to the
# ones.
#
# **Exercise (2 points).** Make `counts`, so that `counts[d]` is the number of training images with label `d`, for each
# digit `d` from 0 to 9. A list, an array, a dict or a Series will do.

# %% answer="balance"
# counts: counts[d] is the number of training images with label d
counts = ...
### BEGIN SOLUTION
counts = np.bincount(y_train, minlength=10)
### END SOLUTION

# %% tests="balance" points=2
# counts[d] is the number of training images with label d
# Hint: several ways lead there: np.bincount, np.unique with return_counts=True, or value_counts() put in the order of
# its labels.
assert counts is not ..., "counts is still the placeholder. Replace the three dots by the ten counts."
assert isinstance(counts, dict) or np.ndim(counts) == 1, (
    f"counts is a {type(counts).__name__} that does not hold one number per digit. np.unique returns two arrays: "
    "labels and counts. Take the second."
)
digits = list(counts.keys()) if hasattr(counts, "keys") else list(range(len(counts)))
assert len(digits) == 10, f"counts has {len(digits)} entries. There are ten digits, 0 to 9."
assert all(d in digits for d in range(10)), f"counts[d] should work for d = 0 to 9, but counts knows only {digits}."
total = sum(counts[d] for d in range(10))
assert total != 10000, "The counts add up to 10,000: that is the test set. Count the labels in y_train."
assert total == 60000, f"The counts add up to {total:g}; every one of the 60,000 training images has one label."
assert counts[0] != 6742, "counts[0] is 6742: that is how many 1s there are. Did it come sorted by frequency?"
### BEGIN HIDDEN TESTS
# Hint: compare counts[3] with np.sum(y_train == 3), and the same for another digit.
assert all(counts[d] == np.sum(y_train == d) for d in range(10)), (
    "The counts are not each in their own place. counts[d] belongs to the digit d, in label order. (Part 1, section 5)"
)
### END HIDDEN TESTS

# %% given
assert counts is not ..., "This picture needs counts. Finish the exercise above first."
plt.figure(figsize=(7, 3.2))
plt.bar(range(10), [counts[d] for d in range(10)], color="steelblue")
plt.axhline(6000, color="black", linestyle="--")
plt.gca().set(title="Training images for each digit (dashed: 6,000)", xlabel="label", ylabel="images", xticks=range(10))
plt.show()

# %% [markdown]
# Ten bars of nearly the same height: the rarest digit, 5, has 5,421 images, the most common, 1, has 6,742. The set is
# balanced well enough that **accuracy**, the share of right answers, means something: always saying "1" would be right
# for about 11 % of the images.
#
# ## 6 · Look at nine of them
#
# Numbers about images do not replace looking. Nine random images tell you more than the first nine, because data may be
# sorted.
#
# **Exercise (3 points).** Choose nine different random places in the training set as `indices`. Draw those images in a
# 3×3 grid, in a figure named `fig`. The title of each image holds its label.
#
# `plt.subplots` returns two things: the figure, and an array with one *axes* (a place to draw in) for each image. If
# titles run into pictures, give `plt.subplots` the argument `layout="constrained"`.

# %% answer="grid"
# indices: nine different random numbers from 0 to 59999
# fig: the 3x3 grid of these images, each with its label as title
indices = ...
fig = ...
### BEGIN SOLUTION
indices = np.random.choice(len(x_train), size=9, replace=False)
fig, axes = plt.subplots(3, 3, figsize=(5.5, 6.2))
for ax, i in zip(axes.flat, indices):
    ax.imshow(x_train[i], cmap="gray")
    ax.set(title=f"label {y_train[i]}", xticks=[], yticks=[])
### END SOLUTION
plt.show()

# %% tests="grid" points=3
# fig shows nine random training images, each with its own label as title
# Hint: plt.subplots(3, 3) gives axes in three rows of three; axes.flat goes through all nine, one after another.
# Inside the loop, one index chooses both: x_train[i] for the picture and y_train[i] for the title.
assert indices is not ..., "indices is still the placeholder. Choose nine different numbers from 0 to 59999."
assert fig is not ..., "fig is still the placeholder. Write fig, axes = plt.subplots(3, 3) and draw into the axes."
assert hasattr(indices, "__iter__") and np.asarray(list(indices)).dtype.kind in "iu", (
    "indices should hold nine whole numbers: the places of the images in x_train."
)
chosen = [int(n) for n in np.ravel(list(indices))]
assert len(chosen) == 9, f"indices holds {len(chosen)} numbers. A 3×3 grid needs nine."
assert len(set(chosen)) == 9, "Some index appears twice. np.random.choice has an argument for that: replace=False."
assert min(chosen) >= 0 and max(chosen) < 60000, "An index is outside the training set. They go from 0 to 59999."
assert hasattr(fig, "axes"), (
    f"fig is a {type(fig).__name__}. plt.subplots returns two things: fig, axes = plt.subplots(3, 3)."
)
panels = [panel for panel in fig.axes if len(panel.images)]
assert len(panels) == 9, (
    f"Places in fig that hold an image: {len(panels)}; nine are expected. Does imshow draw into a new place each time?"
)
unseen = set(chosen)
for number, panel in enumerate(panels, start=1):
    drawn = np.asarray(panel.images[0].get_array(), dtype=float)
    assert drawn.shape == (28, 28), f"Picture {number} has shape {drawn.shape}. Draw x_train[i] itself: (28, 28)."
    drawn = drawn / max(drawn.max(), 1e-9)
    found = [n for n in unseen if np.allclose(drawn, x_train[n] / x_train[n].max(), atol=0.01)]
    assert found, (
        f"Picture {number} shows none of the images in indices, or one that was shown before. "
        "Draw x_train[i] for i in indices."
    )
    unseen.remove(found[0])
    words = "".join(sign if sign.isdigit() else " " for sign in panel.get_title()).split()
    assert str(y_train[found[0]]) in words, (
        f"Picture {number} is image {found[0]} with label {y_train[found[0]]}, but its title is '{panel.get_title()}'. "
        "Do picture and title use the same index?"
    )
### BEGIN HIDDEN TESTS
# Hint: np.random.choice(60000, size=9, replace=False) draws from everywhere; range(9) only takes the beginning.
assert max(chosen) - min(chosen) > 8, (
    "These nine images lie side by side in the data. Choose them at random from the whole set. (Part 1, section 6)"
)
### END HIDDEN TESTS

# %% [markdown]
# Do your nine labels fit what you see? Look for one that you would have read differently. There are such images, and
# they limit what any network can reach.
#
# ## 7 · Ten mean digits, and a mark to beat
#
# Let's lay all images with the same label on top of each other and take the mean of each pixel. The result is one
# picture for each digit: where do people usually put ink?

# %% given
assert x_train is not ..., "The mean digits need x_train and y_train. Finish section 2 first."
means = np.stack([x_train[y_train == digit].mean(axis=0) for digit in range(10)])
picture, axes = plt.subplots(2, 5, figsize=(9, 4.2))
for digit, ax in enumerate(axes.flat):
    ax.imshow(means[digit], cmap="gray")
    ax.set(title=f"mean {digit}", xticks=[], yticks=[])
plt.show()

# %% [markdown]
# Ten soft, cloudy digits. The strokes are bright where writers agree and grey where they differ: the 0 is a clear ring,
# while the 5 is blurred. Some of them share most of their ink.
#
# **Predict.** Which two digits will a network mix up most often? Put your pair into the cell **and note it on paper**:
# part 5 comes back to it, with the network's own mistakes.

# %%
my_pair = (0, 0)  # your two digits

# %% [markdown]
# Can these ten pictures already *read*? Take a test image, measure how far it is from each mean digit (the sum of
# squared differences), and answer with the nearest. No network, no training, only ten averages of the training images.

# %% given
assert x_test is not ..., "This experiment needs x_test and y_test. Finish section 2 first."
distances = [((x_test - mean) ** 2).sum(axis=(1, 2)) for mean in means]
nearest = np.argmin(distances, axis=0)
print(f"always saying 1:     {np.mean(y_test == 1):.3f} of the test images right")
print(f"nearest mean digit:  {np.mean(nearest == y_test):.3f} of the test images right")

# %% [markdown]
# Ten averages read about 82 % of the MNIST test images: 0.820. That is our **baseline**, the mark to beat. A network
# with 75 % would have learned less than an average knows, even though 75 % sounds fine beside 11 % for "always 1". On
# pictures of clothes, which wait in part 7, the same method reaches 0.677; so that set is harder. We compare again in
# parts 5 and 7.
#
# ## What you learned
#
# In this notebook you loaded MNIST, read its shape as *image, row, column*, and found that 0 is background and 255 is
# ink. You described an image set of any size, counted labels in label order, and looked at random images with their
# labels. You met three silent traps: a slice through all images instead of one image, row and column swapped, and
# counts sorted by frequency. And you have a mark to beat, and a guess on paper.
#
# **Next:** [part 2](2-preprocess.ipynb) prepares these numbers for a network, in the same way for every set.
