"""Which threads of a kernel may ask the judge."""

import threading
from contextlib import contextmanager

import pytest

from autograder.kernels.turns import OVER, Turns


@contextmanager
def turn_of(turns):
    call = turns.take()
    try:
        yield
    finally:
        turns.give_back(call)


def in_thread(action):
    thread = threading.Thread(target=action, daemon=True)
    thread.start()
    return thread


def asking(turns, said):
    """A thread that asks once, and notes what came of it."""

    def ask():
        try:
            with turn_of(turns):
                said.append("asked")
        except RuntimeError as error:
            said.append(str(error))

    return in_thread(ask)


def test_nobody_asks_while_no_call_runs():
    """Neither before the first nor after the last."""
    turns = Turns()
    with turns.call():
        pass
    with pytest.raises(RuntimeError, match="that is over"), turn_of(turns):
        pass


def test_one_asks_at_a_time():
    """The others wait until it has its answer."""
    turns, said = Turns(), []
    with turns.call():
        with turn_of(turns):
            thread = asking(turns, said)
            thread.join(0.1)
            assert said == []
        thread.join(5)
    assert said == ["asked"]


def test_what_a_question_calls_may_ask():
    """Threads of a call that a question brings about need not wait for that question, which waits for them."""
    turns, said = Turns(), []
    with turns.call(), turn_of(turns), turns.call():
        asking(turns, said).join(5)
        assert said == ["asked"]


def test_a_call_ends_after_the_questions_that_wait():
    """And those that come while it ends are too late."""
    turns, said, begun, may_end = Turns(), [], threading.Event(), threading.Event()

    def ask():
        with turn_of(turns):
            begun.set()
            may_end.wait(5)
            said.append("asked")

    def call():
        with turns.call():
            in_thread(ask)
            begun.wait(5)
        said.append("ended")

    thread = in_thread(call)
    begun.wait(5)
    late = asking(turns, said)
    thread.join(0.1)
    assert said in ([], [OVER])
    may_end.set()
    thread.join(5)
    late.join(5)
    assert [one for one in said if one != OVER] == ["asked", "ended"]


def test_nobody_waits_for_oneself():
    """A question that asks again, before it had an answer, is told so: the turn would never come."""
    turns = Turns()
    with turns.call(), turn_of(turns), pytest.raises(RuntimeError, match="asks again"), turn_of(turns):
        pass
