"""Rebuilds figures from their descriptions, with Matplotlib's own classes and without pyplot's global state."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.values.arrays import read_array
from autograder.values.expecting import expect, flag, items, real, text, whole
from autograder.values.figures import MOST_ARTISTS, MOST_BYTES, ROLES, SCALES

if TYPE_CHECKING:
    from autograder.values.decoding import Reader

LARGEST = 100  # inches
MOST_CATEGORIES = 100_000
FIGURE = {"size", "texts", "axes"}
COLLECTIONS = ("lines", "images", "collections", "patches", "containers", "texts")
AXES = {
    "position",
    "label",
    "titles",
    "labels",
    "limits",
    "scales",
    "on",
    "aspect",
    "anchor",
    "ticks",
    "legend",
    *COLLECTIONS,
}
ANCHORS = ["C", "SW", "S", "SE", "E", "NE", "N", "NW", "W"]
LINE_STYLES = frozenset({"-", "--", "-.", ":", "None"})


def draw_figure(reader: "Reader", raw: Any) -> Any:
    """Make a figure of its description.

    Args:
        reader: the message that it is in.
        raw: what `describe_figure` returned, or claims to have.

    Returns:
        A figure with an Agg canvas, unknown to pyplot.

    Raises:
        Malformed: it is no such description, or it has too many parts.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    expect(type(raw) is dict and raw.keys() == FIGURE, "a figure")
    size = [real(side) for side in items(raw["size"], 2)]
    expect(all(0 < side <= LARGEST for side in size), "a size in inches")
    reader.spend(_count(raw))
    figure = Figure(figsize=(size[0], size[1]))
    FigureCanvasAgg(figure)
    for part in raw["texts"]:
        x, y, content, role = _text(part)
        if role:
            getattr(figure, role)(content, x=x, y=y)
        else:
            figure.text(x, y, content)
    room = [MOST_BYTES]
    for part in raw["axes"]:
        _draw_axes(_Data(reader, room), figure, part)
    return figure


def _count(raw: dict[str, Any]) -> int:
    """Count the parts before any is made; axes are as costly as a hundred lines."""
    count = len(items(raw["texts"])) + len(items(raw["axes"]))
    for axes in raw["axes"]:
        expect(type(axes) is dict and axes.keys() == AXES, "axes")
        count += sum(len(items(axes[name])) for name in COLLECTIONS)
        count += len(items(axes["legend"])) if axes["legend"] is not None else 0
        count += sum(len(items(items(ticks, 2)[0])) for ticks in items(axes["ticks"], 2) if ticks is not None)
    expect(count <= 2 * MOST_ARTISTS, "a figure of fewer parts")
    return count + 100 * len(raw["axes"]) + 20


class _Data:
    """Arrays out of the message, up to a total size."""

    def __init__(self, reader: "Reader", room: list[int]) -> None:
        self._reader, self._room = reader, room

    def array(self, raw: Any, kinds: str = "biuf", ndim: int | None = None) -> np.ndarray:
        """Read an array of some kinds of numbers."""
        found = read_array(self._reader, raw)
        self._room[0] -= found.nbytes
        expect(self._room[0] >= 0, "a figure of less data")
        expect(found.dtype.kind in kinds and ndim in (None, found.ndim), "data that can be drawn")
        return found


def _draw_axes(data: _Data, figure: Any, raw: dict[str, Any]) -> None:
    axes = figure.add_axes(_finite(raw["position"], 4), label=text(raw["label"], 1000))
    for name, draw in _DRAWERS:
        for part in raw[name]:
            draw(data, axes, part)
    for content, loc in zip(items(raw["titles"], 3), ("center", "left", "right")):
        axes.set_title(text(content), loc=loc)
    for content, set_label in zip(items(raw["labels"], 2), (axes.set_xlabel, axes.set_ylabel)):
        set_label(text(content))
    _draw_legend(axes, raw["legend"])
    _set_up(axes, raw)


def _set_up(axes: Any, raw: dict[str, Any]) -> None:
    """Scales, ticks, limits and aspect, in this order: each may change the ones after it."""
    for scale, set_scale in zip(items(raw["scales"], 2), (axes.set_xscale, axes.set_yscale)):
        expect(scale in SCALES, "a scale")
        if scale != "linear":
            set_scale(scale)
    for ticks, set_ticks in zip(raw["ticks"], (axes.set_xticks, axes.set_yticks)):
        if ticks is not None:
            places = _finite(ticks[0], len(ticks[0]))
            labels = None if ticks[1] is None else [text(label) for label in items(ticks[1], len(places))]
            set_ticks(places, labels=labels)
    if raw["aspect"] is not None:
        axes.set_aspect(real(raw["aspect"]))
    axes.set_anchor(raw["anchor"] if raw["anchor"] in ANCHORS else tuple(_finite(raw["anchor"], 2)))
    for limits, set_limits in zip(items(raw["limits"], 2), (axes.set_xlim, axes.set_ylim)):
        set_limits(*_finite(limits, 2))
    if not flag(raw["on"]):
        axes.set_axis_off()


def _draw_line(data: _Data, axes: Any, raw: Any) -> None:
    from matplotlib.lines import Line2D

    x, y = (data.array(values, "biufUM") for values in items(raw, 7)[:2])
    expect(x.ndim == y.ndim <= 1 and x.shape == y.shape, "as many values of x as of y")
    for values, axis in ((x, axes.xaxis), (y, axes.yaxis)):
        if values.dtype.kind in "UM":
            expect(values.size <= MOST_CATEGORIES, "fewer categories or dates")
            axis.update_units(values)  # categories and dates have places on the axis
    label, color, style, marker, width = raw[2:]
    line = Line2D(
        x,
        y,
        color=_color(color),
        linestyle=style if style in LINE_STYLES else "-",
        marker=marker if type(marker) is str and marker in Line2D.markers else "None",
        linewidth=real(width),
        label=text(label),
    )
    axes.add_line(line)


def _color(raw: Any) -> Any:
    """A colour, by its name or by numbers."""
    from matplotlib.colors import is_color_like

    if type(raw) is not str:
        return tuple(_finite(raw, 4))
    expect(is_color_like(text(raw, 40)), "a colour")
    return raw


def _draw_image(data: _Data, axes: Any, raw: Any) -> None:
    values, name, extent, origin, limits, label = items(raw, 6)
    low, high = (None if limit is None else real(limit) for limit in items(limits, 2))
    expect(origin in ("upper", "lower"), "an origin")
    image = axes.imshow(
        data.array(values), cmap=_map(name), extent=_finite(extent, 4), origin=origin, vmin=low, vmax=high
    )
    image.set_label(text(label))


def _map(name: Any) -> str:
    """Return a colour map that exists."""
    from matplotlib import colormaps

    return text(name, 100) if name in colormaps else "viridis"


def _draw_collection(data: _Data, axes: Any, raw: Any) -> None:
    expect(type(raw) is dict and {"mesh", "places", "values", "map", "label"} <= raw.keys(), "a collection")
    places = data.array(raw["places"], "f", 3 if flag(raw["mesh"]) else 2)
    expect(places.shape[-1] == 2, "pairs of numbers")
    values = None if raw["values"] is None else data.array(raw["values"])
    made = _mesh(axes, places) if raw["mesh"] else _scatter(data, axes, places, raw)
    made.set_cmap(_map(raw["map"]))
    if values is not None:
        made.set_array(values)
    made.set_label(text(raw["label"]))


def _mesh(axes: Any, places: np.ndarray) -> Any:
    from matplotlib.collections import QuadMesh

    mesh = QuadMesh(places)
    axes.add_collection(mesh, autolim=False)
    return mesh


def _scatter(data: _Data, axes: Any, places: np.ndarray, raw: dict[str, Any]) -> Any:
    sizes, colors = data.array(raw.get("sizes"), "f", 1), data.array(raw.get("colors"), "f", 2)
    expect(colors.shape[1] == 4, "colours")
    made = axes.scatter(places[:, 0], places[:, 1])
    made.set_sizes(sizes)
    made.set_facecolor(colors)
    return made


def _draw_patch(data: _Data, axes: Any, raw: Any) -> None:
    from matplotlib.patches import Rectangle

    box, color, label = items(raw, 3)
    x, y, width, height = (real(number) for number in items(box, 4))
    axes.add_patch(Rectangle((x, y), width, height, facecolor=_finite(color, 4), label=text(label)))


def _draw_bars(data: _Data, axes: Any, raw: Any) -> None:
    from matplotlib.container import BarContainer

    orientation, places, label = items(raw, 3)
    expect(orientation in ("vertical", "horizontal"), "an orientation")
    patches = [axes.patches[whole(place, 0, len(axes.patches) - 1)] for place in items(places, most=len(axes.patches))]
    axes.add_container(BarContainer(patches, orientation=orientation, label=text(label)))


def _draw_text(data: _Data, axes: Any, raw: Any) -> None:
    x, y, content, _ = _text(raw)
    axes.text(x, y, content)


def _draw_legend(axes: Any, raw: Any) -> None:
    """A legend's texts; what they stand for is told by the labels of lines and bars."""
    from matplotlib.lines import Line2D

    if raw is None:
        return
    contents = [text(content) for content in raw]
    legend = axes.legend([Line2D([], []) for _ in contents], [str(place) for place in range(len(contents))])
    for artist, content in zip(legend.get_texts(), contents):
        artist.set_text(content)


def _text(raw: Any) -> tuple[float, float, str, str]:
    x, y, content, role = items(raw, 4)
    expect(role == "" or role in ROLES, "what a text is for")
    return *_finite([x, y], 2), text(content), role  # type: ignore[return-value]


def _finite(raw: Any, count: int) -> list[float]:
    found = [real(number) for number in items(raw, count)]
    expect(all(map(math.isfinite, found)), "finite numbers")
    return found


_DRAWERS = (
    ("lines", _draw_line),
    ("images", _draw_image),
    ("collections", _draw_collection),
    ("patches", _draw_patch),
    ("containers", _draw_bars),
    ("texts", _draw_text),
)
