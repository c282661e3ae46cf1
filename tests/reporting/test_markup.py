"""Student HTML and Markdown that can only be read."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reporting.payloads import HTML, PNG64, SVG, b64

from autograder.reporting import markup


class Seen(HTMLParser):
    """Collects what is wrong in cleaned HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attrs):
        allowed = markup.ATTRIBUTES.get(tag, set()) | {"style", "rel", "class"}
        for name, value in attrs:
            if name not in allowed:
                self.wrong.append(f"{tag} {name}")
            if name == "src" and not re.fullmatch(r"data:image/(png|jpeg|gif|svg\+xml);base64,[\w+/=]+", value or ""):
                self.wrong.append(f"src {value}")
            if name == "href" and not re.match(r"\s*(https?://|mailto:)", value or "", re.IGNORECASE):
                self.wrong.append(f"href {value}")
            if name == "class" and not set((value or "").split()) <= markup.TOKENS:
                self.wrong.append(f"class {value}")
            if (
                name == "style"
                and {part.split(":")[0].strip() for part in (value or "").split(";") if part.strip()} - markup.STYLES
            ):
                self.wrong.append(f"style {value}")
        if tag not in markup.TAGS:
            self.wrong.append(tag)


def wrong(clean: str) -> list[str]:
    seen = Seen()
    seen.feed(clean)
    seen.close()
    return seen.wrong


@pytest.mark.parametrize("payload", HTML)
def test_html_keeps_allowed_tags_and_attributes_only(payload):
    """Whatever stands in it, alone, in a table, and in Markdown."""
    for text in (payload, f"<table><tr><td>{payload}", f"<svg><p>{payload}", f"<math><mtext>{payload}"):
        assert wrong(markup.html(text)) == []
        assert wrong(markup.markdown(text)) == []
        assert wrong(markup.markdown(f"# a\n\n- {text}\n\n> {text}\n\n`{text}` ${text}$")) == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*HTML, "<svg>", "<math>", "<p>", "</p>", "<table>", "<style>", "-->", "`", "$", "[a](", "\n\n"]
        ),
        max_size=5,
    ).map("".join)
)
def test_payloads_in_any_order_are_harmless(text):
    """Pieces that change how others are read change nothing."""
    assert wrong(markup.html(text)) == []
    assert wrong(markup.markdown(text)) == []


def test_a_verdict_cannot_be_imitated():
    """No class, no id, no colour and no position survives; text alignment does."""
    clean = markup.html(
        '<div class="mark" id="top" style="position:fixed;color:red;background:#fff;text-align:right">3 of 3</div>'
    )
    assert clean == '<div style="text-align:right">3 of 3</div>'


def test_a_table_of_pandas_stays_a_table():
    """Headers and cells are there, its style element is not, whatever is in the cells."""
    frame = pd.DataFrame({"digit": [0, 1], "<b>": ["<script>x</script>", "b"]})
    clean = markup.html(frame._repr_html_())
    assert clean.count("<td>") == 4
    assert clean.count("<th>") == 5
    assert "text-align" in clean
    assert "style scoped" not in clean and ".dataframe" not in clean
    assert "&lt;script&gt;x" in clean


def test_markdown_keeps_tables_code_lists_links_and_formulas():
    """What prose is made of, with formulas as they are written."""
    text = "| a | b |\n|---|--:|\n| 1 | 2 |\n\n```python\ndef f(): pass\n```\n\n- one\n\n[l](https://example.org) $x_i < \\frac{1}{2}$ ~~no~~"
    clean = markup.markdown(text)
    for part in (
        "<table>",
        "text-align:right",
        '<span class="k">def</span>',
        "<li>one",
        'href="https://example.org"',
        "<del>",
    ):
        assert part in clean
    assert "$x_i &lt; \\frac{1}{2}$" in clean


def test_headings_stand_below_those_of_the_page():
    """The page has the first and second level."""
    assert markup.markdown("# One\n\n##### Five") == "<h3>One</h3>\n<h6>Five</h6>\n"


def test_attachments_are_shown_when_they_are_pictures():
    """A picture is written into the page, a missing one shows its text, and nothing else is embedded."""
    good = markup.markdown("![a](attachment:a.png)", {"a.png": {"image/png": PNG64}})
    assert f'src="data:image/png;base64,{PNG64}"' in good
    drawn = markup.markdown("![a](attachment:a.svg)", {"a.svg": {"image/svg+xml": b64(SVG[0])}})
    assert "data:image/svg+xml;base64," in drawn and b64("<script>")[:8] not in drawn
    for attachments in ({}, {"a": {"text/html": "PHA+"}}, {"a": "x"}, {"a": {}}, {"a": {"image/png": b64("<script>")}}):
        assert markup.markdown("![words](attachment:a)", attachments) == '<p><img alt="words"></p>\n'


def test_an_attachment_is_not_repeated_without_end():
    """A thousand references to one large picture make no page of gigabytes."""
    large = {"a": {"image/png": PNG64 + "A" * 1_000_000}}
    assert len(markup.markdown("![](attachment:a) " * 500, large)) < 5_000_000


@pytest.mark.parametrize(
    "piece", ["<div>", "[", "![", "$a", "\\\\(", "\\begin{a}", "*a", "> ", "<a ", "|a", "`", "- ", "<!--", "&", "[a]("]
)
def test_long_nonsense_is_laid_out(piece):
    """Nested and unclosed pieces neither recurse without end nor leave anything that is not allowed; see `test_effort`."""
    assert wrong(markup.markdown(piece * 20_000)) == []


def test_a_long_text_shows_its_head_and_its_tail():
    """Between them stands how much is missing."""
    assert markup.shorten("abc", 3) == "abc"
    short = markup.shorten("a" * 1_000_000 + "z" * 1_234_567, 1000)
    assert short.startswith("aaa") and short.endswith("zzz")
    assert "… 2,233,567 characters left out …" in short
