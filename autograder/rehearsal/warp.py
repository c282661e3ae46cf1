"""Makes many pictures from few drawings: turned, stretched, slanted and shifted, all at once."""

import numpy as np

from autograder.rehearsal.pen import FINE, PIXELS, SHEET

BATCH = 2_000  # pictures at a time, so that what is worked on stays in the processor's cache


def soften(sheets: np.ndarray) -> np.ndarray:
    """Average every FINE x FINE neighbourhood, so that one sheet pixel stands for one picture pixel.

    Args:
        sheets: uint8 (n, 112, 112).

    Returns:
        uint8, same shape; the outermost ring is background.
    """
    soft = np.zeros_like(sheets)
    total = sheets.astype(np.uint16)
    for axis in (1, 2):
        summed = np.zeros_like(total)
        for step in range(FINE):
            summed += np.roll(total, step - FINE // 2, axis)
        total = summed
    soft[:, 1:-1, 1:-1] = (total // FINE**2)[:, 1:-1, 1:-1]
    return soft


def random_maps(
    rng: np.random.Generator, count: int, *, degrees: float, scale: float, slant: float, shift: float
) -> np.ndarray:
    """Draw affine maps, normally distributed about the identity.

    Args:
        rng: source of randomness.
        count: how many.
        degrees, scale, slant, shift: standard deviations of rotation, of the logarithm of the sizes, of shear, and of
            translation in picture pixels.

    Returns:
        float32 (count, 2, 3): from a position in the picture (row, column, from its middle) to one in the drawing.
    """
    angle = np.radians(degrees) * rng.standard_normal(count)
    rows, columns = np.exp(scale * rng.standard_normal((2, count)))
    lean = slant * rng.standard_normal(count)
    sine, cosine = np.sin(angle), np.cos(angle)
    maps = np.empty((count, 2, 3), np.float32)
    maps[:, 0, 0], maps[:, 0, 1] = cosine * rows, -sine * columns
    maps[:, 1, 0], maps[:, 1, 1] = sine * rows + lean, cosine * columns
    maps[:, :, 2] = shift * rng.standard_normal((count, 2))
    return maps


def warp(sheets: np.ndarray, which: np.ndarray, maps: np.ndarray) -> np.ndarray:
    """Look at drawings through affine maps.

    Args:
        sheets: uint8 (n, 112, 112), softened.
        which: int (count,), the drawing that each picture shows.
        maps: float32 (count, 2, 3), from `random_maps`.

    Returns:
        uint8 (count, 28, 28).
    """
    pictures = np.empty((len(which), PIXELS, PIXELS), np.uint8)
    for start in range(0, len(which), BATCH):
        part = slice(start, start + BATCH)
        pictures[part] = _warp(sheets, which[part], maps[part])
    return pictures


def _warp(sheets: np.ndarray, which: np.ndarray, maps: np.ndarray) -> np.ndarray:
    place = np.arange(PIXELS, dtype=np.float32) - (PIXELS - 1) / 2
    down, across, shift = (maps[:, :, k, None] * FINE for k in range(3))
    rows = down * place  # (count, 2, 28): what each picture row adds to both drawing coordinates
    columns = across * place + shift + SHEET / 2
    spot = (rows[:, :, :, None] + columns[:, :, None, :]).astype(np.int32)
    np.clip(spot, 0, SHEET - 1, out=spot)
    spot[:, 0] *= SHEET
    flat = spot[:, 0] + spot[:, 1] + (which * SHEET**2).astype(np.int32)[:, None, None]
    return np.take(sheets.reshape(-1), flat)
