# %% [markdown]
# # Homework · A multilayer perceptron reads digits
#
# This is the classic first homework with Keras: prepare MNIST, look at it, build a small network of dense layers (a
# *multilayer perceptron*, MLP for short), train it, and measure it. The recipe is an old one, with sigmoid and plain
# gradient descent. You will see what it can do, and what holds it back. In this notebook you will
#
# - scale images, give them a channel axis, and turn labels into one-hot rows,
# - turn one-hot rows back into digits, and look at nine random images,
# - count the parameters of a network, then build it, from the image to ten probabilities,
# - choose a loss, an optimizer and a metric that fit the labels, and train for 20 epochs,
# - measure the network on images that it has never seen, and find every one that it misreads.
#
# **You need:** Python, a first idea of NumPy's shapes and of layers and training. **Time:** about 40 minutes, of which
# the computer trains for less than one. **Points:** 100.
#
# | part | points |
# | --- | --- |
# | 1 · Prepare | 10 |
# | 2 · Visualise | 10 |
# | 3 · Build | 50 |
# | 4 · Train | 20 |
# | 5 · Evaluate | 10 |
#
# Every part is graded in several small tests, so what is right counts, also when something else is missing. Grading
# runs the whole notebook from top to bottom. Before you hand in, do the same: *Restart and run all*.

# %% given
import keras
import matplotlib.pyplot as plt
import numpy as np

keras.utils.set_random_seed(42)
print("Keras", keras.__version__, "on", keras.backend.backend())

# %% [markdown]
# The cell above is locked: it imports what you need and fixes the seed, so that "random" is the same each time you
# restart. Red lines about `oneDNN` or CPU instructions are notes of TensorFlow about itself, no errors.
#
# ## 1 · Prepare (10 points)
#
# MNIST is 70,000 scanned digits with their labels. `keras.datasets.mnist.load_data()` returns two pairs: images and
# labels for training, then images and labels for the test. Images are usually called `x`, labels `y`.
#
# **Exercise (2 points).** Load the four arrays as `x_train`, `y_train`, `x_test` and `y_test`, and leave them as they
# come. What you make of them below gets new names, so that every cell can be run twice.

# %% answer="load"
# x_train, y_train: training images and their labels; x_test, y_test: test images and their labels
x_train, y_train, x_test, y_test = ..., ..., ..., ...
### BEGIN SOLUTION
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
### END SOLUTION

# %% tests="load" points=2
# x_train, y_train, x_test and y_test are the 60,000 training and 10,000 test images with their labels
# Hint: two pairs come back, (images, labels) for training and (images, labels) for the test. Unpack them in this form.
for name, array in [("x_train", x_train), ("y_train", y_train), ("x_test", x_test), ("y_test", y_test)]:
    assert array is not ..., f"{name} is still the placeholder. keras.datasets.mnist.load_data() brings the data."
    assert hasattr(array, "shape"), (
        f"{name} is a {type(array).__name__}, not an array. load_data() returns two pairs; both have to be unpacked."
    )
assert np.shape(x_train) != (10000, 28, 28), (
    "x_train holds 10,000 images: those of the test. The pair for training comes first."
)
assert np.shape(x_train) == (60000, 28, 28), f"x_train has shape {np.shape(x_train)}; (60000, 28, 28) is expected."
assert np.shape(x_test) == (10000, 28, 28), (
    f"x_test has shape {np.shape(x_test)}; (10000, 28, 28) is expected. Each pair is (images, labels)."
)
assert np.shape(y_train) == (60000,), f"y_train has shape {np.shape(y_train)}; (60000,) is expected, one label each."
assert np.shape(y_test) == (10000,), f"y_test has shape {np.shape(y_test)}; (10000,) is expected, one label each."
assert y_train[0] == 5, (
    f"The first training label is {y_train[0]}; in MNIST it is 5. Is it mnist that you loaded, not another data set?"
)
### BEGIN HIDDEN TESTS
# Hint: compare x_train.max() and y_train[:10] with what load_data() gives you. Nothing should have changed.
official = keras.datasets.mnist.load_data()
for mine, theirs in zip([x_train, y_train, x_test, y_test], [*official[0], *official[1]]):
    assert np.array_equal(np.asarray(mine), theirs), (
        "Leave the arrays as load_data() gives them: pixels up to 255, in the same order. Scaling comes next, under "
        "new names. (Part 1)"
    )
### END HIDDEN TESTS

# %%
assert x_train is not ..., "These lines need the data. Finish the exercise above first."
print("x_train:", x_train.shape, x_train.dtype, " y_train:", y_train.shape)
print("pixels of the first image, row 5:", x_train[0][5])

# %% [markdown]
# We see whole numbers from 0 (no ink) to 255 (full ink). A network learns badly from numbers in the hundreds; divided
# by 255 they lie between 0 and 1.
#
# The second step is about the shape. A colour image has three numbers for each pixel, one for each **channel**: red,
# green, blue. A grey image has one. Keras's image layers expect this to be said in the shape, as a last axis of length
# 1, and `np.expand_dims(array, place)` adds such an axis.
#
# **Predict.** `five` below holds five images. Which shape does it get with place 0, and which with place -1?

# %%
my_guess = {"place 0": "?", "place -1": "?"}

# %%
five = np.zeros((5, 28, 28))
for place in [0, 1, -1]:
    print(f"place {place:2}:", np.expand_dims(five, place).shape)
print("your guess:", my_guess)

# %% [markdown]
# -1 means *at the end*, and that is where channels belong. With place 0 the five images have become a single sample:
# NumPy raises no error, the meaning is another one.
#
# **Exercise (2 + 2 points).** Make `images_train` from `x_train` and `images_test` from `x_test`: pixels scaled to
# numbers between 0 and 1, and a channel axis at the end. Two points are for the scaling, two for the shape.

# %% answer="images"
# images_train, images_test: pixels between 0 and 1, with a channel axis at the end
images_train = ...
images_test = ...
### BEGIN SOLUTION
images_train = np.expand_dims(x_train.astype("float32") / 255, -1)
images_test = np.expand_dims(x_test.astype("float32") / 255, -1)
### END SOLUTION

# %% tests="images" points=2
# The pixels of both sets are scaled to numbers between 0 and 1, and no shade is lost
# Hint: a pixel can be as large as 255. Divide both sets by that number, once.
for name, images, count in [("images_train", images_train, 60000), ("images_test", images_test, 10000)]:
    assert images is not ..., f"{name} is still the placeholder. Replace the three dots by the prepared images."
    assert np.size(images) == count * 784, (
        f"{name} has shape {np.shape(images)}; {count:,} images of 28 × 28 pixels are expected, each pixel once."
    )
    largest = float(np.max(images))
    assert largest > 0.5, (
        f"The largest value in {name} is {largest:.4f}; full ink should become 1. Divided by 255 twice? Choose Restart "
        "and run all, then divide once."
    )
    assert largest <= 1, (
        f"The largest value in {name} is {largest:g}; full ink should become 1. Divide by 255, in both sets."
    )
    smallest = float(np.min(images))
    assert smallest >= 0, (
        f"The smallest value in {name} is {smallest:g}; no ink should stay 0. Divide by 255, and subtract nothing."
    )
shades = len(np.unique(np.ravel(images_train)[:784]))
assert shades > 20, (
    f"The pixels of the first image have only {shades} different values, and they came in many more shades. / keeps "
    "them, // rounds them down."
)
### BEGIN HIDDEN TESTS
# Hint: some images hold no full ink, and they must stay fainter than the others. One number divides all pixels.
official = keras.datasets.mnist.load_data()
for images, (raw, _) in zip([images_train, images_test], official):
    boldest = np.reshape(images, (len(raw), 784)).max(axis=1)
    assert np.allclose(boldest, raw.max(axis=(1, 2)) / 255, atol=1e-3), (
        "Not every image is divided by the same number. Faint images must stay fainter than bold ones. (Part 1)"
    )
### END HIDDEN TESTS

# %% tests="images" points=2
# Both sets have a channel axis at the end, and every image is still in its place
# Hint: np.expand_dims(array, -1) adds an axis of length 1 at the end. Nothing is moved or turned.
for name, images, count in [("images_train", images_train, 60000), ("images_test", images_test, 10000)]:
    assert images is not ..., f"{name} is still the placeholder. Replace the three dots by the prepared images."
    found = tuple(np.shape(images))
    assert found != (count, 28, 28), (
        f"{name} has shape {found}: the channel axis is missing. np.expand_dims adds one of length 1 at the end."
    )
    assert sorted(found) != [1, 28, 28, count] or found[-1] == 1, (
        f"{name} has shape {found}: the new axis stands in another place than the end. Which number means the end?"
    )
    assert found == (count, 28, 28, 1), f"{name} has shape {found}; ({count}, 28, 28, 1) is expected."
### BEGIN HIDDEN TESTS
# Hint: draw some image back, for example plt.imshow(images_train[1000]), beside x_train[1000]. Are they the same?
official = keras.datasets.mnist.load_data()
for images, (raw, _) in zip([images_train, images_test], official):
    some = np.random.default_rng().choice(len(raw), size=50, replace=False)
    inky = np.asarray(images)[some, :, :, 0] > 0
    assert inky.any() and np.all(raw[some][inky] > 0), (
        "The shape is right, but pixels or images have changed their places. Add an axis and move nothing. (Part 1)"
    )
### END HIDDEN TESTS

# %% [markdown]
# Now the labels. A label such as 5 is a name, no amount: a 5 is not "more" than a 3. As a **one-hot** row it becomes
# ten numbers, a 1 in the place of the digit and nine zeros, in the same form as the ten probabilities that the network
# will give. `keras.utils.to_categorical` does this; here with three labels out of four classes.

# %%
encoded = keras.utils.to_categorical([2, 0, 3], num_classes=4)
print(encoded)

# %% [markdown]
# **Spot the bug.** In a notebook a cell is quickly run twice. Here is what happens when labels go through
# `to_categorical` a second time. Why is there no error?

# %%
print("once: ", encoded.shape)
print("twice:", keras.utils.to_categorical(encoded).shape)

# %% [markdown]
# The second call takes every 0 and every 1 for a label of its own and makes two numbers of each: an axis more. Labels
# 0 and 1 are fine labels, so nothing complains until training. With fresh names it cannot happen by running a cell
# again.
#
# **Exercise (2 points).** Make `onehot_train` from `y_train` and `onehot_test` from `y_test`: ten numbers for each
# label.

# %% answer="labels"
# onehot_train, onehot_test: ten numbers for each label, a single 1 in the place of the digit
onehot_train = ...
onehot_test = ...
### BEGIN SOLUTION
onehot_train = keras.utils.to_categorical(y_train, num_classes=10)
onehot_test = keras.utils.to_categorical(y_test, num_classes=10)
### END SOLUTION

# %% tests="labels" points=2
# Each row of onehot_train and onehot_test has a single 1, in the place of its label
# Hint: keras.utils.to_categorical takes whole numbers from 0 to 9, once. Each set of labels goes through it by itself.
for name, rows, count in [("onehot_train", onehot_train, 60000), ("onehot_test", onehot_test, 10000)]:
    assert rows is not ..., f"{name} is still the placeholder. keras.utils.to_categorical makes the rows."
    found = tuple(np.shape(rows))
    assert len(found) != 3, (
        f"{name} has shape {found}, an axis too many: the labels went through to_categorical twice. Begin with the "
        "labels as they were loaded."
    )
    assert found != (count,), f"{name} has shape {found}: still one number for each label. Ten are asked for."
    assert found == (count, 10), f"{name} has shape {found}; ({count}, 10) is expected, one column for each digit."
    assert np.all(np.sum(rows, axis=1) == 1) and np.all(np.max(rows, axis=1) == 1), (
        f"Not every row of {name} holds a single 1 and nine zeros."
    )
place = np.argmax(np.asarray(onehot_train)[0])
assert place == 5, f"The first label is 5, but its 1 stands in place {place}. Places are counted from 0."
### BEGIN HIDDEN TESTS
# Hint: np.argmax(rows, axis=1) should give the labels of that very set back.
official = keras.datasets.mnist.load_data()
for rows, (_, digits) in zip([onehot_train, onehot_test], official):
    assert np.array_equal(np.argmax(np.asarray(rows), axis=1), digits), (
        "In one of the two sets, rows name other digits than its own labels. (Part 1)"
    )
### END HIDDEN TESTS

# %% [markdown]
# Numbers that you have transformed deserve a look: the same labels before and after.
#
# **Exercise (2 points).** Make `before`, the first ten training labels as digits, and `after`, the same ten labels as
# one-hot rows.

# %% answer="first-ten"
# before: the first ten training labels as digits; after: the same ten as one-hot rows
before = ...
after = ...
### BEGIN SOLUTION
before = y_train[:10]
after = onehot_train[:10]
### END SOLUTION

# %% tests="first-ten" points=2
# before holds the first ten training labels as digits, after the same ten as one-hot rows
# Hint: a slice [:10] takes the first ten of anything, of labels as well as of rows.
assert before is not ..., "before is still the placeholder. Take the first ten labels as they were loaded."
assert after is not ..., "after is still the placeholder. Take the first ten one-hot rows."
assert np.shape(before) != (10, 10), "before holds one-hot rows. Before means: digits, as they were loaded."
assert np.shape(before) == (10,), f"before has shape {np.shape(before)}; ten digits make (10,)."
assert np.shape(after) == (10, 10), f"after has shape {np.shape(after)}; ten rows of ten numbers make (10, 10)."
for number, (digit, row) in enumerate(zip(np.asarray(before), np.asarray(after)), start=1):
    assert np.argmax(row) == digit, (
        f"Label {number} is {digit} before, and {np.argmax(row)} after. Are these the same ten labels?"
    )
### BEGIN HIDDEN TESTS
# Hint: which set do the ten labels come from, and from which end of it?
official = keras.datasets.mnist.load_data()
assert np.array_equal(np.asarray(before), official[0][1][:10]), (
    "These ten labels belong together, but they are not the first ten of the training set. (Part 1)"
)
### END HIDDEN TESTS

# %%
assert before is not ... and after is not ..., "This list needs before and after. Finish the exercise above first."
for digit, row in zip(before, after):
    print(digit, "→", row)

# %% [markdown]
# Ten lines: on the left the digit, on the right its row. Count places from 0, and the 1 stands in the place of the
# digit.
#
# ## 2 · Visualise (10 points)
#
# **Spot the bug.** Somebody draws the first image and writes its label above it. What went wrong?

# %% given
assert images_train is not ... and onehot_train is not ..., "This picture needs part 1. Finish it first."
picture, panel = plt.subplots(figsize=(5, 3.4))
panel.imshow(np.squeeze(images_train[0]), cmap="gray")
panel.set(title=f"label {onehot_train[0]}", xlabel="column", ylabel="row")
plt.show()

# %% [markdown]
# The picture shows a 5, and the title holds the whole row of ten numbers. A person wants to read *5*. So we need the
# way back: the **place** of the largest number in a row. NumPy calls it `argmax`, and its argument `axis` decides what
# is compared with what.
#
# **Predict.** `table` holds three one-hot rows of five classes. What does each of the three lines print?

# %%
my_guess = {"argmax()": "?", "argmax(axis=0)": "?", "argmax(axis=1)": "?"}

# %%
table = np.array([[0, 0, 1, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 0, 1]])
print("argmax()      :", table.argmax())
print("argmax(axis=0):", table.argmax(axis=0))
print("argmax(axis=1):", table.argmax(axis=1))
print("your guess:", my_guess)

# %% [markdown]
# Without an axis, NumPy reads the table as one long line and gives one place in it. With `axis=0` it goes down each of
# the five columns, with `axis=1` along each of the three rows. Only the last one answers the question "which class is
# each row?" None of the three raises an error, and for ten rows of ten classes even the shape of the answer does not
# tell `axis=0` from `axis=1`.
#
# **Exercise (3 points).** Write `integer_labels(onehot)`: it takes one-hot rows, any number of them and for any number
# of classes, and returns the class of each row, one whole number for each.

# %% answer="decode"
def integer_labels(onehot):
    """Return the class of each one-hot row, an array of n whole numbers for shape (n, classes)."""
    ### BEGIN SOLUTION
    return np.argmax(onehot, axis=1)
    ### END SOLUTION


# %% tests="decode" points=3
# integer_labels returns the place of the 1 in each row
# Hint: np.argmax with the axis that goes along a row. The largest number itself is always 1, so it is its place that
# you want.
try:
    answer, trouble = integer_labels(np.eye(10)[[7, 0, 3]]), ""
except Exception as error:
    answer, trouble = None, f"{type(error).__name__}: {error}"
assert not trouble, f"integer_labels stops with an error for three rows of ten numbers. Python says: {trouble}"
assert answer is not None, "integer_labels returns nothing yet. End it with return and the classes."
assert np.ndim(answer) > 0, (
    f"For three rows integer_labels returns the single number {answer}. One for each row is asked for: argmax needs an "
    "axis."
)
assert np.shape(answer) != (10,), (
    "For three rows of ten classes integer_labels returns ten numbers: it went down the columns. Which axis goes along "
    "a row?"
)
assert np.shape(answer) == (3,), f"For three rows integer_labels returns shape {np.shape(answer)}; (3,) is expected."
assert not np.all(np.asarray(answer) == 1), (
    "integer_labels returns 1 for each row. That is the largest number of the row; its place is asked for."
)
assert np.array_equal(np.asarray(answer), [7, 0, 3]), (
    f"The rows of 7, 0 and 3 become {np.asarray(answer).tolist()}. Places are counted from 0."
)
### BEGIN HIDDEN TESTS
# Hint: try other sizes: integer_labels(np.eye(4)) has four rows of four classes. Use nothing but onehot inside.
rng = np.random.default_rng()
for count, classes in [(1, 10), (10, 10), (40, 4), (6, 23)]:
    places = rng.integers(0, classes, size=count)
    assert np.array_equal(np.asarray(integer_labels(np.eye(classes)[places])), places), (
        "With another number of rows or classes the answer is not the place of the 1 in each row. (Part 2)"
    )
### END HIDDEN TESTS

# %% [markdown]
# Nine random images tell you more than the first nine, because data may be sorted.
#
# **Exercise (3 + 4 points).** Choose nine different random places in the training set as `indices`. Draw these images
# in a 3×3 grid, in a figure named `fig`, and give each its digit as title: an integer, made from its one-hot row. Three
# points are for the pictures, four for the titles.
#
# `plt.subplots(3, 3)` returns two things: the figure, and an array of nine *axes*, each a place to draw in;
# `axes.flat` goes through them one by one.

# %% answer="grid"
# indices: nine different random numbers from 0 to 59999
# fig: the 3x3 grid of these images, each with its digit as title
indices = ...
fig = ...
### BEGIN SOLUTION
indices = np.random.choice(60000, size=9, replace=False)
fig, axes = plt.subplots(3, 3, figsize=(5.5, 6.2))
for ax, i, digit in zip(axes.flat, indices, integer_labels(onehot_train[indices])):
    ax.imshow(images_train[i], cmap="gray")
    ax.set(title=f"digit {digit}", xticks=[], yticks=[])
### END SOLUTION
plt.show()

# %% tests="grid" points=3
# fig shows the nine random training images that indices names
# Hint: np.random.choice(60000, size=9, replace=False) draws nine different places. Each of the nine axes shows one.
assert indices is not ..., "indices is still the placeholder. Choose nine different numbers from 0 to 59999."
assert fig is not ..., "fig is still the placeholder. Write fig, axes = plt.subplots(3, 3) and draw into the axes."
assert hasattr(indices, "__iter__") and np.asarray(list(indices)).dtype.kind in "iu", (
    "indices should hold nine whole numbers: the places of the images in the training set."
)
chosen = [int(n) for n in np.ravel(list(indices))]
assert len(chosen) == 9, f"indices holds {len(chosen)} numbers. A 3×3 grid needs nine."
assert len(set(chosen)) == 9, "Some index appears twice. np.random.choice has an argument for that: replace=False."
assert min(chosen) >= 0 and max(chosen) < 60000, "An index is outside the training set. They go from 0 to 59999."
assert np.iterable(getattr(fig, "axes", None)), (
    f"fig is a {type(fig).__name__}, not the figure. plt.subplots returns two things: fig, axes = plt.subplots(3, 3)."
)
panels = [panel for panel in fig.axes if len(panel.images)]
assert len(panels) == 9, f"fig shows {len(panels)} images; nine are asked for, each in axes of its own."
drawn = keras.datasets.mnist.load_data()[0][0]
waiting = set(chosen)
for number, panel in enumerate(panels, start=1):
    pixels = np.squeeze(np.asarray(panel.images[0].get_array(), dtype=float))
    assert pixels.shape == (28, 28), f"Picture {number} has shape {pixels.shape}; an image has 28 × 28 pixels."
    pixels = pixels / max(pixels.max(), 1e-9)
    same = [n for n in waiting if np.allclose(pixels, drawn[n] / drawn[n].max(), atol=0.01)]
    assert same, (
        f"Picture {number} is none of the images that indices names, or one that was shown before. Does the loop use "
        "the numbers in indices, or does it count from 0?"
    )
    waiting.remove(same[0])
### BEGIN HIDDEN TESTS
# Hint: range(9), nine neighbours, or every hundredth image: these follow a rule. Nothing may tell which comes next.
assert len(set(np.diff(sorted(chosen)).tolist())) > 1, (
    "These nine images lie side by side in the data, or at equal distances. Choose them at random from the whole set. "
    "(Part 2)"
)
### END HIDDEN TESTS

# %% tests="grid" points=4
# The title of each picture in fig is its digit, as an integer
# Hint: one index chooses both, the picture and the one-hot row; integer_labels, or np.argmax, makes a digit of the row.
import re

assert fig is not ..., "fig is still the placeholder. Write fig, axes = plt.subplots(3, 3) and draw into the axes."
assert np.iterable(getattr(fig, "axes", None)), (
    f"fig is a {type(fig).__name__}, not the figure. plt.subplots returns two things: fig, axes = plt.subplots(3, 3)."
)
panels = [panel for panel in fig.axes if len(panel.images)]
assert len(panels) > 0, "fig shows no image yet. Draw into each of the axes with imshow."
headings = [" ".join(panel.get_title(loc=side) for side in ("left", "center", "right")).strip() for panel in panels]
for heading in headings:
    assert len(re.findall(r"\d+", heading)) < 10, (
        f"A title is {heading!r}: the whole one-hot row. The place of the 1 is the digit; integer_labels finds it."
    )
    assert re.search(r"\d", heading), f"A title is {heading!r}; it should hold the digit that the picture shows."
    assert not re.search(r"\d\.\d", heading), (
        f"A title is {heading!r}. A digit is an integer: no decimal point. np.argmax gives integers, and so does int()."
    )
### BEGIN HIDDEN TESTS
# Hint: look at the picture and read its title. If they differ, the title belongs to another index.
drawings, digits = keras.datasets.mnist.load_data()[0]
boldest = drawings.max(axis=(1, 2))
amount = drawings.sum(axis=(1, 2)) / boldest
for panel, heading in zip(panels, headings):
    shown = np.squeeze(np.ma.getdata(panel.images[-1].get_array()).astype(float))
    assert shown.shape == (28, 28), (
        "One of the pictures is no training image, so that its title cannot be right. (Part 2)"
    )
    shown = shown / max(shown.max(), 1e-9)
    near = np.flatnonzero(np.abs(amount - shown.sum()) < 1)
    near = near[np.abs(drawings[near] / boldest[near, None, None] - shown).max(axis=(1, 2), initial=0) < 0.01]
    assert len(near) and str(digits[near[0]]) in re.findall(r"\d+", heading), (
        "A title is not the digit of the picture below it. Picture and title must come from the same index. (Part 2)"
    )
assert len(panels) == 9, "Nine pictures with their titles are asked for. (Part 2)"
### END HIDDEN TESTS

# %% [markdown]
# Do the nine titles fit what you see? Look for one that you would have read differently. There are such images, and
# they limit what any network can reach.
#
# ## 3 · Build (50 points)
#
# This is the network of the homework:
#
# | layer | takes | does | gives |
# | --- | --- | --- | --- |
# | input | | | 28 × 28 × 1 numbers |
# | flatten | 28 × 28 × 1 | reads the image line by line | 784 numbers |
# | dense, sigmoid | 784 | 128 neurons | 128 numbers |
# | dense, softmax | 128 | one neuron for each digit | 10 probabilities |
#
# A **neuron** multiplies each of its inputs by a **weight**, adds everything up, and adds one more number, its
# **bias**. Then an **activation** is applied to the sum. In the hidden layer of this network it is `sigmoid`. Let's
# look at it.

# %% given
sums = np.linspace(-10, 10, 200)
picture, panel = plt.subplots(figsize=(6, 3.2))
panel.plot(sums, 1 / (1 + np.exp(-sums)))
panel.set(title="sigmoid", xlabel="sum of a neuron", ylabel="what it gives on")
panel.grid(alpha=0.4)
plt.show()

# %% [markdown]
# An S-shaped curve from 0 on the left to 1 on the right, through 0.5 in the middle. Whatever the sum is, a number
# between 0 and 1 comes out. Notice the flat ends: beyond 5 or below -5 a change of the sum changes next to nothing.
# Learning means following slopes, and there is hardly any slope there. Remember this for part 6.
#
# `softmax`, in the last layer, looks at all ten sums together and turns them into ten positive numbers that add up to
# 1: probabilities.
#
# ### How many numbers will it learn?
#
# Weights and biases together are the **parameters** of a network: all that it has to learn. Here is a toy with four
# inputs, three hidden neurons and two outputs, and the shapes of its weights and biases.

# %%
toy = keras.Sequential()
for layer in [keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(2)]:
    toy.add(layer)
print("shapes:", [numbers.shape for numbers in toy.get_weights()])
print("parameters:", toy.count_params())

# %% [markdown]
# 4 · 3 weights and 3 biases, then 3 · 2 weights and 2 biases: 12 + 3 + 6 + 2 = 23. Activations and flattening add
# nothing; they have nothing to learn.
#
# **Predict.** How many parameters will the network of the homework have: hundreds, thousands, a hundred thousand, a
# million? Write a number down, then let your own function work it out.

# %%
my_guess = 0

# %% [markdown]
# **Exercise (8 points).** Write `mlp_params(inputs, hidden, outputs)`: the number of parameters of a network with so
# many inputs, one hidden layer and one output layer. It should be right for any three whole numbers.

# %% answer="count"
def mlp_params(inputs, hidden, outputs):
    """Count the weights and biases of a network with one hidden and one output layer."""
    ### BEGIN SOLUTION
    return (inputs + 1) * hidden + (hidden + 1) * outputs
    ### END SOLUTION


# %% tests="count" points=8
# mlp_params counts all weights and biases of a network with one hidden layer
# Hint: count layer by layer. Each neuron has one weight for each number that comes in, and one bias.
count = mlp_params(4, 3, 2)
assert count is not None, "mlp_params returns nothing yet. End it with return and the number."
assert isinstance(count, (int, float, np.number)) and not isinstance(count, bool), (
    f"mlp_params returns a {type(count).__name__}. One number is asked for."
)
assert count != 18, "For the toy, 4-3-2, the function counts 18: these are the weights. Each neuron has a bias as well."
assert count != 15, "For the toy, 4-3-2, the function counts 15: that is the hidden layer alone. Add the output layer."
assert count != 20, "For the toy, 4-3-2, the function counts 20: one bias for each layer. Each neuron has its own."
assert count == 23, f"For the toy, 4-3-2, the function counts {count:g}; Keras counted 23 above."
### BEGIN HIDDEN TESTS
# Hint: the toy is right, other sizes are not. Does every number in your formula come from the three arguments?
for inputs, hidden, outputs in np.random.default_rng().integers(2, 900, size=(20, 3)).tolist():
    assert mlp_params(inputs, hidden, outputs) == inputs * hidden + hidden + hidden * outputs + outputs, (
        "The toy is counted right, networks of other sizes are not. Does the count depend on all three numbers? "
        "(Part 3)"
    )
### END HIDDEN TESTS

# %%
assert mlp_params(4, 3, 2) is not None, "This line needs mlp_params. Finish the exercise above first."
print("784 inputs, 128 hidden neurons, 10 outputs:", mlp_params(28 * 28, 128, 10), "parameters")
print("your guess:", my_guess)

# %% [markdown]
# Nearly all of them belong to the hidden layer, because it looks at all 784 pixels.
#
# ### Build it
#
# **Exercise (42 points).** Build the network of the table above as `model`, without compiling or training it. There are
# six tests:
#
# | points | what is asked |
# | --- | --- |
# | 8 | it takes images of shape (28, 28, 1): say so in `keras.Input`, or as `input_shape` of the first layer |
# | 8 | it flattens them, so that one row of ten numbers comes out for each image |
# | 8 | it has one hidden layer of 128 neurons |
# | 6 | the hidden layer's activation is sigmoid |
# | 6 | the last layer's activation is softmax |
# | 6 | it has exactly as many parameters as `mlp_params` says |
#
# `Sequential` with a list, `model.add`, or the functional way: choose the style that you like. (The locked cell below
# is for the tests: with it, a network that was not told its input can still show what else is right about it.)

# %% given
def with_input(network):
    """The network itself, or a copy of it that takes images of shape (28, 28, 1) when it was not told what it takes."""
    if network.built:
        return network
    copy = keras.models.clone_model(network)
    copy.build((None, 28, 28, 1))
    return copy


# %% answer="model"
# model: images of 28x28x1, flattened, 128 neurons with sigmoid, 10 neurons with softmax
keras.utils.set_random_seed(42)
model = ...
### BEGIN SOLUTION
model = keras.Sequential(
    [
        keras.Input(shape=(28, 28, 1)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="sigmoid"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
### END SOLUTION

# %% tests="model" points=8
# model takes images of shape (28, 28, 1)
# Hint: the shape of one image, without the number of images: keras.Input(shape=(28, 28, 1)) comes first.
assert model is not ..., "model is still the placeholder. Build it, for example with keras.Sequential."
assert isinstance(model, keras.Model), (
    f"model is a {type(model).__name__}, not a Keras model. Put the layers into keras.Sequential([...])."
)
assert model.built, (
    "Your model does not know the shape of its images yet. Begin with keras.Input(shape=(28, 28, 1)), or give the "
    "first layer input_shape=(28, 28, 1)."
)
takes = getattr(model, "input_shape", None)
assert takes is not None, "model does not say what it takes. Build it with keras.Sequential or keras.Model(...)."
assert takes != (None, 28, 28), (
    f"model takes {takes}. Your prepared images have one axis more, the channel: (28, 28, 1)."
)
assert takes != (None, 784), (
    f"model takes {takes}: images that are flattened already. Take them as they are, (28, 28, 1), and let a layer "
    "flatten them."
)
assert len(takes) != 5 and 60000 not in takes, (
    f"model takes {takes}. The number of images is not part of the shape: None already stands for it."
)
assert takes[1:] != (28, 28, 1) or takes[0] is None, (
    f"model takes {takes}: always {takes[0]} images at once. Leave batch_size out of Input; fit gets one in part 4."
)
assert takes == (None, 28, 28, 1), f"model takes {takes}; (None, 28, 28, 1) is expected."

# %% tests="model" points=8
# model flattens each image and gives one row of ten numbers for it
# Hint: keras.layers.Flatten() comes right after the input. The last layer has one neuron for each digit.
assert isinstance(model, keras.Model) and model.layers, "model is no network with layers yet. Build it first."
network = with_input(model)
gives = getattr(network, "output_shape", None)
assert gives is not None, "model does not say what it gives. Build it with keras.Sequential or keras.Model(...)."
assert len(gives) <= 2, (
    f"model gives shape {gives}: ten numbers for every pixel or line, instead of for every image. Flatten the image "
    "before the first Dense layer."
)
assert gives[1:] == (10,), f"model gives shape {gives}; (None, 10) is expected: one number for each of ten digits."

# %% tests="model" points=8
# model has one hidden layer of 128 neurons
# Hint: two Dense layers: the hidden one with 128 neurons, then the output layer.
assert isinstance(model, keras.Model) and model.layers, "model is no network with layers yet. Build it first."
network = with_input(model)
neurons = [np.shape(numbers)[1] for numbers in network.get_weights() if np.ndim(numbers) == 2]
assert len(neurons) != 0, "model has no Dense layer yet. Add the hidden layer and the output layer."
assert len(neurons) != 1, (
    f"model has a single Dense layer, with {neurons[0]} neurons. The hidden layer and the output layer are two layers."
)
assert len(neurons) == 2, f"model has {len(neurons)} layers with weights: {neurons}. Two are asked for."
assert neurons[0] == 128, f"The hidden layer has {neurons[0]} neurons; 128 are asked for. It stands before the output."

# %% tests="model" points=6
# The hidden layer's activation is sigmoid
# Hint: keras.layers.Dense(128, activation=...), or an Activation layer right after it.
assert isinstance(model, keras.Model) and model.layers, "model is no network with layers yet. Build it first."
network = with_input(model)
used = [getattr(getattr(layer, "activation", None), "__name__", "") for layer in network.layers]
assert "relu" not in used and "tanh" not in used, (
    f"The activations are: {', '.join(name for name in used if name)}. This homework asks for sigmoid in the hidden "
    "layer. (Part 6 compares it with relu.)"
)
### BEGIN HIDDEN TESTS
# Hint: an activation has to be named; without one, a Dense layer gives its sums on as they are.
from autograder import checks

assert checks.activations(network)[0] == "sigmoid", (
    "The hidden layer needs another activation. Which curve was drawn above, and is it named in the hidden layer? "
    "(Part 3)"
)
### END HIDDEN TESTS

# %% tests="model" points=6
# The last layer's activation is softmax
# Hint: model.predict(images_test[:3]).sum(axis=1) shows what the ten numbers of three images add up to.
assert isinstance(model, keras.Model) and model.layers, "model is no network with layers yet. Build it first."
network = with_input(model)
shape = (getattr(network, "input_shape", None) or (None, 28, 28, 1))[1:]
assert len(shape) <= 3 and 60000 not in shape and None not in shape, (
    "The ten numbers cannot be looked at, because model does not take images of shape (28, 28, 1). See the first test."
)
total = float(np.ravel(np.sum(network.predict(np.ones((1, *shape), "float32"), verbose=0), axis=-1))[0])
assert abs(total - 1) < 1e-3, (
    f"The ten numbers for one image add up to {total:.3f}, so they are no probabilities. Which activation makes them "
    "add up to 1?"
)
### BEGIN HIDDEN TESTS
# Hint: softmax once, in the last layer, and no other activation there.
from autograder import checks

assert checks.activations(network)[-1] == "softmax", (
    "The outputs add up to 1, but not by a single softmax in the last layer. (Part 3)"
)
### END HIDDEN TESTS

# %% tests="model" points=6
# model has 101,770 parameters
# Hint: model.summary() counts them layer by layer. Compare with mlp_params(784, 128, 10).
assert isinstance(model, keras.Model) and model.layers, "model is no network with layers yet. Build it first."
network = with_input(model)
counted = network.count_params()
assert counted not in (1546, 1003786), (
    f"model has {counted:,} parameters: its hidden layer sees only the one number of the channel axis. Flatten comes "
    "before it."
)
assert counted == 101770, (
    f"model has {counted:,} parameters. 784 · 128 + 128 in the hidden layer and 128 · 10 + 10 in the output layer make "
    "101,770."
)

# %%
assert isinstance(model, keras.Model), "This table needs model. Finish the exercise above first."
model.summary()

# %% [markdown]
# Flatten has 0 parameters, the hidden layer 100,480, the output layer 1,290: together 101,770, as your function said.
#
# **Predict.** The weights are random so far. What share of the test images will the network read correctly?

# %%
my_guess = 0.0  # a share between 0 and 1

# %% given
assert isinstance(model, keras.Model) and images_test is not ..., "This needs parts 1 and 3. Finish them first."
outputs = model.predict(images_test, verbose=0)
print("ten outputs for the first image:", outputs[0].round(2))
print("digits that it ever says:", np.unique(outputs.argmax(axis=-1)))
print(f"read correctly: {np.mean(outputs.argmax(axis=-1) == y_test):.3f}")
print("your guess:", my_guess)

# %% [markdown]
# About one in ten, as anybody would who guesses among ten digits (with other random weights 0.07 to 0.13). And of the
# ten digits it says only a few, whatever the image: with small weights the hidden neurons all give something near 0.5,
# in the middle of the S, so that the ten outputs hardly depend on the image yet.
#
# ## 4 · Train (20 points)
#
# `compile` gives a network three things:
#
# - the **loss** is what training makes smaller. For one-hot labels it is `CategoricalCrossentropy`: minus the logarithm
#   of the probability that the network gave to the true digit.
# - the **optimizer** changes the weights. `SGD`, plain gradient descent, moves every weight against its slope; the size
#   of the step is the slope times the *learning rate*.
# - the **metric** is for you. `CategoricalAccuracy` counts how often the largest probability stands in the place of
#   the 1.
#
# Loss and metric also exist with the word *Sparse* in front. Those are for labels that are integers, such as `y_train`.
#
# **Exercise (3 + 3 + 2 points).** Compile `model` with `CategoricalCrossentropy` as loss, `SGD` with a learning rate of
# 0.02 as optimizer, and `CategoricalAccuracy` as its only metric. You find them in `keras.losses`, `keras.optimizers`
# and `keras.metrics`.

# %% answer="compile"
# model: compiled with CategoricalCrossentropy, SGD with learning rate 0.02, and CategoricalAccuracy
### BEGIN SOLUTION
model.compile(
    loss=keras.losses.CategoricalCrossentropy(),
    optimizer=keras.optimizers.SGD(learning_rate=0.02),
    metrics=[keras.metrics.CategoricalAccuracy()],
)
### END SOLUTION

# %% tests="compile" points=3
# model is compiled with the cross-entropy for one-hot labels
# Hint: model.compile(loss=..., optimizer=..., metrics=[...]), with the three names written out.
assert model is not ..., "model is still the placeholder. Build it in part 3 first."
assert model is not None, "model is None: compile changes the model itself and returns nothing. Call it alone."
assert isinstance(model, keras.Model), f"model is a {type(model).__name__}. Keep the network of part 3."
settings = model.get_compile_config()
assert settings, "model is not compiled yet. Call model.compile with a loss, an optimizer and a list of metrics."
loss_name = str(settings.get("loss")).lower().replace("_", "")
assert loss_name != "none", "There is no loss yet. Training needs to know what to make smaller: add loss=."
assert "sparse" not in loss_name, (
    "This cross-entropy is for integer labels. Your labels are one-hot rows: take the one without Sparse."
)
assert "binary" not in loss_name, (
    "This cross-entropy is for questions of yes or no. There are ten classes, so take CategoricalCrossentropy."
)
assert "categoricalcrossentropy" in loss_name, (
    "This loss is another one than CategoricalCrossentropy. It exists as an object in keras.losses, and by its name."
)

# %% tests="compile" points=3
# model is compiled with plain SGD and a learning rate of 0.02
# Hint: the bare name "sgd" comes with another rate. An object carries its own: keras.optimizers.SGD(learning_rate=...).
assert isinstance(model, keras.Model), "model is no network yet. Build it in part 3 first."
assert model.get_compile_config(), "model is not compiled yet. Call model.compile."
optimizer_name = type(model.optimizer).__name__
assert optimizer_name == "SGD", (
    f"The optimizer is {optimizer_name}; SGD is asked for. (Without optimizer= Keras takes another one by itself.)"
)
rate = float(np.asarray(model.optimizer.learning_rate))
assert abs(rate - 0.02) < 1e-6, f"The learning rate is {rate:g}; 0.02 is asked for. Give it to keras.optimizers.SGD."
### BEGIN HIDDEN TESTS
# Hint: compare the arguments of your SGD with the text of the exercise. Is there one more than the learning rate?
assert not model.optimizer.get_config().get("momentum"), (
    "This is not plain gradient descent: something besides the learning rate was set. (Part 4)"
)
### END HIDDEN TESTS

# %% tests="compile" points=2
# model is compiled with the accuracy for one-hot labels
# Hint: metrics is a list, and it takes objects of keras.metrics as well as names.
assert isinstance(model, keras.Model), "model is no network yet. Build it in part 3 first."
settings = model.get_compile_config()
assert settings, "model is not compiled yet. Call model.compile."
measured = str([settings.get("metrics"), settings.get("weighted_metrics")]).lower().replace("_", "")
assert "acc" in measured, "The accuracy is missing. Give compile a list of metrics with CategoricalAccuracy in it."
assert "sparsecategorical" not in measured, (
    "This accuracy is for integer labels. Your labels are one-hot rows: take the one without Sparse."
)
### BEGIN HIDDEN TESTS
# Hint: there are several accuracies. Which one compares the places of the largest numbers in two rows?
from autograder import checks

assert "accuracy" in checks.metrics(model), (
    "This accuracy does not count how often the largest of ten probabilities is in the right place. (Part 4)"
)
### END HIDDEN TESTS

# %% [markdown]
# Training goes in **batches**: 128 images make one update of the weights. One pass through all training images is an
# **epoch**. With `validation_split=0.1` the last tenth of the images is first put aside; no update ever uses them, they
# are only measured after each epoch.
#
# **Predict.** There are 60,000 images. Beside every epoch Keras prints a count such as `75/75`: its updates. Which
# number will it be? (The last batch may be smaller than the others; it makes an update, too.)

# %%
my_guess = 0

# %% [markdown]
# **Exercise (4 + 4 + 4 points).** Train `model` on `images_train` and `onehot_train`, in batches of 128, for 20 epochs,
# with a tenth of the images for validation. Keep what `fit` returns as `history`. (`verbose=2` keeps the printing
# short.) It takes about half a minute.

# %% answer="fit"
# history: what model.fit returns for 20 epochs, batches of 128, a tenth of the images for validation
history = ...
### BEGIN SOLUTION
history = model.fit(images_train, onehot_train, batch_size=128, epochs=20, validation_split=0.1, verbose=2)
### END SOLUTION

# %% tests="fit" points=4
# history is the record of 20 epochs
# Hint: history = model.fit(..., epochs=20), all in one call. Each call of fit makes a new record.
assert history is not ..., "history is still the placeholder. Keep what model.fit returns."
curves = getattr(history, "history", None)
assert isinstance(curves, dict) and "loss" in curves, (
    f"history is a {type(history).__name__}. Keep what model.fit returns, as it is: history = model.fit(...)"
)
assert len(curves["loss"]) == 20, (
    f"history holds {len(curves['loss'])} of 20 epochs. Each call of fit makes a new record: ask for all epochs in one "
    "call."
)

# %% tests="fit" points=4
# Each epoch had batches of 128, and a tenth of the training images was put aside for validation
# Hint: two more arguments of fit: batch_size and validation_split.
assert history is not ..., "history is still the placeholder. Keep what model.fit returns."
curves = getattr(history, "history", None)
assert isinstance(curves, dict) and "loss" in curves, f"history is a {type(history).__name__}. Keep what fit returns."
assert "val_loss" in curves, "history has no val_loss: no images were put aside. Give fit a validation_split."
updates = (getattr(history, "params", None) or {}).get("steps")
assert updates != 1688, "One epoch made 1,688 updates: that is Keras's own batch size, 32. Give fit batch_size=128."
assert updates != 469, "One epoch made 469 updates: all 60,000 images were trained on. Put a tenth of them aside."
assert updates in (None, 422), (
    f"One epoch made {updates} updates; 54,000 images in batches of 128 make 422. Look at both arguments."
)
### BEGIN HIDDEN TESTS
# Hint: validation images are training images that were put aside. The test images stay sealed until the end.
from autograder import checks

official = keras.datasets.mnist.load_data()
guesses = checks.scores(model, checks.fit_input(model, official[1][0]))
unseen_loss = -np.mean(np.log(np.maximum(guesses[np.arange(10000), official[1][1]], 1e-7)))
assert abs(unseen_loss - curves["val_loss"][-1]) > 1e-5, (
    "The validation images seem to be the test images. Take them from the training images, and keep the others for "
    "part 5. (Part 4)"
)
### END HIDDEN TESTS

# %% tests="fit" points=4
# model itself has learned to read digits
# Hint: the network that was trained is the one that is judged. Restart, run all, and build it nowhere else.
assert isinstance(model, keras.Model), "model is no network yet. Build it in part 3 first."
assert history is not ..., "history is still the placeholder. Keep what model.fit returns."
curves = getattr(history, "history", None)
assert isinstance(curves, dict) and "loss" in curves, f"history is a {type(history).__name__}. Keep what fit returns."
assert curves["loss"][-1] < 1.5, (
    f"After the last epoch the loss is still {curves['loss'][-1]:.2f}; guessing costs 2.30. Did the prepared images go "
    "in, with their one-hot rows, into the network of part 3?"
)
### BEGIN HIDDEN TESTS
# Hint: np.argmax(model.predict(images_test), axis=1) shows what the network reads now. Compare it with y_test.
from autograder import checks

official = keras.datasets.mnist.load_data()
checks.band(
    checks.accuracy(model, *official[1]),
    "fit",
    message="The model does not read the test images as its training would let it. Is it the network that was trained, "
    "on images and labels that belong together, and not built again afterwards? (Part 4)",
)
### END HIDDEN TESTS

# %% [markdown]
# 422: 54,000 images fill 421 batches, and the last 112 make one more. Now the curves.

# %% given
record = getattr(history, "history", {})
accuracy_name = next((name for name in record if name != "loss" and not name.startswith("val_")), "")
assert accuracy_name, "This picture needs a history with loss and accuracy. Finish the exercises of part 4 first."
picture, panels = plt.subplots(1, 2, figsize=(10, 3.6))
for panel, name, title in zip(panels, ["loss", accuracy_name], ["loss", "accuracy"]):
    passes = np.arange(1, len(record[name]) + 1)
    panel.plot(passes, record[name], "o-", label="training")
    if "val_" + name in record:
        panel.plot(passes, record["val_" + name], "s--", label="validation")
    panel.set(title=title, xlabel="epoch", ylabel=title)
    panel.legend()
plt.show()

# %% [markdown]
# On the left the loss falls, fast at first and then ever more slowly; on the right the accuracy climbs and flattens.
# The validation line (squares) is a little *better* than the training line (circles). That is no miracle: the number
# for training is a mean over the whole epoch, while validation is measured at its end; and the last 6,000 images of
# MNIST happen to be somewhat easier. After 20 epochs both losses are still falling. This network is not finished, it is
# slow.
#
# ## 5 · Evaluate (10 points)
#
# The test images have played no part so far: no weight was changed by them, and no choice was made because of them. So
# they tell how the network does on handwriting that it does not know.
#
# **Predict.** What share of them will it read?

# %%
my_guess = 0.0  # a share between 0 and 1

# %% [markdown]
# **Exercise (3 + 4 points).** Measure `model` on the prepared test images with `model.evaluate`. It returns the loss
# first, then the metric. Keep the accuracy as `score`. (A `score` that holds both numbers, as `evaluate` returns them,
# counts as well.) Three points are for measuring, four for what the network reaches.

# %% answer="evaluate"
# score: the accuracy of model on the test images
score = ...
### BEGIN SOLUTION
test_loss, score = model.evaluate(images_test, onehot_test, verbose=0)
### END SOLUTION

# %% tests="evaluate" points=3
# score is the accuracy of model on the test images
# Hint: evaluate takes images and their one-hot rows. Which images has the network never seen?
assert score is not ..., "score is still the placeholder. model.evaluate measures the network."
numbers = [number for name, number in score.items() if name != "loss"] if isinstance(score, dict) else score
numbers = np.ravel(np.asarray(numbers))
assert numbers.dtype.kind in "iuf" and len(numbers) in (1, 2), (
    f"score is a {type(score).__name__} that does not hold one or two numbers. Keep what model.evaluate returns."
)
reached = float(numbers[-1])
shares = np.asarray(model.predict(images_test, verbose=0))
cost = -np.mean(np.log(np.maximum(np.sum(shares * np.asarray(onehot_test), axis=-1), 1e-7)))
assert abs(reached - cost) > 1e-4, (
    f"score is {reached:.3f}. That is the loss: evaluate returns the loss first, then the accuracy."
)
assert not 1 < reached <= 100, f"score is {reached:g}. Give the accuracy as a share between 0 and 1, not in percent."
assert 0 <= reached <= 1, f"score is {reached:g}; an accuracy is a share between 0 and 1."
### BEGIN HIDDEN TESTS
# Hint: images_test and onehot_test, all of them, and model as it is after training.
from autograder import checks

official = keras.datasets.mnist.load_data()
own = checks.accuracy(model, *official[1])
assert abs(reached - own) < 0.0006 or reached == round(own, 2), (
    "This is not the accuracy of the model on the 10,000 test images. Which images and labels did evaluate get? "
    "(Part 5)"
)
### END HIDDEN TESTS

# %% tests="evaluate" points=4
# model reads at least 90 of 100 test images
# Hint: the recipe of parts 3 and 4, followed to the letter, gets there: layers, loss, learning rate, batches, epochs.
assert isinstance(model, keras.Model), "model is no network yet. Build it in part 3 first."
assert model.built, "model does not know the shape of its images. Build it in part 3 and train it in part 4 first."
### BEGIN HIDDEN TESTS
# Hint: compare each number of parts 3 and 4 with the text: 128 neurons, a rate of 0.02, batches of 128, 20 epochs.
from autograder import checks

official = keras.datasets.mnist.load_data()
checks.band(
    checks.accuracy(model, *official[1]),
    "accuracy",
    message="The model reads fewer test images than the recipe of parts 3 and 4 reaches. (Part 5)",
)
### END HIDDEN TESTS

# %% [markdown]
# One number, and it hides which images are misread. To find them, compare digits with digits: `model.predict` gives ten
# probabilities for each image, and the place of the largest is what the network says. If your `integer_labels` looks
# for the largest number of a row, it makes digits of such rows as well.
#
# **Exercise (3 points).** Make `misread`: the places (0 to 9999) of the test images that `model` reads wrongly.
# (`np.flatnonzero` gives the places where something is true.)

# %% answer="misread"
# misread: the places of all test images that model reads wrongly
misread = ...
### BEGIN SOLUTION
said = integer_labels(model.predict(images_test, verbose=0))
misread = np.flatnonzero(said != y_test)
### END SOLUTION

# %% tests="misread" points=3
# misread holds the places of all test images that the model reads wrongly
# Hint: two rows of 10,000 digits, what the model says and what the labels say. Where do they differ?
assert misread is not ..., "misread is still the placeholder. Replace the three dots by the places."
places = np.ravel(np.asarray(list(misread) if isinstance(misread, (set, frozenset)) else misread))
assert places.dtype.kind != "b", (
    f"misread holds {len(places):,} times True or False. The places of the True are asked for: np.flatnonzero."
)
assert places.dtype.kind in "iu", f"misread is a {type(misread).__name__} that does not hold whole numbers."
assert len(places) > 1, f"misread is the single number {misread}. Not how many are asked for, but which ones."
assert places.min() >= 0 and places.max() <= 9999, "A place in misread is outside the test set. They go from 0 to 9999."
assert len(set(places.tolist())) == len(places), (
    "A place appears more than once in misread. Compare one digit with one label for each image, not rows of ten."
)
### BEGIN HIDDEN TESTS
# Hint: len(misread) / 10000 and score should add up to 1.
from autograder import checks

trial, answers = keras.datasets.mnist.load_data()[1]
really = np.flatnonzero(checks.predictions(model, trial) != answers)
assert len(set(really.tolist()) ^ set(places.tolist())) <= 3, (
    "These are not the test images that the model misreads. What does it say for each image, and which label belongs "
    "to it? (Part 5)"
)
### END HIDDEN TESTS

# %% given
assert score is not ... and misread is not ..., "This picture needs score and misread. Finish part 5 first."
share = float(np.ravel(list(score.values()) if isinstance(score, dict) else score)[-1])
all_misread = np.sort(np.ravel(list(misread)))
print(f"accuracy {share:.4f}, misread {len(all_misread)} of 10,000; your guess: {my_guess}")
doubtful = model.predict(images_test[all_misread[:8]], verbose=0)
picture, panels = plt.subplots(2, 4, figsize=(9, 4.8), layout="constrained")
for panel, n, row in zip(panels.flat, all_misread, doubtful):
    panel.imshow(np.squeeze(images_test[n]), cmap="gray")
    panel.set(title=f"a {y_test[n]}, read as {row.argmax()}", xticks=[], yticks=[])
plt.show()

# %% [markdown]
# About 91 of 100 are read, nearly 900 are not. The picture shows the first eight of them, each with its label and with
# what the network said. Some are hard for anybody; most are not. So there is more to be had.
#
# ## 6 · One change
#
# Is the network too small, or does it learn too slowly? Let's change one thing and keep all else: **relu** in the
# hidden layer instead of sigmoid. Relu gives positive sums on as they are and turns negative ones into 0, so on the
# right its slope never becomes flat. Same layers, same 101,770 parameters, same optimizer, same data.
#
# **Predict.** After 5 epochs, will the twin with relu be behind, level or ahead of what yours was after 5, and how many
# epochs did yours need to get as far?

# %%
my_guess = {"after 5 epochs": "behind, level or ahead?", "epochs that mine needed": 0}

# %% given
curve = next((name for name in getattr(history, "history", {}) if name.startswith("val_") and name != "val_loss"), "")
assert curve, "This comparison needs a history with the validation accuracy. Finish part 4 first."


def relu_for_sigmoid(layer):
    """A fresh copy of a layer, with relu where sigmoid was."""
    config = layer.get_config()
    if getattr(getattr(layer, "activation", None), "__name__", "") == "sigmoid":
        config["activation"] = "relu"
    return type(layer).from_config(config)


keras.utils.set_random_seed(42)
twin = keras.models.clone_model(model, clone_function=relu_for_sigmoid)
twin.compile_from_config(model.get_compile_config())  # the same loss, optimizer and metric
report = twin.fit(images_train, onehot_train, 128, 5, verbose=0, validation_split=0.1).history
for epoch, (mine, its) in enumerate(zip(record[curve], report[curve]), start=1):
    print(f"validation accuracy after epoch {epoch}: sigmoid {mine:.3f}, relu {its:.3f}")
print(f"sigmoid after {len(record[curve])} epochs: {record[curve][-1]:.3f}")
print("your guess:", my_guess)

# %% [markdown]
# On MNIST the twin is far ahead: after three epochs it stands where sigmoid stood after all twenty. So the network was
# large enough. It was slow, because the slope of sigmoid is never more than 0.25 and almost 0 at the flat ends, so that
# the weights below it move in tiny steps. This is one reason why hidden layers today mostly have relu. (Hand in `model`
# as it is: sigmoid was asked for, and the twin is yours to play with.)
#
# ## What you learned
#
# In this notebook you scaled images and gave them a channel axis, turned labels into one-hot rows and back, and looked
# at nine images with the right titles. You counted the 101,770 parameters of a network before you built it, compiled it
# with loss and metric for one-hot labels, trained it for 20 epochs, and measured it on images that it had never seen:
# about 91 of 100 are read, and you know which ones are not. Four silent traps were on the way: an axis in the wrong
# place, labels that are encoded twice, `argmax` along the wrong axis, and a network that is slow rather than small.
#
# **Next:** go on changing one thing at a time: Adam instead of SGD, relu for all 20 epochs, a second hidden layer.
# Choose by the validation accuracy, and ask the test images once, at the end.
