"""Changed answers that have nothing to do with each other may share a notebook: one run judges several."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.cells.needs import ANYTHING, effects
from autograder.cells.roles import grade_id


@dataclass
class Part:
    """Some answers of one notebook, changed, and what they and their tests stand on.

    Args:
        numbers: the caller's, of what was changed.
        changed: grade_ids of the answers.
        stands_on: grade_ids of all cells.
        makes: names that the answers bind, or whose objects they may change.
        uses: names that any of the cells looks up.
        alone: whether one may have to do with others in another way than by names.
    """

    numbers: list[int]
    changed: set[str]
    stands_on: set[str]
    makes: frozenset[str]
    uses: frozenset[str]
    alone: bool

    @classmethod
    def of(cls, number: int, cells: Sequence[NotebookNode], changed: Collection[str]) -> "Part":
        """What changed answers have to do with: read from the cells that they and their tests stand on, theirs included."""
        about = effects(cells)
        own = [about[place] for place in about if grade_id(cells[place]) in changed]
        uses = frozenset[str]().union(*(effect.uses for effect in about.values()))
        makes = frozenset[str]().union(*(effect.makes for effect in own))
        alone = any(effect.stays for effect in own) or bool(uses & ANYTHING)
        return cls([number], {*changed}, {grade_id(cell) for cell in cells} - {""}, makes, uses, alone)

    def meets(self, other: "Part") -> bool:
        """Whether an answer of one may change what the tests of the other see."""
        stands = self.changed & other.stands_on or other.changed & self.stands_on
        named = self.makes & other.uses or other.makes & self.uses
        return bool(self.alone or other.alone or stands or named)

    def take(self, other: "Part") -> None:
        """Join the other's answers."""
        self.numbers += other.numbers
        self.changed |= other.changed
        self.stands_on |= other.stands_on
        self.makes |= other.makes
        self.uses |= other.uses


def together(parts: Iterable[Part]) -> list[list[int]]:
    """Numbers that may run in one notebook: all of them, each in one group, groups in the order of their first."""
    groups: list[Part] = []
    for one in parts:
        if place := next((group for group in groups if not group.meets(one)), None):
            place.take(one)
        else:
            groups.append(one)
    return [group.numbers for group in groups]
