"""Code with its tokens in colours."""

from markupsafe import Markup, escape
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

LONGEST, LONGEST_LINE = 10_000, 1_000  # characters; the time for a line may grow with the square of its length


def colored(source: str) -> Markup:
    """Python as HTML, escaped and in colours; very long code, or code with a very long line, is only escaped."""
    if len(source) > LONGEST or any(len(line) > LONGEST_LINE for line in source.split("\n")):
        return escape(source)
    return Markup(highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)))
