"""MNIST and Fashion-MNIST: where they come from, verified, and given to Keras."""

from autograder.datasets.catalogue import OFFICIAL, Catalogue
from autograder.datasets.preparation import Prepared, RehearsalWarning, cache_folder, load, prepare
from autograder.datasets.serving import serve

__all__ = ["OFFICIAL", "Catalogue", "Prepared", "RehearsalWarning", "cache_folder", "load", "prepare", "serve"]
