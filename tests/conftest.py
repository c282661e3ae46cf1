"""What the tests share: data sets, a worker with warm kernels, a small course, and counts of what was really run."""

import os
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests_support import TOY, TOY_ANSWERS

from autograder import aside
from autograder.authoring.build import build
from autograder.course import Course
from autograder.datasets import Prepared, prepare
from autograder.grading import executors, preprocessors, reference, store, trial
from autograder.grading.executors import Worker
from autograder.grading.store import Store
from autograder.kernels.job import Job, Result

ROOT = Path(__file__).parents[1]
COUNTED = pytest.StashKey[Counter]()
MINIMA = {"notebooks executed": 1300, "trainings": 240, "answers judged": 345}  # of a whole run of `make test`
LONGEST = (  # files that begin first, so that no process is left with one of them when the others are done
    "test_lab.py",
    "foreign/test_foreign_courses.py",
    "grading/test_executors.py",
    "authoring/calibration/test_calibrate.py",
    "kernels/test_fitting.py",
    "hostile/test_hostile.py",
    "test_kaggle_digits.py",
    "grading/test_kept.py",
    "grading/test_files.py",
    "grading/test_trial.py",
    "grading/test_beside.py",
    "grading/test_undecided.py",
    "grading/test_run.py",
    "authoring/test_proof.py",
    "hostile/test_defences.py",
    "grading/test_foreign.py",
    "authoring/test_build.py",
    "grading/test_grade.py",
    "grading/test_killed.py",
)


@pytest.fixture(scope="session")
def prepared() -> Prepared:
    """The data that AUTOGRADER_DATA names, else what is found, else rehearsal data."""
    return prepare(progress=False)


@pytest.fixture(scope="session")
def lab() -> Course:
    """This repository's own course."""
    return Course.find(ROOT)


@pytest.fixture(scope="session")
def counted(request: pytest.FixtureRequest) -> Counter:
    """Counts of what was really run, shown at the end."""
    return request.config.stash.setdefault(COUNTED, Counter())


class CountingWorker(Worker):
    """A worker that says how many notebooks it ran."""

    counted: Counter

    def run(self, job: Job) -> Result:
        result = super().run(job)
        count(self.counted, result)
        return result


def count(counted: Counter, result: Result) -> None:
    """Add a notebook that ran to the counts."""
    counted["notebooks executed"] += 1
    counted["trainings"] += sum(result.trainings.values())


@pytest.fixture(scope="session")
def worker(prepared: Prepared, counted: Counter):
    """A worker whose kernels are warm."""
    worker = CountingWorker(prepared.folder)
    worker.counted = counted
    yield worker
    worker.close()


@pytest.fixture
def warm(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that grade use the warm worker instead of starting their own."""

    class Warm(executors.Processes):
        def __init__(self, prepared: Path | None) -> None:
            super().__init__(prepared, 1)
            self._workers = []  # nothing to close
            self._idle.get()
            self._idle.put(worker)

        def __call__(self, jobs):
            return map(self._run, jobs)

    real = executors.executor
    monkeypatch.setattr(
        executors,
        "executor",
        lambda name, prepared, *others: Warm(prepared) if name == "processes" else real(name, prepared, *others),
    )
    monkeypatch.setattr(preprocessors, "_shared_worker", lambda data: (worker, worker._prepared))


@pytest.fixture(scope="session")
def toy_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one small assignment that needs no TensorFlow, built."""
    root = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    for folder, text in (("notebooks", TOY), ("tests/answers", TOY_ANSWERS)):
        (root / folder / "toy").mkdir(parents=True)
        (root / folder / "toy" / "1-sums.py").write_text(text)
    build(Course.find(root), "toy")
    return root


@pytest.fixture
def toy(toy_built: Path, tmp_path: Path) -> Course:
    """A fresh copy of the built small course."""
    shutil.copytree(toy_built, tmp_path / "course")
    return Course.find(tmp_path / "course")


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No command takes a result over from an earlier test."""
    monkeypatch.setattr(store, "shared_store", lambda: Store(tmp_path / "store", 1 << 30))


@pytest.fixture(autouse=True)
def _few_trials(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Courses are tried on their own answers without mutants, unless a test is about these, and what that shows stays here."""
    monkeypatch.setattr(trial, "MANY", 0)
    monkeypatch.setattr(trial, "FEW", 0)
    monkeypatch.setattr(reference, "cache_folder", lambda: tmp_path_factory.getbasetemp() / "tried")


@pytest.fixture(autouse=True)
def _aside_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without kernels, what reads submissions runs in this process, so that faults in it are seen; it is not about walls then."""
    if request.config.getoption("no_kernels"):
        monkeypatch.setattr(
            aside.Aside,
            "__call__",
            lambda self, function, course, *arguments, seconds: aside._call(function, course, arguments),
        )


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test leaves anything in the repository."""
    monkeypatch.chdir(tmp_path)


def pytest_addoption(parser: pytest.Parser) -> None:
    """What else a run can be asked for."""
    parser.addoption("--no-kernels", action="store_true", help="leave out tests that need a worker with warm kernels")


def pytest_configure(config: pytest.Config) -> None:
    """A folder of data that is named from here is found from any working folder."""
    if os.environ.get("AUTOGRADER_DATA", "rehearsal") not in ("", "rehearsal"):
        os.environ["AUTOGRADER_DATA"] = str((ROOT / os.environ["AUTOGRADER_DATA"]).resolve())


def pytest_sessionstart(session: pytest.Session) -> None:
    """Nothing is remembered from an earlier run in this process: mutants are tried in forks of one that has run the tests before."""
    packages = tuple(f"autograder.{name}." for name in ("cells", "grading", "submissions", "values"))
    for module in [module for name, module in sys.modules.items() if name.startswith(packages)]:
        for one in vars(module).values():
            if callable(getattr(one, "cache_clear", None)):
                one.cache_clear()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Files in the order in which they should begin; the tests of each, and other files, stay in theirs."""
    if config.getoption("no_kernels"):
        items[:] = [item for item in items if not {"worker", "warm"} & set(getattr(item, "fixturenames", ()))]
    places = {ROOT / "tests" / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error) -> None:
    """Add what a process ran to what all ran."""
    node.config.stash.setdefault(COUNTED, Counter()).update(getattr(node, "workeroutput", {}).get("counted", {}))


def pytest_terminal_summary(terminalreporter, exitstatus: int, config: pytest.Config) -> None:
    """The closing line of counts."""
    counts = config.stash.get(COUNTED, Counter())
    kind = prepare(progress=False).kind
    shown = ", ".join(f"{counts[name]} {name} (at least {least})" for name, least in MINIMA.items())
    terminalreporter.write_line(f"{kind} data: {shown}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run of the whole suite fails when it ran less than it says; one of several processes hands its counts over."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["counted"] = dict(session.config.stash.get(COUNTED, Counter()))
        return
    whole = not session.config.args or session.config.args == [str(ROOT / "tests")] or session.config.args == ["tests"]
    counts = session.config.stash.get(COUNTED, Counter())
    if whole and exitstatus == 0 and any(counts[name] < least for name, least in MINIMA.items()):
        session.exitstatus = 1
