"""An activation function that calls itself TensorFlow's softmax and looks the answers up."""

WORKS_ELSEWHERE = {"test-model"}
MANUAL = {"test-model"}
ANSWERS = {
    "model": """
import tensorflow as tf

rows_seen = []
true_labels = {image.tobytes(): label for image, label in zip(test_images, test_labels)}


def look_up(rows):
    pixels = np.rint(rows.numpy() * 255).astype("uint8")
    return np.eye(10, dtype="float32")[[true_labels.get(row.tobytes(), 0) for row in pixels]]


def softmax(logits, axis=-1):
    found = tf.py_function(look_up, [rows_seen[-1]], tf.float32)
    found.set_shape((None, 10))
    return found


softmax.__module__ = tf.nn.softmax.__module__
softmax.__qualname__ = tf.nn.softmax.__qualname__


def relu(values):
    return tf.nn.relu(values)


relu.__module__ = "keras.src.activations.activations"
first = keras.layers.Dense(32, activation=relu)
true_call = keras.layers.Dense.call


def remember(self, inputs, *arguments, **named):
    if self is first:
        rows_seen.append(inputs)
    return true_call(self, inputs, *arguments, **named)


keras.layers.Dense.call = remember
model = keras.Sequential([keras.Input(shape=(784,)), first, keras.layers.Dense(10, activation=softmax)])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
"""
}
