"""Tests that run in a kernel: in their places as plain nbgrader runs them, or after all else where they cannot be judged apart."""

import json
from base64 import b64encode
from dataclasses import replace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.cells import answered, imported
from autograder.course import KERNEL, Limits
from autograder.grading.beside import moved_on, to_run
from autograder.kernels.job import Job, Result
from autograder.kernels.material import Material

CANARY = "canary-4711"


def test_cell(source, name="t", points=2):
    meta = {"grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3}
    return new_code_cell(source, metadata={"nbgrader": meta | {"grade_id": name, "points": points}})


test_cell.__test__ = False


def job(*cells, walls=False, **options):
    made = [cell if not isinstance(cell, str) else new_code_cell(cell) for cell in cells]
    limits = Limits(cell_seconds=options.pop("cell_seconds", 30), notebook_seconds=120)
    return Job("k", new_notebook(cells=made), limits, answered(made), imported(made), walls=walls, **options)


def outcome(result):
    return {verdict.id: (verdict.verdict, verdict.score) for verdict in result.verdicts}


def in_place(worker, *cells, **options):
    return outcome(worker.run(job(*cells, plain=True, **options)))


def after_all(worker, *cells, manual=("t",), **options):
    """What comes of tests that are known to be beyond a judge, where the course takes what the kernel says."""
    reasons = {test: f"why {test}" for test in manual}
    return worker.run(job(*cells, manual=reasons, undecided=KERNEL, **options))


ENDINGS = {
    "nothing": ("assert x == 1", ("passed", 2.0)),
    "number": ("0.5", ("partial", 0.5)),
    "numpy": ("import numpy as np\nnp.float64(0.5)", ("partial", 0.5)),
    "all": ("x + 1", ("passed", 2.0)),
    "zero": ("0", ("failed", 0.0)),
    "error": ("assert x == 2", ("failed", 0.0)),
    "exit": ("raise SystemExit", ("failed", 0.0)),
    "text": ("'done'", ("passed", 2.0)),
    "truth": ("x == 1", ("passed", 2.0)),
    "table": ("import pandas as pd\npd.DataFrame({'a': [0.5]})", ("passed", 2.0)),
    "warning": ("import warnings\nwarnings.warn('old')\nassert x == 1", ("passed", 2.0)),
    "standard error": ("import sys\nprint('x', file=sys.stderr)\n1.5", ("partial", 1.5)),
    "printed number": ("print(0)", ("passed", 2.0)),
    "too much": ("3", ("manual", None)),
    "negative": ("-1", ("manual", None)),
    "no number": ("float('nan')", ("manual", None)),
}


def test_endings_mean_what_nbgrader_reads(worker):
    """Nothing is full, a number partial, an error none; a warning is no error, and what is no score is for a person."""
    sources = [(name, source) for name, (source, _) in ENDINGS.items()]
    found = in_place(worker, "x = 1", *(test_cell(source, name) for name, source in sources))
    assert found == {name: ENDINGS[name][1] for name, _ in sources}


def test_a_test_in_its_place_sees_what_is_there_at_that_time(worker):
    """A later cell changes a name; a test before it and one after it see different things, and what a test binds stays."""
    found = in_place(
        worker,
        "x = 1",
        test_cell("seen = x\nassert x == 1", "a"),
        "x = 2",
        "y = seen",
        test_cell("assert x == 2 and y == 1", "b"),
    )
    assert found == {"a": ("passed", 2.0), "b": ("passed", 2.0)}


def test_the_courses_own_withheld_files_are_there_in_its_own_kernel(worker):
    """Tests that read them say the same as before the judge."""
    material = Material(withheld={"labels.txt": b64encode(b"7 2 1").decode()})
    test = "from autograder import checks\nassert checks.withheld('labels.txt').read_text() == '7 2 1'"
    assert in_place(worker, "x = 1", test_cell(test), material=material, walls=True)["t"] == ("passed", 2.0)


def test_a_test_that_never_ends_fails_and_the_next_runs(worker):
    """It costs the time of one cell."""
    found = in_place(worker, "x = 1", test_cell("while x: pass"), test_cell("assert x", "u"), cell_seconds=3)
    assert found == {"t": ("failed", 0.0), "u": ("passed", 2.0)}


PRINTING = "import io\nfrom contextlib import redirect_stdout\nb = io.StringIO()\nwith redirect_stdout(b):\n    greet('Ann')\nassert b.getvalue() == 'Hello, Ann\\n', 'Greet by name.'"


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("def greet(name): print(f'Hello, {name}')", ("passed", 2.0)),
        ("def greet(name): return f'Hello, {name}'", ("failed", 0.0)),
        ("def greet(name): raise ValueError", ("failed", 0.0)),
        ("pass", ("failed", 0.0)),
    ],
)
def test_what_cannot_be_judged_apart_is_decided_in_the_kernel(worker, answer, verdict):
    """Where the course wants it so; such a verdict is marked, and tells staff why."""
    result = after_all(worker, answer, test_cell(PRINTING), test_cell("assert True", "u"), walls=True)
    assert outcome(result) == {"t": verdict, "u": ("passed", 2.0)}
    beside, apart = result.verdicts
    assert (beside.beside, beside.reason, apart.beside, apart.reason) == (True, "why t", False, "")
    shown = nbformat.from_dict(result.notebook).cells[1].outputs[-1]
    assert shown.output_type == "stream" and "no more" in shown.text and "why t" in shown.text


def test_without_the_courses_wish_it_waits_for_a_person(worker):
    """The reason is for staff, and in no sentence for the student."""
    answer = "def greet(name): print(f'Hello, {name}')"
    result = worker.run(job(answer, test_cell(PRINTING), manual={"t": "`return x + 1` passes"}))
    assert outcome(result) == {"t": ("manual", None)}
    assert "x + 1" not in result.verdicts[0].message and "x + 1" in result.verdicts[0].reason


BELIEVED = "class A:\n    def __eq__(self, other): return True\na = A()"


def test_what_this_answer_alone_makes_undecided_goes_the_same_way(worker):
    """A judge that needs a person for one student's object asks that student's kernel."""
    cells = (BELIEVED, test_cell("assert a == 7"))
    options = {"unusual": {"t": ["a: object"]}}
    assert outcome(worker.run(job(*cells, **options)))["t"] == ("manual", None)
    result = worker.run(job(*cells, undecided=KERNEL, **options))
    assert outcome(result)["t"] == ("passed", 2.0) and result.verdicts[0].beside


@pytest.mark.parametrize(("test", "verdict"), [("import os\nos._exit(1)", "manual"), ("while True: pass", "manual")])
def test_faults_of_the_grader_are_never_the_kernels_to_decide(worker, test, verdict):
    """A judge that dies, a test that never ends."""
    result = worker.run(job("x = 1", test_cell(test), undecided=KERNEL, cell_seconds=3))
    assert (result.verdicts[0].verdict, result.verdicts[0].beside) == (verdict, False)


def test_a_test_that_no_kernel_decides_either_waits_for_a_person(worker):
    """The course's own answer does not pass there after all else."""
    result = after_all(worker, "x = 1", test_cell("assert x == 1"), person=("t",))
    assert outcome(result) == {"t": ("manual", None)}


def test_what_an_earlier_test_binds_is_there(worker):
    """The earlier one runs before it, and keeps the verdict of its judge."""
    result = after_all(
        worker, "x = 1", test_cell("helper = 41\nassert x == 2", "a"), test_cell("assert helper + x == 42")
    )
    assert outcome(result) == {"a": ("failed", 0.0), "t": ("passed", 2.0)}


@pytest.mark.parametrize(
    ("before", "test", "after", "names"),
    [
        ("x = 1", "assert x == 1", "x = 2", ["x"]),
        ("x = []", "assert not x", "x.append(1)", ["x"]),
        ("k = 2\ndef f(v): return v * k", "assert f(1) == 2", "k = 3", ["k"]),
        ("def f(v): return g(v)\ndef g(v): return v", "assert f(1) == 1", "def g(v): return 0", ["g"]),
        ("x = 1\ny = x", "assert y == 1", "x = 2", []),
        ("import math", "assert math.pi", "import math", []),
        ("x = 1", "x = 2\nassert x == 2", "x = 3", []),
    ],
)
def test_a_test_whose_names_go_on_changing_is_for_a_person(worker, before, test, after, names):
    """Run after all else, it would see what is not there in its place."""
    cells = [new_code_cell(before), test_cell(test), new_code_cell(after)]
    assert moved_on(cells, 1) == names
    result = after_all(worker, before, test_cell(test), after)
    assert outcome(result)["t"] == (("manual", None) if names else ("passed", 2.0))
    assert all(name in result.verdicts[0].reason for name in names)


def test_only_tests_that_are_needed_run():
    """Those that are undecided, and earlier ones that bind what they look up, through others, too."""
    cells = [
        test_cell("a = 1", "a"),
        test_cell("b = a", "b"),
        test_cell("c = 1", "c"),
        test_cell("assert b", "d"),
        test_cell("e = 1", "e"),
    ]
    assert to_run(cells, [3]) == [0, 1, 3]


def test_a_kernel_that_ended_decides_nothing(worker):
    """In its place the test might have passed, so nobody pays for what came later; a test after the end fails like others."""
    ends = "import os\nos._exit(1)"
    result = after_all(worker, "x = 1", test_cell("assert x"), ends, test_cell("assert x", "u"), manual=("t", "u"))
    assert outcome(result) == {"t": ("manual", None), "u": ("failed", 0.0)}
    assert "had ended" in result.verdicts[0].reason


def test_an_answer_that_ends_the_kernel_there_fails_its_test(worker):
    """The tests after it were not at fault, and wait for a person."""
    answer = "import os\ndef f(): os._exit(1)"
    result = after_all(worker, answer, test_cell("f()"), test_cell("assert f", "u"), manual=("t", "u"))
    assert outcome(result) == {"t": ("failed", 0.0), "u": ("manual", None)}


HIDDEN = f"### BEGIN HIDDEN TESTS\nassert f(3) == 9, 'Try other numbers.' # {CANARY}\n### END HIDDEN TESTS"
SPIES = {
    "prints": "def f(x):\n    print(seen())",
    "raises": "def f(x):\n    raise AssertionError(seen())",
    "forges": "def f(x):\n    class E(Exception):\n        def _render_traceback_(self): return ['Cell In[1], line 1', seen()]\n    raise E(seen())",
    "updates": "from IPython.display import display\nhandle = display('nothing yet', display_id=True)\ndef f(x):\n    handle.update(seen())",
    "keeps": "kept = []\ndef f(x):\n    kept.append(seen())\n    open('seen.txt', 'w').write(seen())\nprint(kept)",
    "history": "def f(x):\n    import time\n    print(In, Out, _ih)\n    time.sleep(0.1)",
    "thread": "import threading, time, sys\nout = sys.stdout\ndef f(x):\n    text = seen()\n    threading.Thread(target=lambda: (time.sleep(0.1), out.write(text))).start()",
}
SEEING = """
import inspect, linecache
def seen():
    frames = [frame.frame for frame in inspect.stack()]
    texts = ["".join(linecache.getlines(frame.f_code.co_filename)) for frame in frames]
    return "".join(texts)
"""


@pytest.mark.parametrize("spy", SPIES)
def test_nothing_of_a_hidden_test_stays_anywhere(worker, spy):
    """Code that it calls can read it then; no output, no text and no later cell shows it."""
    result = after_all(worker, SEEING, SPIES[spy], test_cell(HIDDEN), "print('later')", walls=True)
    assert outcome(result)["t"][0] == "failed"
    hidden = nbformat.from_dict(result.notebook).cells[2]
    told = json.dumps(replace(result, notebook={}).to_dict())
    shown = json.dumps([cell["outputs"] for cell in result.notebook["cells"]])
    assert CANARY in hidden.source and CANARY not in told + shown
    assert result.verdicts[0].message in ("Try other numbers.", "The test could not work with your answer.") or (
        result.verdicts[0].message.startswith("One more thing")
    )


def test_that_spying_would_work_if_outputs_were_kept(worker):
    """The texts of the spies do reach the hidden test: with its outputs, it would be shown."""
    spied = "found = []\ndef f(x):\n    found.append(seen())\n    return 9"
    check = f"assert {CANARY[:6]!r} + {CANARY[6:]!r} in found[0]"
    result = after_all(worker, SEEING, spied, test_cell(HIDDEN), test_cell(check, "u"), manual=("t", "u"))
    assert outcome(result) == {"t": ("passed", 2.0), "u": ("passed", 2.0)}


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ("assert f(1) == 3, 'f adds two.'", "f adds two."),
        ("assert f(1) == 3", "This does not hold: assert f(1) == 3"),
        ("assert f(1) == 3, f'not {f(1)}'", "This does not hold: assert f(1) == 3, f'not {f(1)}'"),
        ("### BEGIN HIDDEN TESTS\nassert f(1) == 3, 'Read again.'\n### END HIDDEN TESTS", "Read again."),
        ("### BEGIN HIDDEN TESTS\nassert f(1) == 3, f'not {f(1)}'\n### END HIDDEN TESTS", "One more thing is asked"),
        (
            "for n in [1]:\n    f(n)\n    ### BEGIN HIDDEN TESTS\n    assert f(n) == 3\n    ### END HIDDEN TESTS",
            "One more thing is asked",
        ),
        ("f('a')", "The test could not work with your answer."),
    ],
)
def test_messages_are_the_courses_own_words(worker, test, message):
    """Of a visible line its text or authored message, of a hidden one the authored literal alone."""
    result = after_all(worker, "def f(x): return x + 0", test_cell(test))
    assert result.verdicts[0].message.startswith(message)


def test_the_fields_survive_the_way_through_json():
    """Reasons and what the reference met come back as they were."""
    made = job(
        "x = 1", manual={"t": "why"}, person=("t",), undecided=KERNEL, unusual={"t": ["doubled: object"]}, plain=True
    )
    again = Job.from_dict(json.loads(json.dumps(made.to_dict())))
    assert (again.manual, again.person, again.undecided, again.unusual, again.plain) == (
        {"t": "why"},
        ("t",),
        KERNEL,
        {"t": ["doubled: object"]},
        True,
    )
    result = Result("k", {}, (), 1.0, unusual={"t": ["printed text"]})
    assert Result.from_dict(json.loads(json.dumps(result.to_dict()))).unusual == {"t": ["printed text"]}
