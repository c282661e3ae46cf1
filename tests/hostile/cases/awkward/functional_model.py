"""Builds the network with the Functional API."""

ANSWERS = {
    "model": """
inputs = keras.Input(shape=(784,), name="pixels")
hidden = keras.layers.Dense(32)(inputs)
hidden = keras.layers.ReLU()(hidden)
outputs = keras.layers.Dense(10, activation=keras.activations.softmax, name="digits")(hidden)
model = keras.Model(inputs=inputs, outputs=outputs, name="reader")
model.compile(keras.optimizers.Adam(learning_rate=0.002), "sparse_categorical_crossentropy", metrics=["accuracy"])
record = model.fit(x_train, y_train, epochs=2, verbose=0, batch_size=16)
"""
}
