"""nbgrader's regions in a cell's source: solutions and hidden tests.

A cell comes with nbgrader's own marks here, whatever the course calls them: `autograder.cells.sources` and
`Marks.standard` see to that.
"""

from autograder.cells.marks import HIDDEN, SOLUTION, Pair, nearest


def _split(source: str, marks: Pair) -> tuple[list[str], dict[int, str]]:
    """Lines outside the regions, and lines inside them by their number, counted from 1; marks are in neither."""
    outside: dict[int, str] = {}
    inside: dict[int, str] = {}
    within = False
    begun = 0  # number of the line where the last region ended
    for number, line in enumerate(source.split("\n"), start=1):
        meant = nearest(line) if marks == HIDDEN else ""  # whatever it is, in a test it hides something
        if marks[0] in line or meant.startswith("BEGIN"):
            within = True
        elif marks[1] in line or (meant and not within):
            if (
                not within and marks == HIDDEN
            ):  # it ends what must have begun somewhere: rather too much than too little
                inside |= {n: outside.pop(n) for n in [*outside] if n > begun}
            within, begun = False, number
        elif within:
            inside[number] = line
        else:
            outside[number] = line
    return list(outside.values()), dict(sorted(inside.items()))


def hidden_lines(source: str) -> dict[int, str]:
    """Lines inside hidden test regions, by their number counted from 1.

    Where a mark is misspelled or its other half is missing, all that may be meant to be hidden counts.
    """
    return _split(source, HIDDEN)[1]


def solution_lines(source: str) -> dict[int, str]:
    """Lines inside solution regions, by their number counted from 1."""
    return _split(source, SOLUTION)[1]


def without_hidden(source: str) -> str:
    """The source as nbgrader's ClearHiddenTests leaves it; where a mark is misspelled, no more than that."""
    return "\n".join(_split(source, HIDDEN)[0])


def without_solution(source: str, stub: str) -> str:
    """The source as nbgrader's ClearSolutions leaves it: `stub` in place of each region, or of all where there is none.

    Args:
        source: an answer cell's text.
        stub: what nbgrader puts in place, `ClearSolutions.code_stub` or `text_stub`.
    """
    if SOLUTION[0] not in source:
        return stub
    kept: list[str] = []
    within = False
    for line in source.split("\n"):
        if SOLUTION[0] in line:
            within = True
            indent = line[: len(line) - len(line.lstrip())]
            kept += [indent + text for text in stub.split("\n")]
        elif SOLUTION[1] in line:
            within = False
        elif not within:
            kept.append(line)
    return "\n".join(kept)
