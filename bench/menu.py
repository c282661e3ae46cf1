"""What students train in parts 6 and 7: twelve designs of the kind that they write, and the ideas of their tables.

All follow the notebooks: the seed is set right before a graded network is built. `measured` says what came of each in one run
on real data (Keras 3.15, TensorFlow 2.21, one thread, nothing reused, a busy machine of two cores).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

SEED = "keras.utils.set_random_seed(42)"
PREPARE = '''

def prepare(images):
    """Turn raw images (n, 28, 28) into what model takes."""
    return as_rows(images)
'''
COMPILE = 'model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])'


@dataclass(frozen=True)
class Idea:
    """One row of the table of part 6.

    Args:
        name: the network's name in the cell, and what it is called in the table.
        layers: what goes into the brackets of `network(...)`.
        epochs: how long it trains.
        note: what the student writes about it.
        popularity: how often it is chosen, relative to the others.
    """

    name: str
    layers: str
    epochs: int
    note: str
    popularity: int


@dataclass(frozen=True)
class Design:
    """One network with its training, as the text of an answer cell.

    Args:
        name: what is special about it.
        source: the cell.
        popularity: how often it is chosen, relative to the others.
        measured: points of its test, test accuracy, and seconds of its whole notebook.
    """

    name: str
    source: str
    popularity: int
    measured: str


IDEAS = (
    Idea("wide", 'Dense(256, activation="relu")', 5, "twice the neurons, and clearly better than the baseline", 5),
    Idea("deep", 'Dense(128, "relu"), Dense(64, "relu")', 5, "a second layer of 64 behind the first helps a little", 4),
    Idea("longer", 'Dense(128, activation="relu")', 10, "twice the epochs, about as good as more neurons", 4),
    Idea("resting", 'Dense(128, "relu"), Dropout(0.2)', 5, "a fifth of the neurons rests, hardly a difference", 4),
    Idea("huge", 'Dense(512, activation="relu")', 5, "four times the neurons, the best of all in my table", 2),
    Idea("small", 'Dense(64, activation="relu")', 5, "half the neurons, a little worse than the baseline", 1),
)


def table(random: random.Random) -> str:
    """A cell for the table of part 6: three ideas, networks built first or each when its turn comes."""
    chosen = _popular(random)
    ideas = [idea for idea in IDEAS if idea in chosen]
    rows = [(i.name, i.layers, f'experiment({i.name}, "{i.name}"{_epochs(i)})') for i in ideas]
    notes = [f'    "{note}",' for note in ("the network of parts 3 to 5, for comparison", *(i.note for i in ideas))]
    if random.random() < 0.5:
        built = [SEED, *(f"{name} = network({layers})" for name, layers, _ in rows)]
        trained = ["rows = [baseline_row, " + ", ".join(row for *_, row in rows) + "]"]
    else:
        built = ["rows = [baseline_row]"]
        trained = [
            line for name, layers, row in rows for line in (SEED, f"{name} = network({layers})", f"rows.append({row})")
        ]
    names = ", ".join(["baseline", *(idea.name for idea in ideas)])
    end = [f"networks = [{names}]", "experiments = pd.DataFrame(rows)", 'experiments["note"] = [', *notes, "]"]
    return "\n".join([*built, *trained, *end])


def choose(designs: Sequence[Design], random: random.Random) -> Design:
    """One of the designs, popular ones more often."""
    return random.choices(designs, [design.popularity for design in designs])[0]


def _popular(random: random.Random, count: int = 3) -> set[Idea]:
    chosen: set[Idea] = set()
    while len(chosen) < count:
        chosen.add(random.choices(IDEAS, [idea.popularity for idea in IDEAS])[0])
    return chosen


def _epochs(idea: Idea) -> str:
    return f", epochs={idea.epochs}" if idea.epochs != 5 else ""


BEST = (  # part 6
    Design(
        "the hint's design, smaller steps at the end",
        f"""{SEED}
model = network(Dense(512, activation="relu"), Dropout(0.3), Dense(256, activation="relu"), Dropout(0.3))
{COMPILE}
slower = keras.callbacks.ReduceLROnPlateau(monitor="val_accuracy", factor=0.3, patience=1)
history = model.fit(
    x_learn, y_learn, epochs=12, batch_size=128, validation_data=(x_valid, y_valid), callbacks=[slower], verbose=2
)
{PREPARE}""",
        5,
        "8 of 8, 0.9848, 122 s",
    ),
    Design(
        "256 and 128 with dropout, 10 epochs, batches of 128",
        f"""{SEED}
model = keras.Sequential()
model.add(keras.Input(shape=(784,)))
for units in (256, 128):
    model.add(Dense(units, activation="relu"))
    model.add(Dropout(0.2))
model.add(Dense(10, activation="softmax"))
{COMPILE}
history = model.fit(x_learn, y_learn, batch_size=128, epochs=10, validation_data=(x_valid, y_valid), verbose=0)
{PREPARE}""",
        4,
        "8 of 8, 0.9795, 78 s",
    ),
    Design(
        "one wide layer, stopped early, validation split of all images",
        f"""{SEED}
model = keras.Sequential([
    keras.Input((784,)),
    Dense(512, activation="relu"),
    Dropout(0.2),
    Dense(10, activation="softmax"),
])
{COMPILE}
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=2, restore_best_weights=True)
history = model.fit(
    as_rows(x_train), y_train, epochs=20, batch_size=128, validation_split=0.2, callbacks=[stop], verbose=2
)
{PREPARE}""",
        3,
        "8 of 8, 0.9801, 113 s",
    ),
    Design(
        "128 and 64, 10 epochs, batches of 32",
        f"""{SEED}
model = network(Dense(128, activation="relu"), Dense(64, activation="relu"))
{COMPILE}
history = model.fit(x_learn, y_learn, epochs=10, batch_size=32, validation_data=(x_valid, y_valid), verbose=0)
{PREPARE}""",
        2,
        "0 of 8, 0.9748, 112 s",
    ),
    Design(
        "two layers of 256, dropout, batches of 64, 15 epochs",
        f"""{SEED}
inputs = keras.Input(shape=(784,))
hidden = Dropout(0.3)(Dense(256, activation="relu")(inputs))
hidden = Dropout(0.3)(Dense(256, activation="relu")(hidden))
model = keras.Model(inputs, Dense(10, activation="softmax")(hidden))
{COMPILE}
slower = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=2)
history = model.fit(
    x_learn, y_learn, batch_size=64, epochs=15, validation_data=(x_valid, y_valid), callbacks=[slower], verbose=0
)
{PREPARE}""",
        2,
        "8 of 8, 0.9836, 182 s",
    ),
    Design(
        "the baseline with much dropout, 5 epochs",
        f"""{SEED}
model = network(Dense(128, "relu"), Dropout(0.5))
{COMPILE}
history = model.fit(x_learn, y_learn, epochs=5, batch_size=128, validation_data=(x_valid, y_valid), verbose=0)
{PREPARE}""",
        1,
        "0 of 8, 0.9649, 84 s",
    ),
)

FASHION = (  # part 7
    Design(
        "256 and 128 with dropout, smaller steps at the end",
        f"""{SEED}
model = keras.Sequential([
    keras.Input((784,)),
    Dense(256, activation="relu"),
    Dropout(0.2),
    Dense(128, activation="relu"),
    Dropout(0.2),
    Dense(10, activation="softmax"),
])
{COMPILE}
slower = keras.callbacks.ReduceLROnPlateau(monitor="val_accuracy", factor=0.3, patience=1)
history = model.fit(
    rows_train, y_train, epochs=15, batch_size=128, validation_split=0.2, callbacks=[slower], verbose=2
)""",
        5,
        "4 of 4, 0.8848, 45 s",
    ),
    Design(
        "the best design of part 6 once more",
        f"""{SEED}
model = keras.Sequential([keras.Input((784,)), Dense(512, "relu"), Dropout(0.3), Dense(256, "relu"), Dropout(0.3)])
model.add(Dense(10, "softmax"))
{COMPILE}
slower = keras.callbacks.ReduceLROnPlateau(monitor="val_accuracy", factor=0.3, patience=1)
history = model.fit(
    rows_train, y_train, epochs=12, batch_size=128, validation_split=0.2, callbacks=[slower], verbose=0
)""",
        4,
        "4 of 4, 0.8872, 60 s",
    ),
    Design(
        "512 and 128, stopped early, batches of 256",
        f"""{SEED}
model = keras.Sequential()
model.add(keras.Input(shape=(784,)))
model.add(Dense(512, activation="relu"))
model.add(Dropout(0.3))
model.add(Dense(128, activation="relu"))
model.add(Dense(10, activation="softmax"))
{COMPILE}
stop = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
history = model.fit(
    rows_train, y_train, epochs=25, batch_size=256, validation_split=0.1, callbacks=[stop], verbose=2
)""",
        3,
        "4 of 4, 0.8869, 54 s",
    ),
    Design(
        "the baseline for 10 epochs, batches of 32",
        f"""{SEED}
model = keras.Sequential([keras.Input(shape=(784,)), Dense(128, activation="relu"), Dense(10, activation="softmax")])
{COMPILE}
history = model.fit(rows_train, y_train, epochs=10, batch_size=32, validation_split=0.2, verbose=0)""",
        3,
        "2 of 4, 0.8734, 50 s",
    ),
    Design(
        "batch normalization, 12 epochs",
        f"""{SEED}
model = keras.Sequential([keras.Input(shape=(784,))])
for units in (256, 128):
    model.add(Dense(units, activation="relu"))
    model.add(keras.layers.BatchNormalization())
    model.add(Dropout(0.2))
model.add(Dense(10, activation="softmax"))
{COMPILE}
history = model.fit(rows_train, y_train, epochs=12, batch_size=128, validation_split=0.2, verbose=0)""",
        2,
        "2 of 4, 0.8694, 69 s",
    ),
    Design(
        "the baseline with plain gradient descent",
        f"""{SEED}
model = keras.Sequential([keras.Input(shape=(784,)), Dense(128, activation="relu"), Dense(10, activation="softmax")])
model.compile(keras.optimizers.SGD(0.02), "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(rows_train, y_train, epochs=8, batch_size=64, validation_split=0.2, verbose=0)""",
        1,
        "0 of 4, 0.849, 29 s",
    ),
)
