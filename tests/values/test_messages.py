"""Messages of each kind as they stand in messages.txt, and what the reader says of each wrong part of them.

What was kept of a submission is read by later versions: a value has the same message as ever. A wrong part is refused in the same
words as ever, or taken for what it is. Where either is meant to change, `PYTHONPATH=tests python tests/values/test_messages.py` writes the file anew,
and its difference is what to look through.
"""

import datetime
import warnings
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePosixPath, PureWindowsPath

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from wrong_parts import difference, told, write, written

from autograder.values.records import register

pytestmark = pytest.mark.usefixtures("anew")
FILE = Path(__file__).with_name("messages.txt")
Pair = namedtuple("Pair", "one other")


class Slotted:
    """As a given cell defines it."""

    __slots__ = ("left", "right")


class Linked(Slotted):
    """With attributes besides its slots."""


for given in (Slotted, Linked):
    given.__module__ = "__main__"
register([("Slotted", Slotted), ("Linked", Linked)])


def linked():
    made = Linked()
    made.left, made.value = [1], 2
    return made


def lines():
    figure = Figure(figsize=(4, 3))
    axes = figure.subplots()
    figure.suptitle("all", x=0.5, y=0.9)
    figure.text(0.25, 0.5, "here")
    axes.plot([1, 2], [3, 4], "r--o", label="line", linewidth=2)
    axes.plot(["a", "b"], [3.5, 4], color=(0, 0.5, 1, 0.25), linestyle=(0, (1, 2)), label="_")
    axes.set(title="t", xlabel="x", ylabel="y", xlim=(0, 2), ylim=(1, 10), yscale="log", label="axes", aspect=2)
    axes.set_title("left", loc="left")
    axes.set_title("right", loc="right")
    axes.set_xticks([0.5, 1], ["half", "one"])
    axes.set_yticks([2, 4])
    axes.set_anchor("NW")
    axes.text(1, 2, "there")
    axes.annotate("point", (1, 2))
    axes.legend(["l"])
    return figure


def shapes():
    figure = Figure(figsize=(2, 2))
    axes = figure.add_axes((0.1, 0.2, 0.5, 0.6))
    axes.bar([1, 2], [3, 4], label="bars", color=["r", (0, 1, 0, 0.5)])
    axes.barh([1], [2], label="_across")
    axes.imshow([[1, 2], [3, 4]], cmap="gray", extent=(0, 1, 0, 2), origin="lower", vmin=1, vmax=3).set_label("image")
    axes.scatter([1, 2], [3, 4], s=[5, 6], c=[7, 8], cmap="hot", label="points")
    axes.set_anchor((0.25, 0.75))
    axes.set_axis_off()
    return figure


def mesh():
    figure = Figure(figsize=(2, 2))
    figure.supxlabel("x", x=0.5, y=0.1)
    figure.supylabel("y", x=0.1, y=0.5)
    figure.subplots().pcolormesh([[1, 2]], label="mesh")
    return figure


def parts():
    figure = Figure(figsize=(2, 2))
    axes = figure.subplots()
    figure.text(0.25, 0.5, "here")
    axes.plot([1, 2], [3, 4], label="line")
    axes.legend()
    bars = axes.bar([1, 2], [3, 4])
    return [
        axes,
        axes.lines[0],
        figure.texts[0],
        axes.get_legend(),
        axes.title,
        axes.yaxis.label,
        bars,
        bars.patches[1],
    ]


def locked():
    array = np.zeros(2, "i1")
    array.flags.writeable = False
    return array


DAYS = pd.date_range("2020-01-01", periods=2, freq="D", name="d")
FIGURES = {"lines": lines, "shapes": shapes, "mesh": mesh, "parts of a figure": parts}
VALUES = {
    "plain": [None, True, 1, 2.5, "é"],
    "long number": 1 << 13_000,
    "long text": "x" * 3 + "\ud83d",
    "bytes": b"ab",
    "many bytes": bytes(4097),
    "bytearray": bytearray(b"ab"),
    "complex": 1 - 2j,
    "ellipsis": ...,
    "not implemented": NotImplemented,
    "range": range(3, 10, 2),
    "slice": slice(1, None, "a"),
    "date": datetime.date(2020, 2, 29),
    "time": datetime.time(1, 2, 3, 4, fold=1),
    "time with zone": datetime.time(1, tzinfo=datetime.UTC),
    "datetime": datetime.datetime(2020, 1, 2, 3, 4, 5, 6, datetime.timezone(datetime.timedelta(hours=-2), "x")),
    "timedelta": datetime.timedelta(-1, 3, 4),
    "timezone": datetime.timezone(datetime.timedelta(minutes=90)),
    "decimal": Decimal("1.50"),
    "fraction": Fraction(-1, 3),
    "path": PurePosixPath("a/b"),
    "windows path": PureWindowsPath("c:/d"),
    "list": [[1], [2]],
    "tuple": (1, "a"),
    "set": {1},
    "frozenset": frozenset({1}),
    "dict": {"a": 1},
    "ordered": OrderedDict(b=1, a=2),
    "counter": Counter("aab"),
    "default": defaultdict(list, {1: 2}),
    "default of none": defaultdict(None, {1: 2}),
    "deque": deque([1], 5),
    "endless deque": deque([1]),
    "array": np.arange(6, dtype="i2").reshape(2, 3),
    "turned": np.asfortranarray(np.arange(6, dtype="i2").reshape(2, 3)),
    "with gaps": np.arange(6, dtype="i2")[::2],
    "no elements": np.zeros((0, 2)),
    "locked": locked(),
    "truth": np.array([True, False]),
    "texts": np.array(["a", "é"]),
    "other order": np.array(["a", "é"], ">U1"),
    "moments": np.array(["2020", "NaT"], "M8[D]"),
    "fields": np.array([(1, True, [1, 2])], dtype=[("a", "i4"), ("c", "?"), ("d", "f2", (2,))]),
    "objects": np.array([1, [2]], object),
    "masked": np.ma.MaskedArray([1, 2], mask=[True, False], dtype="i1"),
    "no mask": np.ma.MaskedArray([1, 2], dtype="i1"),
    "mask": np.ma.masked,
    "number": np.float32(1.5),
    "numpy's text": np.str_("a"),
    "numpy's bytes": np.bytes_(b"a"),
    "record": np.array([(1, "a")], dtype=[("a", "i4"), ("b", "U3")])[0],
    "dtype": np.dtype("f4"),
    "dtype of objects": np.dtype(object),
    "module": np.linalg,
    "function": np.mean,
    "class": ValueError,
    "named tuple": Pair(1, [2]),
    "object": linked(),
    "handle": type("Own", (), {})(),
    "series": pd.Series([1, 2], index=["a", "b"], name="s", dtype="i2"),
    "series of objects": pd.Series([1, [2]], dtype=object),
    "series of texts": pd.Series(["a", None], dtype=pd.StringDtype("python")),
    "series of others": pd.Series(["a", None], dtype=pd.StringDtype("python", na_value=np.nan)),
    "categories": pd.Series(pd.Categorical(["u", "v", None], ordered=True)),
    "zoned": pd.Series(DAYS.tz_localize("Europe/Berlin")),
    "nullable": pd.Series([1, None], dtype="Int8"),
    "nullable floats": pd.Series([1.5, None], dtype="Float32"),
    "nullable truth": pd.Series([True, None], dtype="boolean"),
    "index": DAYS,
    "index of objects": pd.Index([1, "a"], name="n"),
    "index of tuples": pd.Index([(1, 2), (3, 4)], tupleize_cols=False),
    "numbers as objects": pd.Series([1, 2], dtype=object),
    "a column of numbers as objects": pd.DataFrame({"a": pd.Series([1, 2], dtype=object)}),
    "index of categories": pd.CategoricalIndex(["q"], name="n"),
    "range of rows": pd.RangeIndex(1, 7, 2, name="r"),
    "levels": pd.MultiIndex.from_product([[1, 2], ["a"]], names=["x", None]),
    "frame": pd.DataFrame({"a": [1, 2], "b": ["x", None]}),
    "frame of numbers": pd.DataFrame(np.arange(2.0).reshape(1, 2), columns=["a", "b"]),
    "frame of times": pd.DataFrame({"a": DAYS}),
    "empty frame": pd.DataFrame(index=["a"]),
    "missing": pd.NA,
    "no time": pd.NaT,
    "moment": pd.Timestamp("2020-01-01T01"),
    "zoned moment": pd.Timestamp("2020", tz="Asia/Tokyo"),
    "duration": pd.Timedelta("1s"),
    **FIGURES,
}


def stub(told):
    if told["kind"] == "record":
        return Pair
    return {"Slotted": Slotted, "Linked": Linked}.get(told.get("name")) or tuple(told.items())


def lines_now(name):
    """What the file should say of a value."""
    is_figure = name in FIGURES
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # of Matplotlib's, about odd limits
        return told(FIGURES[name]() if is_figure else VALUES[name], stub, few=is_figure)


@pytest.fixture(scope="module")
def lines_of():
    return written(FILE)


@pytest.mark.parametrize("name", VALUES)
def test_a_message_is_as_it_ever_was_and_so_is_what_is_said_of_wrong_ones(name, lines_of):
    """Kind by kind, part by part."""
    assert difference(lines_now(name), lines_of[name]) == ""


def test_nothing_else_is_written():
    """Each value of the file is tried."""
    assert list(written(FILE)) == list(VALUES)


if __name__ == "__main__":
    mpl.use("Agg")
    write(FILE, {name: lines_now(name) for name in VALUES})
