"""Shows HTML that is slow to clean for its length: references without end, and tags with tens of thousands of attributes."""

ANSWERS = {
    "own": """
from IPython.display import HTML, display

display(HTML("&" * 350_000))
""",
    "end": """
from IPython.display import HTML, display

display(HTML("<b" + "".join(f" a{n}=1" for n in range(38_000)) + ">left-behind"))
""",
}
