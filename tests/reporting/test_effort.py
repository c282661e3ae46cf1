"""A page takes time as its notebook grows, whatever a student put into it."""

import pytest
from growing import assert_linear
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.reporting import markup, pictures, sanitize
from autograder.reporting.code import colored
from autograder.reporting.page import _console

MARKDOWN = [
    *("\\\\[", "\\\\(", "\\begin{a}", "\\begin{a}\n\n", "$$a\n\n", "[", "![", "*a ", "***", "[a](", "> a\n- b\n", "`a"),
    *("- a\n> a\n", "1. a\n===\n", "<b>", "<a ", "|a|\n|-|\n", "&", "[x]: <\n", "<!--", "~~a ", "    a\n", "\n:   b\n"),
    *("```adl\n'a\\\n```\n", "https://a.b/(", "[^1]", "- [ ] \\\\[x", '"\\\\[', "\\begin{a}\\end{b}"),
]
HTML = [
    *("&", "&amp", "<", "<a", "<b>", "<b/", "<p>", "<b><p>", "<table>", "<a><table>", "<b>a</b>", "<td>&lt;</td>"),
    *("<a b=c ", "<!--", "<a href='", '<i title="', "<svg>", "</b>"),
]
CODE = ['"\\N{', '"', "'''", 'f"{', "(", "@", "$", "`", "a.", "\\", "def ", "0x", "a\n", "#"]
TEXT = ["\x1b[31ma", "\x1b[", "\x1b[1;", "\x1b[38;5;1m", "a\r", "\r\n", "\x00", "a\n"]
DRAWINGS = ["<g/>", "<g>", "<a/>", "<path d='url('/>", "<use href='#a'/>", "<style>url</style>"]


@pytest.mark.parametrize("piece", MARKDOWN)
def test_markdown_takes_time_as_it_grows(piece):
    """Formulas, lists, links, code and HTML that begin again and again and never end."""
    assert_linear(lambda n: (piece * n)[:n], markup.markdown, markup.MARKDOWN_CHARACTERS // 4)


@pytest.mark.parametrize("piece", HTML)
def test_html_takes_time_as_it_grows(piece):
    """Characters, tags, attributes and elements inside each other."""
    assert_linear(lambda n: (piece * n)[:n], sanitize._clean_html, 100_000)


def test_many_attributes_of_one_tag_are_not_read():
    """Each is compared with all before it. A picture that is written into its tag is no heap of attributes."""
    attributes = "".join(f" a{i}=1" for i in range(markup.SEPARATORS + 1))
    for tag in (
        f"<b{attributes}>",
        f"<b{attributes.replace(' ', '/')}>",
        f'<b "x=">"{attributes}>',
        f'<b a==">"{attributes}>',
    ):
        assert markup.heavy(tag)
    lines = "\n".join(["iVBORw0KGgo" * 6 + "/"] * 12_000)
    assert not markup.heavy(f'<img src="data:image/png;base64,{lines}"> {"a b " * 100_000}')


def test_ordinary_html_is_no_burden():
    """A large table, a long list without closing tags, a text full of references."""
    table = (
        "<table>" + "<tr>" + "<td class='x' style=\"text-align:right\">1 &lt; 2</td>" * 30 + "</tr>" * 100 + "</table>"
    )
    assert not markup.heavy(table + "<ul>" + "<li>a<br>" * 2_000 + "</ul>" + "<p>" * 500)
    assert markup.heavy("<div>" * (markup.NESTED + 1))


@pytest.mark.parametrize("piece", CODE)
def test_code_takes_time_as_it_grows(piece):
    """In one line, and in lines as long as may be."""
    line = (piece * 1000)[:900]
    assert_linear(lambda n: (piece * n)[:n], colored, 2_500)
    assert_linear(lambda n: "\n".join([line] * n), colored, 2)


def test_code_of_other_languages_has_no_colours():
    """Some of Pygments' languages need hours for a line; what Python is keeps its colours."""
    assert markup.markdown("```python\ndef f(): <b>\n```").count("<span class=") > 2
    assert markup.markdown("```adl\ndef f(): <b>\n```") == "<pre>def f(): &lt;b&gt;\n</pre>\n"
    assert markup.markdown("```\na < b\n```") == "<pre>a &lt; b\n</pre>\n"


@pytest.mark.parametrize("piece", TEXT)
def test_printed_text_takes_time_as_it_grows(piece):
    """Colours, unfinished codes, and lines that write over each other."""
    assert_linear(
        lambda n: (piece * n)[:n], lambda text: _console(sanitize._console(text, sanitize.Budget(10**6))), 20_000
    )


@pytest.mark.parametrize("piece", DRAWINGS)
def test_drawings_take_time_as_they_grow(piece):
    """Shapes, groups and styles without number."""
    head = '<svg xmlns="http://www.w3.org/2000/svg">'
    assert_linear(lambda n: head + piece * n + "</g>" * n * (piece == "<g>") + "</svg>", pictures.svg, 2_000)


def test_what_is_nested_too_deeply_is_shown_as_it_is_written():
    """Quotes in lists in quotes without end."""
    text = "> - " * 3_000 + "deep <b>"
    assert markup.markdown("> a\n- b\n" * 1_500).startswith(("<pre>", "<blockquote>"))
    assert "deep" in markup.markdown(text)
    assert markup.markdown("<div>" * 300 + "a & b") == f"<pre>{'&lt;div&gt;' * 300}a &amp; b</pre>"


def test_a_whole_page_of_bombs_is_bounded():
    """Twice as many cells of them as a page holds take no longer than a full page."""
    bomb = "\\\\[" * 7_000

    def clean(count):
        cells = [new_markdown_cell(bomb) for _ in range(count)]
        cells += [
            new_code_cell("x", outputs=[new_output("display_data", {"text/markdown": bomb})]) for _ in range(count)
        ]
        notebook, _ = sanitize.SanitizeNotebook().preprocess(new_notebook(cells=cells), {})
        return notebook.cells

    shown = clean(40)
    full = [cell for cell in shown if "this page is full" in str(cell)]
    assert full and sum(cell.cell_type == "markdown" for cell in shown) <= 12
    assert "further cells were left out" in shown[-1].source
