"""What a person marked, in a gradebook of nbgrader's own: noted before grades are saved, settled after."""

import json
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from traitlets import Any
from traitlets.config import Configurable

from autograder.cells import Verdict
from autograder.course import Course
from autograder.grading.marked import (
    CHANGED,
    WITHDRAWN,
    Given,
    KeepMarks,
    Memory,
    NoteMarks,
    Seen,
    bonus_tests,
    entries,
    settle,
    state_of,
    what_was_given,
    withdraw,
)

WHERE = ("1-sums", "toy", "ann")
KINDS = {
    "given": (False, False, True, False),
    "answer": (False, True, False, False),
    "test": (True, False, True, False),
    "written": (True, True, False, False),
    "task": (False, False, True, True),
}


def cell(kind, name, source, *, bonus=0, of="", verdict=None, text=False):
    grade, solution, locked, task = KINDS[kind]
    meta = {"grade": grade, "solution": solution, "locked": locked, "task": task, "grade_id": name, "points": 3}
    ours = {"bonus": bonus} if bonus else {}
    ours |= {"tests": of} if of else {}
    ours |= {"verdict": verdict.to_dict()} if verdict else {}
    made = new_markdown_cell if text else new_code_cell
    return made(source, metadata={"nbgrader": meta | {"schema_version": 3}, "autograder": ours})


def passed(score, verdict="passed"):
    return Verdict("t", 3, score, verdict)


def cells(**changes):
    """A notebook of every kind of cell; `changes` are sources by name."""
    parts = [
        cell("given", "g", "k = 1"),
        cell("answer", "a", "x = 1"),
        cell("answer", "b", "y = 1"),
        new_code_cell("z = 1"),
        cell("test", "t", "assert x", of="a", verdict=passed(3.0)),
        cell("test", "u", "assert y", bonus=2, verdict=passed(2.0)),
        cell("written", "w", "Because.", text=True),
        cell("task", "k", "Do it.", text=True),
    ]
    for part in parts:
        name = part.metadata.get("nbgrader", {}).get("grade_id", "own")
        part.source = changes.get(name, part.source)
    return parts


def states(**changes):
    found = cells(**changes)
    return {name: state_of(found[place], found) for name, place in (("t", 4), ("u", 5), ("w", 6), ("k", 7))}


@pytest.mark.parametrize(
    ("changed", "concerned"),
    [
        ("g", ""),
        ("a", "tku"),
        ("b", "ku"),
        ("own", "ku"),
        ("t", ""),
        ("u", ""),
        ("w", "wku"),
        ("k", ""),
    ],
)
def test_a_mark_is_about_what_it_was_given_for(changed, concerned):
    """A test's about its answer, or all that is the student's where it names none; a written answer's about itself; a task's about all."""
    before, after = states(), states(**{changed: "other"})
    assert {name for name in before if before[name] != after[name]} == set(concerned)


def test_a_mark_of_a_test_is_about_what_the_judge_said():
    """Its verdict and its points, not its words."""
    found = [cell("answer", "a", "x = 1")]

    def state(verdict):
        return state_of(cell("test", "t", "assert x", of="a", verdict=verdict), found)

    several = [None, passed(3.0), passed(2.0), passed(None, "manual"), passed(0.0, "failed"), passed(3.0, "partial")]
    assert len({state(one) for one in several}) == len(several)
    assert state(Verdict("t", 3, 3.0, "passed", message="Well done.")) == state(passed(3.0))


def test_a_written_answers_kind_of_cell_counts():
    """Text that became code is another answer."""
    assert state_of(cell("written", "w", "1", text=True), []) != state_of(cell("written", "w", "1"), [])


def entry(manual=None, auto=None, extra=None, waits=False, **others):
    return SimpleNamespace(manual_score=manual, auto_score=auto, extra_credit=extra, needs_manual_grade=waits, **others)


def settled(after, before, seen, **options):
    """What is remembered, and what the entry holds then."""
    told = settle(after, before, seen, "s", **options)
    return told, after.extra_credit, after.needs_manual_grade


NEVER = Given(None, 3.0, None, False)


def test_what_is_remembered_of_a_grade():
    """The new state, the judge's own extra credit, whether a person has to look, their points and the entry's name."""
    told, extra, waits = settled(entry(None, 3, id=7), NEVER, None)
    assert (told, extra, waits) == (Seen("s", None, False, None, "7"), None, False)
    told, extra, waits = settled(entry(4, 3, None, True, id=7), Given(4, 3, None, True), None)
    assert (told, extra, waits) == (Seen("s", None, True, 4, "7"), None, True)
    assert settled(entry(), NEVER, None)[0].entry == ""


@pytest.mark.parametrize(
    ("seen", "waits"),
    [
        (Seen("s", None, False, 4, "7"), False),
        (Seen("t", None, False, 4, "7"), True),
        (Seen("s", None, False, 4, "8"), True),
        (Seen("s", None, False, 4), True),
        (None, True),
    ],
    ids=["the same", "another answer", "another gradebook", "an older one", "unknown"],
)
def test_a_mark_holds_for_what_was_seen_of_it(seen, waits):
    """In doubt its marker looks."""
    assert settled(entry(4, None, None, True, id=7), Given(4, None, None, False), seen)[2] is waits


@pytest.mark.parametrize(
    ("seen", "wiped", "waits"),
    [
        (Seen("s", None, True, 4, ""), True, True),
        (Seen("s", None, True, 4, ""), False, False),
        (Seen("s", None, True, 3, ""), True, False),
        (Seen("s", None, False, 4, ""), True, False),
    ],
    ids=["waited", "looked at", "marked since", "did not wait"],
)
def test_what_nbgrader_resets_waits_still(seen, wiped, waits):
    """Where it waited, and the same points were given then."""
    assert settled(entry(4), Given(4, None, None, False), seen, wiped=wiped)[2] is waits


@pytest.mark.parametrize(
    ("judged", "before", "seen", "extra", "told", "waits"),
    [
        (2.0, None, None, 2.0, 2.0, False),
        (2.0, 1.0, Seen("s", 1.0, False, None), 2.0, 2.0, False),
        (2.0, 1.0, Seen("s", 2.0, False, None), 1.0, 2.0, False),
        (2.0, 1.0, Seen("t", 2.0, False, None), 1.0, 2.0, True),
        (0.0, 1.0, Seen("s", 2.0, False, None), 1.0, 0.0, False),
        (1.0, 1.0, Seen("s", 2.0, False, None), 1.0, 2.0, False),
        (2.0, 1.0, None, 2.0, 2.0, False),
    ],
    ids=["first", "the judge's", "a person's", "of another answer", "judged worse", "not judged now", "unknown"],
)
def test_bonus_points_are_the_judges_until_a_person_gives_others(judged, before, seen, extra, told, waits):
    """Then those count, and what the judge said is remembered beside them."""
    after = entry(None, None, judged, False)
    found = settled(after, Given(None, None, before, False), seen, bonus_test=True)
    assert found == (Seen("s", told, waits, None), extra, waits)


def test_extra_credit_of_any_other_cell_is_a_persons():
    """It is given back whatever was seen, and remembered as nobody's verdict."""
    told, extra, waits = settled(entry(None, 3, None), Given(None, 3, 0.5, False), Seen("s", 2.0, False, None))
    assert (told.extra, extra, waits) == (None, 0.5, False)
    told, extra, waits = settled(entry(None, 3, None), Given(None, 3, 0.0, False), Seen("t", None, False, None))
    assert (extra, waits) == (0.0, True)


@pytest.fixture
def course(tmp_path):
    """A course with one notebook, and a submission of it in the gradebook."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'c'\n")
    (tmp_path / "submitted" / "ann" / "toy").mkdir(parents=True)
    (tmp_path / "submitted" / "ann" / "toy" / "1-sums.ipynb").write_text("{}")
    found = Course.find(tmp_path)
    with Gradebook(found.gradebook, "c") as book:
        book.add_assignment("toy")
        book.add_student("ann")
        for name in ("1-sums", "2-more"):
            book.add_notebook(name, "toy")
            for test in "tu":
                book.add_grade_cell(test, name, "toy", max_score=3, cell_type="code")
            book.add_grade_cell("w", name, "toy", max_score=3, cell_type="markdown")
            book.add_solution_cell("w", name, "toy")
        book.add_submission("toy", "ann")
    return found


def change(course, **scores):
    """Enter scores: for each cell the fields that a grade gets."""
    with Gradebook(course.gradebook, "c") as book:
        for name, fields in scores.items():
            grade = book.find_grade(name, *WHERE)
            for field, value in fields.items():
                setattr(grade, field, value)
        book.db.commit()


def held(course, name):
    with Gradebook(course.gradebook, "c") as book:
        return Given.of(book.find_grade(name, *WHERE))


def test_entries_are_those_of_one_notebook(course):
    """By grade_id; none of a student or an assignment that nobody knows."""
    change(course, t={"auto_score": 2.0})
    with Gradebook(course.gradebook, "c") as book:
        found = entries(book, *WHERE)
        assert found.keys() == {"t", "u", "w"} and found["t"].auto_score == 2.0
        assert entries(book, "2-more", "toy", "ann")["t"].auto_score is None
        for nobody in (("1-sums", "toy", "ben"), ("1-sums", "other", "ann"), ("3-none", "toy", "ann")):
            assert entries(book, *nobody) == {}


def test_what_was_given_is_told_by_notebook(course):
    """Every field of every cell; nothing where there is no submission."""
    change(
        course,
        t={"auto_score": 2.0, "needs_manual_grade": False},
        w={"manual_score": 1.0, "extra_credit": 0.5, "needs_manual_grade": True},
    )
    found = what_was_given(course, "toy", "ann")
    assert found.keys() == {"1-sums", "2-more"}
    assert found["1-sums"]["t"] == Given(None, 2.0, None, False)
    assert found["1-sums"]["w"] == Given(1.0, None, 0.5, True)
    assert found["2-more"]["w"].manual is None
    assert what_was_given(course, "toy", "ben") == {} and what_was_given(course, "other", "ann") == {}


class Converter(Configurable):
    """What nbgrader's own converter is to a preprocessor."""

    parent = Any()
    coursedir = Any()


def regrade(course, notebook, judged):
    """Note, let nbgrader save what was judged, and keep; returns what is remembered."""
    names = {"notebook": WHERE[0], "assignment": WHERE[1], "student": WHERE[2], "db_url": course.gradebook}
    resources = {"nbgrader": names}
    converter = Converter(parent=Converter(coursedir=SimpleNamespace(root=str(course.root))))
    assert NoteMarks().preprocess(notebook, resources) == (notebook, resources)
    change(course, **judged)
    keeper = KeepMarks(parent=converter, config=course.settings)
    assert keeper.preprocess(notebook, resources) == (notebook, resources)
    return Memory(course, "toy", "ann").read("1-sums")


def gradable(**changes):
    """The notebook without its task, which this gradebook does not hold."""
    return new_notebook(cells=cells(**changes)[:-1])


JUDGED = {
    "t": {"auto_score": 3.0, "needs_manual_grade": False},
    "u": {"extra_credit": 2.0, "needs_manual_grade": False},
    "w": {"needs_manual_grade": True},
}


def comment(course, name):
    with Gradebook(course.gradebook, "c") as book:
        return book.find_comment(name, *WHERE).auto_comment


def test_a_first_grade_is_remembered(course):
    """By notebook and cell, with the judge's bonus points; nobody has to look who has not marked."""
    told = regrade(course, gradable(), JUDGED)
    assert told.keys() == {"t", "u", "w"}
    assert (told["t"].extra, told["u"].extra) == (None, 2.0)
    assert (told["t"].waits, told["u"].waits, told["w"].waits) == (False, False, True)
    assert {name: seen.state for name, seen in told.items()} == {
        name: state for name, state in states().items() if name != "k"
    }
    assert comment(course, "w") is None


def test_an_unchanged_answer_stays_marked_and_a_changed_one_waits(course):
    """And says so in its comment; a test's correction waits without one."""
    regrade(course, gradable(), JUDGED)
    marked = {"manual_score": 2.0, "needs_manual_grade": False}
    change(course, w=marked, t=marked)
    regrade(course, gradable(), JUDGED)
    assert not held(course, "w").waits and not held(course, "t").waits and comment(course, "w") is None
    told = regrade(course, gradable(w="Because of that.", a="x = 2"), JUDGED)
    assert held(course, "w").waits and held(course, "t").waits
    assert (told["w"].manual, told["t"].manual) == (2.0, 2.0)
    assert comment(course, "w") == CHANGED
    with pytest.raises(Exception, match="No such"):
        comment(course, "t")


def test_a_persons_bonus_points_survive(course):
    """Those of the judge do not."""
    regrade(course, gradable(), JUDGED)
    regrade(course, gradable(), JUDGED | {"u": {"extra_credit": 0.0}})
    assert held(course, "u").extra == 0.0
    change(course, u={"extra_credit": 1.0})
    regrade(course, gradable(), JUDGED)
    assert held(course, "u").extra == 1.0


def test_a_notebook_without_its_own_file_was_reset(course):
    """What waited before goes on waiting."""
    regrade(course, gradable(), JUDGED)
    change(course, w={"manual_score": 2.0, "needs_manual_grade": False})
    regrade(course, gradable(w="New."), JUDGED)
    assert held(course, "w").waits
    change(course, w={"needs_manual_grade": False})
    (course.root / "submitted" / "ann" / "toy" / "1-sums.ipynb").unlink()
    regrade(course, gradable(w="New."), {})
    assert held(course, "w").waits


def test_without_a_note_the_gradebook_says_what_was_there(course):
    """As where another preprocessor list was set."""
    change(course, w={"manual_score": 2.0, "needs_manual_grade": False})
    names = {"notebook": WHERE[0], "assignment": WHERE[1], "student": WHERE[2], "db_url": course.gradebook}
    converter = Converter(parent=Converter(coursedir=SimpleNamespace(root=str(course.root))))
    KeepMarks(parent=converter, config=course.settings).preprocess(gradable(), {"nbgrader": names})
    told = Memory(course, "toy", "ann").read("1-sums")
    assert told["w"].manual == 2.0 and told["w"].waits


def test_what_is_withdrawn_counts_no_more(course):
    """The judge's bonus points go, what a person gave stays and waits for them."""
    regrade(course, gradable(), JUDGED)
    change(course, w={"manual_score": 2.0, "needs_manual_grade": False}, u={"extra_credit": 2.0})
    before = what_was_given(course, "toy", "ann")["1-sums"]
    memory = Memory(course, "toy", "ann")
    with Gradebook(course.gradebook, "c") as book:
        withdraw(book, memory, WHERE, before, {"u"})
    assert held(course, "u").extra is None
    assert held(course, "w") == Given(2.0, None, None, True)
    told = memory.read("1-sums")
    assert told.keys() == {"t", "u", "w"} and {seen.state for seen in told.values()} == {WITHDRAWN}
    assert told["u"].extra is None and told["w"].manual == 2.0


def test_a_persons_bonus_points_of_what_is_withdrawn_wait(course):
    """They are given back, and so they are where nobody noted what was there."""
    regrade(course, gradable(), JUDGED)
    change(course, u={"extra_credit": 1.0}, t={"extra_credit": 0.5})
    memory = Memory(course, "toy", "ann")
    with Gradebook(course.gradebook, "c") as book:
        withdraw(book, memory, WHERE, {"u": held(course, "u")}, {"u"})
    assert held(course, "u") == Given(None, None, 1.0, True)
    assert held(course, "t").extra == 0.5 and held(course, "t").waits


def test_the_memory_is_one_file_for_each_student(course):
    """Other notebooks in it stay; what is no list of notebooks is nothing."""
    memory, other = Memory(course, "toy", "ann"), Memory(course, "toy", "ben")
    memory.write("1-sums", {"t": Seen("s", 1.0, True, 2.0, "7")})
    memory.write("2-more", {})
    assert memory.read("1-sums") == {"t": Seen("s", 1.0, True, 2.0, "7")} and memory.read("2-more") == {}
    assert other.read("1-sums") == {} and Memory(course, "other", "ann").read("1-sums") == {}
    memory.write("1-sums", {})
    assert memory.read("1-sums") == {}
    files = [*(course.private / "marked").rglob("*.*")]
    assert [path.suffix for path in files] == [".json"]
    files[0].write_text("[]")
    assert memory.read("1-sums") == {}
    files[0].write_text(json.dumps({"1-sums": {"t": {"state": "é", "extra": None, "waits": False, "manual": None}}}))
    assert memory.read("1-sums") == {"t": Seen("é", None, False, None)}


def test_bonus_tests_are_known_by_notebook(toy):
    """From the instructor's notebook."""
    assert bonus_tests(toy, "toy") == {"1-sums": {"test-double-2"}}
