# %% [markdown]
# # Part 7 · Bonus: the same recipe, harder data
#
# Fashion-MNIST was made as a twin of MNIST: 60,000 training images, 10,000 test images, 28×28 grey pixels, ten classes.
# But the pictures show clothes. Everything that you built for digits fits, because the shapes are the same. In this
# notebook you will
#
# - give ten labels their names, in the right order,
# - prepare a new data set with the recipe that you know,
# - predict how far the accuracy falls, and train your best network,
# - find the two garments that it confuses most, and see why.
#
# **You need:** parts 2 to 6, or a first idea of preparing images, training and a confusion matrix. **Time:** about 40
# minutes. **Points:** 10 bonus points. They are extra: nothing is lost without them.
#
# Grading runs the whole notebook from top to bottom. Before you hand in, do the same: *Restart and run all*.

# %% given
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras.layers import Dense, Dropout

keras.utils.set_random_seed(42)
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
print("training images:", x_train.shape, x_train.dtype, " labels:", np.unique(y_train))
print("test images:    ", x_test.shape, x_test.dtype)

# %% [markdown]
# The cell above is locked. One word differs from part 1, `fashion_mnist` instead of `mnist`, and all shapes and types
# are the same.
#
# ## 1 · Ten names
#
# The labels are numbers again, and this time a number does not say what it means. Let's look at six images of each
# label.

# %% given
# One picture of 6 × 10 images: those of a label below each other, the labels side by side
columns = [np.vstack(x_train[np.flatnonzero(y_train == label)[:6]]) for label in range(10)]
fig, ax = plt.subplots(figsize=(10, 6.4))
ax.imshow(np.hstack(columns), cmap="gray_r")
ax.set_xticks(np.arange(14, 280, 28), [f"label {label}" for label in range(10)])
ax.xaxis.tick_top()
ax.tick_params(length=0)
ax.set_yticks([])
ax.set_frame_on(False)
ax.set_title("Fashion-MNIST: six images of each label")
plt.show()

# %% [markdown]
# The picture has ten columns, one for each label, and six garments in each. Dark means cloth, white means background.
# In words: the first six columns show a short-sleeved top, a pair of trousers, a warm top with long sleeves, a dress,
# an outdoor garment that opens at the front, and a light summer shoe. The last four show a top with buttons or a
# collar, a sports shoe, something to carry things in, and a shoe that reaches above the ankle.
#
# The makers of the data set call them, in the order of the **alphabet**:
#
# > Ankle boot, Bag, Coat, Dress, Pullover, Sandal, Shirt, Sneaker, T-shirt/top, Trouser
#
# That is not the order of the labels. A list of names in the wrong order raises no error anywhere: every title and
# every conclusion is simply about another garment.
#
# **Exercise (2 bonus points).** Make `class_names`, so that `class_names[label]` is the name of that label, for labels
# 0 to 9.

# %% answer="names"
# class_names: ten names, in the order of the labels
class_names = ...
### BEGIN SOLUTION
class_names = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
    "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
]
### END SOLUTION

# %% tests="names" bonus=2
# class_names[label] is the name of each label
# Hint: look at one column after the other. Keras's page about fashion_mnist has the list, too.
assert class_names is not ..., "class_names is still the placeholder. Replace the three dots by ten names."
assert hasattr(class_names, "__getitem__") and not isinstance(class_names, (str, bytes)), (
    f"class_names is a {type(class_names).__name__}; make a list of ten names."
)
assert len(class_names) == 10, f"class_names has {len(class_names)} entries; there are ten labels, 0 to 9."
if isinstance(class_names, dict):
    assert all(label in class_names for label in range(10)), (
        "class_names is a dictionary without the labels 0 to 9 as keys. Write {0: name, 1: name, ...}, or a list."
    )
given_names = [class_names[label] for label in range(10)]
assert all(isinstance(name, str) for name in given_names), "Each name should be a piece of text in quotes."
assert len({name.lower() for name in given_names}) == 10, "One name appears twice. Each label has its own."
assert "boot" in given_names[9].lower(), (
    f"The last column of the picture, label 9, shows shoes that reach above the ankle; class_names[9] is "
    f"{given_names[9]!r}. Is the list still in the order of the alphabet?"
)
### BEGIN HIDDEN TESTS
# Hint: three columns show tops with long sleeves. One has buttons or a collar, one opens at the front, one neither.
known = [
    ["tshirttop", "tshirt", "top", "tee"], ["trouser", "pant"], ["pullover", "sweater"], ["dress"], ["coat", "jacket"],
    ["sandal"], ["shirt"], ["sneaker", "trainer"], ["bag", "handbag"], ["ankleboot", "boot"],
]
for name, accepted in zip(given_names, known):
    plain = "".join(letter for letter in name.lower() if letter.isalpha())
    assert any(plain in (word, word + "s", word + "es") for word in accepted), (
        "At least one name stands at another garment's label, or is not one of the ten names. Compare every column of "
        "the picture with its name. (Part 7, section 1)"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · The same recipe
#
# Everything from part 2 applies: pixels from 0 to 255 become numbers between 0 and 1, and each image becomes one row.
#
# **Exercise (2 bonus points).** Write `prepare(images)`, which takes any batch of raw images `(n, 28, 28)` and returns
# one row of 784 numbers between 0 and 1 for each. Then make `rows_train` and `rows_test` with it.

# %% answer="pipeline"
def prepare(images):
    """Turn raw images (n, 28, 28) with values 0-255 into rows (n, 784) with values 0-1."""
    ### BEGIN SOLUTION
    return images.reshape(len(images), -1).astype("float32") / 255
    ### END SOLUTION


# rows_train, rows_test: both sets, prepared in the same way
rows_train = ...
rows_test = ...
### BEGIN SOLUTION
rows_train, rows_test = prepare(x_train), prepare(x_test)
### END SOLUTION

# %% tests="pipeline" bonus=2
# prepare scales and flattens any batch, and both sets went through it
# Hint: divide by 255, and reshape to as many rows as there are images. Use only images inside the function.
few = prepare(x_test[:3])
assert few is not None, "prepare returns nothing yet. End it with return and the prepared images."
assert np.shape(few) == (3, 784), (
    f"For three images, prepare gives shape {np.shape(few)}; one row of 784 numbers for each is expected: (3, 784)."
)
assert np.max(few) <= 1, f"prepare gives values up to {np.max(few):.0f}. Scale to 0-1 inside the function."
assert rows_train is not ..., "rows_train is still the placeholder. Make it with prepare."
assert rows_test is not ..., "rows_test is still the placeholder. Make it with prepare."
assert np.shape(rows_train) == (60000, 784), f"rows_train has shape {np.shape(rows_train)}; (60000, 784) is expected."
assert np.shape(rows_test) == (10000, 784), f"rows_test has shape {np.shape(rows_test)}; (10000, 784) is expected."
assert np.allclose(np.asarray(rows_train)[0], x_train[0].ravel() / 255, atol=1e-3), (
    f"The first row of rows_train is not the first image. Its largest value is {np.max(rows_train[0]):.4f}: "
    "scaled once by 255 (with /, not //), and read line by line?"
)
### BEGIN HIDDEN TESTS
# Hint: one function, the same for every set. The number to divide by does not depend on the images at hand.
places = np.random.default_rng().integers(0, 10000, size=30)
assert np.allclose(np.asarray(rows_test)[places], x_test[places].reshape(30, 784) / 255, atol=1e-3), (
    "The rows of the test set do not match its images. Is it prepared exactly like the training set? "
    "(Part 2, section 3)"
)
pale = np.random.default_rng().integers(0, 100, size=(4, 28, 28), dtype="uint8")
right = pale.reshape(4, 784) / 255
assert np.allclose(np.asarray(prepare(pale)), right, atol=1e-3), (
    "Pale garments must stay pale: divide by the same number whatever the images hold. (Part 2, section 1)"
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · Predict: how far will the accuracy fall?
#
# In part 1 a method without any network set a mark for digits: compare an image with the ten **mean images**, and take
# the nearest. It reads 0.820 of the digits, that is 82 %. Let's set the same mark for clothes.

# %% given
assert rows_train is not ... and rows_test is not ..., "This needs rows_train and rows_test. Finish section 2 first."
train_rows, test_rows = np.asarray(rows_train, "float32"), np.asarray(rows_test, "float32")
centres = np.stack([train_rows[y_train == label].mean(axis=0) for label in range(10)])
# The squared distance (row - centre)**2 without row**2, which is the same for all ten centres
distances = (centres**2).sum(axis=1) - 2 * test_rows @ centres.T
mark = float(np.mean(np.argmin(distances, axis=1) == y_test))
print(f"nearest mean image: {mark:.3f} of the garments (0.820 of the digits)")

# %% [markdown]
# **Predict.** Your best network of part 6 reads about 0.98 of the digits. Which share of the garments will the same
# design read, between 0 and 1? And which two garments will it confuse most? Write both down; we come back to them.

# %%
my_guess = {"accuracy": 0.0, "confused most": "which two garments?"}

# %% [markdown]
# ## 4 · Your best network
#
# **Exercise (4 bonus points).** Build and train `model`, and keep what `fit` returns as `history`: its last
# `val_accuracy` tells you where you stand. Begin with your best design of part 6; learn from `rows_train`, and hold
# some of it back for validation. All 4 points are given from 0.875 of the test images, and 2 from 0.86. The grader
# feeds your network with what your `prepare` returns: if your network wants squares, begin it with a layer that makes
# them from rows, such as `keras.layers.Reshape`.

# %% answer="accuracy"
# model: your trained network for garments;  history: what fit returned
keras.utils.set_random_seed(42)
model = ...
history = ...
### BEGIN SOLUTION
model = keras.Sequential([
    keras.Input(shape=(784,)),
    Dense(256, activation="relu"),
    Dropout(0.2),
    Dense(128, activation="relu"),
    Dropout(0.2),
    Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
smaller_steps = keras.callbacks.ReduceLROnPlateau(monitor="val_accuracy", factor=0.3, patience=1)
history = model.fit(
    rows_train, y_train, epochs=15, batch_size=128, validation_split=0.2, callbacks=[smaller_steps], verbose=2
)
### END SOLUTION

# %% tests="accuracy" bonus=4
# model reads at least 0.875 of the garments in the test set
# Hint: two hidden layers with dropout and about 15 epochs are enough. Watch val_accuracy: the test images are a little
# harder than the last 12,000 training images, so aim at 0.885 and more.
assert model is not ..., "model is still the placeholder. Build and train your network under this name."
assert isinstance(model, keras.Model), f"model is a {type(model).__name__}; a Keras network is expected."
assert model.built, "Your model does not know its input size yet. Add keras.Input(shape=(784,)), then train it."
ready = prepare(x_train[48000:])
assert ready is not None, "prepare returns nothing yet. Finish section 2 first."
wanted = tuple(getattr(model, "input_shape", None) or np.shape(ready))
assert np.shape(ready)[1:] == wanted[1:], (
    f"prepare gives shape {np.shape(ready)}, but model wants {wanted}. They must fit each other."
)
guesses = model.predict(ready, verbose=0)
assert np.shape(guesses) == (12000, 10), (
    f"For 12,000 images, model gives shape {np.shape(guesses)}; one row of ten probabilities for each is expected."
)
share = float(np.mean(np.argmax(guesses, axis=1) == y_train[48000:]))
assert share > 0.7, (
    f"model reads {share:.3f} of the last 12,000 training images; the nearest mean image alone reads about 0.68 of the "
    "garments: was the network trained on rows_train with y_train?"
)
### BEGIN HIDDEN TESTS
# Hint: 256 and 128 neurons, Dropout(0.2) after each, 15 epochs of batches of 128. Fewer epochs cost most.
from autograder import checks

checks.band(
    checks.accuracy(model, x_test, y_test, prepare=prepare),
    "garments",
    message="On the test images your network stays below 0.875. Garments need more than the baseline: more neurons, "
    "a second layer, dropout, and more epochs. (Part 7, section 4)",
)
### END HIDDEN TESTS

# %% [markdown]
# Back to your first guess. Let's measure the test images once, and set the result beside the digits.

# %% given
assert model is not ..., "This needs your trained model. Finish section 4 first."
guessed = np.argmax(model.predict(prepare(x_test), verbose=0), axis=1)
accuracy = float(np.mean(guessed == y_test))
print("your guess:", my_guess["accuracy"], " measured:", round(accuracy, 4))
print(f"{'':10}{'nearest mean':>14}{'network':>10}{'mistakes that remain':>23}")
for name, simple, network in [("digits", 0.820, 0.984), ("garments", mark, accuracy)]:
    print(f"{name:10}{simple:14.3f}{network:10.3f}{(1 - network) / (1 - simple):23.2f}")

# %% [markdown]
# The line of the digits holds our own numbers; 0.984 is a good network of part 6. The accuracy falls by about ten
# percentage points, with the same recipe. Is the network *worse* here? **Accuracies of different data sets say little
# side by side**: 0.88 is poor for digits and good for garments. What can be compared is the way from a simple method to
# the network, on the same images. The last column shows it: for digits about a tenth of the simple method's mistakes
# remain, for garments about a third or more. So the garments are harder, both to begin with and to improve.
#
# ## 5 · The most confused garments
#
# Where do the mistakes come from? Here is the confusion matrix, as in part 5: a row for each true garment, a column for
# each guess.

# %% given
assert class_names is not ... and model is not ..., "This needs class_names and model. Finish sections 1 and 4."
names = [class_names[label] for label in range(10)]
cm = np.stack([np.bincount(guessed[y_test == label], minlength=10) for label in range(10)])
fig, ax = plt.subplots(figsize=(7.5, 6.5))
ax.imshow(np.where(np.eye(10, dtype=bool), 0, cm), cmap="Oranges")
dark = 0.6 * (cm * (1 - np.eye(10))).max()
for row, column in np.ndindex(10, 10):
    ink = "white" if row != column and cm[row, column] > dark else "black"
    ax.text(column, row, cm[row, column], ha="center", va="center", fontsize=9, color=ink)
ax.set(title="Confusion matrix of the garments", xlabel="predicted", ylabel="true")
ax.set_xticks(range(10), names, rotation=45, ha="right")
ax.set_yticks(range(10), names)
plt.show()

# %% [markdown]
# The picture shows all ten times ten counts. The diagonal, what was read correctly, has no colour; everywhere else, the
# darker a field, the more mistakes. Shoes are confused with shoes and tops with tops, and nearly nothing goes from one
# group to the other.
#
# **Exercise (2 bonus points).** Which two garments does *your* network confuse most, counting both directions,
# `cm[i, j] + cm[j, i]`? Make `confused`, a pair of two labels or of two names, in either order. Let NumPy find the pair
# in `cm`: when the notebook runs again, the counts can change a little, and a pair that you typed in would not.

# %% answer="confused"
# confused: the two garments that are confused most, as two labels or two names
confused = ...
### BEGIN SOLUTION
both_ways = np.triu(cm + cm.T, k=1)
confused = tuple(int(label) for label in np.unravel_index(both_ways.argmax(), both_ways.shape))
### END SOLUTION

# %% tests="confused" bonus=2
# confused holds the pair that my own network mixes up most
# Hint: add the matrix to its transpose, ignore the diagonal, and look for the largest number.
assert confused is not ..., "confused is still the placeholder. Replace the three dots by a pair of labels or names."
assert hasattr(confused, "__len__") and not isinstance(confused, (str, bytes, dict)) and len(confused) == 2, (
    f"confused is {confused!r}; a pair of two garments is expected, (label, label) or (name, name)."
)


def plain_name(name):
    return "".join(letter for letter in str(name).lower() if letter.isalpha())


def label_of(item):
    text, mine = str(item).strip().removesuffix(".0"), [plain_name(class_names[label]) for label in range(10)]
    if text.isdigit():
        return int(text) if int(text) < 10 else None
    same = [label for label in range(10) if mine[label].rstrip("s") == plain_name(text).rstrip("s")]
    alike = [label for label in range(10) if plain_name(text) and mine[label].startswith(plain_name(text).rstrip("s"))]
    return (same + alike + [None])[0]


pair = [label_of(item) for item in confused]
assert None not in pair, f"{list(confused)} should hold two labels from 0 to 9, or two of your class_names."
pair = sorted(pair)
assert pair[0] != pair[1], (
    "Both are the same garment. The diagonal of the matrix counts what was right; a confusion has two garments."
)
### BEGIN HIDDEN TESTS
# Hint: np.triu(cm + cm.T, k=1) holds each pair once, both directions added. Where is its largest number?
rows_of_test = np.asarray(prepare(x_test))
answers = np.argmax(model.predict(rows_of_test, verbose=0), axis=1)
counts = np.stack([np.bincount(answers[y_test == label], minlength=10) for label in range(10)])
mixed = np.triu(counts + counts.T, k=1)
assert mixed[pair[0], pair[1]] >= mixed.max() - 1, (
    "Another pair is confused more often by your network. Add both directions of each pair before you compare, and "
    "look at every pair. (Part 7, section 5)"
)
### END HIDDEN TESTS

# %% [markdown]
# Let's look at T-shirts beside shirts, the pair that is on top most often: in 14 of 18 trainings of our own.

# %% given
assert class_names is not ... and model is not ..., "This needs class_names and model. Finish sections 1 and 4."
fig, axes = plt.subplots(2, 8, figsize=(10, 4.2))
for row, label, other in [(0, 0, 6), (1, 6, 0)]:
    right, mistaken = (np.flatnonzero((y_test == label) & (guessed == seen))[:4] for seen in (label, other))
    for ax, place in zip(axes[row], [*right, *mistaken]):
        ax.imshow(x_test[place], cmap="gray_r")
        ax.set_title(f"true {names[label]}\npred {names[guessed[place]]}", fontsize=8)
for ax in axes.flat:
    ax.axis("off")
fig.suptitle("Upper row: T-shirts, lower row: shirts. Left half: read correctly, right half: confused")
fig.tight_layout()
plt.show()

# %%
print("your guess:", my_guess["confused most"])
print("your network:", confused)

# %% [markdown]
# The picture has two rows of eight: T-shirts above, shirts below; the four on the left were read correctly, the four on
# the right were taken for the other garment. A shirt without visible buttons and a T-shirt with longer sleeves have
# nearly the same outline, and 28×28 pixels leave little else. The labels come from the shop that photographed them, not
# from what can be seen. Some of these mistakes you would make as well.
#
# If your network's pair is printed as two labels, `class_names` has their names. Was your guess right?
#
# ## What you learned
#
# In this notebook you named ten labels in their right order, took a recipe to a new data set as it was, set a simple
# mark before you judged a network, and found the garments that it mixes up. Two mistakes to
# recognise from now on: names that stand in another order than their labels, and accuracies compared across data sets.
#
# **Next:** you have finished the lab. The *digit-recognizer* assignment builds a tool that reads your own handwriting,
# and lets a convolutional network look at neighbouring pixels, which shirts and T-shirts need most.
