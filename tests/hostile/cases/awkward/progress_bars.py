"""Draws progress bars: Keras's own, tqdm's, and one with carriage returns."""

ANSWERS = {
    "own": """
import sys
import time

from tqdm.auto import tqdm, trange

for step in trange(50):
    time.sleep(0.001)
for step in tqdm(range(1000)):
    pass
for step in range(2000):
    sys.stdout.write(f"\\r{step} of 2000")
    sys.stdout.flush()
""",
    "model": """
model = keras.Sequential([keras.Input(shape=(784,)), keras.layers.Dense(32, "relu"), keras.layers.Dense(10, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=2, verbose=1, validation_split=0.1)
model.evaluate(x_train, y_train, verbose=1)
""",
}
