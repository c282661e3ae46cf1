"""Courses that were made without us, one for each style of tests: judged as plain nbgrader would, or waiting for a person."""

from collections import Counter

import pytest
from foreign.corpus import CORPUS
from foreign.ours import Table

NAMES = list(CORPUS)
WAITING_AT_MOST = 1 / 20


def attempts(judged: Table, name: str) -> list[str]:
    """The students of a course whose work was judged; each answer of the record in `make test-all`."""
    found = [student for student in CORPUS[name].attempts if (name, student) in judged]
    assert {"right-2", "wrong-1", "wrong-2", "untouched"} <= set(found), f"only {found} were judged"
    return found


def differences(judged: Table, name: str, sign: int) -> list[str]:
    """What a course's tests gave more (1) or less (-1) than its record says; what waits for a person gave nothing yet."""
    found = []
    for student in attempts(judged, name):
        for test, score in CORPUS[name].expected(student).items():
            said = judged[name, student][test]
            if said.score is not None and (said.score - score) * sign > 1e-9:
                found.append(f"{student}, {test}: {said.score}, not {score}. {said.message}")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_earns_more_than_in_plain_nbgrader(judged, name):
    """A wrong answer loses the tests that it loses beside the student, or waits for a person; so does an untouched one."""
    gained = differences(judged, name, 1)
    assert not gained, "\n".join([CORPUS[name].about, *gained])


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_earns_less_than_it_is_worth(judged, name):
    """A right answer earns all points, unless a person decides."""
    lost = [one for one in differences(judged, name, -1) if one.startswith("right")]
    assert not lost, "\n".join([CORPUS[name].about, *lost])


@pytest.mark.parametrize("name", NAMES)
def test_every_test_gets_a_verdict(judged, name):
    """Each test of each answer is passed, partial, failed, or waits for a person with a reason."""
    silent = []
    for student in attempts(judged, name):
        for test in CORPUS[name].expected(student):
            said = judged[name, student][test]
            if said.verdict not in ("passed", "partial", "failed", "manual") or (
                said.score is None and not said.reason
            ):
                silent.append(f"{student}, {test}: {said}")
    assert not silent, "\n".join(silent)


def test_few_tests_wait_for_a_person(judged):
    """For right answers, at most one test in twenty does; which do, and why, is shown."""
    tests = waiting = 0
    reasons: Counter[str] = Counter()
    for name, course in CORPUS.items():
        for student in (one for one in course.attempts if one.startswith("right")):
            for test, said in judged.get((name, student), {}).items():
                tests += 1
                waiting += said.score is None
                reasons[f"{name}, {test}: {said.reason or said.message}"] += said.score is None
    lines = [f"{waiting} of {tests} tests of right answers wait for a person"]
    print("\n".join(lines + sorted(f"  {reason}" for reason, count in reasons.items() if count)))
    assert waiting <= tests * WAITING_AT_MOST, "\n".join(lines)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", NAMES)
def test_everybody_was_judged(judged, name):
    """Nobody of the record is left out here."""
    assert attempts(judged, name) == list(CORPUS[name].attempts)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", NAMES)
def test_in_their_own_kernels_all_answers_earn_what_they_are_worth(judged_by_kernels, name):
    """Where kernels decide what cannot be judged apart, no right answer waits, and every score is plain nbgrader's."""
    course = CORPUS[name]
    waiting = [
        f"{student}, {test}: {said.reason}"
        for student in course.attempts
        for test, said in judged_by_kernels[name, student].items()
        if said.score is None
    ]
    wrong = differences(judged_by_kernels, name, 1) + differences(judged_by_kernels, name, -1)
    assert not waiting + wrong, "\n".join([course.about, *waiting, *wrong])
