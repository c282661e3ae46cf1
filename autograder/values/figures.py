"""Matplotlib figures as plain descriptions; their axes and artists as places in them."""

import datetime
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.values import private
from autograder.values.arrays import describe_array
from autograder.values.expecting import expect, items, text, whole
from autograder.values.kinds import Kind, Table
from autograder.values.limits import Unencodable

if TYPE_CHECKING:
    from autograder.values.decoding import Reader
    from autograder.values.encoding import Writer

MOST_ARTISTS = 2000
MOST_BYTES = 50_000_000
ROLES = ("suptitle", "supxlabel", "supylabel")
SCALES = frozenset({"linear", "log", "symlog"})


def kept(axes: Any) -> dict[str, list[Any]]:
    """Return the artists of some axes that cross, by collection; in rebuilt axes these are all there are."""
    from matplotlib.collections import PathCollection, QuadMesh
    from matplotlib.container import BarContainer
    from matplotlib.image import AxesImage
    from matplotlib.legend import Legend
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.text import Annotation, Text

    kinds = {
        "lines": (axes.lines, (Line2D,)),
        "images": (axes.images, (AxesImage,)),
        "collections": (axes.collections, (QuadMesh, PathCollection)),
        "patches": (axes.patches, (Rectangle,)),
        "texts": (axes.texts, (Text, Annotation)),
        "containers": (axes.containers, (BarContainer,)),
        "legend": ([axes.get_legend()], (Legend,)),
        "titles": (private.titles(axes), (Text,)),
        "labels": ([axes.xaxis.label, axes.yaxis.label], (Text,)),
    }
    return {name: [artist for artist in found if type(artist) in exact] for name, (found, exact) in kinds.items()}


def describe_figure(writer: "Writer", figure: Any) -> dict[str, Any]:
    """Describe a figure.

    Raises:
        Unencodable: it has parts of another kind (polar or 3-D axes, subfigures), or too many.
    """
    from matplotlib.axes import Axes

    if figure.subfigs or any(type(axes) is not Axes for axes in figure.axes):
        raise Unencodable("Such axes stay where they are.")
    counts = [len(artists) for axes in figure.axes for artists in kept(axes).values()]
    before = len(writer.blobs)
    if sum(counts) + len(figure.axes) + len(figure.texts) > MOST_ARTISTS:
        raise Unencodable("The figure has too many parts.")
    found = {
        "size": _floats(figure.get_size_inches()),
        "texts": [_describe_text(artist, _role(figure, artist)) for artist in figure.texts],
        "axes": [_describe_axes(writer, axes) for axes in figure.axes],
    }
    if sum(memoryview(blob).nbytes for blob in writer.blobs[before:]) > MOST_BYTES:
        raise Unencodable("The figure holds too much data.")
    return found


def _role(figure: Any, artist: Any) -> str:
    return next((role for role in ROLES if private.text_of(figure, role) is artist), "")


def _describe_text(artist: Any, role: str = "") -> list[Any]:
    try:
        place = _floats(artist.get_position())
    except (TypeError, ValueError):  # a category or a date
        place = [0.0, 0.0]
    return [*place, artist.get_text(), role]


def _describe_axes(writer: "Writer", axes: Any) -> dict[str, Any]:
    found = kept(axes)
    legend = found["legend"][0] if found["legend"] else None
    aspect = axes.get_aspect()
    return {
        "position": _floats(axes.get_position(original=True).bounds),
        "label": str(axes.get_label()),
        "titles": [axes.get_title(loc) for loc in ("center", "left", "right")],
        "labels": [axes.get_xlabel(), axes.get_ylabel()],
        "limits": [_floats(axes.get_xlim()), _floats(axes.get_ylim())],
        "scales": [scale if scale in SCALES else "linear" for scale in (axes.get_xscale(), axes.get_yscale())],
        "on": bool(axes.axison),
        "aspect": None if aspect == "auto" else float(aspect),
        "anchor": axes.get_anchor() if isinstance(axes.get_anchor(), str) else _floats(axes.get_anchor()),
        "ticks": [_ticks(axes.xaxis), _ticks(axes.yaxis)],
        "lines": [_describe_line(writer, line) for line in found["lines"]],
        "images": [_describe_image(writer, image) for image in found["images"]],
        "collections": [_describe_collection(writer, part) for part in found["collections"]],
        "patches": [_describe_patch(patch) for patch in found["patches"]],
        "containers": [_describe_bars(bars, found["patches"]) for bars in found["containers"]],
        "texts": [_describe_text(artist) for artist in found["texts"]],
        "legend": None if legend is None else [part.get_text() for part in legend.get_texts()],
    }


def _ticks(axis: Any) -> list[Any] | None:
    """Return places and texts of an axis's ticks where somebody has set them."""
    from matplotlib.category import StrCategoryLocator
    from matplotlib.ticker import FixedLocator, MaxNLocator, NullLocator

    if type(axis.get_major_locator()) not in (FixedLocator, NullLocator, StrCategoryLocator, MaxNLocator):
        return None
    places = _floats(axis.get_majorticklocs())
    texts = [label.get_text() for label in axis.get_ticklabels()]
    return [places, texts if len(texts) == len(places) else None]


def _describe_line(writer: "Writer", line: Any) -> list[Any]:
    both = [_values(line.get_data(orig=True)[place], line.get_data(orig=False)[place]) for place in (0, 1)]
    color = line.get_color()
    look = [
        color if isinstance(color, str) else _color(color),
        str(line.get_linestyle()),
        str(line.get_marker()),
        float(line.get_linewidth()),
    ]
    return [*(describe_array(writer, values) for values in both), str(line.get_label()), *look]


def _values(given: Any, drawn: Any) -> np.ndarray:
    """Return data as it was given where it is of numbers, texts or times; else as it is drawn."""
    values = np.asarray(given)
    if values.dtype == object and values.size and all(isinstance(part, datetime.date) for part in values.flat):
        values = values.astype("M8[us]")
    if values.dtype.kind not in "biufUM":
        values = np.asarray(drawn, float)
    return values


def _describe_image(writer: "Writer", image: Any) -> list[Any]:
    extent = [float(edge) for edge in image.get_extent()]
    low, high = image.get_clim()
    look = [image.get_cmap().name, extent, str(image.origin), [_maybe(low), _maybe(high)]]
    return [describe_array(writer, _numbers(image.get_array())), *look, str(image.get_label())]


def _describe_collection(writer: "Writer", part: Any) -> dict[str, Any]:
    from matplotlib.collections import QuadMesh

    mesh = isinstance(part, QuadMesh)
    values = part.get_array()
    given: Any = np.ma.asarray(part.get_coordinates() if mesh else part.get_offsets(), float)
    found = {
        "mesh": mesh,
        "places": describe_array(writer, _numbers(given.filled(np.nan))),
        "values": None if values is None else describe_array(writer, _numbers(values)),
        "map": part.get_cmap().name,
        "label": str(part.get_label()),
    }
    if not mesh:
        found["sizes"] = describe_array(writer, _numbers(np.asarray(part.get_sizes(), float)))
        found["colors"] = describe_array(writer, _numbers(np.asarray(part.get_facecolors(), float)))
    return found


def _numbers(values: Any) -> np.ndarray:
    """Return the numbers under a mask, or without one."""
    found = np.asarray(np.ma.getdata(values))
    if found.dtype.kind not in "biuf":
        raise Unencodable("Data of this type stay where they are.")
    return found


def _describe_patch(patch: Any) -> list[Any]:
    box = [patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()]
    return [_floats(box), _color(patch.get_facecolor()), str(patch.get_label())]


def _describe_bars(bars: Any, patches: list[Any]) -> list[Any]:
    places: dict[int, int] = {id(patch): place for place, patch in enumerate(patches)}
    return [
        "horizontal" if bars.orientation == "horizontal" else "vertical",
        [places[id(patch)] for patch in bars.patches if id(patch) in places],
        str(bars.get_label()),
    ]


def _color(given: Any) -> list[float]:
    from matplotlib.colors import to_rgba

    return _floats(to_rgba(given))


def _floats(values: Any) -> list[float]:
    return [float(value) for value in values]


def _maybe(value: Any) -> float | None:
    return None if value is None or not math.isfinite(float(value)) else float(value)


def _can_cross(writer: "Writer", figure: Any) -> bool:
    """Say whether a figure crosses as a description; its parts stay where they are with it."""
    from matplotlib.figure import Figure

    if id(figure) not in writer.verdicts:
        trial = type(writer)(lambda part: {}, None, writer.limits)
        try:
            fits = type(figure) is Figure and bool(describe_figure(trial, figure))
        except Exception:  # noqa: BLE001 - a student's artist may raise anything
            fits = False
        writer.verdicts[id(figure)] = fits
        writer.value(figure)  # stays alive, and its id its own
    return writer.verdicts[id(figure)]


def _place(figure: Any, artist: Any) -> tuple[int, str, int]:
    """Find an artist in its figure: number of the axes (-1 for the figure's own texts), collection, number in it."""
    parts: list[tuple[int, str, Any]] = [(-1, "texts", figure.texts)]
    parts += [(number, name, found) for number, axes in enumerate(figure.axes) for name, found in kept(axes).items()]
    for number, name, found in parts:
        for place, part in enumerate(found):
            if part is artist:
                return number, name, place
    raise Unencodable("An artist outside its figure stays where it is.")


def _encode_axes(writer: "Writer", axes: Any) -> list[Any]:
    figure = axes.get_figure(root=True)
    numbers = [number for number, part in enumerate(figure.axes) if part is axes] if figure is not None else []
    if not numbers or not _can_cross(writer, figure):
        raise Unencodable("Axes outside a figure that crosses stay where they are.")
    return [writer.value(figure), numbers[0]]


def _encode_artist(writer: "Writer", artist: Any) -> list[Any]:
    inside = getattr(artist, "patches", None)
    figure = inside[0].get_figure(root=True) if inside else artist.get_figure(root=True)
    if figure is None or not _can_cross(writer, figure):
        raise Unencodable("An artist outside a figure that crosses stays where it is.")
    return [writer.value(figure), *_place(figure, artist)]


def _build_axes(reader: "Reader", raw: list[Any]) -> Any:
    figure, axes = _figure(reader, items(raw, 2)[0]), raw[1]
    return figure.axes[whole(axes, 0, len(figure.axes) - 1)]


def _build_artist(reader: "Reader", raw: list[Any]) -> Any:
    figure, axes, name, place = _figure(reader, items(raw, 4)[0]), *raw[1:]
    number = whole(axes, -1, len(figure.axes) - 1)
    parts = {"texts": figure.texts} if number < 0 else kept(figure.axes[number])
    found = parts.get(text(name, 20), [])
    return found[whole(place, 0, len(found) - 1)]


def _figure(reader: "Reader", raw: Any) -> Any:
    from matplotlib.figure import Figure

    figure = reader.value(raw)
    expect(type(figure) is Figure, "a figure")
    return figure


def _build_figure(reader: "Reader", raw: list[Any]) -> Any:
    from autograder.values.drawing import draw_figure

    return draw_figure(reader, items(raw, 1)[0])


def types() -> Table:
    """Return Matplotlib's types; call it only where it is imported."""
    from matplotlib.axes import Axes
    from matplotlib.collections import PathCollection, QuadMesh
    from matplotlib.container import BarContainer
    from matplotlib.figure import Figure
    from matplotlib.image import AxesImage
    from matplotlib.legend import Legend
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.text import Annotation, Text

    artists = (PathCollection, QuadMesh, BarContainer, AxesImage, Legend, Line2D, Rectangle, Annotation, Text)
    return {
        Figure: Kind("figure", lambda writer, found: [describe_figure(writer, found)], _build_figure),
        Axes: Kind("axes", _encode_axes, _build_axes),
        **dict.fromkeys(artists, Kind("artist", _encode_artist, _build_artist)),
    }
