"""Hands in twelve hundred answers to one exercise, each of which reads what the next one binds."""

import copy


def change(notebook):
    cells = notebook["cells"]
    place = next(n for n, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("grade_id") == "total")
    for number in range(1_200):
        link = copy.deepcopy(cells[place])
        link["id"], link["source"] = f"link-{number}", f"step{number} = step{number + 1}"
        cells.insert(place, link)
