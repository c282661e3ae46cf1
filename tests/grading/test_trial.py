"""An assignment's tests, tried in real kernels on what its own notebooks hold: what is found is told, remembered, and bounded."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder import commands
from autograder.course import KERNEL, Course
from autograder.errors import CourseError
from autograder.grading import reference, trial
from autograder.grading.reference import Tried, for_a_person, remembered

KINDS = {"given": (False, False, True), "answer": (False, True, False), "test": (True, False, True)}
HERE = "here = type(get_ipython()).__name__ == 'ZMQInteractiveShell'  # whether this is a kernel\n"
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
ANSWER = "def f(x):\n    ### BEGIN SOLUTION\n    return x + 1\n    ### END SOLUTION"


def cell(kind, name, source, points=2):
    grade, solution, locked = KINDS[kind]
    meta = {"grade": grade, "solution": solution, "locked": locked, "task": False, "schema_version": 3}
    meta |= {"grade_id": name} | ({"points": points} if grade else {})
    return new_code_cell(source, metadata={"nbgrader": meta})


@pytest.fixture
def mutating(monkeypatch):
    """Mutants are tried, which other tests have no time for."""
    monkeypatch.setattr(trial, "MANY", 3)
    monkeypatch.setattr(trial, "FEW", 1)


@pytest.fixture
def tried(worker, prepared, tmp_path, mutating):
    """Try a course of one notebook; what was found, what was told, and how many notebooks ran."""

    def run(*cells, settings="", full=True):
        course = written(tmp_path, *cells, settings=settings)
        told, ran = [], []

        def jobs(todo):
            for job in todo:
                ran.append(job)
                yield job, worker.run(job)

        found = for_a_person(course, "ps", prepared.folder, jobs, full=full, tell=told.append)
        return found["work"], " ".join(told), ran

    return run


def written(root, *cells, settings=""):
    (root / "source" / "ps").mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=list(cells)), root / "source" / "ps" / "work.ipynb")
    (root / "nbgrader_config.py").write_text(f"c = get_config()\n{settings}\n")
    return Course.find(root)


def test_tests_that_can_be_judged_are_judged(tried):
    """Nothing is found where both ways agree; it is said what was tried, and for how long."""
    found, told, ran = tried(cell("answer", "a", ANSWER), cell("test", "t", "assert f(1) == 2 and f(2) == 3"))
    assert (found.manual, found.weak, found.known) == ({}, {}, True)
    assert "3 mutants of them were judged apart and in a kernel in" in told
    assert len(ran) == 4 + 2 * 3


def test_a_test_that_means_something_else_apart_is_for_a_person(tried):
    """Whether mutants or the course's own answers show it; the reason is told, and who decides. Others are judged."""
    unlike = {
        "t1": HERE + "assert not here or f(1) == 2",
        "t2": HERE + "assert here or f(1) == 2",
        "t3": HERE + "(2 if f(1) == 2 else 1) if here else 2",
        "t4": HERE + "assert f(1) == (2 if here else 3)",
        "t5": HERE + "assert f(1) == (3 if here else 2)",
    }
    tests = [cell("test", name, source) for name, source in unlike.items()]
    found, told, _ = tried(cell("answer", "a", ANSWER), *tests, cell("test", "u", "assert f(1) == 2"))
    assert found.manual.keys() == unlike.keys()
    for name, reason in found.manual.items():
        assert f"work, {name}: cannot be judged apart from a kernel; a person marks it. {reason}" in told


def test_a_test_that_an_untouched_release_passes_apart_is_found(tried):
    """Though it looks up nothing that mutants change."""
    test = "try:\n    f\n    found = True\nexcept NameError:\n    found = False\n" + HERE + "assert found or not here"
    found, _, _ = tried(cell("answer", "a", "def f(x):\n    return x"), cell("test", "t", test))
    assert found.manual.keys() == {"t"}


def test_a_test_that_no_mutant_fails_is_weak(tried):
    """It is listed after more mutants than another had, and judged as it is."""
    answer = "def f(x):\n    y = abs(x) * 3 - 1\n    return y + 1"
    weak = {
        "t": "assert f",
        "u": "assert callable(f)",
        "v": "assert f.__name__ == 'f'",
        "w": "g = f\nassert 1 + 1 == 2",
    }
    tests = [cell("test", name, source) for name, source in weak.items()]
    found, told, _ = tried(cell("answer", "a", answer), *tests, cell("test", "x", "assert f(1) == 3"))
    assert found.manual == {} and found.weak.keys() == weak.keys() and min(found.weak.values()) > 3
    for name, count in found.weak.items():
        assert f"work, {name}: weak, none of {count} mutants of its answers fails it." in told


def test_what_does_not_pass_after_all_else_is_for_a_person_with_a_kernel_too(tried):
    """The course's own answer says so; another such test is a kernel's to decide."""
    cells = [
        cell("given", "g", "state = 1"),
        cell("answer", "a", ANSWER),
        cell("test", "u", HERE + "assert here and f(1) == 2"),
        cell("test", "t", HERE + "assert here and state == 1 and f(1) == 2"),
        cell("given", "h", "state = 2"),
    ]
    found, told, _ = tried(*cells, settings='c.Autograder.undecided = "kernel"')
    assert (found.manual.keys(), found.person) == ({"t", "u"}, ("t",))
    assert "u: cannot be judged apart from a kernel; a kernel decides, like plain nbgrader." in told
    assert "t: cannot be judged apart from a kernel; a person marks it." in told


def test_it_is_remembered_by_content(tried, tmp_path, prepared):
    """Nothing runs twice; a changed test, other options and other bounds are tried again."""
    cells = [cell("answer", "a", ANSWER), cell("test", "t", HERE + "assert not here or f(1) == 2")]
    first, _, _ = tried(*cells)
    again, also, none = tried(*cells)
    assert again == first and not none and "judged apart it" in also.lower() and "mutants of them" not in also
    for settings in ("c.ClearSolutions.code_stub = {'python': 'pass'}", "c.Autograder.mutant_runs = 2"):
        assert tried(*cells, settings=settings)[2]
    cells[1].source += "\nassert f(2) == 3"
    assert tried(*cells)[2]


def test_a_first_grade_tries_a_few_and_a_build_all(tried):
    """What was tried in full serves both."""
    cells = [cell("answer", "a", ANSWER), cell("test", "t", "assert f(1) == 2 and f(2) == 3")]
    assert len(tried(*cells, full=False)[2]) == 4 + 2 * 1
    assert len(tried(*cells, full=False)[2]) == 0
    assert len(tried(*cells, full=True)[2]) == 4 + 2 * 3
    assert len(tried(*cells, full=False)[2]) == 0


@pytest.mark.parametrize("settings", ["mutant_runs = 2", 'limits = {"ps": {"mutant_runs": 2}}', "mutant_seconds = 0"])
def test_its_cost_is_bounded_and_said(tried, settings):
    """By the configuration, for all assignments or for one."""
    _, told, ran = tried(
        cell("answer", "a", ANSWER), cell("test", "t", "assert f(1) == 2"), settings=f"c.Autograder.{settings}"
    )
    assert len(ran) <= 4 + 2
    assert "of 3 mutants" in told and "c.Autograder.mutant_seconds or mutant_runs" in told


def test_a_source_without_solutions_is_judged_and_said(tried):
    """Nothing is known of a right answer, so no test is made anybody's."""
    stubs = [STUB, "f1 = ...", "# write f2 here", "def f3(x):\n    pass", "### BEGIN SOLUTION\n### END SOLUTION"]
    cells = []
    for number, stub in enumerate(stubs):
        cells += [cell("answer", f"a{number}", stub), cell("test", f"t{number}", f"assert f{number}(1) == 2")]
    found, told, _ = tried(*cells)
    assert (found.known, found.without, found.manual) == (False, ("t0", "t1", "t2", "t3", "t4"), {})
    assert (
        "work: Some answers of its own notebook hold no solution, so nothing is proved of: t0, t1, t2, t3, t4." in told
    )


def test_an_open_answer_does_not_excuse_the_others(tried):
    """A test whose answer is there is held to it."""
    cells = [
        cell("answer", "a", STUB),
        cell("test", "t", "assert f(1) == 2"),
        cell("answer", "b", "def g(x):\n    return x"),
        cell("test", "u", "assert g(1) == 2"),
    ]
    found, _, _ = tried(*cells)
    assert (found.without, found.manual.keys()) == (("t",), {"u"})


def test_without_walls_no_mutant_runs(tried):
    """A slip in code that removes files must not be tried on one's own; it is said."""
    cells = [cell("answer", "a", ANSWER), cell("test", "t", HERE + "assert not here")]
    found, told, ran = tried(*cells, settings='c.Autograder.sandbox = "off"')
    assert "mutants of them are tried behind walls only" in told and not any(job.walls for job in ran)
    assert found.manual.keys() == {"t"} and len(ran) == 5


def test_what_was_found_survives_being_written_down(tmp_path):
    """All of it, also what a judge met."""
    found = Tried({"t": "why"}, ("t",), {"t": ["doubled: object"]}, False, ("u",), {"v": 12}, "tried.")
    found.write(tmp_path / "deep" / "x")
    assert Tried.read(tmp_path / "deep" / "x") == found


def test_notebooks_that_were_built_here_are_tried_by_a_build_alone(toy, worker, prepared, mutating):
    """A `grade` takes what that found; the reference need not run apart, since the proof did that."""
    ran = []

    def jobs(todo):
        for job in todo:
            ran.append(job.key)
            yield job, worker.run(job)

    assert for_a_person(toy, "toy", prepared.folder, jobs)["1-sums"] == Tried() and not ran
    found = for_a_person(toy, "toy", prepared.folder, jobs, full=True)["1-sums"]
    assert found.manual == {} and found.weak == {} and ran[0] == "1-sums/reference in a kernel"
    assert remembered(toy, "toy", prepared.folder)["1-sums"] == found


@pytest.mark.parametrize("said", ['"nobody"', "True", '{"ps": "judge"}'])
def test_only_a_person_or_a_kernel_decides(tmp_path, said):
    """Anything else is refused."""
    course = written(tmp_path, cell("test", "t", "1"), settings=f"c.Autograder.undecided = {said}")
    with pytest.raises(CourseError, match='it is "person", "kernel", or a dictionary'):
        course.undecided("ps")


@pytest.mark.parametrize(
    ("said", "decides"),
    [("", "person"), ('"kernel"', KERNEL), ('{"ps": "kernel"}', KERNEL), ('{"other": "kernel"}', "person")],
)
def test_who_decides_holds_for_the_course_or_one_assignment(tmp_path, said, decides):
    """As limits do."""
    settings = f"c.Autograder.undecided = {said}" if said else ""
    assert written(tmp_path, cell("test", "t", "1"), settings=settings).undecided("ps") == decides


def test_build_and_doctor_try_a_foreign_course(tmp_path, warm, monkeypatch, capsys, mutating):
    """Both say what they found; the second takes it from the first."""
    written(tmp_path, cell("answer", "a", ANSWER), cell("test", "t", HERE + "assert not here or f(1) == 2"))
    monkeypatch.chdir(tmp_path)
    commands.doctor("ps", 1)
    said = capsys.readouterr().out
    assert "work, t: cannot be judged apart" in said and "mutants of them were judged" in said
    commands.build("ps", prove=True, workers=1)
    said = capsys.readouterr().out
    assert "work, t: cannot be judged apart" in said and "mutants of them were judged" not in said


def test_doctor_refuses_an_assignment_that_is_not_there(tmp_path, monkeypatch):
    """Before it looks for anything."""
    written(tmp_path, cell("test", "t", "1"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match="No assignment 'none'"):
        commands.doctor("none")


def test_it_is_found_out_of_sight_of_everybody_else(tmp_path):
    """What these tests remember stays theirs: a poorer trial must never serve a real course."""
    assert str(reference.cache_folder()).startswith(str(tmp_path.parents[0]))
