"""Writes the network as a class of its own; only a person can say whether it is the one of the exercise."""

MANUAL = {"test-model"}
ANSWERS = {
    "model": """
class Network(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = keras.layers.Dense(32, activation="relu")
        self.second = keras.layers.Dense(10, activation="softmax")

    def call(self, inputs):
        return self.second(self.first(inputs))


model = Network()
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=2, verbose=0)
"""
}
