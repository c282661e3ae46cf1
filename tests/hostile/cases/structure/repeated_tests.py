"""Repeats the visible text of a test twelve hundred times in one cell: cut out one by one, it goes too deep."""


def change(notebook):
    test = next(c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "test-total")
    text = "\n".join(["".join(test["source"]), "guess = 1"] * 1_200)
    own = {
        "cell_type": "code",
        "id": "repeated",
        "metadata": {},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }
    notebook["cells"].insert(0, own)
