"""Checks of what a figure shows."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.checks.failure import CheckFailed, check, described

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Line = tuple[np.ndarray, np.ndarray, str]


@check
def figure(value: Any, *, name: str = "fig", message: str | None = None, hint: str = "") -> "Figure":
    """Find the figure, open or closed, that a student's value belongs to.

    Args:
        value: a Figure, Axes, a list or an array of Axes, what a drawing function returned, or any object with a
            `figure`, as seaborn's grids have.
        name: what the student calls the figure.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The matplotlib Figure.

    Raises:
        CheckFailed: there is no figure.
    """
    if value is ...:
        raise CheckFailed(f"{name} is still the placeholder. Replace the three dots by your figure.")
    found = _find_figure(value)
    if found is None:
        raise CheckFailed(
            f"{name} is {described(value)}, not a figure. Begin the drawing with: {name}, ax = plt.subplots()"
        )
    return found


@check
def images(fig: Any, *, name: str = "fig", message: str | None = None, hint: str = "") -> list[np.ndarray]:
    """Collect the pixels of every axes that shows an image (imshow, matshow, pcolormesh), in order of the axes.

    Args:
        fig: a figure, in any form that `figure` takes.
        name: what the student calls the figure.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        One array for each image, as it was drawn: the data, not the colours. Of several images in one axes, the last.

    Raises:
        CheckFailed: there is no figure.
    """
    shown = [_pixels(ax) for ax in _axes(figure(fig, name=name))]
    return [pixels for pixels in shown if pixels is not None]


@check
def titles(fig: Any, *, name: str = "fig", message: str | None = None, hint: str = "") -> list[str]:
    """Collect the titles of the axes that show an image, or of all axes when none does.

    Args:
        fig: a figure, in any form that `figure` takes.
        name: what the student calls the figure.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        One text for each of these axes, in the order of `images`; an empty text where there is no title.

    Raises:
        CheckFailed: there is no figure.
    """
    every = _axes(figure(fig, name=name))
    chosen = [ax for ax in every if _pixels(ax) is not None] or every
    return [ax.get_title() or ax.get_title(loc="left") or ax.get_title(loc="right") for ax in chosen]


@check
def lines(fig: Any, *, name: str = "fig", message: str | None = None, hint: str = "") -> list[Line]:
    """Collect all lines of all axes.

    Args:
        fig: a figure, in any form that `figure` takes.
        name: what the student calls the figure.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        x values, y values and label of each line; the label is the one in the legend, or empty.

    Raises:
        CheckFailed: there is no figure.
    """
    return [line for ax in _axes(figure(fig, name=name)) for line in _lines_of(ax)]


@check
def labels(fig: Any, *, name: str = "fig", message: str | None = None, hint: str = "") -> list[tuple[str, str]]:
    """Collect the labels of the x and the y axis of all axes.

    Args:
        fig: a figure, in any form that `figure` takes.
        name: what the student calls the figure.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        A pair of texts for each axes; where one has no label, that of the whole figure.

    Raises:
        CheckFailed: there is no figure.
    """
    found = figure(fig, name=name)
    x, y = found.get_supxlabel(), found.get_supylabel()
    return [(ax.get_xlabel() or x, ax.get_ylabel() or y) for ax in _axes(found)]


@check
def bars(fig: Any, *, name: str = "fig", message: str | None = None, hint: str = "") -> list[float]:
    """Collect the heights of all bars (of horizontal ones, their lengths).

    Args:
        fig: a figure, in any form that `figure` takes.
        name: what the student calls the figure.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        One number for each bar, in the order in which they were drawn.

    Raises:
        CheckFailed: there is no figure.
    """
    return [length for ax in _axes(figure(fig, name=name)) for length in _bar_lengths(ax)]


@check
def texts(fig: Any, *, name: str = "fig", message: str | None = None, hint: str = "") -> list[str]:
    """Collect what is written into the axes and onto the figure (a suptitle too; titles and labels have own checks).

    Args:
        fig: a figure, in any form that `figure` takes.
        name: what the student calls the figure.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        All texts that are not empty.

    Raises:
        CheckFailed: there is no figure.
    """
    found = figure(fig, name=name)
    written = [*found.texts, *(text for ax in _axes(found) for text in ax.texts)]
    return [text.get_text() for text in written if text.get_text()]


@check
def shows(
    fig: Any,
    expected_images: Any,
    *,
    tolerance: float = 1e-6,
    name: str = "fig",
    message: str | None = None,
    hint: str = "",
) -> list[np.ndarray]:
    """Check that a figure shows these images in this order.

    Args:
        fig: a figure, in any form that `figure` takes.
        expected_images: arrays (height, width), (height, width, 1) or flat rows of as many numbers.
        tolerance: how far a pixel may be away, as a share of full ink. Images that are divided or multiplied by 255
            are the same images.
        name: what the student calls the figure.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The pixels shown, one array for each image.

    Raises:
        CheckFailed: another number of images, or another image in some place.
    """
    shown, expected = (images(fig, name=name), [np.asarray(image) for image in expected_images])
    if len(shown) != len(expected):
        raise CheckFailed(f"{name} shows {len(shown)} images; {len(expected)} are asked for, each in axes of its own.")
    for place, (found, right) in enumerate(zip(shown, expected, strict=True), start=1):
        if not _same_picture(found, right, tolerance):
            raise CheckFailed(f"Image {place} of {len(shown)} in {name} is not the one that belongs in this place.")
    return shown


def _find_figure(value: Any) -> "Figure | None":
    """Follow axes, artists, lists and grids to the figure that they are part of."""
    from matplotlib.figure import Figure

    if isinstance(value, Figure):
        return value
    if isinstance(value, Sequence | np.ndarray) and not isinstance(value, str | bytes):
        parts = value.flat if isinstance(value, np.ndarray) else value
        return next((found for part in parts if (found := _find_figure(part))), None)
    owner = None if isinstance(value, type) else getattr(value, "figure", None)
    return None if owner is None or owner is value or callable(owner) else _find_figure(owner)


def _axes(found: "Figure") -> list["Axes"]:
    """Return a figure's axes without the colour bars beside them."""
    return [ax for ax in found.axes if ax.get_label() != "<colorbar>"]


def _pixels(ax: "Axes") -> np.ndarray | None:
    """Return the data of the image in some axes, or None."""
    from matplotlib.collections import QuadMesh

    drawn = [*ax.images, *(mesh for mesh in ax.collections if isinstance(mesh, QuadMesh))]
    data = drawn[-1].get_array() if drawn else None
    return None if data is None else np.ma.getdata(data)


def _lines_of(ax: "Axes") -> Iterator[Line]:
    """Yield a line's values with its label; `legend(["a", "b"])` names lines without labelling them."""
    legend = ax.get_legend()
    named = [text.get_text() for text in legend.get_texts()] if legend else []
    for place, line in enumerate(ax.get_lines()):
        label = str(line.get_label())
        if label.startswith("_"):
            label = named[place] if place < len(named) else ""
        yield np.asarray(line.get_xdata()), np.asarray(line.get_ydata()), label


def _bar_lengths(ax: "Axes") -> list[float]:
    """Return the lengths of the bars in some axes."""
    from matplotlib.container import BarContainer

    found: list[float] = []
    for bar_set in (part for part in ax.containers if isinstance(part, BarContainer)):
        flat = bar_set.orientation == "horizontal"
        found += [float(bar.get_width() if flat else bar.get_height()) for bar in bar_set.patches]
    return found


def _same_picture(found: np.ndarray, right: np.ndarray, tolerance: float) -> bool:
    """Compare grey images, whichever of the two is divided by 255."""
    found, right = _grey(found), _grey(right)
    if right.ndim == 1 and right.size == found.size:
        right = right.reshape(found.shape)
    if found.shape != right.shape:
        return False
    room = tolerance * max(1.0, float(np.abs(right).max(initial=0)))
    scales = ((found, room), (found * 255, room), (found / 255, tolerance))
    return any(np.allclose(pixels, right, rtol=0, atol=within) for pixels, within in scales)


def _grey(image: np.ndarray) -> np.ndarray:
    """Drop a channel axis that carries nothing: one channel, or red, green and blue alike."""
    image = np.asarray(image, dtype=float)
    alike = image.ndim == 3 and image.shape[2] in (1, 3, 4) and bool(np.all(image[..., :3] == image[..., :1]))
    return image[..., 0] if alike else image
