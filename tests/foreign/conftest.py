"""One grading of the foreign courses for all of their tests."""

from collections.abc import Collection
from pathlib import Path

import pytest
from foreign import folder, ours, plain
from foreign.corpus import CORPUS
from foreign.record import ForeignCourse

from autograder.grading import reference, store
from autograder.grading.executors import Worker
from autograder.grading.store import Store

SOME = ("right-2", "wrong-1", "wrong-2", "untouched")  # the reference is judged on the way, too


@pytest.fixture(scope="session")
def asked(request: pytest.FixtureRequest) -> dict[str, ForeignCourse]:
    """The courses that this session's tests are about; all of them where a test is about the corpus."""
    items = [item for item in request.session.items if item.path.parent == Path(__file__).parent]
    named = {item.callspec.params["name"] for item in items if hasattr(item, "callspec")}
    whole = any("judged" in item.fixturenames and not hasattr(item, "callspec") for item in items)
    return CORPUS if whole else {name: CORPUS[name] for name in CORPUS if name in named}


@pytest.fixture(scope="session")
def some(request: pytest.FixtureRequest) -> Collection[str]:
    """The students whose work is judged: in `make test` those of `SOME`, else everybody."""
    everybody = {student for course in CORPUS.values() for student in course.attempts}
    return SOME if "not exhaustive" in request.config.getoption("markexpr") else everybody


@pytest.fixture(scope="session")
def judged(
    asked: dict[str, ForeignCourse],
    some: Collection[str],
    worker: Worker,
    tmp_path_factory: pytest.TempPathFactory,
) -> ours.Table:
    """What judges say of their work; where everybody's is judged, what our command says, which tries mutants, too."""
    return ours.judged_apart(asked, some, worker) if some is SOME else _graded(asked, tmp_path_factory)


@pytest.fixture(scope="session")
def judged_by_kernels(asked: dict[str, ForeignCourse], tmp_path_factory: pytest.TempPathFactory) -> ours.Table:
    """The same, where what cannot be judged apart is said by the student's own kernel."""
    return _graded(asked, tmp_path_factory, 'c.Autograder.undecided = "kernel"\n')


def _graded(
    asked: dict[str, ForeignCourse],
    folders: pytest.TempPathFactory,
    settings: str = "",
) -> ours.Table:
    """All courses graded in one go."""
    with pytest.MonkeyPatch.context() as patch:
        kept, tried = Store(folders.mktemp("store"), 1 << 30), folders.mktemp("tried")
        patch.setattr(store, "shared_store", lambda: kept)
        patch.setattr(reference, "cache_folder", lambda: tried)
        root = folder.write(folders.mktemp("foreign"), asked.values(), settings)
        patch.chdir(root)
        return ours.graded(root)


@pytest.fixture(scope="session")
def plainly(asked: dict[str, ForeignCourse], tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What plain nbgrader says of it, by course and student."""
    root = folder.write(tmp_path_factory.mktemp("plain"), asked.values())
    paths = {
        root / "submitted" / student / folder.ASSIGNMENT / f"{name}.ipynb": (name, student)
        for name, course in asked.items()
        for student in course.attempts
    }
    return {paths[path]: scores for path, scores in plain.graded(paths).items()}
