"""Answers a question for one name with changes to objects that were never sent, and with references to them."""

MANUAL = {"test-total", "test-double", "test-double-2", "test-double-3", "test-model", "test-fig"}
ANSWERS = {
    "own": """
import autograder.kernels.serving as serving
from autograder.values import dump


def dump_reply(outcome, asked, before, *, handle, **named):
    made_up = [(number, np.zeros(40, np.int64)) for number in range(9)]
    return dump((outcome, made_up), handle=handle)


serving.dump_reply = dump_reply
""",
}
