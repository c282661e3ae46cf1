# %% right="compile"
# Objects instead of names
model = build()
model.compile(
    keras.optimizers.Adam(),
    keras.losses.SparseCategoricalCrossentropy(),
    metrics=[keras.metrics.SparseCategoricalAccuracy(name="hits")],
)

# %% right="compile"
# The short name of the accuracy, the loss as a function
model = build()
model.compile(metrics=["acc"], loss=keras.losses.sparse_categorical_crossentropy, optimizer="Adam")

# %% wrong="compile" says="wants one-hot rows"
# Labels and loss of two different forms
model = build()
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])

# %% wrong="compile" says="The accuracy is missing"
# The metric in the third place, where it is taken for weights of the loss
model = build()
model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])

# %% wrong="compile" says="Keras takes another one"
# Leaves the optimizer out
model = build()
model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])

# %% wrong="compile" says="compile changes the model itself"
# Keeps what compile returns
model = build()
model = model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

# %% wrong="compile" says="does not count right answers when labels are integers"
# The accuracy for one-hot rows
model = build()
model.compile("adam", "sparse_categorical_crossentropy", metrics=[keras.metrics.CategoricalAccuracy()])

# %% right="batches"
# Counts the places where a batch begins
def batches_per_epoch(n, split, size):
    return len(range(0, n - int(n * split), size))

# %% right="batches"
# Rounds up with NumPy, so the number is a float
def batches_per_epoch(n, split, size):
    return np.ceil(n * (1 - split) / size)

# %% wrong="batches" says="When the last batch is not full"
# Drops the last batch
def batches_per_epoch(n, split, size):
    return int(n * (1 - split)) // size

# %% wrong="batches" says="When the last batch is not full"
# Rounds to the nearest number
def batches_per_epoch(n, split, size):
    return round(n * (1 - split) / size)

# %% wrong="batches" says="20 % of them are put aside"
# Forgets the validation share
def batches_per_epoch(n, split, size):
    return -(-n // size)

# %% wrong="batches" says="the share that is put aside"
# Takes the validation share for the training share
def batches_per_epoch(n, split, size):
    return -(-round(n * split) // size)

# %% wrong="batches" says="nothing is left over"
# Always adds one
def batches_per_epoch(n, split, size):
    return round(n * (1 - split)) // size + 1

# %% wrong="batches" says="Larger batches are fewer"
# Returns the number of the text
def batches_per_epoch(n, split, size):
    return 1500

# %% wrong="batches" says="For another number of images"
# Takes the share of the text, whatever share is given
def batches_per_epoch(n, split, size):
    return 313 if n == 10000 else -(-int(n * 0.8) // size)

# %% right="fit"
# Puts the same images aside by hand
history = model.fit(
    rows_train[:48000], y_train[:48000], 32, 5, verbose=0, validation_data=(rows_train[48000:], y_train[48000:])
)

# %% wrong="fit" says="holds 1 of 5 epochs"
# One call for each epoch, and only the last record is kept
for epoch in range(5):
    history = model.fit(rows_train, y_train, batch_size=32, validation_split=0.2, verbose=0)

# %% wrong="fit" says="no images were put aside"
# No validation
history = model.fit(rows_train, y_train, epochs=5, batch_size=32, verbose=0)

# %% wrong="fit" says="history is a dict"
# Keeps the dictionary only
history = model.fit(rows_train, y_train, epochs=5, batch_size=32, validation_split=0.2, verbose=0).history

# %% wrong="fit" says="One epoch made 1875 updates"
# The test set serves as validation
history = model.fit(rows_train, y_train, epochs=5, batch_size=32, validation_data=(rows_test, y_test), verbose=0)

# %% wrong="fit" says="seem to be the test images"
# The test set serves as validation for as many updates as asked for
history = model.fit(
    rows_train[:48000], y_train[:48000], epochs=5, batch_size=32, validation_data=(rows_test, y_test), verbose=0
)

# %% wrong="fit" says="does not read the test images"
# Trains on rows that were never scaled
history = model.fit(x_train.reshape(60000, 784), y_train, epochs=5, validation_split=0.2, verbose=0)

# %% wrong="fit" says="not built again afterwards"
# Builds and compiles the network once more after training
history = model.fit(rows_train, y_train, epochs=5, batch_size=32, validation_split=0.2, verbose=0)
model = build()
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])

# %% right="curves"
# Two pictures side by side, epochs counted from 0, labels for the whole figure
frame = pd.DataFrame(history.history)
fig, axes = plt.subplots(1, 2)
frame[["accuracy", "val_accuracy"]].plot(ax=axes[0], title="accuracy")
frame[["loss", "val_loss"]].plot(ax=axes[1], title="loss")
fig.supxlabel("epoch")
fig.supylabel("value")

# %% right="curves"
# Rounded numbers, drawn with plt.plot
frame = pd.DataFrame(history.history).round(3)
fig = plt.figure()
plt.plot(history.history["val_loss"], label="validation loss")
plt.plot(np.arange(5) - 0.5, history.history["loss"], label="training loss")
plt.xlabel("epoch")
plt.ylabel("loss")
plt.legend()

# %% wrong="curves" says="Compare like with like"
# Draws loss and accuracy of the training images
frame = pd.DataFrame(history.history)
fig, ax = plt.subplots()
ax.plot(frame["loss"], label="loss")
ax.plot(frame["accuracy"], label="accuracy")
ax.set(xlabel="epoch", ylabel="value")

# %% wrong="curves" says="not the figure"
# Keeps the lines instead of the figure
frame = pd.DataFrame(history.history)
fig = plt.plot(frame["loss"]) + plt.plot(frame["val_loss"])

# %% wrong="curves" says="Rows and columns are swapped"
# One row for each curve
frame = pd.DataFrame(history.history).T
fig, ax = plt.subplots()
ax.plot(history.history["loss"])
ax.plot(history.history["val_loss"])

# %% wrong="curves" says="Label the x axis"
# No labels
frame = pd.DataFrame(history.history)
fig, ax = plt.subplots()
ax.plot(frame["loss"])
ax.plot(frame["val_loss"])

# %% right="labels"
# Rows of the identity matrix, and the loss as an object
model_onehot = build()
model_onehot.compile("adam", keras.losses.CategoricalCrossentropy(), metrics=["acc"])
history_onehot = model_onehot.fit(rows_train, np.eye(10)[y_train], epochs=2, validation_split=0.2, verbose=0)

# %% wrong="labels" says="this network had learned before"
# Compiles the trained network again and believes that it starts afresh
model_onehot = model
model_onehot.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
history_onehot = model_onehot.fit(rows_train, np.eye(10)[y_train], epochs=2, validation_split=0.2, verbose=0)

# %% wrong="labels" says="Only the labels and their loss change here"
# Changes the optimizer as well
model_onehot = build()
model_onehot.compile(keras.optimizers.SGD(0.02), loss="categorical_crossentropy", metrics=["accuracy"])
history_onehot = model_onehot.fit(rows_train, np.eye(10)[y_train], epochs=2, validation_split=0.2, verbose=0)

# %% wrong="labels" says="in the place of the label"
# Numbers the classes from the end, for training and validation alike
model_onehot = build()
model_onehot.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
history_onehot = model_onehot.fit(rows_train, np.eye(10)[9 - y_train], epochs=2, validation_split=0.2, verbose=0)

# %% wrong="labels" says="Did you build it again after training?"
# Gives a fresh network under the name of the trained one
trained = build()
trained.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
history_onehot = trained.fit(rows_train, np.eye(10)[y_train], epochs=2, validation_split=0.2, verbose=0)
model_onehot = build()

# %% right="optimizer"
# The learning rate is set after compile, the loss is an object
model_sgd = build()
model_sgd.compile("sgd", keras.losses.SparseCategoricalCrossentropy(), metrics=["acc"])
model_sgd.optimizer.learning_rate = 0.02
history_sgd = model_sgd.fit(rows_train, y_train, epochs=2, validation_split=0.2, verbose=0)

# %% wrong="optimizer" says="The learning rate is 0.01"
# The bare name, with the usual learning rate
model_sgd = build()
model_sgd.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history_sgd = model_sgd.fit(rows_train, y_train, epochs=2, validation_split=0.2, verbose=0)

# %% wrong="optimizer" says="Only the optimizer changes here"
# Keeps the one-hot labels: two changes at once
model_sgd = build()
model_sgd.compile(keras.optimizers.SGD(0.02), loss="categorical_crossentropy", metrics=["accuracy"])
history_sgd = model_sgd.fit(rows_train, np.eye(10)[y_train], epochs=2, validation_split=0.2, verbose=0)

# %% wrong="optimizer" says="This is not plain gradient descent"
# Adds momentum: two changes at once
model_sgd = build()
model_sgd.compile(keras.optimizers.SGD(0.02, momentum=0.9), "sparse_categorical_crossentropy", metrics=["accuracy"])
history_sgd = model_sgd.fit(rows_train, y_train, epochs=2, validation_split=0.2, verbose=0)

# %% wrong="optimizer" says="this network had learned before"
# Goes on with the trained network
model_sgd = model
model_sgd.compile(keras.optimizers.SGD(0.02), "sparse_categorical_crossentropy", metrics=["accuracy"])
history_sgd = model_sgd.fit(rows_train, y_train, epochs=2, validation_split=0.2, verbose=0)
