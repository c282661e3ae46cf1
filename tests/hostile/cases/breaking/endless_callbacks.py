"""Asks the judge's process itself, again and again, for things that no test lent."""

ANSWERS = {
    "own": """
import autograder.kernels.serving as serving

line = None
true_answer = serving._Line._answer


def answer(self, verb, *arguments):
    if verb == "call":
        for turn in range(100_000):
            try:
                self._dialogue.ask("call", self._effects.take(), turn, [], {})
            except BaseException:
                break
    return true_answer(self, verb, *arguments)


serving._Line._answer = answer
""",
}
