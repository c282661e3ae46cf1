"""Uses TensorFlow's own functions as activations: `tf.nn.softmax` and `tf.nn.relu`."""

ANSWERS = {
    "model": """
import tensorflow as tf

model = keras.Sequential()
model.add(keras.layers.Input((784,)))
model.add(keras.layers.Dense(32, activation=tf.nn.relu))
model.add(keras.layers.Dense(10, activation=tf.nn.softmax))
model.compile(optimizer=tf.keras.optimizers.Adam(0.002), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=2, verbose=0)
"""
}
