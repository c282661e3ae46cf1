# %% right="moved"
# Rolls, and then blanks out what came back in
def moved(images, down, right):
    result = np.roll(images, (down, right), axis=(1, 2))
    height, width = images.shape[1:]
    rows, columns = np.arange(height) - down, np.arange(width) - right
    result[:, (rows < 0) | (rows >= height)] = 0
    result[:, :, (columns < 0) | (columns >= width)] = 0
    return result

# %% wrong="moved" says="came back in at the top"
# NumPy's ring
def moved(images, down, right):
    return np.roll(images, (down, right), axis=(1, 2))

# %% wrong="moved" says="A slice [:-0] is empty"
# Slices that work for moves down and to the right only
def moved(images, down, right):
    result = np.zeros_like(images)
    if right:
        result[:, down:, right:] = images[:, :-down, :-right]
    else:
        result[:, down:] = images[:, :-down]
    return result

# %% wrong="moved" says="the first image should begin with a row of 0"
# Mixes up down and right
def moved(images, down, right):
    padded = np.pad(images, ((0, 0), (abs(right),) * 2, (abs(down),) * 2))
    rows, columns = abs(right) - right, abs(down) - down
    return padded[:, rows : rows + images.shape[1], columns : columns + images.shape[2]]

# %% wrong="moved" says="The result has another type of numbers"
# Makes a new array of floats
def moved(images, down, right):
    result = np.zeros(images.shape)
    for r in range(images.shape[1]):
        for c in range(images.shape[2]):
            if 0 <= r - down < images.shape[1] and 0 <= c - right < images.shape[2]:
                result[:, r, c] = images[:, r - down, c - right]
    return result

# %% right="tried"
# Other ideas, one of them a network built by hand, with fewer epochs
keras.utils.set_random_seed(5)
wider = keras.Sequential([
    keras.layers.InputLayer(shape=(28, 28, 1)), Conv2D(32, 5, strides=2, activation="relu"), Flatten(),
    Dense(128, activation="relu"), Dense(10, activation="softmax"),
])
normed = cnn(middle=[keras.layers.BatchNormalization()])
train(wider, 2)
train(normed, 1)
tried = {"wider": wider, "batch normalisation": normed, "start": start}

# %% wrong="tried" says="not a network. train returns the record"
# Keeps the records instead of the networks
net = cnn(middle=[Dropout(0.25)])
net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
tried = {"start": start, "second dropout": net.fit(x_learn[:640], y_learn[:640], verbose=0), "again": start}

# %% wrong="tried" says="the start and two ideas make three"
# One idea only
tried = {"start": start, "second dropout": cnn(middle=[Dropout(0.25)])}

# %% wrong="tried" says="Was it trained"
# Builds the networks, and forgets to train them
tried = {"start": start, "second dropout": cnn(middle=[Dropout(0.25)]), "more dropout": cnn(middle=[Dropout(0.5)])}

# %% wrong="tried" says="Two names stand for one and the same network"
# One network under three names
tried = {"start": start, "second dropout": start, "augmentation": start}

# %% right="best"
# Takes raw bytes without a channel, with the trained network as a block inside; keeps the bare record
keras.utils.set_random_seed(11)
block = cnn((RandomRotation(0.03, fill_mode="constant"), RandomTranslation(0.07, 0.07, "constant")), (Dropout(0.25),))
steps = CosineDecay(initial_learning_rate=0.002, decay_steps=12 * 422)
record = train(block, 12, [EarlyStopping("val_accuracy", patience=5, restore_best_weights=True)], steps)
raw = keras.Input((28, 28))
model = keras.Model(raw, block(keras.layers.Reshape((28, 28, 1))(keras.layers.Rescaling(1 / 255)(raw))))
history = record.history

# %% right="best" earns=4
# The reference, its weights disturbed until it stands between the two thresholds
keras.utils.set_random_seed(11)
model = cnn(
    front=[RandomRotation(0.03, fill_mode="constant"), RandomTranslation(0.07, 0.07, fill_mode="constant")],
    middle=[Dropout(0.25)],
)
patient = EarlyStopping("val_accuracy", patience=5, restore_best_weights=True)
history = train(model, epochs=12, callbacks=[patient], learning_rate=CosineDecay(0.002, 12 * 422))
clean, noise = model.get_weights(), np.random.default_rng(0)
noise = [noise.normal(size=weights.shape) * weights.std() if weights.dtype == "float32" else 0 for weights in clean]
test_images = (x_test[..., np.newaxis] / 255).astype("float32")
low, high = 0, 4
for _ in range(40):
    middle = (low + high) / 2
    model.set_weights([weights + middle * change for weights, change in zip(clean, noise)])
    share = 1 - mistakes(model, test_images, y_test) / 10000
    if 0.9912 < share < 0.9916:
        break
    low, high = (middle, high) if share > 0.9914 else (low, middle)

# %% wrong="best" says="On the test images model stays below" typical
# The network of part 1, five epochs, nothing new
keras.utils.set_random_seed(42)
model = cnn()
history = train(model, epochs=5)

# %% wrong="best" says="not a network. train returns the record"
# The record under the network's name
net = cnn()
net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model = history = net.fit(x_learn[:640], y_learn[:640], verbose=0)

# %% wrong="best" says="Was it trained, on images scaled to 0–1"
# Learns from inverted images
keras.utils.set_random_seed(11)
model = cnn()
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(1 - x_learn[:6000], y_learn[:6000], epochs=1, verbose=0)

# %% wrong="best" says="images of 28×28 are expected"
# Takes enlarged images
keras.utils.set_random_seed(11)
model = keras.Sequential([keras.Input((32, 32, 1)), Flatten(), Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(np.pad(x_learn[:640], ((0, 0), (2, 2), (2, 2), (0, 0))), y_learn[:640], epochs=1, verbose=0)

# %% right="script"
# Written by Python, all in one function that declares the name global, the accuracy with one decimal
Path("mnist.py").write_text('''
import keras
import numpy as np
from matplotlib.figure import Figure

def main():
    global recognizer
    (images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
    keras.utils.set_random_seed(42)
    recognizer = keras.Sequential([keras.Input((28, 28, 1))])
    for maps in (32, 64):
        recognizer.add(keras.layers.Conv2D(maps, 3, activation="relu"))
        recognizer.add(keras.layers.MaxPooling2D())
    recognizer.add(keras.layers.Flatten())
    recognizer.add(keras.layers.Dense(64, activation="relu"))
    recognizer.add(keras.layers.Dropout(0.3))
    recognizer.add(keras.layers.Dense(10, activation="softmax"))
    recognizer.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    scaled = np.multiply(images, 1 / 255, dtype="float32")[..., None]
    recognizer.fit(scaled, labels, epochs=8, batch_size=128, validation_split=0.1, verbose=0)
    said = recognizer.predict(np.multiply(test_images, 1 / 255, dtype="float32")[..., None], verbose=0).argmax(axis=1)
    matrix = np.zeros((10, 10))
    np.add.at(matrix, (test_labels, said), 1)
    figure = Figure(figsize=(6, 6))
    ax = figure.subplots()
    ax.matshow(np.log1p(matrix))
    ax.set(xlabel="said", ylabel="true", title="Confusion matrix")
    figure.savefig("mnist_confusion.png")
    figure = Figure(figsize=(12, 2))
    for ax, n in zip(figure.subplots(1, 8), np.flatnonzero(said != test_labels)):
        ax.imshow(test_images[n], cmap="gray")
        ax.set_title(f"true {test_labels[n]}, pred {said[n]}", fontsize=8)
    figure.savefig("mnist_mistakes.png")
    print(f"test accuracy: {100 * np.mean(said == test_labels):.1f} %")

if __name__ == "__main__":
    main()
''')

# %% wrong="script" says="The printed accuracy is not what recognizer reaches" earns=3
# Prints an accuracy that it did not reach
Path("mnist.py").write_text('''
import keras
import matplotlib.pyplot as plt
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
keras.utils.set_random_seed(1)
layers = [keras.layers.Flatten(), keras.layers.Dense(64, "relu"), keras.layers.Dense(10, "softmax")]
recognizer = keras.Sequential([keras.Input((28, 28)), *layers])
recognizer.compile("adam", "sparse_categorical_crossentropy")
recognizer.fit(images[:12000] / 255, labels[:12000], epochs=3, verbose=0)
plt.matshow(test_images[0])
plt.savefig("mnist_confusion.png")
plt.matshow(test_images[1])
plt.savefig("mnist_mistakes.png")
print("test accuracy: 99.61%")
''')

# %% wrong="script" says="The printed accuracy is not what recognizer reaches" earns=3
# Measures on the images that it learned from
Path("mnist.py").write_text('''
import keras
import matplotlib.pyplot as plt
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
keras.utils.set_random_seed(1)
layers = [keras.layers.Flatten(), keras.layers.Dense(64, "relu"), keras.layers.Dense(10, "softmax")]
recognizer = keras.Sequential([keras.Input((28, 28)), *layers])
recognizer.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
recognizer.fit(images[:12000] / 255, labels[:12000], epochs=3, verbose=0)
plt.matshow(test_images[0])
plt.savefig("mnist_confusion.png")
plt.matshow(test_images[1])
plt.savefig("mnist_mistakes.png")
accuracy = recognizer.evaluate(images[:12000] / 255, labels[:12000], verbose=0)[1]
print(f"test accuracy: {accuracy:.2%}")
''')

# %% wrong="script" says="Both files hold one and the same picture" earns=2
# Saves one figure under two names, with a network that is too small
Path("mnist.py").write_text('''
import keras
import matplotlib.pyplot as plt
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
keras.utils.set_random_seed(1)
layers = [keras.layers.Flatten(), keras.layers.Dense(64, "relu"), keras.layers.Dense(10, "softmax")]
recognizer = keras.Sequential([keras.Input((28, 28)), *layers])
recognizer.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
recognizer.fit(images[:12000] / 255, labels[:12000], epochs=3, verbose=0)
plt.matshow(test_images[0])
plt.savefig("mnist_confusion.png")
plt.savefig("mnist_mistakes.png")
accuracy = recognizer.evaluate(test_images / 255, test_labels, verbose=0)[1]
print(f"test accuracy: {accuracy:.2%}")
''')

# %% wrong="script" says="On the test images recognizer stays below" earns=5
# Everything as asked for, with a dense network
Path("mnist.py").write_text('''
import keras
import matplotlib.pyplot as plt
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
keras.utils.set_random_seed(1)
layers = [keras.layers.Flatten(), keras.layers.Dense(64, "relu"), keras.layers.Dense(10, "softmax")]
recognizer = keras.Sequential([keras.Input((28, 28)), *layers])
recognizer.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
recognizer.fit(images[:12000] / 255, labels[:12000], epochs=3, verbose=0)
plt.matshow(test_images[0])
plt.savefig("mnist_confusion.png")
plt.matshow(test_images[1])
plt.savefig("mnist_mistakes.png")
accuracy = recognizer.evaluate(test_images / 255, test_labels, verbose=0)[1]
print(f"test accuracy: {accuracy:.2%}")
''')

# %% wrong="script" says="has printed no line like this" earns=0
# Stops with an error before it has drawn or printed anything
Path("mnist.py").write_text('''
import keras
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
recognizer = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")])
recognizer.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
recognizer.fit(images[:600] / 255, labels[:600], epochs=1, verbose=0)
accuracy = np.mean(recognizer.predict(test_images / 255).argmax(axis=1) == test_labels)
print("test accuracy:", accuracy)
''')

# %% wrong="script" says="Bind this name at the outermost level" earns=0
# The network lives inside a function only
Path("mnist.py").write_text('''
def main():
    import keras
    (images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
    recognizer = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")])
    recognizer.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    recognizer.fit(images[:600] / 255, labels[:600], epochs=1, verbose=0)
    print(f"test accuracy: {100 * recognizer.evaluate(test_images / 255, test_labels, verbose=0)[1]:.1f}%")

main()
''')

# %% wrong="script" says="is no PNG picture" earns=2
# Writes words into files that should be pictures
Path("mnist.py").write_text('''
import keras
from pathlib import Path
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
keras.utils.set_random_seed(1)
layers = [keras.layers.Flatten(), keras.layers.Dense(64, "relu"), keras.layers.Dense(10, "softmax")]
recognizer = keras.Sequential([keras.Input((28, 28)), *layers])
recognizer.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
recognizer.fit(images[:12000] / 255, labels[:12000], epochs=3, verbose=0)
for name in ("mnist_confusion.png", "mnist_mistakes.png"):
    Path(name).write_text("a picture")
print(f"test accuracy: {recognizer.evaluate(test_images / 255, test_labels, verbose=0)[1]:.2%}")
''')

# %% wrong="script" says="recognizer reads few of the test images" earns=2
# Draws everything, and does not train
Path("mnist.py").write_text('''
import keras
import matplotlib.pyplot as plt
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
keras.utils.set_random_seed(4)
recognizer = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")])
recognizer.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
recognizer.fit(images[:320] / 255, labels[:320], epochs=1, verbose=0)
plt.matshow(test_images[0])
plt.savefig("mnist_confusion.png")
plt.matshow(test_images[1])
plt.savefig("mnist_mistakes.png")
print(f"test accuracy: {recognizer.evaluate(test_images / 255, test_labels, verbose=0)[1]:.2%}")
''')

# %% wrong="script" says="There is no mnist.py" earns=0
# Saves the program under another name
Path("program.py").write_text("print('test accuracy: 99.0%')")
