"""Which libraries decide what a notebook computes, and which versions of them are installed."""

from functools import cache
from importlib import metadata

LIBRARIES = ("tensorflow", "keras", "numpy", "pandas", "matplotlib", "scikit-learn", "scipy", "ipykernel", "nbgrader")


@cache
def installed() -> dict[str, str]:
    """Versions of these libraries, by the names that they are installed under: TensorFlow has several."""
    found = {item.name.replace("_", "-"): item.version for item in metadata.distributions()}
    return {name: found[name] for name in sorted(found) if name in LIBRARIES or name.startswith("tensorflow-")}
