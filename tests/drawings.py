"""Draws the digits that the digit recognizer reads: six to practise on, ten that are withheld.

    python tests/drawings.py     writes them into notebooks/digit-recognizer/, drawings/ and withheld/

Every stroke is our own: a few points that a curve follows, a pen that is round, a paper that is never quite even.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image

FOLDER = Path(__file__).parents[1] / "notebooks" / "digit-recognizer"
TALL = 140
STROKES = {  # of each digit, the curves that the pen follows; x to the right, from 0 to 100, and y down, from 0 to TALL
    0: ["52,0 20,12 3,60 10,115 45,140 85,120 98,65 82,12 48,0"],
    1: ["40,26 52,11 62,0 60,50 57,100 55,140"],
    2: ["10,35 25,5 65,0 90,25 80,60 45,100 5,138", "5,138 40,134 100,138"],
    3: ["10,15 45,-2 90,12 80,50 40,64", "40,64 90,75 98,110 60,142 5,125"],
    4: ["50,0 30,45 3,90", "3,90 50,90 100,86", "75,40 70,90 68,140"],
    5: ["85,2 50,2 22,4", "22,4 15,55", "15,55 50,45 90,70 92,110 55,140 5,128"],
    6: ["75,0 35,30 8,80 10,125 45,142 85,125 85,90 50,75 15,95"],
    7: ["5,8 50,6 97,3", "97,3 70,60 45,140"],
    8: ["85,20 55,0 20,15 25,45 60,70 90,100 75,136 35,140 12,110 40,72 75,45 87,20"],
    9: ["85,25 55,0 15,15 12,50 45,68 78,50 87,22", "87,22 84,80 72,140"],
}


@dataclass(frozen=True)
class Drawing:
    """One drawing: what it shows, where on the paper, with which pen.

    Args:
        path: where it goes, below the assignment's folder.
        digit: what it shows.
        size: height and width of the paper in pixels.
        corner: top and left of the digit, as shares of the paper.
        height: of the digit, as a share of the paper's.
        pen: diameter of the pen, as a share of the digit's height.
        paper: colour of the paper, red, green, blue; None for a transparent one.
        ink: colour of the pen.
        width: of the digit, as a share of its height.
        slant: how far the top leans to the right, as a share of the digit's height.
        shade: how much darker and brighter the paper's corners are.
        noise: standard deviation of the paper's and the pen's brightness.
        grey: whether the file holds one channel only.
    """

    path: str
    digit: int
    size: tuple[int, int]
    corner: tuple[float, float]
    height: float
    pen: float
    paper: tuple[int, int, int] | None
    ink: tuple[int, int, int]
    width: float = 0.65
    slant: float = 0.0
    shade: float = 0.0
    noise: float = 0.0
    grey: bool = False


DRAWINGS = (
    Drawing("drawings/a.png", 2, (200, 160), (0.1, 0.32), 0.7, 0.09, (250, 250, 247), (28, 40, 120), noise=3),
    Drawing("drawings/b.png", 7, (120, 120), (0.18, 0.08), 0.6, 0.12, (38, 52, 44), (236, 236, 224), noise=14),
    Drawing("drawings/c.png", 4, (210, 300), (0.2, 0.55), 0.62, 0.14, (242, 228, 196), (176, 30, 40), shade=14),
    Drawing("drawings/d.png", 3, (96, 84), (0.3, 0.12), 0.55, 0.09, (196, 196, 196), (70, 70, 70), noise=8, grey=True),
    Drawing("drawings/e.png", 8, (150, 310), (0.12, 0.1), 0.7, 0.1, (24, 60, 130), (250, 246, 220), slant=0.12),
    Drawing("drawings/f.png", 5, (240, 200), (0.3, 0.35), 0.6, 0.11, None, (20, 20, 20), slant=0.06),
    Drawing("withheld/0.png", 0, (110, 140), (0.2, 0.12), 0.65, 0.1, (30, 30, 36), (240, 220, 120), noise=6),
    Drawing("withheld/1.png", 1, (140, 150), (0.15, 0.5), 0.7, 0.12, (238, 240, 250), (40, 40, 140), slant=0.1),
    Drawing("withheld/2.png", 2, (80, 140), (0.1, 0.5), 0.75, 0.13, (20, 70, 50), (230, 240, 235), noise=8),
    Drawing("withheld/3.png", 3, (280, 190), (0.4, 0.1), 0.5, 0.11, (252, 250, 240), (150, 20, 90), shade=12),
    Drawing("withheld/4.png", 4, (130, 130), (0.2, 0.3), 0.6, 0.1, (12, 12, 12), (200, 200, 200), grey=True),
    Drawing("withheld/5.png", 5, (100, 190), (0.2, 0.1), 0.65, 0.12, (224, 214, 190), (20, 80, 50), noise=6, shade=8),
    Drawing("withheld/6.png", 6, (120, 120), (0.1, 0.15), 0.55, 0.13, (70, 20, 90), (250, 230, 250), noise=4),
    Drawing("withheld/7.png", 7, (90, 120), (0.25, 0.2), 0.6, 0.11, (210, 210, 210), (60, 60, 60), noise=7, grey=True),
    Drawing("withheld/8.png", 8, (260, 170), (0.35, 0.3), 0.5, 0.11, None, (30, 20, 120)),
    Drawing("withheld/9.png", 9, (90, 130), (0.15, 0.6), 0.7, 0.12, (40, 40, 80), (255, 210, 180), shade=10, noise=5),
)


def draw(drawing: Drawing) -> Image.Image:
    """The picture of a drawing: the same pixels each time."""
    chance = np.random.default_rng(int.from_bytes(drawing.path.encode()))
    ink = np.zeros(drawing.size)
    for line in _lines(drawing, chance):
        reach = drawing.pen * drawing.height * drawing.size[0] / 2
        ink = np.maximum(ink, np.clip(reach + 0.5 - _distance(drawing.size, line), 0, 1))
    if drawing.paper is None:
        colour = np.broadcast_to(np.array(drawing.ink), (*drawing.size, 3))
        return Image.fromarray(np.dstack([colour, ink * 255]).round().astype("uint8"), "RGBA")
    pixels = _painted(drawing, ink, chance)
    return Image.fromarray(pixels[..., 0] if drawing.grey else pixels)


def _lines(drawing: Drawing, chance: np.random.Generator) -> Iterator[np.ndarray]:
    """The strokes as many short pieces, (n, 2) places (x, y) on the paper; no hand draws the same digit twice."""
    high = drawing.height * drawing.size[0]
    top, left = drawing.corner[0] * drawing.size[0], drawing.corner[1] * drawing.size[1]
    for stroke in STROKES[drawing.digit]:
        points = np.array([[float(number) for number in point.split(",")] for point in stroke.split()])
        points = _smooth(points + chance.normal(0, 1.5, points.shape))
        x = left + points[:, 0] / 100 * drawing.width * high + drawing.slant * high * (1 - points[:, 1] / TALL)
        yield np.column_stack([x, top + points[:, 1] / TALL * high])


def _smooth(points: np.ndarray) -> np.ndarray:
    """Corners cut off three times (Chaikin's way), the ends kept."""
    for _ in range(3 if len(points) > 2 else 0):
        before, after = points[:-1], points[1:]
        between = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=1)
        points = np.vstack([points[:1], between.reshape(-1, 2), points[-1:]])
    return points


def _distance(size: Sequence[int], line: np.ndarray) -> np.ndarray:
    """How far each pixel is from a line, in pixels."""
    y, x = np.mgrid[: size[0], : size[1]]
    nearest = np.full(size, np.inf)
    for (x0, y0), (x1, y1) in pairwise(line):
        length = max((x1 - x0) ** 2 + (y1 - y0) ** 2, 1e-9)
        along = np.clip(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length, 0, 1)
        nearest = np.minimum(nearest, np.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0)))
    return nearest


def _painted(drawing: Drawing, ink: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Paper and ink in colour, uint8 (height, width, 3)."""
    height, width = drawing.size
    light = drawing.shade * (np.linspace(-1, 1, height)[:, None] + np.linspace(-1, 1, width)) / 2
    paper = np.array(drawing.paper) + light[..., None]
    painted = paper + ink[..., None] * (np.array(drawing.ink) - paper)
    grain = chance.normal(0, drawing.noise, (height, width, 1)) if drawing.noise else 0.0
    return (painted + grain).clip(0, 255).round().astype("uint8")


if __name__ == "__main__":
    for one in DRAWINGS:
        place = FOLDER / one.path
        place.parent.mkdir(parents=True, exist_ok=True)
        draw(one).save(place, optimize=True)
        print(f"{place.relative_to(FOLDER)}: a {one.digit}, {place.stat().st_size} bytes")
