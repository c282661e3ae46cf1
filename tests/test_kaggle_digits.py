"""The competition's files: the same train.csv everywhere, and a graded test.csv that is a secret draw."""

import contextvars
import importlib.util
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT

from autograder import checks
from autograder.authoring.source import build_source
from autograder.cells import Role, band_names, grade_id, role, with_thresholds
from autograder.checks.files import lend
from autograder.datasets import load
from autograder.grading.judge import judge

FOLDER = ROOT / "notebooks" / "kaggle-digits"
NOTEBOOKS = [path.stem for path in sorted(FOLDER.glob("[0-9]-*.py"))]
NAMES = [f"pixel{place}" for place in range(784)]


@pytest.fixture(scope="session")
def mnist(prepared):
    """What `keras.datasets.mnist.load_data()` gives."""
    return load("mnist", prepared)


@pytest.fixture(scope="session")
def made(mnist, tmp_path_factory):
    """The public and the withheld files of two courses: one secret, and another."""
    spec = importlib.util.spec_from_file_location("kaggle_data", FOLDER / "data.py")
    data = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(data)
    folders = []
    for secret in (1, 2):
        public, withheld = (tmp_path_factory.mktemp(name) for name in ("public", "withheld"))
        data.make(public, withheld, mnist, np.random.default_rng(secret))
        folders.append((public, withheld))
    return folders


@pytest.fixture(scope="session")
def digits(mnist):
    """All digits as rows, and their labels."""
    (images, labels), (more_images, more_labels) = mnist
    return np.append(images, more_images).reshape(-1, 784), np.append(labels, more_labels)


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype="uint8")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_alone_makes_the_same_training_file(name, made, mnist, monkeypatch, tmp_path):
    """At home the first cell makes, byte for byte, the train.csv and the damaged.csv of the course, and a practice test."""
    import keras

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(keras.datasets.mnist, "load_data", lambda: mnist)
    first = next(cell for cell in build_source(FOLDER / f"{name}.py").cells if cell.cell_type == "code")
    exec(first.source, {})
    for file in ("train.csv", "damaged.csv"):
        assert Path(file).read_bytes() == (made[0][0] / file).read_bytes()
    assert Path("test.csv").read_bytes() != (made[0][0] / "test.csv").read_bytes()
    assert len(pd.read_csv("practice.csv")) == len(read(Path("test.csv"))) == 28_000


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_where_the_files_are_nothing_is_loaded(name, made, monkeypatch):
    """While grading there are no data sets of Keras, and no cell needs them."""
    import keras

    def refuse() -> None:
        raise RuntimeError("no data sets here")

    monkeypatch.chdir(made[0][0])
    monkeypatch.setattr(keras.datasets.mnist, "load_data", refuse)
    cells = [cell for cell in build_source(FOLDER / f"{name}.py").cells if cell.cell_type == "code"]
    exec(cells[0].source, {})
    assert role(cells[0]) != Role.ANSWER
    assert not any("load_data" in cell.source for cell in cells[1:])


def test_the_files_have_kaggles_form(made):
    """Headers, rows and columns are those of Kaggle's own files; the ids count from 1."""
    public, withheld = made[0]
    train, test = read(public / "train.csv"), read(public / "test.csv")
    assert train.shape == (42_000, 785) and list(train.columns) == ["label", *NAMES]
    assert test.shape == (28_000, 784) and list(test.columns) == NAMES
    solution = pd.read_csv(withheld / "solution.csv")
    assert list(solution.columns) == ["ImageId", "Label"] and list(solution["ImageId"]) == list(range(1, 28_001))
    assert checks.submission(withheld / "solution.csv", withheld / "solution.csv") == 1.0
    for path in public.glob("t*.csv"):
        text = path.read_bytes()
        assert b"\r" not in text and b"\0" not in text and b" " not in text and text.endswith(b"\n")


def test_no_image_of_the_test_stands_anywhere_else(made, digits):
    """No row of the graded test.csv stands in MNIST; its nearest neighbour there still tells its label."""
    pixels, labels = digits
    public, withheld = made[0]
    test = read(public / "test.csv").to_numpy()
    known = {row.tobytes() for row in pixels}
    assert not any(row.tobytes() in known for row in test)
    some = slice(0, 300)
    others = pixels.astype("float32")
    nearest = np.argmin((others**2).sum(axis=1) - 2 * test[some].astype("float32") @ others.T, axis=1)
    right = pd.read_csv(withheld / "solution.csv")["Label"].to_numpy()
    assert np.mean(labels[nearest] == right[some]) > 0.98


@pytest.fixture
def scored(made, monkeypatch, tmp_path):
    """Judges a network and a submission.csv by one of part 2's tests, which gives half of its points from `low` on."""
    public, withheld = made[0]
    for path in public.iterdir():
        (tmp_path / path.name).symlink_to(path)
    monkeypatch.chdir(tmp_path)
    cells = [cell for cell in build_source(FOLDER / "2-submit.py").cells if cell.cell_type == "code"]
    tests = {grade_id(cell): cell.source for cell in cells if role(cell) == Role.TEST}
    space = {}
    exec(cells[0].source, space)

    def judged(source, test, names):
        lend(withheld)
        return judge(source, test, 2, space | names)

    def verdict(test, low, **names):
        (band,) = band_names(tests[test])
        source = with_thresholds(tests[test], {band: {low: 1, low + 0.02: 2}})
        return contextvars.copy_context().run(judged, source, test, names)

    return verdict, space, withheld / "solution.csv"


@pytest.mark.parametrize(
    ("test", "name", "file"),
    [("test-submission-2", "model", "submission.csv"), ("test-cnn-2", "cnn", "second_submission.csv")],
)
def test_labels_that_were_looked_up_earn_nothing(scored, test, name, file):
    """All the right labels score no better than the network's own answers, and a file without knowledge as it deserves."""
    import keras

    verdict, space, solution = scored
    learned, labels = space["x_train"].reshape(-1, 784), space["y_train"]
    means = np.stack([learned[labels == digit].mean(axis=0) for digit in range(10)])
    network = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)])
    network.layers[-1].set_weights([means.T, -(means**2).sum(axis=1) / 2])  # the nearest mean
    own = network.predict(space["prepare"](space["test"]), verbose=0).argmax(axis=1)
    low = np.mean(own == pd.read_csv(solution)["Label"]) - 0.01

    Path(file).write_bytes(solution.read_bytes())
    assert verdict(test, low, **{name: network}).score == 1
    pd.DataFrame({"ImageId": range(1, 28_001), "Label": own}).to_csv(file, index=False)
    assert verdict(test, low, **{name: network}).score == 1
    pd.DataFrame({"ImageId": range(1, 28_001), "Label": 1}).to_csv(file, index=False)
    assert verdict(test, low, **{name: network}).score == 0


def test_each_course_has_its_own_draw(made):
    """Two secrets share train.csv and differ in the order of the test; nothing public tells a label of it."""
    (public, withheld), (other_public, other_withheld) = made
    for file in ("train.csv", "damaged.csv", "practice.csv"):
        assert (public / file).read_bytes() == (other_public / file).read_bytes()
    assert len(pd.read_csv(public / "practice.csv")) == 0
    first, second = (pd.read_csv(folder / "solution.csv")["Label"] for folder in (withheld, other_withheld))
    assert np.mean(first == second) < 0.2 and sorted(first) == sorted(second)
    assert sorted(path.name for path in public.iterdir()) == ["damaged.csv", "practice.csv", "test.csv", "train.csv"]


def test_damaged_is_a_copy_of_the_first_rows(made):
    """Where nothing is blank, damaged.csv is train.csv; some labels and some pixels are blank."""
    public, _ = made[0]
    damaged, train = pd.read_csv(public / "damaged.csv"), read(public / "train.csv")[:500]
    blank = damaged.isna()
    assert 10 < blank["label"].sum() < 30 and 50 < blank[NAMES].to_numpy().sum() < 150
    assert np.array_equal(damaged.mask(blank, 0).to_numpy(), train.mask(blank, 0).to_numpy())


def test_what_the_text_promises_is_in_force():
    """A competition says from which score it gives points: those are the thresholds of the calibration, all of them."""
    text = (FOLDER / "2-submit.py").read_text(encoding="utf-8")
    promised = set(map(float, re.findall(r"(?:(?<!fall )from|at least|below|a score of) (0\.9\d\d)", text)))
    bands = json.loads((FOLDER / "calibration.json").read_text(encoding="utf-8"))["bands"]
    assert promised == {float(threshold) for band in bands.values() for threshold in band["points"]}
