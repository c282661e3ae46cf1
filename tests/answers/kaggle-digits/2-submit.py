# %% right="build"
# The Functional API, with a Reshape and activations as layers of their own
pixels = keras.Input((28, 28, 1))
inner = keras.layers.Reshape((784,))(pixels)
for units in (128, 128):
    inner = keras.layers.ReLU()(keras.layers.Dense(units)(inner))
model = keras.Model(pixels, keras.layers.Softmax()(keras.layers.Dense(10)(inner)))

# %% right="build"
# The input shape in the first layer, and layers that are added one by one
model = keras.Sequential()
model.add(keras.layers.Flatten(input_shape=(28, 28, 1)))
model.add(keras.layers.Dense(128, "relu"))
model.add(keras.layers.Dense(128, keras.activations.relu))
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="build" says="Is there a Flatten before it?"
# Flatten forgotten
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Dense(128, "relu")])
model.add(keras.layers.Dense(128, "relu"))
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="build" says="there is only one hidden layer" earns=0
# One hidden layer
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(128, "relu")])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="build" says="None stands for any number of images" earns=4
# Rows instead of images
model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128, "relu")])
model.add(keras.layers.Dense(128, "relu"))
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="build" says="Begin with keras.Input"
# No input size
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(128, "relu"), keras.layers.Dense(128, "relu")])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="build" says="two layers are no more than one" earns=4
# No activation in the hidden layers, and just as many parameters
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten()])
model.add(keras.layers.Dense(128))
model.add(keras.layers.Dense(128))
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="build" says="Probabilities of all classes add up to 1" earns=4
# Sigmoid at the end
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(128, "relu")])
model.add(keras.layers.Dense(128, "relu"))
model.add(keras.layers.Dense(10, "sigmoid"))

# %% right="train"
# One-hot labels and objects instead of names, the same training otherwise
model.compile(
    keras.optimizers.Adam(), keras.losses.CategoricalCrossentropy(), metrics=[keras.metrics.CategoricalAccuracy()]
)
aside = (x_valid, np.eye(10)[y_valid])
history = model.fit(x_train, np.eye(10)[y_train], 32, 10, validation_data=aside, verbose=0)

# %% wrong="train" says="ask for all in one call" earns=6
# Four epochs instead of ten: just as good a network, and not what is asked for
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_train, y_train, epochs=4, validation_data=(x_valid, y_valid), verbose=0)

# %% wrong="train" says="ask for all in one call" earns=3 typical
# One epoch, as in a first try
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_train, y_train, validation_data=(x_valid, y_valid), verbose=0)

# %% wrong="train" says="Name it where you compile" earns=6
# Forgets the accuracy
model.compile("adam", "sparse_categorical_crossentropy")
history = model.fit(x_train, y_train, epochs=10, validation_data=(x_valid, y_valid), verbose=0)

# %% wrong="train" says="Keep what model.fit returns" earns=0
# The network instead of the record
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model

# %% wrong="train" says="Were other images used to measure" earns=6
# Measures on the training images
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_train, y_train, epochs=10, validation_data=(x_train[:12600], y_train[:12600]), verbose=0)

# %% wrong="train" says="stays below what ten epochs" earns=3
# Learns next to nothing: the steps are far too small
model.compile(keras.optimizers.Adam(1e-5), "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_train, y_train, epochs=10, validation_data=(x_valid, y_valid), verbose=0)

# %% wrong="train" says="nothing may be learned from them" earns=0
# Learns from the validation images
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_valid, y_valid, epochs=10, validation_data=(x_valid, y_valid), verbose=0)

# %% right="accuracies"
# Counts with NumPy, to three decimals
train_accuracy = np.round(np.mean(model.predict(x_train, verbose=0).argmax(axis=1) == y_train), 3)
val_accuracy = np.round(np.mean(model.predict(x_valid, verbose=0).argmax(axis=1) == y_valid), 3)

# %% wrong="accuracies" says="measured while it was still learning" earns=3
# The last numbers of the record
train_accuracy, val_accuracy = history.history["accuracy"][-1], history.history["val_accuracy"][-1]

# %% wrong="accuracies" says="not what the finished network reaches on all of x_valid" earns=3
# The best epoch instead of the last
train_accuracy = model.evaluate(x_train, y_train, verbose=0)[1]
val_accuracy = max(history.history["val_accuracy"]) + 0.001

# %% wrong="accuracies" says="the second" earns=0
# Keeps loss and accuracy together
train_accuracy = model.evaluate(x_train, y_train, verbose=0)
val_accuracy = model.evaluate(x_valid, y_valid, verbose=0)

# %% wrong="accuracies" says="no percent" earns=0
# Percent
train_accuracy = 100 * model.evaluate(x_train, y_train, verbose=0)[1]
val_accuracy = 100 * model.evaluate(x_valid, y_valid, verbose=0)[1]

# %% right="noise"
# Variances, and NumPy's own truth
def standard_error(p, n):
    return (p / n * (1 - p)) ** 0.5


def is_real(p, n, q, m):
    return np.square(p - q) > 4 * (np.square(standard_error(p, n)) + np.square(standard_error(q, m)))

# %% wrong="noise" says="n stands under the root, too" earns=5
# A bracket in the wrong place
def standard_error(p, n):
    return (p * (1 - p)) ** 0.5 / n


def is_real(p, n, q, m):
    return bool(abs(p - q) > 2 * (p * (1 - p) / n + q * (1 - q) / m) ** 0.5)

# %% wrong="noise" says="another share and another number" earns=5
# Right for one half only
def standard_error(p, n):
    return 0.5 / n**0.5


def is_real(p, n, q, m):
    return bool(abs(p - q) > 2 * (p * (1 - p) / n + q * (1 - q) / m) ** 0.5)

# %% wrong="noise" says="Take the size of the difference: abs" earns=3
# Knows one direction only
def standard_error(p, n):
    return (p * (1 - p) / n) ** 0.5


def is_real(p, n, q, m):
    return bool(p - q > 2 * (standard_error(p, n) ** 2 + standard_error(q, m) ** 2) ** 0.5)

# %% wrong="noise" says="two standard errors of the difference" earns=3
# Adds the standard errors
def standard_error(p, n):
    return (p * (1 - p) / n) ** 0.5


def is_real(p, n, q, m):
    return bool(abs(p - q) > 2 * (standard_error(p, n) + standard_error(q, m)))

# %% wrong="noise" says="two standard errors of the difference" earns=3
# As if both shares were of the same number of images
def standard_error(p, n):
    return (p * (1 - p) / n) ** 0.5


def is_real(p, n, q, m):
    return bool(abs(p - q) > 2 * (2 * p * (1 - p) / n) ** 0.5)

# %% right="predict"
# Calls the model in pieces, and keeps a Series
pieces = [np.argmax(model(prepare(test[start : start + 4000])), axis=-1) for start in range(0, 28000, 4000)]
predicted = pd.Series(np.concatenate(pieces), name="Label")

# %% right="predict"
# Prepares with other code
ready = test.to_numpy().reshape(-1, 28, 28, 1).astype("float32") / 255
predicted = list(model.predict(ready, batch_size=1000, verbose=0).argmax(axis=1))

# %% wrong="predict" says="Which of them is largest says argmax"
# Keeps the probabilities
predicted = model.predict(prepare(test), verbose=0)

# %% wrong="predict" says="not its size"
# The largest probability instead of its place
predicted = model.predict(prepare(test), verbose=0).max(axis=1)

# %% wrong="predict" says="Take argmax along the other axis"
# The other axis
predicted = model.predict(prepare(test), verbose=0).argmax(axis=0)

# %% wrong="predict" says="one digit for each row of test"
# Predicts the validation images
predicted = model.predict(x_valid, verbose=0).argmax(axis=1)

# %% wrong="predict" says="prepared as its training images were"
# Forgets to scale, and is right for most images
predicted = model.predict(test.to_numpy("float32").reshape(-1, 28, 28, 1), verbose=0).argmax(axis=1)

# %% wrong="predict" says="prepared as its training images were"
# Another recipe than in training
squares = prepare(test)
predicted = model.predict(keras.utils.normalize(squares, axis=1), verbose=0).argmax(axis=1)

# %% right="submission"
# Writes line by line, as Windows does, and the columns in another order
with open("submission.csv", "w", newline="\r\n") as out:
    out.write("Label,ImageId\n")
    for number, digit in enumerate(predicted, start=1):
        out.write(f"{digit},{number}\n")

# %% right="submission"
# A Series with an index that has a name
ids = pd.RangeIndex(1, 28001, name="ImageId")
pd.Series(predicted, index=ids, name="Label").to_csv("submission.csv", quoting=csv.QUOTE_ALL)

# %% wrong="submission" says="to_csv takes index=False"
# The index comes along
pd.DataFrame({"ImageId": range(1, 28001), "Label": predicted}).to_csv("submission.csv")

# %% wrong="submission" says="Ids are counted from 1"
# Ids from 0
pd.DataFrame({"ImageId": range(28000), "Label": predicted}).to_csv("submission.csv", index=False)

# %% wrong="submission" says="one for each of 28,000 images"
# Misses the last rows
pd.DataFrame({"ImageId": range(1, 27991), "Label": predicted[:27990]}).to_csv("submission.csv", index=False)

# %% wrong="submission" says="is there more than once"
# The ids of the last hundred are those of the hundred before
ids = np.arange(1, 28001)
ids[-100:] -= 100
pd.DataFrame({"ImageId": ids, "Label": predicted}).to_csv("submission.csv", index=False)

# %% wrong="submission" says="Capital letters count"
# Another header
pd.DataFrame({"imageid": range(1, 28001), "label": predicted}).to_csv("submission.csv", index=False)

# %% wrong="submission" says="Ids are integers, without a point"
# Ids as floats
pd.DataFrame({"ImageId": np.arange(1.0, 28001), "Label": predicted}).to_csv("submission.csv", index=False)

# %% wrong="submission" says="with a comma"
# Semicolons
pd.DataFrame({"ImageId": range(1, 28001), "Label": predicted}).to_csv("submission.csv", index=False, sep=";")

# %% wrong="submission" says="Digits are written without a point"
# Floats
pd.DataFrame({"ImageId": range(1, 28001), "Label": predicted * 1.0}).to_csv("submission.csv", index=False)

# %% wrong="submission" says="a probability?"
# Probabilities instead of labels
sureness = model.predict(prepare(test), verbose=0).max(axis=1)
pd.DataFrame({"ImageId": range(1, 28001), "Label": sureness}).to_csv("submission.csv", index=False)

# %% wrong="submission" says="Ten probabilities are no answer yet"
# All ten probabilities
table = pd.DataFrame(model.predict(prepare(test), verbose=0), index=pd.RangeIndex(1, 28001, name="ImageId"))
table.to_csv("submission.csv")

# %% wrong="submission" says="Each image needs an answer"
# Leaves an answer out
labels = pd.Series(predicted).astype(object)
labels[100] = None
pd.DataFrame({"ImageId": range(1, 28001), "Label": labels}).to_csv("submission.csv", index=False)

# %% wrong="submission" says="do not belong to the images of their lines"
# Sorts the answers
pd.DataFrame({"ImageId": range(1, 28001), "Label": np.sort(predicted)}).to_csv("submission.csv", index=False)

# %% wrong="submission" says="lower than what ten epochs on x_train reach" earns=7
# The nearest mean digit, a method without any network
means = np.stack([x_train[y_train == digit].mean(axis=0).ravel() for digit in range(10)])
nearest = np.argmin((means**2).sum(axis=1) - 2 * prepare(test).reshape(-1, 784) @ means.T, axis=1)
pd.DataFrame({"ImageId": range(1, 28001), "Label": nearest}).to_csv("submission.csv", index=False)

# %% wrong="submission" says="or that of model itself" earns=7
# Good answers, and a network that never gave them, as if they were looked up
pd.DataFrame({"ImageId": range(1, 28001), "Label": predicted}).to_csv("submission.csv", index=False)
model = keras.models.clone_model(model)

# %% wrong="submission" says="cannot answer the rows of test" earns=7
# Good answers, and no network
pd.DataFrame({"ImageId": range(1, 28001), "Label": predicted}).to_csv("submission.csv", index=False)
model = "the network of section 2"

# %% wrong="submission" says="under exactly this name"
# Never writes
answers = pd.DataFrame({"ImageId": range(1, 28001), "Label": predicted}).to_csv(index=False)

# %% right="cnn"
# Another convolutional network, and a file line by line
keras.utils.set_random_seed(3)
pixels = keras.Input((28, 28, 1))
signal = keras.layers.Conv2D(24, 5, strides=2, activation="relu", padding="same")(pixels)
signal = keras.layers.Conv2D(48, 3, strides=2, activation="relu", padding="same")(signal)
signal = keras.layers.Dropout(0.3)(keras.layers.Dense(100, "relu")(keras.layers.Flatten()(signal)))
cnn = keras.Model(pixels, keras.layers.Dense(10)(signal))
cnn.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["acc"])
cnn.fit(x_train, y_train, batch_size=64, epochs=8, verbose=0)
with open("second_submission.csv", "w") as out:
    print("ImageId,Label", file=out)
    for number, scores in enumerate(cnn.predict(prepare(test), verbose=0), start=1):
        print(number, np.argmax(scores), sep=",", file=out)

# %% wrong="cnn" says="stays below 0.981" earns=0 typical
# The dense network once more
cnn = model
pd.DataFrame({"ImageId": range(1, 28001), "Label": predicted}).to_csv("second_submission.csv", index=False)

# %% wrong="cnn" says="(28, 28, 1) is asked for" earns=0
# Rows, and no file
cnn = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10, "softmax")])

# %% wrong="cnn" says="Its form is that of the first" earns=0
# An untrained network, and a file with the index
cnn = keras.models.clone_model(model)
pd.DataFrame({"ImageId": range(1, 28001), "Label": predicted}).to_csv("second_submission.csv")

# %% wrong="cnn" says="or that of cnn itself" earns=0
# A network that never learned, and answers that it never gave
cnn = keras.models.clone_model(model)
pd.DataFrame({"ImageId": range(1, 28001), "Label": predicted}).to_csv("second_submission.csv", index=False)

# %% wrong="cnn" says="Are these its answers?" earns=4
# The right network, and the answers of the other one
keras.utils.set_random_seed(3)
pixels = keras.Input((28, 28, 1))
signal = keras.layers.Conv2D(24, 5, strides=2, activation="relu", padding="same")(pixels)
signal = keras.layers.Conv2D(48, 3, strides=2, activation="relu", padding="same")(signal)
signal = keras.layers.Dropout(0.3)(keras.layers.Dense(100, "relu")(keras.layers.Flatten()(signal)))
cnn = keras.Model(pixels, keras.layers.Dense(10)(signal))
cnn.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["acc"])
cnn.fit(x_train, y_train, batch_size=64, epochs=8, verbose=0)
pd.DataFrame({"ImageId": range(1, 28001), "Label": predicted}).to_csv("second_submission.csv", index=False)
