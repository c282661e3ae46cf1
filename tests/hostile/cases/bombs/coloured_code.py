"""Asks for the colours of code that is slow to colour: lines of open escapes, and languages with hopeless patterns."""

OPEN = r'"\N{'
ANSWERS = {"own": f"# {OPEN * 10_000}", "total": f"total = 0  # {OPEN * 9_000}"}


def change(notebook):
    for number, (language, piece) in enumerate((("adl", "'a\\"), ("sml", "(*"), ("python", OPEN), ("rst", "`a"))):
        text = f"```{language}\n{piece * 4_000}\n```"
        notebook["cells"].append({"cell_type": "markdown", "id": f"fence-{number}", "metadata": {}, "source": text})
