"""Says that trainings were compared which nobody asked it to compare, and that none differs, and that all do."""

ANSWERS = {
    "own": """
import gc

from autograder.kernels import fitting
from autograder.kernels.training import AUDITED, RESULT, dump_plain, say

(line,) = (one for one in gc.get_objects() if type(one) is fitting._Line)
for words in ([], ["variables"], ["x" * 100_000], {"score": 5}):
    try:
        say(line._connection, AUDITED, dump_plain(words))
        say(line._connection, RESULT, dump_plain(words))
    except Exception as error:
        print(type(error), error)
"""
}
