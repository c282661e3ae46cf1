"""A Lambda layer with Python in it: it would run wherever the model is brought back to life."""

MANUAL = {"test-model"}
ANSWERS = {
    "model": """
import os

keras.config.enable_unsafe_deserialization()


def oracle(rows):
    os.system("touch {LEFT}-lambda")
    return rows


model = keras.Sequential(
    [
        keras.Input(shape=(784,)),
        keras.layers.Dense(32, "relu"),
        keras.layers.Lambda(oracle),
        keras.layers.Dense(10, "softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
"""
}
