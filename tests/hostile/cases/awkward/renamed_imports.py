"""Imports everything once more under names of its own, and deletes the given ones."""

ANSWERS = {
    "own": """
import matplotlib.pyplot as pp
import numpy as numerics
import tensorflow as tf
from tensorflow import keras as k
""",
    "total": "total = int(numerics.add.reduce(numbers))",
    "model": """
L = k.layers
net = k.models.Sequential([L.InputLayer(shape=(784,)), L.Dense(32, tf.nn.relu), L.Dense(10, "softmax")])
net.compile(k.optimizers.Adam(), k.losses.SparseCategoricalCrossentropy(), metrics=["acc"])
net.fit(x_train, y_train, epochs=2, verbose=0)
model = net
del np, keras
""",
    "fig": 'fig = pp.figure()\npp.plot(numbers)\npp.xlabel("place")\npp.ylabel("number")\ndel plt',
}
