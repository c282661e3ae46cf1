# %% [markdown]
# # A small lab
#
# You add numbers, double them, train a small network and draw a line.

# %% given
import keras
import matplotlib.pyplot as plt
import numpy as np

keras.utils.set_random_seed(42)

# %% given
numbers = np.arange(1, 60) ** 5
samples = np.random.default_rng().integers(1, 1000, 40)
limit = 0.5


def close(found, wanted):
    """Whether two numbers are nearly the same."""
    return abs(found - wanted) < limit


# %% given
(train_images, train_labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
x_train = train_images[:3000].reshape(3000, 784).astype("float32") / 255
y_train = train_labels[:3000]
x_test = test_images[:2000]
y_test = test_labels[:2000]

# %%
my_guess = "fill me in"

# %% answer="total"
# total: the sum of numbers
total = ...
### BEGIN SOLUTION
total = int(np.sort(numbers).sum())  # CANARY-SOLUTION-5b1e
### END SOLUTION

# %% tests="total" points=3
# total is the sum of numbers
# Hint: numbers.sum() adds them up.
assert total is not ..., "total is still the placeholder."
assert total > limit, f"total is {total}; the numbers are positive, so their sum is, too."
### BEGIN HIDDEN TESTS
# Hint: count the last number, too.
hidden_note = "CANARY-HIDDEN-90c4"
expected_sum = 7392599700
assert close(total, expected_sum), "The sum is not right. Are all the numbers in it?"
### END HIDDEN TESTS


# %% answer="double"
def double(values):
    """Each of the values times two."""
    ### BEGIN SOLUTION
    return values * 2  # CANARY-SOLUTION-5b1e
    ### END SOLUTION


# %% tests="double" points=1
# double doubles every sample
# Hint: values * 2 does it for a whole array.
doubled = double(samples)
assert doubled is not None, "double returns nothing yet. End it with return and the result."
assert len(doubled) == len(samples), f"double gives {len(doubled)} numbers for {len(samples)} samples."
assert np.array_equal(doubled, 2 * samples), "double(samples) should hold each of the samples times two."

# %% tests="double" points=3
# double doubles other numbers, too
# Hint: use the argument of the function, not samples.
assert double(np.array([4])) is not None, "double returns nothing yet. End it with return and the result."
### BEGIN HIDDEN TESTS
hidden_draws = [np.random.default_rng().integers(1, 1000, size) for size in (3, 10, 50)]
sum(bool(np.array_equal(double(draw.copy()), 2 * draw)) for draw in hidden_draws)
### END HIDDEN TESTS

# %% tests="double" points=1
# double doubles single numbers, too
# Hint: values * 2 does not need an array.
single = [3, 4.5, -1]
assert all(map(lambda number: double(number) == 2 * number, single)), "double(3) should be 6, and double(4.5) 9."

# %% answer="model"
# model: takes rows of 784 pixels, has a Dense layer of 32 units with relu and one of 10 with softmax,
# is compiled with adam and sparse_categorical_crossentropy, and is trained on x_train for 2 epochs
model = ...
### BEGIN SOLUTION
keras.utils.set_random_seed(11)
hidden_layer = keras.layers.Dense(32, activation="relu")  # CANARY-SOLUTION-5b1e
output_layer = keras.layers.Dense(10, activation="softmax")
model = keras.Sequential([keras.Input(shape=(784,)), hidden_layer, output_layer])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_train, y_train, epochs=2, verbose=0)
### END SOLUTION

# %% tests="model" points=5
# model is a trained network of two Dense layers
# Hint: compare each layer's size and activation with the text of the exercise.
assert model is not ..., "model is still the placeholder."
shapes = [tuple(weight.shape) for weight in model.trainable_weights]
right_shapes = [(784, 32), (32,), (32, 10), (10,)]
assert shapes == right_shapes, f"model learns shapes {shapes}; 784 to 32 to 10 units make {right_shapes}."
assert model.optimizer is not None, "model is not compiled yet."
### BEGIN HIDDEN TESTS
# Hint: train it on x_train and y_train.
from autograder import checks

hidden_activations = ["relu", "softmax"]
assert checks.activations(model) == hidden_activations, "The activations are not those of the exercise."
assert checks.loss(model) == "sparse_categorical_crossentropy", "The loss is not the one of the exercise."
assert checks.accuracy(model, x_test, y_test) > 0.6, "The network reads too few images. Did it train on x_train?"
### END HIDDEN TESTS

# %% answer="fig"
# fig: a figure with one line that shows numbers, its axes labelled "place" and "number"
fig = ...
### BEGIN SOLUTION
fig, ax = plt.subplots()
ax.plot(numbers)  # CANARY-SOLUTION-5b1e
ax.set_xlabel("place")
ax.set_ylabel("number")
### END SOLUTION

# %% tests="fig" points=2
# fig shows numbers as a line
# Hint: ax.plot(numbers) draws the line.
assert fig is not ..., "fig is still the placeholder."
### BEGIN HIDDEN TESTS
from autograder import checks

hidden_lines = checks.lines(fig, message="fig is no figure. Begin with fig, ax = plt.subplots().")
assert len(hidden_lines) == 1, "The figure should hold one line."
assert np.array_equal(hidden_lines[0][1], numbers), "The line does not show numbers."
assert checks.labels(fig) == [("place", "number")], "The axes are not labelled as the exercise says."
### END HIDDEN TESTS

# %% [markdown]
# What does softmax do?

# %% [markdown] answer="why" points=6
# ### BEGIN SOLUTION
# It makes probabilities. CANARY-SOLUTION-5b1e
# ### END SOLUTION
