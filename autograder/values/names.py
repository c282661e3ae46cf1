"""Modules, classes and functions of libraries: they cross by name, through closed tables of public names."""

import importlib
import importlib.util
import sys
from functools import cache
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.values.expecting import expect, items, text
from autograder.values.kinds import Kind, Table, words
from autograder.values.limits import Malformed, Unencodable

if TYPE_CHECKING:
    from autograder.values.decoding import Reader
    from autograder.values.encoding import Writer

MODULES = words(
    """numpy pandas matplotlib sklearn scipy keras tensorflow math random statistics itertools functools collections re
    json time datetime os sys pathlib string copy operator decimal fractions typing seaborn PIL"""
)
SUBMODULES = words(
    """matplotlib.pyplot numpy.linalg numpy.random collections.abc scipy.stats scipy.special scipy.ndimage
    sklearn.metrics sklearn.datasets sklearn.model_selection sklearn.preprocessing sklearn.linear_model
    sklearn.neighbors PIL.Image keras.layers keras.activations keras.losses keras.metrics keras.optimizers
    keras.initializers keras.regularizers keras.utils keras.datasets keras.callbacks keras.models keras.ops
    tensorflow.nn"""
)
ALIASES = {"keras._tf_keras.keras": "keras", "tensorflow.keras": "keras", "tensorflow._api.v2.nn": "tensorflow.nn"}

# Whose public classes and functions may cross: all of a namespace but those named here …
WHOLE: dict[str, frozenset[str]] = {
    name: words(without)
    for name, without in {
        "math": "",
        "statistics": "",
        "operator": "attrgetter methodcaller itemgetter call",
        "decimal": "",
        "fractions": "",
        "datetime": "",
        "numpy.linalg": "test",
        "tensorflow.nn": "",
        "keras.activations": "get serialize deserialize",
        "keras.losses": "get serialize deserialize",
        "keras.metrics": "get serialize deserialize",
        "keras.layers": """serialize deserialize Lambda TFSMLayer JaxLayer FlaxLayer TorchModuleWrapper StringLookup
            IntegerLookup TextVectorization Discretization""",
        "keras.initializers": "get serialize deserialize",
        "keras.regularizers": "get serialize deserialize",
        "keras.optimizers": "get serialize deserialize",
        "keras.optimizers.schedules": "serialize deserialize",
    }.items()
}
# … or only those named here. Nothing in either reads or writes files, or runs code.
CHOSEN: dict[str, frozenset[str]] = {
    name: words(chosen)
    for name, chosen in {
        "builtins": """abs all any ascii bin callable chr divmod format hash hex id isinstance issubclass iter len max
            min next oct ord pow print repr round sorted sum""",
        "numpy": """ndarray dtype array asarray zeros ones full empty zeros_like ones_like full_like empty_like arange
            linspace logspace eye identity diag tril triu mean median average std var sum prod min max amin amax argmin
            argmax nanmean nanmax nanmin nansum nanstd ptp percentile quantile cumsum cumprod diff clip round around
            sort
            argsort unique where nonzero count_nonzero flatnonzero searchsorted bincount histogram digitize all any
            isclose allclose array_equal concatenate stack vstack
            hstack dstack column_stack split reshape ravel
            transpose swapaxes moveaxis expand_dims squeeze flip fliplr flipud roll rot90 repeat tile pad dot inner
            outer tensordot einsum cross kron trace take choose delete insert append isin corrcoef cov meshgrid shape
            size ndim copy real imag angle nan_to_num broadcast_to atleast_1d atleast_2d""",
        "pandas": "DataFrame Series Index Timestamp Timedelta isna notna concat crosstab",
        "collections": "Counter OrderedDict defaultdict deque",
        "copy": "copy deepcopy",
        "random": "Random",
        "pathlib": "PurePath PurePosixPath PureWindowsPath",
        "keras": "Model Sequential Input Variable KerasTensor",
        "keras.callbacks": "History",
        "keras.ops": """softmax relu relu6 sigmoid tanh silu gelu elu selu leaky_relu log_softmax softplus softsign
            add subtract multiply divide matmul mean sum max min argmax reshape transpose exp log sqrt square""",
        "tensorflow": "Tensor Variable constant cast reshape argmax reduce_mean reduce_sum matmul",
    }.items()
}
FUNCTIONS = (FunctionType, BuiltinFunctionType, np.ufunc, type(np.mean))


def find(namespace: str, name: str, *, load: bool = True) -> Any:
    """Look a public class or function up.

    Args:
        namespace: a module's public name.
        name: what it is called there.
        load: whether to import the module where it is installed.

    Returns:
        The class or function; None where the module is not there.

    Raises:
        Malformed: the tables do not allow it, or it is something else.
    """
    expect(namespace in WHOLE or namespace in CHOSEN, "a class or function of a library")
    expect(not name.startswith("_") and name not in WHOLE.get(namespace, ()), "a public class or function")
    module = _module(namespace, load=load)
    if module is None:
        return None
    expect(name in getattr(module, "__all__", [name]), "a name of the module's own")
    found = vars(module).get(name)
    expect(isinstance(found, (type, *FUNCTIONS)), "a class or function")
    free = namespace in WHOLE or (namespace == "builtins" and isinstance(found, type))
    harmless = namespace == "numpy" and (
        isinstance(found, np.ufunc) or (isinstance(found, type) and issubclass(found, np.generic))
    )
    expect(free or harmless or name in CHOSEN[namespace], "a harmless class or function")
    return found


def _module(name: str, *, load: bool = True) -> ModuleType | None:
    """Return a module by its public name: imported before, a library's attribute, or imported now."""
    if name in sys.modules:
        return sys.modules[name]
    top, _, rest = name.partition(".")
    if top not in sys.modules and not (load and importlib.util.find_spec(top) is not None):
        return None
    found: Any = importlib.import_module(top)
    for part in rest.split(".") if rest else ():
        found = vars(found).get(part)
        if not isinstance(found, ModuleType):
            return importlib.import_module(name) if load and name in SUBMODULES else None
    return found


@cache
def _public(libraries: frozenset[str]) -> dict[int, tuple[str, str]]:
    """Map the id of each class and function of the imported libraries to its namespace and name."""
    found: dict[int, tuple[str, str]] = {}
    for namespace in (*CHOSEN, *WHOLE):
        module = _module(namespace, load=False)
        for name in list(vars(module)) if module else ():
            try:
                entry = find(namespace, name, load=False)
            except Malformed:
                continue
            if entry is not None:
                found.setdefault(id(entry), (namespace, name))
    return found


def _encode_name(writer: "Writer", found: Any) -> list[Any]:
    libraries = frozenset(name for name in (*CHOSEN, *WHOLE) if name in sys.modules)
    namespace, name = _public(libraries).get(id(found), ("", ""))
    if not name or find(namespace, name, load=False) is not found:
        raise Unencodable("No library's own class or function.")
    return [namespace, name]


def _build_name(reader: "Reader", raw: list[Any]) -> Any:
    namespace, name = (text(part, 100) for part in items(raw, 2))
    found = find(namespace, name)
    return found if found is not None else reader.stub({"kind": "function", "name": f"{namespace}.{name}"})


def _encode_module(writer: "Writer", found: ModuleType) -> list[Any]:
    name = ALIASES.get(found.__name__, found.__name__)
    known = found is _module(name, load=False) or (found.__name__ in ALIASES and found.__name__ in sys.modules)
    if not _is_open(name) or not known:
        raise Unencodable("No library's module.")
    return [name]


def _build_module(reader: "Reader", raw: list[Any]) -> Any:
    name = text(items(raw, 1)[0], 100)
    expect(_is_open(name), "a library's module")
    found = _module(name)
    return found if found is not None else reader.stub({"kind": "module", "name": name})


def _is_open(name: str) -> bool:
    """Say whether a module may cross: a library, or one of its well-known modules."""
    return name in MODULES or name in SUBMODULES


NAME = Kind("name", _encode_name, _build_name)
MODULE = Kind("module", _encode_module, _build_module)

TYPES: Table = {
    ModuleType: MODULE,
    **dict.fromkeys((type, *FUNCTIONS), NAME),
}
