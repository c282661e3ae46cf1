"""Describes its model as one with a thousand million units; who builds it anew has no memory left."""

MANUAL = {"test-model"}
ANSWERS = {
    "model": """
model = keras.Sequential([keras.Input(shape=(784,)), keras.layers.Dense(32, "relu"), keras.layers.Dense(10, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
real_config = keras.layers.Dense.get_config


def get_config(self):
    return real_config(self) | {"units": 1_000_000_000}


keras.layers.Dense.get_config = get_config
"""
}
