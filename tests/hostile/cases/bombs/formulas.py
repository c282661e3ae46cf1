"""Fills Markdown with formulas that begin again and again and never end, in the answer, in cells and in outputs."""

PIECES = (r"\\[", r"\\(", r"\begin{a}", "***a*", r'"\\[')
ANSWERS = {
    "why": r"\\[" * 6_000,
    "own": f"""
from IPython.display import Markdown, display

for piece in {PIECES!r}:
    display(Markdown((piece * 20_000)[:20_000]))
""",
}


def change(notebook):
    for number, piece in enumerate(PIECES):
        text = (piece * 20_000)[:20_000]
        bomb = {"cell_type": "markdown", "id": f"bomb-{number}", "metadata": {}, "source": text}
        notebook["cells"].append(bomb)
