# %% right="dense"
# Built step by step for images with a channel, raw scores as outputs, objects instead of names
keras.utils.set_random_seed(5)
dense = keras.Sequential()
dense.add(keras.layers.InputLayer(shape=(28, 28, 1)))
for step in [Flatten(), Dense(128), keras.layers.ReLU(), Dropout(0.3), Dense(10)]:
    dense.add(step)
dense.compile(
    keras.optimizers.Adam(0.001), keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["acc"]
)
begun = time.time()
dense_history = dense.fit(images_train[..., None], y_train, 128, 10, validation_split=0.1, verbose=0).history
dense_seconds = round(time.time() - begun, 1)

# %% wrong="dense" says="Is Flatten there" earns=0
# Without Flatten, the layers look at each of the 28 rows alone
dense = keras.Sequential([keras.Input((28, 28)), Dense(128, "relu"), Dropout(0.3), Dense(10, "softmax")])
dense.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
start = time.perf_counter()
dense_history = ...
dense_seconds = time.perf_counter() - start

# %% wrong="dense" says="The dropout is not as asked for" earns=3
# Forgets the dropout
keras.utils.set_random_seed(42)
dense = keras.Sequential([keras.Input((28, 28)), Flatten(), Dense(128, "relu"), Dense(10, "softmax")])
dense.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
start = time.perf_counter()
dense_history = dense.fit(images_train, y_train, 128, 10, validation_split=0.1, verbose=0)
dense_seconds = time.perf_counter() - start

# %% wrong="dense" says="The dropout is not as asked for" earns=0
# Lets pixels drop out instead of neurons
dense = keras.Sequential([keras.Input((28, 28)), Flatten(), Dropout(0.3), Dense(128, "relu"), Dense(10, "softmax")])
dense.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
dense_history, dense_seconds = dense.fit(images_train[:1280], y_train[:1280], 128, 1, verbose=0), 1.0

# %% wrong="dense" says="lack the activation" earns=0
# No activation in the hidden layer, and a training record where the seconds should be
keras.utils.set_random_seed(42)
dense = keras.Sequential([keras.Input((28, 28)), Flatten(), Dense(128), Dropout(0.3), Dense(10, "softmax")])
dense.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
dense_history = dense_seconds = dense.fit(images_train[:1280], y_train[:1280], 128, 10, validation_split=0.1, verbose=0)

# %% wrong="dense" says="stays well below what this recipe reaches" earns=3
# Learns from the first 4,000 images only
keras.utils.set_random_seed(42)
dense = keras.Sequential([keras.Input((28, 28)), Flatten(), Dense(128, "relu"), Dropout(0.3), Dense(10, "softmax")])
dense.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
start = time.perf_counter()
dense_history = dense.fit(images_train[:4000], y_train[:4000], 128, 10, validation_split=0.1, verbose=0)
dense_seconds = time.perf_counter() - start

# %% wrong="dense" says="10 are asked for" earns=3
# Stops after five epochs
keras.utils.set_random_seed(42)
dense = keras.Sequential([keras.Input((28, 28)), Flatten(), Dense(128, "relu"), Dropout(0.3), Dense(10, "softmax")])
dense.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
start = time.perf_counter()
dense_history = dense.fit(images_train[:4000], y_train[:4000], 128, 5, validation_split=0.1, verbose=0)
dense_seconds = time.perf_counter() - start

# %% wrong="dense" says="not a network" earns=0
# The network is replaced by what fit returns
dense = keras.Sequential([keras.Input((28, 28)), Flatten(), Dense(128, "relu"), Dropout(0.3), Dense(10, "softmax")])
dense.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
dense = dense_history = dense.fit(images_train[:1280], y_train[:1280], 128, 1, validation_split=0.1, verbose=0)
dense_seconds = 1.0

# %% right="convolve"
# Two loops and a list of lists
def convolve(image, kernel):
    rows, columns = kernel.shape
    return [
        [float(np.sum(image[r : r + rows, c : c + columns] * kernel)) for c in range(image.shape[1] - columns + 1)]
        for r in range(image.shape[0] - rows + 1)
    ]

# %% right="convolve"
# SciPy's function that does not mirror
def convolve(image, kernel):
    from scipy.signal import correlate2d

    return correlate2d(image.astype("float32"), kernel.astype("float32"), mode="valid")

# %% wrong="convolve" says="the kernel is mirrored" earns=0
# SciPy's function that mirrors
def convolve(image, kernel):
    from scipy.signal import convolve2d

    return convolve2d(image, kernel, mode="valid")

# %% wrong="convolve" says="without hanging over the edge" earns=0
# Keeps the size, with zeros around the image
def convolve(image, kernel):
    from scipy.signal import correlate2d

    return correlate2d(image, kernel, mode="same")

# %% wrong="convolve" says="hides some of its numbers" earns=0
# Hides the sums behind a mask
def convolve(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.ma.masked_all(windows.shape[:2])

# %% wrong="convolve" says="fits in 1x6 places" earns=3
# Knows kernels of 3x3 only
def convolve(image, kernel):
    result = np.zeros((image.shape[0] - 2, image.shape[1] - 2))
    for r in range(image.shape[0] - 2):
        for c in range(image.shape[1] - 2):
            result[r, c] = (image[r : r + 3, c : c + 3] * kernel).sum()
    return result

# %% wrong="convolve" says="Are fractions and negative numbers kept" earns=3
# Writes the sums into an array of whole numbers
def convolve(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    result = np.zeros(windows.shape[:2], dtype=int)
    for place in np.ndindex(result.shape):
        result[place] = (windows[place] * kernel).sum()
    return result

# %% right="cnn"
# Layer by layer, with objects instead of names, and the channel by reshape
keras.utils.set_random_seed(42)
cnn = keras.Sequential([keras.Input((28, 28, 1), name="pixels")])
for maps in (32, 64):
    cnn.add(keras.layers.Convolution2D(maps, kernel_size=(3, 3), activation=keras.activations.relu))
    cnn.add(keras.layers.MaxPool2D((2, 2)))
for step in [Flatten(), Dense(64, activation="relu"), Dropout(0.3), Dense(10, activation="softmax")]:
    cnn.add(step)
cnn.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
begun = time.time()
cnn_history = cnn.fit(images_train.reshape(60000, 28, 28, 1), y_train, 128, 8, validation_split=0.1, verbose=0).history
cnn_seconds = time.time() - begun

# %% wrong="cnn" says="which is what comes out when a pooling is missing" earns=0
# Pads the images, so that the maps keep their size
cnn = keras.Sequential([
    keras.Input((28, 28, 1)), Conv2D(32, 3, padding="same", activation="relu"), MaxPooling2D(),
    Conv2D(64, 3, padding="same", activation="relu"), MaxPooling2D(), Flatten(), Dense(64, activation="relu"),
    Dropout(0.3), Dense(10, activation="softmax"),
])

# %% wrong="cnn" says="the network in the table has 121,930" earns=0
# Kernels of 5x5
cnn = keras.Sequential([
    keras.Input((28, 28, 1)), Conv2D(32, 5, activation="relu"), MaxPooling2D(), Conv2D(64, 5, activation="relu"),
    MaxPooling2D(), Flatten(), Dense(64, activation="relu"), Dropout(0.3), Dense(10, activation="softmax"),
])

# %% wrong="cnn" says="The dropout is not as asked for" earns=0
# Drops out before the 64 neurons
cnn = keras.Sequential([
    keras.Input((28, 28, 1)), Conv2D(32, 3, activation="relu"), MaxPooling2D(), Conv2D(64, 3, activation="relu"),
    MaxPooling2D(), Flatten(), Dropout(0.3), Dense(64, activation="relu"), Dense(10, activation="softmax"),
])

# %% wrong="cnn" says="lacks the activation in the table" earns=0
# The convolutions have no activation, and only a few images were used
keras.utils.set_random_seed(42)
cnn = keras.Sequential([
    keras.Input((28, 28, 1)), Conv2D(32, 3), MaxPooling2D(), Conv2D(64, 3), MaxPooling2D(), Flatten(),
    Dense(64, activation="relu"), Dropout(0.3), Dense(10, activation="softmax"),
])
cnn.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
start = time.perf_counter()
cnn_history = cnn.fit(images_train[:640, ..., None], y_train[:640], 128, 8, validation_split=0.1, verbose=0)
cnn_seconds = time.perf_counter() - start

# %% wrong="cnn" says="stays below what this recipe reaches" earns=4
# Learns from a tenth of the images
keras.utils.set_random_seed(42)
cnn = keras.Sequential([
    keras.Input((28, 28, 1)), Conv2D(32, 3, activation="relu"), MaxPooling2D(), Conv2D(64, 3, activation="relu"),
    MaxPooling2D(), Flatten(), Dense(64, activation="relu"), Dropout(0.3), Dense(10, activation="softmax"),
])
cnn.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
start = time.perf_counter()
cnn_history = cnn.fit(images_train[:6000, ..., None], y_train[:6000], 128, 8, validation_split=0.1, verbose=0)
cnn_seconds = time.perf_counter() - start

# %% wrong="cnn" says="Was it trained on the scaled images" earns=4
# Learns the labels of other images
keras.utils.set_random_seed(42)
cnn = keras.Sequential([
    keras.Input((28, 28, 1)), Conv2D(32, 3, activation="relu"), MaxPooling2D(), Conv2D(64, 3, activation="relu"),
    MaxPooling2D(), Flatten(), Dense(64, activation="relu"), Dropout(0.3), Dense(10, activation="softmax"),
])
cnn.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
start = time.perf_counter()
cnn_history = cnn.fit(images_train[:640, ..., None], y_train[640:1280], 128, 8, validation_split=0.1, verbose=0)
cnn_seconds = time.perf_counter() - start

# %% right="comparison"
# Row by row, the CNN first, two decimals, one column more
rows = []
for name, net, seconds in [("cnn", cnn, cnn_seconds), ("dense", dense, dense_seconds)]:
    ready = images_test.reshape(10000, *net.input_shape[1:])
    share = np.mean(net.predict(ready, verbose=0).argmax(axis=1) == y_test)
    rows.append({"network": name, "test_accuracy": round(share, 2), "parameters": net.count_params()})
    rows[-1].update(seconds=seconds, mistakes=round(10000 * (1 - share)))
comparison = pd.DataFrame(rows)

# %% wrong="comparison" says="Write a share between 0 and 1"
# In percent
comparison = pd.DataFrame({
    "network": ["dense", "cnn"], "parameters": [101770, 121930], "test_accuracy": [97.7, 99.0], "seconds": [10, 60],
})

# %% wrong="comparison" says="has no column 'seconds'"
# Leaves the time out
comparison = pd.DataFrame({"network": ["dense", "cnn"], "parameters": [101770, 121930], "test_accuracy": [0.97, 0.99]})

# %% wrong="comparison" says="not what the network in its row reaches"
# The last accuracies in validation, which lie near
comparison = pd.DataFrame({
    "network": ["dense", "cnn"],
    "parameters": [dense.count_params(), cnn.count_params()],
    "test_accuracy": [record.history["val_accuracy"][-1] for record in (dense_history, cnn_history)],
    "seconds": [dense_seconds, cnn_seconds],
})

# %% wrong="comparison" says="not what the network in its row reaches"
# The accuracy on the images that the networks learned from
both = [net.evaluate(images_train, y_train, verbose=0)[1] for net in (dense, cnn)]
comparison = pd.DataFrame({
    "network": ["dense", "cnn"],
    "parameters": [dense.count_params(), cnn.count_params()],
    "test_accuracy": both,
    "seconds": [dense_seconds, cnn_seconds],
})

# %% wrong="comparison" says="not that of the network in its row"
# The parameters in the wrong rows
both = [net.evaluate(images_test, y_test, verbose=0)[1] for net in (dense, cnn)]
comparison = pd.DataFrame({
    "network": ["dense", "cnn"],
    "parameters": [cnn.count_params(), dense.count_params()],
    "test_accuracy": both,
    "seconds": [dense_seconds, cnn_seconds],
})

# %% right="matrices"
# Counts one in a loop, lets pandas count the other
cm_dense = np.zeros((10, 10))
for truth, answer in zip(y_test, said_dense):
    cm_dense[truth, answer] += 1
cm_cnn = pd.crosstab(y_test, said_cnn)

# %% wrong="matrices" says="the true digits are in the columns"
# The arguments in the other order
cm_dense = confusion_matrix(said_dense, y_test)
cm_cnn = confusion_matrix(said_cnn, y_test)

# %% wrong="matrices" says="each of 10,000 test images should be counted once"
# Shares instead of counts
cm_dense = confusion_matrix(y_test, said_dense, normalize="true")
cm_cnn = confusion_matrix(y_test, said_cnn, normalize="true")

# %% wrong="matrices" says="the network that it is named after"
# The two names mixed up
cm_dense = confusion_matrix(y_test, said_cnn)
cm_cnn = confusion_matrix(y_test, said_dense)

# %% right="pair"
# With NumPy, a set and a list as results
def most_confused(matrix):
    both = np.tril(np.add(matrix, np.transpose(matrix)), -1)
    return {int(digit) for digit in np.argwhere(both == both.max())[0]}


def examples(truth, said, i, j):
    return [n for n, both in enumerate(zip(truth, said)) if both in ((i, j), (j, i))]

# %% wrong="pair" says="leave it out" earns=2
# Forgets the diagonal
def most_confused(matrix):
    return np.unravel_index(np.argmax(matrix + matrix.T), matrix.shape)


def examples(truth, said, i, j):
    return np.nonzero(((truth == i) & (said == j)) | ((truth == j) & (said == i)))[0]

# %% wrong="pair" says="both directions together" earns=0
# The largest single cell, and one direction of it
def most_confused(matrix):
    rest = matrix - np.diag(np.diag(matrix))
    return np.unravel_index(rest.argmax(), rest.shape)


def examples(truth, said, i, j):
    return np.flatnonzero((truth == i) & (said == j))

# %% wrong="pair" says="the next reader finds other counts" earns=2
# Blanks the diagonal out in the matrix itself
def most_confused(matrix):
    np.fill_diagonal(matrix, 0)
    return np.unravel_index(np.argmax(matrix + matrix.T), matrix.shape)


def examples(truth, said, i, j):
    return np.nonzero(((truth == i) & (said == j)) | ((truth == j) & (said == i)))[0]

# %% wrong="pair" says="True and False for each image" earns=3
# A mask instead of places
def most_confused(matrix):
    pairs = [(i, j) for i in range(len(matrix)) for j in range(i)]
    return max(pairs, key=lambda pair: matrix[pair] + matrix[pair[::-1]])


def examples(truth, said, i, j):
    return ((truth == i) & (said == j)) | ((truth == j) & (said == i))

# %% wrong="pair" says="not all places where the pair is confused" earns=3
# Finds at most three examples
def most_confused(matrix):
    pairs = [(i, j) for i in range(len(matrix)) for j in range(i)]
    return max(pairs, key=lambda pair: matrix[pair] + matrix[pair[::-1]])


def examples(truth, said, i, j):
    return np.flatnonzero(((truth == i) & (said == j)) | ((truth == j) & (said == i)))[:3]

# %% right="mistakes"
# Scaled images, other words, the last mistakes first, in one row
fig = plt.figure(figsize=(14, 2.5))
for k, n in enumerate(np.flatnonzero(said_cnn != y_test)[::-1][:8]):
    ax = fig.add_subplot(1, 8, k + 1)
    ax.imshow(images_test[n], cmap="gray_r")
    ax.set_title(f"True: {y_test[n]}\nPredicted: {said_cnn[n]}")

# %% wrong="mistakes" says="which is no mistake"
# Labels and answers from the beginning of the test set
fig, axes = plt.subplots(2, 4)
for k, n in enumerate(np.flatnonzero(said_cnn != y_test)[:8]):
    axes.flat[k].imshow(x_test[n])
    axes.flat[k].set_title(f"true {y_test[k]}, pred {said_cnn[k]}")

# %% wrong="mistakes" says="shows no test image that cnn gets wrong"
# Mistakes of the other network
fig, axes = plt.subplots(2, 4)
for ax, n in zip(axes.flat, np.flatnonzero((said_dense != y_test) & (said_cnn == y_test))):
    ax.imshow(x_test[n])
    ax.set_title(f"true {y_test[n]}, pred {said_dense[n]}")

# %% wrong="mistakes" says="does not belong to its picture"
# True and predicted swapped
fig, axes = plt.subplots(2, 4)
for ax, n in zip(axes.flat, np.flatnonzero(said_cnn != y_test)):
    ax.imshow(x_test[n])
    ax.set_title(f"true {said_cnn[n]}, pred {y_test[n]}")

# %% wrong="mistakes" says="shown more than once"
# One mistake eight times
fig, axes = plt.subplots(2, 4)
for ax in axes.flat:
    n = np.flatnonzero(said_cnn != y_test)[0]
    ax.imshow(x_test[n])
    ax.set_title(f"true {y_test[n]}, pred {said_cnn[n]}")

# %% wrong="mistakes" says="eight are asked for"
# All of them in one picture
fig, ax = plt.subplots()
ax.imshow(np.hstack(x_test[said_cnn != y_test][:8]))
ax.set_title("true 4, pred 9")
