# %% right="evaluate"
# Asks for a dictionary, and rounds to two decimals
numbers = model.evaluate(rows_test, y_test, return_dict=True, verbose=0)
test_loss, test_accuracy = round(numbers["loss"], 2), np.float32(round(numbers["accuracy"], 2))

# %% right="evaluate"
# Works both out with NumPy
outputs = model.predict(rows_test, verbose=0)
test_loss = -np.log(outputs[np.arange(10000), y_test] + 1e-9).mean()
test_accuracy = (outputs.argmax(axis=1) == y_test).mean()

# %% wrong="evaluate" says="evaluate returns the loss first"
# The two in the other order
test_accuracy, test_loss = model.evaluate(rows_test, y_test, verbose=0)

# %% wrong="evaluate" says="raw pixels instead of rows_test"
# Test images that were not scaled
test_loss, test_accuracy = model.evaluate(x_test.reshape(10000, 784), y_test, verbose=0)

# %% wrong="evaluate" says="This is not the accuracy on the test set"
# Measures on the training images
test_loss, test_accuracy = model.evaluate(rows_train, y_train, verbose=0)

# %% wrong="evaluate" says="unpack them into two names"
# Keeps both numbers in both names
test_loss = test_accuracy = model.evaluate(rows_test, y_test, verbose=0)

# %% right="predict-digit"
# Calls the model itself, without preprocess
def predict_digit(image):
    outputs = model(np.reshape(image, (1, 784)).astype("float32") / 255)
    return np.argmax(outputs, axis=-1)[0]

# %% wrong="predict-digit" says="how sure the network is"
# The largest probability instead of its place
def predict_digit(image):
    return model.predict(preprocess(image[np.newaxis]), verbose=0).max()

# %% wrong="predict-digit" says="one number is asked for"
# An array with one digit in it
def predict_digit(image):
    return model.predict(preprocess(image[np.newaxis]), verbose=0).argmax(axis=1)

# %% wrong="predict-digit" says="Is the image a batch of one"
# Prepares the image as if it were a batch of 28 rows
def predict_digit(image):
    return int(np.argmax(model.predict(preprocess(image), verbose=0)))

# %% wrong="predict-digit" says="not (784,)"
# Forgets the batch axis
def predict_digit(image):
    return int(np.argmax(model.predict(image.ravel() / 255, verbose=0)))

# %% wrong="predict-digit" says="every image must be scaled and flattened"
# Forgets to scale, and is right for most images
def predict_digit(image):
    return int(model.predict(image.reshape(1, 784), verbose=0).argmax())

# %% wrong="predict-digit" says="not what the label says"
# Looks the label up
def predict_digit(image):
    return int(y_test[np.argmax((x_test == image).all(axis=(1, 2)))])

# %% right="matrix"
# Counts in a loop, as floats
cm = np.zeros((10, 10))
for t, p in zip(y_test, predicted):
    cm[t, p] += 1

# %% right="matrix"
# A table from pandas
import pandas as pd

cm = pd.crosstab(y_test, predicted)

# %% wrong="matrix" says="the true digits are in the columns"
# The arguments in the other order
cm = confusion_matrix(predicted, y_test)

# %% wrong="matrix" says="cm holds shares"
# Divides each row by its sum
cm = confusion_matrix(y_test, predicted, normalize="true")

# %% wrong="matrix" says="each of the 10,000 test images should be counted once"
# Counts the mistakes only
cm = confusion_matrix(y_test, predicted) * (1 - np.eye(10, dtype=int))

# %% wrong="matrix" says="not those of this network on the prepared test images"
# Predictions for images that were not scaled
cm = confusion_matrix(y_test, model.predict(x_test.reshape(10000, 784), verbose=0).argmax(axis=1))

# %% right="pair"
# Two loops, and the larger digit first
def confused_pair(matrix):
    best = {}
    for i in range(len(matrix)):
        for j in range(i):
            best[matrix[i][j] + matrix[j][i]] = np.array([i, j])
    return best[max(best)]

# %% wrong="pair" says="The diagonal holds right answers"
# Forgets the diagonal
def confused_pair(matrix):
    return np.unravel_index((matrix + matrix.T).argmax(), matrix.shape)

# %% wrong="pair" says="Add both directions" earns=0
# The largest single cell, and a guess for the ten digits
def confused_pair(matrix):
    rest = matrix - np.diag(np.diag(matrix))
    i, j = np.unravel_index(rest.argmax(), rest.shape)
    return (0, 1) if len(matrix) == 10 else (i, j)

# %% wrong="pair" says="The matrix that was handed in has changed" earns=2
# Blanks out the diagonal in place
def confused_pair(matrix):
    np.fill_diagonal(matrix, 0)
    return np.unravel_index((matrix + matrix.T).argmax(), matrix.shape)

# %% wrong="pair" says="classes 1 and 2 are confused" earns=2
# Looks at cm, whatever it is given
def confused_pair(matrix):
    both = np.asarray(cm) + np.asarray(cm).T
    return max(((i, j) for i in range(10) for j in range(i)), key=lambda pair: both[pair])

# %% wrong="pair" says="How many classes are there" earns=2
# Knows only ten classes
def confused_pair(matrix):
    both = matrix + matrix.T
    return max(((i, j) for i in range(10) for j in range(i)), key=lambda pair: both[pair])

# %% right="mistakes"
# Scaled pixels, other words in the titles, the most confident mistakes, two spare axes
places = sorted(np.flatnonzero(predicted != y_test), key=lambda n: -probabilities[n].max())[:8]
fig = plt.figure(figsize=(9, 6))
for k in range(10):
    ax = fig.add_subplot(2, 5, k + 1)
    if k < 8:
        ax.imshow(rows_test[places[k]].reshape(28, 28), cmap="gray_r")
        ax.set_title(f"Predicted: {predicted[places[k]]}\nTrue: {y_test[places[k]]}")

# %% wrong="mistakes" says="that is no mistake"
# Counts through the mistakes, but takes labels and predictions from the beginning of the test set
fig, axes = plt.subplots(2, 4)
for k, n in enumerate(np.flatnonzero(predicted != y_test)[:8]):
    axes.flat[k].imshow(x_test[n])
    axes.flat[k].set_title(f"true {y_test[k]}, pred {predicted[k]}")

# %% wrong="mistakes" says="shows no test image that the network gets wrong"
# Titles of the mistakes above the first eight images
fig, axes = plt.subplots(2, 4)
for k, n in enumerate(np.flatnonzero(predicted != y_test)[:8]):
    axes.flat[k].imshow(x_test[k])
    axes.flat[k].set_title(f"true {y_test[n]}, pred {predicted[n]}")

# %% wrong="mistakes" says="A title does not belong to its picture"
# True and predicted swapped
fig, axes = plt.subplots(2, 4)
for ax, n in zip(axes.flat, np.flatnonzero(predicted != y_test)):
    ax.imshow(x_test[n])
    ax.set_title(f"true {predicted[n]}, pred {y_test[n]}")

# %% wrong="mistakes" says="shown more than once"
# The same mistake eight times
fig, axes = plt.subplots(2, 4)
for ax in axes.flat:
    n = np.flatnonzero(predicted != y_test)[0]
    ax.imshow(x_test[n])
    ax.set_title(f"true {y_test[n]}, pred {predicted[n]}")

# %% wrong="mistakes" says="eight are asked for"
# One picture only
fig, ax = plt.subplots()
n = np.flatnonzero(predicted != y_test)[0]
ax.imshow(x_test[n])
ax.set_title(f"true {y_test[n]}, pred {predicted[n]}")
