"""Notebooks as text and back, without loss."""

import nbformat
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_notebook

from autograder.authoring.source import adopt, build_source, from_markers, to_markers, write_notebook
from autograder.authoring.text import format_text, markers, new_cell, parse, read_text
from autograder.errors import MarkerError

TEXTS = sorted((ROOT / "notebooks").glob("*/*.py"))


def same(before, after):
    return [(c.cell_type, c.source, markers(c)) for c in before.cells] == [
        (c.cell_type, c.source, markers(c)) for c in after.cells
    ]


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_every_source_notebook_becomes_the_same_text_again(text, tmp_path):
    """What `adopt` writes builds the very same notebook, cell ids included."""
    source = build_source(text)
    write_notebook(source, tmp_path / "n.ipynb")
    adopt(tmp_path / "n.ipynb", tmp_path / "n.py")
    assert build_source(tmp_path / "n.py") == source


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_line_ends_do_not_matter(text, tmp_path):
    """A text that was saved on Windows builds the same notebook."""
    (tmp_path / "n.py").write_bytes(text.read_bytes().replace(b"\n", b"\r\n"))
    assert build_source(tmp_path / "n.py") == build_source(text)


LINES = st.sampled_from(
    [
        *(
            "# %%",
            "# %% given",
            "# %% [markdown]",
            "  # %% x",
            "#%%",
            "# \\%%",
            "%%time",
            "\\%%",
            "# In[3]:",
            "In[4]",
        ),
        *(
            "# <codecell>",
            "x = 1",
            "    y = 2",
            "",
            "   ",
            "\tz",
            "# a comment",
            "%matplotlib inline",
            "!ls",
            "# %time x",
        ),
        *(
            "x = '''\n# %%\n'''",
            '"""\n# %% y\n\n"""',
            "# ---",
            "---",
            "# + tags",
            "- item",
            "# Überschrift · ½",
            "def f():",
            "class A:",
            "@property",
        ),
        *(
            "### BEGIN SOLUTION",
            "### END SOLUTION",
            "?print",
            "print?",
            "# !pip",
            "https://example.org",
            "$$x$$",
            "# # %%",
        ),
    ]
)
SOURCES = st.lists(LINES, max_size=6).map("\n".join).map(str.rstrip)  # blank lines at the end do not count
ROLES = st.sampled_from(
    [
        {},
        {"given": True},
        {"answer": "a-b"},
        {"tests": "a-b", "points": 3},
        {"tests": "a", "points": 2.5, "id": "custom"},
        {"tests": "a", "bonus": 2},
        {"tags": ["one", "two"]},
    ]
)
PROSE_ROLES = st.sampled_from([{}, {"given": True}, {"answer": "why", "points": 4}, {"task": "t", "points": 6}])
CELLS = st.one_of(
    st.builds(new_cell, st.just("code"), SOURCES, ROLES),
    st.builds(new_cell, st.just("markdown"), SOURCES, PROSE_ROLES),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(CELLS, max_size=5))
def test_any_cells_survive_the_way_through_text(cells):
    """Whatever stands in cells comes back: marks of cells, magics, blank lines, quotes, with LF and CRLF."""
    notebook = new_notebook(cells=cells)
    text = format_text(notebook)
    assert same(notebook, parse(text))
    assert same(notebook, parse(text.replace("\n", "\r\n")))


@settings(max_examples=200, deadline=None)
@given(st.lists(CELLS, max_size=6))
def test_markers_survive_the_way_through_nbgraders_metadata(cells):
    """Markers become nbgrader's metadata and markers again."""
    marked = new_notebook(cells=cells)
    source = from_markers(marked)
    assert from_markers(to_markers(source)) == source


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# %% answr='a'\nx", "is no marker"),
        ("# %% answer='a' tests='b'\nx", "together"),
        ("# %% tests='b'\nx", "points=None"),
        ("# %% tests='b' points=0\nx", "points=0"),
        ("# %% tests='b' points=true\nx", "points=True"),
        ("# %% answer='b' points=3\nx", "not graded"),
        ("# %% [markdown] tests='b' points=3\n# x", "tests are code"),
        ("# %% task='b' points=3\nx", "task is Markdown"),
        ("# %% answer='a'\nx\n# %% answer='a'\ny", "stands on 2 cells"),
    ],
)
def test_wrong_markers_are_refused_with_their_place(tmp_path, text, says):
    """A slip in a marker names the file and what is wrong."""
    path = tmp_path / "n.py"
    path.write_text(text)
    with pytest.raises(MarkerError, match=says) as caught:
        build_source(path)
    assert str(caught.value).startswith("n.py")


def test_grade_ids_follow_the_rule(tmp_path):
    """A second test of an answer is numbered, a named one keeps its name, given cells are counted."""
    path = tmp_path / "n.py"
    path.write_text(
        "# %% given\nx\n# %% given [markdown]\n# y\n# %% answer='a'\nx\n"
        "# %% tests='a' points=1\n# n\n# %% tests='a' points=1\n# n\n# %% tests='a' points=1 id='own'\n# n\n"
    )
    names = [cell.metadata.nbgrader.grade_id for cell in build_source(path).cells]
    assert names == ["given-1", "given-2", "a", "test-a", "test-a-2", "own"]


def test_nothing_of_jupytext_reaches_a_notebook(tmp_path):
    """Pairing metadata could bring answers back into a student's notebook."""
    path = tmp_path / "n.py"
    path.write_text("# ---\n# jupyter:\n#   jupytext:\n#     formats: ipynb,py\n# ---\n\n# %%\nx = 1\n")
    assert "jupytext" not in nbformat.writes(build_source(path))
    assert read_text(path).cells
