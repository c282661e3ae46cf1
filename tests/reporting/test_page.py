"""The page itself: what it lets a browser do, and what is on it."""

import re
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from growing import assert_linear
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from reporting.payloads import HTML, PNG64, SVG, TEXT, b64

from autograder.cells import Verdict
from autograder.reporting.feedback import ShowVerdicts
from autograder.reporting.page import FeedbackExporter, clear
from autograder.reporting.sanitize import SanitizeNotebook

NAMES = {"notebook": "1-sums", "assignment": "toy", "student": "</title><script>x</script>"}
SUMS = {"score": 4.5, "max_score": 8.0, "bonus": 0.0, "late_penalty": 0.0, "waiting": 0}


def page(nb, **sums) -> str:
    exporter = FeedbackExporter()
    for preprocessor in (SanitizeNotebook(), ShowVerdicts()):
        exporter.register_preprocessor(preprocessor)
    text, _ = exporter.from_notebook_node(nb, {"nbgrader": NAMES | SUMS | sums})
    return text


def graded(cell, **about):
    """A cell that nbgrader knows."""
    cell.metadata["nbgrader"] = {"grade": True, "grade_id": "g", "score": 0.0, "points": 2.0, "solution": False} | about
    return cell


def hostile():
    """A notebook with everything in every place."""
    rich = [new_output("display_data", {"text/html": html, "text/plain": html}) for html in HTML]
    rich += [new_output("display_data", {kind: html}) for kind in ("text/markdown", "text/latex") for html in HTML]
    rich += [new_output("display_data", {"image/svg+xml": svg}) for svg in SVG]
    rich += [new_output("display_data", {"image/png": PNG64}, metadata={"image/png": {"width": "1 onload=x"}})]
    rich += [new_output("display_data", {"application/javascript": "document.title='acted'"})]
    rich += [new_output("error", ename=text, evalue=text, traceback=[text]) for text in TEXT]
    cells = [new_code_cell("\n".join(TEXT), outputs=rich[start : start + 90]) for start in range(0, len(rich), 90)]
    cells += [
        new_markdown_cell(text, attachments={"a": {"image/svg+xml": b64(svg)}}) for text in TEXT for svg in SVG[:1]
    ]
    cells += [new_markdown_cell(f"![{text}](attachment:a) [{text}]({text})") for text in TEXT]
    answer = {
        "solution": True,
        "grade": True,
        "grade_id": 'w"><script>',
        "comment": "\n\n".join(HTML),
        "by_person": True,
    }
    cells += [graded(new_markdown_cell("\n\n".join(TEXT)), **answer)]
    verdict = Verdict("g", 2, 0.0, "failed", "\n".join(TEXT), "\n".join(TEXT), TEXT[0])
    cells += [graded(new_code_cell("x", metadata={"autograder": {"verdict": verdict.to_dict()}}))]
    return new_notebook(
        cells=cells, metadata={"title": HTML[0], "autograder": {"to_student": TEXT, "refused": HTML[0]}}
    )


def test_the_policy_comes_first_and_allows_no_script():
    """Before anything of the student's, and there is no script element at all."""
    text = page(hostile())
    policy = text.index("Content-Security-Policy")
    assert text.index("<head>") < policy < text.index("<title>")
    rule = re.search(r'Content-Security-Policy" content="(.*?)"', text)[1]
    assert "default-src 'none'" in rule and "script" not in rule and "http" not in rule
    assert not re.search(r"<(script|iframe|object|embed|form|base|link|svg|math)\b", text)
    assert text.count("<meta") == 5 and text.count("<style") == 1 and text.count("</body>") == 1


def test_templates_in_text_are_text():
    """Jinja's brackets in a student's cell are shown, not run."""
    text = page(new_notebook(cells=[new_markdown_cell("{{ 7 * 191 }}"), new_code_cell("{{ 7 * 191 }}")]))
    assert "1337" not in text
    assert "{{ 7 * 191 }}" in re.sub("<.*?>", "", text)


def test_the_page_has_a_title_a_language_and_headings_in_order():
    """For screen readers and phones."""
    text = page(new_notebook(cells=[new_markdown_cell("# Part\n\n## Section")]))
    assert '<html lang="en">' in text and 'name="viewport"' in text
    assert "<title>Feedback on 1-sums · toy</title>" in text
    assert re.findall(r"<h(\d)", text) == ["1", "2", "3", "4"]
    assert "&lt;/title&gt;" in text


def test_all_that_nbgrader_tells_is_there():
    """Sums, points of each part, links to them, late penalty, comments, and what waits."""
    parts = [
        graded(
            new_markdown_cell("Mine."),
            grade_id="why",
            solution=True,
            waits=True,
            comment="**Good** idea.",
            by_person=True,
        ),
        graded(new_code_cell("y = 2"), grade_id="y", grade=False, solution=True, comment="No response."),
        graded(new_markdown_cell("Do it."), grade_id="task", task=True, grade=False, score=2.0),
    ]
    text = page(new_notebook(cells=parts), late_penalty=1.5, bonus=2.0, waiting=1)
    words = re.sub(r"\s+", " ", re.sub("<.*?>", " ", text))
    for part in ("4.5 of 8 points", "Bonus points included: 2", "handed in late: 1.5", "One part waits for a person"):
        assert part in words
    assert "Waits for a person ; worth 2 points" in words and "Marked : 2 of 2 points" in words
    assert "<strong>Good</strong> idea." in text and "No response." in text
    anchors = set(re.findall(r'href="#(.*?)"', text))
    assert {"cell-why", "cell-task", "comment-why"} <= anchors <= set(re.findall(r'id="(.*?)"', text))


def test_outputs_are_shown():
    """Printed text, tables, pictures and formulas."""
    table = "<table><tr><td>1</td></tr></table>"
    given = ({"text/html": table}, {"image/png": PNG64}, {"text/latex": "$x<1$"}, {"image/svg+xml": SVG[0]})
    cell = new_code_cell("1", outputs=[new_output("display_data", data) for data in given])
    text = page(new_notebook(cells=[cell]))
    assert "<td>1</td>" in text and f"data:image/png;base64,{PNG64}" in text
    assert "$x&lt;1$" in text and "data:image/svg+xml;base64," in text
    assert all('alt="' in tag for tag in re.findall("<img.*?>", text))


@pytest.mark.parametrize("piece", ["a", "\r", "\r\n", "\x1b[38;5;", "\x1b[", "\x1b[3", "38;", "\n", '"', "(", "\\"])
def test_a_page_takes_time_as_its_nonsense_grows(piece):
    """As source and as output; nothing in between tries again from every character, and the page stays small."""

    def made(size):
        outputs = [new_output("stream", text="\x1b[" + piece * size), new_output("error", traceback=[piece * size])]
        return new_notebook(cells=[new_code_cell(piece * size, outputs=outputs)])

    assert_linear(made, page, 10_000)
    assert len(page(made(300_000))) < 2_000_000


def test_copies_of_other_files_are_cleared(tmp_path):
    """Nbgrader copies what was handed in along with the notebooks; the time of handing in stays, and what is not theirs."""
    folder, origin = tmp_path / "feedback", tmp_path / "autograded"
    theirs = ("evil.html", "2-x.html", "timestamp.txt", "more/a/b.svg", "1-sums.ipynb")
    for where, names in ((origin, theirs), (folder, (*theirs[:-1], "1-sums.html", "from-the-teacher.pdf"))):
        for name in names:
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            (where / name).write_text("x")
    (origin / "link").symlink_to(tmp_path)
    clear(folder, origin)
    assert sorted(path.name for path in folder.iterdir()) == ["1-sums.html", "from-the-teacher.pdf", "timestamp.txt"]
    clear(origin, origin)
    clear(tmp_path / "none", origin)
    assert all((origin / name).is_file() for name in theirs)


class Visitors(HTTPServer):
    """Counts who came."""

    def __init__(self) -> None:
        self.visits: list[str] = []
        super().__init__(("127.0.0.1", 0), Answer)


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.visits.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def browse(tmp_path):
    """Opens a page in a real browser; gives back the document afterwards and what was loaded from elsewhere."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("there is no Chromium here to open the page in")
    server = Visitors()
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def opened(text: str) -> tuple[str, list[str]]:
        file = tmp_path / "page.html"
        file.write_text(text.replace("PORT", str(server.server_port)))
        server.visits.clear()
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
        run = [chromium, *options, "--virtual-time-budget=3000", "--dump-dom", file.as_uri()]
        done = subprocess.run(run, capture_output=True, text=True, timeout=120, check=True)
        return done.stdout, list(server.visits)

    yield opened
    server.shutdown()
    server.server_close()


def acted(document: str) -> bool:
    return "data-acted" in document.split(">")[1] + document.split(">")[2] or "<title>acted</title>" in document


def test_nothing_acts_in_a_browser(browse):
    """A page full of payloads runs and loads nothing, with its policy and without; the payloads themselves do both."""
    raw, loaded = browse("<!DOCTYPE html><html><head><title>raw</title></head><body>" + "".join(HTML[2:5]) + HTML[20])
    assert acted(raw) and loaded, "the payloads are no payloads"
    text = page(hostile())
    for safe in (text, re.sub(r'<meta http-equiv="Content-Security-Policy".*?>', "", text)):
        document, loaded = browse(safe)
        assert "<title>Feedback on 1-sums · toy</title>" in document
        assert not acted(document) and loaded == []
        assert document.count("<h1") == 1 and "To the top" in document


def test_the_policy_alone_stops_what_would_act(browse):
    """If something slipped through the cleaning, the browser still would not run it."""
    text = page(new_notebook()).replace("</main>", "".join(HTML[2:5]) + HTML[20] + "</main>")
    document, loaded = browse(text)
    assert not acted(document) and loaded == []
