"""Puts out as much as is allowed: a long print, a wide table, twenty pictures."""

ANSWERS = {
    "own": "print('x' * 300_000)",
    "end": """
import pandas as pd
from IPython.display import display

display(pd.DataFrame(np.zeros((60, 60))))
for number in range(4):
    plt.figure(figsize=(1, 1))
    plt.plot([number])
    plt.show()
""",
}
