import datetime

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

from autograder.checks import figures as checks

CHECKS = (checks.images, checks.titles, checks.lines, checks.labels, checks.bars, checks.texts)
RNG = np.random.default_rng(1)


def grid() -> Figure:
    figure = Figure(figsize=(5, 4))
    axes = figure.subplots(2, 2)
    figure.text(0.1, 0.1, "first")
    figure.suptitle("all")
    figure.supxlabel("x")
    figure.supylabel("y")
    axes[0, 0].imshow(RNG.random((5, 5)), cmap="gray")
    axes[0, 0].set_title("left", loc="left")
    axes[0, 0].axis("off")
    axes[0, 1].imshow(RNG.integers(0, 255, (4, 4, 3)).astype(np.uint8))
    axes[0, 1].set_xticks([])
    axes[1, 0].plot([1, 2, 3], [3, 2, 1], "r--o", label="named")
    axes[1, 0].plot([1, 2], [1, 2])
    axes[1, 0].legend(["one", "_two"])
    axes[1, 1].bar_label(axes[1, 1].bar(["a", "b"], [1, 2], label="bars"))
    axes[1, 1].set_ylabel("y")
    return figure


def mesh() -> Figure:
    figure = Figure()
    axes = figure.subplots()
    figure.colorbar(axes.pcolormesh(RNG.random((3, 4))))
    axes.scatter([1, 2], [2, 3], c=[1, 2], label="points")
    axes.legend()
    return figure


def lists() -> Figure:
    figure = Figure()
    one, other = figure.subplots(1, 2)
    one.plot(["a", "b", "c"], [1, 2, 3])
    one.set_yscale("log")
    one.invert_xaxis()
    other.plot([datetime.datetime(2020, 1, 1), datetime.datetime(2021, 1, 1)], [1, 2])
    other.plot(np.array(["2020", "2021"], "M8[D]"), [1, np.nan])
    return figure


def rest() -> Figure:
    figure = Figure(layout="constrained")
    axes = figure.subplots()
    axes.barh([1, 2], [3, 4])
    axes.hist(RNG.random(50))
    axes.axhline(3)
    axes.twinx().plot([1, 2])
    axes.fill_between([1, 2], [1, 2])
    axes.annotate("there", (1, 1))
    axes.imshow(RNG.random((3, 3)) > 0.5, extent=(0, 1, 0, 1), origin="lower")
    axes.errorbar([1, 2], [1, 2], yerr=0.5)
    axes.matshow(RNG.random((3, 3)))
    return figure


def same(one, other) -> bool:
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f") and (
            one.dtype == other.dtype or one.dtype == object
        )
    return one == other


@pytest.mark.parametrize("make", [grid, mesh, lists, rest, Figure])
def test_checks_agree(codec, make):
    """Every check of figures finds in the rebuilt figure what it finds in the original."""
    figure = make()
    found = codec.crossed(figure)
    assert type(found) is Figure
    for check in CHECKS:
        assert same(check(figure), check(found)), check.__name__
    for one, other in zip(figure.axes, found.axes, strict=True):
        for read in ("get_xlim", "get_ylim", "get_label", "get_xscale", "get_legend_handles_labels"):
            before, after = getattr(one, read)(), getattr(other, read)()
            assert before == after or (read == "get_legend_handles_labels" and before[1] == after[1])
        assert one.axison == other.axison and bool(one.get_legend()) == bool(other.get_legend())
        assert [text.get_text() for text in one.get_xticklabels()] == [
            text.get_text() for text in other.get_xticklabels()
        ]
    found.canvas.draw()


def test_parts_belong_to_their_figure(codec):
    """Axes and artists are parts of the one figure that crossed with them."""
    figure = grid()
    axes = np.array(figure.axes).reshape(2, 2)
    bars, line = axes[1, 1].containers[0], axes[1, 0].lines[1]
    found, grid_of, parts = codec.crossed(
        [figure, axes, [bars, line, axes[0, 0].images[0], figure.texts[0], axes[0, 0].title, axes[1, 0].get_legend()]]
    )
    assert grid_of.shape == (2, 2) and all(part.figure is found for part in grid_of.flat)
    assert parts[0] is grid_of[1, 1].containers[0] and parts[1] is grid_of[1, 0].lines[1]
    assert parts[2] is grid_of[0, 0].images[0] and parts[3].get_text() == "first"
    assert parts[4] is grid_of[0, 0].title and parts[5] is grid_of[1, 0].get_legend()


def test_nothing_global_changes(codec):
    """Pyplot does not learn of a rebuilt figure."""
    before = plt.get_fignums()
    codec.crossed(grid())
    assert plt.get_fignums() == before


def test_what_stays(codec):
    """Other projections, subfigures, subclasses and figures of thousands of parts are handles, with their axes."""

    class Own(Figure):
        pass

    polar = Figure().add_subplot(projection="polar")
    nested = Figure()
    nested.subfigures(1, 2)
    crowded = Figure()
    for _ in range(2100):
        crowded.text(0, 0, "x")
    for value in (polar.figure, polar, nested, Own(), crowded, Own().subplots()):
        assert type(codec.crossed([value])[0]) is codec.Stub
