"""Nests quotes in lists in quotes, and elements in elements, until whoever lays them out gives up."""

ANSWERS = {
    "why": "> a\n- b\n1. c\n" * 1_500,
    "own": """
from IPython.display import HTML, Markdown, display

display(Markdown("> a\\n- b\\n" * 2_500))
display(Markdown("<div>" * 3_900))
display(HTML("<b>" * 7_900))
display(HTML("<table><b>" * 3_900))
""",
}


def change(notebook):
    text = "> " * 9_000 + "\n- " * 300
    notebook["cells"].append({"cell_type": "markdown", "id": "nested", "metadata": {}, "source": text})
