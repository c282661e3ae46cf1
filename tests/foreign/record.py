"""What a foreign course is: plain cells, right answers, and wrong ones with the tests that they lose in plain nbgrader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import dedent

GIVEN, ANSWER, TEST = "given", "answer", "test"


@dataclass(frozen=True)
class Cell:
    """One cell of an instructor's notebook.

    Args:
        kind: given, answer or test.
        name: its grade_id.
        source: its text; of an answer, the reference.
        points: what a test is worth.
        noisy: whether the test writes on standard error, for which plain nbgrader takes all its points from everybody.
        misread: whether it ends in a number that plain nbgrader does not understand, and takes for all points.
    """

    kind: str
    name: str
    source: str
    points: float = 0.0
    noisy: bool = False
    misread: bool = False


@dataclass(frozen=True)
class Attempt:
    """What one student hands in.

    Args:
        answers: the text of answer cells, by grade_id; others stay as the reference has them.
        scores: what the tests that it loses earn in plain nbgrader, by grade_id; others earn all points.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ForeignCourse:
    """A small course of somebody else's: one notebook, written in one style of tests.

    Args:
        name: name of its notebook.
        about: the style, in a sentence.
        cells: its cells.
        right: further right answers besides the reference.
        wrong: wrong answers.
        untouched: what the release as it is earns, for tests that do not give 0.
    """

    name: str
    about: str
    cells: tuple[Cell, ...]
    right: tuple[Attempt, ...]
    wrong: tuple[Attempt, ...]
    untouched: Attempt

    @property
    def tests(self) -> list[Cell]:
        """The cells with points."""
        return [cell for cell in self.cells if cell.kind == TEST]

    @property
    def attempts(self) -> dict[str, Attempt]:
        """Every submission by the name of its student; "untouched" is the release."""
        named = {"right-1": Attempt()}
        named |= {f"right-{number}": one for number, one in enumerate(self.right, 2)}
        named |= {f"wrong-{number}": one for number, one in enumerate(self.wrong, 1)}
        return named | {"untouched": self.untouched}

    def expected(self, student: str) -> dict[str, float]:
        """What each test says of a student's answer."""
        lost = self.attempts[student].scores
        return {cell.name: lost.get(cell.name, cell.points) for cell in self.tests}

    def plainly(self, student: str) -> dict[str, float]:
        """What plain nbgrader makes of that, standard error apart."""
        misread = {cell.name: cell.points for cell in self.tests if cell.misread}
        return {name: misread.get(name, score) if score else 0.0 for name, score in self.expected(student).items()}


def text(source: str) -> str:
    """A cell's text, without the indentation that it has in the record."""
    return dedent(source).strip("\n")


def given(name: str, source: str) -> Cell:
    """A locked cell without points."""
    return Cell(GIVEN, name, text(source))


def answer(name: str, source: str) -> Cell:
    """A cell of the student's; all of the reference is cut out of the release unless it marks its solution itself."""
    source = text(source)
    marked = source if "### BEGIN SOLUTION" in source else f"### BEGIN SOLUTION\n{source}\n### END SOLUTION"
    return Cell(ANSWER, name, marked)


def check(name: str, source: str, *, points: float = 2.0, noisy: bool = False, misread: bool = False) -> Cell:
    """A cell of tests."""
    return Cell(TEST, name, text(source), points, noisy, misread)


Answers = str | Mapping[str, str]


def wrong(answers: Answers, *, loses: str = "", **scores: float) -> tuple[Answers, dict[str, float]]:
    """A wrong answer, the tests that give it nothing, and those that give it a part."""
    return answers, dict.fromkeys(loses.split(), 0.0) | scores


def course(
    name: str,
    about: str,
    *cells: Cell,
    right: Sequence[Answers],
    wrong: Sequence[tuple[Answers, dict[str, float]]],
    untouched: Mapping[str, float] | None = None,
) -> ForeignCourse:
    """A record; answers given as one text are the first answer cell's."""
    first = next(cell.name for cell in cells if cell.kind == ANSWER)

    def attempt(answers: Answers, scores: Mapping[str, float]) -> Attempt:
        named = {first: answers} if isinstance(answers, str) else answers
        return Attempt({key: text(value) for key, value in named.items()}, scores)

    nothing = {cell.name: 0.0 for cell in cells if cell.kind == TEST} | dict(untouched or {})
    return ForeignCourse(
        name,
        about,
        cells,
        tuple(attempt(one, {}) for one in right),
        tuple(attempt(*one) for one in wrong),
        Attempt({}, nothing),
    )
