"""A judge that dies over a test ends in a verdict of a person, whatever became of the kernel."""

import asyncio

import pytest
from nbformat.v4 import new_code_cell

from autograder.course import Limits
from autograder.grading.judges import Judge, JudgeDied
from autograder.kernels.forking import Zygote
from autograder.kernels.kernel import WARM
from autograder.kernels.sandbox import available
from autograder.kernels.session import Session


class Kernel:
    """A kernel that may have been ended."""

    def __init__(self, alive):
        self.alive = alive


class Dying(Judge):
    """A judge that dies so many times before it comes to an end."""

    def __init__(self, deaths):
        self.deaths, self.tries = deaths, 0

    async def _judge(self, place, kernel, seconds):
        self.tries += 1
        if self.tries <= self.deaths:
            raise JudgeDied("TimeoutError")
        return "a judgement"


@pytest.mark.parametrize(("deaths", "alive", "tries"), [(0, True, 1), (1, True, 2), (0, False, 1)])
def test_one_death_is_nobodys_fault(deaths, alive, tries):
    """It is tried once more, and the second word counts."""
    judge = Dying(deaths)
    assert asyncio.run(judge.judge(3, Kernel(alive), 5)) == "a judgement" and judge.tries == tries


@pytest.mark.parametrize(("deaths", "alive", "tries"), [(2, True, 2), (1, False, 1)])
def test_a_person_looks_where_no_word_comes(deaths, alive, tries):
    """After a second death; and after the first where the kernel had to be ended, because nobody would answer then."""
    judge = Dying(deaths)
    with pytest.raises(JudgeDied):
        asyncio.run(judge.judge(3, Kernel(alive), 5))
    assert judge.tries == tries


@pytest.mark.parametrize("ended", [True, False])
def test_a_kernel_that_is_gone_answers_nothing(prepared, ended):
    """Whoever asks it hears at once that nobody is there, instead of an error of ours."""
    cell = new_code_cell("1")

    async def ask():
        async with Session([cell], zygote, Limits(), walls=not available(), files={}, environment={}) as session:
            if ended:
                await session.kill()
            async with session.questions() as line:
                line.settimeout(0.5)
                try:
                    return line.recv(1)
                except TimeoutError:
                    return None

    zygote = Zygote(WARM, prepared.folder)
    try:
        assert asyncio.run(ask()) == (b"" if ended else None)
    finally:
        zygote.close()
