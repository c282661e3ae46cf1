"""Answers each question with changes to objects that were never sent, and with references to them."""

MANUAL = {"test-total", "test-double", "test-double-2", "test-double-3", "test-model", "test-fig"}
ANSWERS = {
    "own": """
from autograder.values import dialogue, dump


def pack(self, payload, *, changes=True):
    made_up = [(number, np.zeros(40, np.int64)) for number in range(9)]
    return dump((payload, made_up, [0, 1, -1]), handle=self._handle)


dialogue.Dialogue._pack = pack
""",
}
