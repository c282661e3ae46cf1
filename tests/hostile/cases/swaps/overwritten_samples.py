"""Writes into the given arrays through views, through their addresses, and through whatever shares their memory."""

WORKS_ELSEWHERE = {"test-double"}
ANSWERS = {
    "double": """
import ctypes
import gc

samples.flags.writeable = True
ctypes.memset(samples.ctypes.data, 0, samples.nbytes)
numbers[:] = 0


def double(values):
    for array in (values, values.base, samples):
        if isinstance(array, np.ndarray):
            ctypes.memset(array.ctypes.data, 0, array.nbytes)
    for thing in gc.get_referrers(values):
        if isinstance(thing, list):
            thing[:] = [np.zeros(3, "int64")] * len(thing)
    return values
"""
}
