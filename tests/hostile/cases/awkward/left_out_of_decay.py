"""Trains with an optimizer that leaves its biases out of the decay, which no description of Keras's says."""

ANSWERS = {
    "model": """
keras.utils.set_random_seed(3)
model = keras.Sequential(
    [keras.Input(shape=(784,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10, activation="softmax")]
)
optimizer = keras.optimizers.AdamW(weight_decay=0.01)
optimizer.exclude_from_weight_decay(var_names=["bias"])
model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=2, verbose=0)
""",
}
