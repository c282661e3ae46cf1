"""Trains with a callback of its own that prints, keeps a record, and stops early."""

ANSWERS = {
    "model": """
class Watch(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.losses = []

    def on_train_batch_end(self, batch, logs=None):
        self.losses.append(logs["loss"])

    def on_epoch_end(self, epoch, logs=None):
        print(epoch, f"{logs['loss']:.2f}")
        self.model.stop_training = logs["accuracy"] > 0.999


model = keras.Sequential([keras.Input(shape=(784,)), keras.layers.Dense(32, "relu"), keras.layers.Dense(10, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
watch = Watch()
history = model.fit(x_train, y_train, epochs=3, verbose=0, callbacks=[watch, keras.callbacks.TerminateOnNaN()])
"""
}
