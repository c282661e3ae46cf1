"""Magics and shell lines in cells of the course's own: run, passed over, or told."""

import ast

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.cells import TestCell, band_names, binds, magics, plain_python, uses, with_thresholds

IDLE = [
    "%matplotlib inline",
    "%load_ext autoreload",
    "%autoreload 2",
    "%config InlineBackend.figure_format = 'retina'",
    "%who",
    "%pip install numpy",
    "%env",
    "?f",
    "f?",
    "f??",
    "!ls",
    "!ls -l *.csv",
    "!pip install numpy",
    "!nvidia-smi",
    "!echo done",
]


@pytest.mark.parametrize("line", IDLE)
@pytest.mark.parametrize("form", ["{}\nassert f(1) == 2", "assert f(1) == 2\n{}", "if True:\n    {}\nassert f(1) == 2"])
def test_what_only_shows_something_is_passed_over(line, form):
    """The test is what stands around it, on the lines where it stands."""
    source = form.format(line)
    test = TestCell.parse(source)
    assert test.fault == ""
    place = 1 + source.split("\n").index("assert f(1) == 2")
    assert [node.lineno for node in ast.walk(test.tree) if isinstance(node, ast.Assert)] == [place]
    assert test.text(place) == "assert f(1) == 2"


RUNNING = ["%%time", "%%timeit", "%%timeit -n 3 -r 2", "%%capture", "%%capture --no-stderr out", "%%prun", "%%prun -s cumulative"]  # fmt: skip


@pytest.mark.parametrize("magic", RUNNING)
@pytest.mark.parametrize("before", ["", "\n\n"])
def test_what_a_magic_runs_is_the_test(magic, before):
    """Its statements, name, hints and hidden lines are those of the cell without the magic, a line further down."""
    body = "# f adds one\n# Hint: add\nassert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(5) == 6, 'No.'\n### END HIDDEN TESTS"
    test, lines = TestCell.parse(f"{before}{magic}\n{body}"), 1 + len(before)
    assert (test.fault, test.name, test.hint) == ("", "f adds one", "add")
    found = [node.lineno for node in ast.walk(test.tree) if isinstance(node, ast.Assert)]
    assert found == [lines + 3, lines + 5]
    assert test.hidden == {lines + 5}
    assert (test.text(lines + 3), test.authored_message(lines + 5)) == ("assert f(1) == 2", "No.")


UNKNOWN = {
    "%%bash\nls": "the magic %%bash",
    "%%writefile a.txt\nhello": "the magic %%writefile",
    "%%sql\nselect 1": "the magic %%sql",
    "%%javascript\nalert(1)": "the magic %%javascript",
    "%%html\n<b>": "the magic %%html",
    "%run other.py": "the magic %run",
    "%env KEY=value": "the magic %env",
    "%pylab inline": "the magic %pylab",
    "r = %timeit -o f()": "the magic %timeit",
    "x = %pwd": "the magic %pwd",
    "!rm result.csv": "a line for the shell",
    "!echo 1 > result.csv": "a line for the shell",
    "!ls; rm result.csv": "a line for the shell",
    "!ls `f`": "a line for the shell",
    "!ls {name}": "a line for the shell",
    "out = !python solution.py": "a line for the shell",
    "out = !ls $name": "a line for the shell",
    "out = !cat a | wc": "a line for the shell",
    "get_ipython().ev('x')": "get_ipython().ev",
    "# c\n%%time\nx = 1": "the magic %%time",
}


@pytest.mark.parametrize("source", UNKNOWN)
def test_what_cannot_be_known_apart_is_told_with_its_line(source):
    """Such a test is no failure and no pass of anybody's."""
    test = TestCell.parse(f"assert True\n{source}" if not source.startswith(("%%", "#")) else source)
    line = 1 if source.startswith("%%") else 2
    assert test.fault == f"Line {line} of the test is {UNKNOWN[source]}, which cannot be judged apart from a kernel."


NO_PYTHON = ["assert (", "This is text.", "await", "return 3", "break", "x = '\n", "\x00", "(" * 300 + ")" * 300, "\ud800 = 1", "-" * 100_000 + "1"]  # fmt: skip


@pytest.mark.parametrize("source", NO_PYTHON, ids=range(len(NO_PYTHON)))
def test_what_is_no_python_raises_nothing(source):
    """Whatever stands in a test cell, taking it apart says what is the matter."""
    test = TestCell.parse(source)
    assert "no Python" in test.fault
    assert test.tree.body == []


def test_the_text_of_a_hidden_error_is_kept():
    """What Python says of a hidden line may quote it."""
    source = "assert True\n### BEGIN HIDDEN TESTS\nx = = 4321\n### END HIDDEN TESTS"
    assert TestCell.parse(source).fault == "Line 3 of the test is no Python."


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("%%time\n0.5", "0.5"),
        ("%time f(2)", "f(2)"),
        ("%%timeit\n0.5", None),
        ("%timeit f(2)", None),
        ("%%capture\n0.5", None),
        ("%%prun\n0.5", None),
        ("%%time\n0.5;", None),
        ("%time f(2);", None),
        ("0.5\n%matplotlib inline", None),
    ],
)
def test_the_last_value_is_the_one_that_ipython_shows(source, shown):
    """What a magic keeps to itself is no score."""
    last = TestCell.parse(source).tree.body[-1]
    assert (ast.unparse(last) if isinstance(last, ast.Expr) else None) == shown


@pytest.mark.parametrize(
    ("source", "python"),
    [
        ("r = %time f(1)", "r = f(1)"),
        ("%time r = f(1)", "r = f(1)"),
        ("%timeit -n 2 r = f(1)", "r = f(1)\npass"),
        ("%%timeit r = 1\nf(r)", "r = 1\nf(r)\npass"),
        ("%%time\n%%capture\nx = 1", "with __import__('IPython').utils.capture.capture_output():\n    x = 1\npass"),
    ],
)
def test_code_beside_a_magic_runs(source, python):
    """In the place of the magic."""
    assert ast.unparse(TestCell.parse(source).tree) == python


def test_lines_that_are_joined_keep_the_numbers_of_those_after_them():
    """A shell line may go over several lines, and a magic, too."""
    source = "out = !ls \\\n  -l \\\n  -a\nassert out\n%matplotlib \\\n  inline\nassert out[0]"
    test = TestCell.parse(source)
    assert [node.lineno for node in test.tree.body if isinstance(node, ast.Assert)] == [4, 7]
    assert test.text(4) == "assert out"


def test_names_are_found_behind_magics():
    """What a timed or captured cell binds, what a magic binds, and what both use."""
    assert binds("%%timeit x = 1\ny = f(x)") == {"x", "y"}
    assert binds("%%capture out\nprint(z)") == {"out"}
    assert binds("files = !ls\n%time a = b") == {"files", "a"}
    assert uses("%%time\nx = 1\ny = f(x)") == {"f"}
    assert uses("%%capture out\nx = 1\ny = f(x)") == {"f"}
    assert "b" in uses("%time a = b")


@pytest.mark.parametrize("source", ["x = 1", "%matplotlib inline\nx = 1", "%%bash\nls", "def f():\n    return 1\n"])
def test_given_cells_without_timed_code_are_written_as_ipython_does(source):
    """Nothing else is made of them."""
    assert plain_python(source) == TransformerManager().transform_cell(source)


@pytest.mark.parametrize("source", ["%time x = f(1)", "%%capture\nx = f(1)", "%%timeit\nx = f(1)"])
def test_timed_code_of_given_cells_runs(source):
    """What such a cell makes is the course's own like all else."""
    space = {"f": lambda n: n + 1}
    exec(plain_python(source), space)
    assert space["x"] == 2


def test_bands_are_found_beside_magics():
    """Their thresholds are written where their names stand."""
    source = '%%time\nchecks.band(a, "best")'
    assert band_names(source) == ["best"]
    assert with_thresholds(source, {"best": {0.5: 2}}) == '%%time\nchecks.band(a, {"best": {0.5: 2}})'


def lines(source, parsed=magics.parse):
    """Each statement of a cell with the line where it begins, and the one where it ends."""
    return [(ast.unparse(node).split("\n")[0], node.lineno, node.end_lineno) for node in parsed(source).body]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("\n%time x = f(1)\ny = 2", [("x = f(1)", 2, 2), ("y = 2", 3, 3)]),
        ("\n\nr = %time f(1)", [("r = f(1)", 3, 3)]),
        ("\n%timeit f(1); g(2)", [("f(1)", 2, 2), ("g(2)", 2, 2), ("pass", 2, 2)]),
        ("a = 1\n%who\nb = 2", [("a = 1", 1, 1), ("pass", 2, 2), ("b = 2", 3, 3)]),
        ("%%timeit\n\na = 1\nb = (2,\n 3)", [("a = 1", 3, 3), ("b = (2, 3)", 4, 5), ("pass", 5, 5)]),
        ("%%timeit", [("pass", 1, 1)]),
        ("a = 1;", [("a = 1", 1, 1), ("pass", 1, 1)]),
        ("\n%%capture out\na = 1\nb = 2", [("with __import__('IPython').utils.capture.capture_output() as out:", 1, 4), ("pass", 4, 4)]),
    ],
)  # fmt: skip
def test_statements_stand_on_the_lines_of_the_cell(source, found):
    """Whatever a magic put there; what it runs is on its own line, with all that is in it."""
    assert lines(source) == found
    for node in ast.walk(magics.parse(source)):
        assert not hasattr(node, "lineno") or 1 <= node.lineno <= node.end_lineno <= 1 + source.count("\n")


def test_all_parts_of_what_a_magic_runs_stand_on_its_line():
    """An error in it is told with that line."""
    tree = magics.parse("\n\n%time x = f(g(1), [y])")
    assert {node.lineno for node in ast.walk(tree) if hasattr(node, "lineno")} == {3}


def test_an_outline_keeps_all_magics_and_wraps_nothing():
    """Who asks which names a cell binds sees them side by side."""
    assert [text for text, *_ in lines("%%capture out\n%who\n!ls\nx = 1", magics.outline)] == [
        "out = None",
        "get_ipython().run_line_magic('who', '')",
        "get_ipython().system('ls')",
        "x = 1",
        "pass",
    ]
    assert [text for text, *_ in lines("%%capture\nx = 1;", magics.outline)] == ["x = 1", "pass"]


@pytest.mark.parametrize(
    ("source", "name", "runs", "idle"),
    [
        ("%time f()", "the magic %time", True, False),
        ("%matplotlib inline", "the magic %matplotlib", False, True),
        ("%env", "the magic %env", False, True),
        ("%env NAME", "the magic %env", False, True),
        ("%env NAME=1", "the magic %env", False, False),
        ("%run a.py", "the magic %run", False, False),
        ("%%bash\nls", "the magic %%bash", False, False),
        ("!ls -l", "a line for the shell", False, True),
        ("!rm a", "a line for the shell", False, False),
        ("x = !ls", "a line for the shell", False, False),
        ("get_ipython().run_line_magic(name, 'x')", "the magic %", False, False),
        ("get_ipython().run_line_magic()", "the magic %", None, False),
        ("get_ipython().kernel_info()", "get_ipython().kernel_info", False, False),
    ],
)  # fmt: skip
def test_a_question_to_ipython_says_what_it_is(source, name, runs, idle):
    """And whether it runs code, or is about nothing that a test looks at."""
    (found,) = magics.asked(ast.parse(TransformerManager().transform_cell(source)))
    assert (found.name, found.line) == (name, 1)
    if runs is not None:
        assert (found.runs, found.idle) == (runs, idle)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("%timeit -n 3 -r 2 f(1)", "f(1)"),
        ("%timeit -n3 f(1)", "f(1)"),
        ("%prun -s cumulative -q f(1)", "f(1)"),
        ("%time --no-raise-error f(1)", "f(1)"),
        ("%timeit -1 - f(1)", "-1 - f(1)"),
        ("%time a -b + c", "a - b + c"),
        ("%%timeit -n 3 a -b + c", "a - b + c"),
        ("get_ipython().run_line_magic('timeit')", "pass"),
        ("%time", "pass"),
        ("%timeit", "pass"),
        ("%%timeit -n 3 x = 1\nf(x)", "x = 1\nf(x)"),
        ("%%time x = 1\nf(x)", "x = 1\nf(x)"),
        ("%%capture --no-stderr\nf(1)", "with __import__('IPython').utils.capture.capture_output():\n    f(1)"),
    ],
)
def test_options_of_a_magic_are_no_code(source, code):
    """What stands behind them is."""
    found = [text for text in ast.unparse(magics.parse(source)).split("\n") if text != "pass"]
    assert "\n".join(found) == (code if code != "pass" else "")


def test_magics_without_end_are_no_python(monkeypatch):
    """Nobody writes five hundred of them; the work has a bound."""
    monkeypatch.setattr(magics, "LIMIT", 3)
    assert len(magics.parse("%who\n" * 3).body) == 3
    with pytest.raises(SyntaxError):
        magics.parse("%who\n" * 4)


@pytest.mark.parametrize(("command", "reads"), [("ls", True), (" cat a.csv b.csv", True), ("wc -l a", True), ("pip list", False), ("ls; rm a", False), ("date", False)])  # fmt: skip
def test_reading_the_folder_is_known(command, reads):
    """Its output is the same for everybody who has the same files."""
    assert magics.reads_folder(command) is reads


@pytest.mark.parametrize(("text", "quiet"), [("f();", True), ("f(); # why", True), ("f();\n\n# why\n", True), ("f()", False), ("'a;'", False), ("", False), ("f(';", False), ("# ;", False)])  # fmt: skip
def test_a_semicolon_at_the_end_keeps_the_last_value(text, quiet):
    """Comments behind it do not count, nor does one in a text or in a comment."""
    assert magics._ends_in_semicolon(text) is quiet
