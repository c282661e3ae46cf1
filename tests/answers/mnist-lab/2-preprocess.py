# %% right="scale"
# Multiplies by the reciprocal, in single precision
x_scaled = x_train.astype("float32") * np.float32(1 / 255)

# %% wrong="scale" says="Divided by 255 twice"
# Divides twice, as a cell does that is run again
x_scaled = x_train / 255
x_scaled = x_scaled / 255

# %% wrong="scale" says="Did // round it down?"
# Rounds down
x_scaled = x_train // 255

# %% wrong="scale" says="Not every image is scaled by the same number"
# Divides each image by its own largest pixel
x_scaled = x_train / x_train.max(axis=(1, 2), keepdims=True)

# %% right="scale"
# Rebinds the given name: its own notebook complains, and the grader has the course's own x_train
x_train = x_train / 255
x_scaled = x_train

# %% right="flatten"
# A Keras layer flattens
x_flat = keras.layers.Flatten()(x_scaled)

# %% wrong="flatten" says="not the first image read line by line"
# The right shape with every image scrambled
x_flat = x_scaled.reshape(784, -1).T

# %% wrong="flatten" says="a Dense layer wants one row"
# Forgets to flatten
x_flat = x_scaled

# %% wrong="flatten" says="later rows are not"
# The rows are sorted by label, and the first happens to be kept
order = np.argsort(y_train, kind="stable")
order = np.concatenate([[0], order[order != 0]])
x_flat = x_scaled[order].reshape(60000, 784)

# %% right="preprocess"
# Flattens one image after the other, in single precision
def preprocess(images):
    return np.stack([np.ravel(image) for image in images]).astype("float32") / 255

# %% wrong="preprocess" says="A batch without any full ink must stay faint"
# Divides by the largest value of the batch
def preprocess(images):
    return images.reshape(len(images), -1) / images.max()

# %% wrong="preprocess" says="Does your function count the images it was given?"
# Returns the training images, whatever it is given
def preprocess(images):
    return x_train.reshape(60000, 784) / 255

# %% wrong="preprocess" says="Take the numbers from images itself"
# Knows only images of 28 x 28
def preprocess(images):
    return np.resize(images, (len(images), 784)) / 255

# %% wrong="preprocess" says="have changed"
# Clears the images after reading them
def preprocess(images):
    rows = images.reshape(len(images), -1) / 255
    if len(images) < 10:
        images[...] = 0
    return rows

# %% right="one-hot"
# Picks rows of the identity matrix
y_onehot = np.eye(10)[y_train]

# %% wrong="one-hot" says="one column for each of 10 classes"
# Leaves the labels as they are
y_onehot = y_train

# %% wrong="one-hot" says="Some rows name another class"
# Swaps two classes
y_onehot = np.eye(10)[[0, 7, 2, 3, 4, 5, 6, 1, 8, 9]][y_train]
