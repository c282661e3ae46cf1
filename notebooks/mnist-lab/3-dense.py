# %% [markdown]
# # Part 3 · Dense layers: weights and biases are all there is
#
# Your images are rows of 784 numbers between 0 and 1. Now you build the network that reads them. It sounds mysterious
# until you count it: a network is a box of numbers and two kinds of arithmetic. In this notebook you will
#
# - build a network 784-128-10 with `Sequential`, and read its `summary()`,
# - write a function that counts the numbers in any dense layer,
# - ask the network before it has learned anything, and find out what "knows nothing" looks like,
# - do the work of one layer by hand, in one line of NumPy,
# - look at the weights of a single neuron as a picture,
# - build three variants, and say beforehand how large they are.
#
# **You need:** part 2, or rows of scaled pixels. **Time:** about 25 minutes. **Points:** 15.
#
# Grading runs the whole notebook from top to bottom. Before you hand in, do the same: *Restart and run all*.

# %% given
import keras
import matplotlib.pyplot as plt
import numpy as np

keras.utils.set_random_seed(42)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()


def preprocess(images):
    """Scale a batch of images (n, height, width) from 0-255 to 0-1 and flatten each into a row."""
    count, height, width = images.shape
    return np.divide(images.reshape(count, height * width), 255, dtype="float32")


rows_train, rows_test = preprocess(x_train), preprocess(x_test)
print("training rows:", rows_train.shape, "from", rows_train.min(), "to", rows_train.max())
print("test rows:    ", rows_test.shape, "from", rows_test.min(), "to", rows_test.max())

# %% [markdown]
# The cell above is locked: it brings you to where part 2 ended. Every image is a row of 784 numbers between 0 and 1.
#
# ## 1 · Neurons and layers
#
# A **neuron** multiplies each number that comes in by a **weight** of its own, adds everything up, and adds one more
# number, its **bias**. A **dense layer** is a group of neurons that all look at the same inputs. A network is one layer
# after another.
#
# After the sum comes an **activation**, a fixed rule that has nothing to learn. Two of them are enough for us. Let's
# apply both to three sums.

# %%
sums = np.array([2.0, 1.0, -1.0])
print("relu:   ", np.where(sums > 0, sums, 0))
print("softmax:", np.round(np.exp(sums) / np.exp(sums).sum(), 3))

# %% [markdown]
# `relu` keeps positive sums and turns negative ones into 0. `softmax` looks at all sums of a layer together: it makes
# them positive and lets them add up to 1, so that they can be read as probabilities. The largest sum stays the largest.
#
# Here is a toy in Keras: four numbers come in, a layer of three neurons, a layer of two.

# %%
toy = keras.Sequential()
toy.add(keras.Input(shape=(4,)))
toy.add(keras.layers.Dense(3, activation="relu"))
toy.add(keras.layers.Dense(2, activation="softmax"))
print("in:", toy.input_shape, " out:", toy.output_shape)

# %% [markdown]
# `Input` gives the shape of *one* sample, that is one row or one image. A shape is a tuple, so even a single number has
# a comma: `(4,)`. Keras writes `(None, 4)`: the `None` in front stands for the number of samples, which may be
# different each time. It is never yours to fill in.
#
# You can also hand all layers over in a list: `keras.Sequential([first, second, third])`. Both ways give the same
# network.
#
# ## 2 · Build 784-128-10
#
# Our network takes rows of 784 pixels. Its **hidden layer**, between input and output, has 128 neurons with relu. Its
# **output layer** has one neuron with softmax for each of the ten digits. In short we write 784-128-10.
#
# **Exercise (4 points).** Build this network as `model`, in either of the two ways. Tell it the size of its input, and
# do not train it.

# %% answer="build"
# model: 784 numbers in, 128 neurons with relu, 10 neurons with softmax
keras.utils.set_random_seed(42)
model = ...
### BEGIN SOLUTION
hidden = keras.layers.Dense(128, activation="relu", name="hidden")
digits = keras.layers.Dense(10, activation="softmax", name="digits")
model = keras.Sequential([keras.Input(shape=(784,)), hidden, digits])
### END SOLUTION

# %% tests="build" points=4
# model takes rows of 784 numbers and gives ten probabilities, with 128 neurons between
# Hint: three parts in this order: keras.Input, a Dense layer with 128 neurons, a Dense layer with one neuron per digit.
assert model is not ..., "model is still the placeholder. Build it with keras.Sequential."
assert isinstance(model, keras.Model), (
    f"model is a {type(model).__name__}, not a Keras model. Put the layers into keras.Sequential([...])."
)
assert model.built, "Your model does not know its input size yet. Add keras.Input(shape=(784,))."
takes, gives = getattr(model, "input_shape", None), getattr(model, "output_shape", None)
assert takes == (None, 784), (
    f"model takes input of shape {takes}; (None, 784) is expected. Input wants the shape of one row, (784,), "
    "without the number of images."
)
assert gives == (None, 10), f"model gives output of shape {gives}; (None, 10) is expected: one number for each digit."
assert model.count_params() == 101770, (
    f"model has {model.count_params():,} weights and biases; 784-128-10 has 101,770. "
    "How many layers are there, and how many neurons has the hidden one?"
)
### BEGIN HIDDEN TESTS
# Hint: softmax belongs to the last layer, relu to the hidden one. Look at model.predict(rows_test[:3]).sum(axis=1).
from autograder import checks

checks.probabilities(
    model,
    np.random.default_rng().random((6, 784)),
    message="One more thing is asked of the last layer. What should ten probabilities add up to? (Part 3, section 1)",
)
assert checks.activations(model)[-1] == "softmax", (
    "The outputs are probabilities, but not by softmax alone. The last layer needs no other. (Part 3, section 2)"
)
assert checks.activations(model)[0] == "relu", (
    "The hidden layer needs another activation. Which rule turns negative sums into 0? (Part 3, section 1)"
)
### END HIDDEN TESTS

# %% [markdown]
# Every Keras model can describe itself.

# %%
assert isinstance(model, keras.Model), "This table needs model. Finish section 2 first."
model.summary()

# %% [markdown]
# One line for each layer, with the shape that it gives and its number of **parameters**: 100,480 for the hidden
# layer, 1,290 for the output layer, 101,770 together. That is everything the network has. Whatever it will know about
# digits has to fit into these numbers. (Keras gives each layer a name and counts as it goes, so `dense_2` may be your
# first one.)
#
# **Spot the bug.** Somebody reads "60,000 images with 784 pixels" and gives `Input` both numbers. No error; and the
# count is right. What gives the mistake away?

# %%
crowd = keras.Sequential([keras.Input(shape=(60000, 784))])
crowd.add(keras.layers.Dense(128, activation="relu"))
crowd.add(keras.layers.Dense(10, activation="softmax"))
print("parameters:", crowd.count_params())
print("in:", crowd.input_shape, " out:", crowd.output_shape)

# %% [markdown]
# The shapes. For this model, *one sample* is 60,000 rows. A test set of 10,000 images would not fit, nor would a single
# image. The number of parameters depends only on the last number of the input, so 101,770 proves little by itself.
#
# ## 3 · Count them
#
# Where does 100,480 come from? Let's see a small layer first: four inputs, three neurons. **Predict:** how many
# parameters does it have, and how many more with relu or softmax?

# %%
my_count = {"plain": 0, "with relu": 0, "with softmax": 0}

# %%
for activation in [None, "relu", "softmax"]:
    small = keras.layers.Dense(3, activation=activation)
    small.build((None, 4))
    print(f"Dense(3, activation={activation}): {small.count_params()} parameters")
print("your guess:", my_count)

# %% [markdown]
# We see 15 each time. An activation is a rule; it adds nothing to learn. And 15 is more than 4 × 3 = 12. What are the
# other three?
#
# **Exercise (4 points).** Write `dense_params(n_in, units)`: the number of parameters of a dense layer with `n_in`
# inputs and `units` neurons. It should give the right count for any two whole numbers.

# %% answer="dense-params"
def dense_params(n_in, units):
    """Count the weights and biases of a dense layer with n_in inputs and units neurons."""
    ### BEGIN SOLUTION
    return n_in * units + units
    ### END SOLUTION


# %% tests="dense-params" points=4
# dense_params counts all weights and biases of a dense layer
# Hint: each neuron has one weight for each input. What else does each neuron have? How many neurons are there?
count = dense_params(784, 128)
assert count is not None, "dense_params returns nothing yet. End it with return and the count."
assert isinstance(count, (int, float, np.number)), f"dense_params returns a {type(count).__name__}, not a number."
assert count != 784 * 128, (
    f"dense_params(784, 128) gives {count:,}, which is 784 × 128: the weights alone. Each neuron also has a bias."
)
assert count != 784 * 128 + 784, f"{count:,} is one bias for each input. A bias belongs to a neuron, not to an input."
assert count != 784 * 128 + 1, f"{count:,} is one bias for the whole layer. Each neuron has a bias of its own."
assert count == 100480, f"dense_params(784, 128) gives {count:,}; the summary says 100,480 for such a layer."
### BEGIN HIDDEN TESTS
# Hint: compare with the toy layer: dense_params(4, 3) should be 15. Use only n_in and units inside the function.
for n_in, units in np.random.default_rng().integers(2, 900, size=(20, 2)).tolist():
    assert dense_params(n_in, units) == (n_in + 1) * units, (
        "784 and 128 are counted right, others are not. Does the count depend on both numbers? (Part 3, section 3)"
    )
### END HIDDEN TESTS

# %%
assert dense_params(4, 3) is not None, "These lines need dense_params. Finish the exercise above first."
first, last = dense_params(784, 128), dense_params(128, 10)
print("784-128-10:", first, "+", last, "=", first + last)
print("64 neurons on 784 inputs:", dense_params(784, 64))

# %% [markdown]
# 100,480 + 1,290 = 101,770, as in the summary. And a hidden layer of 64 neurons would have 50,240.
#
# ## 4 · What an untrained network knows
#
# Keras has filled the weights with small random numbers and the biases with zeros. The network has never seen a digit.
#
# **Predict.** What share of the test images will it read correctly? And how large is the **loss**? For each image we
# take the probability p that the network gives to the *true* digit; −ln p (minus the natural logarithm of p) is the
# cost of this image, and the loss is the mean cost. Sure and right costs about 0; sure and wrong costs much. If the
# network gave 0.1 to each digit, what would the loss be?

# %%
my_guess = {"accuracy": 0.0, "loss": 0.0}

# %% given
assert isinstance(model, keras.Model), "This experiment needs model. Finish section 2 first."
probabilities = model.predict(rows_test, verbose=0)
p_true = probabilities[np.arange(len(y_test)), y_test]  # for each image, the probability of its true digit
print(f"accuracy: {np.mean(probabilities.argmax(axis=1) == y_test):.3f}")
print(f"loss:     {np.mean(-np.log(p_true)):.2f}")
print(f"ln 10:    {np.log(10):.2f}")
print("your guess:", my_guess)

# %% [markdown]
# About one in ten is right, as with a ten-sided die; other random weights may give anything from 0.05 to 0.18. The
# loss is close to −ln 0.1 = ln 10 = 2.30, which is what "no idea" costs with ten classes. Remember 2.30: a network
# whose loss stays there during training has learned nothing.
#
# ## 5 · One layer by hand
#
# Time to open the bonnet. The hidden layer holds two arrays: its weights `W` of shape (784, 128), one column for each
# neuron, and its biases `b` of shape (128,). For a batch of rows `x` it computes all sums at once with a matrix
# product, adds the biases, and applies relu.
#
# **Exercise (3 points).** Write `dense_by_hand(x, W, b)` with NumPy alone: what a dense layer with relu gives for the
# rows `x`. Shapes: `x` is (n, inputs), `W` is (inputs, units), `b` is (units,), and the result is (n, units).

# %% answer="by-hand"
def dense_by_hand(x, W, b):
    """Compute a dense layer with relu: x (n, inputs), W (inputs, units), b (units,), result (n, units)."""
    ### BEGIN SOLUTION
    return np.maximum(0, x @ W + b)
    ### END SOLUTION


# %% tests="by-hand" points=3
# dense_by_hand computes what a dense layer with relu computes
# Hint: three steps, in this order: the matrix product of x and W (the sign is @), plus b, then negatives become 0.
x_try = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]])  # two rows, three inputs
W_try = np.array([[1.0, -4.0], [2.0, 0.0], [0.0, 1.0]])  # three inputs, two neurons
b_try = np.array([10.0, 0.0])
try:
    outcome = dense_by_hand(x_try, W_try, b_try)
except (AttributeError, IndexError, NameError, RuntimeError, TypeError, ValueError) as error:
    raise AssertionError(
        f"dense_by_hand stops with: {error}. Check two things. In the product, x comes first, so that its rows meet "
        "the columns of W: shape (2, 3) @ (3, 2). And relu takes the whole array at once, without if: see section 1."
    ) from None
assert outcome is not None, "dense_by_hand returns nothing yet. End it with return and the result."
outcome = np.asarray(outcome, dtype=float)
assert outcome.shape == (2, 2), (
    f"The result has shape {outcome.shape}. Two rows and two neurons make (2, 2): one number per row and neuron."
)
assert outcome.min() >= 0, f"The result contains {outcome.min():g}. After relu no number is negative."
assert not np.allclose(outcome, [[5, 0], [2, 3]]), "The biases are missing: the result is the same as with b = 0."
assert np.allclose(outcome, [[15, 0], [12, 3]]), (
    f"For the first row, 1·1 + 2·2 + 0·0 = 5, and 5 + 10 = 15 is expected; the function gives {outcome[0, 0]:g}."
)
### BEGIN HIDDEN TESTS
# Hint: the order matters. Add the biases to the sums first; relu comes last. Numbers above 1 stay as they are.
draw = np.random.default_rng()
for many, wide, out in [(1, 5, 3), (7, 4, 4), (3, 20, 1)]:
    X, V, c = draw.normal(size=(many, wide)), draw.normal(size=(wide, out)), draw.normal(size=out)
    right = (X @ V + c) * (X @ V + c > 0)
    mine = np.asarray(dense_by_hand(X, V, c))
    assert mine.shape == right.shape, (
        "With other sizes the result has a wrong shape. Use x, W and b as they come. (Part 3, section 5)"
    )
    assert np.allclose(mine, right, atol=1e-4), (
        "With other numbers the result differs. What is the order of product, bias and relu? (Part 3, section 5)"
    )
### END HIDDEN TESTS

# %% [markdown]
# Is this really what Keras does? Let's take the four arrays out of your model, do both layers by hand, and compare with
# `predict`.

# %% given
assert isinstance(model, keras.Model), "This comparison needs model. Finish section 2 first."
W1, b1, W2, b2 = model.get_weights()
print("arrays in the model:", W1.shape, b1.shape, W2.shape, b2.shape)
between = dense_by_hand(rows_test[:5], W1, b1)
assert between is not None, "This comparison needs dense_by_hand. Finish the exercise above first."
powers = np.exp(between @ W2 + b2)
by_hand = powers / powers.sum(axis=1, keepdims=True)
print("largest difference from predict:", np.abs(by_hand - model.predict(rows_test[:5], verbose=0)).max())

# %% [markdown]
# The difference is zero, except for rounding. So the whole network is two matrix products, two additions, relu and
# softmax. There is nothing else under the bonnet.
#
# ## 6 · What one neuron looks for
#
# A hidden neuron has 784 weights, one for each pixel. So we can draw them *as an image*: bright where ink makes the
# neuron's sum larger, dark where ink makes it smaller. **Predict:** what will the picture look like before training,
# and after one pass through the training images?
#
# A copy of your model learns for one epoch, that is one such pass (part 4 explains the lines that train it; `model`
# itself stays untrained). Of its 128 neurons we draw the one whose weights have changed most.

# %% given
assert isinstance(model, keras.Model), "This picture needs model. Finish section 2 first."
keras.utils.set_random_seed(42)
learner = keras.models.clone_model(model)
before = learner.get_weights()[0]
learner.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
learner.fit(rows_train, y_train, batch_size=64, verbose=0)
after = learner.get_weights()[0]
neuron = np.abs(after - before).sum(axis=0).argmax()

fig, axes = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
strongest = np.abs(after[:, neuron]).max()
for ax, weights, title in zip(axes, [before, after], ["untrained", "after one epoch"]):
    shown = ax.imshow(weights[:, neuron].reshape(28, 28), cmap="gray", vmin=-strongest, vmax=strongest)
    ax.set(title=f"neuron {neuron}, {title}", xlabel="column", ylabel="row")
fig.colorbar(shown, ax=axes, label="weight (negative is dark)")
plt.show()

# %% [markdown]
# On the left only noise. On the right, patches of light and dark have formed in the middle, roughly as wide as a pen
# stroke: this neuron has begun to look for ink in some places and for *no* ink in others. Along the edge the noise is
# still there. Hardly anybody writes there; where a pixel is always 0, its weight never changes. Learning is nothing but
# moving these numbers.
#
# ## 7 · Sigmoid instead of softmax?
#
# Another activation, `sigmoid`, presses each sum into the range from 0 to 1 as well, but each one *for itself*. You
# will meet it in many examples. **Predict:** what do the ten outputs for one image add up to?

# %%
my_sum = 0.0

# %%
assert isinstance(model, keras.Model), "This comparison needs model. Finish section 2 first."
alone = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128, "relu"), keras.layers.Dense(10, "sigmoid")])
print("softmax, sums of five rows:", np.round(model.predict(rows_test[:5], verbose=0).sum(axis=1), 3))
print("sigmoid, sums of five rows:", np.round(alone.predict(rows_test[:5], verbose=0).sum(axis=1), 3))
print("your guess:", my_sum)

# %% [markdown]
# With softmax every row adds up to 1. With sigmoid, ten numbers near one half add up to about 5. The treacherous part:
# on MNIST a network with sigmoid trains to the same accuracy, because the largest of the ten is still the answer. But
# its outputs are not probabilities of the ten digits, and part 5 wants to know how sure the network is.
#
# ## 8 · Three variants
#
# One thing is changed at a time, always starting from 784-128-10. First: half as many hidden neurons. **Predict** the
# number of parameters of the whole network with `dense_params`, before you build it.
#
# **Exercise (1 point).** Build `model_64`: 784-64-10, with relu and softmax.

# %% answer="narrow"
# model_64: 784 numbers in, 64 neurons with relu, 10 neurons with softmax
keras.utils.set_random_seed(42)
model_64 = ...
### BEGIN SOLUTION
model_64 = keras.Sequential(name="narrow")
model_64.add(keras.Input(shape=(784,)))
model_64.add(keras.layers.Dense(64, activation="relu"))
model_64.add(keras.layers.Dense(10, activation="softmax"))
### END SOLUTION

# %% tests="narrow" points=1
# model_64 is 784-64-10 with relu and softmax
# Hint: the same as model, with another number of hidden neurons.
assert model_64 is not ..., "model_64 is still the placeholder. Build it as you built model."
assert isinstance(model_64, keras.Model), f"model_64 is a {type(model_64).__name__}, not a Keras model."
assert model_64.built, "model_64 does not know its input size yet. Add keras.Input(shape=(784,))."
takes, gives = getattr(model_64, "input_shape", None), getattr(model_64, "output_shape", None)
assert takes == (None, 784) and gives == (None, 10), (
    f"model_64 takes {takes} and gives {gives}; (None, 784) and (None, 10) are expected."
)
assert model_64.count_params() == 50890, (
    f"model_64 has {model_64.count_params():,} parameters; 50,240 for the hidden layer and 650 for the output layer "
    "are expected."
)
### BEGIN HIDDEN TESTS
# Hint: only the number of neurons changes. Activations stay as in section 2.
from autograder import checks

assert checks.activations(model_64) == ["relu", "softmax"], (
    "The sizes are right. Now compare the activations of both layers with section 2. (Part 3, section 8)"
)
### END HIDDEN TESTS

# %% [markdown]
# 50,240 + 650 = 50,890: half the neurons, half the parameters, because nearly all of them are weights of the first
# layer.
#
# Second: one more hidden layer. 784-128-64-10 has 64 hidden neurons more, 192 instead of 128. **Predict:** does the
# number of parameters, 101,770, grow by half as well, or only by a little?
#
# **Exercise (1 point).** Build `model_deep`: 784-128-64-10, relu in both hidden layers, softmax at the end.

# %% answer="deep"
# model_deep: 784 numbers in, 128 neurons with relu, 64 neurons with relu, 10 neurons with softmax
keras.utils.set_random_seed(42)
model_deep = ...
### BEGIN SOLUTION
model_deep = keras.Sequential([keras.Input(shape=(784,)), keras.layers.Dense(128, activation="relu")])
model_deep.add(keras.layers.Dense(64, activation="relu", name="second"))
model_deep.add(keras.layers.Dense(10, activation="softmax"))
### END SOLUTION

# %% tests="deep" points=1
# model_deep is 784-128-64-10 with relu, relu and softmax
# Hint: the new layer of 64 neurons stands between the other two and has its own activation.
assert model_deep is not ..., "model_deep is still the placeholder. Build it as you built model, with one more layer."
assert isinstance(model_deep, keras.Model), f"model_deep is a {type(model_deep).__name__}, not a Keras model."
assert model_deep.built, "model_deep does not know its input size yet. Add keras.Input(shape=(784,))."
takes, gives = getattr(model_deep, "input_shape", None), getattr(model_deep, "output_shape", None)
assert takes == (None, 784) and gives == (None, 10), (
    f"model_deep takes {takes} and gives {gives}; (None, 784) and (None, 10) are expected."
)
assert model_deep.count_params() != 59850, (
    "model_deep has 59,850 parameters: the layers stand in the order 64, 128. The larger one comes first."
)
assert model_deep.count_params() == 109386, (
    f"model_deep has {model_deep.count_params():,} parameters; three Dense layers of 128, 64 and 10 have 109,386."
)
### BEGIN HIDDEN TESTS
# Hint: a Dense layer has no activation unless you give it one.
from autograder import checks

assert checks.activations(model_deep) == ["relu", "relu", "softmax"], (
    "The sizes are right. Does each hidden layer have its relu, and the last layer its softmax? (Part 3, section 8)"
)
### END HIDDEN TESTS

# %% [markdown]
# 109,386: only 7,616 more. The second hidden layer looks at 128 numbers, not at 784. *Where* neurons stand counts for
# more than how many there are. And without relu between them, two layers would melt into one: `(x @ V) @ W` is
# `x @ (V @ W)`, and `V @ W` is just another array of weights.
#
# Third: no flattening beforehand. A network can take 28×28 images and flatten them itself, with a
# `keras.layers.Flatten()` layer. **Spot the bug:** here somebody forgot it. No error again. What is wrong with the
# output?

# %%
forgot = keras.Sequential([keras.Input(shape=(28, 28))])
forgot.add(keras.layers.Dense(128, activation="relu"))
forgot.add(keras.layers.Dense(10, activation="softmax"))
print("in:", forgot.input_shape, " out:", forgot.output_shape, " parameters:", forgot.count_params())

# %% [markdown]
# The output is `(None, 28, 10)`: ten probabilities for each of 28 pixel rows, as if every line of an image were an
# image. A dense layer works on the last axis and lets all others pass. Here the last axis has only 28 numbers, hence
# the mere 5,002 parameters.
#
# **Exercise (2 points).** Build `model_image`: it takes images of 28×28, flattens them itself, and is 784-128-10 from
# there on.

# %% answer="image"
# model_image: 28x28 numbers in, flattened, 128 neurons with relu, 10 neurons with softmax
keras.utils.set_random_seed(42)
model_image = ...
### BEGIN SOLUTION
model_image = keras.Sequential([keras.Input(shape=(28, 28)), keras.layers.Flatten()])
model_image.add(keras.layers.Dense(units=128, activation="relu"))
model_image.add(keras.layers.Dense(units=10, activation="softmax"))
### END SOLUTION

# %% tests="image" points=2
# model_image takes images of 28×28 and gives ten probabilities for each
# Hint: keras.layers.Flatten() comes right after the input. It has no parameters: it only reads the image line by line.
assert model_image is not ..., "model_image is still the placeholder. Begin with keras.Input(shape=(28, 28))."
assert isinstance(model_image, keras.Model), f"model_image is a {type(model_image).__name__}, not a Keras model."
assert model_image.built, "model_image does not know its input size yet. Add keras.Input(shape=(28, 28))."
takes, gives = getattr(model_image, "input_shape", None), getattr(model_image, "output_shape", None)
assert takes in [(None, 28, 28), (None, 28, 28, 1)], (
    f"model_image takes input of shape {takes}; images of (None, 28, 28) are expected. "
    "The layer Flatten makes rows of them."
)
assert gives == (None, 10), (
    f"model_image gives output of shape {gives}; (None, 10) is expected. "
    "Is the image flattened before the first Dense layer?"
)
assert model_image.count_params() == 101770, (
    f"model_image has {model_image.count_params():,} parameters; flattening adds none, so 101,770 are expected "
    "as in section 2."
)
### BEGIN HIDDEN TESTS
# Hint: after Flatten everything is as in section 2, the activations too.
from autograder import checks

assert checks.activations(model_image) == ["relu", "softmax"], (
    "Shapes and sizes are right. Compare the activations of both layers with section 2. (Part 3, section 8)"
)
### END HIDDEN TESTS

# %% [markdown]
# `model` on rows and `model_image` on images are the same network: the same 101,770 numbers. Flattening is only a way
# of reading.
#
# ## What you learned
#
# In this notebook you built a network of dense layers, counted every weight and bias in it, and did its arithmetic by
# hand. You saw that an untrained network is right about once in ten times with a loss near 2.30, that training moves
# weights, and that ten sigmoid outputs do not add up to 1. You also met two silent failures: the number of images
# inside `Input`, and a missing `Flatten`. That nothing raised an error proves nothing; the shapes tell.
#
# **Next:** [part 4](4-compile-fit.ipynb) lets the network learn, and looks at what one update, one batch and one epoch
# do.
