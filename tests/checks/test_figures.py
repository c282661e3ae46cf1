"""Checks of figures."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from autograder import checks

matplotlib.use("agg")
IMAGES = np.random.default_rng(0).integers(0, 256, size=(4, 6, 5), dtype="uint8")


@pytest.fixture(autouse=True)
def closed():
    """Leave no figure open."""
    yield
    plt.close("all")


def grid(draw=lambda ax, image: ax.imshow(image, cmap="gray")):
    """Draw the four images with titles; closed, as a notebook closes its figures."""
    fig, axes = plt.subplots(2, 2)
    for place, (ax, image) in enumerate(zip(axes.flat, IMAGES, strict=True)):
        draw(ax, image)
        ax.set_title(f"label {place}")
    plt.close(fig)
    return fig, axes


class FacetGrid:
    """A stand-in for the object that seaborn's functions return."""

    def __init__(self, fig):
        self.figure = fig


@pytest.mark.parametrize(
    "form",
    [
        lambda fig, axes: fig,
        lambda fig, axes: axes,
        lambda fig, axes: axes[0, 1],
        lambda fig, axes: list(axes.flat),
        lambda fig, axes: (fig, axes),
        lambda fig, axes: axes[0, 0].images[0],
        lambda fig, axes: axes[0, 0].plot([1, 2]),
        lambda fig, axes: FacetGrid(fig),
    ],
)
def test_a_figure_is_found_from_any_of_its_parts(form):
    """Figure, axes, drawn things and seaborn's grids all lead to the figure, closed or not."""
    fig, axes = grid()
    assert checks.figure(form(fig, axes)) is fig


def test_a_figure_is_found_from_a_subfigure():
    """Axes in a subfigure belong to the whole figure."""
    fig = plt.figure()
    ax = fig.subfigures(1, 2)[0].subplots()
    assert checks.figure(ax) is fig


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (..., "fig is still the placeholder"),
        (None, r"fig is nothing \(None\), not a figure. Begin the drawing with: fig, ax = plt.subplots\(\)"),
        (plt, "fig is a module"),
        (matplotlib.figure.Figure, "fig is the class Figure"),
        ("fig.png", "fig is a text"),
        ([], "fig is a list"),
        (IMAGES, "fig is an array"),
    ],
)
def test_anything_else_is_no_figure(value, words):
    """What is no figure is named, with the line that begins one."""
    with pytest.raises(checks.CheckFailed, match=words):
        checks.figure(value)


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax, image: ax.imshow(image),
        lambda ax, image: ax.imshow(image, cmap="gray_r", vmin=10, vmax=20),
        lambda ax, image: ax.imshow(image / 255, interpolation="bilinear"),
        lambda ax, image: ax.imshow((image / 255).astype("float32")),
        lambda ax, image: ax.imshow(image[..., np.newaxis]),
        lambda ax, image: ax.imshow(np.stack([image] * 3, axis=-1)),
        lambda ax, image: ax.imshow(image.tolist()),
        lambda ax, image: ax.matshow(image),
        lambda ax, image: ax.pcolormesh(image),
        lambda ax, image: ax.figure.colorbar(ax.imshow(image), ax=ax),
        lambda ax, image: (ax.imshow(np.zeros((6, 5))), ax.imshow(image)),
    ],
)
def test_images_are_read_however_they_were_drawn(draw):
    """The same pixels are seen whatever function, colours or scale drew them."""
    fig, _ = grid(draw)
    assert len(checks.images(fig)) == 4
    checks.shows(fig, IMAGES)
    checks.shows(fig, IMAGES / 255)
    checks.shows(fig, IMAGES.reshape(4, -1))
    assert checks.titles(fig) == ["label 0", "label 1", "label 2", "label 3"]


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (IMAGES[:3], "fig shows 4 images; 3 are asked for"),
        (IMAGES[::-1], "Image 1 of 4 in fig is not the one"),
        (IMAGES[[0, 1, 3, 2]], "Image 3 of 4"),
        (IMAGES.transpose(0, 2, 1), "Image 1 of 4"),
        (255 - IMAGES, "Image 1 of 4"),
        (IMAGES[:, ::-1], "Image 1 of 4"),
        (IMAGES / 128, "Image 1 of 4"),
    ],
)
def test_other_images_are_not_the_same(expected, words):
    """Another number, order, orientation or scale is noticed and placed."""
    with pytest.raises(checks.CheckFailed, match=words):
        checks.shows(grid()[0], expected)


def test_one_pixel_matters_and_tolerance_is_the_authors():
    """A single pixel a shade off makes another image, unless the author allows it."""
    other = IMAGES.astype(int)
    other[2, 3, 3] += 1
    with pytest.raises(checks.CheckFailed, match="Image 3"):
        checks.shows(grid()[0], other)
    checks.shows(grid()[0], other, tolerance=0.01)


def test_unused_axes_show_nothing():
    """Empty axes and colour bars are no images and have no titles."""
    fig, axes = plt.subplots(1, 3)
    axes[1].imshow(IMAGES[0])
    axes[1].set_title("one", loc="left")
    fig.suptitle("all")
    assert len(checks.images(fig)) == 1 and checks.titles(fig) == ["one"]


def test_curves_are_read_with_their_names():
    """Lines come with their values and the label of the legend; titles are those of all axes."""
    fig, ax = plt.subplots()
    ax.plot([1, 2, 3], [0.9, 0.5, 0.3], label="train")
    ax.plot([4, 5, 6])
    ax.set(title="Loss", xlabel="epoch", ylabel="loss")
    (x, y, name), (_, other, nameless) = checks.lines(ax)
    assert (list(x), list(y), name) == ([1, 2, 3], [0.9, 0.5, 0.3], "train")
    assert (list(other), nameless) == ([4, 5, 6], "")
    assert checks.labels(fig) == [("epoch", "loss")] and checks.titles(fig) == ["Loss"]


def test_lines_named_by_the_legend_alone():
    """legend(["train", "validation"]) names the lines too, and so does a table's own plot."""
    fig, ax = plt.subplots()
    ax.plot([1, 2])
    ax.plot([2, 3])
    ax.legend(["train", "validation"])
    assert [label for _, _, label in checks.lines(fig)] == ["train", "validation"]
    table = pd.DataFrame({"loss": [0.5, 0.4], "val_loss": [0.6, 0.5]})
    assert [label for _, _, label in checks.lines(table.plot())] == ["loss", "val_loss"]


def test_labels_of_the_whole_figure():
    """A label for the whole figure stands in for those of single axes."""
    fig, axes = plt.subplots(1, 2)
    fig.supxlabel("epoch")
    axes[0].set_ylabel("loss")
    assert checks.labels(fig) == [("epoch", "loss"), ("epoch", "")]


def test_bars_are_measured():
    """Bars give their heights, lying ones their lengths, histograms their counts."""
    fig, axes = plt.subplots(1, 3)
    axes[0].bar(list("abc"), [3, 1, 2])
    axes[1].barh([0, 1], [5, 4])
    axes[2].hist([0, 0, 1], bins=2)
    assert checks.bars(fig) == [3, 1, 2, 5, 4, 2, 1]


def test_texts_are_collected():
    """Texts in axes and on the figure are collected; empty ones are left out."""
    fig, ax = plt.subplots()
    ax.text(0, 0, "7")
    ax.annotate("minimum", (0, 1))
    ax.text(0, 0, "")
    fig.suptitle("mistakes")
    assert checks.texts(fig) == ["mistakes", "7", "minimum"]
