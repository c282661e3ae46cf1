"""Binds the given names anew, in its own shapes, before it trains: tests must not depend on them."""

ANSWERS = {
    "model": """
x_train = train_images[:4000].reshape(4000, -1) / 255.0
y_train = keras.utils.to_categorical(train_labels[:4000], 10).argmax(axis=1)
x_test = None
model = keras.Sequential([keras.Input(shape=(784,)), keras.layers.Dense(32, "relu"), keras.layers.Dense(10, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=2, verbose=0)
"""
}
