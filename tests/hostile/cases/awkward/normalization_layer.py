"""Begins with a Normalization layer that has seen the training images."""

ANSWERS = {
    "model": """
scale = keras.layers.Normalization()
scale.adapt(x_train)
model = keras.Sequential(
    [
        keras.Input(shape=(784,)),
        scale,
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dropout(0.1),
        keras.layers.Dense(10),
        keras.layers.Softmax(),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=2, verbose=0)
"""
}
