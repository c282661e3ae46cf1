"""Settings of libraries that say how numbers are computed and shown: in one process they hold for everybody."""

import decimal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

PLAIN = (bool, int, float, str)
CONTEXT = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp")  # of the module decimal
PRINTING = frozenset(
    ["precision", "threshold", "edgeitems", "linewidth", "suppress", "nanstr", "infstr", "sign", "floatmode"]
)


def settings() -> dict[str, Any]:
    """All settings as they are now, each by its library and name, such as "decimal prec"; those that are plain values."""
    context = decimal.getcontext()
    found = {f"decimal {name}": getattr(context, name) for name in CONTEXT}
    found |= {f"decimal {trap.__name__}": on for trap, on in context.traps.items()}
    found |= {f"numpy {name}": value for name, value in np.get_printoptions().items() if name in PRINTING}
    if pandas := sys.modules.get("pandas"):
        found |= {f"pandas {name}": value for name, value in _options(pandas.options)}
    return {name: value for name, value in found.items() if isinstance(value, PLAIN)}


def _options(group: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """The options of pandas, each with its whole name."""
    for name in dir(group):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # some are deprecated
            found = getattr(group, name)
        if type(found) is type(group):
            yield from _options(found, f"{above}{name}.")
        else:
            yield f"{above}{name}", found


@contextmanager
def holding(changed: dict[str, Any]) -> Iterator[None]:
    """Some settings hold.

    Args:
        changed: their values, as `settings` names them.
    """
    now = settings()
    before = {name: now[name] for name in changed if name in now}
    _put({name: changed[name] for name in before})
    try:
        yield
    finally:
        _put(before)


def _put(changed: dict[str, Any]) -> None:
    context = decimal.getcontext()
    for library, name, value in ((*whole.split(" "), value) for whole, value in changed.items()):
        if library == "pandas":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                sys.modules["pandas"].set_option(name, value)
        elif library == "numpy":
            np.set_printoptions(**{name: value})
        elif name in CONTEXT:
            setattr(context, name, value)
        else:
            context.traps[getattr(decimal, name)] = value
