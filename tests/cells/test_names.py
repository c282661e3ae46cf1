"""Names that cells bind and change."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.cells import answered, binds, changes, files_named, imported, plain_python, uses


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("x = y = 1", "x y"),
        ("a, (b, *c) = 1, (2, 3)", "a b c"),
        ("x: int = 1", "x"),
        ("x += 1", "x"),
        ("def f(a):\n    inner = 1\n    return inner", "f"),
        ("def f():\n    global seen\n    seen = 1", "f seen"),
        ("class A:\n    size = 1", "A"),
        ("import numpy as np, os.path\nfrom math import pi as p, e", "np os p e"),
        ("for i in range(3):\n    j = i", "i j"),
        ("with open('f') as file:\n    pass", "file"),
        ("try:\n    pass\nexcept ValueError as error:\n    pass", "error"),
        ("if (n := 3) > 2: m = n", "n m"),
        ("squares = [k for k in range(3)]", "squares"),
        ("match 1:\n    case [a, *rest]: pass\n    case {'k': v, **more}: pass\n    case q: pass", "a rest v more q"),
        ("%matplotlib inline\nfiles = !ls\nx = 1", "files x"),
        ("%%time\ny = 1", "y"),
        ("%%bash\ny = 1", ""),
        ("this is no python", ""),
    ],
)
def test_binding(source, names):
    """Whatever a cell binds at its top level, in any way that Python has."""
    assert binds(source) == frozenset(names.split())


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("x[0] = 1", "x"),
        ("x.size.width = 1", "x"),
        ("del x[0]", "x"),
        ("x['a'] += 1", "x"),
        ("x.append(1)", "x"),
        ("history = model.fit(a, b)", "model"),
        ("table['row'].sort()", "table"),
        ("plt.show()", ""),
        ("model.summary()", ""),
        ("def f():\n    x.append(1)", ""),
    ],
)
def test_changing(source, names):
    """Stores into an object, and methods that are known to change theirs."""
    assert changes(source) == frozenset(names.split())


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("x = y", "y"),
        ("y = 1\nx = y", ""),
        ("x = y\ny = 1", "y"),
        ("x += 1", "x"),
        ("del x", "x"),
        ("a, b = c\na + b", "c"),
        ("x: int = 1\nx", "x int"),
        ("import numpy as np\nfrom math import pi\nnp.cos(pi)", ""),
        ("def f():\n    return x\nx = 1\nf()", "x"),
        ("def f():\n    global x\n    x = 1\nx", "x"),
        ("for i in rows:\n    print(i)\ni", "rows print i"),
        ("for i in i:\n    j = i", "i"),
        ("if a:\n    b = 1\nb", "a b"),
        ("%%time\nx = y", "y"),
        ("this is no python", ""),
    ],
)
def test_looking_up(source, names):
    """What a cell may take from elsewhere: all that it does not bind for certain before."""
    assert uses(source) == frozenset(names.split())


def test_magics_become_python():
    """IPython's lines are written as calls."""
    assert plain_python("%matplotlib inline\nx = 1") == "get_ipython().run_line_magic('matplotlib', 'inline')\nx = 1\n"


def test_answered_names_are_those_of_answers_and_of_students_cells():
    """What given cells and tests bind is not among them, unless an answer changes it."""

    def cell(source, **meta):
        return new_code_cell(source, metadata={"nbgrader": meta} if meta else {})

    cells = [
        cell("numbers = []\nhelper = 1", locked=True, solution=False, grade=False),
        cell("mine = 1"),
        cell("total = 1\nnumbers.append(2)", solution=True, grade=False, locked=False),
        cell("checked = total", solution=False, grade=True, locked=True),
        new_markdown_cell("words = 1"),
    ]
    assert answered(cells) == ("mine", "numbers", "total")


def test_imports_are_the_courses_own_whoever_makes_them():
    """A name that stands for nothing but an import is no student's to say; one that is bound otherwise as well is."""
    cells = [
        new_code_cell("import numpy as np, os.path\nfrom math import pi as p"),
        new_code_cell(
            "import numpy as np\nimport json\njson = 3\nnp.random.seed(1)", metadata={"nbgrader": {"solution": True}}
        ),
    ]
    assert imported(cells) == {"np": "import numpy as np", "os": "import os.path", "p": "from math import pi as p"}
    assert answered(cells) == ("json",)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("assert Path('a.csv').exists(), 'There is no b.csv yet.'", "a.csv"),
        ("for name in ('a.png', 'out/b-2.png', 'a.png'): open(name)", "a.png out/b-2.png"),
        ("pd.read_csv('v1.2/my.table.csv')", "v1.2/my.table.csv"),
        ("%run mnist.py\nopen('mnist.py')", "mnist.py"),
        ("open('/etc/passwd.txt'); open('../a.csv'); open('a/../../b.csv'); open('.hidden.txt')", ""),
        ("x = ['adam', '0.5', 'keras.layers', '', 'a.csv ', 'a.csv\\n', b'a.csv', 'README']", ""),
        ("f'{name}.png'; f'mnist_{name}.png'", ""),
        ("this is no python 'a.csv'", ""),
    ],
)
def test_files_that_a_cell_names(source, names):
    """Relative paths with an ending, each a text of its own; no sentence, number or path that leads elsewhere."""
    assert files_named(source) == tuple(names.split())


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f():\n    a = 1\nb = 2", "f b"),
        ("b = 2\ndef f():\n    a = 1", "f b"),
        ("b = 2\nx = [a for a in y]\nc = 3", "b x c"),
        ("b = 2\nclass A:\n    a = 1", "b A"),
        ("f = lambda: (a := 1)\nb = 2", "f b"),
        ("x = {a for a in y}, {a: 1 for a in y}, (a for a in y)\nb = 2", "x b"),
        ("class A:\n    def f(self):\n        global seen\n        seen = 1\nb = 2", "A seen b"),
        ("async def f():\n    global a, b\n    a = b = 1", "f a b"),
        ("del a, b[0]", "a"),
        ("for a[0] in b: pass", ""),
        ("try: pass\nexcept E: pass", ""),
        ("match a:\n    case {'k': 1}: pass\n    case _: pass", ""),
        ("while a:\n    b = 1\nelse:\n    c = 1", "b c"),
        ("import a.b.c as d, e.f", "d e"),
        ("from a import *", "*"),
    ],
)
def test_only_what_runs_with_the_cell_binds(source, names):
    """Not what stands in a function, a class or a comprehension, unless it is declared global."""
    assert binds(source) == frozenset(names.split())


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("f(a)[0] = 1", ""),
        ("a.b[0].c.append(1)", "a"),
        ("append(a)", ""),
        ("a.b.c += 1\nd = e.f", "a"),
        ("[a.append(1) for a in b]", ""),
        ("class A:\n    b.append(1)", ""),
        ("del a.b", "a"),
        ("a().append(1)", ""),
        ("print(a.fit(b)); c.compile()", "a c"),
    ],
)
def test_only_what_is_stored_into_is_changed(source, names):
    """By the name of what it is a part of; what has none is nobody's."""
    assert changes(source) == frozenset(names.split())


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(a, b=c):\n    d = a\n    return d + e", "c e"),
        ("class A(B):\n    x = y\n    def f(self):\n        return z", "B y z"),
        ("f = lambda a: a + b", "b"),
        ("x = [a + b for a in c]", "b c"),
        ("class A:\n    pass\nA()", ""),
        ("def f():\n    return 1\nf()", ""),
        ("from a import b as c\nc, b", "b"),
        ("x[0] += y", "x y"),
        ("for a, b in c:\n    d = a + b\nd", "c d"),
        ("for a in b:\n    pass\na", "b a"),
        ("x: int = y\nx", "int y x"),
        ("def f():\n    def g():\n        return h\n    return g", "h"),
        ("with a as b: pass\nb", "a b"),
    ],
)
def test_names_are_looked_up_wherever_they_stand(source, names):
    """Also in what a function of the cell does when it is called."""
    assert uses(source) == frozenset(names.split())


def test_imports_keep_their_statements():
    """Each name with its own: as it is imported, from wherever."""
    text = "import a.b, c as d\nfrom e import f, g as h\nfrom . import i\nfrom ..j import k\nfrom l import *\nx = 1"
    assert imported([new_code_cell(text), new_markdown_cell("import z")]) == {
        "a": "import a.b",
        "d": "import c as d",
        "f": "from e import f",
        "h": "from e import g as h",
        "i": "from . import i",
        "k": "from ..j import k",
    }


def test_a_name_that_any_cell_binds_otherwise_is_no_import():
    """Wherever it does."""
    cells = [new_code_cell("import a\nimport b"), new_code_cell("def a(): pass"), new_code_cell("for b in (): pass")]
    assert imported(cells) == {}
    assert imported(cells[:1]) == {"a": "import a", "b": "import b"}
