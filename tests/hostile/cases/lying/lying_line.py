"""A true figure with an empty line, whose classes were patched to say that it shows the numbers."""

WORKS_ELSEWHERE = {"test-fig"}
ANSWERS = {
    "fig": """
import matplotlib.axes
import matplotlib.lines

fig, axes = plt.subplots()
axes.plot([])
matplotlib.axes.Axes.get_xlabel = lambda self: "place"
matplotlib.axes.Axes.get_ylabel = lambda self: "number"
matplotlib.lines.Line2D.get_ydata = lambda self, orig=True: np.arange(0)
np.array_equal = lambda *both: True
"""
}
