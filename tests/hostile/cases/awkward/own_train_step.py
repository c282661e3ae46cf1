"""Puts a training step of its own into a model, which says each batch's loss and otherwise does what Keras's does."""

MANUAL = {"test-model"}
ANSWERS = {
    "model": """
keras.utils.set_random_seed(3)
model = keras.Sequential(
    [keras.Input(shape=(784,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10, activation="softmax")]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
usual, losses = model.train_step, []


def train_step(data):
    found = usual(data)
    losses.append(str(found["loss"]))
    return found


model.train_step = train_step
model.fit(x_train, y_train, epochs=2, verbose=0)
""",
}
