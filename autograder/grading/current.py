"""What the judge knows of a student's kernel from one test to the next."""

from collections.abc import Callable
from typing import Any

from autograder.grading.mirrors import Mirrors
from autograder.values.dialogue import Known


class Current:
    """The channel of the test that runs now, and what outlives each: what stands for objects of the answer."""

    channel: Any  # of `autograder.grading.remote`

    def __init__(self, given: Callable[[str], type | None]) -> None:
        self._given, self.kernel, self.sound = given, "", True
        self.renew()

    def renew(self) -> None:
        """Nothing that stands for an object of the answer's is known any more."""
        self.known, self.stubs = Known(), dict[Any, Any]()
        self.mirrors = Mirrors(self, self._given)

    def begin(self) -> Known:
        """A test begins to ask: what is known from earlier tests, where its kernel is the same."""
        self.mirrors.begin(self._given)
        released = self.known.unused()
        self.known.forget(released)
        told = str(self.channel.ask("resume", self.kernel if self.sound else "", self.known.count, released))
        if told != self.kernel or not self.sound:
            self.renew()
        self.kernel, self.sound = told.removeprefix("new "), True
        return self.known

    def ask(self, verb: str, *arguments: Any, **about: str) -> Any:
        """Ask one question, as `Channel.ask` does."""
        return self.channel.ask(verb, *arguments, **about)

    @property
    def space(self) -> Any:
        """The namespace of the test."""
        return self.channel.space
