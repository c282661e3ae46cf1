"""What a kind of value is to the codec: its name on the wire, an encoder and a decoder side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.values.decoding import Reader
    from autograder.values.encoding import Writer


@dataclass(frozen=True)
class Kind:
    """One entry of the closed list.

    Args:
        name: what stands first in its node.
        encode: returns the rest of the node, plain JSON; parts go through `writer.value`.
        build: makes the object of the rest of a node. A mutable one is made empty, so that it may hold itself.
        fill: puts the parts into a mutable object; None for what is immutable.
        identity: whether two names for one object are worth keeping; not for small plain values.
    """

    name: str
    encode: "Callable[[Writer, Any], list[Any]]"
    build: "Callable[[Reader, list[Any]], Any]"
    fill: "Callable[[Reader, Any, list[Any]], None] | None" = None
    identity: bool = True


Table = dict[type, Kind]


def words(listed: str) -> frozenset[str]:
    """Return the words of a long list."""
    return frozenset(listed.split())
