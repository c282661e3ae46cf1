"""The competition's files: one train.csv for everybody, and for grading a test.csv that is a secret draw of the others.

The first cell of the notebooks makes the same train.csv, and a test.csv for practice, where a student has no files.
"""

from pathlib import Path

import numpy as np
import pandas as pd

LABELLED = 42_000  # the other 28,000 digits are for the test, as in Kaggle's own competition
COLUMNS = ["label", *(f"pixel{place}" for place in range(784))]
REACH = 0.1, 0.3  # of a pixel: how far a test digit is shifted, at least and at most


def make(public: Path, withheld: Path, mnist: tuple, rng: np.random.Generator) -> None:
    """Write train.csv, test.csv, damaged.csv and an empty practice.csv, and the labels of test.csv for the judge alone.

    Args:
        public: folder that the kernels see.
        withheld: folder that only hidden tests see.
        mnist: ((images, labels), (images, labels)), uint8 arrays (n, 28, 28) and (n,).
        rng: draws the order of the test digits and their shifts.
    """
    (images, labels), (more_images, more_labels) = mnist
    table = np.column_stack([np.append(labels, more_labels), np.append(images, more_images).reshape(-1, 784)])
    table = table[np.random.RandomState(42).permutation(len(table))]  # RandomState: the same order in every version
    test = rng.permutation(table[LABELLED:])
    moved = shifted(test[:, 1:].reshape(-1, 28, 28), rng).reshape(-1, 784)
    write(public / "train.csv", COLUMNS, table[:LABELLED])
    write(public / "test.csv", COLUMNS[1:], moved)
    damaged(table[:500]).to_csv(public / "damaged.csv", index=False)
    solution = pd.DataFrame({"ImageId": range(1, len(test) + 1), "Label": test[:, 0]})
    solution[:0].to_csv(public / "practice.csv", index=False)  # a student's own would not belong to this test.csv
    solution.to_csv(withheld / "solution.csv", index=False)


def write(path: Path, columns: list[str], table: np.ndarray) -> None:
    """A uint8 table as pandas writes it, in a fraction of the time: there are only 256 different numbers to spell."""
    words = np.array([str(number) for number in range(256)], dtype=object)
    with path.open("w", newline="\n") as file:
        file.write(",".join(columns) + "\n")
        file.writelines(",".join(words[numbers]) + "\n" for numbers in table)


def damaged(table: np.ndarray) -> pd.DataFrame:
    """A copy of some rows in which some pixels and labels are blank, always the same ones."""
    chance = np.random.RandomState(7)
    blank = chance.random_sample(table.shape) < 0.0002
    blank[:, 0] = chance.random_sample(len(table)) < 0.03
    return pd.DataFrame(table, columns=COLUMNS).astype("Int64").mask(blank)


def shifted(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Each image moved by its own share of a pixel, down or up and right or left, so that its numbers are nowhere else.

    Args:
        images: uint8 array (n, 28, 28).
        rng: draws how far each is moved.

    Returns:
        The moved images, uint8 array (n, 28, 28). A pixel gets its ink from two neighbours, by their nearness; beyond
        the border there is none.
    """
    moved = np.pad(images, ((0, 0), (1, 1), (1, 1))).astype("float32")
    for axis in (1, 2):
        share = rng.uniform(*REACH, (len(images), 1, 1)).astype("float32")
        forward = rng.random((len(images), 1, 1)) < 0.5
        moved = (1 - share) * moved + share * np.where(forward, np.roll(moved, 1, axis), np.roll(moved, -1, axis))
    return moved[:, 1:-1, 1:-1].round().astype("uint8")
