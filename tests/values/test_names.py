import collections
import copy
import functools
import math
import operator
import os
import random
import subprocess
import sys
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

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
    from autograder.values import Message, load

    found = load(Message(b'{"root":[0],"nodes":[["module","seaborn"]]}'), stub=codec.stub).value
    assert found["kind"] == "module" and found["name"] == "seaborn"


def test_ones_own(codec):
    """A class or function of the student's own is a handle, even under a library's name."""

    def mean(values):
        return 0

    mean.__module__ = "numpy"
    assert type(codec.crossed(mean)) is codec.Stub
    assert type(codec.crossed(type("float32", (), {"__module__": "numpy"}))) is codec.Stub
