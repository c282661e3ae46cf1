"""Keras and the part of TensorFlow that it computes with, as they are when a kernel begins: whoever replaced something trains locally."""

import sys
from collections.abc import Mapping
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

FOLLOWED = ("keras.src.",)  # modules whose functions and classes a training may use
NAMED = ("tensorflow", "tensorflow._api.v2.nn", "tensorflow._api.v2.math", "tensorflow._api.v2.random", "keras.src")
SETTINGS = ("keras.src.backend.config",)  # modules whose plain values are settings
CHANGING = frozenset({"set_random_seed", "_abc_impl", "__abstractmethods__", "__doc__"})  # others may replace these


class Pristine:
    """What Keras is made of at the moment."""

    def __init__(self) -> None:
        self._held: list[tuple[str, Mapping[str, Any], list[str], list[Any]]] = []
        for name, module in sorted(sys.modules.items()):
            if isinstance(module, ModuleType) and (name in NAMED or name.startswith(FOLLOWED)):
                self._hold(name, vars(module), name in SETTINGS)
                for kind in list(vars(module).values()):
                    if isinstance(kind, type) and kind.__module__ == name:
                        self._hold(f"{name}.{kind.__name__}", vars(kind), True)

    def _hold(self, name: str, space: Mapping[str, Any], everything: bool) -> None:
        kept = FunctionType | BuiltinFunctionType | type
        names = [key for key, value in space.items() if key not in CHANGING and (everything or isinstance(value, kept))]
        self._held.append((name, space, names, [space[key] for key in names]))

    def changed(self) -> str:
        """The first class or module of which something is another now, "" where there is none."""
        for name, space, names, values in self._held:
            if any(space.get(key) is not value for key, value in zip(names, values, strict=True)):
                return name
        return ""
