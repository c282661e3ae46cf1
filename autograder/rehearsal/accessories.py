"""Draws what is worn with clothes: sandals, sneakers, ankle boots and bags. Toes point to the left."""

import numpy as np

from autograder.rehearsal.pen import PIXELS, Pen, both

MIDDLE = PIXELS / 2


def sandal(pen: Pen, rng: np.random.Generator) -> np.ndarray:
    """A sole, flat or on a heel, and open straps."""
    high = rng.random() < 0.45
    rise = rng.uniform(7, 12) if high else rng.uniform(0, 3)
    sole, tone = rng.uniform(20, 24), rng.uniform(0.5, 0.95)
    thick = rng.uniform(1, 2.2)
    back, front = rng.uniform(24.5, 26.5), rng.uniform(1.5, 3)
    ball, seat = rng.uniform(8, 11), (back, sole - rise)
    pen.line([(front, sole), (ball, sole), (ball + 6, sole - rise * 0.6), seat], tone, thick)
    if high:
        pen.line([seat, (back + rng.uniform(-1.5, 0.5), sole + 1)], tone, rng.uniform(0.8, 2.2))
    else:
        pen.fill([(front, sole), (ball, sole), seat, (back, sole + 1.5), (front, sole + 1.5)], tone * 0.8)
    if not high and rng.random() < 0.25:
        pen.fill([(front, sole), (front + 1, sole - 3), (13, sole - 6), (16, sole - 6), (17, sole)], tone * 0.9, 0.25)
    _straps(pen, rng, (front, sole), seat, tone)
    return pen.take()


def _straps(
    pen: Pen, rng: np.random.Generator, toe: tuple[float, float], seat: tuple[float, float], tone: float
) -> None:
    """One or two over the toes, one up from the heel and around the ankle."""
    width, lift = rng.uniform(0.7, 1.8), rng.uniform(3, 6)
    for start in rng.uniform(1, 7, size=rng.integers(1, 4)):
        x = toe[0] + start
        pen.line(
            [(x, toe[1]), (x + 1.5, toe[1] - lift), (x + 5, toe[1] - lift * 0.6), (x + 6, toe[1] - 1)], tone, width
        )
    ankle = (seat[0] - rng.uniform(6, 10), seat[1] - rng.uniform(3, 6))
    pen.line([seat, (seat[0] + 0.5, ankle[1] - 0.5), ankle], tone, width)
    if rng.random() < 0.6:
        pen.line([ankle, (ankle[0] - 2, ankle[1] + 3), (toe[0] + 9, toe[1] - 2)], tone, width)


def sneaker(pen: Pen, rng: np.random.Generator) -> np.ndarray:
    """A low shoe on a thick pale sole, with laces and a stripe."""
    sole, tone = rng.uniform(19.5, 22), rng.uniform(0.4, 0.9)
    toe, back = rng.uniform(1, 2.5), rng.uniform(25.5, 27)
    collar = sole - (rng.uniform(10, 14) if rng.random() < 0.2 else rng.uniform(6, 10))
    tongue = rng.uniform(12.5, 16)
    nose = sole - rng.uniform(2.2, 3.6)
    dip = (tongue + 5, collar + rng.uniform(1, 2.4))
    upper = [(toe, sole), (toe + 0.5, nose), (8, nose - 1), (tongue, collar), (tongue + 2, collar - 0.4), dip]
    pen.fill([*upper, (back - 1, collar + rng.uniform(0, 1.2)), (back - 0.4, sole - 4), (back, sole)], tone, 0.22)
    pen.line([dip, (tongue + 3, nose), (tongue, sole)], tone * 0.65, rng.uniform(0.4, 1))
    pen.fill(
        [(toe - 0.4, sole - 1), (back, sole - 1), (back, sole + 1), (toe + 1, sole + 1)], rng.uniform(0.5, 1), 0.15
    )
    pen.line([(toe, sole - 1.1), (back, sole - 1.1)], tone * 0.4, 0.4)
    for step in np.arange(rng.integers(0, 4)):
        x, y = tongue - 1 - step * 1.7, collar + 1.2 + step * 1.1
        pen.line([(x, y), (x + 2, y + 1)], min(1, tone * 1.5) if tone < 0.6 else tone * 0.5, 0.5)
    return pen.take()


def ankle_boot(pen: Pen, rng: np.random.Generator) -> np.ndarray:
    """A shaft above the ankle, on a flat sole, a block or a high heel."""
    sole, tone = rng.uniform(23, 25.5), rng.uniform(0.45, 0.95)
    top, toe, back = rng.uniform(3, 14), rng.uniform(1.5, 4), rng.uniform(23, 26)
    shaft = back - rng.uniform(8.5, 12)
    rise = rng.choice([0.8, 2, 5]) * rng.uniform(0.7, 1.2)
    instep = (shaft - 1, sole - rise * 0.7 - rng.uniform(6, 9))
    upper = [
        (toe, sole - 0.6),
        (toe + 0.8, sole - 3),
        (toe + 5, sole - 4.6),
        instep,
        (shaft, top),
        (back - 0.5, top + rng.uniform(-0.6, 1)),
    ]
    pen.fill([*upper, (back, sole - rise), (back - 8, sole - rise * 0.8), (toe + 7, sole - 0.4)], tone, 0.18)
    pen.fill(
        [
            (back - rng.uniform(2, 6), sole - rise),
            (back, sole - rise - 0.3),
            (back - 0.3, sole + 1),
            (back - rng.uniform(1.5, 4), sole + 1),
        ],
        tone * 0.8,
    )
    pen.line([(toe, sole), (toe + 8, sole), (back - 8, sole - rise * 0.7)], tone * rng.uniform(0.5, 1), 1.2)
    _boot_details(pen, rng, (shaft, top), (back, sole), tone)
    return pen.take()


def _boot_details(
    pen: Pen, rng: np.random.Generator, shaft: tuple[float, float], heel: tuple[float, float], tone: float
) -> None:
    throw = rng.random()
    if throw < 0.4:
        for y in np.arange(shaft[1] + 1.5, heel[1] - 6, 2.2):
            pen.line([(shaft[0] + 0.2, y), (shaft[0] + 3, y + 0.6)], tone * 0.45, 0.6)
    elif throw < 0.7:
        x = (shaft[0] + heel[0]) / 2
        pen.line([(x, shaft[1] + 0.5), (x + 0.4, heel[1] - 6)], tone * 0.5, 0.6)
    if rng.random() < 0.5:
        pen.line([(shaft[0], shaft[1] + 1.6), (heel[0] - 0.5, shaft[1] + 1.6)], tone * 0.6, 0.6)


def bag(pen: Pen, rng: np.random.Generator) -> np.ndarray:
    """A body, wide or tall, with one handle or two, a flap and a clasp."""
    wide, narrower = rng.uniform(8, 13), rng.uniform(0, 3)
    top, bottom, tone = rng.uniform(7, 14), rng.uniform(22.5, 26.5), rng.uniform(0.4, 0.9)
    reach = top - rng.uniform(1.5, 3.5) if rng.random() < 0.3 else rng.uniform(1, 4)
    apart = rng.uniform(3, wide - narrower - 0.5)
    if rng.random() < 0.9:
        handle = [
            (MIDDLE - apart, top + 1),
            (MIDDLE - apart * 0.9, reach),
            (MIDDLE + apart * 0.9, reach),
            (MIDDLE + apart, top + 1),
        ]
        pen.line(handle, tone * rng.uniform(0.7, 1.1), rng.uniform(0.7, 1.8))
    pen.fill(both([(MIDDLE + wide - narrower, top), (MIDDLE + wide, bottom)]), tone, rng.uniform(0.03, 0.3))
    if rng.random() < 0.5:
        flap = top + (bottom - top) * rng.uniform(0.25, 0.55)
        pen.line(
            [
                (MIDDLE - wide + 1, top + 1),
                (MIDDLE - wide * 0.5, flap),
                (MIDDLE + wide * 0.5, flap),
                (MIDDLE + wide - 1, top + 1),
            ],
            tone * 0.5,
            0.6,
        )
        pen.fill(both([(MIDDLE + 1, flap - 1.4), (MIDDLE + 1, flap + 0.4)]), min(1, tone * 1.4))
    if rng.random() < 0.4:
        pen.line([(MIDDLE - wide, bottom - 3), (MIDDLE + wide, bottom - 3)], tone * 0.6, 0.6)
    return pen.take()
