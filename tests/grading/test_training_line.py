"""What a kernel may say to who has its trainings done: only what it was asked for, and only so much."""

import socket
from contextlib import suppress
from types import SimpleNamespace

import pytest

from autograder.course import Limits
from autograder.grading import training, versions
from autograder.grading.contents import Contents
from autograder.grading.store import Store
from autograder.grading.training import Kinds, Trainings
from autograder.kernels.clock import Clock
from autograder.kernels.training import AUDIT, AUDITED, FIT, HERE, RESULT, dump_plain, hear, say
from autograder.values import Parcel

DENSE = dump_plain({"class_name": "Dense", "config": {"units": 3}})
CONV = dump_plain({"class_name": "Conv2D", "config": {"units": 3}})


@pytest.fixture
def contents(tmp_path):
    return Contents(Store(tmp_path / "kept", 1 << 30))


@pytest.fixture(autouse=True)
def unproved(monkeypatch):
    """As with versions of the libraries that nobody has tried."""
    monkeypatch.setattr(versions, "are_proved", lambda: False)


@pytest.fixture
def trainings(contents):
    """One that knows the result of every training, and compares none unless it has to."""
    known = [memoryview(part) for part in (RESULT, dump_plain({"variables": []}).head)]
    share = SimpleNamespace(obtain=lambda key, asked, compute, wanted: (known, False))
    limits = Limits(cell_seconds=1)
    with Trainings(None, share, contents, limits, walls=False, clock=Clock(), audit=0.0) as made:
        yield made


@pytest.fixture
def line(trainings):
    """A kernel's end of the connection."""
    with trainings.connect(audited=True) as made:
        made.settimeout(5)
        yield made


def is_closed(line):
    """Whether nobody is at the other end."""
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True


def tell(line, kind, words):
    """Say something that nobody may be there to hear."""
    with suppress(EOFError):
        say(line, kind, dump_plain(words))


def ask(line, message=DENSE):
    """Ask for a training; whether it is to be compared."""
    say(line, FIT, message)
    kind, _ = hear(line)
    if kind == AUDIT:
        assert hear(line)[0] == RESULT
        return True
    assert kind == RESULT
    return False


def test_a_comparison_that_nobody_asked_for_is_not_believed(line, trainings):
    """It counts for nothing, and whoever says it is heard no more."""
    tell(line, AUDITED, [])
    assert is_closed(line)
    assert (trainings.counts.audited, trainings.counts.differences) == (0, [])


def test_a_second_word_on_a_comparison_is_not_believed(line, trainings):
    """One answer for each question."""
    assert ask(line)
    for words in ([], ["variables"]):
        tell(line, AUDITED, words)
    assert is_closed(line)
    assert (trainings.counts.audited, trainings.counts.differences) == (1, [])


def test_another_word_in_the_place_of_a_comparison_is_none(line, trainings, contents):
    """Who does not say what came of it is heard no more, and the kind stays new."""
    assert ask(line)
    tell(line, HERE, None)
    assert is_closed(line)
    assert trainings.counts.audited == 0
    assert Kinds(contents).is_new(Kinds(contents).of(Parcel(DENSE.head)))


def test_who_never_answers_is_not_waited_for(line, trainings):
    """The time of a cell is what a comparison may take."""
    assert ask(line)
    assert is_closed(line)
    assert trainings.counts.audited == 0


def test_the_first_of_each_kind_is_compared_and_no_other(line, trainings):
    """Whatever the numbers in it: the classes that it names are its kind."""
    assert ask(line)
    say(line, AUDITED, dump_plain([]))
    assert not ask(line)
    assert not ask(line, dump_plain({"class_name": "Dense", "config": {"units": 99}}))
    assert ask(line, CONV)
    say(line, AUDITED, dump_plain([]))
    assert not ask(line, CONV)
    assert trainings.counts.audited == 2


def test_a_kind_that_differs_is_compared_again(line, trainings):
    """Until one is the same; each difference is told."""
    for words in (["variables"], ["record"], []):
        assert ask(line)
        say(line, AUDITED, dump_plain(words))
    assert not ask(line)
    assert len(trainings.counts.differences) == 2 and trainings.counts.audited == 3


def test_other_versions_make_other_kinds(contents, monkeypatch):
    """What was compared with one version of Keras says nothing about the next."""
    before = Kinds(contents).of(Parcel(DENSE.head))
    monkeypatch.setattr(versions, "told", lambda: "keras 99")
    assert Kinds(contents).of(Parcel(DENSE.head)) != before


def test_with_proved_versions_no_kind_is_new(line, trainings, monkeypatch):
    """Every kind was compared before these versions came with the autograder; a share may be asked for nevertheless."""
    monkeypatch.setattr(versions, "are_proved", lambda: True)
    assert not ask(line)
    trainings._audit = 1.0
    assert ask(line)


@pytest.mark.parametrize("module", versions.DECIDES)
def test_another_version_is_an_unproved_one(module, monkeypatch):
    """Of any of the libraries; and so is a library that is installed twice."""
    packages, version = versions._packages(), versions.metadata.version
    assert versions.installed() in versions.PROVED
    monkeypatch.setattr(
        versions.metadata, "version", lambda name: f"{version(name)}.1" if name in packages[module] else version(name)
    )
    assert versions.installed() not in versions.PROVED
    monkeypatch.setattr(versions, "_packages", lambda: packages | {module: [*packages[module], "pip"]})
    assert versions.installed() not in versions.PROVED


def test_a_judge_is_never_asked_to_compare(trainings):
    """It runs no student code, and its trainings are no student's."""
    with trainings.connect() as line:
        line.settimeout(5)
        assert not ask(line)


@pytest.mark.parametrize("kind", [HERE, FIT])
def test_there_is_a_most_of_messages(line, trainings, monkeypatch, kind):
    """Beyond it nobody listens, and the kernel trains by itself."""
    monkeypatch.setattr(training, "MOST_TRAININGS", 4)
    for _ in range(4):
        say(line, kind, DENSE if kind == FIT else dump_plain(None))
        if kind == FIT and hear(line)[0] == AUDIT:
            assert hear(line)[0] == RESULT
            say(line, AUDITED, dump_plain([]))
    assert is_closed(line)
    assert trainings.counts.local + trainings.counts.reused == 4


def test_there_is_a_most_of_bytes(line, trainings, monkeypatch):
    """All that one process sends is counted."""
    monkeypatch.setattr(training, "MOST_BYTES", 3 * len(DENSE))
    assert ask(line)
    say(line, AUDITED, dump_plain([]))
    assert not ask(line)
    assert not ask(line)
    assert is_closed(line)
    assert trainings.counts.reused == 3


@pytest.mark.parametrize("kind", [HERE, AUDITED])
def test_words_are_short(line, trainings, kind):
    """A message of megabytes that is no training is not even read."""
    if kind == AUDITED:
        assert ask(line)
    with pytest.raises((EOFError, OSError)):  # noqa: PT012 - at which of the two depends on the system's buffers
        say(line, kind, dump_plain("x" * (1 << 20)))
        assert is_closed(line)
        raise EOFError
    assert trainings.counts.local == trainings.counts.audited == 0


def test_a_word_that_nobody_knows_ends_the_line(line):
    """And nonsense in the place of a message, too."""
    line.sendall(b"?")
    assert is_closed(line)


def test_nonsense_ends_the_line(line):
    """What begins no message is none."""
    line.sendall(FIT + bytes(100))
    line.shutdown(socket.SHUT_WR)
    assert is_closed(line)
