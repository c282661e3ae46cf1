"""A course with nbgrader's own options set: graded, shown and released as they say."""

import copy

import nbformat
import pytest
from grading.test_foreign import OURS, cell, scores
from nbformat.v4 import new_notebook

from autograder import commands
from autograder.cells import grade_id
from autograder.course import Course
from autograder.grading import reference
from autograder.kernels.job import Result

OWN = """
c.ClearHiddenTests.begin_test_delimeter, c.ClearHiddenTests.end_test_delimeter = "VERSTECKT ANFANG", "VERSTECKT ENDE"
c.ClearSolutions.begin_solution_delimeter, c.ClearSolutions.end_solution_delimeter = "#<A>", "#</A>"
c.ClearSolutions.code_stub = {"python": "fill_me_in = True"}
c.LimitOutput.max_lines = 5
"""
CELLS = [
    cell("answer", "a", "#<A>\ndef f(x):\n    return 3 * x + 41\n#</A>\nfor n in range(100):\n    print('line', n)"),
    cell("test", "t", "assert f(0) == 41, 'f(0) is 41.'\n# VERSTECKT ANFANG\nassert f(20) == 101, f'{f(20)} of 101'\n# VERSTECKT ENDE"),
    cell("test", "u", "assert factor == 7\n# VERSTECKT ANFANG\nassert f(2) == 47, 'Try 2.'\n# VERSTECKT ENDE"),
]  # fmt: skip
HEADER = [cell("given", "header", "factor = 7"), cell("test", "h", "assert factor == 7")]
RIGHT = "def f(x):\n    return 3 * x + 41\nfor n in range(100):\n    print('line', n)"
ANSWERS = {"right": RIGHT, "wrong": "def f(x):\n    return 41", "cheat": RIGHT + "\nfactor = 8", "untouched": ""}
SECRETS = ("101", "VERSTECKT", "BEGIN HIDDEN", "== 47")


def write(path, cells):
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells), path)


def course(root, cells=CELLS, settings=OWN, answers=ANSWERS):
    """A course whose students hand in what they were given, with their answers in it."""
    config = f'{OURS}c.CourseDirectory.course_id = "t"\n{settings}'
    (root / "nbgrader_config.py").write_text(config)
    write(root / "source" / "ps" / "p1.ipynb", cells)
    return Course.find(root)


def hand_in(root, answers=ANSWERS):
    for student, text in answers.items():
        notebook = nbformat.read(root / "release" / "ps" / "p1.ipynb", as_version=4)
        for one in notebook.cells:
            one.source = text if grade_id(one) == "a" and text else one.source
        write(root / "submitted" / student / "ps" / "p1.ipynb", notebook.cells)


def pages(root):
    return {student: (root / "feedback" / student / "ps" / "p1.html").read_text() for student in ANSWERS}


def found(root):
    return {(student, name): score for (student, _, name), (score, waits) in scores(root, "ps").items() if not waits}


@pytest.fixture
def built(tmp_path, monkeypatch, warm):
    root = tmp_path / "course"
    root.mkdir()
    write(root / "header.ipynb", HEADER)
    made = course(root, settings=OWN + 'c.IncludeHeaderFooter.header = "header.ipynb"\n')
    monkeypatch.chdir(root)
    commands.build("ps", prove=False, workers=1)
    hand_in(root)
    return made


WANTED = {
    "right": {"t": 2, "u": 2, "h": 2},
    "wrong": {"t": 0, "u": 0, "h": 2},
    "cheat": {"t": 2, "u": 2, "h": 2},
    "untouched": {"t": 0, "u": 0, "h": 2},
}


@pytest.mark.parametrize("way", ["autograder", "nbgrader"])
def test_own_marks_stubs_and_header_hold_all_the_way(built, way):
    """Scores are right, names of the header are the course's own, and no page shows what is hidden, whoever grades."""
    if way == "autograder":
        commands.grade("ps", commands.How(), sandbox="on")
    else:
        from nbgrader.apps import NbGraderAPI

        api = NbGraderAPI(config=built.settings)
        for student in ANSWERS:
            done = api.autograde("ps", student, create=True)
            assert done["success"], done
    commands.feedback("ps")
    wanted = {(student, name): score for student, scores in WANTED.items() for name, score in scores.items()}
    assert found(built.root) == wanted
    assert [
        (student, secret) for student, page in pages(built.root).items() for secret in SECRETS if secret in page
    ] == []
    graded = nbformat.read(built.root / "autograded" / "right" / "ps" / "p1.ipynb", as_version=4)
    (printed,) = next(one for one in graded.cells if grade_id(one) == "a").outputs
    assert printed.text.splitlines()[-1] == "... Output truncated ..."
    assert len(printed.text.splitlines()) == 5


def test_a_changed_header_has_the_reference_tried_again(built, tmp_path, monkeypatch):
    """What a person has to mark depends on it, as on the notebook itself."""
    monkeypatch.setattr(reference, "cache_folder", lambda: tmp_path / "cache")
    tried = []

    def run(jobs):
        for job in jobs:
            tried.append([grade_id(one) for one in job.notebook["cells"]])
            yield job, Result(job.key, {}, (), 0.0)

    for header in (HEADER, HEADER, HEADER[:1]):
        write(built.root / "header.ipynb", header)
        reference.for_a_person(built, "ps", tmp_path, run)
    kinds = [one for number, one in enumerate(tried) if one not in tried[:number]]
    assert kinds == [["header", "h", "a", "t", "u"], ["header", "a", "t", "u"]]
    assert tried.count(kinds[0]) == tried.count(kinds[1])  # the same notebook is tried once


MISSPELLED = {
    "begin": "assert f(0) == 41\n### BEGIN HIDDEN TEST\nassert f(20) == 101, f'{f(20)} of 101'\n### END HIDDEN TESTS",
    "small": "assert f(0) == 41\n### begin hidden tests\nassert f(20) == 101, f'{f(20)} of 101'\n### end hidden tests",
    "order": "assert f(0) == 41\n### HIDDEN TESTS BEGIN\nassert f(20) == 101, f'{f(20)} of 101'",
    "missing": "assert f(20) == 101, f'{f(20)} of 101'\n### END HIDDEN TESTS\nassert f(0) == 41",
}


def test_a_misspelled_mark_is_told_and_shows_nothing(tmp_path, monkeypatch, warm, capsys):
    """Where an instructor released it all the same, grading says so, and neither message nor page shows what follows."""
    cells = [cell("answer", "a", f"### BEGIN SOLUTION\n{RIGHT}\n### END SOLUTION")]
    cells += [cell("test", name, source) for name, source in MISSPELLED.items()]
    course(tmp_path, cells, settings="")
    for student in ("right", "wrong"):
        handed = copy.deepcopy(cells)
        handed[0].source = ANSWERS[student]
        write(tmp_path / "submitted" / student / "ps" / "p1.ipynb", handed)
    monkeypatch.chdir(tmp_path)
    commands.grade("ps", commands.How(), sandbox="on")
    printed = " ".join(capsys.readouterr().out.split())
    assert printed.count("is no mark of nbgrader's") == 4
    assert "p1, cell 2 (begin): line 2, '### BEGIN HIDDEN TEST'" in printed
    commands.feedback("ps")
    for student, score in (("right", 2), ("wrong", 0)):
        assert {name: found(tmp_path)[student, name] for name in MISSPELLED} == dict.fromkeys(MISSPELLED, score)
        assert "101" not in (tmp_path / "feedback" / student / "ps" / "p1.html").read_text()


def test_hidden_parts_of_other_cells_are_not_shown(tmp_path, monkeypatch, warm):
    """`enforce_metadata = False` lets an author hide lines of a given cell."""
    cells = [cell("given", "g", "x = 1\n### BEGIN HIDDEN TESTS\nsecret = 4321\n### END HIDDEN TESTS"), *CELLS[:1]]
    cells += [cell("test", "t", "assert f(0) == 41")]
    course(tmp_path, cells, settings=OWN + "c.ClearHiddenTests.enforce_metadata = False\n")
    write(tmp_path / "submitted" / "right" / "ps" / "p1.ipynb", cells)
    monkeypatch.chdir(tmp_path)
    commands.grade("ps", commands.How(), sandbox="on")
    commands.feedback("ps")
    assert "4321" not in (tmp_path / "feedback" / "right" / "ps" / "p1.html").read_text()
