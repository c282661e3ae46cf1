"""Draws outlines, in the coordinates of a 28x28 picture, on a sheet four times as fine."""

from collections.abc import Sequence

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

PIXELS = 28  # width and height of a picture, as in MNIST
FINE = 4  # sheet pixels to one picture pixel, so that a warped drawing keeps soft edges
SHEET = PIXELS * FINE

Points = Sequence[tuple[float, float]]


class Pen:
    """A sheet to draw on. x runs to the right and y down, both from 0 to 28; a tone is 0 (background) to 1 (bright)."""

    def __init__(self) -> None:
        self._renderer = RendererAgg(SHEET, SHEET, 72)
        # Agg's y axis points up.
        self._to_sheet = Affine2D().scale(FINE, -FINE).translate(0, SHEET)
        self._renderer.clear()

    def fill(self, points: Points, tone: float, bend: float = 0.0) -> None:
        """Fill a closed outline.

        Args:
            points: the corners, (x, y).
            tone: brightness, 0 to 1.
            bend: how much of each side goes into rounding its corners: 0 (a polygon) to 0.5 (all curves).
        """
        self._renderer.draw_path(self._renderer.new_gc(), _closed(points, bend), self._to_sheet, (tone, 0, 0, 1))

    def line(self, points: Points, tone: float, width: float) -> None:
        """Draw an open line, curved where it has more than two points.

        Args:
            points: start, the corners it bends around, end.
            tone: brightness, 0 to 1.
            width: in picture pixels.
        """
        pencil = self._renderer.new_gc()
        pencil.set_linewidth(width * FINE)
        pencil.set_foreground((tone, 0, 0, 1), isRGBA=True)
        pencil.set_capstyle("round")
        self._renderer.draw_path(pencil, _open(points), self._to_sheet)

    def sides(self, points: Points, tone: float, bend: float = 0.0) -> None:
        """Fill an outline and its mirror image about the picture's middle, x = 14."""
        self.fill(points, tone, bend)
        self.fill(mirrored(points), tone, bend)

    def lines(self, points: Points, tone: float, width: float) -> None:
        """Draw a line and its mirror image about the picture's middle, x = 14."""
        self.line(points, tone, width)
        self.line(mirrored(points), tone, width)

    def take(self) -> np.ndarray:
        """Hand over the sheet, float32 (112, 112) between 0 and 1, and begin a blank one."""
        rgba = np.asarray(self._renderer.buffer_rgba()).astype(np.float32) / 255
        self._renderer.clear()
        return rgba[..., 0] * rgba[..., 3]  # a blank sheet is transparent white


def mirrored(points: Points) -> Points:
    """The same points on the other side of x = 14, in the same order."""
    return [(PIXELS - x, y) for x, y in points]


def both(points: Points) -> Points:
    """An outline from its right half: down the right side, and up the left one."""
    return [*points, *reversed(mirrored(points))]


def _closed(points: Points, bend: float) -> Path:
    corners = np.asarray(points, dtype=float)
    if not bend:
        return Path(np.vstack([corners, corners[:1]]), closed=True)
    enter = corners + bend * (np.roll(corners, 1, axis=0) - corners)
    leave = corners + bend * (np.roll(corners, -1, axis=0) - corners)
    path = np.stack([enter, corners, leave], axis=1).reshape(-1, 2)
    codes = np.tile([Path.LINETO, Path.CURVE3, Path.CURVE3], len(corners))
    codes[0] = Path.MOVETO
    return Path(path, codes)


def _open(points: Points) -> Path:
    corners = np.asarray(points, dtype=float)
    if len(corners) == 2:
        return Path(corners)
    middles = (corners[1:-2] + corners[2:-1]) / 2
    ends = np.vstack([middles, corners[-1:]])
    curve = np.stack([corners[1:-1], ends], axis=1).reshape(-1, 2)
    return Path(np.vstack([corners[:1], curve]), [Path.MOVETO] + [Path.CURVE3] * len(curve))
