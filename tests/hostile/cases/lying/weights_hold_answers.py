"""A network whose weights are the public test images themselves; it needs many more units than the exercise allows.

What nothing can prevent is training on the public test images: that is a network which reads them. Staff see it
in the notebook, and an accuracy on the test images above that on the training images gives it away.
"""

ANSWERS = {
    "model": """
known = (test_images[:2000].reshape(2000, 784) / 255).astype("float32")
known /= np.linalg.norm(known, axis=1, keepdims=True)
layers = [keras.layers.Dense(2000, "relu"), keras.layers.Dense(10, "softmax")]
model = keras.Sequential([keras.Input(shape=(784,)), *layers])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.layers[0].set_weights([known.T, np.zeros(2000, "float32")])
model.layers[1].set_weights([np.eye(10, dtype="float32")[test_labels[:2000]], np.zeros(10, "float32")])
"""
}
