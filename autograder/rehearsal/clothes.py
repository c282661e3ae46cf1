"""Draws clothes: T-shirts, trousers, pullovers, dresses, coats and shirts."""

from dataclasses import dataclass

import numpy as np

from autograder.rehearsal.pen import PIXELS, SHEET, Pen, Points, both

MIDDLE = PIXELS / 2


@dataclass(frozen=True)
class Cut:
    """The measures of a garment, each the (lowest, highest) that is drawn, in pixels; widths are half widths."""

    top: tuple[float, float]
    bottom: tuple[float, float]
    neck: tuple[float, float]
    depth: tuple[float, float]
    shoulder: tuple[float, float]
    chest: tuple[float, float]
    waist: tuple[float, float]
    hem: tuple[float, float]
    reach: tuple[float, float]  # how far a sleeve goes out
    sleeve: tuple[float, float]  # how far a sleeve goes down


# Read off pictures of Fashion-MNIST by eye. T-shirt, pullover, coat and shirt overlap on purpose: the real ones do.
TEE = Cut((2, 4), (24, 27), (2.4, 4), (1, 3.5), (6.2, 7.4), (5.6, 7), (5.4, 7), (5.6, 7.4), (2.2, 4.4), (4, 8.5))
VEST = Cut((1, 3), (25, 27), (2.4, 4), (2, 5), (4, 5.4), (5.4, 6.6), (5, 6.4), (5.4, 7.2), (0, 0), (0, 0))
PULLOVER = Cut((2, 4), (24, 27), (2.2, 3.6), (0.6, 2.4), (5.8, 7), (5.6, 7), (5.4, 7), (5.4, 7), (3, 5.4), (17, 21))
COAT = Cut((1.5, 3.5), (24.5, 27.5), (2, 3.4), (0.6, 2.4), (5.8, 7), (5.6, 7), (5.4, 7), (5.6, 7.4), (2.6, 5), (17, 22))
SHIRT = Cut((1.5, 4), (24, 27), (2, 3.6), (0.8, 3), (5.8, 7), (5.4, 6.8), (5.2, 6.8), (5.4, 7.2), (2.6, 5), (16, 21))
BLOUSE = Cut((2, 4), (23.5, 27), (2.2, 4), (1, 4), (6, 7.2), (5.6, 7), (5.2, 7), (5.6, 7.6), (2.4, 4.6), (4.5, 9.5))
GOWN = Cut((0.8, 2), (26, 27.6), (1.8, 3.2), (1, 3.5), (3.6, 5), (3.4, 4.8), (2.8, 4.4), (4, 7.5), (1, 2.6), (3, 7))
STRAPPY = Cut((0.8, 2), (26, 27.6), (1.8, 3), (1.5, 4.5), (2.8, 4), (3.4, 4.8), (2.8, 4.4), (4, 7.5), (0, 0), (0, 0))
FORMAL = Cut((0.8, 2), (25, 27.6), (1.8, 3), (1, 2.5), (4, 5.2), (3.8, 5), (3.2, 4.8), (4, 6.5), (1.4, 3), (13, 18))


class Measures:
    """One garment's measures, drawn at random within a cut."""

    def __init__(self, cut: Cut, rng: np.random.Generator) -> None:
        low, high = np.array([vars(cut)[name] for name in vars(cut)]).T
        self.top, self.bottom, self.neck, self.depth, *rest = rng.uniform(low, high)
        self.shoulder, self.chest, self.waist, self.hem, self.reach, self.sleeve = rest
        self.slope = rng.uniform(0.6, 2)
        self.armpit = self.top + self.slope + rng.uniform(4.5, 7)
        self.tone = rng.uniform(0.45, 0.9)


def t_shirt(pen: Pen, rng: np.random.Generator) -> np.ndarray:
    """Short sleeves or none, no opening in front; some are striped or printed."""
    sleeveless = rng.random() < 0.2
    m = _body(pen, rng, VEST if sleeveless else TEE)
    if not sleeveless and rng.random() < 0.2:
        _lapels(pen, m, rng.uniform(1.5, 3))
    return _pattern(pen.take(), rng, m, stripes=0.2, prints=0.35)


def trouser(pen: Pen, rng: np.random.Generator) -> np.ndarray:
    """A waistband and two legs."""
    top, bottom = rng.uniform(0.8, 2.2), rng.uniform(26, 27.6)
    waist, hip, cuff = rng.uniform(3, 4.4), rng.uniform(3.8, 5.4), rng.uniform(1.8, 3.2)
    apart, crotch, tone = rng.uniform(0.5, 2.4), rng.uniform(8.5, 13), rng.uniform(0.45, 0.95)
    leg = [(MIDDLE, top), (MIDDLE + waist, top), (MIDDLE + hip, top + 6), (MIDDLE + apart + cuff, bottom)]
    pen.sides([*leg, (MIDDLE + apart, bottom), (MIDDLE, crotch)], tone)
    pen.line([(MIDDLE, top), (MIDDLE, crotch)], tone * 0.6, 0.4)
    pen.line([(MIDDLE - waist, top + 1.6), (MIDDLE + waist, top + 1.6)], tone * 0.65, 0.5)
    if rng.random() < 0.5:
        pen.lines([(MIDDLE + waist * 0.5, top + 2), (MIDDLE + hip * 0.9, top + 4.5)], tone * 0.65, 0.5)
    return pen.take()


def pullover(pen: Pen, rng: np.random.Generator) -> np.ndarray:
    """Long sleeves, no opening in front, ribbed ends; some are striped, printed or hooded."""
    m = _body(pen, rng, PULLOVER)
    if rng.random() < 0.5:
        _rib(pen, m)
    if rng.random() < 0.15:
        _hood(pen, m)
    if rng.random() < 0.15:
        _opening(pen, m, rng.uniform(0.5, 0.95), 0.5)
    return _pattern(pen.take(), rng, m, stripes=0.2, prints=0.25, checks=0.08)


def dress(pen: Pen, rng: np.random.Generator) -> np.ndarray:
    """Narrow above, flared below, from the top of the picture to its bottom."""
    m = _body(pen, rng, [GOWN, STRAPPY, STRAPPY, FORMAL][rng.integers(4)], rng.uniform(0.38, 0.55))
    if rng.random() < 0.5:
        waist = m.top + (m.bottom - m.top) * 0.42
        pen.line([(MIDDLE - m.waist, waist), (MIDDLE + m.waist, waist)], m.tone * 0.6, 0.7)
    if rng.random() < 0.4:
        pen.lines([(MIDDLE + 1, 15), (MIDDLE + m.hem * 0.5, m.bottom)], m.tone * 0.75, 0.5)
    return _pattern(pen.take(), rng, m, stripes=0.15, prints=0)


def coat(pen: Pen, rng: np.random.Generator) -> np.ndarray:
    """Long sleeves, open or zipped in front, with collar or hood and pockets."""
    m = _body(pen, rng, COAT)
    _opening(pen, m, rng.uniform(0.2, 0.9), rng.uniform(0.4, 1))
    if rng.random() < 0.3:
        _hood(pen, m)
    elif rng.random() < 0.65:
        _lapels(pen, m, rng.uniform(2, 8))
    if rng.random() < 0.6:
        y = rng.uniform(16, 19)
        pen.lines([(MIDDLE + 2.4, y), (MIDDLE + 4.6, y + rng.uniform(-0.5, 2))], m.tone * 0.5, 0.6)
    return _pattern(pen.take(), rng, m, stripes=0.1, prints=0.05, checks=0.12)


def shirt(pen: Pen, rng: np.random.Generator) -> np.ndarray:
    """Long or short sleeves, mostly a collar and a row of buttons; some are checked, some are plain blouses."""
    m = _body(pen, rng, SHIRT if rng.random() < 0.6 else BLOUSE)
    if rng.random() < 0.7:
        _lapels(pen, m, rng.uniform(1.5, 4))
    if rng.random() < 0.7:
        _opening(pen, m, rng.uniform(0.6, 0.9), 0.4)
        for y in np.arange(m.top + m.depth + 3, m.bottom - 1, rng.uniform(2.5, 4)):
            pen.line([(MIDDLE, y), (MIDDLE, y + 0.1)], m.tone * 0.4, 0.9)
    return _pattern(pen.take(), rng, m, stripes=0.12, prints=0.1, checks=0.2)


def _body(pen: Pen, rng: np.random.Generator, cut: Cut, waistline: float = 0.6) -> Measures:
    """Sleeves first, the body over them, a seam between the two, and the neckline cut out."""
    m = Measures(cut, rng)
    shoulder = (MIDDLE + m.shoulder, m.top + m.slope)
    armpit = (MIDDLE + m.chest, m.armpit)
    if m.sleeve:
        pen.sides(_sleeve(m, shoulder, armpit, rng.uniform(2.2, 3.4)), m.tone * rng.uniform(0.8, 1), 0.1)
    waist = (MIDDLE + m.waist, m.top + (m.bottom - m.top) * waistline)
    right = [(MIDDLE + m.neck, m.top), shoulder, armpit, waist, (MIDDLE + m.hem, m.bottom)]
    pen.fill(both(right), m.tone, 0.08)
    if m.sleeve > 10:
        pen.lines([armpit, waist, (MIDDLE + m.hem, m.bottom)], m.tone * 0.35, 0.5)
    low = m.top + 1.6 * m.depth
    pen.fill(both([(MIDDLE + m.neck, m.top - 0.5), (MIDDLE + m.neck * 0.7, low)]), rng.choice([0, 0.3]) * m.tone, 0.3)
    return m


def _sleeve(m: Measures, shoulder: tuple[float, float], armpit: tuple[float, float], cuff: float) -> Points:
    end = (shoulder[0] + m.reach, shoulder[1] + m.sleeve)
    elbow = (shoulder[0] + 0.62 * m.reach, shoulder[1] + 0.3 * m.sleeve)
    inner = (end[0] - cuff, end[1] + (0.3 if m.sleeve > 10 else 1.2))
    return [(shoulder[0] - 2, shoulder[1] - 0.6), shoulder, elbow, end, inner, armpit]


def _opening(pen: Pen, m: Measures, shade: float, width: float) -> None:
    pen.line([(MIDDLE, m.top + m.depth), (MIDDLE, m.bottom)], m.tone * shade, width)


def _lapels(pen: Pen, m: Measures, length: float) -> None:
    low = m.top + m.depth + length
    pen.sides(
        [(MIDDLE + m.neck, m.top - 0.4), (MIDDLE + m.neck + 0.6, m.top + 1.6), (MIDDLE, low)], min(1, m.tone * 1.2)
    )
    pen.lines([(MIDDLE + m.neck + 0.6, m.top + 1.6), (MIDDLE, low)], m.tone * 0.45, 0.4)


def _hood(pen: Pen, m: Measures) -> None:
    pen.fill(
        both([(MIDDLE + 1, m.top - 1.2), (MIDDLE + m.neck + 1, m.top), (MIDDLE + 1.5, m.top + 4)]), m.tone * 0.8, 0.3
    )
    pen.fill(
        both([(MIDDLE + 1, m.top), (MIDDLE + m.neck - 0.6, m.top + 1), (MIDDLE + 0.6, m.top + 2.6)]), m.tone * 0.3, 0.3
    )


def _rib(pen: Pen, m: Measures) -> None:
    pen.line([(MIDDLE - m.hem, m.bottom - 1.6), (MIDDLE + m.hem, m.bottom - 1.6)], m.tone * 0.6, 0.5)
    pen.line(
        [(MIDDLE - m.neck, m.top + 0.4), (MIDDLE, m.top + 2 * m.depth + 0.6), (MIDDLE + m.neck, m.top + 0.4)],
        m.tone * 0.6,
        0.5,
    )


def _pattern(
    sheet: np.ndarray, rng: np.random.Generator, m: Measures, stripes: float, prints: float, checks: float = 0.0
) -> np.ndarray:
    """Darken the cloth in stripes, checks or a printed patch, each with the given probability."""
    y, x = np.mgrid[:SHEET, :SHEET].astype(np.float32) * (PIXELS / SHEET)
    pitch, depth, throw = rng.uniform(2.2, 5), rng.uniform(0.3, 0.7), rng.random()
    if throw < stripes:
        return sheet * (1 - depth * (np.sin(y * 2 * np.pi / pitch) > 0))
    if throw < stripes + checks:
        across, down = np.sin(y * 2 * np.pi / pitch) > 0.2, np.sin(x * 2 * np.pi / pitch) > 0.2
        return sheet * (1 - depth * 0.5 * (across | down))
    if throw < stripes + checks + prints:
        wide, high = rng.uniform(2, 4.2), rng.uniform(1, 3.5)
        patch = (np.abs(x - MIDDLE) < wide) & (np.abs(y - m.armpit - 2) < high)
        return sheet * np.where(patch & (np.sin(x * rng.uniform(1.5, 4)) > -0.3), 1 - depth, 1)
    return sheet
