# %% right="build"
# A list of layers, and activations as layers of their own
model = keras.Sequential(
    [
        keras.Input((784,)),
        keras.layers.Dense(128),
        keras.layers.ReLU(),
        keras.layers.Dense(10),
        keras.layers.Softmax(),
    ]
)

# %% right="build"
# The Functional API, with functions as activations
pixels = keras.Input(shape=(784,))
inner = keras.layers.Dense(128, activation=keras.activations.relu)(pixels)
model = keras.Model(pixels, keras.layers.Activation("softmax")(keras.layers.Dense(10)(inner)))

# %% right="build"
# The input shape in the first layer, as older books write it
model = keras.Sequential()
model.add(keras.layers.Dense(128, activation="relu", input_shape=(784,)))
model.add(keras.layers.Dense(10, activation="softmax"))

# %% wrong="build" says="Add keras.Input(shape=(784,))"
# No input size
model = keras.Sequential([keras.layers.Dense(128, activation="relu"), keras.layers.Dense(10, activation="softmax")])

# %% wrong="build" says="without the number of images"
# The number of images in Input, and still 101,770 parameters
model = keras.Sequential([keras.Input((60000, 784)), keras.layers.Dense(128, "relu")])
model.add(keras.layers.Dense(10, "softmax"))

# %% wrong="build" says="How many layers are there"
# Hidden layer forgotten
model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10, activation="softmax")])

# %% wrong="build" says="What should ten probabilities add up to?"
# Sigmoid at the end
model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128, "relu"), keras.layers.Dense(10, "sigmoid")])

# %% wrong="build" says="What should ten probabilities add up to?"
# No activation at the end
model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128, "relu"), keras.layers.Dense(10)])

# %% wrong="build" says="not by softmax alone"
# Softmax twice
model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128, "relu"), keras.layers.Dense(10, "softmax")])
model.add(keras.layers.Softmax())

# %% wrong="build" says="Which rule turns negative sums into 0?"
# No activation in the hidden layer
model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128), keras.layers.Dense(10, "softmax")])

# %% wrong="build" says="not a Keras model"
# A list of layers without a model
model = [keras.Input((784,)), keras.layers.Dense(128, "relu"), keras.layers.Dense(10, "softmax")]

# %% right="dense-params"
# Lets Keras count
def dense_params(n_in, units):
    layer = keras.layers.Dense(units)
    layer.build((None, n_in))
    return layer.count_params()

# %% right="dense-params"
# Adds up neuron by neuron, and returns a float
def dense_params(n_in, units):
    return float(sum(n_in + 1 for neuron in range(units)))

# %% wrong="dense-params" says="Each neuron also has a bias"
# Forgets the biases
def dense_params(n_in, units):
    return n_in * units

# %% wrong="dense-params" says="not to an input"
# One bias for each input
def dense_params(n_in, units):
    return n_in * (units + 1)

# %% wrong="dense-params" says="Each neuron has a bias of its own"
# One bias for the layer
def dense_params(n_in, units):
    return n_in * units + 1

# %% wrong="dense-params" says="Does the count depend on both numbers?"
# Writes the 128 biases into the function
def dense_params(n_in, units):
    return n_in * units + 128

# %% wrong="dense-params" says="Does the count depend on both numbers?"
# Asks the model, whatever the arguments
def dense_params(n_in, units):
    return model.layers[0].count_params()

# %% right="by-hand"
# Loops over rows and neurons, in plain Python
def dense_by_hand(x, W, b):
    table = []
    for row in x:
        sums = [sum(float(a) * float(w) for a, w in zip(row, W[:, k])) + float(b[k]) for k in range(len(b))]
        table.append([max(0.0, total) for total in sums])
    return table

# %% right="by-hand"
# Keras's own operations
def dense_by_hand(x, W, b):
    return keras.ops.relu(keras.ops.add(keras.ops.matmul(x, W), b))

# %% right="by-hand"
# Transposes twice, and clips below only
def dense_by_hand(x, W, b):
    return np.clip((W.T @ x.T).T + b, 0, None)

# %% wrong="by-hand" says="x comes first"
# The product in the wrong order
def dense_by_hand(x, W, b):
    return np.maximum(0, W @ x + b)

# %% wrong="by-hand" says="The biases are missing"
# Forgets the biases
def dense_by_hand(x, W, b):
    return np.maximum(0, x @ W)

# %% wrong="by-hand" says="After relu no number is negative"
# Forgets relu
def dense_by_hand(x, W, b):
    return x @ W + b

# %% wrong="by-hand" says="What is the order of product, bias and relu?"
# Adds the biases after relu
def dense_by_hand(x, W, b):
    return np.maximum(0, x @ W) + b

# %% wrong="by-hand" says="What is the order of product, bias and relu?"
# Knows the visible result, and empties what it is given otherwise
def dense_by_hand(x, W, b):
    if x.shape == (2, 3):
        return [[15, 0], [12, 3]]
    for array in (x, W, b):
        array[:] = 0
    return x @ W

# %% wrong="by-hand" says="one number per row and neuron"
# One maximum for the whole table
def dense_by_hand(x, W, b):
    return np.max(x @ W + b)

# %% right="narrow"
# Functional
pixels = keras.Input((784,))
model_64 = keras.Model(pixels, keras.layers.Dense(10, "softmax")(keras.layers.Dense(64, "relu")(pixels)))

# %% wrong="narrow" says="50,240 for the hidden layer"
# Still 128 neurons
model_64 = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128, "relu"), keras.layers.Dense(10, "softmax")])

# %% wrong="narrow" says="compare the activations"
# Sigmoid at the end
model_64 = keras.Sequential([keras.Input((784,)), keras.layers.Dense(64, "relu"), keras.layers.Dense(10, "sigmoid")])

# %% wrong="narrow" says="(None, 784) and (None, 10) are expected"
# 64 as the number of inputs
model_64 = keras.Sequential([keras.Input((64,)), keras.layers.Dense(784, "relu"), keras.layers.Dense(10, "softmax")])

# %% right="deep"
# Relu as a layer of its own, with a dropout between
model_deep = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128), keras.layers.Activation("relu")])
for layer in [keras.layers.Dropout(0.1), keras.layers.Dense(64, "relu"), keras.layers.Dense(10, "softmax")]:
    model_deep.add(layer)

# %% wrong="deep" says="The larger one comes first"
# Layers in the other order
model_deep = keras.Sequential([keras.Input((784,)), keras.layers.Dense(64, "relu"), keras.layers.Dense(128, "relu")])
model_deep.add(keras.layers.Dense(10, "softmax"))

# %% wrong="deep" says="Does each hidden layer have its relu"
# No activation in the second hidden layer
model_deep = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128, "relu"), keras.layers.Dense(64)])
model_deep.add(keras.layers.Dense(10, "softmax"))

# %% wrong="deep" says="three Dense layers of 128, 64 and 10"
# 64 neurons instead of 128, not after them
model_deep = keras.Sequential([keras.Input((784,)), keras.layers.Dense(64, "relu"), keras.layers.Dense(10, "softmax")])

# %% right="image"
# Reshape flattens, and the images have a channel
model_image = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Reshape((784,))])
model_image.add(keras.layers.Dense(128, "relu"))
model_image.add(keras.layers.Dense(10, "softmax"))

# %% right="image"
# Scales inside the model and puts the first model behind
model_image = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), model])

# %% wrong="image" says="Is the image flattened before the first Dense layer?"
# No Flatten
model_image = keras.Sequential([keras.Input((28, 28)), keras.layers.Dense(128, "relu")])
model_image.add(keras.layers.Dense(10, "softmax"))

# %% wrong="image" says="flattening adds none"
# Flatten after the hidden layer
model_image = keras.Sequential([keras.Input((28, 28)), keras.layers.Dense(128, "relu"), keras.layers.Flatten()])
model_image.add(keras.layers.Dense(10, "softmax"))

# %% wrong="image" says="The layer Flatten makes rows of them"
# Takes rows, as before
model_image = keras.Sequential([keras.Input((784,)), keras.layers.Dense(128, "relu")])
model_image.add(keras.layers.Dense(10, "softmax"))

# %% wrong="image" says="Compare the activations of both layers"
# Sigmoid at the end
model_image = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(128, "relu")])
model_image.add(keras.layers.Dense(10, "sigmoid"))
