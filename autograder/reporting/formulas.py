"""Markdown's formulas, looked for over a bounded distance: nbconvert's own patterns search the whole rest from each beginning."""

from collections.abc import Mapping
from typing import ClassVar

from nbconvert.filters.markdown_mistune import MathBlockParser, MathInlineParser

LONGEST = 1_500  # characters of a formula; what does not end by then stays as it is written


def _bounded(patterns: Mapping[str, str]) -> dict[str, str]:
    """The same patterns, in which "anything up to" reaches no farther than a formula does."""
    return {
        name: pattern.replace(".*?", f".{{0,{LONGEST}}}?").replace(".+?", f".{{1,{LONGEST}}}?")
        if "math" in name or "latex" in name
        else pattern
        for name, pattern in patterns.items()
    }


class Blocks(MathBlockParser):  # type: ignore[misc]
    """Blocks of Markdown, formulas of several lines among them."""

    SPECIFICATION: ClassVar[dict[str, str]] = _bounded(MathBlockParser.SPECIFICATION)


class Inlines(MathInlineParser):  # type: ignore[misc]
    """What stands in a line of Markdown, formulas among it."""

    SPECIFICATION: ClassVar[dict[str, str]] = _bounded(MathInlineParser.SPECIFICATION)
