"""One grading of the hostile class for all of its tests."""

import pytest
from hostile import support


@pytest.fixture(scope="session")
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> support.Run:
    """The cases that this session asks for, graded together with ten honest submissions by two workers."""
    asked = [item.callspec.params.get("case") for item in request.session.items if hasattr(item, "callspec")]
    chosen = {case.name: case for case in asked if isinstance(case, support.Case)}
    class_ = [(case, {}) for case in support.honest()]
    for _, case in sorted(chosen.items()):
        class_.append((case, support.RIGHT if case.category == support.AWKWARD else support.WRONG))
    return support.grade_all(tmp_path_factory.mktemp("hostile"), class_)


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> support.Run:
    """The ten honest submissions, graded without anybody else."""
    return support.grade_all(tmp_path_factory.mktemp("hostile"), [(case, {}) for case in support.honest()])
