"""Every defence is needed: with one of them switched off, a case of the hostile class gets what it wants.

What is switched off here is switched off from outside: by other entries of the forked processes (see `switches`), by
other data in the job, or by replacing a function in this process.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from hostile.support import (
    CANARIES,
    CATEGORIES,
    FULL,
    HERE,
    HONEST,
    PEER,
    RIGHT,
    WRONG,
    Case,
    Lab,
    Listener,
    alive,
    cases,
    shield,
)
from nbclient import NotebookClient

from autograder import aside
from autograder.cells import Role, role
from autograder.course import Limits
from autograder.datasets import Prepared
from autograder.grading import judges
from autograder.grading.preprocessors import make_job
from autograder.grading.record import record
from autograder.grading.reference import Tried
from autograder.grading.run import WARM, run
from autograder.grading.store import Store
from autograder.kernels import session
from autograder.kernels.forking import Zygote
from autograder.kernels.job import Job, Result
from autograder.reporting import feedback, markup
from autograder.reporting.pages import make_feedback
from autograder.submissions import collection
from autograder.submissions.collection import read_all

CASES = {case.name: case for case in cases(*CATEGORIES)}


class Bench:
    """Judges single cases in this process, with whatever the test has switched off.

    Args:
        lab: where they are handed in.
        zygote: forks its kernels and judges.
        prepared: the data sets.
    """

    def __init__(self, lab: Lab, zygote: Zygote, prepared: Prepared) -> None:
        self.lab, self._zygote, self._prepared = lab, zygote, prepared
        self._store = Store(lab.course.root / "store", 1 << 30)
        self.port = 9

    def judge(self, case: Case, *, walls: bool = True, answers: tuple[str, ...] = ()) -> Result:
        """What comes of a case; `answers` are names that the student may say more than the course allows."""
        self.lab.hand_in(case, WRONG, self.port)
        submission = next(read_all(self.lab.course, "lab", [case.student]))
        return self.run(submission.notebooks["1-lab"], submission.files, walls=walls, answers=answers)

    def run(self, notebook: nbformat.NotebookNode, files: Mapping[str, bytes], *, walls=True, answers=()) -> Result:
        """What comes of a notebook."""
        options = {"files": files, "tried": Tried(), "key": "x"}
        job = make_job(self.lab.course, "lab", "1-lab", notebook, self._prepared.folder, **options)
        return run(replace(job, walls=walls, answers=(*job.answers, *answers)), self._zygote, self._store)


@pytest.fixture(scope="module")
def zygote(prepared: Prepared) -> Iterator[Zygote]:
    """A warm process that can import `hostile.switches`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{HERE.parents[1]}:{HERE.parent}")
        warm = Zygote(WARM, prepared.folder)
        warm.start()
    yield warm
    warm.close()


@pytest.fixture
def bench(zygote: Zygote, prepared: Prepared, tmp_path: Path) -> Bench:
    shield()
    return Bench(Lab(tmp_path), zygote, prepared)


def scores(result: Result) -> dict[str, float | None]:
    return {verdict.id: verdict.score for verdict in result.verdicts}


def told(result: Result) -> str:
    """Everything that a student could read of a result."""
    cells = [cell for cell in result.notebook["cells"] if role(cell) != Role.TEST]
    return f"{cells} {[(verdict.message, verdict.hint) for verdict in result.verdicts]}"


JUDGES = {
    "copies of the course's own arrays": ("no_copies", "swaps/overwritten_arguments", "test-double"),
    "objects that may not compare themselves": ("trusting_objects", "forging/equal_to_everything", "test-total"),
}


@pytest.mark.parametrize("defence", JUDGES)
def test_a_judge_needs(defence: str, bench: Bench, monkeypatch: pytest.MonkeyPatch):
    """Without this defence of the judge's, the case has its points; with it, none."""
    entry, name, test = JUDGES[defence]
    assert not scores(bench.judge(replace(CASES[name], name=f"with/{entry}")))[test]
    monkeypatch.setattr(judges, "ENTRY", f"hostile.switches:{entry}")
    assert scores(bench.judge(CASES[name]))[test] == FULL[test]


@pytest.mark.parametrize(
    ("names", "case", "test"),
    [
        (("close", "limit"), "swaps/other_helpers", "test-total"),
        (("test_images", "test_labels", "x_test", "y_test"), "swaps/other_test_data", "test-model"),
    ],
)
def test_a_judge_needs_names_of_its_own(names: tuple[str, ...], case: str, test: str, bench: Bench):
    """Were given names the student's to bind, helpers and test data would be what the student makes of them."""
    assert scores(bench.judge(CASES[case], answers=names))[test] == FULL[test]


GREEDY = {  # a limit, a lower one, and what wants more than the lower one
    "memory_bytes": (300 << 20, "hoard = bytes(700 << 20)"),
    "scratch_bytes": (4 << 20, "open('/tmp/a', 'wb').write(bytes(9 << 20))"),
    "file_bytes": (2 << 20, "open('/tmp/a', 'wb').write(bytes(9 << 20))"),
    "open_files": (80, "files = [open('/dev/null') for _ in range(200)]"),
    "processes": (40, "import subprocess\nrunning = [subprocess.Popen(['sleep', '9']) for _ in range(60)]"),
    "cell_seconds": (2, "import time\ntime.sleep(4)"),
    "notebook_seconds": (3, "import time\ntime.sleep(5)"),
    "output_bytes": (2000, "print('x' * 9000)"),
}


@pytest.mark.parametrize("limit", GREEDY)
def test_greed_needs_a_limit(limit: str, zygote: Zygote, tmp_path: Path):
    """The same code that a limit stops comes to its end, and its output through, where the limit is wide."""
    low, code = GREEDY[limit]
    cell = nbformat.v4.new_code_cell(f"{code}\nprint('had it all')")
    store = Store(tmp_path, 1 << 20)
    ends = {}
    for name, limits in {"low": replace(Limits(), **{limit: low}), "wide": Limits()}.items():
        result = run(Job("k", nbformat.v4.new_notebook(cells=[cell]), limits), zygote, store)
        outputs = result.notebook["cells"][0]["outputs"]
        ends[name] = any("had it all" in output.get("text", "") for output in outputs)
    assert ends == {"low": False, "wide": True}


@pytest.mark.exhaustive
def test_messages_of_hidden_lines_need_an_author(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    """What Python says of a hidden line holds hidden values."""
    monkeypatch.setattr(judges, "ENTRY", "hostile.switches:talkative")
    assert CANARIES["expected"] in told(bench.judge(CASES["reading/error_messages"]))


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("case", "secret"),
    [
        ("reading/home", "home"),
        ("reading/source_folder", "hidden"),
        ("reading/gradebook", "gradebook"),
        ("reading/peers", "peer"),
    ],
)
def test_kernels_need_walls(case: str, secret: str, bench: Bench):
    """Without walls, files of the grader's are there to be read."""
    bench.lab.tell_gradebook()
    bench.lab.hand_in(Case(PEER, "honest", HONEST[PEER]), {})
    assert CANARIES[secret] in told(bench.judge(CASES[case], walls=False))


@pytest.mark.exhaustive
def test_kernels_need_a_network_of_their_own(bench: Bench):
    """Without walls, a submission talks to whom it likes."""
    listener = Listener(bench.lab.left)
    bench.port = listener.port
    bench.judge(CASES["reading/network"], walls=False)
    listener.close()
    assert listener.received


def test_tests_need_to_be_the_courses_own(bench: Bench):
    """Were the submitted notebook run as it is, its tests would be the student's."""
    case = CASES["structure/rewritten_givens"]
    bench.lab.hand_in(case, WRONG)
    path = bench.lab.course.folder("submitted", case.student, "lab") / "1-lab.ipynb"
    earned = scores(bench.run(nbformat.read(path, as_version=4), {}))
    assert earned == FULL


@pytest.mark.exhaustive
def test_folders_must_not_be_links(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    """Were links followed, a student could hand in another one's work."""
    bench.lab.hand_in(Case(PEER, "honest", RIGHT), {})
    monkeypatch.setattr(collection, "linked", lambda *places: False)
    assert scores(bench.judge(CASES["artefacts/linked_folder"]))["test-total"] == FULL["test-total"]


@pytest.mark.exhaustive
def test_outputs_need_a_limit(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    """Without a limit where outputs are received, a cell writes as much as it likes into the notebook."""
    noisy = Case(
        "bombs/noisy", "prints ten times what is allowed", {"own": "for _ in range(400):\n    print('x' * 10_000)"}
    )
    limit = bench.lab.course.limits("lab").output_bytes
    assert len(str(bench.judge(noisy).notebook)) < 2 * limit
    monkeypatch.setattr(session._Client, "process_message", NotebookClient.process_message)
    assert len(str(bench.judge(replace(noisy, name="bombs/noisier")).notebook)) > 5 * limit


def test_pages_need_hidden_parts_taken_away(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    """A page shows test cells; what they hide is taken away for it."""
    here = lambda self, function, course, *arguments, seconds: aside._call(function, course, arguments)  # noqa: E731
    monkeypatch.setattr(aside.Aside, "__call__", here)
    monkeypatch.setattr(feedback, "without_hidden", lambda source: source)
    assert CANARIES["hidden"] in page(bench, CASES["script/widgets"])


@pytest.mark.exhaustive
def test_pages_need_clean_outputs(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    """Outputs as a student's code made them would run in the browsers of staff."""
    monkeypatch.setattr(markup, "html", lambda text: text)
    assert alive(page(bench, CASES["script/html_outputs"]))


def page(bench: Bench, case: Case) -> str:
    """The feedback page of a case."""
    course, result = bench.lab.course, bench.judge(case)
    assert (
        record(course, "lab", case.student, {"1-lab": nbformat.from_dict(result.notebook)}, {"1-lab": result}, "digest")
        == ""
    )
    make_feedback(course, "lab")
    return (course.folder("feedback", case.student, "lab") / "1-lab.html").read_text()
