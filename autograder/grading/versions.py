"""What besides a training itself decides its result: the libraries' versions, and our own modules that train."""

import inspect
from functools import cache
from importlib import metadata
from platform import machine

from blake3 import blake3

from autograder.kernels import callbacks, state, steps, training
from autograder.values import plans

DECIDES = ("tensorflow", "keras", "numpy")  # modules whose version may change the last bit
OURS = (training, steps, callbacks, state, plans)  # modules of ours whose every change may change a result
# The kind of machine and the versions of DECIDES with which every kind of training was compared with Keras's own `fit`, bit
# for bit: tests/kernels/test_every_kind.py, a part of `make test-all`.
PROVED = {("x86_64", "2.21.0", "3.15.1", "2.4.6")}


@cache
def told() -> str:
    """The machine's kind, the packages that hold the modules, which have several names, and what our own modules say."""
    names = sorted({name for module in DECIDES for name in _packages()[module]})
    ours = [blake3(inspect.getsource(module).encode()).hexdigest() for module in OURS]
    return " ".join([machine(), *(f"{name} {metadata.version(name)}" for name in names), *ours])


@cache
def are_proved() -> bool:
    """Whether our own tests have compared every kind of training on such a machine with these versions."""
    return installed() in PROVED


def installed() -> tuple[str, ...]:
    """The machine's kind and the versions of TensorFlow, Keras and NumPy."""
    found = [sorted({metadata.version(name) for name in _packages()[module]}) for module in DECIDES]
    return machine(), *(" and ".join(versions) for versions in found)


@cache
def _packages() -> dict[str, list[str]]:
    return dict(metadata.packages_distributions())
