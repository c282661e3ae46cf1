"""TensorFlow's and Keras's warnings, from Python and from C++, in answers and in tested functions."""

ANSWERS = {
    "own": "import os\nimport warnings\n\nos.environ['TF_CPP_MIN_LOG_LEVEL'] = '0'\nwarnings.warn('this is fine')",
    "model": """
import logging

import tensorflow as tf

tf.get_logger().setLevel(logging.DEBUG)
tf.get_logger().warning("a warning")
model = keras.Sequential(
    [keras.layers.Dense(32, activation="relu", input_shape=(784,)), keras.layers.Dense(10, activation="softmax")]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=2, verbose=2)
tf.function(lambda value: tf.print(value))(1)
""",
    "double": """
def double(values):
    import warnings

    warnings.warn("values are doubled", DeprecationWarning)
    warnings.warn("values are doubled")
    np.log(np.zeros(1))
    return values * 2
""",
}
