"""`calibration.json`: the bands that an assignment's tests name, and what was measured for them.

A band's `points`, what each of its thresholds earns, are the author's own, and no calibration changes them. Where there are none,
what is `proposed` is in force. All else is measured, and written anew each time.
"""

import hashlib
import json
import math
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.authoring.answers import excerpt
from autograder.authoring.calibration.chances import falls_below, proposed, reaches
from autograder.cells import Role, Thresholds, band_names, exercise, role
from autograder.errors import MarkerError

DIGITS = 6  # of a value; 10,000 test images give four
NUMBERS = re.compile(r"\[\s+([^\[\]{}]*?)\s+\]")


@dataclass(frozen=True)
class Measured:
    """What reached one band.

    Args:
        notebook: whose test names it.
        test: grade_id of that test.
        full: points of the test.
        code: hash of what led to it (see `code_of`).
        reference: what the runs of the reference reached.
        answer: name of the typical unimproved answer, "" where there is none.
        typical: what its runs reached.
    """

    notebook: str
    test: str
    full: float
    code: str
    reference: Sequence[float]
    answer: str = ""
    typical: Sequence[float] = ()

    @property
    def proposed(self) -> dict[float, float]:
        """Thresholds that the spread speaks for."""
        return proposed(self.reference, self.typical, self.full)


@dataclass(frozen=True)
class Band:
    """A band, and what was measured for it.

    Args:
        own: what each threshold earns by the author's own decision; empty where there is none.
        measured: the values behind it.
    """

    own: Thresholds
    measured: Measured

    @property
    def points(self) -> Thresholds:
        """What each threshold earns: the thresholds in force."""
        return self.own or self.measured.proposed

    @property
    def thresholds(self) -> list[float]:
        """All thresholds, those in force and the proposed ones, the lowest first."""
        return sorted({*self.points, *self.measured.proposed})

    def falls_below(self, threshold: float) -> float:
        """The chance that a correct answer falls below a threshold."""
        return falls_below(self.measured.reference, threshold)

    def reached(self, threshold: float) -> float | None:
        """The chance that the typical unimproved answer reaches a threshold; None where there is no such answer."""
        return reaches(self.measured.typical, threshold) if self.measured.typical else None


@dataclass(frozen=True)
class Before:
    """What `calibration.json` says already.

    Args:
        points: of the bands' thresholds in force.
        own: of those that the author decided on.
        data: kind of the data that was measured on, "" where nothing was.
        runs: how many there were.
        code: hash of what led to it, for each band.
    """

    points: Mapping[str, Thresholds] = field(default_factory=dict)
    own: Mapping[str, Thresholds] = field(default_factory=dict)
    data: str = ""
    runs: int = 0
    code: Mapping[str, str] = field(default_factory=dict)


def read(path: Path) -> Before:
    """What an assignment's `calibration.json` says; nothing where there is no such file.

    Raises:
        MarkerError: it cannot be read as such.
    """
    if not path.exists():
        return Before()
    told = _read(path)
    bands = {name: band if isinstance(band, dict) else {} for name, band in told["bands"].items()}
    points = {name: _thresholds(path, name, band.get("points", band.get("proposed"))) for name, band in bands.items()}
    return Before(
        points=points,
        own={name: points[name] for name, band in bands.items() if "points" in band},
        data=str(told.get("data", "")),
        runs=told["runs"] if isinstance(told.get("runs"), int) else 0,
        code={name: str(band.get("code", "")) for name, band in bands.items()},
    )


def code_of(source: NotebookNode) -> str:
    """A hash of the code that a notebook's bands stand on; tests, comments and blank lines do not count.

    Args:
        source: the instructor's notebook.
    """
    tests = [cell for cell in source.cells if role(cell) == Role.TEST and band_names(cell.source)]
    cells = excerpt(source, {exercise(test) for test in tests}).cells
    code = [cell.source for cell in cells if cell.cell_type == "code" and role(cell) != Role.TEST]
    lines = [line.rstrip() for line in "\n".join(code).split("\n")]
    told = "\n".join(line for line in lines if line and not line.lstrip().startswith("#"))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def write(path: Path, bands: Mapping[str, Band], *, data: str, versions: Mapping[str, str]) -> None:
    """Write what was measured.

    Args:
        path: an assignment's `calibration.json`.
        bands: by their names.
        data: kind of the data.
        versions: of what trained.
    """
    told = {
        "runs": max((len(band.measured.reference) for band in bands.values()), default=0),
        "data": data,
        "versions": dict(versions),
        "bands": {name: _told(band) for name, band in bands.items()},
    }
    text = NUMBERS.sub(
        lambda numbers: f"[{' '.join(numbers[1].split())}]", json.dumps(told, indent=1, ensure_ascii=False)
    )
    path.write_text(text + "\n", encoding="utf-8")


def _told(band: Band) -> dict[str, Any]:
    measured = band.measured
    chances = {threshold: float(f"{band.falls_below(threshold):.2g}") for threshold in band.thresholds}
    told: dict[str, Any] = {"points": _keys(band.own)} if band.own else {}
    told |= {
        "proposed": _keys(measured.proposed),
        "chance_below": _keys(chances),
        "notebook": measured.notebook,
        "test": measured.test,
        "code": measured.code,
        "reference": _summary(measured.reference),
    }
    if measured.typical:
        told["typical"] = {"answer": measured.answer} | _summary(measured.typical)
    return told


def _summary(values: Sequence[float]) -> dict[str, Any]:
    return {
        "mean": round(statistics.fmean(values), DIGITS),
        "sd": round(statistics.stdev(values), DIGITS),
        "values": [round(value, DIGITS) for value in values],
    }


def _keys(numbers: Thresholds) -> dict[str, float]:
    """Thresholds as JSON's keys, the lowest first; whole numbers as such."""
    return {f"{key:.12g}": int(value) if value == int(value) else value for key, value in sorted(numbers.items())}


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise MarkerError(f"{path} is no JSON: {error}. Mend it, or remove it and calibrate again.") from error
    if not isinstance(told, dict) or not isinstance(told.get("bands"), dict):
        raise MarkerError(f'{path} has no "bands". Remove it and calibrate again.')
    return told


def _thresholds(path: Path, name: str, points: Any) -> dict[float, float]:
    """What the thresholds of one band earn."""
    try:
        found = {float(threshold): float(worth) for threshold, worth in points.items()}
    except (TypeError, AttributeError, ValueError):
        found = {}
    worths = [found[threshold] for threshold in sorted(found)]
    if not found or not all(map(math.isfinite, [*found, *worths])) or worths != sorted({*worths}):
        raise MarkerError(
            f'{path}: the band {name!r} needs "points" with what each threshold earns, more for a higher one, for example '
            '{"0.976": 5, "0.978": 8}.'
        )
    return found
