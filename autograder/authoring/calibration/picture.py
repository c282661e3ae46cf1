"""A picture of what reached each band: one row a band, a mark for each run, a line for each threshold."""

from collections.abc import Mapping
from pathlib import Path

from autograder.authoring.calibration.record import Band

ROW = 1.3  # inches
SHIFT = 0.22  # between the marks of the reference and of the typical answer, in rows


def draw(bands: Mapping[str, Band], path: Path) -> Path:
    """Draw the bands.

    Args:
        bands: by their names.
        path: of the PNG file to write.

    Returns:
        The path.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 0.6 + ROW * len(bands)), layout="constrained")
    figure.suptitle("What reached each band")
    rows = figure.subplots(len(bands), squeeze=False)[:, 0]
    for ax, (name, band) in zip(rows, bands.items(), strict=True):
        measured = band.measured
        ax.plot(measured.reference, [SHIFT] * len(measured.reference), "o", alpha=0.6, label="reference")
        if measured.typical:
            ax.plot(measured.typical, [-SHIFT] * len(measured.typical), "x", label="typical unimproved answer")
        for threshold, worth in band.points.items():
            ax.axvline(threshold, color="black", linewidth=1)
            ax.annotate(f" {worth:g} from {threshold:g}", (threshold, 0.92), va="top", fontsize=8)
        for threshold in measured.proposed:
            ax.axvline(threshold, color="grey", linestyle=":")
        ax.set(ylim=(-1, 1), yticks=[], ylabel=name)
    rows[0].plot([], [], color="black", linewidth=1, label="band in force")
    rows[0].plot([], [], color="grey", linestyle=":", label="proposed")
    rows[-1].set_xlabel("value")
    marks = {label: mark for ax in rows for mark, label in zip(*ax.get_legend_handles_labels(), strict=True)}
    figure.legend(marks.values(), marks.keys(), loc="outside lower center", ncols=4, fontsize=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=120)
    return path
