import collections
import collections.abc
import copy
import functools
import importlib
import importlib.util
import math
import operator
import os
import random
import subprocess
import sys
import time
import types

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from autograder.values import Malformed, Message, load
from autograder.values.names import find

SAME = [
    *(np, math, os, sys, pd, plt, collections, np.linalg, np.random),
    *(int, str, object, type, len, print, ValueError, KeyError, math.sin, operator.add, collections.Counter),
    *(np.mean, np.float32, np.ndarray, np.sin, np.add, np.linalg.norm, pd.DataFrame, copy.deepcopy, random.Random),
]
STAY = [
    *(eval, exec, open, __import__, compile, getattr, setattr, input, globals, os.system, os.remove, subprocess.run),
    *(np.load, np.save, np.fromfile, pd.read_pickle, pd.read_csv, operator.attrgetter, functools.partial, time.sleep),
    *(collections.namedtuple, functools.reduce, sys.exit, subprocess, subprocess.Popen, random.seed),
]


@pytest.mark.parametrize("value", SAME)
def test_the_librarys_own(codec, value):
    """Modules, and harmless classes and functions of libraries, are the same on both sides."""
    assert codec.crossed(value) is value


@pytest.mark.parametrize("value", STAY)
def test_what_stays(codec, value):
    """What reads, writes, runs or waits is never more than a handle."""
    assert type(codec.crossed(value)) is codec.Stub


@pytest.mark.parametrize(
    ("module", "name"),
    [
        *(
            ("os", "system"),
            ("builtins", "eval"),
            ("builtins", "exec"),
            ("builtins", "open"),
            ("builtins", "__import__"),
        ),
        *(("builtins", "getattr"), ("subprocess", "run"), ("numpy", "load"), ("numpy.linalg", "test"), ("numpy", "os")),
        *(("numpy", "lib.npyio"), ("operator", "methodcaller"), ("pandas", "read_pickle"), ("keras.layers", "Lambda")),
        *(
            ("math", "__loader__"),
            ("numpy", "__builtins__"),
            ("", ""),
            ("importlib", "import_module"),
            ("sys", "modules"),
        ),
        *(("random", "_os"), ("statistics", "_coerce"), ("copy", "dispatch_table"), ("collections", "_sys")),
    ],
)
def test_names_that_are_refused(codec, module, name):
    """A reference that no encoder makes is refused."""
    assert codec.refused(codec.node("name", module, name))


@pytest.mark.parametrize(
    "name", ["subprocess", "os.path.sys", "antigravity", "numpy.f2py", "", "keras.src", "json.tool", "pandas.tests", 5]
)
def test_modules_that_are_refused(codec, name):
    """Nothing but the libraries' well-known modules is imported."""
    assert codec.refused(codec.node("module", name))


def test_a_library_that_is_not_there(codec, monkeypatch):
    """A module that is not installed here is a stub that says its name."""
    monkeypatch.setitem(sys.modules, "seaborn", None)
    found = load(Message(b'{"root":[0],"nodes":[["module","seaborn"]]}'), stub=codec.stub).value
    assert found["kind"] == "module" and found["name"] == "seaborn"


def test_ones_own(codec):
    """A class or function of the student's own is a handle, even under a library's name."""

    def mean(values):
        return 0

    mean.__module__ = "numpy"
    assert type(codec.crossed(mean)) is codec.Stub
    assert type(codec.crossed(type("float32", (), {"__module__": "numpy"}))) is codec.Stub


@pytest.mark.parametrize(
    ("namespace", "name", "says"),
    [
        ("os", "getcwd", "a class or function of a library"),
        ("math", "_x", "a public class or function"),
        ("operator", "itemgetter", "a public class or function"),
        ("statistics", "random", "a name of the module's own"),
        ("math", "pi", "a class or function"),
        ("math", "nothing", "a class or function"),
        ("copy", "error", "a name of the module's own"),
        ("numpy", "loadtxt", "a harmless class or function"),
        ("numpy", "memmap", "a harmless class or function"),
        ("builtins", "eval", "a harmless class or function"),
        ("pandas", "read_csv", "a harmless class or function"),
    ],
)
def test_why_a_name_is_refused(namespace, name, says):
    """In the words of the rule that it breaks."""
    with pytest.raises(Malformed, match=rf"^The message should hold {says} here\.$"):
        find(namespace, name)


@pytest.mark.parametrize(
    ("namespace", "name"),
    [
        ("math", "sin"),
        ("builtins", "int"),
        ("builtins", "ValueError"),
        ("builtins", "len"),
        ("numpy", "add"),
        ("numpy", "float32"),
        ("numpy", "mean"),
        ("numpy.linalg", "norm"),
        ("copy", "deepcopy"),
        ("collections", "Counter"),
    ],
)
def test_a_name_is_found(namespace, name):
    """Whole namespaces, chosen names, types of Python's and numbers of NumPy's."""
    assert find(namespace, name) is vars(importlib.import_module(namespace))[name]


def test_a_module_that_is_not_there_is_none(monkeypatch):
    """Nor is one imported where that is not asked for."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.delitem(sys.modules, "statistics")
    assert find("statistics", "mean") is None
    monkeypatch.undo()
    monkeypatch.delitem(sys.modules, "statistics")
    assert find("statistics", "mean", load=False) is None and "statistics" not in sys.modules
    assert find("statistics", "mean").__name__ == "mean"


def test_a_function_of_a_library_that_is_not_there(codec, monkeypatch):
    """Is a stub that says its whole name."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.delitem(sys.modules, "statistics")
    head = b'{"root":[0],"nodes":[["name","statistics","mean"]]}'
    found = load(Message(head), stub=codec.stub).value
    assert (found["kind"], found["name"]) == ("function", "statistics.mean")


def test_modules_cross_by_their_public_names(codec):
    """What only calls itself like one stays."""
    assert codec.crossed(collections.abc) is collections.abc
    for name in ("numpy", "os", "evil"):
        assert type(codec.crossed(types.ModuleType(name))) is codec.Stub


def test_submodules_are_imported_when_they_are_named(codec, monkeypatch):
    """Those of the list."""
    for name in ("scipy.stats", "numpy.linalg"):
        found = load(Message(f'{{"root":[0],"nodes":[["module","{name}"]]}}'.encode()), stub=codec.stub).value
        assert found is sys.modules.get(name) or found["name"] == name
