"""nbgrader's marks around solutions, hidden tests and marking schemes: as a course calls them, and what is nearly one of them."""

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

Pair = tuple[str, str]  # where a region begins, and where it ends
SOLUTION: Pair = ("BEGIN SOLUTION", "END SOLUTION")
HIDDEN: Pair = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
SCHEME: Pair = ("BEGIN MARK SCHEME", "END MARK SCHEME")
ALIKE = 0.75  # how much of a line is that of a mark when it is meant as one: "BEGIN TESTS" is, "begin with the tests" is not
LONGEST = 80  # characters of a line that could be a mark
SHOUTED = re.compile(r"##+[\W_]*(BEGIN|END)(?![a-z])")  # two signs or more and capitals: no sentence begins like that
SAME = {"START": "BEGIN", "STOP": "END", "FINISH": "END"}


@dataclass(frozen=True)
class Marks:
    """What a course calls the marks: `ClearSolutions.begin_solution_delimeter` and its kin.

    Args:
        solution: around what students write.
        hidden: around tests that they do not see.
        scheme: around what only markers read.
    """

    solution: Pair = SOLUTION
    hidden: Pair = HIDDEN
    scheme: Pair = SCHEME

    @classmethod
    def of(cls, settings: Any) -> "Marks":
        """The marks that a course's configuration names, nbgrader's where it names none."""

        def pair(group: str, name: str, usual: Pair) -> Pair:
            chosen = settings[group]
            begin, end = (chosen.get(f"{side}_{name}_delimeter", "") for side in ("begin", "end"))
            return (str(begin) or usual[0], str(end) or usual[1])

        return cls(
            pair("ClearSolutions", "solution", SOLUTION),
            pair("ClearHiddenTests", "test", HIDDEN),
            pair("ClearMarkScheme", "mark_scheme", SCHEME),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(name for pair in astuple(self) for name in pair)

    def standard(self, source: str) -> str:
        """A cell's text, line for line, with nbgrader's own marks in place of the course's.

        What is nearly a mark of a hidden test becomes one, so that it is hidden whoever looks at it later.
        """
        if self == STANDARD:
            return source
        return "\n".join(self._standard(line) for line in self.renamed(source).split("\n"))

    def renamed(self, source: str) -> str:
        """The same with the course's own marks alone replaced: for what a student wrote, which may say anything."""
        if self == STANDARD:
            return source
        return "\n".join(map(self._renamed, source.split("\n")))

    def _renamed(self, line: str) -> str:
        for own, usual in zip(self.names, STANDARD.names, strict=True):
            if own in line:
                return line if own == usual else line.replace(own, f"### {usual}" if own.startswith("#") else usual, 1)
        return line

    def _standard(self, line: str) -> str:
        if any(usual in line for usual in STANDARD.names):
            return line
        meant = nearest(line, self)
        if meant not in self.hidden:
            return line
        return f"{line[: line.find('#') + 1]} {HIDDEN[self.hidden.index(meant)]}"


STANDARD = Marks()


@dataclass(frozen=True)
class Fault:
    """A line that is no mark where one is meant, or a mark in the wrong place.

    Args:
        line: its number in the cell, from 1.
        text: the line.
        what: what is the matter and what to do.
    """

    line: int
    text: str
    what: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.text.strip()!r}, {self.what}"


def nearest(line: str, marks: Marks = STANDARD) -> str:
    """The mark that a line is meant as and is not; "" for a line that is one, or is nothing of the kind."""
    at = line.find("#")
    text = line[at:] if at >= 0 else line
    if len(text) > LONGEST or not text.strip() or any(name in line for name in marks.names):
        return ""
    return _nearest(text, marks, at >= 0)


@lru_cache(maxsize=10_000)
def _nearest(text: str, marks: Marks, comment: bool) -> str:
    shouted = bool(SHOUTED.match(text))
    said = [SAME.get(word.upper(), word.upper()) for word in re.findall(r"[^\W\d_]+", text)]
    if not said or not (comment or re.match(r"[\W_]*(BEGIN|END)(?![a-z])", text)):
        return ""
    likeness = {name: _likeness(said, name) for name in dict.fromkeys((*marks.names, *STANDARD.names))}
    best = max(likeness, key=lambda name: likeness[name])
    if not shouted and (likeness[best] < ALIKE or not _says_where(said, best)):
        return ""
    side = max(range(2), key=lambda n: _likeness(said[:1], ("BEGIN", "END")[n])) if shouted else None
    if best in marks.names and (side is None or marks.names.index(best) % 2 == side):
        return best
    place = STANDARD.names.index(best) if best in STANDARD.names else marks.names.index(best)
    return marks.names[place if side is None else place - place % 2 + side]


def _says_where(said: list[str], name: str) -> bool:
    """Whether some text names a beginning or an end at all, as far as the mark that it may be meant as does."""
    sides = [word for word in ("BEGIN", "END") if name.startswith(word)]
    return not sides or any(_ratio(word, side) > 0.66 or word.startswith(side) for word in said for side in sides)


def _likeness(said: list[str], name: str) -> float:
    """How much the words of a line are those of a mark, from 0 to 1, in their order or in another."""
    words = re.findall(r"[^\W\d_]+", name.upper())
    return max(_ratio("".join(said), "".join(words)), _ratio("".join(sorted(said)), "".join(sorted(words))))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def faults(source: str, marks: Marks) -> Iterator[Fault]:
    """What is wrong with the marks of a cell: misspelled, nested, without their other half."""
    opened: dict[Pair, int] = {}
    lines = source.split("\n")
    for number, line in enumerate(lines, start=1):
        pair = next((pair for pair in astuple(marks) if pair[0] in line or pair[1] in line), None)
        if pair is None:
            if meant := nearest(line, marks):
                yield Fault(number, line, f"is no mark of nbgrader's. Did you mean '### {meant.lstrip('# ')}'?")
        elif pair[0] in line:
            if pair in opened:
                yield Fault(number, line, f"stands in a region that begins in line {opened[pair]}. End that one first.")
            opened[pair] = number
        elif opened.pop(pair, None) is None:
            yield Fault(number, line, f"ends what never began. Write {pair[0]!r} where it begins.")
    for pair, number in opened.items():
        yield Fault(number, lines[number - 1], f"begins what never ends. Write {pair[1]!r} where it ends.")
