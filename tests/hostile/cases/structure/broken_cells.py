"""Cells without metadata, with metadata of other kinds, sources as lists, and outputs of no known kind."""


def change(notebook):
    strange = [
        {
            "cell_type": "code",
            "metadata": {"nbgrader": []},
            "source": ["a = 1\n"],
            "outputs": [],
            "execution_count": None,
        },
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": ["total"]}}, "source": "b = 1", "outputs": []},
        {"cell_type": "code", "metadata": {"nbgrader": "total"}, "source": "c = 1", "outputs": [{"output_type": "x"}]},
        {"cell_type": "markdown", "metadata": {"autograder": 5, "tags": 7}, "source": "text", "attachments": {"a": 3}},
        {"cell_type": "heading", "metadata": {}, "source": "head", "level": 1},
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": {"a": 1}, "grade": "yes"}}, "source": "d = 1"},
        {"cell_type": "code", "metadata": {}, "source": "e = 1", "id": 5, "outputs": {}, "execution_count": "x"},
    ]
    notebook["cells"] += strange
