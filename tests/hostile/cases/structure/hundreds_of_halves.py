"""Hands in five hundred cells that are no Python, each of which might be half of any answer."""


def change(notebook):
    for number in range(500):
        text = f"total{number} = (\n    double("
        half = {"cell_type": "code", "id": f"half-{number}", "metadata": {}, "source": text, "outputs": []}
        notebook["cells"].insert(3, half | {"execution_count": None})
