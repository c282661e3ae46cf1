"""Provokes messages with hidden values in them: numbers that do not fit, and errors that look around."""

ANSWERS = {
    "total": """
class Text(str):
    def __format__(self, form):
        import inspect

        return str(inspect.stack())

    def __sub__(self, other):
        raise ValueError(f"the expected number was {other}")


total = np.int16(5)
""",
    "double": """
class Told(Exception):
    def __str__(self):
        import sys

        return str([list(frame.f_locals.items()) for frame in [sys._getframe(depth) for depth in range(3)]])


def double(values):
    raise Told(values)
""",
    "model": """
model = keras.Sequential([keras.Input(shape=(784,)), keras.layers.Dense(32, "relu"), keras.layers.Dense(10, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.layers[0].set_weights([np.full((784, 32), np.nan), np.zeros(32)])
""",
}
