"""How many values there are if what stands in several places is counted each time, as comparing and printing do."""

from typing import Any

from autograder.values.limits import Excessive

FOLDING = {  # kinds whose parts stand in lists, by the place of these in a node
    **dict.fromkeys(("list", "tuple", "set", "frozenset", "deque"), (1,)),
    **dict.fromkeys(("dict", "ordereddict", "counter", "defaultdict"), (1, 2)),
    "array": (3,),
}

ENDLESS = "The answer holds the same lists inside one another so often that nobody comes to the end of it. Other values are asked for here."


def check_unfolded(nodes: list[Any], most: int) -> None:
    """Refuse lists in lists in lists … each of which stands in so many places that nobody comes to the end of it.

    Args:
        nodes: of a message; all of them have been made.
        most: how many values there may be.

    Raises:
        Excessive: there are more.
    """
    sizes: dict[int, int] = {}
    opened: dict[int, list[int]] = {}
    for start in range(len(nodes)):
        waiting = [start]
        while waiting:
            number = waiting[-1]
            if number not in opened:
                opened[number] = inside = _inside(nodes[number])
                waiting += [part for part in set(inside) if part not in opened]
            elif number in sizes:
                waiting.pop()
            else:
                waiting.pop()
                inside, opened[number] = opened[number], []
                sizes[number] = 1 + sum(sizes.get(part, 1) for part in inside)  # what holds itself is not counted twice
                if sizes[number] > most:
                    raise Excessive(ENDLESS)


def _inside(node: Any) -> list[int]:
    """The numbers of the nodes that a node's parts are."""
    places = FOLDING.get(node[0], ())
    if node[0] == "array" and node[1:2] != ["object"]:
        return []
    lists = [node[place] for place in places if place < len(node)]
    return [part[0] for parts in lists for part in parts if type(part) is list and len(part) == 1]
