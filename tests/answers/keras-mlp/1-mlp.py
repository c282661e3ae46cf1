# %% right="load"
# Unpacks in two steps, by the module's own name
from keras.datasets import mnist

for_training, for_test = mnist.load_data()
x_train, y_train = for_training
x_test, y_test = for_test

# %% right="load"
# Keeps wider integers
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, x_test, y_train, y_test = [array.astype("int32") for array in (x_train, x_test, y_train, y_test)]

# %% wrong="load" says="both have to be unpacked"
# Unpacks only the outer pair
x_train, x_test = keras.datasets.mnist.load_data()
y_train, y_test = x_train[1], x_test[1]

# %% wrong="load" says="Each pair is (images, labels)"
# Pairs images with images and labels with labels
(x_train, x_test), (y_train, y_test) = keras.datasets.mnist.load_data()

# %% wrong="load" says="those of the test"
# Takes the test set for training
(x_test, y_test), (x_train, y_train) = keras.datasets.mnist.load_data()

# %% wrong="load" says="not another data set"
# Loads clothes instead of digits
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()

# %% wrong="load" says="Leave the arrays as load_data() gives them"
# Scales while loading
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, x_test = x_train / 255, x_test / 255

# %% right="images"
# An index of its own for the new axis, in double precision
images_train = x_train[..., np.newaxis] / 255.0
images_test = x_test[..., None] / 255.0

# %% right="images"
# Reshapes first, and multiplies in half precision
images_train = x_train.reshape(-1, 28, 28, 1).astype("float16") * np.float16(1 / 255)
images_test = x_test.reshape(-1, 28, 28, 1).astype("float16") * np.float16(1 / 255)

# %% right="images"
# Writes over the loaded arrays, as many older notebooks do
x_train, x_test = x_train.astype("float32") / 255, x_test.astype("float32") / 255
x_train, x_test = np.expand_dims(x_train, axis=3), np.expand_dims(x_test, axis=3)
images_train, images_test = x_train, x_test

# %% wrong="images" earns=2 says="the channel axis is missing"
# Forgets expand_dims
images_train = x_train / 255
images_test = x_test / 255

# %% wrong="images" earns=2 says="the new axis stands in another place"
# Adds the axis in front
images_train = np.expand_dims(x_train / 255, 0)
images_test = np.expand_dims(x_test / 255, 0)

# %% wrong="images" earns=2 says="the new axis stands in another place"
# Puts channels first
images_train = np.expand_dims(x_train / 255, 1)
images_test = np.expand_dims(x_test / 255, 1)

# %% wrong="images" earns=2 says="(60000, 28, 28, 1) is expected"
# Adds the axis twice
images_train = np.expand_dims(np.expand_dims(x_train / 255, -1), -1)
images_test = np.expand_dims(np.expand_dims(x_test / 255, -1), -1)

# %% wrong="images" earns=2 says="The largest value in images_test is 255"
# Scales the training images only
images_train = np.expand_dims(x_train / 255, -1)
images_test = np.expand_dims(x_test, -1)

# %% wrong="images" earns=2 says="Divided by 255 twice?"
# Divides twice, as a cell does that is run again
images_train = np.expand_dims(x_train / 255, -1) / 255
images_test = np.expand_dims(x_test / 255, -1) / 255

# %% wrong="images" earns=2 says="no ink should stay 0"
# Scales to numbers between -1 and 1
images_train = np.expand_dims(x_train / 127.5 - 1, -1)
images_test = np.expand_dims(x_test / 127.5 - 1, -1)

# %% wrong="images" earns=2 says="// rounds them down"
# Rounds down
images_train = np.expand_dims(x_train // 255, -1)
images_test = np.expand_dims(x_test // 255, -1)

# %% wrong="images" earns=2 says="Not every image is divided by the same number"
# Divides each image by its own largest pixel
images_train = np.expand_dims(x_train / x_train.max(axis=(1, 2), keepdims=True), -1)
images_test = np.expand_dims(x_test / x_test.max(axis=(1, 2), keepdims=True), -1)

# %% wrong="images" earns=2 says="have changed their places"
# Lays every image on its side
images_train = np.expand_dims(x_train.transpose(0, 2, 1) / 255, -1)
images_test = np.expand_dims(x_test.transpose(0, 2, 1) / 255, -1)

# %% wrong="images" earns=0 says="images_test is still the placeholder"
# Prepares one set
images_train = np.expand_dims(x_train / 255, -1)
images_test = ...

# %% right="labels"
# Picks rows of the identity matrix
onehot_train, onehot_test = np.eye(10, dtype=int)[y_train], np.eye(10, dtype=int)[y_test]

# %% right="labels"
# Leaves the number of classes to Keras
from keras.utils import to_categorical

onehot_train, onehot_test = to_categorical(y_train), to_categorical(y_test)

# %% wrong="labels" says="went through to_categorical twice"
# Encodes what is encoded already
onehot_train = keras.utils.to_categorical(keras.utils.to_categorical(y_train))
onehot_test = keras.utils.to_categorical(keras.utils.to_categorical(y_test))

# %% wrong="labels" says="still one number for each label"
# Leaves the labels as they are
onehot_train, onehot_test = y_train, y_test

# %% wrong="labels" says="onehot_test has shape (60000, 10)"
# Copies the line and forgets to change the set
onehot_train = keras.utils.to_categorical(y_train)
onehot_test = keras.utils.to_categorical(y_train)

# %% wrong="labels" says="Places are counted from 0"
# Puts every 1 one place further
onehot_train = np.roll(keras.utils.to_categorical(y_train), 1, axis=1)
onehot_test = np.roll(keras.utils.to_categorical(y_test), 1, axis=1)

# %% wrong="labels" says="rows name other digits than its own labels"
# Takes the test labels from the training labels
onehot_train = keras.utils.to_categorical(y_train)
onehot_test = keras.utils.to_categorical(y_train[:10000])

# %% right="first-ten"
# Lists, and rows made anew
before = y_train[:10].tolist()
after = [[int(place == digit) for place in range(10)] for digit in before]

# %% wrong="first-ten" says="before holds one-hot rows"
# Both after
before = after = onehot_train[:10]

# %% wrong="first-ten" says="ten rows of ten numbers"
# Both before
before = after = y_train[:10]

# %% wrong="first-ten" says="ten rows of ten numbers"
# The first ten columns
before = y_train[:10]
after = onehot_train[:, :10]

# %% wrong="first-ten" says="Are these the same ten labels?"
# Labels of one set, rows of the other
before = y_train[:10]
after = onehot_test[:10]

# %% wrong="first-ten" says="not the first ten of the training set"
# The first ten of the test set
before = y_test[:10]
after = onehot_test[:10]

# %% right="decode"
# Goes through the rows in plain Python
def integer_labels(onehot):
    return [list(row).index(max(row)) for row in onehot]

# %% right="decode"
# The places that are not zero
def integer_labels(onehot):
    return np.nonzero(onehot)[1]

# %% right="decode"
# Keras's own argmax
def integer_labels(onehot):
    return keras.ops.argmax(onehot, axis=-1)

# %% wrong="decode" says="argmax needs an axis"
# Forgets the axis
def integer_labels(onehot):
    return np.argmax(onehot)

# %% wrong="decode" says="Which axis goes along a row?"
# Goes down the columns
def integer_labels(onehot):
    return np.argmax(onehot, axis=0)

# %% wrong="decode" says="its place is asked for"
# The largest number instead of its place
def integer_labels(onehot):
    return np.max(onehot, axis=1)

# %% wrong="decode" says="Places are counted from 0"
# Counts from 1
def integer_labels(onehot):
    return np.argmax(onehot, axis=1) + 1

# %% wrong="decode" says="returns nothing yet"
# Prints instead of returning
def integer_labels(onehot):
    print(np.argmax(onehot, axis=1))

# %% wrong="decode" says="Python says: ValueError"
# Asks whole rows
def integer_labels(onehot):
    return [place for row in onehot for place in range(10) if onehot[place] == row]

# %% wrong="decode" says="another number of rows or classes"
# Knows only ten classes
def integer_labels(onehot):
    return (onehot @ np.arange(10)).astype(int)

# %% right="grid"
# Ordinary Python randomness, one subplot after the other, raw images in dark ink, the place in the title
import random

indices = random.sample(range(60000), 9)
fig = plt.figure(figsize=(7, 7))
for place, n in enumerate(indices):
    plt.subplot(3, 3, place + 1)
    plt.imshow(x_train[n], cmap="gray_r")
    plt.title(f"image {n}: {np.argmax(onehot_train[n])}")
    plt.axis("off")

# %% right="grid"
# Fills the grid column by column, with bare numbers as titles on the left
indices = np.random.default_rng(3).permutation(60000)[:9].reshape(3, 3)
fig, axes = plt.subplots(3, 3)
for row in range(3):
    for column in range(3):
        axes[column, row].matshow(images_train[indices[row, column], :, :, 0])
        axes[column, row].set_title(y_train[indices[row, column]], loc="left")

# %% wrong="grid" earns=3 says="the whole one-hot row"
# Titles without argmax
indices = np.random.choice(60000, size=9, replace=False)
fig, axes = plt.subplots(3, 3)
for ax, i in zip(axes.flat, indices):
    ax.imshow(images_train[i], cmap="gray")
    ax.set_title(onehot_train[i])

# %% wrong="grid" earns=3 says="Picture and title must come from the same index"
# The title of the counter above the image of the index
indices = np.random.choice(np.arange(100, 60000), size=9, replace=False)
fig, axes = plt.subplots(3, 3)
for k, i in enumerate(indices):
    axes.flat[k].imshow(images_train[i], cmap="gray")
    axes.flat[k].set_title(f"digit {np.argmax(onehot_train[k])}")

# %% wrong="grid" earns=3 says="no decimal point"
# Adds up place times number, which gives a float
indices = np.random.choice(60000, size=9, replace=False)
fig, axes = plt.subplots(3, 3)
for ax, i in zip(axes.flat, indices):
    ax.imshow(images_train[i], cmap="gray")
    ax.set_title(np.sum(onehot_train[i] * np.arange(10)))

# %% wrong="grid" earns=3 says="it should hold the digit"
# No titles
indices = np.random.choice(60000, size=9, replace=False)
fig, axes = plt.subplots(3, 3)
for ax, i in zip(axes.flat, indices):
    ax.imshow(images_train[i], cmap="gray")

# %% wrong="grid" earns=0 says="does it count from 0?"
# Draws the first nine under random titles
indices = np.random.choice(np.arange(100, 60000), size=9, replace=False)
fig, axes = plt.subplots(3, 3)
for k, i in enumerate(indices):
    axes.flat[k].imshow(images_train[k], cmap="gray")
    axes.flat[k].set_title(f"digit {y_train[i]}")

# %% wrong="grid" earns=4 says="lie side by side"
# Takes the first nine
indices = range(9)
fig, axes = plt.subplots(3, 3)
for ax, i in zip(axes.flat, indices):
    ax.imshow(images_train[i], cmap="gray")
    ax.set_title(f"digit {y_train[i]}")

# %% wrong="grid" earns=4 says="at equal distances"
# Takes every thousandth image
indices = np.arange(0, 9000, 1000)
fig, axes = plt.subplots(3, 3)
for ax, i in zip(axes.flat, indices):
    ax.imshow(images_train[i], cmap="gray")
    ax.set_title(f"digit {y_train[i]}")

# %% wrong="grid" earns=4 says="Some index appears twice"
# Draws with repetition
indices = np.random.choice(60000, size=9)
indices[8] = indices[0]
fig, axes = plt.subplots(3, 3)
for ax, i in zip(axes.flat, indices):
    ax.imshow(images_train[i])
    ax.set_title(y_train[i])

# %% wrong="grid" earns=0 says="nine are asked for, each in axes of its own"
# Draws all nine into one place
indices = np.random.choice(60000, size=9, replace=False)
fig, ax = plt.subplots()
for i in indices:
    ax.imshow(images_train[i])
    ax.set_title(y_train[i])

# %% wrong="grid" earns=0 says="plt.subplots returns two things"
# Keeps figure and axes in one name
indices = np.random.choice(60000, size=9, replace=False)
fig = plt.subplots(3, 3)
for ax, i in zip(fig[1].flat, indices):
    ax.imshow(images_train[i])
    ax.set_title(y_train[i])

# %% right="count"
# Lets Keras count
def mlp_params(inputs, hidden, outputs):
    network = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(hidden), keras.layers.Dense(outputs)])
    return network.count_params()

# %% right="count"
# Adds up neuron by neuron, and returns a float
def mlp_params(inputs, hidden, outputs):
    return float(sum(inputs + 1 for neuron in range(hidden)) + sum(hidden + 1 for neuron in range(outputs)))

# %% wrong="count" says="these are the weights"
# Forgets the biases
def mlp_params(inputs, hidden, outputs):
    return inputs * hidden + hidden * outputs

# %% wrong="count" says="Add the output layer"
# Forgets the output layer
def mlp_params(inputs, hidden, outputs):
    return inputs * hidden + hidden

# %% wrong="count" says="one bias for each layer"
# One bias for each layer
def mlp_params(inputs, hidden, outputs):
    return inputs * hidden + 1 + hidden * outputs + 1

# %% wrong="count" says="Keras counted 23 above"
# Gives the inputs biases as well
def mlp_params(inputs, hidden, outputs):
    return inputs + inputs * hidden + hidden + hidden * outputs + outputs

# %% wrong="count" says="Does the count depend on all three numbers?"
# Writes the toy's five biases into the function
def mlp_params(inputs, hidden, outputs):
    return inputs * hidden + hidden * outputs + 5

# %% wrong="count" says="returns nothing yet"
# Prints instead of returning
def mlp_params(inputs, hidden, outputs):
    print(inputs * hidden + hidden + hidden * outputs + outputs)

# %% right="model"
# The functional way, with a list of one input, and activations as layers of their own
pixels = keras.Input((28, 28, 1))
sums = keras.layers.Dense(128)(keras.layers.Flatten()(pixels))
inner = keras.layers.Activation("sigmoid")(sums)
model = keras.Model(inputs=[pixels], outputs=keras.layers.Softmax()(keras.layers.Dense(10)(inner)))

# %% right="model"
# The input shape in the first layer, as older books write it
model = keras.models.Sequential()
model.add(keras.layers.Flatten(input_shape=(28, 28, 1)))
model.add(keras.layers.Dense(units=128, activation="sigmoid"))
model.add(keras.layers.Dense(units=10, activation="softmax"))

# %% right="model"
# An input layer, a reshape, and functions as activations
model = keras.Sequential()
model.add(keras.layers.InputLayer(shape=(28, 28, 1)))
model.add(keras.layers.Reshape((784,)))
model.add(keras.layers.Dense(128, activation=keras.activations.sigmoid))
model.add(keras.layers.Dense(10, activation=keras.activations.softmax))

# %% right="model"
# An input layer in the old spelling, and TensorFlow's own functions
import tensorflow as tf

model = tf.keras.Sequential(
    [
        tf.keras.layers.InputLayer(input_shape=(28, 28, 1)),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(128, activation=tf.nn.sigmoid),
        tf.keras.layers.Dense(10, activation=tf.nn.softmax),
    ]
)

# %% right="model"
# Tells the shape with build
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(128, "sigmoid")])
model.add(keras.layers.Dense(10, "softmax"))
model.build((None, 28, 28, 1))

# %% wrong="model" earns=34 says="does not know the shape of its images yet"
# No input shape
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(128, "sigmoid")])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=34 says="Your prepared images have one axis more"
# Images without the channel axis
model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(128, "sigmoid")])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=34 says="images that are flattened already"
# Rows of 784 numbers
model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128, "sigmoid"), keras.layers.Dense(10, "softmax")])

# %% wrong="model" earns=14 says="The number of images is not part of the shape"
# The size of a batch in Input
model = keras.Sequential([keras.Input((128, 28, 28, 1)), keras.layers.Dense(128, "sigmoid")])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=20 says="The number of images is not part of the shape"
# The number of images in Input, and still 101,770 parameters
model = keras.Sequential([keras.Input((60000, 784)), keras.layers.Dense(128, "sigmoid")])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=0 says="that shape is the one of a single sample"
# The number of images in Input, and the channel axis: too much for any computer
model = keras.Sequential([keras.Input((60000, 28, 28, 1)), keras.layers.Dense(128, "sigmoid")])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=34 says="Leave batch_size out of Input"
# Fixes the number of images that come at once
model = keras.Sequential([keras.Input((28, 28, 1), batch_size=128), keras.layers.Flatten()])
model.add(keras.layers.Dense(128, "sigmoid"))
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=36 says="Flatten comes before it"
# Flattens after the hidden layer
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Dense(128, "sigmoid"), keras.layers.Flatten()])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=28 says="Flatten the image before the first Dense layer"
# Forgets Flatten
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Dense(128, "sigmoid")])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=36 says="This homework asks for sigmoid"
# Relu instead of sigmoid
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(128, "relu")])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=36 says="Which curve was drawn above"
# Relu as a layer of its own
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(128)])
model.add(keras.layers.ReLU())
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=36 says="is it named in the hidden layer?"
# No activation in the hidden layer
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(128)])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=36 says="Which activation makes them add up to 1?"
# Sigmoid in both layers
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(128, "sigmoid")])
model.add(keras.layers.Dense(10, "sigmoid"))

# %% wrong="model" earns=36 says="not by a single softmax"
# Softmax twice
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(128, "sigmoid")])
model.add(keras.layers.Dense(10, "softmax"))
model.add(keras.layers.Softmax())

# %% wrong="model" earns=28 says="The hidden layer has 64 neurons"
# Half the neurons
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(64, "sigmoid")])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=22 says="a single Dense layer, with 10 neurons"
# Forgets the hidden layer
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")])

# %% wrong="model" earns=28 says="Two are asked for"
# One hidden layer more
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(128, "sigmoid")])
model.add(keras.layers.Dense(128, "sigmoid"))
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="model" earns=36 says="model has 101,632 parameters"
# Leaves out the biases
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten()])
model.add(keras.layers.Dense(128, "sigmoid", use_bias=False))
model.add(keras.layers.Dense(10, "softmax", use_bias=False))

# %% wrong="model" earns=0 says="not a Keras model"
# A list of layers without a model
model = [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(128, "sigmoid")]

# %% right="compile"
# Names for all but the optimizer
model.compile(keras.optimizers.SGD(0.02), "categorical_crossentropy", metrics=["accuracy"])

# %% right="compile"
# The short name of the accuracy, the loss as a function, the learning rate set afterwards
model.compile(metrics=["acc"], loss=keras.losses.categorical_crossentropy, optimizer="SGD")
model.optimizer.learning_rate = 0.02

# %% right="compile"
# Other names for the metric and the optimizer, and from_logits, which Keras corrects after softmax
model.compile(
    loss=keras.losses.CategoricalCrossentropy(from_logits=True),
    optimizer=keras.optimizers.SGD(0.02, name="slow"),
    metrics=[keras.metrics.CategoricalAccuracy(name="hits")],
)

# %% wrong="compile" earns=5 says="take the one without Sparse"
# The cross-entropy for integer labels
model.compile(keras.optimizers.SGD(0.02), "sparse_categorical_crossentropy", metrics=["accuracy"])

# %% wrong="compile" earns=5 says="questions of yes or no"
# The cross-entropy for two classes
model.compile(keras.optimizers.SGD(0.02), "binary_crossentropy", metrics=["categorical_accuracy"])

# %% wrong="compile" earns=5 says="This loss is another one"
# The squared error
model.compile(keras.optimizers.SGD(0.02), "mse", metrics=["categorical_accuracy"])

# %% wrong="compile" earns=5 says="The optimizer is Adam"
# Adam instead of SGD
model.compile(keras.optimizers.Adam(0.02), "categorical_crossentropy", metrics=["accuracy"])

# %% wrong="compile" earns=5 says="Keras takes another one by itself"
# Leaves the optimizer out
model.compile(loss="categorical_crossentropy", metrics=["accuracy"])

# %% wrong="compile" earns=5 says="The learning rate is 0.01"
# The bare name, with the usual learning rate
model.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])

# %% wrong="compile" earns=5 says="This is not plain gradient descent"
# Adds momentum
model.compile(keras.optimizers.SGD(0.02, momentum=0.9), "categorical_crossentropy", metrics=["accuracy"])

# %% wrong="compile" earns=6 says="The accuracy is missing"
# The metric in the third place, where it is taken for weights of the loss
model.compile(keras.optimizers.SGD(0.02), "categorical_crossentropy", ["accuracy"])

# %% wrong="compile" earns=6 says="This accuracy is for integer labels"
# The accuracy for integer labels
model.compile(
    keras.optimizers.SGD(0.02), "categorical_crossentropy", metrics=[keras.metrics.SparseCategoricalAccuracy()]
)

# %% wrong="compile" earns=6 says="does not count how often the largest"
# The accuracy for yes or no, which counts all ten numbers of a row
model.compile(keras.optimizers.SGD(0.02), "categorical_crossentropy", metrics=["binary_accuracy"])

# %% wrong="compile" earns=6 says="does not count how often the largest"
# The accuracy that asks for equal numbers
model.compile(keras.optimizers.SGD(0.02), "categorical_crossentropy", metrics=[keras.metrics.Accuracy()])

# %% wrong="compile" earns=0 says="compile changes the model itself"
# Keeps what compile returns
model = model.compile(keras.optimizers.SGD(0.02), "categorical_crossentropy", metrics=["accuracy"])

# %% wrong="compile" earns=0 says="model is not compiled yet"
# Forgets to compile
optimizer = keras.optimizers.SGD(0.02)

# %% right="fit"
# Puts the same images aside by hand
history = model.fit(
    images_train[:54000],
    onehot_train[:54000],
    128,
    20,
    verbose=0,
    validation_data=(images_train[54000:], onehot_train[54000:]),
)

# %% wrong="fit" earns=8 says="holds 1 of 20 epochs"
# One call for each epoch, and only the last record is kept
for epoch in range(5):
    history = model.fit(images_train, onehot_train, batch_size=128, validation_split=0.1, verbose=0)

# %% wrong="fit" earns=8 says="holds 5 of 20 epochs"
# Stops early
history = model.fit(images_train, onehot_train, batch_size=128, epochs=5, validation_split=0.1, verbose=0)

# %% wrong="fit" earns=4 says="no images were put aside"
# No validation, and five epochs
history = model.fit(images_train, onehot_train, batch_size=128, epochs=5, verbose=0)

# %% wrong="fit" earns=4 says="Keras's own batch size"
# Forgets the batch size, and stops after two epochs
history = model.fit(images_train, onehot_train, epochs=2, validation_split=0.1, verbose=0)

# %% wrong="fit" earns=4 says="One epoch made 375 updates"
# A fifth of the images for validation, and five epochs
history = model.fit(images_train, onehot_train, batch_size=128, epochs=5, validation_split=0.2, verbose=0)

# %% wrong="fit" earns=4 says="all 60,000 images were trained on"
# The test images serve as validation, in five epochs
history = model.fit(
    images_train, onehot_train, batch_size=128, epochs=5, validation_data=(images_test, onehot_test), verbose=0
)

# %% wrong="fit" earns=4 says="seem to be the test images"
# The test images serve as validation, after five epochs of as many updates as asked for
history = model.fit(
    images_train[:54000], onehot_train[:54000], 128, 5, validation_data=(images_test, onehot_test), verbose=0
)

# %% wrong="fit" earns=0 says="history is a dict"
# Keeps the dictionary only
history = model.fit(images_train, onehot_train, 128, 20, validation_split=0.1, verbose=0).history

# %% wrong="fit" earns=8 says="not built again afterwards"
# Builds and compiles the network once more after training
history = model.fit(images_train, onehot_train, 128, 20, validation_split=0.1, verbose=0)
model = keras.models.clone_model(model)
model.compile(keras.optimizers.SGD(0.02), "categorical_crossentropy", metrics=["accuracy"])

# %% wrong="fit" earns=4 says="on images and labels that belong together"
# Trains on labels that are counted from the end, for two epochs
history = model.fit(images_train, onehot_train[:, ::-1], 128, 2, validation_split=0.1, verbose=0)

# %% wrong="fit" earns=4 says="guessing costs 2.30"
# Trains on images in another order than the labels, for two epochs
history = model.fit(images_train[::-1], onehot_train, 128, 2, validation_split=0.1, verbose=0)

# %% right="evaluate"
# Keeps both numbers, as evaluate returns them
score = model.evaluate(images_test, onehot_test, verbose=0)

# %% right="evaluate"
# Asks for a dictionary
score = model.evaluate(images_test, onehot_test, return_dict=True, verbose=0)

# %% right="evaluate"
# Counts right answers itself, and rounds
outputs = model.predict(images_test, verbose=0)
score = np.float32(round(np.mean(np.argmax(outputs, axis=1) == np.argmax(onehot_test, axis=1)), 3))

# %% wrong="evaluate" earns=4 says="That is the loss"
# Takes the loss
score = model.evaluate(images_test, onehot_test, verbose=0)[0]

# %% wrong="evaluate" earns=4 says="not the accuracy of the model on the 10,000 test images"
# Measures on the training images
score = model.evaluate(images_train, onehot_train, verbose=0)[1]

# %% wrong="evaluate" earns=4 says="not the accuracy of the model on the 10,000 test images"
# Takes the accuracy on the validation images from the record
score = history.history["val_categorical_accuracy"][-1]

# %% wrong="evaluate" earns=4 says="not in percent"
# In percent
score = 100 * model.evaluate(images_test, onehot_test, verbose=0)[1]

# %% wrong="evaluate" earns=4 says="does not hold one or two numbers"
# A sentence
score = f"accuracy: {model.evaluate(images_test, onehot_test, verbose=0)[1]:.3f}"

# %% wrong="evaluate" earns=3 says="fewer test images than the recipe"
# Begins anew and measures the untrained network
model = keras.models.clone_model(model)
model.compile(keras.optimizers.SGD(0.02), "categorical_crossentropy", metrics=["accuracy"])
score = model.evaluate(images_test, onehot_test, verbose=0)[1]

# %% wrong="evaluate" earns=5 says="This earned 2 of 4 points" typical
# A network that learned for five epochs
model = keras.models.clone_model(model)
model.compile(keras.optimizers.SGD(0.02), "categorical_crossentropy", metrics=["accuracy"])
model.fit(images_train, onehot_train, batch_size=128, epochs=5, validation_split=0.1, verbose=0)
score = model.evaluate(images_test, onehot_test, verbose=0)[1]

# %% right="misread"
# A set, collected in a loop
rows = model.predict(images_test, verbose=0)
misread = {n for n in range(10000) if list(rows[n]).index(max(rows[n])) != y_test[n]}

# %% right="misread"
# What np.where returns, the model called directly
misread = np.where(np.argmax(model(images_test), axis=-1) != np.argmax(onehot_test, axis=-1))

# %% wrong="misread" says="Not how many are asked for"
# Counts them
misread = np.sum(integer_labels(model.predict(images_test, verbose=0)) != y_test)

# %% wrong="misread" says="times True or False"
# One True or False for each image
misread = integer_labels(model.predict(images_test, verbose=0)) != y_test

# %% wrong="misread" says="not rows of ten"
# Compares ten probabilities with the one-hot row
misread = np.where(model.predict(images_test, verbose=0).round() != onehot_test)[0]

# %% wrong="misread" says="These are not the test images that the model misreads"
# Those that are read correctly
misread = np.flatnonzero(integer_labels(model.predict(images_test, verbose=0)) == y_test)

# %% wrong="misread" says="These are not the test images that the model misreads"
# Compares with the labels of the training set
misread = np.flatnonzero(integer_labels(model.predict(images_test, verbose=0)) != y_train[:10000])
