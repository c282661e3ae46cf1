"""Student HTML and Markdown as HTML that can only be read: no scripts, nothing loaded, no look of our own boxes."""

import html as escaping
import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import accumulate
from typing import Any

import nh3
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.reporting import pictures
from autograder.reporting.code import colored
from autograder.reporting.formulas import Blocks, Inlines

MARKDOWN_CHARACTERS = 20_000
PYTHON = ("python", "python3", "py", "ipython3")  # as whose tokens a block of code is coloured
REFERENCES = 50_000  # of "&" in HTML; nh3's time grows with their square
SEPARATORS = 30_000  # of attributes in one tag, as much as that: the time grows with their square, too
NESTED = 200  # elements inside each other; the same again
ATTACHED_CHARACTERS = 4_000_000  # of one cell: a picture of a few bytes of Markdown may be repeated without end

TAGS = {
    *(
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
    ),
    *("div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins"),
    *("kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var"),
}
# What goes with all that is in it; of any other tag that is not allowed the text stays.
DROPPED = {
    *("script", "style", "svg", "math", "template", "iframe", "object", "embed", "noscript", "noembed", "noframes"),
    *("textarea", "select", "title", "xmp", "plaintext", "audio", "video", "canvas", "head"),
}
ATTRIBUTES = {
    "*": {"style"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "details": {"open"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
}
STYLES = {"text-align", "vertical-align", "font-weight", "font-style", "text-decoration"}  # pandas, Markdown tables
# Pygments' names of the tokens of a code block, for colours in Markdown; none of them is a class of the page's own.
TOKENS = {
    *("c", "c1", "cm", "ch", "cs", "k", "kc", "kd", "kn", "kr", "kt", "s", "s1", "s2", "sa", "sd", "se", "si"),
    *("m", "mi", "mf", "mh", "o", "ow", "nb", "bp", "nf", "nc", "nn", "nd", "n", "p"),
}
_LINKS = ("http://", "https://", "mailto:")
# A tag to its end; quotes hide a ">" where a value begins with them. What is no tag may be taken for one, never the reverse.
_TAG = re.compile(r"""<[a-zA-Z](?:[^=>]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?)*+""")
_SEPARATOR = re.compile(r"[\s/]")
_NAME = re.compile(r"<(/?)([a-zA-Z]+)")
_UNCLOSED = {
    "br",
    "hr",
    "img",
    "wbr",
    "col",
    "input",
    "p",
    "li",
    "dt",
    "dd",
    "td",
    "th",
    "tr",
}  # nobody has to close them


def _attribute(tag: str, name: str, value: str) -> str | None:
    """What an attribute may hold; nh3 leaves out an attribute for which this is None."""
    if name == "src":
        return pictures.data_url(value) or None
    if name == "href":  # nothing relative: it would lead into the course's own files or Formgrader
        return value if value.strip().lower().startswith(_LINKS) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=DROPPED,
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "data"},
    allowed_classes={"span": TOKENS},
    filter_style_properties=STYLES,
)


def html(text: str) -> str:
    """Clean HTML: text, tables, lists, pictures written into it, links to click; no ids, classes or colours.

    Headings become two levels lower, since they stand in sections of a page.

    Args:
        text: anything.

    Returns:
        HTML of allowed tags and attributes only. Cleaning it again changes nothing but its headings.
    """
    clean = _CLEANER.clean(text)
    return re.sub(r"(</?h)([1-6])", lambda found: f"{found[1]}{min(int(found[2]) + 2, 6)}", clean)


def heavy(text: str) -> bool:
    """Whether HTML would take long to clean for its length."""
    if text.count("&") > REFERENCES or _depth(text) > NESTED:
        return True
    return sum(len(_SEPARATOR.findall(tag)) ** 2 for tag in _TAG.findall(text)) > SEPARATORS**2


def _depth(text: str) -> int:
    """How many elements of HTML are open at a time, at most."""
    steps = (-1 if closing else 1 for closing, name in _NAME.findall(text) if name.lower() not in _UNCLOSED)
    return max(accumulate(steps, lambda depth, step: max(depth + step, 0)), default=0)


def has_content(clean: str) -> bool:
    """Whether there is anything to read or to see in cleaned HTML."""
    return "<img src=" in clean or bool(re.sub(r"<[^<>]*>", "", clean).strip())


def markdown(text: str, attachments: Mapping[str, Any] | None = None) -> str:
    """Markdown as clean HTML; formulas stay as they are written. What is nested too deeply to be laid out is shown as it is written.

    Args:
        text: Markdown with any HTML in it, no longer than `MARKDOWN_CHARACTERS` (long nonsense is slow to read).
        attachments: a cell's attachments; what is missing or no picture shows its alternative text.
    """
    renderer = _Renderer(escape=False, exclude_anchor_links=True, attachments=_Attachments(attachments or {}))
    reader = MarkdownWithMath(renderer=renderer, block=Blocks(), inline=Inlines(hard_wrap=False))
    short = shorten(text, MARKDOWN_CHARACTERS)
    with suppress(RecursionError):
        rendered = reader.render(short)
        if not heavy(rendered):
            return html(rendered)
    return f"<pre>{escaping.escape(short)}</pre>"


class _Renderer(IPythonRenderer):  # type: ignore[misc]
    """nbconvert's, which knows five hundred languages; a few of their patterns need hours for a line made for it."""

    def block_code(self, code: str, info: str | None = None) -> str:
        """Python in colours, other code as it is."""
        language = (info or "").split(maxsplit=1)[:1]
        return f"<pre>{colored(code) if language and language[0].lower() in PYTHON else escaping.escape(code)}</pre>\n"


@pass_context
def markdown_filter(context: Any, text: str) -> str:
    """Nbconvert's `markdown2html` for pages that are made by other templates than ours: Formgrader's."""
    return markdown(text, context.get("cell", {}).get("attachments"))


class _Attachments(dict[str, Any]):
    """Attachments of which any may be missing, and which end when they have been shown often enough."""

    left = ATTACHED_CHARACTERS

    def __contains__(self, name: object) -> bool:
        return True

    def __getitem__(self, name: str) -> dict[str, str]:
        found = self.get(name)
        for kind in ("image/svg+xml", "image/png", "image/jpeg", "image/gif"):
            data = found.get(kind) if isinstance(found, dict) else None
            if isinstance(data, str) and len(data) <= self.left:
                self.left -= len(data)
                return {kind: data}
        return {"image/png": ""}


def shorten(text: str, limit: int) -> str:
    """A text, or its head and its tail with the number of characters between them."""
    if len(text) <= limit:
        return text
    head, tail = limit * 3 // 4, limit - limit * 3 // 4
    return f"{text[:head]}\n\n… {len(text) - limit:,} characters left out …\n\n{text[len(text) - tail :]}"
