# %% right="load"
# Unpacks in two steps, by the full path
train_pair, test_pair = keras.datasets.mnist.load_data()
x_train, y_train = train_pair
x_test, y_test = test_pair

# %% right="load"
# Keeps wider integers
(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train, y_train, x_test, y_test = [array.astype("int64") for array in (x_train, y_train, x_test, y_test)]

# %% wrong="load" says="unpack both pairs into four names"
# Unpacks only the outer pair
x_train, x_test = mnist.load_data()
y_train, y_test = x_train[1], x_test[1]

# %% wrong="load" says="Each pair is (images, labels)"
# Pairs images with images and labels with labels
(x_train, x_test), (y_train, y_test) = mnist.load_data()

# %% wrong="load" says="that is the test set"
# Takes the test set for training
(x_test, y_test), (x_train, y_train) = mnist.load_data()

# %% wrong="load" says="and not fashion_mnist"
# Loads clothes instead of digits
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()

# %% wrong="load" says="Leave the pixels as they come"
# Scales while loading
(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train, x_test = x_train / 255, x_test / 255

# %% right="describe"
# A dict with names, in another order
def describe(images):
    sizes = {"width": images.shape[2], "height": images.shape[1], "count": len(images)}
    return {"low": np.min(images), "high": np.max(images), **sizes}

# %% right="describe"
# A Series of floats, found by walking through all images
def describe(images):
    pixels = [float(pixel) for image in images for row in image for pixel in row]
    return pd.Series([len(images), len(images[0]), len(images[0][0]), min(pixels), max(pixels)])

# %% wrong="describe" says="Rows come before columns"
# Takes width for height, which nobody notices on square images
def describe(images):
    return images.shape[0], images.shape[2], images.shape[1], images.min(), images.max()

# %% wrong="describe" says="The first axis is the image"
# Takes the last axis for the image
def describe(images):
    height, width, count = images.shape
    return count, height, width, images.min(), images.max()

# %% wrong="describe" says="images that the function is given"
# Knows that pixels go from 0 to 255, and does not look
def describe(images):
    return *images.shape, 0, 255

# %% wrong="describe" says="not of some of them"
# Looks for low and high in the first image only
def describe(images):
    return *images.shape, images[0].min(), images[0].max()

# %% wrong="describe" says="take them out one by one"
# Leaves the shape in one piece
def describe(images):
    return images.shape, images.min(), images.max()

# %% wrong="describe" says="returns nothing yet"
# Prints instead of returning
def describe(images):
    print(*images.shape, images.min(), images.max())

# %% wrong="describe" says="Return the five numbers together"
# Returns a sentence
def describe(images):
    return f"{images.shape} from {images.min()} to {images.max()}"

# %% right="balance"
# value_counts keeps its labels as the index
counts = pd.Series(y_train).value_counts()

# %% right="balance"
# A dict of label and count
counts = dict(zip(*np.unique(y_train, return_counts=True)))

# %% right="balance"
# A plain list
counts = [(y_train == digit).sum() for digit in range(10)]

# %% wrong="balance" says="Did it come sorted by frequency?"
# Drops the labels of value_counts
counts = pd.Series(y_train).value_counts().to_list()

# %% wrong="balance" says="not each in their own place"
# Sorts the counts themselves
counts = sorted(np.bincount(y_train))

# %% wrong="balance" says="that is the test set"
# Counts the test labels
counts = np.bincount(y_test)

# %% wrong="balance" says="Take the second"
# Keeps both arrays of np.unique
counts = np.unique(y_train, return_counts=True)

# %% wrong="balance" says="add up to"
# Shares instead of counts
counts = pd.Series(y_train).value_counts(normalize=True).sort_index()

# %% right="grid"
# Ordinary Python randomness, one subplot after the other, dark ink on white, scaled pixels
import random

indices = random.sample(range(60000), 9)
fig = plt.figure()
for place, i in enumerate(indices):
    plt.subplot(3, 3, place + 1)
    plt.imshow(x_train[i] / 255, cmap="gray_r")
    plt.title(f"image {i}: {y_train[i]}")
    plt.axis("off")

# %% right="grid"
# Fills the grid column by column
indices = np.random.default_rng(7).permutation(60000)[:9].reshape(3, 3)
fig, axes = plt.subplots(3, 3)
for row in range(3):
    for column in range(3):
        axes[column, row].matshow(x_train[indices[row, column]])
        axes[column, row].set_title(y_train[indices[row, column]])

# %% wrong="grid" says="Do picture and title use the same index?"
# The title of i over the image of idx
indices = np.random.choice(60000, size=9, replace=False)
fig, axes = plt.subplots(3, 3)
for i, idx in enumerate(indices):
    axes.flat[i].imshow(x_train[idx], cmap="gray")
    axes.flat[i].set_title(f"label {y_train[i]}")

# %% wrong="grid" says="shows none of the images in indices"
# Draws the first nine images under random labels
indices = 100 + np.random.choice(59000, size=9, replace=False)
fig, axes = plt.subplots(3, 3)
for i, idx in enumerate(indices):
    axes.flat[i].imshow(x_train[i], cmap="gray")
    axes.flat[i].set_title(f"label {y_train[idx]}")

# %% wrong="grid" says="lie side by side"
# Takes the first nine
indices = range(9)
fig, axes = plt.subplots(3, 3)
for i in indices:
    axes.flat[i].imshow(x_train[i], cmap="gray")
    axes.flat[i].set_title(f"label {y_train[i]}")

# %% wrong="grid" says="Some index appears twice"
# Draws with repetition
indices = np.random.choice(60000, size=9)
indices[8] = indices[0]
fig, axes = plt.subplots(3, 3)
for ax, i in zip(axes.flat, indices):
    ax.imshow(x_train[i])
    ax.set_title(y_train[i])

# %% wrong="grid" says="Does imshow draw into a new place each time?"
# Draws all nine into one axes
indices = np.random.choice(60000, size=9, replace=False)
fig, ax = plt.subplots()
for i in indices:
    ax.imshow(x_train[i])
    ax.set_title(y_train[i])

# %% wrong="grid" says="plt.subplots returns two things"
# Keeps figure and axes in one name
indices = np.random.choice(60000, size=9, replace=False)
fig = plt.subplots(3, 3)
for ax, i in zip(fig[1].flat, indices):
    ax.imshow(x_train[i])
    ax.set_title(y_train[i])
