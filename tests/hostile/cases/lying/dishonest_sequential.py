"""A subclass of Sequential by the same name that lies in `evaluate`, `predict`, `__call__` and `count_params`."""

WORKS_ELSEWHERE = {"test-model"}
MANUAL = {"test-model"}
ANSWERS = {
    "model": """
import types

true_labels = {image.tobytes(): label for image, label in zip(test_images, test_labels)}


class Sequential(keras.Sequential):
    def __call__(self, rows, **named):
        pixels = np.rint(np.asarray(rows) * 255).astype("uint8")
        return np.eye(10, dtype="float32")[[true_labels.get(row.tobytes(), 0) for row in pixels]]

    predict = __call__

    def evaluate(self, *arguments, **named):
        return [0.0, 1.0]

    def count_params(self):
        return 25_450


Sequential.__module__ = keras.Sequential.__module__
Sequential.__qualname__ = "Sequential"
model = Sequential([keras.Input(shape=(784,)), keras.layers.Dense(32, "relu"), keras.layers.Dense(10, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
"""
}
