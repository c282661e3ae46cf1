"""Lets Keras's own load_data answer from a prepared folder, without network and without importing Keras."""

import importlib.abc
import importlib.machinery
import mmap
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.datasets.catalogue import PACKED
from autograder.datasets.storage import map_file, map_npz

# The modules that define load_data, and the folder in which the prepared files of each are. Whichever way a notebook
# imports load_data, it is the function of these modules, and it looks up get_file, np and gzip in them when it is called.
_PLACES = {"keras.src.datasets.mnist": "", "keras.src.datasets.fashion_mnist": "fashion-mnist"}


NONE_HERE = (
    "This assignment brings its own data: read the files beside the notebook. Keras's data sets are not to be had."
)


def serve(folder: Path | None) -> None:
    """Make `keras.datasets.mnist.load_data` and `keras.datasets.fashion_mnist.load_data` read from a folder.

    Works before Keras is imported, which it leaves to others, and after. A second call takes the place of the first.

    Args:
        folder: `Prepared.folder`, from `autograder.datasets.prepare`; None to have both raise RuntimeError, in one sentence.
    """
    for finder in [finder for finder in sys.meta_path if isinstance(finder, _Finder)]:
        sys.meta_path.remove(finder)
    sys.meta_path.insert(0, _Finder(folder))
    for name in _PLACES:
        if name in sys.modules:
            _redirect(sys.modules[name], folder)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the two modules as usual, and has them redirected right after they have run."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in _PLACES:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader:
            run = spec.loader.exec_module
            # Only this one loader object: it keeps its type, so tracebacks and inspect still find the source.
            setattr(spec.loader, "exec_module", _followed(run, self._folder))  # noqa: B010
        return spec


def _followed(run: Callable[[ModuleType], None], folder: Path | None) -> Callable[[ModuleType], None]:
    def exec_module(module: ModuleType) -> None:
        run(module)
        _redirect(module, folder)

    return exec_module


def _redirect(module: ModuleType, folder: Path | None) -> None:
    place = folder and Path(folder) / _PLACES[module.__name__]

    def get_file(fname: str | None = None, origin: str = "", **_: Any) -> str:
        """Stand in for `keras.utils.get_file`: the prepared file with the name that it would be downloaded under."""
        if place is None:
            raise RuntimeError(NONE_HERE)
        return str(place / origin.rpartition("/")[2].removesuffix(PACKED))

    setattr(module, "get_file", get_file)  # noqa: B010
    if module.__name__.endswith(".mnist"):
        setattr(module, "np", _Numpy())  # noqa: B010
    else:
        setattr(module, "gzip", _Gzip())  # noqa: B010


class _Numpy:
    """NumPy for the module that reads mnist.npz: the prepared file is not read, its arrays are there at once."""

    def load(self, file: str, **_: Any) -> AbstractContextManager[dict[str, Any]]:
        """What `with numpy.load(file) as arrays` gives."""
        return nullcontext(map_npz(Path(file)))

    def __getattr__(self, name: str) -> Any:
        import numpy

        return getattr(numpy, name)


class _Gzip:
    """`gzip` for the module that reads the files of Fashion-MNIST: the prepared ones are not packed."""

    def open(self, file: str, *_: Any) -> AbstractContextManager["_Unpacked"]:
        """What `gzip.open(file)` gives."""
        return nullcontext(_Unpacked(Path(file)))


class _Unpacked:
    """A file whose content is there at once."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> mmap.mmap:
        """The content."""
        return map_file(self._file)
