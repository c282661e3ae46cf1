"""Cells that are safe to put into a page."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from reporting.payloads import HTML, PNG64, SVG, TEXT, b64

from autograder.reporting import sanitize
from autograder.reporting.sanitize import Budget, SanitizeNotebook, sanitize_cell


def outputs(*given, budget=None):
    return sanitize_cell(new_code_cell("x", outputs=list(given)), budget or Budget()).outputs


def display(data, metadata=None):
    return new_output("display_data", data, metadata=metadata or {})


def shown(data, metadata=None):
    return outputs(display(data, metadata))[0]


@pytest.mark.parametrize(
    "kind",
    [
        "application/javascript",
        "application/vnd.jupyter.widget-view+json",
        "application/vnd.plotly.v1+json",
        "text/vnd.mermaid",
        "application/pdf",
    ],
)
def test_what_acts_is_replaced_by_its_text_or_a_sentence(kind):
    """JavaScript, widgets and the like are never in a page."""
    assert shown({kind: "alert(1)", "text/plain": "Figure"}).data == {"text/plain": "Figure"}
    alone = shown({kind: "alert(1)"})
    assert list(alone.data) == ["text/plain"] and kind in alone.data["text/plain"]
    assert alone.metadata == {"autograder": "note"}


@pytest.mark.parametrize("payload", HTML)
def test_html_is_cleaned_and_falls_back(payload):
    """What is left after cleaning is shown; where nothing is left, the output's text is."""
    data = shown({"text/html": payload, "text/plain": "plain"}).data
    assert list(data) in (["text/html"], ["text/plain"])
    assert "<script" not in str(data) and 'onerror="' not in str(data)


def test_pictures_are_checked_and_fall_back():
    """A picture that is none gives way to what else there is."""
    assert shown({"image/png": PNG64, "text/plain": "p"}).data == {"image/png": PNG64}
    assert shown({"image/png": b64("<script>"), "text/plain": "p"}).data == {"text/plain": "p"}
    assert "script" not in shown({"image/svg+xml": SVG[0], "text/plain": "p"}).data["image/svg+xml"]
    assert "safely" in shown({"image/jpeg": "%%%"}).data["text/plain"]


@pytest.mark.parametrize("width", ["1 onload=alert(1)", "9", True, -1, 10**9, [1], None])
def test_sizes_of_pictures_are_small_numbers(width):
    """Templates write them into a tag without quotes."""
    assert shown({"image/png": PNG64}, {"image/png": {"width": width, "alt": "x"}, "isolated": True}).metadata == {}
    assert shown({"image/png": PNG64}, {"image/png": {"width": 300}}).metadata == {"image/png": {"width": 300}}


def test_an_isolated_output_gets_no_frame():
    """Nbconvert would show it in an iframe."""
    assert shown({"text/html": "<p>a</p>"}, {"text/html": {"isolated": True}}).metadata == {}


def test_latex_and_markdown_outputs():
    """Formulas are text, Markdown becomes clean HTML."""
    assert shown({"text/latex": "$x$", "text/plain": "x"}).data == {"text/latex": "$x$"}
    data = shown({"text/markdown": "**a** <script>b</script>"}).data
    assert (
        list(data) == ["text/html"] and "<strong>a</strong>" in data["text/html"] and "script" not in data["text/html"]
    )


def test_a_terminal_shows_the_last_state_of_a_line():
    """Progress bars are one line, control characters are gone, colours stay."""
    text = outputs(new_output("stream", text="1/3\r2/3\r3/3\n\x1b[31mred\x1b[0m\x08\x07\x00 a\r\nb"))[0].text
    assert text == "3/3\n\x1b[31mred\x1b[0m a\nb"


def test_prints_in_pieces_are_one_output():
    """A hundred thousand small prints are neither slow nor cut to a hundred."""
    pieces = [new_output("stream", name="stdout", text=f"{n}\n") for n in range(3000)]
    (one,) = outputs(*pieces)
    assert one.text.count("\n") == 3000
    two = outputs(pieces[0], new_output("stream", name="stderr", text="e"), pieces[1])
    assert [output.name for output in two] == ["stdout", "stderr", "stdout"]


def test_text_of_a_cell_is_capped_head_and_tail():
    """What is left out is said, and the whole cell has one allowance."""
    first, second = outputs(new_output("stream", text="a" * 1_000_000 + "end"), display({"text/plain": "b" * 10_000}))
    assert first.text.endswith("end") and "characters left out" in first.text
    assert len(first.text) < 21_000
    assert len(second.data["text/plain"]) < 300


def test_errors_are_capped_text():
    """Traceback, name and value are the student's."""
    (error,) = outputs(new_output("error", ename="<b>", evalue="x" * 10**6, traceback=["<script>" * 10**5]))
    assert len(str(error)) < 25_000 and error.ename == "" and error.evalue == ""
    (bare,) = outputs(new_output("error", ename="E", evalue="v", traceback=[]))
    assert bare.traceback == ["E: v"]


def test_outputs_of_a_cell_are_counted():
    """A hundred are shown, with how many there were beyond."""
    many = outputs(*[display({"text/plain": "x"})] * 150)
    assert len(many) == 101
    assert many[-1].data["text/plain"] == "50 further outputs were left out."


def test_a_page_is_capped():
    """When it is full, outputs are left out and say so."""
    budget = Budget(characters=1000)
    first, second = outputs(display({"image/png": PNG64}), display({"text/html": "<p>a</p>" * 50}), budget=budget)
    assert "image/png" in first.data
    assert second.data["text/plain"] == "An output was left out: this page is full."


def test_cleaning_ends_when_the_page_is_full(monkeypatch):
    """Empty nested tags are not cleaned again and again: what was spent on cleaning counts, too."""
    cleaned = []
    clean = sanitize._CLEANERS["text/html"]
    monkeypatch.setitem(sanitize._CLEANERS, "text/html", lambda text: cleaned.append(1) or clean(text))
    nested = display({"text/html": "<div>" * sanitize.HTML_TAGS})
    budget = Budget()
    texts = [outputs(*[nested] * 90, budget=budget)[-1].data["text/plain"] for _ in range(3)]
    assert texts == ["An output was left out: this page is full."] * 3
    assert 0 < len(cleaned) * sanitize.TAG_COST * sanitize.HTML_TAGS <= sanitize.PAGE_CHARACTERS


def test_huge_html_falls_back():
    """A table of a million cells is shown as its text."""
    assert shown({"text/html": "<td>1</td>" * 100_000, "text/plain": "t"}).data == {"text/plain": "t"}


def test_raw_cells_become_code():
    """A raw cell would go into the page as it is."""
    cell = sanitize_cell(new_raw_cell(HTML[0], metadata={"raw_mimetype": "text/html"}), Budget())
    assert cell.cell_type == "code" and cell.metadata == {}


def notebook(*cells):
    nb = new_notebook(cells=list(cells), metadata={"title": "</title><script>", "language_info": {"name": "</script>"}})
    nb.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"state": "</script>"}}
    return SanitizeNotebook().preprocess(nb, {"student": "<img src=x onerror=y>", "nbgrader": {"student": "<b>"}})


def test_metadata_of_the_student_are_gone():
    """Titles, languages, widgets, tags and slides are not in the page, and names are escaped for Formgrader."""
    cell = new_code_cell("x", metadata={"tags": ['"><script>'], "autograder": {"verdict": None}, "slideshow": {}})
    nb, resources = notebook(cell)
    assert nb.metadata == {"autograder": {}, "language_info": {"name": "python", "pygments_lexer": "ipython3"}}
    assert nb.cells[0].metadata == {"autograder": {"verdict": None}}
    assert resources["student"] == "&lt;img src=x onerror=y&gt;"
    assert resources["nbgrader"] == {"student": "<b>"}, "our own template escapes"


def test_cells_of_the_students_own_are_counted():
    """Graded cells are always shown; of a student's own a thousand, with how many there were beyond."""
    graded = new_markdown_cell("answer", metadata={"nbgrader": {"grade": True, "solution": True, "grade_id": "why"}})
    nb, _ = notebook(*[new_code_cell("x") for _ in range(sanitize.CELLS + 5)], graded)
    assert [cell.source for cell in nb.cells[-2:]] == ["answer", "5 further cells were left out: this page is full."]


@pytest.mark.parametrize("payload", TEXT)
def test_any_text_gives_a_valid_notebook(payload):
    """Nothing that is put into any field makes the page fail."""
    odd = nbformat.from_dict(
        {
            "output_type": "display_data",
            "data": {payload: payload, "text/html": [payload, payload]},
            "metadata": {payload: 1},
        }
    )
    nb, _ = notebook(
        new_code_cell(payload, outputs=[odd, new_output("stream", text=payload)]), new_markdown_cell(payload)
    )
    nbformat.validate(nb)
