"""Two processes that ask each other, one question at a time: who waits for an answer answers what is asked meanwhile.

A question is a tuple that begins with a text, an answer one that begins with a tuple, the outcome.
"""

from collections.abc import Callable
from typing import Any

from autograder.values.calls import apply, dump_reply, snapshot
from autograder.values.decoding import Loaded, Stub, load
from autograder.values.encoding import Dumped, Handle, dump
from autograder.values.expecting import expect
from autograder.values.wire import Message

DEPTH = 40  # questions inside one another


class Dialogue:
    """One side of it.

    Args:
        send: sends a message.
        receive: receives one.
        handle: as for `dump`.
        stub: as for `load`.
        answer: called with a question; returns the outcome, a tuple.
        prepare: called with each question before it is sent.
        notice: called with the changes of its arguments that came with an answer, before they are made here.
    """

    def __init__(
        self,
        send: Callable[[Message], None],
        receive: Callable[[], Message],
        handle: Handle,
        stub: Stub,
        answer: Callable[..., tuple[Any, ...]],
        prepare: Callable[[Dumped], None] = lambda asked: None,
        notice: Callable[[Any], None] = lambda changed: None,
    ) -> None:
        self._send, self._receive, self._handle, self._stub = send, receive, handle, stub
        self._answer, self._prepare, self._notice = answer, prepare, notice
        self._depth = 0

    def ask(self, *question: Any) -> tuple[Any, ...]:
        """Ask, and answer what is asked until the outcome comes.

        Raises:
            EOFError: the other side is gone.
            Malformed: what came is no message.
            TooLarge: the question is.
            RecursionError: too many questions wait for this one.
        """
        if self._depth >= DEPTH:
            raise RecursionError(f"More than {DEPTH} calls between the test and the answer, each inside the other")
        self._depth += 1
        try:
            asked = dump(question, handle=self._handle)
            self._prepare(asked)
            self._send(asked.message)
            while True:
                loaded = load(self._receive(), stub=self._stub, refer=asked.objects.__getitem__)
                if _is_answer(loaded.value):
                    outcome, changed = loaded.value
                    self._notice(changed)
                    apply(asked.objects, changed)
                    return outcome  # type: ignore[no-any-return]
                self._reply(loaded)
        finally:
            self._depth -= 1

    def serve(self) -> None:
        """Answer the next question.

        Raises:
            EOFError: the other side is gone.
            Malformed: what came is no message.
        """
        self._reply(load(self._receive(), stub=self._stub))

    def _reply(self, asked: Loaded) -> None:
        question = asked.value
        expect(type(question) is tuple and len(question) > 0 and type(question[0]) is str, "a question")
        before = snapshot(asked)
        outcome = self._answer(*question)
        self._send(dump_reply(outcome, asked, before, handle=self._handle).message)


def _is_answer(value: Any) -> bool:
    return type(value) is tuple and len(value) == 2 and type(value[0]) is tuple
