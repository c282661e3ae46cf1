"""The namespace that a test runs in: its own names, and all those of the notebook, asked for when they are used."""

import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from autograder.grading.surroundings import Patch


class Space(dict[str, Any]):
    """A namespace that asks for the names that it lacks.

    Args:
        find: gives the value of a name; KeyError where there is none.
        has: whether the notebook has a name.
        names: all names that the notebook has.
    """

    def __init__(
        self, find: Callable[[str], Any], has: Callable[[str], bool], names: Callable[[], Iterable[str]]
    ) -> None:
        super().__init__(__name__="__main__")
        self._find, self._has, self._names = find, has, names
        self.left: dict[str, Patch] = {}  # what earlier tests left of the notebook's names
        self._sent: set[str] = set()  # names that a call sees as the test set them
        self.deleted: set[str] = set()
        self.patched: set[str] = set()  # names that were set through the module `__main__`

    def __missing__(self, name: str) -> Any:
        if name in self.deleted:
            raise KeyError(name)
        if name in self.left and self.left[name][2]:
            return self.left[name][3]
        return self._find(name)

    def __setitem__(self, name: str, value: Any) -> None:
        self.deleted.discard(name)
        self.left.pop(name, None)
        super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        if name not in self:
            raise KeyError(name)
        self.pop(name, None)

    def pop(self, name: str, *default: Any) -> Any:
        """Forget a name; it is gone from the notebook, too, as far as the test and what it calls can see."""
        if name not in self:
            if default:
                return default[0]
            raise KeyError(name)
        found = self[name]
        super().pop(name, None)
        self.patched.discard(name)
        self.left.pop(name, None)
        if self._has(name):
            self.deleted.add(name)
        return found

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (isinstance(name, str) and name not in self.deleted and self._has(name))

    def __iter__(self) -> Iterator[str]:
        own = [*super().__iter__()]
        return iter(own + [name for name in self._names() if name not in self.deleted and name not in own])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def keys(self) -> Any:
        """All names."""
        return dict.fromkeys(self).keys()

    def values(self) -> Any:
        """All values."""
        return self._all().values()

    def items(self) -> Any:
        """All names with their values."""
        return self._all().items()

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a name, or a default."""
        try:
            return self[name]
        except KeyError:
            return default

    def setdefault(self, name: str, default: Any = None) -> Any:
        """The value of a name, which is bound where it was not."""
        if name not in self:
            self[name] = default
        return self[name]

    def copy(self) -> "Space":
        """A namespace that begins with the same names."""
        found = Space(self._find, self._has, self._names)
        found.update(self.own())
        found.deleted = set(self.deleted)
        return found

    def forget(self, names: Iterable[str]) -> None:
        """Hold no values of names any more; the notebook has them still."""
        for name in names:
            super().pop(name, None)

    def own(self) -> dict[str, Any]:
        """The names that are bound here."""
        return {name: dict.__getitem__(self, name) for name in dict.__iter__(self)}

    def _all(self) -> dict[str, Any]:
        return {name: self[name] for name in self}

    def take(self, rebound: dict[Any, Any]) -> list[str]:
        """Names that the test set stand for something else since a call.

        Args:
            rebound: each name with its value now; those that were not sent are left out.

        Returns:
            The names of those that were.
        """
        taken = sorted(rebound.keys() & self._sent)
        for name in taken:
            if super().__contains__(name):
                super().__setitem__(name, rebound[name])
            elif name in self.left:
                self.left[name] = ("__main__", name, True, rebound[name])
        return taken

    def patches(self, shared: Callable[[str, Any], bool]) -> list[Patch]:
        """Names of the notebook that stand for something else since the test: what calls of the student's must see.

        Args:
            shared: whether a name that the test bound to a value is one of those.
        """
        own = self.own()
        bound = [name for name in own if name in self.patched or shared(name, own[name])]
        found: dict[str, Patch] = {name: ("__main__", name, True, own[name]) for name in bound}
        gone: dict[str, Patch] = {name: ("__main__", name, False, None) for name in sorted(self.deleted)}
        self._sent = {name for name, patch in (self.left | found).items() if patch[2]}
        return [*(self.left | found | gone).values()]


class NotebookModule(types.ModuleType):
    """What `import __main__` gives to a test: the notebook.

    Args:
        space: its names.
    """

    def __init__(self, space: Space) -> None:
        super().__init__("__main__")
        object.__setattr__(self, "_space", space)

    def __getattribute__(self, name: str) -> Any:
        space = object.__getattribute__(self, "_space")
        if name == "__dict__":
            return space
        try:
            return space[name]
        except KeyError:
            if name.startswith("__"):  # a module's own
                return super().__getattribute__(name)
            raise AttributeError(f"module '__main__' has no attribute {name!r}", name=name, obj=self) from None

    def __setattr__(self, name: str, value: Any) -> None:
        space = object.__getattribute__(self, "_space")
        space[name] = value
        space.patched.add(name)

    def __delattr__(self, name: str) -> None:
        space = object.__getattribute__(self, "_space")
        if name not in space:
            raise AttributeError(name)
        del space[name]

    def __dir__(self) -> list[str]:
        return sorted(object.__getattribute__(self, "_space"))
