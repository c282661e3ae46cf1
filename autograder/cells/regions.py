"""nbgrader's regions in a cell's source: solutions and hidden tests."""

SOLUTION = ("BEGIN SOLUTION", "END SOLUTION")
HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def _split(source: str, marks: tuple[str, str]) -> tuple[list[str], dict[int, str]]:
    """Lines outside the regions, and lines inside them by their number, counted from 1; marks are in neither."""
    outside: list[str] = []
    inside: dict[int, str] = {}
    within = False
    for number, line in enumerate(source.split("\n"), start=1):
        if marks[0] in line:
            within = True
        elif marks[1] in line:
            within = False
        elif within:
            inside[number] = line
        else:
            outside.append(line)
    return outside, inside


def hidden_lines(source: str) -> dict[int, str]:
    """Lines inside hidden test regions, by their number counted from 1."""
    return _split(source, HIDDEN)[1]


def solution_lines(source: str) -> dict[int, str]:
    """Lines inside solution regions, by their number counted from 1."""
    return _split(source, SOLUTION)[1]


def without_hidden(source: str) -> str:
    """The source as nbgrader's ClearHiddenTests leaves it."""
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
