"""The instructor's notebooks, as nbgrader understands them."""

import ast
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

import autograder
from autograder.cells import read_release, read_source, standard
from autograder.cells.sources import Sources, find_faults, mark_faults
from autograder.course import Course
from autograder.errors import CourseError

PACKAGE = Path(autograder.__file__).parent
CONFIG = """c = get_config()
c.ClearHiddenTests.begin_test_delimeter = "SECRET"
c.ClearHiddenTests.end_test_delimeter = "OPEN"
c.IncludeHeaderFooter.header = "parts/header.ipynb"
c.IncludeHeaderFooter.footer = "parts/footer.ipynb"
"""


def course(root, **texts):
    """A course with a header, a footer, and notebooks of one cell each."""
    (root / "nbgrader_config.py").write_text(CONFIG)
    for name, text in {"parts/header": "first = 1", "parts/footer": "last = 1", **texts}.items():
        path = root / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(new_notebook(cells=[new_code_cell(text)]), path)
    return Course.find(root)


def test_header_and_footer_are_part_of_it(tmp_path):
    """Their cells are the course's own like all others, wherever the command is typed."""
    found = course(tmp_path, work="x = 1")
    assert [cell.source for cell in read_source(found, tmp_path / "work.ipynb").cells] == [
        "first = 1",
        "x = 1",
        "last = 1",
    ]
    assert [cell.source for cell in read_release(found, tmp_path / "work.ipynb").cells] == ["x = 1"]


def test_a_header_that_is_not_there_is_told(tmp_path):
    """With its path, before anything is read."""
    found = course(tmp_path, work="x = 1")
    (tmp_path / "parts" / "header.ipynb").unlink()
    with pytest.raises(CourseError, match="IncludeHeaderFooter names .*header.ipynb, which is no file"):
        read_source(found, tmp_path / "work.ipynb")


def test_it_has_nbgraders_marks(tmp_path):
    """Whatever the course calls them; the file stays as it is."""
    found = course(tmp_path, work="# SECRET\nx = 1\n# OPEN")
    assert (
        read_source(found, tmp_path / "work.ipynb").cells[1].source == "# BEGIN HIDDEN TESTS\nx = 1\n# END HIDDEN TESTS"
    )
    assert "SECRET" in (tmp_path / "work.ipynb").read_text()


def test_faulty_marks_are_told_with_notebook_cell_and_line(tmp_path):
    """By the names that the course gives them."""
    found = course(tmp_path, work="x = 1\n# SECRT\n# OPEN")
    first, second = mark_faults(found, tmp_path / "work.ipynb")
    assert first.startswith("work, cell 1 (no grade_id): line 2, '# SECRT', is no mark")
    assert "Did you mean '### SECRET'?" in first
    assert "line 3" in second


def test_nobody_else_reads_notebooks():
    """So none can forget how the course marks what is hidden; submissions are read as what strangers wrote."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in ("read", "reads")
                and getattr(node.value, "id", "") == "nbformat"
            ):
                found.add(path.relative_to(PACKAGE).as_posix())
    assert found == {"cells/sources.py"}


def test_a_footer_that_is_not_there_is_told(tmp_path):
    """With what to do."""
    found = course(tmp_path, work="x = 1")
    (tmp_path / "parts" / "footer.ipynb").unlink()
    with pytest.raises(CourseError) as raised:
        read_source(found, tmp_path / "work.ipynb")
    path = tmp_path / "parts" / "footer.ipynb"
    assert str(raised.value) == f"c.IncludeHeaderFooter names {path}, which is no file. Write its path from {tmp_path}."


def test_a_course_without_header_and_marks_reads_what_is_there(tmp_path):
    """The very notebook, not a copy of it."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    nbformat.write(new_notebook(cells=[new_code_cell("# SECRET\nx = 1")]), tmp_path / "work.ipynb")
    found = Course.find(tmp_path)
    assert Sources.of(found) == Sources()
    assert [cell.source for cell in read_source(found, tmp_path / "work.ipynb").cells] == ["# SECRET\nx = 1"]
    notebook = new_notebook(cells=[new_code_cell("# SECRET")])
    assert standard(notebook, found.settings) is notebook


def test_a_notebook_with_marks_of_its_own_is_copied(tmp_path):
    """Whoever has it keeps it as it is."""
    notebook = new_notebook(cells=[new_code_cell("# SECRET\nx\n# OPEN")])
    changed = standard(notebook, course(tmp_path).settings)
    assert changed.cells[0].source == "# BEGIN HIDDEN TESTS\nx\n# END HIDDEN TESTS"
    assert notebook.cells[0].source == "# SECRET\nx\n# OPEN"


def test_headers_and_footers_have_marks_too(tmp_path):
    """They are the course's own."""
    found = course(tmp_path, work="x = 1", **{"parts/header": "# SECRET\ny\n# OPEN"})
    assert read_source(found, tmp_path / "work.ipynb").cells[0].source == "# BEGIN HIDDEN TESTS\ny\n# END HIDDEN TESTS"


def test_cells_with_faulty_marks_are_told_by_number_and_name(tmp_path):
    """Counted from 1."""
    named = new_code_cell("# OPEN", metadata={"nbgrader": {"grade_id": "sum"}})
    notebook = new_notebook(cells=[new_code_cell("x"), named, new_code_cell("# SECRT")])
    found = [(place, fault.line) for place, fault in find_faults(notebook, Sources.of(course(tmp_path)).marks)]
    assert found == [("cell 2 (sum)", 1), ("cell 3 (no grade_id)", 1)]
