"""Which versions are noted with results."""

from importlib import metadata

from autograder.kernels.libraries import LIBRARIES, installed


def test_every_library_is_noted_under_whatever_name_it_is_installed():
    """TensorFlow has several names, and its wheels write them in several ways."""
    found = installed()
    (tensorflow,) = set(metadata.packages_distributions()["tensorflow"])
    assert found[tensorflow.replace("_", "-")] == metadata.version(tensorflow)
    assert {*LIBRARIES} - {"tensorflow"} <= found.keys()
