"""Works in half precision: the images, the network's numbers, and the doubled samples."""

ANSWERS = {
    "total": "total = np.float64(numbers.sum())",
    "double": 'def double(values):\n    return np.asarray(values).astype("float16") * np.float16(2)',
    "model": """
keras.utils.set_random_seed(3)
half = x_train.astype("float16")
model = keras.Sequential([keras.Input(shape=(784,), dtype="float16")])
model.add(keras.layers.Dense(32, activation="relu"))
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(half, y_train, epochs=2, verbose=0)
""",
}
