import json

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal, assert_index_equal, assert_series_equal

from autograder.values import Malformed, Message, load

MIXED = pd.DataFrame(
    {
        "int": [1, 2],
        "text": ["x", None],
        "category": pd.Categorical(["u", "v"], ordered=True),
        "time": pd.to_datetime(["2020", None]),
        "zone": pd.to_datetime(["2020", "2021"]).tz_localize("Europe/Berlin"),
        "gaps": pd.array([1, None], dtype="Int64"),
        "truth": pd.array([True, None], dtype="boolean"),
        "float": pd.array([1.0, None], dtype="Float32"),
        "any": [[1], (2,)],
        "delta": pd.to_timedelta([1, 2], "s"),
    }
)
FRAMES = [
    MIXED,
    pd.DataFrame(np.arange(6.0).reshape(2, 3), columns=list("abc")),
    pd.DataFrame(),
    pd.DataFrame(index=["a", "b"]),
    pd.DataFrame([[1, 2.5]], columns=["a", "a"]),
    MIXED.set_index(["int", "category"]),
    MIXED.set_index("time")[["int"]],
    MIXED[["int"]].T,
    pd.crosstab(MIXED["int"], MIXED["text"]),
    MIXED[["int", "gaps"]].describe(),
    MIXED.groupby("int").agg({"delta": ["min", "max"]}),
    pd.DataFrame({"x": [True]}, index=pd.CategoricalIndex(["q"], name="n")),
]


@pytest.mark.parametrize("frame", FRAMES, ids=range(len(FRAMES)))
def test_frames(codec, frame):
    """Columns, dtypes, index and names come back."""
    found = codec.crossed(frame)
    assert type(found) is pd.DataFrame
    assert_frame_equal(found, frame, check_freq=False)


@pytest.mark.parametrize("name", list(MIXED.columns))
def test_series(codec, name):
    """So does each column alone."""
    assert_series_equal(codec.crossed(MIXED[name]), MIXED[name])
    assert_series_equal(codec.crossed(MIXED[name].iloc[:0]), MIXED[name].iloc[:0])


@pytest.mark.parametrize(
    "index", [MIXED.index, MIXED.columns, FRAMES[5].index, FRAMES[6].index, pd.Index([1.5, 2]), pd.Index([(1, 2), "a"])]
)
def test_indexes(codec, index):
    """And each index."""
    assert_index_equal(codec.crossed(index), index)


@pytest.mark.parametrize(
    "value", [pd.Timestamp("2020-01-01T01"), pd.Timestamp("2020", tz="Asia/Tokyo"), pd.Timedelta("1s")]
)
def test_moments(codec, value):
    """A moment keeps its time zone."""
    found = codec.crossed(value)
    assert found == value and type(found) is type(value) and getattr(found, "unit", "") == getattr(value, "unit", "")
    assert codec.crossed(pd.NaT) is pd.NaT and codec.crossed(pd.NA) is pd.NA


def test_what_stays(codec):
    """Subclasses, and columns of unusual types, leave the whole table where it is."""

    class Frame(pd.DataFrame):
        pass

    for value in (Frame(), pd.DataFrame({"a": pd.period_range("2020", periods=2)}), pd.interval_range(0, 2)):
        assert type(codec.crossed(value)) is codec.Stub


NUMBERS = ["<f8", [1], "C", 0, True]
TIMES = ["<M8[ns]", [1], "C", 0, True]
SHORT, ROWS, TWO = ["range", 0, 1, 1, None], ["range", 0, 1, 1, None], ["range", 0, 2, 1, None]


@pytest.mark.parametrize(
    ("node", "says"),
    [
        (["frame", ["block", NUMBERS], ROWS, ROWS], "a table of numbers"),
        (["frame", ["block", ["<M8[ns]", [1, 1], "C", 0, True]], ROWS, ROWS], "a table of numbers"),
        (["frame", ["block", ["<f8", [1, 1], "C", 0, True]], ROWS, TWO], "as many rows and columns as have names"),
        (["frame", ["block", ["<f8", [1, 1], "C", 0, True]], TWO, ROWS], "as many rows and columns as have names"),
        (["frame", ["columns", [["plain", NUMBERS]]], TWO, ROWS], "columns of one length"),
        (["frame", ["rows", [["plain", NUMBERS]]], ROWS, ROWS], "columns of one length"),
        (["series", ["plain", NUMBERS], TWO, None], "as many values as rows"),
        (["series", ["plain", ["<f8", [1, 1], "C", 0, True]], ROWS, None], "a column of numbers or times"),
        (["series", ["plain", ["|S8", [1], "C", 0, True]], ROWS, None], "a column of numbers or times"),
        (["series", ["other", NUMBERS], ROWS, None], "a kind of column"),
        (["series", ["zoned", NUMBERS, "UTC"], ROWS, None], "moments with a zone"),
        (["series", ["zoned", TIMES, "dateutil/UTC"], ROWS, None], "moments with a zone"),
        (["series", ["zoned", TIMES, "a/b/c/d"], ROWS, None], "moments with a zone"),
        (["series", ["zoned", TIMES, "x" * 65], ROWS, None], "a text"),
        (["series", ["category", ["object", ["a"]], NUMBERS, False], ROWS, None], "the codes of categories"),
        (["index", ["column", ["plain", NUMBERS], None, "D"]], "a frequency"),
        (["index", ["column", ["plain", TIMES], None, "every day"]], "a frequency"),
        (["index", ["column", ["plain", TIMES], None, "1234567890123"]], "a text"),
        (["index", ["levels", [SHORT], [NUMBERS], [None]]], "the codes of an index"),
    ],
)
def test_tables_that_do_not_fit_together_are_refused(node, says):
    """In the words of what should stand there."""
    head = json.dumps({"root": [0], "nodes": [node]}).encode()
    with pytest.raises(Malformed, match=rf"^The message should hold {says} here\.$"):
        load(Message(head, [bytearray(8)]), stub=lambda told: told)
